"""The crisis plan on the person's page, by real keys on a real desk."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from shiboken6 import delete

from factdesk.people.tables import NextOfKin
from factdesk.plans.actions.crisis_contacts import AddCrisisContact
from factdesk.plans.actions.edit_crisis_plan import EditCrisisPlan
from factdesk.plans.actions.make_crisis_plan import MakeCrisisPlan, NewCrisisContact
from factdesk.plans.actions.write_crisis_level import WriteCrisisLevel
from factdesk.plans.crisis_view import PersonCrisisPlan
from factdesk.store.action import Actor
from factdesk.store.drafts import Drafts
from factdesk.team.roles import Right
from tests.support.screens import type_
from ui.conflicts import ConflictPanel
from ui.crisis.dialogs import ContactDialog, MakeDialog, ReviewDialog
from ui.crisis.history import HistoryDialog
from ui.crisis.panel import VersionPanel
from ui.page import PaperWanted
from ui.widgets.marks import Chip

K = Qt.Key


def facts(desk, person):
    return desk.see(PersonCrisisPlan(person))


def dialog(tab, kind, qtbot):
    qtbot.waitUntil(lambda: any(one.isVisible() for one in tab.findChildren(kind)))
    return next(one for one in tab.findChildren(kind) if one.isVisible())


def run(tab, name):
    next(one for one in tab.commands() if one.id == name).run()


def write(tab, name, text):
    """Write in a text and leave it by Tab."""
    area = tab.saver.texts[name].area
    area.setFocus()
    type_(area, text)
    QTest.keyClick(area, K.Key_Tab)


@pytest.fixture
def plan(desk, make):
    """Somebody with a plan: the person's id and the plan's."""
    person = make.person("Åse", "Ødegård")
    call = (NewCrisisContact("Ola", "22334455", "bror"), NewCrisisContact("Akutt", "113"))
    return person, desk.do(MakeCrisisPlan(person, "Åse", contacts=call))


# making


def test_the_plan_is_made_in_one_key_and_enter(desk, make, opened, qtbot):
    person = make.person("Åse", "Ødegård")
    make.rows(NextOfKin(person_id=person, name="Kari", relation="mor", phone="41234567"))
    tab = opened(person)
    assert tab.empty is not None
    make_it = next(one for one in tab.commands() if one.id == "crisis.make")
    assert (make_it.keys, make_it.enabled()) == ("M", True)
    make_it.run()
    asked = dialog(tab, MakeDialog, qtbot)
    qtbot.waitUntil(lambda: len(asked.proposed) == 3)
    QTest.keyClick(asked.proposed[0], K.Key_Space)
    type_(asked.made_with, "Åse og Kari")
    QTest.keyClick(asked, K.Key_Return)
    qtbot.waitUntil(lambda: tab.form is not None)
    found = facts(desk, person)
    assert found.plan.made_with == "Åse og Kari"
    assert [one.phone for one in found.contacts] == ["116 117", "113"]


def test_a_plan_kept_elsewhere_is_said(make, opened):
    tab = opened(make.person(crisis_plan_on=date(2025, 2, 3)))
    assert "3 February 2025" in tab.empty.accessibleDescription()


def test_who_may_not_write_reads_only(desk, plan, opened, bridge_to, second_desk):
    person, _plan = plan
    rights = desk.actor.rights - {Right.EDIT_PEOPLE}
    tab = opened(person, bridge_to(second_desk(desk, Actor("x", "x", "pc", frozenset(rights)))))
    assert all(one.area.isReadOnly() for one in tab.saver.texts.values())
    assert tab.form.review.isHidden()
    assert not any(one.enabled() for one in tab.commands() if one.id == "crisis.review")


# writing


def test_a_text_saves_itself_when_it_is_left(desk, plan, opened, qtbot):
    person, _plan = plan
    tab = opened(person)
    write(tab, "level.warning.signs", "Søv lite")
    qtbot.waitUntil(lambda: facts(desk, person).levels[1].signs == "Søv lite")
    write(tab, "plan.helps", "Gå tur")
    qtbot.waitUntil(lambda: facts(desk, person).plan.helps == "Gå tur")
    qtbot.waitUntil(lambda: tab.facts.plan.helps == "Gå tur")
    assert not any(one.is_dirty for one in tab.saver.texts.values())


def test_the_same_text_is_written_twice_in_a_row(desk, plan, opened, qtbot):
    person, _plan = plan
    tab = opened(person)
    for word in ("ein", " to", " tre"):
        area = tab.saver.texts["level.good.call"].area
        area.setFocus()
        type_(area, word)
        QTest.keyClick(area, K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(area, K.Key_Tab)
    qtbot.waitUntil(lambda: facts(desk, person).levels[0].call == "ein to tre")
    assert not tab.findChildren(ConflictPanel)


def test_esc_throws_away_what_is_not_saved(desk, plan, opened):
    person, _plan = plan
    tab = opened(person)
    text = tab.saver.texts["plan.told"]
    text.area.setFocus()
    type_(text.area, "alle")
    QTest.keyClick(text.area, K.Key_Escape)
    assert text.area.toPlainText() == ""
    assert facts(desk, person).plan.told is None


def test_what_others_write_comes_while_something_else_is_typed(desk, plan, opened, qtbot):
    person, plan_id = plan
    tab = opened(person)
    mine = tab.saver.texts["plan.told"]
    mine.area.setFocus()
    type_(mine.area, "Søster")
    desk.do(EditCrisisPlan(plan_id, 1, helps="Te"))
    desk.do(WriteCrisisLevel(plan_id, "crisis", None, call="113"))
    qtbot.waitUntil(lambda: tab.saver.texts["plan.helps"].text == "Te")
    qtbot.waitUntil(lambda: tab.saver.texts["level.crisis.call"].text == "113")
    assert mine.text == "Søster"
    QTest.keyClick(mine.area, K.Key_Tab)
    qtbot.waitUntil(lambda: facts(desk, person).plan.told == "Søster")


def test_two_who_write_the_same_see_both_and_choose(desk, plan, opened, host, qtbot):
    person, plan_id = plan
    tab = opened(person)
    mine = tab.saver.texts["level.crisis.signs"]
    mine.area.setFocus()
    type_(mine.area, "Hører stemmer")
    desk.do(WriteCrisisLevel(plan_id, "crisis", None, signs="Åpner ikke"))
    QTest.keyClick(mine.area, K.Key_Tab)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in host.findChildren(ConflictPanel)))
    assert mine.text == "Hører stemmer"
    assert facts(desk, person).levels[2].signs == "Åpner ikke"
    panel = next(one for one in host.findChildren(ConflictPanel) if one.isVisible())
    panel.primary.click()
    qtbot.waitUntil(lambda: facts(desk, person).levels[2].signs == "Hører stemmer")


def test_what_is_typed_at_a_lock_is_there_again(desk, plan, opened, qtbot):
    person, _plan = plan
    tab = opened(person)
    text = tab.saver.texts["level.good.person_does"]
    text.area.setFocus()
    type_(text.area, "Går på jobb")
    tab.keep_drafts()
    qtbot.waitUntil(lambda: len(desk.see(Drafts("crisis."))) == 1)
    tab.deleteLater()
    again = opened(person)
    found = again.saver.texts["level.good.person_does"]
    qtbot.waitUntil(lambda: found.text == "Går på jobb")
    found.area.setFocus()
    QTest.keyClick(found.area, K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: facts(desk, person).levels[0].person_does == "Går på jobb")
    qtbot.waitUntil(lambda: desk.see(Drafts("crisis.")) == ())


def test_a_date_that_cannot_be_is_refused_where_it_stands(desk, plan, opened, qtbot):
    person, _plan = plan
    tab = opened(person)
    made = tab.form.dates["made_on"]
    made.line.setFocus()
    made.line.selectAll()
    QTest.keyClicks(made.line, "24.12.2026")
    QTest.keyClick(made.line, K.Key_Tab)
    qtbot.waitUntil(lambda: "after today" in made.parentWidget().error)
    assert facts(desk, person).plan.made_on == date(2026, 11, 23)


def test_f4_tells_what_stood_there_and_brings_it_back(desk, plan, opened, qtbot):
    person, plan_id = plan
    desk.do(EditCrisisPlan(plan_id, 1, helps="Te"))
    desk.do(EditCrisisPlan(plan_id, 2, helps="Kaffe"))
    tab = opened(person)
    QTest.keyClick(tab.saver.texts["plan.helps"].area, K.Key_F4)
    asked = dialog(tab, HistoryDialog, qtbot)
    qtbot.waitUntil(lambda: asked.values is not None)
    assert [one.text for one in asked.values] == ["Kaffe", "Te"]
    asked.buttons[0].click()
    qtbot.waitUntil(lambda: facts(desk, person).plan.helps == "Te")


# whom to call


def test_contacts_are_written_and_moved_by_keyboard(desk, plan, opened, qtbot):
    person, _plan = plan
    tab = opened(person)
    assert [line.phone.text() for line in tab.form.contacts.lines] == ["22 33 44 55", "113"]
    run(tab, "crisis.call")
    asked = dialog(tab, ContactDialog, qtbot)
    type_(asked.name, "Kari")
    type_(asked.phone, "ring")
    QTest.keyClick(asked, K.Key_Return)
    qtbot.waitUntil(lambda: "no digit" in asked.error)
    asked.phone.clear()
    type_(asked.phone, "+46 70 123 45 67")
    QTest.keyClick(asked, K.Key_Return)
    qtbot.waitUntil(lambda: len(tab.form.contacts.lines) == 3)
    line = tab.form.contacts.lines[2]
    tab.window().activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClick(line, K.Key_Up, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: [one.name for one in facts(desk, person).contacts][1] == "Kari")
    qtbot.waitUntil(lambda: tab.form.contacts.lines[1].row.name == "Kari")
    assert tab.form.contacts.lines[1].hasFocus()
    QTest.keyClick(tab.form.contacts.lines[1], K.Key_Return)
    dialog(tab, ContactDialog, qtbot).remove.click()
    qtbot.waitUntil(lambda: len(tab.form.contacts.lines) == 2)


def test_a_contact_others_add_appears(desk, plan, opened, qtbot):
    person, plan_id = plan
    tab = opened(person)
    desk.do(AddCrisisContact(plan_id, "DPS", "02800"))
    qtbot.waitUntil(lambda: len(tab.form.contacts.lines) == 3)
    assert tab.form.contacts.lines[2].accessibleName() == "DPS, 02800"


# going through it, printing


def test_an_old_plan_says_so_and_is_gone_through(desk, make, opened, qtbot):
    person = make.person()
    desk.do(MakeCrisisPlan(person, made_on=date(2025, 9, 1)))
    tab = opened(person)
    chips = [one.accessibleName() for one in tab.form.findChildren(Chip)]
    assert "Old: not gone through for 14 months" in chips
    assert "The next review is due" in chips
    run(tab, "crisis.review")
    asked = dialog(tab, ReviewDialog, qtbot)
    type_(asked.why, "Hvert år")
    QTest.keyClick(asked, K.Key_Return)
    qtbot.waitUntil(lambda: tab.facts.plan.number == 2)
    assert tab.facts.plan.review_on == date(2027, 11, 23)
    tab.form.version_wanted.emit(1)
    kept = dialog(tab, VersionPanel, qtbot)
    qtbot.waitUntil(lambda: kept.sheet is not None)
    assert kept.sheet.facts.plan.number == 1
    qtbot.waitUntil(lambda: kept.changes is not None)
    assert [one.what for one in kept.changes] == ["Next review"]


def test_both_papers_can_be_wanted(plan, opened, qtbot):
    person, _plan = plan
    tab = opened(person)
    for name, kind in (("crisis.print", "crisis-plan"), ("crisis.card", "pocket-card")):
        with qtbot.waitSignal(tab.paper_wanted) as wanted:
            run(tab, name)
        assert wanted.args == [PaperWanted(kind, person_id=person)]


def test_an_undone_plan_leaves_the_way_to_make_one(desk, make, opened, qtbot):
    person = make.person()
    desk.do(MakeCrisisPlan(person))
    tab = opened(person)
    assert tab.form is not None
    desk.undo().result()
    qtbot.waitUntil(lambda: tab.empty is not None)
    assert tab.form is None
    desk.do(MakeCrisisPlan(person, made_on=date(2026, 11, 23) - timedelta(days=3)))
    qtbot.waitUntil(lambda: tab.form is not None)


def test_a_text_refused_after_the_page_was_left_is_told_and_kept(desk, plan, opened, host, qtbot):
    person, plan_id = plan
    tab = opened(person)
    area = tab.saver.texts["plan.told"].area
    area.setFocus()
    type_(area, "Søster")
    desk.do(EditCrisisPlan(plan_id, 1, told="Mor"))
    QTest.keyClick(area, K.Key_Tab)
    delete(tab)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in host.findChildren(ConflictPanel)))
    qtbot.waitUntil(lambda: [one.text for one in desk.see(Drafts("crisis."))] == ["Søster"])
    again = opened(person).saver.texts["plan.told"]
    qtbot.waitUntil(lambda: again.text == "Søster")
