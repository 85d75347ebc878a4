"""What the tests of the plan do as a user does it, and look at."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from factdesk.plans.actions.goals import AddGoal
from factdesk.plans.view import PersonPlan
from tests.support.screens import type_
from ui.plans.spot import PLAN, Spot


def plan_of(desk, person):
    return desk.see(PersonPlan(person))


def goal_in(desk, person, text="Eget sted å bo", **fields):
    plan = plan_of(desk, person).plan
    return desk.do(AddGoal(plan.id, "housing", text, **fields))


def value(tab, entity, row_id, field):
    return tab.keeper.values[Spot(entity, row_id, field)]


def plan_value(tab, field):
    return value(tab, PLAN, tab.facts.plan.id, field)


def write(at, text, then=Qt.Key.Key_Return):
    """Edit with F2, write over what stands, and press a key."""
    QTest.keyClick(at, Qt.Key.Key_F2)
    inner = at.editor.widget
    target = inner.focusProxy() or inner
    target.selectAll()
    type_(target, text)
    QTest.keyClick(target, then)
