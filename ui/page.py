"""What every page of the rail is, and the commands it gives to window, finder and help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.widgets.leading import Leads
from ui.widgets.messages import Speaks


@dataclass(frozen=True)
class Command:
    """One thing that can be done from the keyboard, declared once.

    ``keys`` is a Qt key sequence («Ctrl+N») or empty; ``group`` heads it in the help. A command
    with ``bound=False`` is only listed: the page handles the key itself. One that ``needs_server``
    leads to much writing that nothing but the server can take: while it is away it says so at once.
    """

    id: str
    text: str
    run: Callable[[], None]
    keys: str = ""
    group: str = ""
    enabled: Callable[[], bool] = lambda: True
    bound: bool = True
    needs_server: bool = False


@dataclass(frozen=True)
class ContactWanted:
    """A wish for the contact dialog: a new contact with a person, or an existing one."""

    person_id: str | None = None
    contact_id: str | None = None
    planned: bool = False
    day: date | None = None


@dataclass(frozen=True)
class PaperWanted:
    """A wish for a paper: ``kind`` as in ``factdesk print``, with its day or row.

    A paper of a person's may be of a kept version, by its ``number``.
    """

    kind: str
    day: date | None = None
    row_id: str | None = None
    person_id: str | None = None
    number: int | None = None


@dataclass(frozen=True)
class Place:
    """A page's place on the rail. ``load`` gives its class: a page not wanted is not loaded."""

    key: str
    word: Callable[[], str]
    icon: str
    load: Callable[[], type[Page]]


class Page(Leads):
    """A page of the rail. It knows the bridge and the messages, never another page."""

    key: ClassVar[str]

    person_wanted = Signal(str)
    #: A person's id and the key of the part to begin with.
    part_wanted = Signal(str, str)
    contact_wanted = Signal(object)
    place_wanted = Signal(object)
    paper_wanted = Signal(object)
    #: The ids of the persons whose plans are wanted, one after the other.
    papers_wanted = Signal(tuple)
    page_wanted = Signal(str)
    #: Whose crisis plan is to be read now, over the page.
    crisis_wanted = Signal(str)
    #: The forms of scales, which hold wording that the program may not bring.
    scale_forms_wanted = Signal()
    commands_changed = Signal()

    def __init__(self, bridge: Bridge, messages: Speaks, parent: QWidget | None = None) -> None:
        """Take what every page needs."""
        super().__init__(parent)
        self.bridge, self.messages = bridge, messages

    def title(self) -> str:
        """The page's title, for the window and screen readers."""
        return self.key

    def commands(self) -> list[Command]:
        """What can be done here from the keyboard."""
        return []

    def keep_drafts(self) -> None:
        """Save what is being typed, before a lock; every ``flush_draft`` is asked already."""


class PersonTab(Leads):
    """A part of a person's page that another room builds. It is made when it is first shown.

    ``part_wanted(key)`` leads to another part of the same page.
    """

    key: ClassVar[str]

    contact_wanted = Signal(object)
    paper_wanted = Signal(object)
    part_wanted = Signal(str)
    commands_changed = Signal()

    def __init__(self, bridge: Bridge, messages: Speaks, person_id: str) -> None:
        """Take what every page needs, and whose page it is."""
        super().__init__()
        self.bridge, self.messages, self.person_id = bridge, messages, person_id

    def commands(self) -> list[Command]:
        """What can be done here from the keyboard while the part is shown."""
        return []

    def keep_drafts(self) -> None:
        """Save what is being typed, before a lock."""


@dataclass(frozen=True)
class PersonPart:
    """A part's place among the tabs of a person's page. ``load`` gives its class when wanted."""

    key: str
    word: Callable[[], str]
    load: Callable[[], type[PersonTab]]
