"""The whole record of one person, as the person's page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, TypeVar

from sqlalchemy import select

from factdesk.collation import sort_key
from factdesk.people import birth_number
from factdesk.people.access import demand_access
from factdesk.people.care_group import ConsentRow, ParticipantRow, load_consents
from factdesk.people.kinds import AdmissionKind, LanguageForm, Stage
from factdesk.people.rules import (
    ConsentBand,
    Turning,
    age_on,
    consent_band,
    display_name,
    limits_apply,
    list_name,
    next_turning,
)
from factdesk.people.tables import (
    AccessBlock,
    Admission,
    InformationLimit,
    LegalStatus,
    NextOfKin,
    Note,
    Participant,
    Person,
    VisitWarning,
    Worker,
)
from factdesk.store.action import Reader, View
from factdesk.store.base import Entity
from factdesk.store.conflict import Gone
from factdesk.team.roles import Right

E = TypeVar("E", bound=Entity)


@dataclass(frozen=True)
class Identity:
    """Who the person is and how to reach them; column names as in ``tables.Person``."""

    given_name: str
    family_name: str
    preferred_name: str | None
    birth_number: str | None
    birth_date: date | None
    language: LanguageForm
    interpreter: str | None
    address: str | None
    municipality: str | None
    phone: str | None
    gp: str | None
    gp_phone: str | None
    coordinator_id: str | None
    clinician_id: str | None
    child_coordinator_id: str | None
    contact_every_days: int | None
    children_under_18: int | None
    children_note: str | None
    wall_alias: str | None
    own_goal: str | None
    has_substance_disorder: bool | None
    plan_on: date | None
    plan_review_on: date | None
    crisis_plan_on: date | None
    stage: Stage
    referred_on: date | None
    referred_by: str | None
    referral_reason: str | None
    assessed_on: date | None
    enrolled_on: date | None
    closed_on: date | None
    closure_reason: str | None
    closure_note: str | None


@dataclass(frozen=True)
class LegalRow:
    """A decision."""

    id: str
    version: int
    kind: str
    decided_on: date
    control_on: date | None
    expires_on: date | None
    ended_on: date | None
    note: str | None


@dataclass(frozen=True)
class AdmissionRow:
    """A stay."""

    id: str
    version: int
    kind: AdmissionKind
    place: str
    admitted_on: date
    involuntary: bool
    team_took_part: bool
    expected_discharge_on: date | None
    discharged_on: date | None
    team_planned_discharge: bool
    note: str | None


@dataclass(frozen=True)
class WarningRow:
    """A warning."""

    id: str
    version: int
    kind: str
    text: str | None
    since: date
    review_on: date
    ended_on: date | None


@dataclass(frozen=True)
class KinRow:
    """A next of kin."""

    id: str
    version: int
    name: str
    relation: str
    phone: str | None
    email: str | None
    is_guardian: bool
    in_plan: bool


@dataclass(frozen=True)
class LimitRow:
    """An information limit."""

    id: str
    version: int
    towards: str
    about: str
    why: str
    decided_by: str
    decided_on: date
    ended_on: date | None


@dataclass(frozen=True)
class NoteRow:
    """A note."""

    id: str
    version: int
    at: datetime
    staff_id: str | None
    heading: str
    text: str
    source: str | None


@dataclass(frozen=True)
class WorkerRow:
    """A further member around the person."""

    id: str
    version: int
    staff_id: str
    function: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class BlockRow:
    """A block of the record for a member."""

    id: str
    version: int
    staff_id: str
    why: str
    since: date
    ended_on: date | None


@dataclass(frozen=True)
class Record:
    """Everything about one person on a day; lists are newest first.

    ``blocks`` is empty for who may not block: it names colleagues.
    """

    id: str
    version: int
    day: date
    person: Identity
    name: str
    list_name: str
    age: int | None
    shown_birth_number: str
    band: ConsentBand | None
    turning: Turning | None
    limits_apply: bool
    legal: tuple[LegalRow, ...]
    admissions: tuple[AdmissionRow, ...]
    warnings: tuple[WarningRow, ...]
    kin: tuple[KinRow, ...]
    participants: tuple[ParticipantRow, ...]
    consents: tuple[ConsentRow, ...]
    limits: tuple[LimitRow, ...]
    notes: tuple[NoteRow, ...]
    workers: tuple[WorkerRow, ...]
    blocks: tuple[BlockRow, ...]


@dataclass(frozen=True)
class PersonRecord(View[Record]):
    """One person, whole. Twelve statements. Raises ``Gone`` and ``Blocked``."""

    person_id: str

    touches: ClassVar[frozenset[str]] = frozenset(
        {
            "persons",
            "legal_status",
            "admissions",
            "warnings",
            "next_of_kin",
            "participants",
            "consents",
            "list_items",
            "team",
            "information_limits",
            "notes",
            "workers",
            "access_blocks",
        }
    )
    right: ClassVar[str | None] = Right.SEE_RECORD

    def read(self, reader: Reader) -> Record:
        """Fill the record."""
        person = reader.session.get(Person, self.person_id)
        if person is None:
            raise Gone("persons", self.person_id)
        demand_access(reader, person.id)
        sees_blocks = Right.BLOCK_ACCESS in reader.actor.rights
        born, day = person.birth_date, reader.today
        return Record(
            id=person.id,
            version=person.version,
            day=day,
            person=_copy(person, Identity),
            name=display_name(person.given_name, person.family_name, person.preferred_name),
            list_name=list_name(person.given_name, person.family_name),
            age=age_on(born, day),
            shown_birth_number=_shown(person.birth_number),
            band=consent_band(born, day),
            turning=next_turning(born, day),
            limits_apply=limits_apply(born, day),
            legal=self._rows(reader, LegalStatus, LegalRow, LegalStatus.decided_on),
            admissions=self._rows(reader, Admission, AdmissionRow, Admission.admitted_on),
            warnings=self._rows(reader, VisitWarning, WarningRow, VisitWarning.since),
            kin=tuple(
                sorted(
                    self._rows(reader, NextOfKin, KinRow, NextOfKin.id),
                    key=lambda one: (sort_key(one.name), one.id),
                )
            ),
            participants=self._rows(reader, Participant, ParticipantRow, Participant.id),
            consents=load_consents(reader.session, [person.id], day).get(person.id, ()),
            limits=self._rows(reader, InformationLimit, LimitRow, InformationLimit.decided_on),
            notes=self._rows(reader, Note, NoteRow, Note.at),
            workers=self._rows(reader, Worker, WorkerRow, Worker.valid_from),
            blocks=self._rows(reader, AccessBlock, BlockRow, AccessBlock.since)
            if sees_blocks
            else (),
        )

    def _rows(self, reader: Reader, table: type[E], row: type[Any], order: Any) -> tuple[Any, ...]:
        found = reader.session.scalars(
            select(table)
            .where(table.person_id == self.person_id)  # type: ignore[attr-defined]
            .order_by(order.desc(), table.id)
        )
        return tuple(_copy(each, row) for each in found)


def _copy(source: object, cls: type[Any]) -> Any:
    """A frozen copy of the columns that the dataclass names."""
    return cls(**{name: getattr(source, name) for name in cls.__dataclass_fields__})


def _shown(digits: str | None) -> str:
    """The birth number as people write it; kept as it is where it no longer reads."""
    if digits is None:
        return ""
    try:
        return str(birth_number.read(digits))
    except birth_number.BadBirthNumber:
        return digits
