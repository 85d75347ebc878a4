"""Assessments over time: the list, what is done with one, and the development of its edition."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from factdesk.assessments.facts import OPEN, SETTLING, SIGNED, AssessmentRow
from factdesk.assessments.views import Assessments
from factdesk.errors import KnownError
from factdesk.team.roles import Right
from factdesk.words import _
from ui.bridge import Bridge
from ui.fidelity.assessment_table import AssessmentTable
from ui.fidelity.page_words import counted, edition_words, number_of, standing, total_words
from ui.fidelity.small_dialogs import ReasonDialog, amend, withdraw
from ui.fidelity.trend_chart import Point, TrendChart
from ui.live import Live
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.leading import Leads
from ui.widgets.messages import Speaks
from ui.widgets.texts import Card, EmptyState, Heading, Label

#: Below this height in design pixels the chart gives way to the list.
_CHART_HEIGHT = 520


class ListPart(Leads):
    """The assessments, newest first. Enter opens one."""

    opened = Signal(str)
    new_wanted = Signal()
    compare_wanted = Signal(tuple)
    print_wanted = Signal(str)
    about_wanted = Signal(str)
    #: What may be done has changed with the row.
    changed = Signal()

    def __init__(self, bridge: Bridge, messages: Speaks) -> None:
        """Build it; it is filled when it is shown."""
        super().__init__()
        self._bridge, self._messages = bridge, messages
        self.leads = bridge.can(Right.LEAD_ASSESSMENT)
        self.rows: tuple[AssessmentRow, ...] = ()
        self.table = AssessmentTable()
        self.table.opened.connect(lambda line: self.opened.emit(line.row.id))
        self.table.selectionModel().selectionChanged.connect(lambda *_both: self._choose())
        self.line = Label("", "small", "muted")
        self.compare_button = Button(_("Compare"))
        self.amend_button = Button(_("Amend …"))
        self.withdraw_button = Button(_("Withdraw …"))
        self.print_button = Button(_("Report (PDF)"))
        self.about_button = Button(_("About the assessment"), keys="F4")
        self.about_button.clicked.connect(self.about)
        self.open_button = Button(_("Open"), keys="Return")
        self.compare_button.clicked.connect(self.compare)
        self.amend_button.clicked.connect(self.amend)
        self.withdraw_button.clicked.connect(self.withdraw)
        self.print_button.clicked.connect(self.print)
        self.open_button.clicked.connect(self.open)
        self.trend = TrendChart()
        self._trend_of, self._trend_empty = Heading("", 3), Label("", tone="muted", wrap=True)
        self._trend_card = Card(
            self._trend_of, self.trend, self._trend_empty, space=6, margins=(20, 14, 20, 14)
        )
        acts = HBox(self.line, None, self.withdraw_button, self.amend_button)
        for button in (self.compare_button, self.about_button, self.print_button, self.open_button):
            acts.add(button)
        self._whole = Leads()
        column = VBox(acts, space=12, parent=self._whole)
        column.add(self.table, 1)
        column.add(self._trend_card)
        self._stack = QStackedWidget()
        self.empty = self._empty()
        self._loading = Leads()
        for each in (self._loading, self._whole, self.empty):
            self._stack.addWidget(each)
        VBox(self._stack, parent=self)
        self.lead_to(self.table)
        self.live = Live(bridge, self, Assessments, self._show)
        theme().changed.connect(self._fit)

    @property
    def current(self) -> AssessmentRow | None:
        """The assessment of the current row."""
        return self.table.current

    @property
    def may_amend(self) -> bool:
        """Whether the current one is signed, and nothing has taken its place."""
        row = self.current
        return bool(self.leads and row and row.state == SIGNED and row.amended_by is None)

    @property
    def may_withdraw(self) -> bool:
        """Whether the current one is still being worked on."""
        row = self.current
        return bool(self.leads and row and row.state in (OPEN, SETTLING))

    @property
    def compared(self) -> tuple[AssessmentRow, ...]:
        """What would be compared: the signed ones chosen, or all of the current one's edition."""
        chosen = tuple(row for row in self.table.chosen if row.state == SIGNED)
        here = self.current
        if len(self.table.chosen) < 2 and here is not None:
            chosen = tuple(row for row in standing(self.rows) if _edition(row) == _edition(here))
        return chosen if len(chosen) > 1 else ()

    def compare(self) -> None:
        """Show the chosen ones side by side; two editions are never compared."""
        rows = self.compared
        if not rows:
            return
        if len({_edition(row) for row in rows}) > 1:
            self._messages.problem(
                KnownError(
                    _("Two editions cannot be compared: their scores do not mean the same."),
                    _("Choose assessments with one scale and one edition."),
                )
            )
            return
        self.compare_wanted.emit(tuple(row.id for row in rows))

    def amend(self) -> None:
        """Ask why, then make the amendment and open it."""
        row = self.current
        if row is not None and self.may_amend:
            dialog = ReasonDialog(self, self._bridge, amend(row))
            dialog.done_with.connect(self.opened)
            dialog.open()

    def withdraw(self) -> None:
        """Ask why, then withdraw it."""
        row = self.current
        if row is not None and self.may_withdraw:
            ReasonDialog(self, self._bridge, withdraw(row)).open()

    def about(self) -> None:
        """Show what stands about the current one."""
        if self.current is not None:
            self.about_wanted.emit(self.current.id)

    def print(self) -> None:
        """Show the report of the current one."""
        if self.current is not None:
            self.print_wanted.emit(self.current.id)

    def open(self) -> None:
        """Open the current one."""
        if self.current is not None:
            self.opened.emit(self.current.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let columns and chart give way where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        factor = max(theme().factor, 0.1)
        width, height = self.width() / factor, self.height() / factor
        self.table.give_room(width)
        self._trend_card.setVisible(height >= _CHART_HEIGHT)
        self.line.setVisible(width >= 1000)
        self.about_button.setVisible(width >= 800)

    def _show(self, rows: tuple[AssessmentRow, ...]) -> None:
        self.rows = rows
        self.line.setText(counted(rows))
        self.table.show_rows(rows)
        was = self._stack.currentWidget()
        self._stack.setCurrentWidget(self._whole if rows else self.empty)
        self.lead_to(self.table if rows else self.empty.button)
        if was is self._loading and self.isVisible() and self.window().isActiveWindow():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._choose()

    def _choose(self) -> None:
        """Offer what can be done with what is chosen, and show its edition's development."""
        one = self.current is not None
        self.open_button.setEnabled(one)
        self.about_button.setEnabled(one)
        self.print_button.setEnabled(one)
        self.compare_button.setEnabled(bool(self.compared))
        why = "" if self.compared else _("Two signed assessments with one edition are compared.")
        self.compare_button.setToolTip(why)
        self.compare_button.setAccessibleDescription(why)
        self.amend_button.setVisible(self.may_amend)
        self.withdraw_button.setVisible(self.may_withdraw)
        self._show_trend()
        self.changed.emit()

    def _show_trend(self) -> None:
        here = self.current
        if here is None:
            return
        name = edition_words(here)
        points = []
        for row in standing(self.rows):
            value = number_of(row.total_text)
            if _edition(row) == _edition(here) and value is not None:
                points.append(Point(row.period_to, value, total_words(row.total_text)))
        self._trend_of.setText(_("Development: {what}").format(what=name))
        self.trend.show_points(sorted(points, key=lambda point: point.day))
        self.trend.setVisible(bool(points))
        self._trend_empty.setVisible(not points)
        self._trend_empty.setText(
            _("Nothing is signed with this edition yet; the first signed one begins the line.")
        )

    def _empty(self) -> EmptyState:
        """What to do first, for who leads and for who is asked to rate."""
        if self.leads:
            empty = EmptyState(
                "chart-column",
                _("No assessment yet"),
                _(
                    "Open the first: choose a scale and who rates. The figures that the team's "
                    "own data can answer are computed already."
                ),
                _("New assessment"),
                keys="Ctrl+N",
            )
            empty.acted.connect(self.new_wanted)
            return empty
        return EmptyState(
            "chart-column",
            _("No assessment yet"),
            _("A team leader opens one and names who rates; it then stands here."),
        )


def _edition(row: AssessmentRow) -> tuple[str, str]:
    return (row.scale_id, row.edition)
