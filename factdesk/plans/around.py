"""Who is around a person: one list for the plan, for its versions and for plan meetings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from factdesk.people.care_group import ConsentRow, service_name
from factdesk.people.consents import ConsentState, standing
from factdesk.people.rules import display_name
from factdesk.people.tables import NextOfKin, Participant, Person, Worker
from factdesk.plans.facts import PartyFact
from factdesk.plans.kinds import Party, PartyKind
from factdesk.team.defaults import word
from factdesk.team.tables import ListItem, Staff
from factdesk.words import _


def parties_around(
    session: Session,
    person: Person,
    consents: Iterable[ConsentRow],
    day: date,
    notice_days: int,
    named: Iterable[str] = (),
) -> tuple[PartyFact, ...]:
    """The person, the team's own, services, next of kin, in this order. Three statements.

    ``consents`` are all of the person's; ``named`` are ids of members who are shown although they
    have no part with the person otherwise.
    """
    shares: dict[str, list[ConsentRow]] = {}
    for row in consents:
        whom = row.participant_id or row.next_of_kin_id
        if whom is not None:
            shares.setdefault(whom, []).append(row)
    states = {
        whom: standing(rows, person.birth_date, day, notice_days).state
        for whom, rows in shares.items()
    }
    return (
        _the_person(person),
        *_members(session, person, set(named), day),
        *_services(session, person.id, states, day),
        *_kin(session, person.id, states),
    )


def _the_person(person: Person) -> PartyFact:
    name = display_name(person.given_name, person.family_name, person.preferred_name)
    party = Party(PartyKind.PERSON)
    return PartyFact(party, name, _("The person"), person.phone, None, True, False, None)


def _members(session: Session, person: Person, named: set[str], day: date) -> list[PartyFact]:
    """Who works with the person, coordinator first, and who else is named."""
    own = {
        person.clinician_id: _("Responsible clinician"),
        person.child_coordinator_id: _("Child coordinator"),
        person.coordinator_id: _("Coordinator"),
    }
    wanted = (set(own) | named) - {None}
    found = session.execute(
        select(Staff, Worker.function)
        .outerjoin(
            Worker,
            and_(
                Worker.staff_id == Staff.id,
                Worker.person_id == person.id,
                or_(Worker.valid_from.is_(None), Worker.valid_from <= day),
                or_(Worker.valid_to.is_(None), Worker.valid_to >= day),
            ),
        )
        .where(or_(Staff.id.in_(wanted), Worker.id.is_not(None)))
        .order_by(Staff.initials, Staff.id, Worker.id)
    )
    members: dict[str, PartyFact] = {}
    for staff, function in found:
        role = own.get(staff.id) or (word("function", function) if function else None)
        members.setdefault(staff.id, _member(staff, role, day))
    return sorted(members.values(), key=lambda one: one.party.id != person.coordinator_id)


def _member(staff: Staff, role: str | None, day: date) -> PartyFact:
    return PartyFact(
        Party(PartyKind.STAFF, staff.id),
        staff.name,
        role or word("profession", staff.profession),
        staff.phone,
        staff.email,
        in_plan=True,
        has_left=staff.valid_to is not None and staff.valid_to < day,
        consent=None,
    )


def _services(
    session: Session, person_id: str, states: dict[str, ConsentState | None], day: date
) -> list[PartyFact]:
    found = session.execute(
        select(Participant, ListItem.label)
        .outerjoin(
            ListItem,
            and_(ListItem.list_name == "service", ListItem.code == Participant.service.expression),
        )
        .where(Participant.person_id == person_id)
        .order_by(Participant.id)
    )
    return [_service(line, states, day) for line in found]


def _service(line: Any, states: dict[str, ConsentState | None], day: date) -> PartyFact:
    row: Participant = line.Participant
    service = line.label or word("service", row.service)
    where = service_name(service, row.organisation, None)
    parts = (row.role, where if row.name else (service if row.organisation else None))
    return PartyFact(
        Party(PartyKind.SERVICE, row.id),
        row.name or where,
        ", ".join(part for part in parts if part),
        row.phone,
        row.email,
        in_plan=row.in_plan,
        has_left=row.left_on is not None and row.left_on <= day,
        consent=states.get(row.id),
    )


def _kin(
    session: Session, person_id: str, states: dict[str, ConsentState | None]
) -> list[PartyFact]:
    found = session.scalars(
        select(NextOfKin).where(NextOfKin.person_id == person_id).order_by(NextOfKin.id)
    )
    return [
        PartyFact(
            Party(PartyKind.NEXT_OF_KIN, row.id),
            row.name,
            row.relation or _("Next of kin"),
            row.phone,
            row.email,
            in_plan=row.in_plan,
            has_left=False,
            consent=states.get(row.id),
        )
        for row in found
    ]
