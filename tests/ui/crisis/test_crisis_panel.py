"""The crisis plan over the board: one key, contacts first, Esc; not from the wall."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from factdesk.people.actions.access_blocks import BlockAccess
from factdesk.people.actions.add_person import AddPerson
from factdesk.people.views import WhoHasLooked
from factdesk.plans.actions.make_crisis_plan import MakeCrisisPlan, NewCrisisContact
from factdesk.plans.actions.write_crisis_level import WriteCrisisLevel
from factdesk.store.action import Actor
from factdesk.team.roles import Right
from tests.support.desks import member
from ui.crisis.contacts_card import ContactLine
from ui.crisis.panel import CrisisPanel
from ui.widgets.fields import TextArea
from ui.widgets.texts import Label

K = Qt.Key


@pytest.fixture
def person(desk, make):
    """Somebody with a plan in which one level is written."""
    person = make.person("Åse", "Ødegård")
    call = (NewCrisisContact("Ola", "22334455", "bror"), NewCrisisContact("Akutt", "113"))
    plan = desk.do(MakeCrisisPlan(person, contacts=call))
    desk.do(WriteCrisisLevel(plan, "crisis", None, signs="Hører stemmer"))
    return person


@pytest.fixture
def panel_of(host, qtbot):
    """Return a function that opens the panel and waits until it says something."""

    def open_(bridge, person_id):
        panel = CrisisPanel(host, bridge, person_id)
        panel.open()
        qtbot.waitUntil(lambda: panel.sheet is not None or panel.state is not None)
        return panel

    return open_


def words(panel):
    return [one.text() for one in panel.findChildren(Label) if one.text()]


def test_it_reads_contacts_first_and_is_logged(desk, bridge, person, panel_of):
    panel = panel_of(bridge, person)
    assert panel.windowTitle() == "Crisis plan: Åse Ødegård"
    shown = words(panel)
    assert shown.index("22 33 44 55") < shown.index("Hører stemmer")
    assert "Warning" not in shown
    assert [line.row.phone for line in panel.findChildren(ContactLine)] == ["22 33 44 55", "113"]
    assert not panel.findChildren(TextArea)
    assert desk.see(WhoHasLooked(person))[0].purpose == "record"


def test_what_a_colleague_writes_meanwhile_appears(desk, bridge, person, panel_of, qtbot):
    panel = panel_of(bridge, person)
    plan = panel.facts.plan.id
    desk.do(WriteCrisisLevel(plan, "warning", None, call="DPS 02800"))
    qtbot.waitUntil(lambda: "DPS 02800" in words(panel))


@pytest.mark.parametrize("key", [K.Key_Escape, K.Key_F7])
def test_esc_and_the_same_key_close_it(bridge, person, panel_of, qtbot, key):
    panel = panel_of(bridge, person)
    with qtbot.waitSignal(panel.rejected):
        QTest.keyClick(panel, key)


def test_edit_leads_to_the_plan_on_the_person_s_page(bridge, person, panel_of, qtbot):
    panel = panel_of(bridge, person)
    assert panel.primary.text() == "Edit"
    with qtbot.waitSignal(panel.edit_wanted) as wanted:
        QTest.keyClick(panel, K.Key_Return)
    assert wanted.args == [person]


def test_without_a_plan_it_leads_to_making_one(bridge, make, panel_of, qtbot):
    person = make.person()
    panel = panel_of(bridge, person)
    assert panel.state.accessibleName() == "There is no crisis plan here"
    with qtbot.waitSignal(panel.edit_wanted):
        QTest.keyClick(panel, K.Key_Return)


def test_a_blocked_record_shows_nothing_and_leads_to_the_emergency(
    desk, make, person, bridge_to, second_desk, panel_of, qtbot
):
    tove = member(make.staff("Tove Kvam"), "Tove Kvam")
    desk.do(BlockAccess(person, tove.id, "neighbour"))
    panel = panel_of(bridge_to(second_desk(desk, tove)), person)
    assert panel.sheet is None
    assert not any("Ødegård" in text for text in words(panel))
    with qtbot.waitSignal(panel.person_wanted) as wanted:
        QTest.keyClick(panel, K.Key_Return)
    assert wanted.args == [person]


def test_a_block_put_on_while_it_is_read_takes_it_away(
    desk, make, person, bridge_to, second_desk, panel_of, qtbot
):
    tove = member(make.staff("Tove Kvam"), "Tove Kvam")
    hers = second_desk(desk, tove)
    panel = panel_of(bridge_to(hers), person)
    desk.do(BlockAccess(person, tove.id, "neighbour"))
    hers.do(AddPerson("Inga", "Li"))  # her desk hears of what it does itself
    qtbot.waitUntil(lambda: panel.sheet is None)
    qtbot.waitUntil(lambda: not panel.findChildren(ContactLine))
    assert panel.windowTitle() == "Crisis plan"
    assert not any("Ødegård" in text for text in words(panel))


def test_who_may_not_see_records_is_told_so(desk, person, bridge_to, second_desk, panel_of):
    other = Actor("x", "x", "pc", desk.actor.rights - {Right.SEE_RECORD})
    panel = panel_of(bridge_to(second_desk(desk, other)), person)
    assert panel.state.accessibleName() == "Records are not open to you"
    assert panel.primary.isHidden()
    assert all(look.purpose != "record" for look in desk.see(WhoHasLooked(person)))
