"""What is asked about a person's individual plan: as it is, as it was, what differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from factdesk.people.access import demand_access
from factdesk.plans.comparing import Difference, compare
from factdesk.plans.facts import (
    GoalRow,
    MeasureRow,
    PartyFact,
    PlanFacts,
    PlanRow,
    PointCheck,
    ProgressRow,
    VersionRow,
)
from factdesk.plans.field_history import FieldValue, history_of
from factdesk.plans.kinds import PlanKind
from factdesk.plans.loading import load_facts
from factdesk.plans.tables import PlanVersion
from factdesk.plans.versions import from_content
from factdesk.store.action import Reader, View
from factdesk.store.conflict import Gone
from factdesk.team.roles import Right
from factdesk.team.tables import ListItem

__all__ = [
    "Compared",
    "Difference",
    "FieldHistory",
    "FieldValue",
    "GoalRow",
    "MeasureRow",
    "PartyFact",
    "PersonPlan",
    "PlanAt",
    "PlanFacts",
    "PlanRow",
    "PointCheck",
    "ProgressRow",
    "VersionRow",
]

_TOUCHES = frozenset(
    {
        "access_blocks",
        "consents",
        "goal_progress",
        "list_items",
        "next_of_kin",
        "participants",
        "persons",
        "plan_goals",
        "plan_measures",
        "plan_meetings",
        "plan_versions",
        "plans",
        "staff",
        "team",
        "workers",
    }
)


@dataclass(frozen=True)
class PersonPlan(View[PlanFacts]):
    """A person's plan today. Twelve statements. Raises Blocked and Gone."""

    person_id: str

    touches: ClassVar[frozenset[str]] = _TOUCHES
    right: ClassVar[str | None] = Right.SEE_RECORD

    def read(self, reader: Reader) -> PlanFacts:
        """Fill the facts."""
        demand_access(reader, self.person_id)
        return load_facts(reader.session, self.person_id, reader.now, reader.today)


@dataclass(frozen=True)
class PlanAt(View[PlanFacts]):
    """The plan as it was in a version; the number of the open plan gives it as it is now.

    Names, roles and consents are those of the day the version was kept. Raises Gone for a version
    that was never kept.
    """

    person_id: str
    number: int

    touches: ClassVar[frozenset[str]] = _TOUCHES
    right: ClassVar[str | None] = Right.SEE_RECORD

    def read(self, reader: Reader) -> PlanFacts:
        """The facts of the version."""
        demand_access(reader, self.person_id)
        now = load_facts(reader.session, self.person_id, reader.now, reader.today)
        return _at(reader, now, self.number)


@dataclass(frozen=True)
class Compared(View[tuple[Difference, ...]]):
    """What differs from one version to another; ``other`` is ``None`` for the plan as it is."""

    person_id: str
    one: int
    other: int | None = None

    touches: ClassVar[frozenset[str]] = _TOUCHES
    right: ClassVar[str | None] = Right.SEE_RECORD

    def read(self, reader: Reader) -> tuple[Difference, ...]:
        """The differences, in the order of the plan."""
        demand_access(reader, self.person_id)
        now = load_facts(reader.session, self.person_id, reader.now, reader.today)
        other = now if self.other is None else _at(reader, now, self.other)
        areas = reader.session.execute(
            select(ListItem.code, ListItem.label).where(ListItem.list_name == "life_area")
        )
        return compare(_at(reader, now, self.one), other, {row.code: row.label for row in areas})


@dataclass(frozen=True)
class FieldHistory(View[tuple[FieldValue, ...]]):
    """Every value a field has had, newest first.

    ``entity`` is ``plan``, ``goal``, ``measure``, ``progress``, ``crisis_plan``, ``crisis_level``
    or ``crisis_contact``, or its table; ``field`` a column, or ``responsible`` of a measure.
    Raises Gone for a row of another person's plan.
    """

    person_id: str
    entity: str
    row_id: str
    field: str

    touches: ClassVar[frozenset[str]] = _TOUCHES | {
        "crisis_plans",
        "crisis_levels",
        "crisis_contacts",
    }
    right: ClassVar[str | None] = Right.SEE_RECORD

    def read(self, reader: Reader) -> tuple[FieldValue, ...]:
        """The values from the change log."""
        demand_access(reader, self.person_id)
        return history_of(reader.session, self.person_id, self.entity, self.row_id, self.field)


def _at(reader: Reader, now: PlanFacts, number: int) -> PlanFacts:
    kept = reader.session.scalars(
        select(PlanVersion).where(
            PlanVersion.person_id == now.person_id,
            PlanVersion.kind == PlanKind.INDIVIDUAL,
            PlanVersion.number == number,
        )
    ).first()
    if kept is not None:
        return from_content(kept.content, now.versions)
    if now.plan is not None and now.plan.number == number:
        return now
    raise Gone("plan_versions", now.person_id)
