"""Plan meetings by real keys on a real desk."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from factdesk.clock import OSLO
from factdesk.papers.tables import PrintedPaper
from factdesk.people.tables import NextOfKin, Participant
from factdesk.plans.actions.plan_meeting_items import WritePlanMeetingItem
from factdesk.plans.actions.plan_meetings import PlanAMeeting
from factdesk.plans.actions.run_plan_meeting import BeginPlanMeeting, EndPlanMeeting
from factdesk.plans.kinds import Attended, Party, PartyKind
from factdesk.plans.meeting_rules import MeetingState
from factdesk.plans.meeting_view import PlanMeetings, ThePlanMeeting
from factdesk.plans.tables import IndividualPlan, PlanGoal
from factdesk.store.action import Actor, View
from factdesk.store.drafts import Drafts
from factdesk.team.roles import Right
from tests.support.desks import member
from tests.support.screens import type_
from ui.conflicts import ConflictPanel
from ui.page import PaperWanted
from ui.plan_meeting.calendar_dialog import CalendarDialog
from ui.plan_meeting.meeting_dialog import MeetingDialog
from ui.plan_meeting.minutes_panel import MinutesPanel
from ui.plan_meeting.run_panel import RunPanel
from ui.plan_meeting.small_dialogs import CallOffDialog, EndDialog, SomebodyDialog

RETURN, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
TOMORROW = datetime(2026, 11, 24, 9, tzinfo=OSLO)


@dataclass
class World:
    """A person with a plan and those around."""

    person: str
    tove: str
    nav: str
    mother: str
    plan: str
    goal: str

    @property
    def invited(self) -> tuple[Party, ...]:
        return (
            Party(PartyKind.PERSON),
            Party(PartyKind.STAFF, self.tove),
            Party(PartyKind.NEXT_OF_KIN, self.mother),
        )


@pytest.fixture
def world(desk, make) -> World:
    tove = make.staff("Tove Kvam", email="tove@fjellbygda.example")
    person = make.person(coordinator_id=tove)
    (nav,) = make.rows(Participant(person_id=person, service="nav", name="Kari Moe"))
    (mother,) = make.rows(
        NextOfKin(person_id=person, name="Inga", relation="Mor", email="inga@post.example")
    )
    (plan,) = make.rows(IndividualPlan(person_id=person, started_on=desk.clock.today()))
    (goal,) = make.rows(PlanGoal(plan_id=plan, life_area="home", text="Bo for meg selv"))
    return World(person, tove, nav, mother, plan, goal)


@pytest.fixture
def planned(desk, world) -> str:
    return desk.do(PlanAMeeting(world.person, TOMORROW, invited=world.invited))


@pytest.fixture
def running(desk, planned) -> str:
    desk.do(BeginPlanMeeting(planned, 1))
    return planned


@pytest.fixture
def run(opened, world, running, qtbot):
    """The tab in the running meeting."""
    tab = opened(world.person)
    qtbot.waitUntil(lambda: isinstance(tab.panel, RunPanel))
    return tab


class PapersMade(View[tuple[str, ...]]):
    """The kinds of papers that were made."""

    def read(self, reader):
        return tuple(reader.session.scalars(select(PrintedPaper.kind)))


def command(tab, name):
    return next(one for one in tab.commands() if one.id == name)


def meetings(desk, world):
    return desk.see(PlanMeetings(world.person))


# planning


def test_with_no_meeting_it_says_what_to_do_first(opened, world):
    tab = opened(world.person)
    assert not tab.list.empty.isHidden()
    assert tab.list.table.isHidden()
    assert command(tab, "plan-meeting.new").keys == "M"


def test_a_meeting_is_planned_by_keys_with_the_agenda_of_the_plan(
    desk, world, opened, shown_dialog, qtbot
):
    tab = opened(world.person)
    command(tab, "plan-meeting.new").run()
    dialog = shown_dialog(MeetingDialog)
    qtbot.waitUntil(lambda: len(dialog.boxes) == 4)
    ticked = {box.text() for _party, box in dialog.boxes if box.isChecked()}
    assert ticked == {"Åse Ødegård · The person", "Tove Kvam · Coordinator", "Kari Moe · NAV"}
    type_(dialog.day.line, "24.11.")
    type_(dialog.at.line, "9")
    type_(dialog.place, "Helsehuset")
    QTest.keyClick(dialog.boxes[3][1], Qt.Key.Key_Space)
    dialog.agenda.setPlainText(dialog.agenda.toPlainText() + "\nFerie")
    QTest.keyClick(dialog.agenda, RETURN, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(tab.list.cards) == 1)
    (row,) = meetings(desk, world)
    facts = desk.see(ThePlanMeeting(row.id))
    assert (row.start, row.place, row.invited) == (TOMORROW, "Helsehuset", 4)
    assert [item.heading for item in facts.items][1] == "Mål: Bo for meg selv"
    assert facts.items[1].goal_id == world.goal
    assert facts.items[-1].heading == "Ferie"


def test_a_time_that_has_been_is_refused_and_nothing_typed_is_lost(
    opened, world, shown_dialog, qtbot
):
    tab = opened(world.person)
    tab.plan()
    dialog = shown_dialog(MeetingDialog)
    qtbot.waitUntil(dialog.primary.isEnabled)
    type_(dialog.day.line, "23.11.2026")
    type_(dialog.at.line, "7")
    QTest.keyClick(dialog.at.line, RETURN)
    qtbot.waitUntil(lambda: bool(dialog.error))
    assert "Was the meeting held then?" in dialog.error
    assert dialog.at.line.text() == "07:00"
    dialog.reject()


def test_a_meeting_that_has_been_is_written_down(desk, opened, world, shown_dialog, qtbot):
    tab = opened(world.person)
    tab.plan(held=True)
    dialog = shown_dialog(MeetingDialog)
    qtbot.waitUntil(dialog.primary.isEnabled)
    type_(dialog.day.line, "20.11.2026")
    type_(dialog.at.line, "13")
    QTest.keyClick(dialog.at.line, RETURN)
    qtbot.waitUntil(lambda: isinstance(tab.panel, RunPanel))
    assert meetings(desk, world)[0].state is MeetingState.RUNNING


def test_who_is_invited_is_changed(desk, planned, opened, world, shown_dialog, qtbot):
    tab = opened(world.person)
    QTest.keyClick(tab.list.cards[planned].buttons["edit"], Qt.Key.Key_Space)
    dialog = shown_dialog(MeetingDialog)
    qtbot.waitUntil(dialog.primary.isEnabled)
    assert dialog.at.line.text() == "09:00"
    nav = next(box for party, box in dialog.boxes if party.id == world.nav)
    QTest.keyClick(nav, Qt.Key.Key_Space)
    QTest.keyClick(dialog.place, RETURN)
    qtbot.waitUntil(lambda: meetings(desk, world)[0].invited == 4)


def test_a_meeting_is_called_off(desk, planned, opened, world, shown_dialog, qtbot):
    tab = opened(world.person)
    QTest.keyClick(tab.list.cards[planned].buttons["off"], Qt.Key.Key_Space)
    dialog = shown_dialog(CallOffDialog)
    type_(dialog.why, "Syk")
    QTest.keyClick(dialog.why, RETURN)
    qtbot.waitUntil(lambda: tab.list.cards == {})
    assert tab.list.model.row(0).state is MeetingState.CALLED_OFF


def test_a_planned_meeting_whose_day_has_been_asks_whether_it_was_held(
    desk, planned, opened, world, qtbot, clock
):
    clock.move(timedelta(days=3))
    tab = opened(world.person)
    card = tab.list.cards[planned]
    assert card.focusProxy() is card.buttons["held"]
    QTest.keyClick(card.buttons["held"], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: isinstance(tab.panel, RunPanel))
    assert meetings(desk, world)[0].began_at == TOMORROW


# holding it


def test_beginning_takes_who_is_invited_to_have_come(desk, planned, opened, world, qtbot):
    tab = opened(world.person)
    QTest.keyClick(tab.list.cards[planned].buttons["begin"], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: isinstance(tab.panel, RunPanel))
    selects = tab.panel.attendance.selects
    assert {select.value for select in selects.values()} == {Attended.HERE}


def test_what_is_written_saves_itself_when_it_is_left(desk, run, running, qtbot):
    first, second = list(run.panel.boxes.values())[:2]
    assert first.text.hasFocus()
    type_(first.text, "Sover bedre")
    command(run, "plan-meeting.next").run()
    assert second.text.hasFocus()
    qtbot.waitUntil(lambda: desk.see(ThePlanMeeting(running)).items[0].text == "Sover bedre")
    type_(second.text, "Fått leilighet")
    command(run, "plan-meeting.last").run()
    type_(first.text, "!")
    QTest.keyClick(first.text, RETURN, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "!" in (desk.see(ThePlanMeeting(running)).items[0].text or ""))
    qtbot.waitUntil(lambda: desk.see(Drafts("plan-meeting/")) == ())
    assert desk.see(ThePlanMeeting(running)).items[1].text == "Fått leilighet"


def test_what_is_being_typed_is_a_draft_and_is_here_again(desk, run, opened, world, running, qtbot):
    box = next(iter(run.panel.boxes.values()))
    type_(box.text, "Sover")
    run.keep_drafts()
    qtbot.waitUntil(lambda: [one.text for one in desk.see(Drafts("plan-meeting/"))] == ["Sover"])
    again = opened(world.person)
    qtbot.waitUntil(lambda: isinstance(again.panel, RunPanel))
    text = next(iter(again.panel.boxes.values())).text
    again.panel.summary.setFocus()
    qtbot.waitUntil(lambda: text.toPlainText() == "Sover")


def test_two_who_write_about_the_same_item_choose(
    desk, run, running, world, second_desk, shown_dialog, qtbot
):
    box = next(iter(run.panel.boxes.values()))
    type_(box.text, "Mitt")
    other = second_desk(desk, member(world.tove, "Tove Kvam"))
    other.do(WritePlanMeetingItem(box.item.id, box.item.version, text="Hennes"))
    QTest.keyClick(box.text, RETURN, Qt.KeyboardModifier.ControlModifier)
    panel = shown_dialog(ConflictPanel)
    assert box.text.toPlainText() == "Mitt"
    panel.primary.click()
    qtbot.waitUntil(lambda: desk.see(ThePlanMeeting(running)).items[0].text == "Mitt")


def test_a_text_refused_after_the_meeting_was_left_is_told(
    desk, run, world, second_desk, shown_dialog, qtbot
):
    box = next(iter(run.panel.boxes.values()))
    type_(box.text, "Mitt")
    other = second_desk(desk, member(world.tove, "Tove Kvam"))
    other.do(WritePlanMeetingItem(box.item.id, box.item.version, text="Hennes"))
    command(run, "plan-meeting.list").run()
    assert run.panel is None
    shown_dialog(ConflictPanel).reject()
    assert [one.text for one in desk.see(Drafts("plan-meeting/"))] == ["Mitt"]


def test_attendance_by_keys_and_somebody_who_was_not_invited(
    desk, run, running, world, shown_dialog, qtbot
):
    select = run.panel.attendance.selects[Party(PartyKind.NEXT_OF_KIN, world.mother)]
    select.setFocus()
    QTest.keyClick(select, Qt.Key.Key_End)
    QTest.keyClick(select, RETURN)
    qtbot.waitUntil(
        lambda: desk.see(ThePlanMeeting(running)).attendance[2].attended is Attended.ABSENT
    )
    run.panel.attendance.more.emit()
    dialog = shown_dialog(SomebodyDialog)
    qtbot.waitUntil(dialog.primary.isEnabled)
    dialog.who.setCurrentIndex(dialog.who.findText("Kari Moe · NAV"))
    QTest.keyClick(dialog.who, RETURN)
    qtbot.waitUntil(lambda: len(run.panel.attendance.selects) == 4)


def test_the_agenda_grows_and_changes_its_order(desk, run, running, qtbot):
    panel = run.panel
    type_(panel.new, "Ferie")
    QTest.keyClick(panel.new, RETURN)
    qtbot.waitUntil(lambda: list(panel.boxes.values())[-1].item.heading == "Ferie")
    last = list(panel.boxes.values())[-1]
    assert last.text.hasFocus()
    last.moved.emit(-1)
    qtbot.waitUntil(lambda: list(panel.boxes.values())[-2] is last)
    last.removed.emit()
    qtbot.waitUntil(lambda: last not in panel.boxes.values())
    assert "Ferie" not in [item.heading for item in desk.see(ThePlanMeeting(running)).items]


def test_the_plan_is_opened_and_what_changes_there_is_listed(make, run, world, qtbot):
    with qtbot.waitSignal(run.part_wanted) as wanted:
        command(run, "plan-meeting.plan").run()
    assert wanted.args == ["plan"]
    make.rows(IndividualPlan(person_id=make.person("Bo"), started_on=TOMORROW.date()))
    make.rows(PlanGoal(plan_id=world.plan, life_area="home", text="Gå på ski"))
    qtbot.waitUntil(lambda: len(run.panel.changes.lines) == 1)
    assert run.panel.changes.lines == ("08:30 MH · New goal: «Gå på ski»",)


def test_the_meeting_ends_with_a_next_date_and_its_minutes_are_shown(
    desk, run, running, world, shown_dialog, qtbot
):
    box = next(iter(run.panel.boxes.values()))
    type_(box.text, "Bra")
    command(run, "plan-meeting.end").run()
    dialog = shown_dialog(EndDialog)
    type_(dialog.day.line, "1.2.2027")
    QTest.keyClick(dialog.day.line, RETURN)
    qtbot.waitUntil(lambda: bool(dialog.error))
    type_(dialog.at.line, "10")
    QTest.keyClick(dialog.at.line, RETURN)
    qtbot.waitUntil(lambda: isinstance(run.panel, MinutesPanel))
    assert "Bra" in run.panel.texts
    assert any("1 February 2027" in text for text in run.panel.texts)
    with qtbot.waitSignal(run.paper_wanted) as wanted:
        command(run, "plan-meeting.print").run()
    assert wanted.args == [PaperWanted("plan-meeting", row_id=running, person_id=world.person)]
    command(run, "plan-meeting.list").run()
    qtbot.waitUntil(lambda: run.list.model.rowCount() == 1)
    assert len(run.list.cards) == 1


# afterwards


def test_enter_on_one_that_has_been_shows_its_minutes(desk, running, opened, world, qtbot):
    desk.do(EndPlanMeeting(running, 2))
    tab = opened(world.person)
    tab.list.table.selectRow(0)
    QTest.keyClick(tab.list.table, RETURN)
    qtbot.waitUntil(lambda: isinstance(tab.panel, MinutesPanel))
    assert any(text.startswith("There: Åse Ødegård") for text in tab.panel.texts)


def test_an_undone_end_goes_back_into_the_meeting(desk, run, running, qtbot):
    desk.do(EndPlanMeeting(running, 2))
    qtbot.waitUntil(lambda: isinstance(run.panel, MinutesPanel))
    desk.undo().result()
    qtbot.waitUntil(lambda: isinstance(run.panel, RunPanel))


def test_the_calendar_file_is_saved_and_noted(
    desk, planned, opened, world, shown_dialog, qtbot, tmp_path, messages
):
    tab = opened(world.person)
    QTest.keyClick(tab.list.cards[planned].buttons["file"], Qt.Key.Key_Space)
    dialog = shown_dialog(CalendarDialog)
    dialog.save(tmp_path / "nowhere" / "moete.ics")
    qtbot.waitUntil(lambda: bool(dialog.error))
    path = tmp_path / "moete.ics"
    dialog.save(path)
    qtbot.waitUntil(path.exists)
    (event,) = Calendar.from_ical(path.read_bytes()).events
    assert (event["UID"], event["SUMMARY"]) == (planned, "Planmøte ÅØ")
    qtbot.waitUntil(lambda: bool(messages.infos))
    assert set(desk.see(PapersMade())) == {"calendar-file"}


def test_a_member_who_may_not_write_sees_and_changes_nothing(
    desk, running, world, second_desk, bridge_to, opened, qtbot
):
    full = member(world.tove, "Tove Kvam")
    seeing = Actor(world.tove, "Tove Kvam", "test", full.rights - {Right.EDIT_PEOPLE.value})
    tab = opened(world.person, bridge_to(second_desk(desk, seeing)))
    assert tab.list.new.isHidden()
    assert tab.commands() == []
    assert tab.panel is None
    QTest.keyClick(tab.list.cards[running].buttons["open"], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: isinstance(tab.panel, MinutesPanel))


def test_what_is_written_while_the_text_before_it_is_being_saved_is_saved_too(
    desk, run, running, qtbot
):
    area = next(iter(run.panel.boxes.values())).text
    type_(area, "Sover bedre")
    area.save()
    type_(area, "!")
    area.save()
    assert area.is_changed
    qtbot.waitUntil(lambda: desk.see(ThePlanMeeting(running)).items[0].text == "Sover bedre!")
