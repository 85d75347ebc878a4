"""The caseload: everybody the team follows or has followed, filtered, sorted, opened."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from factdesk.people.kinds import Stage
from factdesk.people.views import People, PersonRow
from factdesk.team.roles import Right
from factdesk.words import _, ngettext, sort_key
from ui.bridge import Bridge
from ui.live import Live
from ui.page import Command, ContactWanted, Page
from ui.people.list_columns import (
    Line,
    ListDelegate,
    columns,
    filter_fields,
    hidden,
    searched,
)
from ui.people.new_person import NewPersonDialog
from ui.theme import theme
from ui.widgets.buttons import Button, Choice, ChoiceBar
from ui.widgets.fields import SearchField
from ui.widgets.filter import parse
from ui.widgets.layouts import HBox, VBox
from ui.widgets.messages import Speaks
from ui.widgets.rows_model import RowsModel
from ui.widgets.table import Table
from ui.widgets.texts import EmptyState, Heading, Label

#: The stages behind each tab; «all» has every one.
TABS: dict[str, tuple[Stage, ...]] = {
    "enrolled": (Stage.ENROLLED,),
    "waiting": (Stage.REFERRED, Stage.ASSESSED),
    "closed": (Stage.CLOSED,),
    "all": tuple(Stage),
}


class PeoplePage(Page):
    """The list of persons; Enter opens one."""

    key: ClassVar[str] = "people"

    def __init__(self, bridge: Bridge, messages: Speaks, parent: QWidget | None = None) -> None:
        """Build the page; it is filled when first shown."""
        super().__init__(bridge, messages, parent)
        self._all: tuple[Line, ...] = ()
        self._summary = Label(role="small", tone="muted")
        self._tabs = ChoiceBar(
            [
                Choice("enrolled", _("Enrolled")),
                Choice("waiting", _("Waiting")),
                Choice("closed", _("Closed")),
                Choice("all", _("All")),
            ],
            _("Which persons"),
        )
        self._tabs.set_value("enrolled")
        self._tabs.chosen.connect(lambda _value: self._choose())
        self._search = SearchField(_("Filter, such as coordinator:TK"), keys="/")
        self._search.searched.connect(lambda _text: self._choose())
        self._search.stepped.connect(self._step_into_table)
        self._columns = columns(whole=bridge.can(Right.SEE_RECORD))
        self._model: RowsModel[Line] = RowsModel(self._columns, self)
        self._table = Table(self._model, _("Persons"))
        self._table.setItemDelegate(ListDelegate(self._table, self._columns))
        self._table.opened.connect(lambda line: self.person_wanted.emit(line.person.id))
        self._nobody = EmptyState(
            "users",
            _("Nobody here yet"),
            _("Add the first person, or bring in the spreadsheet the team uses today."),
            _("New person"),
            keys="+",
        )
        self._nobody.acted.connect(self.add_person)
        self._no_hit = EmptyState(
            "search", _("Nobody fits"), _("Empty the filter, or look among all persons.")
        )
        self._stack = QStackedWidget()
        for widget in (self._table, self._nobody, self._no_hit):
            self._stack.addWidget(widget)
        new = Button(_("New person"), "primary", keys="+", icon="user-plus")
        new.clicked.connect(self.add_person)
        if not bridge.can(Right.EDIT_PEOPLE):
            new.hide()
        column = VBox(
            HBox(VBox(Heading(_("Persons")), self._summary, space=4), None, new),
            HBox(self._tabs, None, self._search),
            space=16,
            margins=(24, 20, 24, 24),
            parent=self,
        )
        column.add(self._stack, 1)
        self._search.setMinimumWidth(360)
        self._live = Live(bridge, self, People, self._show)
        theme().changed.connect(self._fit)
        self.lead_to(self._table)

    def title(self) -> str:
        """The page's title."""
        return _("Persons")

    def commands(self) -> list[Command]:
        """What the keys do here."""
        group = _("Persons")
        edits = self.bridge.can(Right.EDIT_PEOPLE)
        return [
            Command(
                "people.new",
                _("New person"),
                self.add_person,
                "+",
                group,
                lambda: edits,
                needs_server=True,
            ),
            Command("people.filter", _("Filter"), self._search.setFocus, "/", group),
            Command("people.contact", _("New contact"), self._contact, "K", group, self._has_row),
            Command(
                "people.place",
                _("Place on the board"),
                self._place,
                "P",
                group,
                self._has_row,
                needs_server=True,
            ),
            Command("people.open", _("Open"), self._open, "Return", group, bound=False),
        ]

    def add_person(self) -> None:
        """Open the dialog for a new person."""
        dialog = NewPersonDialog(self.bridge, self)
        dialog.added.connect(self.person_wanted)
        dialog.open_wanted.connect(self.person_wanted)
        dialog.open()

    @property
    def _current(self) -> PersonRow | None:
        index = self._table.currentIndex()
        return self._model.row(index).person if index.isValid() else None

    def _has_row(self) -> bool:
        return self._current is not None

    def _open(self) -> None:
        if self._current is not None:
            self.person_wanted.emit(self._current.id)

    def _contact(self) -> None:
        if self._current is not None:
            self.contact_wanted.emit(ContactWanted(person_id=self._current.id))

    def _place(self) -> None:
        if self._current is not None:
            self.place_wanted.emit(self._current.id)

    def _step_into_table(self, by: int) -> None:
        if by > 0 and self._model.rowCount():
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
            self._table.selectRow(max(0, self._table.currentIndex().row()))

    def _show(self, persons: tuple[PersonRow, ...]) -> None:
        ordered = sorted(persons, key=lambda person: sort_key(person.list_name))
        self._all = tuple(Line(person, searched(person)) for person in ordered)
        counts = {
            tab: sum(line.person.stage in stages for line in self._all)
            for tab, stages in TABS.items()
        }
        words = {
            "enrolled": _("Enrolled ({count})"),
            "waiting": _("Waiting ({count})"),
            "closed": _("Closed ({count})"),
            "all": _("All ({count})"),
        }
        for tab, text in words.items():
            self._tabs.button(tab).set_text(text.format(count=counts[tab]))
        self._model.set_rows(self._all)
        self._choose()
        if not self._table.currentIndex().isValid() and self._model.rowCount():
            self._table.selectRow(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let columns give way to the names."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        one_stage = len(TABS[self._tabs.value or "enrolled"]) == 1
        room = (self.width() - theme().px(60)) / theme().px(100) * 100
        away = hidden(self._columns, room, one_stage=one_stage)
        for at in range(len(self._columns)):
            self._table.setColumnHidden(at, at in away)

    def _choose(self) -> None:
        self._fit()
        stages = TABS[self._tabs.value or "enrolled"]
        query = parse(self._search.text(), filter_fields())
        self._model.set_filter(
            lambda line: line.person.stage in stages and query.matches(line.search)
        )
        shown = self._model.rowCount()
        self._summary.setText(
            ngettext("{count} person", "{count} persons", shown).format(count=shown)
        )
        self._stack.setCurrentWidget(
            self._table if shown else self._no_hit if self._all else self._nobody
        )
