"""Figures from the team's own data: a scale, a period, and every figure with its rows.

It works without any assessment, at any date.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import CancelledError
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from factdesk.assessments.errors import FiguresWait
from factdesk.assessments.facts import FormRow
from factdesk.assessments.figure_views import Figures
from factdesk.assessments.forms import ScaleForms
from factdesk.assessments.indicators.compute import ItemFigure, year_before
from factdesk.store.feed import Changes
from factdesk.words import _, format_time, ngettext
from ui.bridge import Bridge
from ui.fidelity.figure_rows import FigureRowsDialog
from ui.fidelity.figure_table import COLUMNS, FigureLine
from ui.home import Home, Turns
from ui.live import Live
from ui.page import Command
from ui.theme import theme
from ui.widgets.banner import ProgressPanel
from ui.widgets.buttons import Button
from ui.widgets.date_fields import DateField
from ui.widgets.fields import Field
from ui.widgets.layouts import HBox, VBox
from ui.widgets.leading import Leads
from ui.widgets.rows_model import RowsModel
from ui.widgets.selects import Select
from ui.widgets.table import Table
from ui.widgets.texts import EmptyState, Label

#: The scale that is shown first: all of its figures can be computed and its anchors are here.
_FIRST = "dacts"
#: The least height of the table in design pixels.
_LEAST = 200


class _Watch:
    """Tells of the progress of one computation, and stops it when it was cancelled."""

    def __init__(self, part: FiguresPart) -> None:
        self._part, self.stopped = part, threading.Event()

    def __call__(self, done: int, total: int) -> None:
        """Told on the thread that computes."""
        if self.stopped.is_set():
            raise CancelledError
        self._part.tell(self, done, total)


class FiguresPart(Leads):
    """Choose scale and period above, read the table below; Enter or E opens the rows.

    ``person_wanted``: a row behind a figure leads to a person.
    """

    person_wanted = Signal(str)

    def __init__(self, bridge: Bridge) -> None:
        """Build it; the figures are computed when it is first shown."""
        super().__init__()
        self._bridge, self._home, self._turns = bridge, Home(self), Turns()
        self._watch: _Watch | None = None
        today = bridge.clock.today
        self.scale = Select()
        self.first = DateField(today, prefer="past")
        self.to = DateField(today, prefer="past")
        self.to.set_value(today())
        self.first.set_value(year_before(today()))
        self._proposed = self.first.value
        self.again = Button(_("Compute again"), keys="F9")
        self.rows_button = Button(_("Show the rows"), keys="E")
        self.stand = Label("", "small", "muted")
        self.model: RowsModel[FigureLine] = RowsModel(COLUMNS, self)
        self.table = Table(self.model, _("Figures from the team's own data"))
        self.progress = ProgressPanel(_("Computing the figures"))
        self._none = EmptyState(
            "chart-column",
            _("Nothing to compute"),
            _("This scale has no item that the team's own data can answer."),
        )
        self._stopped = EmptyState(
            "chart-column",
            _("The computation was stopped"),
            _("Choose «Compute again» when you want the figures."),
        )
        self.blind: EmptyState | None = None
        self._stack = QStackedWidget()
        for widget in (self.table, self._waiting(), self._none, self._stopped):
            self._stack.addWidget(widget)
        self._lay_out()
        self.lead_to(self.table)
        self.scale.activated.connect(lambda _at: self.compute())
        self.to.changed.connect(self._to_changed)
        self.first.changed.connect(lambda _day: self.compute())
        self.again.clicked.connect(self.compute)
        self.rows_button.clicked.connect(self.show_rows)
        self.table.opened.connect(lambda _line: self.show_rows())
        self.progress.cancelled.connect(self.stop)
        self._forms: Live[tuple[FormRow, ...]] = Live(bridge, self, ScaleForms, self._show_forms)
        bridge.changed.connect(self._hear)

    def commands(self) -> list[Command]:
        """Rows, again, and stop."""
        group = _("Figures from the team's own data")
        return [
            Command(
                "figures.rows", _("Show the rows"), self.show_rows, "E", group,
                lambda: self.current is not None,
            ),
            Command("figures.again", _("Compute again"), self.compute, "F9", group),
            Command(
                "figures.stop", _("Stop the computation"), self.stop, "Esc", group,
                lambda: self._watch is not None,
            ),
        ]  # fmt: skip

    @property
    def current(self) -> ItemFigure | None:
        """The figure of the current row."""
        index = self.table.currentIndex()
        return self.model.row(index).item if index.isValid() else None

    def compute(self) -> None:
        """Compute the figures of the scale and the period chosen; a running one is overtaken."""
        first, last, form = self.first.value, self.to.value, self.scale.value
        if form is None or first is None or last is None:
            return
        if first > last:
            self.first_field.set_error(_("The period ends before it begins."))
            return
        self.first_field.set_error("")
        if self._watch is not None:
            self._watch.stopped.set()
        watch = self._watch = _Watch(self)
        number = self._turns.ask()
        self.stand.setText("")
        self._drop_blind()
        self.progress.set_progress(0, 0)
        self._stack.setCurrentIndex(1)

        def done(figures: Mapping[str, ItemFigure]) -> None:
            if self._turns.take(number):
                self._watch = None
                self._show(figures)

        def failed(error: BaseException) -> bool:
            if self._watch is not watch:
                return isinstance(error, FiguresWait)
            self._watch = None
            if isinstance(error, FiguresWait):
                self._show_blind(error)
                return True
            self._stack.setCurrentWidget(self._stopped)
            return False

        self._bridge.ask(
            Figures(str(form), last, first, progress=watch), on=self, then=done, failed=failed
        )

    def stop(self) -> None:
        """Stop computing; nothing was changed by it."""
        if self._watch is None:
            return
        self._watch.stopped.set()
        self._watch = None
        self._turns.forget()
        self._stack.setCurrentWidget(self._stopped)

    def show_rows(self) -> None:
        """Open the rows behind the current figure."""
        if self.current is not None:
            dialog = FigureRowsDialog(self, self.current)
            dialog.person_wanted.connect(self.person_wanted)
            dialog.open()

    def tell(self, watch: _Watch, done: int, total: int) -> None:
        """Show how far a computation is; called on its thread."""
        step = _("{done} of {total} figures").format(done=done, total=total)

        def show() -> None:
            if self._watch is watch:
                self.progress.set_progress(done, total, step)

        self._home.post(show)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the method out where there is little room; the rows tell it too."""
        super().resizeEvent(event)
        wide = self.width() / max(theme().factor, 0.1)
        self.stand.setWordWrap(wide < 900)
        for field in (self.first, self.to):
            field.line.setMinimumWidth(theme().px(118))
        self.scale.setMinimumWidth(theme().px(120))
        self._stack.setMinimumHeight(theme().px(_LEAST))
        self.table.setColumnHidden(5, wide < 900)
        self.table.setColumnHidden(4, wide < 700)

    def _lay_out(self) -> None:
        self.first_field = Field(_("From"), self.first)
        fields = HBox(space=12)
        fields.add(Field(_("Scale and edition"), self.scale), 2)
        fields.add(self.first_field, 1)
        fields.add(Field(_("To and with"), self.to), 1)
        column = VBox(
            fields,
            HBox(self.stand, None, self.again, self.rows_button),
            space=12,
            parent=self,
        )
        column.add(self._stack, 1)

    def _waiting(self) -> QWidget:
        room = QWidget()
        VBox(self.progress, None, parent=room)
        return room

    def _to_changed(self, day: date | None) -> None:
        """The first day follows, a year before, until it was chosen itself."""
        if day is not None and self.first.value == self._proposed:
            self._proposed = year_before(day)
            self.first.set_value(self._proposed)
        self.compute()

    def _show_forms(self, rows: tuple[FormRow, ...]) -> None:
        chosen = self.scale.value
        offered = [row for row in rows if not row.put_away]
        self.scale.clear()
        for row in offered:
            self.scale.add(row.key, f"{row.title} · {row.edition}")
        keys = [row.key for row in offered]
        first = next((row.key for row in offered if row.scale_id == _FIRST), None)
        self.scale.set_value(chosen if chosen in keys else first or next(iter(keys), None))
        if self.scale.value != chosen:
            self.compute()

    def _show(self, figures: Mapping[str, ItemFigure]) -> None:
        had_focus = self.progress.isAncestorOf(self.window().focusWidget() or self)
        self.model.set_rows(FigureLine(at, figure) for at, figure in enumerate(figures.values()))
        self._stack.setCurrentWidget(self.table if figures else self._none)
        if figures and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        if had_focus:
            self.table.setFocus()
        suggested = sum(each.suggestion is not None for each in figures.values())
        told = [
            ngettext("{n} figure", "{n} figures", len(figures)).format(n=len(figures)),
            _("{n} suggest a score").format(n=suggested),
            _("computed at {time}").format(time=format_time(self._bridge.clock.now())),
        ]
        self.stand.setText(" · ".join(told))
        self.rows_button.setEnabled(bool(figures))

    def _show_blind(self, error: FiguresWait) -> None:
        """Say why there are no figures here yet; none that were shown stay behind."""
        self._drop_blind()
        self.model.set_rows(())
        self.rows_button.setEnabled(False)
        self.blind = EmptyState("eye-off", error.message, error.advice)
        self._stack.addWidget(self.blind)
        self._stack.setCurrentWidget(self.blind)

    def _drop_blind(self) -> None:
        if self.blind is not None:
            shown, self.blind = self.blind, None
            self._stack.removeWidget(shown)
            shown.deleteLater()

    def _hear(self, changes: Changes) -> None:
        """Say that what is shown is no longer of the newest data; it is computed when asked.

        Figures that waited for the reader's own scores are computed at once: those may be done.
        Where the reader has just been asked to rate blind, those that are shown go.
        """
        if self.blind is not None or (self.model.total and "assessors" in changes.tables):
            self.compute()
        elif self.model.total and Figures("", self._bridge.clock.today()).touched_by(changes):
            self.stand.setText(_("The data has changed since: compute again."))
