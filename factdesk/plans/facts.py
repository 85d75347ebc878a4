"""The plan of a person as everybody reads it: frozen values, of today or of a kept version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from factdesk.people.care_group import ConsentRow
from factdesk.people.consents import ConsentStanding, ConsentState
from factdesk.people.kinds import LanguageForm
from factdesk.plans.kinds import GoalStatus, MeasureStatus, Party


@dataclass(frozen=True)
class PlanRow:
    """Every column of ``tables.IndividualPlan``."""

    id: str
    version: int
    person_id: str
    number: int
    started_on: date
    period_from: date | None
    period_to: date | None
    review_on: date | None
    situation: str | None
    important: str | None
    strengths: str | None
    needs: str | None
    contribution_person: str | None
    contribution_services: str | None
    contribution_relatives: str | None
    cooperation: str | None
    ended_on: date | None
    end_reason: str | None


@dataclass(frozen=True)
class ProgressRow:
    """How far a goal had come on a day."""

    id: str
    version: int
    day: date
    step: int
    note: str | None
    staff_id: str | None


@dataclass(frozen=True)
class MeasureRow:
    """A measure; ``responsible_left`` where the one who is responsible is no longer there.

    ``is_late`` says that it should have been done before the day of the facts.
    """

    id: str
    version: int
    goal_id: str
    text: str
    how: str | None
    extent: str | None
    responsible: Party | None
    responsible_name: str
    responsible_left: bool
    start_on: date | None
    due_on: date | None
    status: MeasureStatus
    position: int
    is_late: bool


@dataclass(frozen=True)
class GoalRow:
    """A goal with its sub-goals (``children``), measures and progress, oldest progress first."""

    id: str
    version: int
    parent_id: str | None
    life_area: str
    text: str
    status: GoalStatus
    position: int
    children: tuple[GoalRow, ...] = ()
    measures: tuple[MeasureRow, ...] = ()
    progress: tuple[ProgressRow, ...] = ()


@dataclass(frozen=True)
class PartyFact:
    """Somebody around the plan; ``consent`` is of sharing with a service or a next of kin.

    It is ``None`` where nobody was asked, and for the person and the team's own.
    """

    party: Party
    name: str
    role: str
    phone: str | None
    email: str | None
    in_plan: bool
    has_left: bool
    consent: ConsentState | None


@dataclass(frozen=True)
class PointCheck:
    """One of the nine points of the regulation: whether it is met, else what is missing.

    ``field`` is where the screen leads: a column of the plan, ``goals``, ``goal:<id>``,
    ``measures``, ``measure:<id>``, ``parties``, ``coordinator`` or ``consents``.
    """

    number: int
    is_met: bool
    missing: str
    field: str


@dataclass(frozen=True)
class VersionRow:
    """A kept version; ``made_by`` are initials, empty where nobody is known."""

    id: str
    number: int
    made_at: datetime
    made_by: str
    why: str | None


@dataclass(frozen=True)
class PlanFacts:
    """A person's individual plan as it is on ``day``; ``plan`` is ``None`` where none is open.

    ``points`` are always nine, in order; ``versions`` newest first, of ended plans too;
    ``consent`` is what the consents to the plan itself amount to; ``can_begin`` says that a plan
    can be made: none is open, and a consent is in force.
    """

    person_id: str
    name: str
    language: LanguageForm
    day: date
    coordinator_id: str | None
    child_coordinator_id: str | None
    plan: PlanRow | None
    goals: tuple[GoalRow, ...]
    parties: tuple[PartyFact, ...]
    points: tuple[PointCheck, ...]
    consent: ConsentStanding[ConsentRow]
    can_begin: bool
    versions: tuple[VersionRow, ...]
    next_meeting: datetime | None


def grouped(
    goals: Iterable[GoalRow],
    measures: Iterable[MeasureRow],
    progress: Iterable[tuple[str, ProgressRow]],
) -> tuple[GoalRow, ...]:
    """Flat rows as the tree of a plan; ``progress`` comes with the goal's id."""
    done: defaultdict[str, list[MeasureRow]] = defaultdict(list)
    for measure in sorted(measures, key=lambda row: (row.position, row.id)):
        done[measure.goal_id].append(measure)
    steps: defaultdict[str, list[ProgressRow]] = defaultdict(list)
    for goal_id, row in sorted(progress, key=lambda pair: (pair[1].day, pair[1].id)):
        steps[goal_id].append(row)
    below: defaultdict[str | None, list[GoalRow]] = defaultdict(list)
    ordered = sorted(goals, key=lambda row: (row.position, row.id))
    # Sub-goals first, so that a goal finds its own.
    for goal in sorted(ordered, key=lambda row: row.parent_id is None):
        whole = replace(
            goal,
            children=tuple(below[goal.id]),
            measures=tuple(done[goal.id]),
            progress=tuple(steps[goal.id]),
        )
        below[goal.parent_id].append(whole)
    return tuple(below[None])


def every_goal(goals: Iterable[GoalRow]) -> tuple[GoalRow, ...]:
    """Goals with their sub-goals behind each, in order."""
    return tuple(each for goal in goals for each in (goal, *goal.children))


def every_measure(goals: Iterable[GoalRow]) -> tuple[MeasureRow, ...]:
    """Every measure in the order it is read, of sub-goals too."""
    return tuple(measure for goal in every_goal(goals) for measure in goal.measures)
