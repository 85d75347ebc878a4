"""Plan meetings on both engines: planned, held, ended, and what they changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

import pytest

from factdesk.clock import OSLO
from factdesk.people.actions.access_blocks import BlockAccess
from factdesk.people.errors import Blocked
from factdesk.people.kinds import ConsentGiver, ConsentKind, Stage
from factdesk.people.tables import Consent, NextOfKin, Participant
from factdesk.plans.actions.plan_meeting_items import (
    AddPlanMeetingItem,
    MovePlanMeetingItem,
    RemovePlanMeetingItem,
    WritePlanMeetingItem,
)
from factdesk.plans.actions.plan_meetings import CancelPlanMeeting, EditPlanMeeting, PlanAMeeting
from factdesk.plans.actions.run_plan_meeting import (
    BeginPlanMeeting,
    EndPlanMeeting,
    SetPlanMeetingAttendance,
)
from factdesk.plans.kinds import Attended, GoalStatus, MeasureStatus, Party, PartyKind
from factdesk.plans.meeting_errors import (
    BadPlanMeeting,
    PlanMeetingBegan,
    PlanMeetingCalledOff,
    PlanMeetingNotBegun,
    PlanMeetingOver,
    PlanMeetingRuns,
)
from factdesk.plans.meeting_proposal import PlanMeetingProposal
from factdesk.plans.meeting_view import PlanMeetings, ThePlanMeeting
from factdesk.plans.meeting_writing import item_draft
from factdesk.plans.tables import (
    CrisisPlan,
    GoalProgress,
    IndividualPlan,
    PlanGoal,
    PlanMeasure,
)
from factdesk.store.action import Action
from factdesk.store.conflict import Conflict, Gone
from factdesk.store.drafts import Drafts, SaveDraft
from factdesk.store.work import Work
from factdesk.team.tables import Presence, PresenceState
from tests.support.desks import member

PERSON = Party(PartyKind.PERSON)
TODAY = date(2026, 11, 23)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A time in November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=OSLO)


@dataclass(frozen=True)
class Change(Action[None]):
    """Change columns of a row; the test's own action."""

    cls: type
    row_id: str
    values: tuple[tuple[str, Any], ...]
    reason: str | None = None

    code: ClassVar[str] = "test.change_row"

    def do(self, work: Work) -> None:
        """Change it."""
        work.edit(self.cls, self.row_id, None, **dict(self.values))


@dataclass
class World:
    """A person with a plan, a coordinator, a service and a mother."""

    person: str
    tove: str
    nav: str
    mother: str
    plan: str
    goal: str
    measure: str

    @property
    def all(self) -> tuple[Party, ...]:
        """Everybody around the person."""
        return (
            PERSON,
            Party(PartyKind.STAFF, self.tove),
            Party(PartyKind.SERVICE, self.nav),
            Party(PartyKind.NEXT_OF_KIN, self.mother),
        )


@pytest.fixture
def world(any_desk, make) -> World:
    tove = make.staff("Tove Kvam")
    person = make.person(coordinator_id=tove, plan_on=TODAY, crisis_plan_on=date(2025, 1, 10))
    (nav,) = make.rows(Participant(person_id=person, service="nav", name="Kari Moe"))
    (mother,) = make.rows(NextOfKin(person_id=person, name="Inga", relation="Mor", in_plan=True))
    (plan,) = make.rows(IndividualPlan(person_id=person, started_on=TODAY))
    (goal,) = make.rows(PlanGoal(plan_id=plan, life_area="home", text="Bo for meg selv"))
    (measure,) = make.rows(
        PlanMeasure(plan_id=plan, goal_id=goal, text="Se på leilighet", due_on=date(2026, 11, 1))
    )
    make.rows(
        Consent(
            person_id=person,
            kind=ConsentKind.SHARE,
            participant_id=nav,
            given_by=ConsentGiver.SELF,
            given_on=date(2026, 1, 1),
            valid_to=date(2026, 12, 5),
        )
    )
    return World(person, tove, nav, mother, plan, goal, measure)


@pytest.fixture
def running(any_desk, world) -> str:
    meeting = any_desk.do(PlanAMeeting(world.person, at(23, 9), invited=world.all))
    any_desk.do(BeginPlanMeeting(meeting, 1))
    return meeting


def headings(desk, meeting: str) -> list[str]:
    return [item.heading for item in desk.see(ThePlanMeeting(meeting)).items]


# the agenda


def test_the_agenda_comes_from_the_plan(any_desk, world):
    any_desk.do(PlanAMeeting(world.person, at(2, 9), held=True))
    first = any_desk.see(PlanMeetings(world.person))[0]
    any_desk.do(EndPlanMeeting(first.id, first.version))
    agenda = any_desk.see(PlanMeetingProposal(world.person)).agenda
    assert [line.heading for line in agenda] == [
        "Hva har skjedd siden 2. november 2026",
        "Mål: Bo for meg selv",
        "Forsinkede tiltak: Se på leilighet",
        "Samtykker som må fornyes: Kari Moe (NAV)",
        "Kriseplan: ikke gjennomgått siden 10. januar 2025",
        "Neste møte",
    ]
    assert agenda[1].goal_id == world.goal


def test_without_a_plan_a_care_group_can_still_meet(any_desk, make):
    person = make.person()
    meeting = any_desk.do(PlanAMeeting(person, at(24, 9)))
    assert headings(any_desk, meeting) == [
        "Hvordan det står til nå",
        "Er det ønske om individuell plan?",
        "Kriseplan: er det ønske om en?",
        "Neste møte",
    ]
    any_desk.do(BeginPlanMeeting(meeting, 1))
    assert any_desk.see(ThePlanMeeting(meeting)).began_at is not None


def test_a_long_goal_is_cut_at_a_word_and_many_late_measures_are_counted(any_desk, make, world):
    make.rows(PlanGoal(plan_id=world.plan, life_area="home", text="ord " * 1000, position=1))
    for number in range(60):
        make.rows(
            PlanMeasure(
                plan_id=world.plan, goal_id=world.goal, text=f"Tiltak {number}", due_on=TODAY
            )
        )
    any_desk.clock.move(timedelta(days=1))
    agenda = [line.heading for line in any_desk.see(PlanMeetingProposal(world.person)).agenda]
    assert "61 tiltak er forsinket" in agenda
    assert all(len(heading) < 120 for heading in agenda)


def test_ones_own_headings_keep_the_goals_they_name(any_desk, world):
    meeting = any_desk.do(
        PlanAMeeting(world.person, at(24, 9), headings=(" Ferie ", "Mål: Bo for meg selv", ""))
    )
    items = any_desk.see(ThePlanMeeting(meeting)).items
    assert [(item.heading, item.goal_id) for item in items] == [
        ("Ferie", None),
        ("Mål: Bo for meg selv", world.goal),
    ]


# who is invited


def test_who_is_usually_invited(any_desk, world):
    parties = any_desk.see(PlanMeetingProposal(world.person)).parties
    assert [(one.name, one.is_usual, one.has_consent) for one in parties] == [
        ("Åse Ødegård", True, None),
        ("Tove Kvam", True, None),
        ("Kari Moe", True, True),
        ("Inga", True, False),
    ]


def test_a_stranger_or_one_who_has_left_is_not_invited(any_desk, make, world):
    (other,) = make.rows(NextOfKin(person_id=make.person("Bo"), name="Ola"))
    (gone,) = make.rows(Participant(person_id=world.person, service="gp", left_on=TODAY))
    for party in (Party(PartyKind.NEXT_OF_KIN, other), Party(PartyKind.SERVICE, gone)):
        with pytest.raises(BadPlanMeeting) as refused:
            any_desk.do(PlanAMeeting(world.person, at(24, 9), invited=(party,)))
        assert refused.value.field == "invited"


def test_who_is_invited_is_changed_until_it_begins(any_desk, world):
    meeting = any_desk.do(PlanAMeeting(world.person, at(24, 9), invited=world.all[:3]))
    before = any_desk.see(ThePlanMeeting(meeting)).attendance
    any_desk.do(EditPlanMeeting(meeting, 1, invited=(PERSON, world.all[3])))
    after = any_desk.see(ThePlanMeeting(meeting)).attendance
    assert [row.name for row in after] == ["Åse Ødegård", "Inga"]
    assert after[0].id == before[0].id
    any_desk.do(BeginPlanMeeting(meeting, 1))
    with pytest.raises(PlanMeetingBegan):
        any_desk.do(EditPlanMeeting(meeting, 2, invited=()))


# times


@pytest.mark.parametrize(
    ("start", "held"), [(at(23, 8), False), (at(22, 9), False), (at(24, 9), True)]
)
def test_a_meeting_is_planned_ahead_and_written_down_afterwards(any_desk, world, start, held):
    with pytest.raises(BadPlanMeeting) as refused:
        any_desk.do(PlanAMeeting(world.person, start, held=held))
    assert refused.value.field == "start"


@pytest.mark.parametrize("minutes", [0, -5, 601])
def test_a_length_that_cannot_be(any_desk, world, minutes):
    with pytest.raises(BadPlanMeeting):
        any_desk.do(PlanAMeeting(world.person, at(24, 9), minutes=minutes))


def test_a_closed_person_gets_no_new_meeting(any_desk, make):
    with pytest.raises(BadPlanMeeting):
        any_desk.do(PlanAMeeting(make.person(stage=Stage.CLOSED), at(24, 9)))


def test_what_is_written_down_afterwards_ended_when_it_was_planned_to(any_desk, world):
    meeting = any_desk.do(
        PlanAMeeting(world.person, at(20, 13), minutes=45, invited=world.all, held=True)
    )
    facts = any_desk.see(ThePlanMeeting(meeting))
    assert facts.began_at == at(20, 13)
    assert {row.attended for row in facts.attendance} == {Attended.HERE}
    any_desk.do(EndPlanMeeting(meeting, facts.version))
    assert any_desk.see(ThePlanMeeting(meeting)).ended_at == at(20, 13, 45)


def test_a_planned_meeting_is_written_down_when_it_has_been(any_desk, world):
    meeting = any_desk.do(PlanAMeeting(world.person, at(23, 9)))
    with pytest.raises(BadPlanMeeting):
        any_desk.do(BeginPlanMeeting(meeting, 1, held=True))
    any_desk.clock.move(timedelta(days=2))
    any_desk.do(BeginPlanMeeting(meeting, 1, held=True))
    assert any_desk.see(ThePlanMeeting(meeting)).began_at == at(23, 9)


def test_a_meeting_does_not_end_before_it_began(any_desk, world, running):
    any_desk.clock.move(timedelta(hours=-1))
    with pytest.raises(BadPlanMeeting) as refused:
        any_desk.do(EndPlanMeeting(running, 2))
    assert refused.value.field == "ended_at"


# holding it


def test_one_meeting_at_a_time_for_a_person(any_desk, world, running, make):
    other = any_desk.do(PlanAMeeting(world.person, at(24, 9)))
    with pytest.raises(PlanMeetingRuns) as refused:
        any_desk.do(BeginPlanMeeting(other, 1))
    assert refused.value.meeting_id == running
    any_desk.do(PlanAMeeting(make.person("Bo"), at(20, 9), held=True))


def test_the_roster_says_which_members_come(any_desk, make, world):
    bo = make.staff("Bo Lie")
    make.rows(
        Presence(staff_id=world.tove, day=TODAY, state=PresenceState.AWAY),
        Presence(staff_id=bo, day=TODAY, state=PresenceState.VIDEO),
    )
    invited = (PERSON, Party(PartyKind.STAFF, world.tove), Party(PartyKind.STAFF, bo))
    meeting = any_desk.do(PlanAMeeting(world.person, at(23, 9), invited=invited))
    any_desk.do(BeginPlanMeeting(meeting, 1))
    came = {row.name: row.attended for row in any_desk.see(ThePlanMeeting(meeting)).attendance}
    assert came == {
        "Åse Ødegård": Attended.HERE,
        "Tove Kvam": Attended.ABSENT,
        "Bo Lie": Attended.VIDEO,
    }


def test_who_came_and_who_came_uninvited(any_desk, make, world, running):
    bo = Party(PartyKind.STAFF, make.staff("Bo Lie"))
    any_desk.do(SetPlanMeetingAttendance(running, world.all[2], Attended.ABSENT))
    any_desk.do(SetPlanMeetingAttendance(running, bo, Attended.VIDEO))
    came = {row.name: row.attended for row in any_desk.see(ThePlanMeeting(running)).attendance}
    assert came["Kari Moe"] is Attended.ABSENT
    assert came["Bo Lie"] is Attended.VIDEO
    assert any_desk.see(PlanMeetings(world.person))[0].came == 4
    any_desk.undo().result()
    assert "Bo Lie" not in {row.name for row in any_desk.see(ThePlanMeeting(running)).attendance}


def test_minutes_are_written_while_it_is_held_and_their_draft_is_let_go(any_desk, world):
    meeting = any_desk.do(PlanAMeeting(world.person, at(23, 9), headings=("Nå",)))
    item = any_desk.see(ThePlanMeeting(meeting)).items[0]
    any_desk.do(SaveDraft(item_draft(item.id), "Går bra", 1))
    with pytest.raises(PlanMeetingNotBegun):
        any_desk.do(WritePlanMeetingItem(item.id, 1, text="Går bra"))
    assert len(any_desk.see(Drafts("plan-meeting/"))) == 1
    any_desk.do(BeginPlanMeeting(meeting, 1))
    assert any_desk.do(WritePlanMeetingItem(item.id, 1, text="Går bra")) == 2
    assert any_desk.see(ThePlanMeeting(meeting)).items[0].text == "Går bra"
    assert any_desk.see(Drafts("plan-meeting/")) == ()


def test_two_who_write_about_the_same_item_see_both_texts(any_desk, world, running, second_desk):
    item = any_desk.see(ThePlanMeeting(running)).items[0]
    other = second_desk(any_desk, member(world.tove, "Tove Kvam"))
    other.do(WritePlanMeetingItem(item.id, item.version, text="Sover godt"))
    with pytest.raises(Conflict) as met:
        any_desk.do(WritePlanMeetingItem(item.id, item.version, text="Sover dårlig"))
    assert met.value.fields["text"].now == "Sover godt"
    with pytest.raises(Conflict):
        any_desk.do(RemovePlanMeetingItem(item.id, item.version))


def test_the_agenda_is_changed_and_a_removed_item_comes_back_whole(any_desk, world, running):
    for item in any_desk.see(ThePlanMeeting(running)).items:
        any_desk.do(RemovePlanMeetingItem(item.id, item.version))
    one, two, three = (any_desk.do(AddPlanMeetingItem(running, text)) for text in "ABC")
    any_desk.do(WritePlanMeetingItem(two, 1, text="Mye sagt"))
    any_desk.do(MovePlanMeetingItem(three, 1, 0))
    assert headings(any_desk, running) == ["C", "A", "B"]
    row = any_desk.see(ThePlanMeeting(running)).items[2]
    any_desk.do(RemovePlanMeetingItem(two, row.version))
    any_desk.undo().result()
    back = any_desk.see(ThePlanMeeting(running)).items[2]
    assert (back.id, back.heading, back.text) == (two, "B", "Mye sagt")
    assert one == any_desk.see(ThePlanMeeting(running)).items[1].id


def test_an_item_is_about_a_goal_of_the_person_it_is_about(any_desk, make, world, running):
    stranger = make.person("Ola", "Nordmann")
    (plan,) = make.rows(IndividualPlan(person_id=stranger, started_on=TODAY))
    (goal,) = make.rows(PlanGoal(plan_id=plan, life_area="home", text="Et annet sted"))
    with pytest.raises(Gone):
        any_desk.do(AddPlanMeetingItem(running, "Mål", goal))
    mine = any_desk.do(AddPlanMeetingItem(running, "Mål", world.goal))
    items = any_desk.see(ThePlanMeeting(running)).items
    assert [item.goal_id for item in items if item.id == mine] == [world.goal]


def test_what_is_over_or_called_off_is_not_changed(any_desk, world, running):
    item = any_desk.see(ThePlanMeeting(running)).items[0]
    any_desk.do(EndPlanMeeting(running, 2))
    for action in (
        WritePlanMeetingItem(item.id, item.version, text="Sent"),
        AddPlanMeetingItem(running, "Sent"),
        EditPlanMeeting(running, 3, summary="Sent"),
        EndPlanMeeting(running, 3),
    ):
        with pytest.raises(PlanMeetingOver):
            any_desk.do(action)
    other = any_desk.do(PlanAMeeting(world.person, at(24, 9)))
    any_desk.do(CancelPlanMeeting(other, 1))
    with pytest.raises(PlanMeetingCalledOff):
        any_desk.do(BeginPlanMeeting(other, 2))
    any_desk.undo().result()
    any_desk.do(BeginPlanMeeting(other, 3))
    with pytest.raises(PlanMeetingBegan):
        any_desk.do(CancelPlanMeeting(other, 4))


def test_the_end_can_be_undone_and_the_next_meeting_goes_with_it(any_desk, world, running):
    any_desk.do(EndPlanMeeting(running, 2, next_start=at(30, 9)))
    any_desk.undo().result()
    (only,) = any_desk.see(PlanMeetings(world.person))
    assert (only.id, only.ended_at) == (running, None)


# the next one


def test_the_next_meeting_invites_who_is_still_around(any_desk, make, world, running):
    any_desk.do(Change(Participant, world.nav, (("left_on", TODAY),)))
    next_id = any_desk.do(EndPlanMeeting(running, 2, next_start=at(30, 9)))
    ahead = any_desk.see(ThePlanMeeting(next_id))
    assert [row.name for row in ahead.attendance] == ["Åse Ødegård", "Tove Kvam", "Inga"]
    assert ahead.items[0].heading == "Hva har skjedd siden 23. november 2026"
    assert any_desk.see(ThePlanMeeting(running)).next.id == next_id


@pytest.mark.parametrize("start", [at(22, 9), at(23, 8, 30)])
def test_the_next_meeting_is_after_this_one(any_desk, world, running, start):
    with pytest.raises(BadPlanMeeting) as refused:
        any_desk.do(EndPlanMeeting(running, 2, next_start=start))
    assert refused.value.field == "next_start"
    assert any_desk.see(ThePlanMeeting(running)).ended_at is None


# what it changed


def test_what_was_changed_in_the_meeting_is_told_with_who(any_desk, make, world, running, clock):
    bo = make.person("Bo")
    clock.move(timedelta(minutes=10))
    any_desk.do(Change(PlanGoal, world.goal, (("status", GoalStatus.REACHED),)))
    any_desk.do(
        Change(
            PlanMeasure,
            world.measure,
            (("status", MeasureStatus.DONE), ("due_on", date(2026, 12, 1))),
        )
    )
    any_desk.do(Change(IndividualPlan, world.plan, (("review_on", date(2027, 5, 1)),)))
    make.rows(
        GoalProgress(goal_id=world.goal, day=TODAY, step=3),
        Consent(
            person_id=world.person,
            kind=ConsentKind.SHARE,
            next_of_kin_id=world.mother,
            given_by=ConsentGiver.SELF,
        ),
        CrisisPlan(person_id=world.person, made_on=TODAY),
        IndividualPlan(person_id=bo, started_on=TODAY),
    )
    any_desk.do(EndPlanMeeting(running, 2))
    clock.move(timedelta(minutes=10))
    any_desk.do(Change(PlanGoal, world.goal, (("text", "Senere"),)))
    facts = any_desk.see(ThePlanMeeting(running))
    assert [one.what for one in facts.changes] == [
        "Next review: 1 May 2027",
        "Goal «Bo for meg selv»: Reached",
        "Measure «Se på leilighet»: Done, due 1 December 2026",
        "Progress with «Senere»: Nearly there",
        "Consent given: Inga",
        "The crisis plan was made",
    ]
    assert {one.initials for one in facts.changes} == {"MH"}
    assert facts.changes[1].goal_id == world.goal


def test_what_was_undone_in_the_meeting_is_not_told(any_desk, world, running):
    any_desk.do(Change(PlanGoal, world.goal, (("text", "Noe annet"),)))
    any_desk.undo().result()
    assert any_desk.see(ThePlanMeeting(running)).changes == ()


def test_a_meeting_left_open_overnight_does_not_take_the_next_days_changes(
    any_desk, world, running, clock
):
    any_desk.do(Change(PlanGoal, world.goal, (("text", "I møtet"),)))
    clock.move(timedelta(days=1))
    any_desk.do(Change(PlanMeasure, world.measure, (("text", "Dagen etter"),)))
    any_desk.do(EndPlanMeeting(running, 2))
    assert [one.what for one in any_desk.see(ThePlanMeeting(running)).changes] == [
        "Goal: «I møtet» (was «Bo for meg selv»)"
    ]


# who may see


def test_a_blocked_record_keeps_its_meetings(any_desk, world, running, second_desk):
    any_desk.do(BlockAccess(world.person, world.tove, "Slekt"))
    tove = second_desk(any_desk, member(world.tove, "Tove Kvam"))
    for view in (
        PlanMeetings(world.person),
        ThePlanMeeting(running),
        PlanMeetingProposal(world.person),
    ):
        with pytest.raises(Blocked):
            tove.see(view)


def test_an_unknown_meeting_is_gone(any_desk):
    with pytest.raises(Gone):
        any_desk.see(ThePlanMeeting("0" * 32))
