"""Undoing one's own act after somebody else's: dates stay in order, and the person's stay true."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from factdesk.desk import Desk
from factdesk.people.actions.consents import EditConsent
from factdesk.people.tables import Consent, Person
from factdesk.plans.actions.edit_crisis_plan import EditCrisisPlan
from factdesk.plans.actions.goals import AddGoal
from factdesk.plans.actions.make_crisis_plan import MakeCrisisPlan
from factdesk.plans.actions.measures import AddMeasure, EditMeasure
from factdesk.plans.actions.plan import EditPlan, EndPlan
from factdesk.plans.actions.plan_meeting_items import AddPlanMeetingItem, WritePlanMeetingItem
from factdesk.plans.actions.plan_meetings import CancelPlanMeeting, PlanAMeeting
from factdesk.plans.actions.progress import EditProgress, NoteProgress
from factdesk.plans.actions.review_crisis_plan import ReviewCrisisPlan
from factdesk.plans.actions.run_plan_meeting import BeginPlanMeeting, EndPlanMeeting
from factdesk.plans.crisis_view import PersonCrisisPlan
from factdesk.plans.meeting_view import PlanMeetings, ThePlanMeeting
from factdesk.store.action import Action, Actor
from factdesk.store.conflict import CannotUndo
from tests.support.builders import Make
from tests.support.plan_facts import planned

TODAY = date(2026, 11, 23)


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.fixture
def other(any_desk: Desk, make: Make, second_desk: Any) -> Desk:
    """Another member's desk on the same store."""
    rights = any_desk.actor.rights
    desk: Desk = second_desk(any_desk, Actor(make.staff("Tove Kvam"), "Tove Kvam", "pc-2", rights))
    return desk


def person_of(desk: Desk, person: str) -> Person:
    with desk.store.reading(desk.actor) as reader:
        row = reader.session.get_one(Person, person)
        reader.session.expunge(row)
    return row


def test_the_period_of_a_plan_is_not_turned_round(any_desk: Desk, make: Make, other: Desk) -> None:
    """One moves the end back, the other then the beginning with it; the first undoes."""
    made = planned(any_desk, make)
    other.do(EditPlan(made.plan, made.row.version, period_from=day(10), period_to=day(20)))
    other.do(EditPlan(made.plan, made.row.version, review_on=day(300)))
    any_desk.do(EditPlan(made.plan, made.row.version, period_to=day(90)))
    other.do(EditPlan(made.plan, made.row.version, period_from=day(50)))
    with pytest.raises(CannotUndo):
        any_desk.undo().result()
    assert (made.row.period_from, made.row.period_to) == (day(50), day(90))


def test_a_measure_is_not_due_before_it_starts(any_desk: Desk, make: Make, other: Desk) -> None:
    made = planned(any_desk, make)
    measure = any_desk.do(AddMeasure(made.goal, "Søke", start_on=day(1), due_on=day(2)))
    any_desk.do(EditMeasure(measure, 1, due_on=day(90)))
    other.do(EditMeasure(measure, 2, start_on=day(50)))
    with pytest.raises(CannotUndo):
        any_desk.undo().result()


def test_a_consent_does_not_end_before_it_was_given(
    any_desk: Desk, make: Make, other: Desk
) -> None:
    made = planned(any_desk, make)
    with any_desk.store.reading(any_desk.actor) as reader:
        consent = reader.session.scalars(
            select(Consent.id).where(Consent.person_id == made.person)
        ).one()
    any_desk.do(EditConsent(consent, 1, given_on=day(-20), valid_to=day(-9)))
    any_desk.do(EditConsent(consent, 2, valid_to=day(9)))
    other.do(EditConsent(consent, 3, given_on=day(-1)))
    with pytest.raises(CannotUndo):
        any_desk.undo().result()


def test_a_crisis_plan_is_not_gone_through_before_it_was_made(
    any_desk: Desk, make: Make, other: Desk
) -> None:
    person = make.person()
    plan = any_desk.do(MakeCrisisPlan(person, made_on=day(-5), review_on=day(90)))
    any_desk.do(EditCrisisPlan(plan, 1, made_on=day(-30)))
    other.do(ReviewCrisisPlan(plan, 2, on=day(-20)))
    with pytest.raises(CannotUndo):
        any_desk.undo().result()


def test_the_day_of_the_crisis_plan_with_the_person_stays_true(
    any_desk: Desk, make: Make, other: Desk
) -> None:
    """One goes through it, the other says that it was made that same day; the first undoes."""
    person = make.person()
    plan = any_desk.do(MakeCrisisPlan(person, made_on=day(-50), review_on=day(90)))
    any_desk.do(ReviewCrisisPlan(plan, 1, on=day(-2)))
    other.do(EditCrisisPlan(plan, 2, made_on=day(-2)))
    any_desk.undo().result()
    row = any_desk.see(PersonCrisisPlan(person)).plan
    assert row is not None
    assert (row.made_on, row.reviewed_on) == (day(-2), None)
    assert person_of(any_desk, person).crisis_plan_on == day(-2)


def test_two_plan_meetings_of_a_person_do_not_run_at_once(
    any_desk: Desk, make: Make, other: Desk
) -> None:
    """One ends a meeting, the other begins the next; the first undoes the ending."""
    made = planned(any_desk, make)
    one, two = (
        any_desk.do(PlanAMeeting(made.person, any_desk.clock.now() + timedelta(days=number)))
        for number in (1, 2)
    )
    any_desk.do(BeginPlanMeeting(one, 1))
    any_desk.do(EndPlanMeeting(one, any_desk.see(ThePlanMeeting(one)).version))
    other.do(BeginPlanMeeting(two, 1))
    with pytest.raises(CannotUndo):
        any_desk.undo().result()


def test_the_minutes_of_an_ended_meeting_stand(any_desk: Desk, make: Make, other: Desk) -> None:
    made = planned(any_desk, make)
    meeting = any_desk.do(PlanAMeeting(made.person, any_desk.clock.now() + timedelta(days=1)))
    any_desk.do(BeginPlanMeeting(meeting, 1))
    item = any_desk.do(AddPlanMeetingItem(meeting, "Bolig"))
    any_desk.do(WritePlanMeetingItem(item, 1, text="Vi venter til våren"))
    other.do(EndPlanMeeting(meeting, other.see(ThePlanMeeting(meeting)).version))
    with pytest.raises(CannotUndo):
        any_desk.undo().result()
    other.undo().result()
    any_desk.undo().result()
    assert any_desk.see(ThePlanMeeting(meeting)).items[-1].text is None
    other.redo().result()
    with pytest.raises(CannotUndo):  # the item itself
        any_desk.undo().result()


@pytest.mark.parametrize("kind", ["goal", "measure", "progress"])
def test_what_was_added_to_an_ended_plan_stays_in_it(
    any_desk: Desk, make: Make, other: Desk, kind: str
) -> None:
    made = planned(any_desk, make)
    acts: dict[str, Action[str]] = {
        "goal": AddGoal(made.plan, "home", "Ny"),
        "measure": AddMeasure(made.goal, "Ny"),
        "progress": NoteProgress(made.goal, day(0), 1),
    }
    any_desk.do(acts[kind])
    other.do(EndPlan(made.plan, made.row.version, day(0)))
    with pytest.raises(CannotUndo):
        any_desk.undo().result()


def test_progress_in_an_ended_plan_stands(any_desk: Desk, make: Make, other: Desk) -> None:
    made = planned(any_desk, make)
    any_desk.do(NoteProgress(made.goal, day(0), 1))
    progress = made.goal_row(made.goal).progress[0]
    any_desk.do(EditProgress(progress.id, progress.version, step=3))
    other.do(EndPlan(made.plan, made.row.version, day(0)))
    with pytest.raises(CannotUndo):
        any_desk.undo().result()


def test_a_meeting_called_off_since_is_not_begun_again(
    any_desk: Desk, make: Make, other: Desk
) -> None:
    made = planned(any_desk, make)
    meeting = any_desk.do(PlanAMeeting(made.person, any_desk.clock.now() + timedelta(days=1)))
    any_desk.do(BeginPlanMeeting(meeting, 1))
    any_desk.undo().result()
    other.do(CancelPlanMeeting(meeting, other.see(ThePlanMeeting(meeting)).version))
    with pytest.raises(CannotUndo):
        any_desk.redo().result()
    assert other.see(ThePlanMeeting(meeting)).began_at is None


def test_own_acts_of_a_whole_meeting_are_undone_one_by_one(any_desk: Desk, make: Make) -> None:
    """Nothing of the rules about what others did stands in the way of one's own."""
    made = planned(any_desk, make)
    meeting = any_desk.do(PlanAMeeting(made.person, any_desk.clock.now() + timedelta(days=1)))
    any_desk.do(BeginPlanMeeting(meeting, 1))
    item = any_desk.do(AddPlanMeetingItem(meeting, "Bolig"))
    any_desk.do(WritePlanMeetingItem(item, 1, text="Vi venter til våren"))
    any_desk.do(NoteProgress(made.goal, day(0), 1))
    after = any_desk.clock.now() + timedelta(days=90)
    any_desk.do(EndPlanMeeting(meeting, any_desk.see(ThePlanMeeting(meeting)).version, after))
    any_desk.do(EndPlan(made.plan, made.row.version, day(0)))
    for _each in range(7):
        assert any_desk.undo().result() is not None
    assert any_desk.see(PlanMeetings(made.person)) == ()
    for _each in range(7):
        assert any_desk.redo().result() is not None
    assert any_desk.see(ThePlanMeeting(meeting)).items[-1].text == "Vi venter til våren"
