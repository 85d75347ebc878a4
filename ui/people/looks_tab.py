"""Who has looked: every opening of the record and every change, by whom, when and why."""

from __future__ import annotations

from dataclasses import dataclass

from factdesk.people.errors import Blocked
from factdesk.people.views import Look, WhoHasLooked
from factdesk.words import _, format_datetime
from ui.bridge import Bridge
from ui.live import Live
from ui.people.words import purpose_word
from ui.widgets.layouts import VBox
from ui.widgets.leading import Leads
from ui.widgets.rows_model import Column, RowsModel
from ui.widgets.table import Table
from ui.widgets.texts import Label


@dataclass(frozen=True)
class LookLine:
    """A line of the log; ``number`` tells two of the same moment apart."""

    look: Look
    number: int

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it this line."""
        return (self.look.at, self.look.staff_id, self.look.purpose, self.number)

    @property
    def what(self) -> str:
        """What was changed, or the reason of an emergency."""
        return " · ".join(part for part in (self.look.what, self.look.reason) if part)


class LooksTab(Leads):
    """The log of one person, the newest first."""

    def __init__(self, bridge: Bridge, person_id: str) -> None:
        """It is filled when first shown."""
        super().__init__()
        self.model: RowsModel[LookLine] = RowsModel(_columns(), self)
        self.table = Table(self.model, _("Who has looked"))
        intro = Label(
            _("The person has a right to see this list. It cannot be changed."),
            tone="muted",
            wrap=True,
        )
        column = VBox(intro, space=12, margins=(24, 16, 24, 20), parent=self)
        column.add(self.table, 1)
        self.lead_to(self.table)
        self._live = Live(
            bridge, self, lambda: WhoHasLooked(person_id), self._show, failed=_is_for_the_page
        )

    def _show(self, looks: tuple[Look, ...]) -> None:
        count = len(looks)
        self.model.set_rows(LookLine(look, count - at) for at, look in enumerate(looks))


def _is_for_the_page(error: BaseException) -> bool:
    """A block that has come meanwhile is told by the page, which drops this tab."""
    return isinstance(error, Blocked)


def _columns() -> tuple[Column[LookLine], ...]:
    return (
        Column(lambda: _("When"), lambda line: format_datetime(line.look.at, "numeric"), width=170),
        Column(lambda: _("Who"), lambda line: line.look.name, width=220),
        Column(lambda: _("Station"), lambda line: line.look.station, width=160),
        Column(lambda: _("Did"), lambda line: purpose_word(line.look.purpose), width=240),
        Column(lambda: _("What, or why"), lambda line: line.what, width=0),
    )
