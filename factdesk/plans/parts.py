"""What of a person's record this room keeps: its tables, for «who has looked», and dates."""

from collections.abc import Collection

from sqlalchemy import select

from factdesk.people.parts import Part, register
from factdesk.people.plan_dates import keeps_plan_dates
from factdesk.plans.errors import DateOfPlanHere
from factdesk.plans.tables import (
    CrisisContact,
    CrisisLevel,
    CrisisPlan,
    GoalProgress,
    IndividualPlan,
    PlanGoal,
    PlanMeasure,
    PlanMeeting,
    PlanMeetingAttendance,
    PlanMeetingItem,
    PlanVersion,
)
from factdesk.store.work import Work

register(
    Part(IndividualPlan),
    Part(PlanGoal, "plan_id", IndividualPlan),
    Part(PlanMeasure, "plan_id", IndividualPlan),
    Part(GoalProgress, "goal_id", PlanGoal),
    Part(PlanVersion),
    Part(CrisisPlan),
    Part(CrisisLevel, "crisis_plan_id", CrisisPlan),
    Part(CrisisContact, "crisis_plan_id", CrisisPlan),
    Part(PlanMeeting),
    Part(PlanMeetingItem, "meeting_id", PlanMeeting),
    Part(PlanMeetingAttendance, "meeting_id", PlanMeeting),
)


@keeps_plan_dates
def refuse_dates_of_plans_here(work: Work, person_id: str, dates: Collection[str]) -> None:
    """A date of a plan that is kept here is changed in the plan, so that both stay the same."""
    open_plan = select(IndividualPlan.id).where(
        IndividualPlan.person_id == person_id, IndividualPlan.ended_on.is_(None)
    )
    crisis_plan = select(CrisisPlan.id).where(CrisisPlan.person_id == person_id)
    kept = {"plan_on": open_plan, "plan_review_on": open_plan, "crisis_plan_on": crisis_plan}
    if any(work.session.scalars(kept[name]).first() is not None for name in dates):
        raise DateOfPlanHere
