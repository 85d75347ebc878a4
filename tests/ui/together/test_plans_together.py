"""A plan and a crisis plan written by two: seen while it happens, chosen where it collides."""

import pytest
from PySide6.QtTest import QTest

from factdesk.people.actions.consents import GiveConsent
from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.plans.actions.edit_crisis_plan import EditCrisisPlan
from factdesk.plans.actions.make_crisis_plan import MakeCrisisPlan
from factdesk.plans.actions.plan import EditPlan, MakePlan
from factdesk.plans.crisis_view import PersonCrisisPlan
from ui.crisis.tab import CrisisTab
from ui.plans.plan_tab import PlanTab
from ui.plans.spot import PLAN, Spot
from ui.together import Together


@pytest.fixture
def person(make):
    return make.person("Åse", "Ødegård")


def shown(seat, kind, person):
    tab = kind(seat.bridge, seat.messages, person)
    tab.setParent(seat.host)
    tab.resize(seat.host.size())
    tab.show()
    return tab


def tag_at(seat, field):
    tag = Together.of(seat.bridge).tag(field)
    return tag.words if tag is not None else ""


def test_a_value_of_the_plan_says_who_writes_and_who_has_changed_it(qtbot, person, seats):
    seats.mine.desk.do(GiveConsent(person, ConsentKind.PLAN, ConsentGiver.SELF))
    plan = seats.mine.desk.do(MakePlan(person))
    tabs = [shown(seat, PlanTab, person) for seat in (seats.mine, seats.hers)]
    spot = Spot(PLAN, plan, "important")
    qtbot.waitUntil(lambda: all(spot in tab.keeper.values for tab in tabs))
    here, there = (tab.keeper.values[spot] for tab in tabs)
    here.edit()
    qtbot.waitUntil(lambda: tag_at(seats.hers, there) == "Marit Holm is writing here")
    here.editor.set_text("Familien")
    seats.hers.desk.do(EditPlan(plan, there.version, important="Katten"))
    qtbot.waitUntil(lambda: tag_at(seats.mine, here) == "Changed meanwhile by Tove Kvam")
    assert here.editor.text() == "Familien"
    here.save()
    qtbot.waitUntil(lambda: seats.mine.panels != [])
    seats.mine.panels[0].secondary.click()
    qtbot.waitUntil(lambda: not here.is_editing)
    assert here.words == "Katten"
    qtbot.waitUntil(lambda: tag_at(seats.hers, there) == "")


def test_a_text_of_the_crisis_plan_likewise(qtbot, person, seats):
    seats.mine.desk.do(MakeCrisisPlan(person))
    tab = shown(seats.mine, CrisisTab, person)
    qtbot.waitUntil(lambda: "plan.helps" in tab.saver.texts)
    text = tab.saver.texts["plan.helps"]
    text.area.setFocus()
    QTest.keyClicks(text.area, "Te")
    plan = seats.hers.desk.see(PersonCrisisPlan(person)).plan
    seats.hers.desk.do(EditCrisisPlan(plan.id, plan.version, helps="Musikk i stua"))
    qtbot.waitUntil(lambda: tag_at(seats.mine, text.area) == "Changed meanwhile by Tove Kvam")
    assert text.text == "Te"
    text.save()
    qtbot.waitUntil(lambda: seats.mine.panels != [])
    seats.mine.panels[0].both.click()
    both = "Musikk i stua\n\nTe"
    qtbot.waitUntil(lambda: text.text == both)
    assert seats.hers.desk.see(PersonCrisisPlan(person)).plan.helps == both
    qtbot.waitUntil(lambda: tag_at(seats.mine, text.area) == "")
