"""Who is around a person, and the consents: rows, and the statements that other rooms share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from factdesk.people.consents import (
    ConsentStanding,
    ConsentState,
    Told,
    consent_state,
    holds_to,
    standing,
    told,
)
from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.people.rules import limits_apply
from factdesk.people.tables import Consent, InformationLimit, NextOfKin, Participant, Person
from factdesk.team.defaults import word
from factdesk.team.tables import ListItem, Team
from factdesk.words import _


@dataclass(frozen=True)
class ParticipantRow:
    """An outside service in the care group; ``left_on`` is set once it has left."""

    id: str
    version: int
    service: str
    organisation: str | None
    name: str | None
    role: str | None
    phone: str | None
    email: str | None
    in_plan: bool
    left_on: date | None


@dataclass(frozen=True)
class ConsentRow:
    """A consent as it is on a day.

    ``holds_to`` is its last day, which the 16th birthday may bring forward; ``with_name`` whom it
    is shared with, empty for a plan.
    """

    id: str
    version: int
    kind: ConsentKind
    participant_id: str | None
    next_of_kin_id: str | None
    about: str | None
    excludes: str | None
    given_by: ConsentGiver
    giver_name: str | None
    is_written: bool
    given_on: date | None
    valid_to: date | None
    withdrawn_on: date | None
    note: str | None
    state: ConsentState
    holds_to: date | None
    with_name: str


def service_name(service_word: str, organisation: str | None, name: str | None) -> str:
    """«Kari Moe (NAV Nordfjell)», «NAV Nordfjell», or the service's word alone."""
    where = organisation or service_word
    return f"{name} ({where})" if name else where


def load_consents(
    session: Session, person_ids: Collection[str], day: date
) -> dict[str, tuple[ConsentRow, ...]]:
    """Every consent of the persons as it is on the day, newest first, by person. One statement."""
    found = session.execute(
        select(
            Consent,
            Person.birth_date,
            Team.consent_notice_days,
            NextOfKin.name.label("kin_name"),
            Participant.name.label("contact_name"),
            Participant.organisation,
            Participant.service,
            ListItem.label,
        )
        .join(Person, Person.id == Consent.person_id)
        .join(Team, Team.id.is_not(None))
        .outerjoin(NextOfKin, NextOfKin.id == Consent.next_of_kin_id)
        .outerjoin(Participant, Participant.id == Consent.participant_id)
        .outerjoin(
            ListItem,
            and_(ListItem.list_name == "service", ListItem.code == Participant.service.expression),
        )
        .where(Consent.person_id.in_(person_ids))
        .order_by(Consent.id.desc())
    )
    consents: defaultdict[str, list[ConsentRow]] = defaultdict(list)
    for line in found:
        consents[line.Consent.person_id].append(_consent_row(line, day))
    return {person: tuple(rows) for person, rows in consents.items()}


def _consent_row(line: Any, day: date) -> ConsentRow:
    row: Consent = line.Consent
    with_name: str = line.kin_name or ""
    if line.service is not None:
        with_name = service_name(
            line.label or word("service", line.service), line.organisation, line.contact_name
        )
    return ConsentRow(
        id=row.id,
        version=row.version,
        kind=row.kind,
        participant_id=row.participant_id,
        next_of_kin_id=row.next_of_kin_id,
        about=row.about,
        excludes=row.excludes,
        given_by=row.given_by,
        giver_name=row.giver_name,
        is_written=row.is_written,
        given_on=row.given_on,
        valid_to=row.valid_to,
        withdrawn_on=row.withdrawn_on,
        note=row.note,
        state=consent_state(row, line.birth_date, day, line.consent_notice_days),
        holds_to=holds_to(row, line.birth_date),
        with_name=with_name,
    )


def plan_standing(
    consents: Iterable[ConsentRow], birth_date: date | None, day: date, notice_days: int
) -> ConsentStanding[ConsentRow]:
    """What a person's consents to an individual plan amount to."""
    plan = (row for row in consents if row.kind is ConsentKind.PLAN)
    return standing(plan, birth_date, day, notice_days)


@dataclass(frozen=True, slots=True)
class KinTold:
    """A next of kin, and what may be told to them today.

    ``about`` and ``until`` are of the consents in force, ``about`` with what they exclude;
    ``until`` is the last day on which all of them hold; ``is_limited`` says that there are
    information limits, which the reader has to look up.
    """

    name: str
    relation: str
    phone: str | None
    told: Told
    about: str | None
    until: date | None
    is_limited: bool


def kin_told(
    session: Session, person_id: str, birth_date: date | None, day: date
) -> tuple[KinTold, ...]:
    """Everybody close to a person, and what each may be told. One statement."""
    limited = exists().where(
        InformationLimit.person_id == person_id,
        InformationLimit.decided_on <= day,
        or_(InformationLimit.ended_on.is_(None), InformationLimit.ended_on > day),
    )
    found = session.execute(
        select(NextOfKin, Consent, limited)
        .outerjoin(Consent, Consent.next_of_kin_id == NextOfKin.id)
        .where(NextOfKin.person_id == person_id)
        .order_by(NextOfKin.id, Consent.id)
    )
    consents: dict[NextOfKin, list[Consent]] = {}
    is_limited = False
    for kin, consent, limit in found:
        is_limited = limit and limits_apply(birth_date, day)
        rows = consents.setdefault(kin, [])
        # The outer join has no consent beside a next of kin without one.
        if isinstance(consent, Consent):
            rows.append(consent)
    return tuple(
        _kin_told(kin, rows, birth_date, day, is_limited=is_limited)
        for kin, rows in consents.items()
    )


def _kin_told(
    kin: NextOfKin,
    consents: list[Consent],
    birth_date: date | None,
    day: date,
    *,
    is_limited: bool,
) -> KinTold:
    held = [row for row in consents if consent_state(row, birth_date, day, 0).holds]
    ends = [last for row in held if (last := holds_to(row, birth_date)) is not None]
    return KinTold(
        name=kin.name,
        relation=kin.relation,
        phone=kin.phone,
        told=told(
            standing(consents, birth_date, day, 0).state,
            birth_date,
            day,
            is_guardian=kin.is_guardian,
        ),
        about="; ".join(about_words(row.about, row.excludes) for row in held) or None,
        until=min(ends, default=None),
        is_limited=is_limited,
    )


def about_words(about: str | None, excludes: str | None) -> str:
    """What a consent covers and what it does not, on one line."""
    if not excludes:
        return about or ""
    return _("{about} (but not: {excludes})").format(about=about or "", excludes=excludes).strip()
