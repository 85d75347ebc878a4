"""Persons as lists and pickers show them, who has looked, and the whole record of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute

from factdesk.people import parts
from factdesk.people.access import blocked_for, demand_access
from factdesk.people.kinds import Stage
from factdesk.people.rules import age_on, display_name, list_name
from factdesk.people.tables import Person
from factdesk.store.action import Action, Reader, View
from factdesk.store.encoding import loads
from factdesk.store.tables import AccessEntry, Act, ChangeEntry
from factdesk.team.roles import Right
from factdesk.team.tables import Staff
from factdesk.words import format_date

if TYPE_CHECKING:
    from factdesk.store.feed import Changes


@dataclass(frozen=True)
class PersonRow:
    """One person in the list; ``coordinator`` and ``clinician`` are initials.

    The reduced row, for a reader without the right to records and for one the person's record is
    blocked for, has no age, birth date, phone, clinician and plans.
    """

    id: str
    version: int
    name: str
    list_name: str
    age: int | None
    birth_date: date | None
    municipality: str
    coordinator_id: str | None
    coordinator: str
    clinician: str
    phone: str
    stage: Stage
    since: date | None
    plan_on: date | None
    crisis_plan_on: date | None
    is_reduced: bool


@dataclass(frozen=True)
class People(View[tuple[PersonRow, ...]]):
    """The caseload, every stage, as they came: the screen sorts. Three statements."""

    touches: ClassVar[frozenset[str]] = frozenset({"persons", "staff", "access_blocks"})
    right: ClassVar[str | None] = Right.SEE_BOARD

    def read(self, reader: Reader) -> tuple[PersonRow, ...]:
        """Fill the rows."""
        initials = _of_staff(reader, Staff.initials)
        reduced = _reduced_for(reader)
        persons = reader.session.scalars(select(Person).order_by(Person.id))
        return tuple(
            _row(person, initials, reader.today, whole=not reduced(person.id)) for person in persons
        )


def _reduced_for(reader: Reader) -> Callable[[str], bool]:
    """Whether the reader gets only the reduced row of a person, by the person's id."""
    whole, blocked = Right.SEE_RECORD in reader.actor.rights, blocked_for(reader)
    return lambda person_id: not whole or person_id in blocked


def _of_staff(reader: Reader, column: InstrumentedAttribute[str]) -> dict[str, str]:
    """Initials or names of everybody who is or was in the team, by id."""
    return {row[0]: row[1] for row in reader.session.execute(select(Staff.id, column))}


def _row(person: Person, initials: dict[str, str], today: date, *, whole: bool) -> PersonRow:
    since = {
        Stage.REFERRED: person.referred_on,
        Stage.ASSESSED: person.assessed_on,
        Stage.ENROLLED: person.enrolled_on,
        Stage.CLOSED: person.closed_on,
    }
    return PersonRow(
        id=person.id,
        version=person.version,
        name=display_name(person.given_name, person.family_name, person.preferred_name),
        list_name=list_name(person.given_name, person.family_name),
        age=age_on(person.birth_date, today) if whole else None,
        birth_date=person.birth_date if whole else None,
        municipality=person.municipality or "",
        coordinator_id=person.coordinator_id,
        coordinator=initials.get(person.coordinator_id or "", ""),
        clinician=initials.get(person.clinician_id or "", "") if whole else "",
        phone=(person.phone or "") if whole else "",
        stage=person.stage,
        since=since[person.stage],
        plan_on=person.plan_on if whole else None,
        crisis_plan_on=person.crisis_plan_on if whole else None,
        is_reduced=not whole,
    )


@dataclass(frozen=True)
class PersonFound:
    """One person in a picker: name, and what tells two of the same name apart.

    No birth date where the row is reduced, as in :class:`PersonRow`.
    """

    id: str
    name: str
    birth_date: date | None
    municipality: str
    stage: Stage

    @property
    def hint(self) -> str:
        """«06/03/1978 · Nes», as far as it is known."""
        born = format_date(self.birth_date, "numeric") if self.birth_date else ""
        return " · ".join(part for part in (born, self.municipality) if part)


@dataclass(frozen=True)
class PersonPick(View[tuple[PersonFound, ...]]):
    """Everybody a picker offers, enrolled first, closed last. Two statements."""

    touches: ClassVar[frozenset[str]] = frozenset({"persons", "access_blocks"})
    right: ClassVar[str | None] = Right.SEE_BOARD

    def read(self, reader: Reader) -> tuple[PersonFound, ...]:
        """Fill the rows."""
        reduced = _reduced_for(reader)
        order = (Stage.ENROLLED, Stage.ASSESSED, Stage.REFERRED, Stage.CLOSED)
        found = [
            PersonFound(
                person.id,
                display_name(person.given_name, person.family_name, person.preferred_name),
                None if reduced(person.id) else person.birth_date,
                person.municipality or "",
                person.stage,
            )
            for person in reader.session.scalars(select(Person))
        ]
        return tuple(sorted(found, key=lambda each: (order.index(each.stage), each.name, each.id)))


@dataclass(frozen=True)
class Look:
    """One line of who has looked or changed: ``purpose`` is the access purpose or ``change``.

    ``what`` is the label of the act where something was changed.
    """

    at: datetime
    staff_id: str
    name: str
    station: str
    purpose: str
    reason: str | None
    what: str


@dataclass(frozen=True)
class WhoHasLooked(View[tuple[Look, ...]]):
    """Openings of a person's record and changes to what it holds, newest first.

    Blocks, which name colleagues, are told only to those who may block. Seven statements. Raises
    ``Blocked``.
    """

    person_id: str
    limit: int = 500

    touches: ClassVar[frozenset[str]] = frozenset(
        {"access_log", "access_blocks", "persons", "staff"}
    )
    right: ClassVar[str | None] = Right.SEE_RECORD

    def touched_by(self, changes: Changes) -> bool:
        """Whether one of the parts of records changed: rooms above name theirs when loaded."""
        return super().touched_by(changes) or not parts.names().isdisjoint(changes.tables)

    def read(self, reader: Reader) -> tuple[Look, ...]:
        """Fill the lines."""
        demand_access(reader, self.person_id)
        names = _of_staff(reader, Staff.name)
        opened = reader.session.scalars(
            select(AccessEntry)
            .where(AccessEntry.person_id == self.person_id)
            .order_by(AccessEntry.at.desc(), AccessEntry.id.desc())
            .limit(self.limit)
        )
        looks = [
            Look(
                entry.at,
                entry.actor_id,
                names.get(entry.actor_id, ""),
                entry.station,
                entry.purpose,
                entry.reason,
                "",
            )
            for entry in opened
        ]
        changed = reader.session.scalars(
            select(Act)
            .where(Act.id.in_(self._acts(reader)))
            .order_by(Act.last.desc())
            .limit(self.limit)
        )
        looks += [
            Look(
                act.at,
                act.actor_id,
                names.get(act.actor_id, ""),
                act.station,
                "change",
                act.reason,
                Action.words(act.code, loads(act.details)),
            )
            for act in changed
        ]
        return tuple(sorted(looks, key=lambda look: look.at, reverse=True)[: self.limit])

    def _acts(self, reader: Reader) -> Select[str]:
        """The acts that changed the person or a row of the person, removed rows too."""
        told = parts.told_to(reader.actor.rights)
        ids = {self.person_id, *parts.rows_of(reader.session, self.person_id, told)}
        return select(ChangeEntry.act_id).where(
            ChangeEntry.entity.in_(["persons", *(part.name for part in told)]),
            ChangeEntry.entity_id.in_(ids),
        )
