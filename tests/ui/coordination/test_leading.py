"""What a leader does with «My people»: loads, another's persons, handing over, deputies."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from factdesk.coordination.views import MyPeople
from factdesk.store.action import Actor
from factdesk.team.actions.set_deputy import SetDeputy
from factdesk.team.deputies import Deputies
from factdesk.team.roles import Role, rights_of
from ui.coordination.deputy_dialog import DeputyDialog
from ui.coordination.hand_over_dialog import HandOverDialog
from ui.coordination.page import EVERYBODY


def names(page):
    return [line.person.name for line in page.table.lines.rows if not line.is_details]


def look_at(page, qtbot, staff_id):
    page.show_staff(staff_id)
    qtbot.waitUntil(lambda: page.facts is not None and page.facts.staff_id == staff_id)


def test_all_coordinators_with_their_loads_and_on_to_one_of_them(make, shown, qtbot):
    tove = make.staff("Tove Kvam", fte_percent=80)
    make.person("Åse", "Ødegård", coordinator_id=tove)
    make.person("Kari", "Ruud", coordinator_id=tove)
    page = shown()
    page.show_staff(EVERYBODY)
    qtbot.waitUntil(lambda: page.loads.model.rowCount() == 2)
    row = page.loads.model.row(0)
    assert row.load.name == "Tove Kvam"
    cells = [page.loads.model.index(0, column).data() for column in range(8)]
    assert cells == ["Tove Kvam · TK", "2", "–", "–", "2", "2", "80 %", "2.5"]
    assert page.head.title.text() == "All coordinators"
    assert page.head.line.text().startswith("1 coordinator · 2 persons")
    QTest.keyClick(page.loads.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(names(page)) == 2)
    assert page.head.title.text() == "Tove Kvam"
    assert page.head.whose.value == tove


def test_those_without_a_coordinator_lead_to_the_list_of_persons(make, shown, qtbot):
    make.person("Åse", "Ødegård")
    page = shown()
    page.show_staff(EVERYBODY)
    qtbot.waitUntil(lambda: page.loads.model.rowCount() == 2)
    with qtbot.waitSignal(page.page_wanted) as wanted:
        QTest.keyClick(page.loads.table, Qt.Key.Key_Return)
    assert wanted.args == ["people"]


def test_several_persons_are_handed_over_in_one_act_and_undone(
    desk, make, shown, shown_dialog, qtbot
):
    tove, anne = make.staff("Tove Kvam"), make.staff("Anne Berg")
    for name in ("Åse", "Kari", "Yusuf"):
        make.person(name, "X", coordinator_id=tove)
    page = shown()
    look_at(page, qtbot, tove)
    qtbot.waitUntil(lambda: len(names(page)) == 3)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    page.hand_over()
    dialog = shown_dialog(HandOverDialog)
    assert dialog.windowTitle() == "Hand over 3 persons"
    qtbot.waitUntil(lambda: "0 persons" in dialog.to.itemText(dialog.to.findData(anne)))
    assert dialog.to.findData(tove) == -1
    dialog.submit()
    assert dialog.error == "Nobody is chosen."
    dialog.to.set_value(anne)
    QTest.keyClicks(dialog.why, "Tove has leave")
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog.why, Qt.Key.Key_Return)
    assert len(desk.see(MyPeople(anne)).rows) == 3
    qtbot.waitUntil(lambda: page._stack.currentWidget() is page._nobody)
    desk.undo().result()
    assert len(desk.see(MyPeople(tove)).rows) == 3
    qtbot.waitUntil(lambda: len(names(page)) == 3)


def test_a_person_changed_meanwhile_stops_the_handing_over(desk, make, shown, shown_dialog, qtbot):
    from factdesk.people.actions.edit_person import EditPerson

    tove, anne = make.staff("Tove Kvam"), make.staff("Anne Berg")
    person = make.person("Åse", "Ødegård", coordinator_id=tove)
    page = shown()
    look_at(page, qtbot, tove)
    qtbot.waitUntil(lambda: len(names(page)) == 1)
    page.hand_over()
    dialog = shown_dialog(HandOverDialog)
    desk.do(EditPerson(person, 1, coordinator_id=desk.actor.id))
    dialog.to.set_value(anne)
    dialog.submit()
    qtbot.waitUntil(lambda: "Nobody was handed over" in dialog.error)
    assert desk.see(MyPeople(anne)).rows == ()
    dialog.reject()


def test_a_leader_sets_and_ends_anothers_deputy(desk, make, shown, shown_dialog, qtbot):
    tove, anne = make.staff("Tove Kvam"), make.staff("Anne Berg")
    page = shown()
    page.set_deputy()
    dialog = shown_dialog(DeputyDialog)
    dialog.submit()
    assert dialog.error
    dialog.whose.set_value(tove)
    dialog.who.set_value(anne)
    dialog.end.set_value(desk.clock.today() + timedelta(days=4))
    with qtbot.waitSignal(dialog.finished):
        dialog.primary.click()
    assert [row.deputy_id for row in desk.see(Deputies(tove))] == [anne]
    look_at(page, qtbot, tove)
    page.set_deputy()
    again = shown_dialog(DeputyDialog)
    qtbot.waitUntil(lambda: len(again.end_buttons) == 1)
    assert again.end_buttons[0].accessibleName() == "End it: Anne Berg"
    QTest.mouseClick(again.end_buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not again.end_buttons)
    assert desk.see(Deputies(tove)) == ()
    again.reject()


def test_a_deputy_who_is_taken_is_refused_and_what_was_chosen_stays(
    desk, make, shown, shown_dialog, qtbot
):
    tove, anne = make.staff("Tove Kvam"), make.staff("Anne Berg")
    desk.do(SetDeputy(desk.actor.id, tove, desk.clock.today()))
    page = shown()
    page.set_deputy()
    dialog = shown_dialog(DeputyDialog)
    qtbot.waitUntil(lambda: page.head.line.text().endswith("TK stands in"))
    dialog.who.set_value(anne)
    dialog.submit()
    qtbot.waitUntil(lambda: bool(dialog.error))
    assert "a deputy for some of these days" in dialog.error
    assert dialog.who.value == anne
    dialog.reject()


def test_a_member_sets_only_their_own_deputy(
    desk, make, second_desk, bridge_to, shown, shown_dialog
):
    tove = make.staff("Tove Kvam")
    make.staff("Anne Berg")
    rights = rights_of(Role.COORDINATOR, is_administrator=False, has_health_basis=True)
    page = shown(bridge_to(second_desk(desk, Actor(tove, "Tove Kvam", "Test", rights))))
    page.set_deputy()
    dialog = shown_dialog(DeputyDialog)
    assert not dialog.whose.isEnabled()
    assert [dialog.whose.itemData(at) for at in range(dialog.whose.count())] == [tove]
    dialog.reject()
