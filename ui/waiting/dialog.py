"""What waits for the server, and what it refused: read, compare, try again, copy, throw away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from factdesk import waiting
from factdesk.people.views import PersonPick
from factdesk.team.roles import Right
from factdesk.waiting import WaitingEntry
from factdesk.words import _
from ui.bridge import Bridge
from ui.conflicts import open_conflict
from ui.theme import theme
from ui.waiting.rows import COLUMNS, WaitingRow, explained
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog, Question
from ui.widgets.layouts import HBox
from ui.widgets.messages import Speaks
from ui.widgets.rows_model import RowsModel
from ui.widgets.spoken import announce
from ui.widgets.table import Table
from ui.widgets.texts import Card, EmptyState, Label

_WIDTH, _LIST_HEIGHT = 900, 240


class WaitingDialog(Dialog):
    """Follows the outbox while it is open; nothing here goes away without being asked for."""

    def __init__(self, bridge: Bridge, messages: Speaks, parent: QWidget) -> None:
        """Read what waits."""
        super().__init__(parent, _("What waits for the server"), _("Close"), width=_WIDTH)
        self.secondary.hide()
        self._bridge, self._messages = bridge, messages
        self._entries: tuple[WaitingEntry, ...] = ()
        self._names: dict[str, str] = {}
        self.model: RowsModel[WaitingRow] = RowsModel(COLUMNS, self)
        self.table = Table(self.model, _("What waits for the server"))
        self.table.opened.connect(lambda _row: self.compare())
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._show_chosen())
        self.empty = EmptyState(
            "circle-check",
            _("Nothing waits"),
            _("What you have written is on the server."),
        )
        self.detail = self._make_detail()
        for part in (self.empty, self.table, self.detail):
            self.add(part)
        for part in (self.empty, self.table, self.detail):
            part.hide()
        theme().changed.connect(self._size)
        self._size()
        bridge.link_changed.connect(lambda _link: self.refresh())
        self.refresh()
        if bridge.can(Right.SEE_BOARD):
            bridge.ask(PersonPick(), on=self, then=self._take_names, failed=lambda _error: True)

    @property
    def chosen(self) -> WaitingEntry | None:
        """The entry of the chosen row."""
        index = self.table.currentIndex()
        return self.model.row(index).entry if index.isValid() else None

    def refresh(self) -> None:
        """Read it anew."""
        self._deliver(waiting.entries(self._bridge.desk), self._show)

    def compare(self) -> None:
        """Show mine, theirs and before of a conflict; mine may stand, or be thrown away."""
        entry = self.chosen
        if entry is None or entry.conflict is None:
            return
        panel = open_conflict(self, self._bridge, entry.conflict, lambda: self._try(entry.act_id))
        panel.secondary.clicked.connect(lambda: self._discard(entry))

    def try_again(self) -> None:
        """Send the chosen entry again; one that collides is compared first."""
        entry = self.chosen
        if entry is None or not entry.can_be_tried_again:
            return
        if entry.conflict is not None:
            self.compare()
        else:
            self._try(entry.act_id)

    def copy_text(self) -> None:
        """Put what was written on the clipboard."""
        entry = self.chosen
        if entry is not None:
            QGuiApplication.clipboard().setText(entry.text or entry.label)
            self._messages.info(_("The text is copied."))
            announce(self, _("The text is copied."))

    def throw_away(self) -> None:
        """Ask, then forget the chosen entry."""
        if self.chosen is not None:
            self._discard(self.chosen)

    def _try(self, act_id: str) -> None:
        self.clear_error()
        self._deliver(waiting.retry(self._bridge.desk, act_id), lambda _none: self._tried(act_id))

    def _tried(self, act_id: str) -> None:
        def look(entries: tuple[WaitingEntry, ...]) -> None:
            self._show(entries)
            again = next((one for one in entries if one.act_id == act_id), None)
            if again is None:
                announce(self, _("It is saved."))
            elif again.state == "refused":
                self.show_error(again.why, again.advice)

        self._deliver(waiting.entries(self._bridge.desk), look)

    def _discard(self, entry: WaitingEntry) -> None:
        if not entry.can_be_discarded:
            return
        question = Question(
            self,
            _("Throw this away?"),
            _("«{label}» is forgotten; the server never gets it. This cannot be undone.").format(
                label=entry.label
            ),
            _("Throw away"),
            _("Keep"),
            danger=True,
        )

        def answered(code: int) -> None:
            if code == QDialog.DialogCode.Accepted.value:
                self._deliver(
                    waiting.discard(self._bridge.desk, entry.act_id), lambda _none: self.refresh()
                )

        question.finished.connect(answered)
        question.open()

    def _deliver(self, future: Future[Any], then: Callable[[Any], None]) -> None:
        self._bridge.deliver(future, on=self, then=then, failed=self.refused)

    def _show(self, entries: tuple[WaitingEntry, ...]) -> None:
        at = self.table.currentIndex().row()
        self._entries = entries
        self._set_rows()
        self.empty.setVisible(not entries)
        self.table.setVisible(bool(entries))
        if entries and not self.table.currentIndex().isValid():
            self.table.selectRow(min(max(at, 0), len(entries) - 1))
            self.table.setFocus()
        elif not entries:
            self.primary.setFocus()
        self._show_chosen()
        self.adjustSize()

    def _set_rows(self) -> None:
        names = self._names
        self.model.set_rows(
            WaitingRow(entry, entry.person or names.get(entry.person_id or "", ""))
            for entry in self._entries
        )

    def _take_names(self, persons: Sequence[Any]) -> None:
        self._names = {person.id: person.name for person in persons}
        self._set_rows()

    def _show_chosen(self) -> None:
        entry = self.chosen
        self.detail.setVisible(entry is not None)
        if entry is None:
            return
        why, advice = explained(entry)
        self.why.setText(why)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        self.text.setText(entry.text)
        self.text.setVisible(bool(entry.text))
        self.compare_button.setVisible(entry.conflict is not None)
        self.try_button.setVisible(entry.can_be_tried_again and entry.conflict is None)
        self.throw_button.setVisible(entry.can_be_discarded)

    def _make_detail(self) -> Card:
        self.why, self.advice = Label("", "strong", wrap=True), Label("", wrap=True)
        self.text = Label("", tone="muted", wrap=True)
        self.compare_button = Button(_("Compare …"), keys="Ctrl+D", bind=True, icon="list-checks")
        self.compare_button.clicked.connect(self.compare)
        self.try_button = Button(_("Try again"), keys="Ctrl+R", bind=True, icon="refresh-cw")
        self.try_button.clicked.connect(self.try_again)
        self.copy_button = Button(_("Copy the text"), keys="Ctrl+C", bind=True, icon="file-text")
        self.copy_button.clicked.connect(self.copy_text)
        self.throw_button = Button(
            _("Throw away …"), "danger", keys="Del", bind=True, icon="trash-2"
        )
        self.throw_button.clicked.connect(self.throw_away)
        row = HBox(self.compare_button, self.try_button, self.copy_button, None, self.throw_button)
        return Card(self.why, self.advice, self.text, row, space=10, margins=16)

    def _size(self) -> None:
        for part in (self.table, self.empty):
            part.setMinimumHeight(theme().px(_LIST_HEIGHT))
