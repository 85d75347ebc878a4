"""The plans of a person, what they hold, their kept versions, and the plan meetings.

Texts are the person's own words where the form says so. The plan in work is these rows; a version
is what they were when the plan was revised.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from factdesk.plans.kinds import Attended, GoalStatus, MeasureStatus, PlanKind
from factdesk.store.base import ID, Entity, Sealed


class IndividualPlan(Entity):
    """A person's individual plan. At most one is not ended per person; ``number`` is its version.

    The texts follow the nine points of the regulation on individual plans of 2022: ``strengths``
    and ``needs`` point 1, the three contributions point 4, ``period_from``, ``period_to`` and
    ``review_on`` point 7, ``cooperation`` point 9.
    """

    __tablename__ = "plans"

    person_id: Mapped[str] = mapped_column(ID, ForeignKey("persons.id"), index=True)
    number: Mapped[int] = mapped_column(default=1)
    started_on: Mapped[date]
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    review_on: Mapped[date | None]
    situation: Mapped[str | None] = mapped_column(Sealed)
    important: Mapped[str | None] = mapped_column(Sealed)
    strengths: Mapped[str | None] = mapped_column(Sealed)
    needs: Mapped[str | None] = mapped_column(Sealed)
    contribution_person: Mapped[str | None] = mapped_column(Sealed)
    contribution_services: Mapped[str | None] = mapped_column(Sealed)
    contribution_relatives: Mapped[str | None] = mapped_column(Sealed)
    cooperation: Mapped[str | None] = mapped_column(Sealed)
    ended_on: Mapped[date | None]
    end_reason: Mapped[str | None] = mapped_column(Sealed)

    __table_args__ = (
        Index(
            "uq_plans_open",
            "person_id",
            unique=True,
            sqlite_where=text("ended_on IS NULL"),
            postgresql_where=text("ended_on IS NULL"),
        ),
    )


class PlanGoal(Entity):
    """A goal in the person's own words, or with ``parent_id`` a sub-goal of one.

    ``life_area`` is a code of the team's list ``life_area``.
    """

    __tablename__ = "plan_goals"

    plan_id: Mapped[str] = mapped_column(ID, ForeignKey("plans.id"), index=True)
    parent_id: Mapped[str | None] = mapped_column(ID, ForeignKey("plan_goals.id"), index=True)
    life_area: Mapped[str]
    text: Mapped[str] = mapped_column(Sealed)
    status: Mapped[GoalStatus] = mapped_column(default=GoalStatus.ACTIVE)
    position: Mapped[int] = mapped_column(default=0)


class PlanMeasure(Entity):
    """What is done for a goal: by whom, how, to what extent, from when to when.

    At most one of the three references and ``by_person`` says who is responsible; none of them
    says that nobody is yet.
    """

    __tablename__ = "plan_measures"

    plan_id: Mapped[str] = mapped_column(ID, ForeignKey("plans.id"), index=True)
    goal_id: Mapped[str] = mapped_column(ID, ForeignKey("plan_goals.id"), index=True)
    text: Mapped[str] = mapped_column(Sealed)
    how: Mapped[str | None] = mapped_column(Sealed)
    extent: Mapped[str | None] = mapped_column(Sealed)
    by_person: Mapped[bool] = mapped_column(default=False)
    staff_id: Mapped[str | None] = mapped_column(ID, ForeignKey("staff.id"))
    participant_id: Mapped[str | None] = mapped_column(ID, ForeignKey("participants.id"))
    next_of_kin_id: Mapped[str | None] = mapped_column(ID, ForeignKey("next_of_kin.id"))
    start_on: Mapped[date | None]
    due_on: Mapped[date | None]
    status: Mapped[MeasureStatus] = mapped_column(default=MeasureStatus.PLANNED)
    position: Mapped[int] = mapped_column(default=0)


class GoalProgress(Entity):
    """How far a goal has come on a day: ``step`` 0 to 4, as the person sees it."""

    __tablename__ = "goal_progress"

    goal_id: Mapped[str] = mapped_column(ID, ForeignKey("plan_goals.id"), index=True)
    day: Mapped[date]
    step: Mapped[int]
    note: Mapped[str | None] = mapped_column(Sealed)
    staff_id: Mapped[str | None] = mapped_column(ID, ForeignKey("staff.id"))


class PlanVersion(Entity):
    """A plan as it was when it was revised: ``content`` is JSON of every text and row of it."""

    __tablename__ = "plan_versions"

    person_id: Mapped[str] = mapped_column(ID, ForeignKey("persons.id"), index=True)
    kind: Mapped[PlanKind]
    plan_id: Mapped[str] = mapped_column(ID)
    number: Mapped[int]
    made_at: Mapped[datetime]
    made_by: Mapped[str | None] = mapped_column(ID, ForeignKey("staff.id"))
    why: Mapped[str | None] = mapped_column(Sealed)
    content: Mapped[str] = mapped_column(Sealed)

    __table_args__ = (UniqueConstraint("plan_id", "number"),)


class CrisisPlan(Entity):
    """A person's one crisis plan, made with the person; ``number`` is its version.

    ``made_with`` says who made it, ``told`` who shall be told when it is put to use.
    """

    __tablename__ = "crisis_plans"

    person_id: Mapped[str] = mapped_column(ID, ForeignKey("persons.id"), unique=True)
    number: Mapped[int] = mapped_column(default=1)
    made_on: Mapped[date]
    made_with: Mapped[str | None] = mapped_column(Sealed)
    reviewed_on: Mapped[date | None]
    review_on: Mapped[date | None]
    triggers: Mapped[str | None] = mapped_column(Sealed)
    helps: Mapped[str | None] = mapped_column(Sealed)
    wishes: Mapped[str | None] = mapped_column(Sealed)
    not_wished: Mapped[str | None] = mapped_column(Sealed)
    told: Mapped[str | None] = mapped_column(Sealed)


class CrisisLevel(Entity):
    """One level of a crisis plan: signs, what the person does, what others do, who is called.

    ``level`` is a code of the team's list ``crisis_level``, mildest first.
    """

    __tablename__ = "crisis_levels"

    crisis_plan_id: Mapped[str] = mapped_column(ID, ForeignKey("crisis_plans.id"))
    level: Mapped[str]
    signs: Mapped[str | None] = mapped_column(Sealed)
    person_does: Mapped[str | None] = mapped_column(Sealed)
    others_do: Mapped[str | None] = mapped_column(Sealed)
    call: Mapped[str | None] = mapped_column(Sealed)

    __table_args__ = (UniqueConstraint("crisis_plan_id", "level"),)


class CrisisContact(Entity):
    """Somebody to call, with a telephone number and when it answers."""

    __tablename__ = "crisis_contacts"

    crisis_plan_id: Mapped[str] = mapped_column(ID, ForeignKey("crisis_plans.id"), index=True)
    name: Mapped[str] = mapped_column(Sealed)
    role: Mapped[str | None] = mapped_column(Sealed)
    phone: Mapped[str] = mapped_column(Sealed)
    hours: Mapped[str | None] = mapped_column(Sealed)
    position: Mapped[int] = mapped_column(default=0)


class PlanMeeting(Entity):
    """A meeting about a person's plan: planned, then begun, then ended, or called off.

    ``minutes`` is its planned length; ``summary`` what was said that belongs to no agenda item.
    """

    __tablename__ = "plan_meetings"

    person_id: Mapped[str] = mapped_column(ID, ForeignKey("persons.id"), index=True)
    plan_id: Mapped[str | None] = mapped_column(ID, ForeignKey("plans.id"), index=True)
    start: Mapped[datetime] = mapped_column(index=True)
    minutes: Mapped[int] = mapped_column(default=60)
    place: Mapped[str | None] = mapped_column(Sealed)
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    summary: Mapped[str | None] = mapped_column(Sealed)


class PlanMeetingItem(Entity):
    """One thing on the agenda, and what was said and decided about it."""

    __tablename__ = "plan_meeting_items"

    meeting_id: Mapped[str] = mapped_column(ID, ForeignKey("plan_meetings.id"), index=True)
    position: Mapped[int]
    heading: Mapped[str] = mapped_column(Sealed)
    goal_id: Mapped[str | None] = mapped_column(ID, ForeignKey("plan_goals.id"))
    text: Mapped[str | None] = mapped_column(Sealed)


class PlanMeetingAttendance(Entity):
    """Somebody invited to a plan meeting, and how they took part; references as in a measure."""

    __tablename__ = "plan_meeting_attendance"

    meeting_id: Mapped[str] = mapped_column(ID, ForeignKey("plan_meetings.id"), index=True)
    by_person: Mapped[bool] = mapped_column(default=False)
    staff_id: Mapped[str | None] = mapped_column(ID, ForeignKey("staff.id"))
    participant_id: Mapped[str | None] = mapped_column(ID, ForeignKey("participants.id"))
    next_of_kin_id: Mapped[str | None] = mapped_column(ID, ForeignKey("next_of_kin.id"))
    attended: Mapped[Attended | None]
