"""Goals, measures and progress by real keys on a real desk."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from factdesk.people.tables import Participant
from factdesk.plans.actions.goals import RemoveGoal
from factdesk.plans.actions.measures import AddMeasure
from factdesk.plans.actions.progress import NoteProgress
from factdesk.plans.kinds import MeasureStatus, Party, PartyKind
from tests.support.screens import type_
from tests.ui.plans.acting import goal_in, plan_of, value, write
from ui.plans.spot import GOAL, MEASURE

# goals and measures


def test_a_goal_is_three_actions(desk, planned, opened, qtbot):
    tab = opened(planned)
    tab.new_goal()
    row = tab.body.goals.new_goal
    type_(row.text, "Jeg vil bo alene")
    QTest.keyClick(row.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(tab.facts.goals) == 1)
    assert plan_of(desk, planned).goals[0].text == "Jeg vil bo alene"
    qtbot.waitUntil(lambda: value(tab, GOAL, tab.facts.goals[0].id, "text").hasFocus())


def test_a_measure_is_added_and_the_keyboard_goes_on_to_how(desk, planned, opened, qtbot):
    goal = goal_in(desk, planned)
    tab = opened(planned)
    tab.new_measure()
    row = tab.body.goals.column.get(goal).new_measure
    type_(row.text, "Søke kommunal bolig")
    QTest.keyClick(row.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(tab.facts.goals[0].measures) == 1)
    measure = tab.facts.goals[0].measures[0]
    qtbot.waitUntil(lambda: value(tab, MEASURE, measure.id, "how").hasFocus())
    assert plan_of(desk, planned).goals[0].measures[0].text == "Søke kommunal bolig"


def test_leaving_a_new_line_adds_it_and_esc_does_not(desk, planned, opened, qtbot):
    goal = goal_in(desk, planned)
    tab = opened(planned)
    widget = tab.body.goals.column.get(goal)
    widget.add_measure()
    type_(widget.new_measure.text, "Nei")
    QTest.keyClick(widget.new_measure.text, Qt.Key.Key_Escape)
    widget.add_sub_goal()
    type_(widget.new_goal.text, "Se på en leilighet")
    widget.text.setFocus()
    qtbot.waitUntil(lambda: len(tab.facts.goals[0].children) == 1)
    assert plan_of(desk, planned).goals[0].measures == ()
    assert plan_of(desk, planned).goals[0].children[0].text == "Se på en leilighet"


def test_who_is_responsible_is_chosen_among_those_around(desk, make, planned, opened, qtbot):
    (nav,) = make.rows(
        Participant(person_id=planned, service="nav", organisation="NAV Sørdal", name="Bo Lie")
    )
    goal = goal_in(desk, planned)
    measure = desk.do(AddMeasure(goal, "Søke om bostøtte"))
    tab = opened(planned)
    at = value(tab, MEASURE, measure, "responsible")
    QTest.keyClick(at, Qt.Key.Key_Return)
    select = at.editor.widget
    index = next(i for i in range(select.count()) if "Bo Lie" in select.itemText(i))
    select.setCurrentIndex(index)
    select.activated.emit(index)
    wanted = Party(PartyKind.SERVICE, nav)
    qtbot.waitUntil(lambda: plan_of(desk, planned).goals[0].measures[0].responsible == wanted)
    qtbot.waitUntil(lambda: "Bo Lie" in at.words)


def test_status_and_dates_of_a_measure_are_set_in_place(desk, planned, opened, qtbot, clock):
    measure = desk.do(AddMeasure(goal_in(desk, planned), "Ringe"))
    tab = opened(planned)
    write(value(tab, MEASURE, measure, "due_on"), "+7")
    due = clock.today() + timedelta(days=7)
    qtbot.waitUntil(lambda: plan_of(desk, planned).goals[0].measures[0].due_on == due)
    status = value(tab, MEASURE, measure, "status")
    QTest.keyClick(status, Qt.Key.Key_Return)
    QTest.keyClick(status.editor.widget, Qt.Key.Key_End)
    QTest.keyClick(status.editor.widget, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: plan_of(desk, planned).goals[0].measures[0].status is MeasureStatus.STOPPED
    )


def test_goals_and_measures_move_with_alt_and_an_arrow(desk, planned, opened, qtbot):
    first, second = goal_in(desk, planned, "En"), goal_in(desk, planned, "To")
    tab = opened(planned)
    at = value(tab, GOAL, first, "text")
    QTest.keyClick(at, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: [goal.id for goal in tab.facts.goals] == [second, first])
    assert [widget.goal.id for widget in tab.body.goals.column.widgets] == [second, first]
    assert value(tab, GOAL, first, "text") is at


def test_what_is_removed_comes_back_from_the_message(desk, planned, opened, messages, qtbot):
    goal = goal_in(desk, planned)
    desk.do(AddMeasure(goal, "Ringe"))
    tab = opened(planned)
    tab.body.goals.column.get(goal).menu.menu_shown.actions()[-1].trigger()
    qtbot.waitUntil(lambda: tab.facts.goals == ())
    assert "undo" in messages.infos[-1]
    tab.bridge.undo()
    qtbot.waitUntil(lambda: len(tab.facts.goals) == 1)
    assert len(tab.facts.goals[0].measures) == 1


def test_what_is_typed_in_a_goal_that_is_removed_elsewhere_returns_with_it(
    desk, planned, opened, qtbot
):
    goal = goal_in(desk, planned)
    tab = opened(planned)
    at = value(tab, GOAL, goal, "text")
    QTest.keyClick(at, Qt.Key.Key_F2)
    at.editor.widget.selectAll()
    type_(at.editor.widget, "Mitt")
    desk.do(RemoveGoal(goal, plan_of(desk, planned).goals[0].version))
    qtbot.waitUntil(lambda: tab.facts.goals == ())
    desk.undo().result()
    qtbot.waitUntil(lambda: len(tab.facts.goals) == 1)
    assert value(tab, GOAL, goal, "text").editor.text() == "Mitt"


def test_progress_is_one_key_and_the_same_day_is_changed(desk, planned, opened, qtbot):
    goal = goal_in(desk, planned)
    desk.do(NoteProgress(goal, date(2026, 10, 1), 1))
    tab = opened(planned)
    steps = tab.body.goals.column.get(goal).steps
    QTest.keyClick(steps, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: len(tab.facts.goals[0].progress) == 2)
    QTest.keyClick(steps, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: plan_of(desk, planned).goals[0].progress[-1].step == 3)
    assert [row.step for row in plan_of(desk, planned).goals[0].progress] == [1, 3]
    qtbot.waitUntil(lambda: "Nearly there" in steps.accessibleName())


def test_two_steps_pressed_at_once_are_one_day(desk, planned, opened, qtbot):
    goal = goal_in(desk, planned)
    tab = opened(planned)
    steps = tab.body.goals.column.get(goal).steps
    QTest.keyClick(steps, Qt.Key.Key_2)
    QTest.keyClick(steps, Qt.Key.Key_5)
    qtbot.waitUntil(lambda: "Reached" in steps.accessibleName())
    assert [row.step for row in plan_of(desk, planned).goals[0].progress] == [4]
