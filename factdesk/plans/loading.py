"""The statements that fill the facts of a plan: a fixed number, however large the plan is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from factdesk.people.care_group import load_consents, plan_standing
from factdesk.people.rules import display_name
from factdesk.people.tables import Person
from factdesk.plans.around import parties_around
from factdesk.plans.facts import (
    GoalRow,
    MeasureRow,
    PartyFact,
    PlanFacts,
    PlanRow,
    ProgressRow,
    VersionRow,
    grouped,
)
from factdesk.plans.kinds import MeasureStatus, Party, PlanKind
from factdesk.plans.parties import party_of
from factdesk.plans.rules import check_points
from factdesk.plans.tables import (
    GoalProgress,
    IndividualPlan,
    PlanGoal,
    PlanMeasure,
    PlanMeeting,
    PlanVersion,
)
from factdesk.store.conflict import Gone
from factdesk.team.tables import Staff, Team

_LATE_WHILE = frozenset({MeasureStatus.PLANNED, MeasureStatus.ONGOING})


def load_facts(session: Session, person_id: str, now: datetime, day: date) -> PlanFacts:
    """The person's plan on a day. Ten statements. Raises Gone for a person who is not there."""
    next_meeting = (
        select(PlanMeeting.start)
        .where(
            PlanMeeting.person_id == person_id,
            PlanMeeting.start >= now,
            PlanMeeting.began_at.is_(None),
            PlanMeeting.cancelled_at.is_(None),
        )
        .order_by(PlanMeeting.start)
        .limit(1)
        .scalar_subquery()
    )
    found = session.execute(
        select(Person, Team.consent_notice_days, next_meeting.label("next_meeting"))
        .join(Team, Team.id.is_not(None))
        .where(Person.id == person_id)
    ).first()
    if found is None:
        raise Gone("persons", person_id)
    person: Person = found.Person
    consents = load_consents(session, [person_id], day).get(person_id, ())
    consent = plan_standing(consents, person.birth_date, day, found.consent_notice_days)
    row = session.scalars(_open_plan(person_id)).first()
    measures = [] if row is None else _measures(session, row.id)
    responsible = {measure.staff_id for measure in measures if measure.staff_id is not None}
    parties = parties_around(session, person, consents, day, found.consent_notice_days, responsible)
    plan = None if row is None else copied(row, PlanRow)
    goals = () if row is None else _tree(session, row.id, measures, parties, day)
    return PlanFacts(
        person_id=person_id,
        name=display_name(person.given_name, person.family_name, person.preferred_name),
        language=person.language,
        day=day,
        coordinator_id=person.coordinator_id,
        child_coordinator_id=person.child_coordinator_id,
        plan=plan,
        goals=goals,
        parties=parties,
        points=check_points(plan, goals, parties, consent, person.coordinator_id),
        consent=consent,
        can_begin=plan is None and consent.holds,
        versions=load_versions(session, person_id),
        next_meeting=found.next_meeting,
    )


def load_versions(
    session: Session, person_id: str, kind: PlanKind = PlanKind.INDIVIDUAL
) -> tuple[VersionRow, ...]:
    """The kept versions of the person's plans of a kind, newest first. One statement."""
    found = session.execute(
        select(
            PlanVersion.id, PlanVersion.number, PlanVersion.made_at, PlanVersion.why, Staff.initials
        )
        .outerjoin(Staff, Staff.id == PlanVersion.made_by)
        .where(PlanVersion.person_id == person_id, PlanVersion.kind == kind)
        .order_by(PlanVersion.number.desc(), PlanVersion.id.desc())
    )
    return tuple(
        VersionRow(row.id, row.number, row.made_at, row.initials or "", row.why) for row in found
    )


def copied(source: object, cls: type[Any]) -> Any:
    """A frozen copy of the columns that the dataclass names and the row has."""
    return cls(
        **{
            name: getattr(source, name)
            for name in cls.__dataclass_fields__
            if hasattr(source, name)
        }
    )


def _open_plan(person_id: str) -> Select[IndividualPlan]:
    return select(IndividualPlan).where(
        IndividualPlan.person_id == person_id, IndividualPlan.ended_on.is_(None)
    )


def _measures(session: Session, plan_id: str) -> list[PlanMeasure]:
    return list(session.scalars(select(PlanMeasure).where(PlanMeasure.plan_id == plan_id)))


def _tree(
    session: Session,
    plan_id: str,
    measures: Iterable[PlanMeasure],
    parties: Iterable[PartyFact],
    day: date,
) -> tuple[GoalRow, ...]:
    known = {one.party: one for one in parties}
    goals = session.scalars(select(PlanGoal).where(PlanGoal.plan_id == plan_id))
    progress = session.scalars(
        select(GoalProgress)
        .join(PlanGoal, PlanGoal.id == GoalProgress.goal_id)
        .where(PlanGoal.plan_id == plan_id)
    )
    return grouped(
        [copied(goal, GoalRow) for goal in goals],
        [measure_row(row, known, day) for row in measures],
        [(row.goal_id, copied(row, ProgressRow)) for row in progress],
    )


def measure_row(row: PlanMeasure, known: dict[Party, PartyFact], day: date) -> MeasureRow:
    """A measure with who is responsible in words."""
    party = party_of(row)
    fact = None if party is None else known.get(party)
    return MeasureRow(
        id=row.id,
        version=row.version,
        goal_id=row.goal_id,
        text=row.text,
        how=row.how,
        extent=row.extent,
        responsible=party,
        responsible_name=fact.name if fact else "",
        responsible_left=fact.has_left if fact else False,
        start_on=row.start_on,
        due_on=row.due_on,
        status=row.status,
        position=row.position,
        is_late=row.due_on is not None and row.due_on < day and row.status in _LATE_WHILE,
    )
