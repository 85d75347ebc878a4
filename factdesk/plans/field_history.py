"""What has stood in a field of a plan, from the change log: also what was undone or restored."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from factdesk.people.tables import NextOfKin, Participant
from factdesk.plans.field_words import value_words
from factdesk.plans.kinds import Party, PartyKind
from factdesk.plans.parties import party_of
from factdesk.plans.tables import (
    CrisisContact,
    CrisisLevel,
    CrisisPlan,
    GoalProgress,
    IndividualPlan,
    PlanGoal,
    PlanMeasure,
)
from factdesk.store.base import Entity
from factdesk.store.conflict import Gone
from factdesk.store.encoding import decode_row, loads
from factdesk.store.tables import ChangeEntry
from factdesk.team.defaults import word
from factdesk.team.tables import ListItem, Staff
from factdesk.words import _

_CLASSES: dict[str, type[Entity]] = {
    "plan": IndividualPlan,
    "goal": PlanGoal,
    "measure": PlanMeasure,
    "progress": GoalProgress,
    "crisis_plan": CrisisPlan,
    "crisis_level": CrisisLevel,
    "crisis_contact": CrisisContact,
}
_CRISIS = (CrisisPlan, CrisisLevel, CrisisContact)
_RESPONSIBLE = ("by_person", "staff_id", "participant_id", "next_of_kin_id")


@dataclass(frozen=True)
class FieldValue:
    """A value a field has had: since when, by whom, the value itself and in words.

    ``value`` is what the Edit action takes to restore it; ``version_number`` the version of the
    plan that was in work then.
    """

    at: datetime
    staff_id: str
    initials: str
    value: Any
    text: str
    version_number: int | None


@dataclass
class _Responsible:
    """The four references of a measure as the log has them."""

    by_person: Any = False
    staff_id: Any = None
    participant_id: Any = None
    next_of_kin_id: Any = None


def history_of(
    session: Session, person_id: str, entity: str, row_id: str, field: str
) -> tuple[FieldValue, ...]:
    """Every value of the field, newest first. At most six statements.

    Raises Gone for a row, field or entity that the person's plans do not have.
    """
    cls = _class_of(entity)
    table = cast(Table, cls.__table__)
    columns = _RESPONSIBLE if field == "responsible" and cls is PlanMeasure else (field,)
    entries = _entries(session, table.name, row_id)
    plan_id = _plan_id(session, cls, row_id, entries)
    plans = (CrisisPlan if cls in _CRISIS else IndividualPlan).__tablename__
    plan = entries if plan_id == row_id else _entries(session, plans, plan_id)
    if _first(plan).get("person_id") != person_id or any(name not in table.c for name in columns):
        raise Gone(table.name, row_id)
    numbers = _numbers(plan)
    values = _values(entries, table, columns, field)
    initials = _initials(session)
    words = _Words(session, initials)
    return tuple(
        FieldValue(
            entry.at,
            entry.actor_id,
            initials.get(entry.actor_id, ("", ""))[0],
            value,
            words.of(field, value),
            _number_at(numbers, entry.number),
        )
        for entry, value in reversed(values)
    )


def _class_of(entity: str) -> type[Entity]:
    for name, cls in _CLASSES.items():
        if entity in (name, cls.__tablename__):
            return cls
    raise Gone(entity, "")


def _entries(session: Session, entity: str, row_id: str) -> list[ChangeEntry]:
    return list(
        session.scalars(
            select(ChangeEntry)
            .where(ChangeEntry.entity == entity, ChangeEntry.entity_id == row_id)
            .order_by(ChangeEntry.number)
        )
    )


def _first(entries: list[ChangeEntry]) -> Mapping[str, Any]:
    return loads(entries[0].after) if entries else {}


def _plan_id(session: Session, cls: type[Entity], row_id: str, entries: list[ChangeEntry]) -> str:
    if cls in (IndividualPlan, CrisisPlan):
        return row_id
    first = _first(entries)
    if cls in _CRISIS:
        return str(first.get("crisis_plan_id"))
    if cls is GoalProgress:
        first = _first(_entries(session, "plan_goals", str(first.get("goal_id"))))
    return str(first.get("plan_id"))


def _numbers(plan: list[ChangeEntry]) -> list[tuple[int, int]]:
    """From which change on the plan had which number."""
    return [
        (entry.number, values["number"])
        for entry in plan
        if "number" in (values := loads(entry.after))
    ]


def _number_at(numbers: list[tuple[int, int]], change: int) -> int | None:
    found = bisect_right(numbers, change, key=lambda pair: pair[0])
    return numbers[found - 1][1] if found else None


def _values(
    entries: list[ChangeEntry], table: Table, columns: tuple[str, ...], field: str
) -> list[tuple[ChangeEntry, Any]]:
    """The values with the entry that set each. A field empty from the start is not a value."""
    found: list[tuple[ChangeEntry, Any]] = []
    row: dict[str, Any] = {}
    last: Any = None
    for entry in entries:
        after = decode_row(table, loads(entry.after))
        row |= {name: after[name] for name in columns if name in after}
        value = party_of(_Responsible(**row)) if field == "responsible" else row.get(field)
        if entry.after is not None and value != last:
            found.append((entry, value))
            last = value
    return found


def _initials(session: Session) -> dict[str, tuple[str, str]]:
    """Initials and name of every member, by id: whoever wrote in the plan is among them."""
    found = session.execute(select(Staff.id, Staff.initials, Staff.name))
    return {row.id: (row.initials, row.name) for row in found}


class _Words:
    """Values in words; what they refer to is read once, and only where it is needed."""

    def __init__(self, session: Session, members: dict[str, tuple[str, str]]) -> None:
        self._session, self._members = session, members
        self._areas: dict[str, str | None] | None = None

    def of(self, field: str, value: Any) -> str:
        """A value in words."""
        if isinstance(value, Party):
            return self._party(value)
        if field == "life_area" and value is not None:
            return self._area(value)
        if field == "staff_id" and value is not None:
            return self._members.get(value, ("", ""))[1]
        return value_words(field, value)

    def _area(self, code: str) -> str:
        if self._areas is None:
            found = self._session.execute(
                select(ListItem.code, ListItem.label).where(ListItem.list_name == "life_area")
            )
            self._areas = {row.code: row.label for row in found}
        return self._areas.get(code) or word("life_area", code)

    def _party(self, party: Party) -> str:
        if party.kind is PartyKind.PERSON:
            return _("The person")
        if party.kind is PartyKind.STAFF:
            return self._members.get(party.id or "", ("", ""))[1]
        if party.kind is PartyKind.NEXT_OF_KIN:
            kin = self._session.get(NextOfKin, party.id)
            return kin.name if kin else ""
        service = self._session.get(Participant, party.id)
        if service is None:
            return ""
        return service.name or service.organisation or word("service", service.service)
