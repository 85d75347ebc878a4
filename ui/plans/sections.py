"""The texts of the plan in the order a person reads them, in cards."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from factdesk.plans.facts import PlanRow
from factdesk.words import _
from ui.plans.beside import Beside
from ui.plans.keeper import Keeper
from ui.plans.kinds import plan_day, plan_text
from ui.plans.spot import PLAN, Spot
from ui.plans.value import Value
from ui.widgets.layouts import HBox, VBox
from ui.widgets.texts import Card, Heading

DAYS = ("period_from", "period_to", "review_on")


class Sections:
    """The cards of the plan's own columns; ``show_plan`` fills all of them."""

    def __init__(self, keeper: Keeper, plan_id: str) -> None:
        """Make the values."""
        self._values: dict[str, Value] = {}
        self._keeper, self._plan_id = keeper, plan_id
        self.own = self._card(
            _("In my own words"),
            Beside(620, (self._pair("important", "situation"), 1),
                   (self._pair("strengths", "needs"), 1)),
        )  # fmt: skip
        self.contributions = self._card(
            _("Who contributes what"),
            Beside(
                620,
                (self._text("contribution_person"), 1),
                (self._text("contribution_services"), 1),
                (self._text("contribution_relatives"), 1),
            ),
        )
        self.cooperation = self._card("", self._text("cooperation"))
        days = [(self._value(name), 1) for name in DAYS]
        self.period = self._card(_("Period and review"), Beside(300, *days))

    def show_plan(self, plan: PlanRow) -> None:
        """Show the columns as they stand now."""
        for name, value in self._values.items():
            value.show_value(getattr(plan, name), plan.version)

    def value(self, name: str) -> Value | None:
        """The widget of a column."""
        return self._values.get(name)

    def _card(self, title: str, *parts: QWidget) -> Card:
        card = Card(*parts, space=6, margins=(12, 12, 12, 12))
        if title:
            card.setAccessibleName(title)
            head = HBox(Heading(title, 3), margins=(8, 0, 0, 2))
            card.body.insertLayout(0, head)
        return card

    def _pair(self, upper: str, lower: str) -> QWidget:
        holder = QWidget()
        VBox(self._text(upper), self._text(lower), None, space=10, parent=holder)
        return holder

    def _text(self, name: str) -> Value:
        value = self._keeper.value(Spot(PLAN, self._plan_id, name), plan_text(self._keeper, name))
        self._values[name] = value
        return value

    def _value(self, name: str) -> Value:
        value = self._keeper.value(Spot(PLAN, self._plan_id, name), plan_day(self._keeper, name))
        self._values[name] = value
        return value
