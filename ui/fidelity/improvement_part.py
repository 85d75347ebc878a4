"""The improvement plan: recommendations of an assessment, and the tasks they became."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from factdesk.assessments.actions.improvements import RemoveImprovement
from factdesk.assessments.facts import (
    SIGNED,
    WITHDRAWN,
    AssessmentFacts,
    AssessmentRow,
    ImprovementRow,
)
from factdesk.assessments.views import Assessments, TheAssessment
from factdesk.words import _, language, ngettext
from ui.bridge import Bridge
from ui.fidelity.improvement_dialog import ImprovementDialog
from ui.fidelity.improvement_table import (
    RECOMMENDATIONS,
    TASKS,
    Recommendation,
    StateDelegate,
    TaskLine,
)
from ui.live import Live
from ui.page import Command
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.leading import Leads
from ui.widgets.rows_model import RowsModel
from ui.widgets.selects import Select
from ui.widgets.table import Table
from ui.widgets.texts import Card, EmptyState, Heading, Label

#: The least height of each table in design pixels.
_LEAST = 130


class ImprovementPart(Leads):
    """Above the recommendations, below the tasks of the team that they became."""

    opened = Signal(str)
    print_wanted = Signal(str)

    def __init__(self, bridge: Bridge) -> None:
        """Build it; it is filled when it is shown."""
        super().__init__()
        self._bridge = bridge
        self.facts: AssessmentFacts | None = None
        self.which = Select(_("Assessment"))
        self.which.activated.connect(lambda _at: self._one.refresh())
        self.line = Label("", "small", "muted")
        self.recommendations: RowsModel[Recommendation] = RowsModel(RECOMMENDATIONS, self)
        self.tasks: RowsModel[TaskLine] = RowsModel(TASKS, self)
        self.above = Table(self.recommendations, _("Recommendations"))
        self.below = Table(self.tasks, _("Improvement plan"))
        self.below.setItemDelegateForColumn(4, StateDelegate(self.below))
        self.above.opened.connect(lambda _row: self.plan())
        self.plan_button = Button(_("Make a task …"), "primary", keys="Return")
        self.own_button = Button(_("Another task …"))
        self.remove_button = Button(_("Take out of the plan"))
        self.sheet_button = Button(_("Open the sheet"))
        self.print_button = Button(_("Report (PDF)"))
        self.plan_button.clicked.connect(self.plan)
        self.own_button.clicked.connect(self.plan_another)
        self.remove_button.clicked.connect(self.remove)
        self.sheet_button.clicked.connect(self._open)
        self.print_button.clicked.connect(self._print)
        self.above.selectionModel().selectionChanged.connect(lambda *_both: self._choose())
        self.below.selectionModel().selectionChanged.connect(lambda *_both: self._choose())
        self._none_above, self._none_below = (
            Label("", tone="muted", wrap=True),
            Label(_("No tasks yet. Those made here show on the board meeting too."), tone="muted"),
        )
        self._whole, self._stack = Leads(), QStackedWidget()
        self._lay_out()
        self._empty = EmptyState(
            "list-checks",
            _("Nothing to improve yet"),
            _("Recommendations are written in the sheet of an assessment; they then stand here."),
        )
        for each in (Leads(), self._whole, self._empty):
            self._stack.addWidget(each)
        VBox(self._stack, parent=self)
        self.lead_to(self.above)
        self._list: Live[tuple[AssessmentRow, ...]] = Live(
            bridge, self, Assessments, self._show_list
        )
        self._one: Live[AssessmentFacts] = Live(
            bridge, self._whole, lambda: TheAssessment(str(self.which.value)), self._show
        )

    def commands(self) -> list[Command]:
        """Making a task, the sheet, the report."""
        group = _("Improvement plan")
        return [
            Command(
                "improvement.plan", _("Make a task …"), self.plan, "Return", group,
                lambda: self.current is not None and self.may_plan, bound=False,
            ),
            Command(
                "improvement.own", _("Another task …"), self.plan_another, "", group,
                lambda: self.may_plan,
            ),
            Command(
                "improvement.remove", _("Take out of the plan"), self.remove, "", group,
                lambda: self.may_plan and self.task is not None,
            ),
            Command(
                "improvement.print", _("Report (PDF)"),
                self._print, "Ctrl+P", group,
                lambda: self.facts is not None,
            ),
        ]  # fmt: skip

    @property
    def may_plan(self) -> bool:
        """Whether the user may make tasks of this assessment."""
        return self.facts is not None and "improve" in self.facts.may

    @property
    def current(self) -> Recommendation | None:
        """The current recommendation."""
        index = self.above.currentIndex()
        return self.recommendations.row(index) if index.isValid() else None

    @property
    def task(self) -> ImprovementRow | None:
        """The current task of the plan."""
        index = self.below.currentIndex()
        return self.tasks.row(index).row if index.isValid() else None

    def plan(self) -> None:
        """Make a task of the current recommendation."""
        row = self.current
        if row is not None and self.facts is not None and self.may_plan:
            ImprovementDialog(self, self._bridge, self.facts.id, row).open()

    def plan_another(self) -> None:
        """Make a task that no single item asks for."""
        if self.facts is not None and self.may_plan:
            ImprovementDialog(self, self._bridge, self.facts.id, None).open()

    def remove(self) -> None:
        """Take the current task out of the plan; it can be undone."""
        row = self.task
        if row is not None and self.may_plan:
            self._bridge.run(RemoveImprovement(row.id), on=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave columns and counts out where there is little room."""
        super().resizeEvent(event)
        wide = self.width() / max(theme().factor, 0.1)
        self.line.setVisible(wide >= 800)
        self.which.setMinimumWidth(theme().px(160))
        self.above.setColumnHidden(1, wide < 800)
        self.above.setColumnHidden(4, wide < 700)
        self.below.setColumnHidden(0, wide < 700)
        for table in (self.above, self.below):
            table.setMinimumHeight(theme().px(_LEAST))

    def _lay_out(self) -> None:
        head = HBox(self.which, self.line, None, self.sheet_button, self.print_button)
        above = Card(
            HBox(Heading(_("Recommendations"), 3), None, self.own_button, self.plan_button),
            self._none_above,
            margins=(20, 14, 20, 14),
        )
        above.body.add(self.above, 1)
        below = Card(
            HBox(Heading(_("Improvement plan"), 3), None, self.remove_button),
            self._none_below,
            margins=(20, 14, 20, 14),
        )
        below.body.add(self.below, 1)
        column = VBox(head, space=12, parent=self._whole)
        column.add(above, 1)
        column.add(below, 1)

    def _show_list(self, rows: tuple[AssessmentRow, ...]) -> None:
        """Offer those that count; the newest signed one first, where there is one."""
        if self.which.view().isVisible():
            return
        offered = [row for row in rows if row.state != WITHDRAWN and row.amended_by is None]
        chosen = self.which.value
        self.which.clear()
        for row in offered:
            self.which.add(row.id, row.title)
        ids = [row.id for row in offered]
        first = next((row.id for row in offered if row.state == SIGNED), None)
        self.which.set_value(chosen if chosen in ids else first or next(iter(ids), None))
        self._stack.setCurrentWidget(self._whole if offered else self._empty)
        if offered and self.which.value != chosen:
            self._one.refresh()

    def _show(self, facts: AssessmentFacts) -> None:
        if facts.id != self.which.value:
            return
        self.facts = facts
        planned = {each.item for each in facts.improvements}
        self.recommendations.set_rows(_recommendations(facts, planned))
        self.tasks.set_rows(TaskLine(row) for row in facts.improvements)
        for table, none, model in (
            (self.above, self._none_above, self.recommendations),
            (self.below, self._none_below, self.tasks),
        ):
            table.setVisible(bool(model.total))
            none.setVisible(not model.total)
            if model.total and not table.currentIndex().isValid():
                table.selectRow(0)
        self._none_above.setText(
            _("No recommendation is written yet; they are written in the sheet, item by item.")
        )
        done = sum(row.done_at is not None for row in facts.improvements)
        late = sum(row.is_late for row in facts.improvements)
        words = [
            ngettext("{n} task", "{n} tasks", self.tasks.total).format(n=self.tasks.total),
            _("{n} done").format(n=done),
        ]
        if late:
            words.append(_("{n} late").format(n=late))
        self.line.setText(" · ".join(words) if self.tasks.total else "")
        self._choose()
        if self.isAncestorOf(self.window().focusWidget() or self) and self.above.isVisible():
            self.lead_to(self.above)

    def _choose(self) -> None:
        self.plan_button.setVisible(self.may_plan)
        self.own_button.setVisible(self.may_plan)
        self.remove_button.setVisible(self.may_plan)
        self.plan_button.setEnabled(self.current is not None)
        self.remove_button.setEnabled(self.task is not None)

    def _open(self) -> None:
        if self.facts is not None:
            self.opened.emit(self.facts.id)

    def _print(self) -> None:
        if self.facts is not None:
            self.print_wanted.emit(self.facts.id)


def _recommendations(facts: AssessmentFacts, planned: set[str | None]) -> list[Recommendation]:
    """What was recommended: the main ones first, then in the scale's order."""
    found = []
    for at, (slot, items) in enumerate(facts.scale.slots()):
        row = facts.settled.get(slot)
        if row is not None and row.recommendation:
            title = items[0].title.in_language(language())
            found.append(
                Recommendation(
                    slot, at, title, row.recommendation, row.score, row.is_main, slot in planned
                )
            )
    return sorted(found, key=lambda each: (not each.is_main, each.at))
