"""The plan in work, in the order a person reads it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from factdesk.plans.facts import MeasureRow, PlanFacts, PlanRow, every_measure
from factdesk.words import _
from ui.plans.beside import Beside
from ui.plans.goals import GoalList
from ui.plans.head import PlanHead
from ui.plans.keeper import Keeper
from ui.plans.sections import Sections
from ui.plans.side import CoordinatorCard, PartiesCard
from ui.plans.spot import GOAL, MEASURE, PLAN, Spot
from ui.widgets.layouts import HBox, VBox
from ui.widgets.texts import Heading

#: Below this width, in design pixels, what is around the plan stands below it.
NARROW = 1400


class PlanBody(QWidget):
    """Everything of one plan. ``part_wanted`` and ``consent_wanted`` lead elsewhere."""

    part_wanted = Signal(str)
    consent_wanted = Signal()

    def __init__(self, keeper: Keeper, head: PlanHead, plan: PlanRow) -> None:
        """Make what the plan holds."""
        super().__init__()
        self._keeper, self.head, self.plan_id = keeper, head, plan.id
        self.sections = Sections(keeper, plan.id)
        self.goals = GoalList(keeper)
        self.coordinator, self.parties = CoordinatorCard(), PartiesCard()
        self.coordinator.part_wanted.connect(self.part_wanted)
        self.parties.part_wanted.connect(self.part_wanted)
        head.jump.connect(self.jump)
        main, side = QWidget(), QWidget()
        VBox(
            self.sections.own, HBox(Heading(_("Goals and measures"), 2), margins=(0, 8, 0, 0)),
            self.goals, self.sections.contributions, None, space=12, parent=main,
        )  # fmt: skip
        VBox(
            self.parties, self.coordinator, self.sections.period, self.sections.cooperation, None,
            space=12, parent=side,
        )  # fmt: skip
        columns = Beside(NARROW, (main, 7), (side, 3), space=16)
        VBox(head, columns, None, space=16, margins=(24, 16, 24, 24), parent=self)

    def show_plan(self, facts: PlanFacts, plan: PlanRow) -> None:
        """Show it as it stands now; what is typed stays."""
        self.head.show_plan(facts, plan)
        self.sections.show_plan(plan)
        self.goals.show_goals(facts.goals)
        self.parties.show_plan(facts)
        self.coordinator.show_plan(facts, self._keeper.bridge.team)
        self._keeper.give_drafts()

    def jump(self, field: str) -> None:
        """Lead the keyboard to where something missing is written."""
        kind, _colon, row_id = field.partition(":")
        if self.sections.value(field) is not None:
            self._keeper.go(Spot(PLAN, self.plan_id, field), begin=True)
        elif kind == "measure":
            self._to_measure(row_id)
        elif kind == "goal":
            self._to_goal(row_id)
        elif field == "goals":
            self.goals.add()
        elif field == "measures":
            self._new_measure()
        elif field == "parties":
            self._keeper.lead(self.parties.link)
        elif field == "coordinator":
            self._keeper.lead(self.coordinator.link)
        elif self._keeper.plan.consent.holds:
            self._keeper.lead(self.parties.link)
        else:
            self.consent_wanted.emit()

    def _to_measure(self, row_id: str) -> None:
        rows = every_measure(self._keeper.plan.goals)
        row = next((row for row in rows if row.id == row_id), None)
        if row is not None:
            self._keeper.go(Spot(MEASURE, row_id, _first_gap(row)), begin=True)

    def _to_goal(self, row_id: str) -> None:
        self._keeper.go(Spot(GOAL, row_id, "text"))
        goal = self.goals.column.get(row_id)
        if goal is not None and not goal.goal.measures:
            goal.add_measure()

    def _new_measure(self) -> None:
        goal = self.goals.around(self.focusWidget())
        if goal is None:
            self.goals.add()
        else:
            goal.add_measure()


def _first_gap(row: MeasureRow) -> str:
    if row.responsible is None or row.responsible_left:
        return "responsible"
    return next((name for name in ("extent", "how") if not getattr(row, name)), "text")
