"""What an undo must leave true of plans and plan meetings, whoever acted in between."""

from __future__ import annotations

from sqlalchemy import func, select

from factdesk.people.undoing import dates_as_they_were
from factdesk.plans.crisis_writing import demand_days, tell_date
from factdesk.plans.tables import (
    CrisisPlan,
    GoalProgress,
    IndividualPlan,
    PlanGoal,
    PlanMeasure,
    PlanMeeting,
    PlanMeetingAttendance,
    PlanMeetingItem,
)
from factdesk.plans.writing import demand_measure_dates, demand_plan_dates
from factdesk.store.conflict import CannotUndo
from factdesk.store.undo import after_undo
from factdesk.store.work import Work
from factdesk.words import _


@after_undo("plans", "plan_measures")
def refuse_dates_of_plans_in_the_wrong_order(work: Work) -> None:
    """A period does not end before it begins, and no measure is due before it starts."""
    with dates_as_they_were():
        for plan in work.touched_rows(IndividualPlan):
            demand_plan_dates(plan.started_on, plan.period_from, plan.period_to, plan.review_on)
        for measure in work.touched_rows(PlanMeasure):
            demand_measure_dates(measure.start_on, measure.due_on)


@after_undo("crisis_plans")
def keep_dates_of_crisis_plans_true(work: Work) -> None:
    """Its days stay in order, and the day that stands with the person is of what is left.

    Two people may have set the two days that it is the newest of.
    """
    for plan in work.touched_rows(CrisisPlan):
        with dates_as_they_were():
            demand_days(work, plan.made_on, plan.reviewed_on, plan.review_on)
        tell_date(work, plan)


@after_undo("plan_goals", "plan_measures", "goal_progress")
def refuse_change_of_ended_plan(work: Work) -> None:
    """A plan that somebody has ended since stands as it was then.

    That no second plan is opened is seen to by the index of open plans.
    """
    plans = work.touched_parents(PlanGoal, "plan_id") | work.touched_parents(PlanMeasure, "plan_id")
    goals = work.touched_parents(GoalProgress, "goal_id")
    of_progress = select(PlanGoal.plan_id).where(PlanGoal.id.in_(goals))
    ended = select(IndividualPlan.id).where(
        IndividualPlan.id.in_(plans) | IndividualPlan.id.in_(of_progress),
        IndividualPlan.ended_on.is_not(None),
    )
    if any(("plans", plan_id) not in work.touched for plan_id in work.session.scalars(ended)):
        raise CannotUndo(_("Nothing was changed. The plan has been ended since."))


@after_undo("plan_meetings")
def refuse_two_running_meetings(work: Work) -> None:
    """At most one meeting about a person runs at a time."""
    persons = {row.person_id for row in work.touched_rows(PlanMeeting)}
    running = (
        select(PlanMeeting.person_id)
        .where(
            PlanMeeting.person_id.in_(persons),
            PlanMeeting.began_at.is_not(None),
            PlanMeeting.ended_at.is_(None),
            PlanMeeting.cancelled_at.is_(None),
        )
        .group_by(PlanMeeting.person_id)
        .having(func.count() > 1)
    )
    if work.session.scalars(running).first() is not None:
        raise CannotUndo(_("Nothing was changed. Another plan meeting of the person runs now."))


@after_undo("plan_meetings")
def refuse_to_run_a_cancelled_meeting(work: Work) -> None:
    """A meeting that somebody has called off since is not begun again by a redo."""
    for meeting in work.touched_rows(PlanMeeting):
        if meeting.cancelled_at is not None and meeting.began_at is not None:
            raise CannotUndo(_("Nothing was changed. The meeting has been called off since."))


@after_undo("plan_meeting_items", "plan_meeting_attendance")
def refuse_change_of_minutes(work: Work) -> None:
    """What was written and who came stands as it was when the meeting was ended."""
    items = work.touched_parents(PlanMeetingItem, "meeting_id")
    meetings = items | work.touched_parents(PlanMeetingAttendance, "meeting_id")
    ended = select(PlanMeeting.id).where(
        PlanMeeting.id.in_(meetings), PlanMeeting.ended_at.is_not(None)
    )
    found = work.session.scalars(ended)
    if any(("plan_meetings", meeting_id) not in work.touched for meeting_id in found):
        raise CannotUndo(_("Nothing was changed. The meeting has been ended since."))
