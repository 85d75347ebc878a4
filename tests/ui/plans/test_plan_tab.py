"""The individual plan by real keys on a real desk."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from factdesk.people.actions.consents import WithdrawConsent
from factdesk.people.kinds import Stage
from factdesk.people.tables import Consent
from factdesk.plans.actions.goals import EditGoal
from factdesk.plans.actions.measures import AddMeasure, EditMeasure
from factdesk.plans.actions.plan import EditPlan
from factdesk.plans.kinds import GoalStatus
from factdesk.store.action import Actor
from factdesk.store.drafts import Drafts
from factdesk.team.roles import Right
from tests.support.accessible import unnamed
from tests.support.desks import member
from tests.support.screens import type_
from tests.ui.plans.acting import goal_in, plan_of, plan_value, value, write
from ui.conflicts import ConflictPanel
from ui.page import PaperWanted
from ui.plans.dialogs import ConsentDialog, EndDialog, ReviseDialog
from ui.plans.history import HistoryDialog
from ui.plans.links import MissingLink
from ui.plans.spot import GOAL, MEASURE
from ui.plans.versions import VersionsDialog

# no plan


def test_without_a_plan_the_consent_leads_and_then_the_plan(
    desk, make, opened, shown_dialog, qtbot
):
    person = make.person("Iver", "Myhre", birth_date=date(1990, 1, 3))
    tab = opened(person)
    assert tab.begin.consent.isVisible()
    assert not tab.begin.begin.isVisible()
    QTest.keyClick(tab.begin.consent, Qt.Key.Key_Return)
    dialog = shown_dialog(ConsentDialog)
    assert "alone" in dialog.accessibleName() or dialog.giver.currentText() == "The person"
    QTest.keyClick(dialog.giver_name, Qt.Key.Key_Return)
    qtbot.waitUntil(tab.begin.begin.isVisible)
    QTest.keyClick(tab.begin.begin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.body is not None and plan_value(tab, "important").is_editing)
    assert plan_of(desk, person).plan.number == 1


def test_a_plan_on_paper_is_mentioned(make, opened, qtbot):
    person = make.person(stage=Stage.ENROLLED, plan_on=date(2026, 3, 12))
    tab = opened(person)
    qtbot.waitUntil(lambda: "12 March 2026" in tab.begin._paper.text())


# writing


def test_enter_saves_and_leaving_saves(desk, planned, opened, qtbot):
    tab = opened(planned)
    write(plan_value(tab, "important"), "Hesten Brona")
    qtbot.waitUntil(lambda: plan_of(desk, planned).plan.important == "Hesten Brona")
    write(plan_value(tab, "needs"), "Følge til legen", Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: plan_of(desk, planned).plan.needs == "Følge til legen")
    qtbot.waitUntil(lambda: plan_value(tab, "needs").words == "Følge til legen")
    qtbot.waitUntil(lambda: desk.see(Drafts("plan.")) == ())


def test_esc_leaves_it_as_it_was(desk, planned, opened):
    tab = opened(planned)
    write(plan_value(tab, "important"), "Feil", Qt.Key.Key_Escape)
    assert not plan_value(tab, "important").is_editing
    assert plan_of(desk, planned).plan.important is None


def test_what_is_undone_is_shown_again(desk, planned, opened, bridge, qtbot):
    tab = opened(planned)
    write(plan_value(tab, "important"), "Hesten Brona")
    qtbot.waitUntil(lambda: tab.facts.plan.important == "Hesten Brona")
    bridge.undo()
    qtbot.waitUntil(lambda: plan_value(tab, "important").words == "")


def test_a_date_that_cannot_be_read_is_said_and_stays(desk, planned, opened):
    tab = opened(planned)
    review = plan_of(desk, planned).plan.review_on
    write(plan_value(tab, "review_on"), "31.2.2027")
    assert plan_value(tab, "review_on").is_editing
    assert "date" in plan_value(tab, "review_on").problem
    assert plan_of(desk, planned).plan.review_on == review


def test_a_goal_without_words_is_refused_and_said(desk, planned, opened, qtbot):
    goal = goal_in(desk, planned)
    tab = opened(planned)
    at = value(tab, GOAL, goal, "text")
    write(at, " ")
    qtbot.waitUntil(lambda: at.problem != "")
    assert at.is_editing
    assert plan_of(desk, planned).goals[0].text == "Eget sted å bo"


def test_opening_a_value_and_leaving_it_writes_nothing(desk, planned, opened, qtbot):
    goal = goal_in(desk, planned)
    tab = opened(planned)
    at = value(tab, GOAL, goal, "text")
    QTest.keyClick(at, Qt.Key.Key_F2)
    desk.do(EditGoal(goal, plan_of(desk, planned).goals[0].version, text="Nytt"))
    qtbot.waitUntil(lambda: at.value == "Nytt")
    plan_value(tab, "needs").setFocus()
    assert not at.is_editing
    assert at.words == "Nytt"


def test_a_draft_is_kept_over_a_lock_and_shown_again(desk, planned, opened, qtbot):
    tab = opened(planned)
    important = plan_value(tab, "important")
    QTest.keyClick(important, Qt.Key.Key_F2)
    type_(important.editor.widget, "Bare begynt")
    tab.keep_drafts()
    qtbot.waitUntil(lambda: len(desk.see(Drafts("plan."))) == 1)
    tab.hide()
    again = opened(planned)
    qtbot.waitUntil(lambda: plan_value(again, "important").is_editing)
    assert plan_value(again, "important").editor.text() == "Bare begynt"
    assert plan_of(desk, planned).plan.important is None


def test_a_change_elsewhere_leaves_what_is_typed_alone(desk, planned, opened, qtbot):
    goal = goal_in(desk, planned)
    tab = opened(planned)
    at = value(tab, GOAL, goal, "text")
    QTest.keyClick(at, Qt.Key.Key_F2)
    type_(at.editor.widget, "Mitt")
    plan = plan_of(desk, planned).plan
    desk.do(EditPlan(plan.id, plan.version, situation="Nytt av en annen"))
    qtbot.waitUntil(lambda: plan_value(tab, "situation").words == "Nytt av en annen")
    assert value(tab, GOAL, goal, "text") is at
    assert at.editor.text() == "Eget sted å boMitt"


def test_two_who_edit_the_same_goal_meet_in_the_conflict_panel(
    desk, planned, opened, colleague, shown_dialog, qtbot
):
    goal = goal_in(desk, planned)
    tab = opened(planned)
    at = value(tab, GOAL, goal, "text")
    QTest.keyClick(at, Qt.Key.Key_F2)
    row = plan_of(desk, planned).goals[0]
    colleague.do(EditGoal(goal, row.version, text="Deres"))
    at.editor.widget.selectAll()
    type_(at.editor.widget, "Mitt")
    QTest.keyClick(at.editor.widget, Qt.Key.Key_Return)
    assert shown_dialog(ConflictPanel)
    assert plan_of(desk, planned).goals[0].text == "Deres"
    assert at.editor.text() == "Mitt"


# what is missing


def test_what_is_refused_after_the_plan_was_left_is_told_and_kept(
    desk, planned, opened, host, qtbot
):
    goal = goal_in(desk, planned)
    tab = opened(planned)
    at = value(tab, GOAL, goal, "text")
    QTest.keyClick(at, Qt.Key.Key_F2)
    desk.do(EditGoal(goal, 1, text="Eget hus"))
    inner = at.editor.widget
    inner.selectAll()
    type_(inner, "Egen leilighet")
    at.save()
    delete(tab)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in host.findChildren(ConflictPanel)))
    qtbot.waitUntil(lambda: [one.text for one in desk.see(Drafts("plan."))] == ["Egen leilighet"])


def test_every_missing_point_leads_to_where_it_is_written(planned, opened, qtbot):
    tab = opened(planned)
    links = tab.findChildren(MissingLink)
    assert len(links) == sum(not point.is_met for point in tab.facts.points)
    cooperation = next(link for link in links if link.point.field == "cooperation")
    QTest.keyClick(cooperation, Qt.Key.Key_Return)
    assert plan_value(tab, "cooperation").is_editing


def test_a_measure_without_anybody_leads_to_who(desk, planned, opened):
    measure = desk.do(AddMeasure(goal_in(desk, planned), "Ringe"))
    tab = opened(planned)
    tab.body.jump(f"measure:{measure}")
    assert value(tab, MEASURE, measure, "responsible").is_editing


@pytest.mark.parametrize("field", ["goals", "measures", "parties", "coordinator", "consents"])
def test_the_other_points_lead_somewhere_too(planned, opened, qtbot, field):
    tab = opened(planned)
    tab.body.jump(field)
    qtbot.waitUntil(lambda: tab.isAncestorOf(QApplication.focusWidget()))


# consent


def test_a_withdrawn_consent_says_what_to_do(desk, make, planned, opened, qtbot):
    tab = opened(planned)
    row = tab.facts.consent.row
    desk.do(WithdrawConsent(row.id, row.version, desk.clock.today()))
    qtbot.waitUntil(lambda: tab.body.head.banner is not None)
    assert "withdrawn" in tab.body.head.banner.message
    assert tab.body.isVisible()


def test_a_consent_of_a_parent_is_outgrown_at_16(desk, make, opened, clock):
    today = clock.today()
    young = make.person("Ella", "Berg", birth_date=date(today.year - 16, today.month, today.day))
    make.rows(
        Consent(
            person_id=young, kind="plan", given_by="parent",
            given_on=today - timedelta(days=200), is_written=True,
        )
    )  # fmt: skip
    tab = opened(young)
    assert "now 16" in tab.begin._state.text()
    assert tab.begin.consent.isVisible()


# versions


def test_revising_keeps_the_plan_as_a_version(desk, planned, opened, shown_dialog, qtbot):
    tab = opened(planned)
    tab.revise()
    dialog = shown_dialog(ReviseDialog)
    type_(dialog.why, "Årlig")
    QTest.keyClick(dialog.why, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: tab.facts.plan.number == 2)
    assert [version.why for version in plan_of(desk, planned).versions] == ["Årlig"]


def test_two_versions_are_compared_beside_each_other(desk, planned, opened, shown_dialog, qtbot):
    tab = opened(planned)
    tab.revise()
    QTest.keyClick(shown_dialog(ReviseDialog).review.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.facts.plan.number == 2)
    write(plan_value(tab, "important"), "Hesten Brona")
    qtbot.waitUntil(lambda: tab.facts.plan.important == "Hesten Brona")
    tab.show_versions()
    dialog = shown_dialog(VersionsDialog)
    qtbot.waitUntil(lambda: bool(dialog.differences))
    assert ("added", "Hesten Brona") in [(each.change, each.after) for each in dialog.differences]


def test_a_kept_version_is_asked_for_on_paper_by_its_number(
    desk, planned, opened, shown_dialog, qtbot
):
    tab = opened(planned)
    tab.revise()
    QTest.keyClick(shown_dialog(ReviseDialog).review.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.facts.plan.number == 2)
    tab.show_versions()
    with qtbot.waitSignal(tab.paper_wanted) as wanted:
        shown_dialog(VersionsDialog).print_wanted.emit(1)
    assert wanted.args == [PaperWanted("plan", person_id=planned, number=1)]


def test_what_stood_before_can_stand_again(desk, planned, opened, shown_dialog, qtbot):
    tab = opened(planned)
    at = plan_value(tab, "important")
    for text in ("Hesten", "Båten"):
        write(at, text)
        qtbot.waitUntil(lambda text=text: tab.facts.plan.important == text)
    QTest.keyClick(at, Qt.Key.Key_F4)
    dialog = shown_dialog(HistoryDialog)
    qtbot.waitUntil(lambda: bool(dialog.buttons))
    assert [row.value for row in dialog.rows][:2] == ["Båten", "Hesten"]
    QTest.keyClick(dialog.buttons[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: plan_of(desk, planned).plan.important == "Hesten")


def test_the_end_needs_a_reason_and_can_be_undone(desk, planned, opened, shown_dialog, qtbot):
    tab = opened(planned)
    tab.end_plan()
    dialog = shown_dialog(EndDialog)
    dialog.submit()
    assert "Why" in dialog.error
    type_(dialog.why, "Flyttet")
    dialog.submit()
    qtbot.waitUntil(lambda: tab.facts.plan is None)
    assert tab.begin.isVisible()
    tab.bridge.undo()
    qtbot.waitUntil(lambda: tab.facts.plan is not None)


# the rest


def test_print_and_meeting_lead_elsewhere(planned, opened, qtbot):
    tab = opened(planned)
    with qtbot.waitSignal(tab.paper_wanted) as paper:
        QTest.keyClick(tab.body.head.buttons["print"], Qt.Key.Key_Return)
    assert paper.args == [PaperWanted("plan", person_id=planned)]
    with qtbot.waitSignal(tab.part_wanted) as part:
        QTest.keyClick(tab.body.head.buttons["meeting"], Qt.Key.Key_Return)
    assert part.args == ["plan-meetings"]


def test_who_may_not_write_reads_only(desk, planned, opened, bridge_to, second_desk, make):
    goal = goal_in(desk, planned)
    tove = make.staff("Tove Kvam")
    rights = member(tove, "Tove Kvam").rights - {Right.EDIT_PEOPLE}
    reader = Actor(tove, "Tove Kvam", "test", rights)
    tab = opened(planned, bridge_to(second_desk(desk, reader)))
    at = value(tab, GOAL, goal, "text")
    QTest.keyClick(at, Qt.Key.Key_F2)
    assert not at.is_editing
    assert "revise" not in tab.body.head.buttons
    assert not any(command.enabled() for command in tab.commands() if command.id == "plan.goal")


def test_sixty_measures_and_a_long_goal_stay_usable(desk, planned, opened, qtbot):
    goal = goal_in(desk, planned, "Jeg vil " + "noe fint " * 440)
    for number in range(60):
        desk.do(AddMeasure(goal, f"Tiltak {number}", how="Sammen"))
    tab = opened(planned)
    widgets = tab.body.goals.column.get(goal).measures.widgets
    assert len(widgets) == 60
    row = widgets[30].row
    desk.do(EditMeasure(row.id, row.version, how="Alene"))
    qtbot.waitUntil(lambda: value(tab, MEASURE, row.id, "how").words == "Alene")
    assert tab.body.goals.column.get(goal).measures.widgets == widgets


def test_every_value_has_a_name_and_says_what_stands(desk, planned, opened):
    goal = goal_in(desk, planned, "Bo alene")
    desk.do(AddMeasure(goal, "Ringe"))
    tab = opened(planned)
    names = [each.accessibleName() for each in tab.keeper.values.values()]
    assert all(name and not name.startswith(":") for name in names)
    assert "Goal: Bo alene" in names
    assert unnamed(tab) == []
    assert value(tab, GOAL, goal, "status").value is GoalStatus.ACTIVE
