"""The page of one person. Opening it is logged; a blocked record asks for an emergency's reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from factdesk.board.views import IsOnBoard
from factdesk.people.actions.open_record import OpenRecord
from factdesk.people.errors import Blocked
from factdesk.people.record import PersonRecord, Record
from factdesk.store.conflict import Gone
from factdesk.team.roles import Right
from factdesk.words import _
from ui.bridge import Bridge
from ui.live import Live
from ui.page import Command, ContactWanted, Page, PersonPart
from ui.people.contacts_tab import ContactsTab
from ui.people.head import PersonHead, board_word
from ui.people.looks_tab import LooksTab
from ui.people.network_tab import NetworkTab
from ui.people.notes_tab import NotesTab
from ui.people.overview import Overview
from ui.people.parts import Parts
from ui.people.words import install_names
from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.layouts import HBox, VBox
from ui.widgets.leading import Leads
from ui.widgets.messages import Speaks
from ui.widgets.scrolled import Scrolled
from ui.widgets.texts import Card, EmptyState, Heading, Label

install_names()


class PersonPage(Page):
    """A person, whole. ``closed``: back to the list."""

    key: ClassVar[str] = "person"

    closed = Signal()

    def __init__(
        self,
        bridge: Bridge,
        messages: Speaks,
        person_id: str,
        parts: Sequence[PersonPart] = (),
        first: str = "overview",
        parent: QWidget | None = None,
    ) -> None:
        """Ask to open the record; nothing of it is read before that is logged.

        ``parts`` are those of other rooms; ``first`` is the key of the part to begin with.
        """
        super().__init__(bridge, messages, parent)
        self.person_id, self.others, self.first = person_id, parts, first
        self.record: Record | None = None
        self.is_on_board = False
        self.content: PersonContent | None = None
        self.emergency: EmergencyPanel | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        VBox(self._stack, space=0, parent=self)
        if bridge.can(Right.SEE_RECORD):
            self._open()
        else:
            self._refuse(
                _("Records are not open to you"),
                _(
                    "Your role shows the board and the list. Ask the coordinator for what you "
                    "need to know; the team leader decides on roles."
                ),
            )

    def title(self) -> str:
        """The person's name, once the record is open."""
        return self.record.name if self.record else _("Person")

    def commands(self) -> list[Command]:
        """What the keys do here."""
        group, bridge = _("Person"), self.bridge
        commands = [
            Command("person.close", _("Back"), self.close_page, "Esc", group),
            Command(
                "person.contact", _("New contact"), self.new_contact, "K", group,
                lambda: self.record is not None and bridge.can(Right.EDIT_CONTACTS),
            ),
            Command(
                "person.place", board_word(is_there=self.is_on_board), self.place, "P", group,
                lambda: self.record is not None
                and (self.is_on_board or bridge.can(Right.EDIT_BOARD)),
            ),
            Command(
                "person.stage", _("Change the stage …"), self.change_stage, "", group,
                lambda: self.record is not None and bridge.can(Right.EDIT_PEOPLE),
                needs_server=True,
            ),
            Command(
                "person.note", _("Write a note"), self.write_note, "N", group,
                lambda: self.record is not None and bridge.can(Right.EDIT_CONTACTS),
            ),
            Command(
                "person.crisis", _("Open the crisis plan"), lambda: self.show_part("crisis"), "F7",
                group, lambda: self.record is not None,
            ),
            Command("person.edit", _("Edit the value"), lambda: None, "F2", group, bound=False),
        ]  # fmt: skip
        if self.content is not None:
            for at, (key, text) in enumerate(self.content.parts.words()):
                run = lambda key=key: self.show_part(key)  # noqa: E731
                commands.append(Command(f"person.part.{key}", text, run, f"Ctrl+{at + 1}", group))
            commands += self.content.parts.commands()
        return commands

    def close_page(self) -> None:
        """Go back to the list."""
        self.closed.emit()

    def new_contact(self) -> None:
        """Ask for a new contact with the person."""
        self.contact_wanted.emit(ContactWanted(person_id=self.person_id))

    def place(self) -> None:
        """Ask for the person's row on the board, or for a place on it."""
        self.place_wanted.emit(self.person_id)

    def change_stage(self) -> None:
        """Open the dialog of the stages."""
        if self.content is not None:
            self.content.overview.change_stage()

    def write_note(self) -> None:
        """Go to the notes and begin one."""
        if self.content is not None:
            self.show_part("notes")
            self.content.notes.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_part(self, key: str) -> None:
        """Show a part by its key, now or as soon as the record is open."""
        self.first = key
        if self.content is not None:
            self.content.parts.show_part(key)

    def keep_drafts(self) -> None:
        """Save what is being typed in the parts."""
        if self.content is not None:
            self.content.parts.keep_drafts()

    # opening

    def _open(self, reason: str | None = None) -> None:
        action = OpenRecord(self.person_id, emergency_reason=reason)
        self.bridge.run(action, on=self, then=lambda _nothing: self._opened(), failed=self._failed)

    def _failed(self, error: BaseException) -> bool:
        """Deal with a record that is blocked or gone, at the opening or at a later refresh."""
        if isinstance(error, Blocked | Gone):
            self._drop()
        if isinstance(error, Blocked):
            self._ask_emergency(error)
            return True
        if isinstance(error, Gone):
            self._gone()
            return True
        return False

    def _opened(self) -> None:
        self.emergency = None
        self.content = PersonContent(self)
        self._show(self.content)
        self.content.parts.show_part(self.first)
        self.commands_changed.emit()
        live: Live[Record] = Live(
            self.bridge,
            self.content,
            lambda: PersonRecord(self.person_id),
            self._show_record,
            failed=self._failed,
        )
        self.bridge.team_changed.connect(live.refresh)
        if self.bridge.can(Right.SEE_BOARD):
            Live(self.bridge, self.content, lambda: IsOnBoard(self.person_id), self._show_board)

    def _show_record(self, record: Record) -> None:
        if self.content is None:
            return
        first, self.record = self.record is None, record
        self.content.show_record(record)
        if first and not self._typing():
            self.content.parts.bar.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_board(self, is_there: bool) -> None:
        if self.content is not None:
            self.content.head.show_board(is_there=is_there)
        self.is_on_board = is_there

    def _drop(self) -> None:
        """Let go of what is shown of the record; what is being typed is kept as drafts."""
        if self.content is None:
            return
        for widget in self.content.findChildren(QWidget):
            flush = getattr(widget, "flush_draft", None)
            if callable(flush):
                flush()
        self.content.hide()
        self.content = self.record = None

    def _typing(self) -> bool:
        return isinstance(self.focusWidget(), QLineEdit)

    def _ask_emergency(self, error: Blocked) -> None:
        self.emergency = EmergencyPanel(error)
        self.emergency.opened.connect(self._open)
        self.emergency.left.connect(self.close_page)
        self._show(self.emergency)
        self.emergency.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _gone(self) -> None:
        self._refuse(
            _("This person is no longer there"),
            _("Somebody has undone what added the person. Go back to the list."),
        )

    def _refuse(self, headline: str, advice: str) -> None:
        panel = EmptyState("lock", headline, advice, _("Back"), keys="Esc")
        panel.acted.connect(self.close_page)
        self._show(panel)
        if panel.button is not None:
            self.lead_to(panel.button)

    def _show(self, widget: QWidget) -> None:
        last = self._stack.currentWidget()
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        if last is not None:
            self._stack.removeWidget(last)
            last.deleteLater()


class PersonContent(Leads):
    """Head and tabs of an open record."""

    def __init__(self, page: PersonPage) -> None:
        """Build them; the record fills them."""
        super().__init__()
        bridge, person_id = page.bridge, page.person_id
        may_write = bridge.can(Right.EDIT_CONTACTS)
        self.head = PersonHead(bridge)
        self.head.left.connect(page.close_page)
        self.head.contact.connect(page.new_contact)
        self.head.place.connect(page.place)
        self.overview = Overview(bridge, person_id)
        self.overview.board_wanted.connect(lambda: page.page_wanted.emit("board"))
        self.contacts = ContactsTab(bridge, person_id, may_edit=may_write)
        self.contacts.contact_wanted.connect(page.contact_wanted)
        self.notes = NotesTab(bridge, person_id, may_edit=may_write)
        self.network = NetworkTab(bridge, person_id)
        self.network.paper_wanted.connect(page.paper_wanted)
        self.looks = LooksTab(bridge, person_id)
        self.parts = Parts(page, page.others)
        self.overview.part_wanted.connect(self.parts.show_part)
        self.parts.add(
            "overview", _("Overview"), Scrolled(self.overview, _("Overview"), upright=True)
        )
        self.parts.add_others()
        self.parts.add("contacts", _("Contacts"), self.contacts)
        self.parts.add("notes", _("Notes"), Scrolled(self.notes, _("Notes"), upright=True))
        word = _("Network and consents")
        self.parts.add("network", word, Scrolled(self.network, word, upright=True))
        self.parts.add("looks", _("Who has looked"), self.looks)
        VBox(self.head, self.parts, space=0, parent=self)
        self.lead_to(self.parts.bar)

    def show_record(self, record: Record) -> None:
        """Show the person as they are now."""
        self.head.show_record(record)
        self.overview.show_record(record)
        self.notes.show_record(record)
        self.network.show_record(record)


class EmergencyPanel(QWidget):
    """Says that the record is blocked, and opens it all the same with a reason.

    ``opened(reason)``, ``left``.
    """

    opened = Signal(str)
    left = Signal()

    def __init__(self, error: Blocked) -> None:
        """Take the refusal."""
        super().__init__()
        self.setAccessibleName(error.message)
        self.reason = QLineEdit()
        self._field = Field(
            _("Why it must be opened now"), self.reason, hint=_("The reason stands in the log.")
        )
        self.open = Button(_("Open in an emergency"), "danger")
        self.open.clicked.connect(self._open)
        back = Button(_("Back"), keys="Esc")
        back.clicked.connect(self.left)
        card = Card(
            Heading(error.message, 2), Label(error.advice, wrap=True), self._field,
            HBox(None, back, self.open), space=14, margins=24,
        )  # fmt: skip
        row = HBox()
        row.add(None, 1)
        row.add(card, 2)
        row.add(None, 1)
        VBox(None, row, None, margins=24, parent=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open at Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
            return
        super().keyPressEvent(event)

    def _open(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self._field.set_error(_("Write why it must be opened now."))
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.opened.emit(reason)
