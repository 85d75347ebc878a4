"""A plan meeting with a plan around it: made, worked on in the meeting, told in the minutes."""

from datetime import date, datetime, timedelta

import pytest

from factdesk.clock import OSLO
from factdesk.people.actions.consents import GiveConsent
from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.plans.actions.goals import AddGoal, RemoveGoal
from factdesk.plans.actions.measures import AddMeasure
from factdesk.plans.actions.plan import EditPlan, MakePlan, RevisePlan
from factdesk.plans.actions.plan_meetings import PlanAMeeting
from factdesk.plans.actions.progress import NoteProgress
from factdesk.plans.actions.run_plan_meeting import BeginPlanMeeting, EndPlanMeeting
from factdesk.plans.meeting_view import ThePlanMeeting
from factdesk.plans.view import PersonPlan

MEETING = datetime(2026, 11, 23, 9, tzinfo=OSLO)


@pytest.fixture
def person(any_desk, make) -> str:
    made = make.person(birth_date=date(1990, 1, 1))
    any_desk.do(GiveConsent(made, ConsentKind.PLAN, ConsentGiver.SELF, given_on=date(2026, 11, 1)))
    return made


def plan_of(desk, person):
    return desk.see(PersonPlan(person)).plan


def test_a_plan_that_is_made_in_the_meeting_is_told_as_one(any_desk, person):
    meeting = any_desk.do(PlanAMeeting(person, MEETING))
    any_desk.do(BeginPlanMeeting(meeting, 1))
    any_desk.do(MakePlan(person))
    plan = plan_of(any_desk, person)
    any_desk.do(EditPlan(plan.id, plan.version, strengths="Tålmodig"))
    goal = any_desk.do(AddGoal(plan.id, "home", "Bo for meg selv"))
    any_desk.do(AddMeasure(goal, "Søke om bolig"))
    any_desk.do(NoteProgress(goal, date(2026, 11, 23), 1))
    any_desk.do(EndPlanMeeting(meeting, 2))
    assert [one.what for one in any_desk.see(ThePlanMeeting(meeting)).changes] == [
        "The individual plan was made",
        "New goal: «Bo for meg selv»",
        "New measure: «Søke om bolig»",
        "Progress with «Bo for meg selv»: Begun",
    ]


def test_a_revision_and_a_goal_taken_out_are_told_and_the_item_stays(any_desk, person, clock):
    any_desk.do(MakePlan(person))
    plan = plan_of(any_desk, person)
    goal = any_desk.do(AddGoal(plan.id, "home", "Bo for meg selv"))
    meeting = any_desk.do(PlanAMeeting(person, MEETING))
    any_desk.do(BeginPlanMeeting(meeting, 1))
    clock.move(timedelta(minutes=5))
    any_desk.do(RevisePlan(plan.id, plan_of(any_desk, person).version, "Planmøte"))
    plan = plan_of(any_desk, person)
    any_desk.do(EditPlan(plan.id, plan.version, strengths="Tålmodig"))
    any_desk.do(RemoveGoal(goal, 1))
    facts = any_desk.see(ThePlanMeeting(meeting))
    said = [one.what for one in facts.changes]
    assert "The plan was revised: version 2" in said
    assert "Written anew: What I can do, my resources" in said
    assert "Goal taken out: «Bo for meg selv»" in said
    item = next(one for one in facts.items if "Bo for meg selv" in one.heading)
    assert item.goal_id is None
