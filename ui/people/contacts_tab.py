"""A person's contacts, the newest first, a stretch at a time."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from factdesk.clock import OSLO
from factdesk.contacts.views import ContactPage, ContactRow, PersonContacts
from factdesk.team.views import TeamFacts
from factdesk.words import _, format_date, format_datetime
from ui.bridge import Bridge
from ui.live import Live
from ui.page import ContactWanted
from ui.people.words import contact_state_word
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.leading import Leads
from ui.widgets.rows_model import Column, RowsModel
from ui.widgets.table import Table
from ui.widgets.texts import EmptyState

#: How many contacts one stretch has.
STRETCH = 50


@dataclass(frozen=True)
class ContactLine:
    """A contact in words."""

    row: ContactRow
    kind: str
    place: str
    staff: str

    @property
    def key(self) -> str:
        """The contact's id."""
        return self.row.id

    @property
    def when(self) -> str:
        """Day and time; the day alone where no time was planned."""
        if self.row.day_only:
            return format_date(self.row.start.astimezone(OSLO).date(), "numeric")
        return format_datetime(self.row.start, "numeric")

    @property
    def note(self) -> str:
        """The short note, else the beginning of the long one; or that it is not for this reader."""
        if self.row.hidden:
            return _("(not shown)")
        text = self.row.short_note or self.row.note or ""
        return " ".join(text[:300].split())


class ContactsTab(Leads):
    """``contact_wanted`` at Enter on a contact, and for a new one."""

    contact_wanted = Signal(object)

    def __init__(self, bridge: Bridge, person_id: str, *, may_edit: bool) -> None:
        """It is filled when first shown."""
        super().__init__()
        self._bridge, self._person_id, self._limit = bridge, person_id, STRETCH
        self.model: RowsModel[ContactLine] = RowsModel(_columns(), self)
        self.table = Table(self.model, _("Contacts"))
        self.table.opened.connect(
            lambda line: self.contact_wanted.emit(ContactWanted(contact_id=line.row.id))
        )
        self.more = Button(_("Show earlier contacts"), icon="chevron-down")
        self.more.clicked.connect(self.show_more)
        self.more.hide()
        self._empty = EmptyState(
            "calendar-days",
            _("No contact yet"),
            _("What is registered and planned with the person is listed here."),
            _("New contact") if may_edit else "",
            keys="K" if may_edit else "",
        )
        self._empty.acted.connect(
            lambda: self.contact_wanted.emit(ContactWanted(person_id=person_id))
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column = VBox(space=12, margins=(24, 16, 24, 20), parent=self)
        column.add(self._stack, 1)
        column.add(HBox(self.more, None))
        self.lead_to(self.table)
        self._live = Live(
            bridge, self, lambda: PersonContacts(self._person_id, self._limit), self._show
        )

    def show_more(self) -> None:
        """Show one more stretch."""
        self._limit += STRETCH
        self._live.refresh()

    def _show(self, page: ContactPage) -> None:
        team = self._bridge.team
        self.model.set_rows(_line(row, team) for row in page.contacts)
        self._stack.setCurrentWidget(self.table if page.contacts else self._empty)
        self.more.setVisible(page.before is not None)
        if page.contacts and not self.table.currentIndex().isValid():
            self.table.selectRow(0)


def _line(row: ContactRow, team: TeamFacts) -> ContactLine:
    return ContactLine(
        row,
        team.word("contact_kind", row.kind),
        team.word("contact_place", row.place),
        " + ".join(team.initials(one) for one in row.staff),
    )


def _columns() -> tuple[Column[ContactLine], ...]:
    return (
        Column(
            lambda: _("When"), lambda line: line.when, sort=lambda line: line.row.start, width=170
        ),
        Column(lambda: _("Who"), lambda line: line.staff, width=130),
        Column(lambda: _("Kind"), lambda line: line.kind, width=150),
        Column(lambda: _("Where"), lambda line: line.place, width=120),
        Column(
            lambda: _("Minutes"),
            lambda line: "" if line.row.minutes is None else str(line.row.minutes),
            width=90,
            right=True,
        ),
        Column(
            lambda: _("State"), lambda line: contact_state_word(line.row.state.value), width=110
        ),
        Column(
            lambda: _("Note"),
            lambda line: line.note,
            tip=lambda line: line.note,
            width=0,
        ),
    )
