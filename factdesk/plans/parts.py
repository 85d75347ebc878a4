"""What of a person's record this room keeps, for «who has looked»."""

from factdesk.people.parts import Part, register
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
