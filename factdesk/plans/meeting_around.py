"""Who can be invited to a plan meeting: the person, members, services and next of kin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from factdesk.people.care_group import ConsentRow, load_consents, service_name
from factdesk.people.consents import standing
from factdesk.people.kinds import ConsentKind
from factdesk.people.rules import display_name
from factdesk.people.tables import NextOfKin, Participant, Person, Worker
from factdesk.plans.kinds import Party, PartyKind
from factdesk.team.defaults import word
from factdesk.team.tables import ListItem, Staff
from factdesk.words import _


@dataclass(frozen=True)
class AroundParty:
    """Somebody around a person, with what an invitation needs.

    ``is_usual``: invited where nothing else is said. ``has_consent`` says of a service or a next
    of kin whether the person's consent to share with them is in force; ``None`` for the person
    and the team's own.
    """

    party: Party
    name: str
    role: str
    email: str | None
    is_usual: bool
    has_left: bool = False
    has_consent: bool | None = None


def parties_around(
    session: Session, person: Person, day: date, others: Iterable[str] = ()
) -> tuple[AroundParty, ...]:
    """The person, the team's own, services and next of kin, in this order. Seven statements.

    ``others`` are ids of members that are shown although they have no part with the person.
    """
    shares = load_consents(session, [person.id], day).get(person.id, ())
    return (
        AroundParty(Party(PartyKind.PERSON), _name(person), _("The person"), None, True),
        *_members(session, person, day, others),
        *_services(session, person, day, shares),
        *_kin(session, person, day, shares),
    )


def party_key(party: Party) -> tuple[PartyKind, str]:
    """A party as something to look up by."""
    return party.kind, party.id or ""


def _name(person: Person) -> str:
    return display_name(person.given_name, person.family_name, person.preferred_name)


def _roles(session: Session, person: Person, day: date) -> dict[str, str]:
    """What each member is to the person: coordinator, clinician, or a function."""
    roles = {
        staff_id: role
        for staff_id, role in (
            (person.clinician_id, _("Responsible clinician")),
            (person.child_coordinator_id, _("Child coordinator")),
            (person.coordinator_id, _("Coordinator")),
        )
        if staff_id is not None
    }
    for row in session.scalars(
        select(Worker).where(Worker.person_id == person.id).order_by(Worker.id)
    ):
        begun = row.valid_from is None or row.valid_from <= day
        if begun and (row.valid_to is None or row.valid_to >= day):
            roles.setdefault(row.staff_id, word("function", row.function))
    return roles


def _members(
    session: Session, person: Person, day: date, others: Iterable[str]
) -> list[AroundParty]:
    roles = _roles(session, person, day)
    usual = {person.coordinator_id, person.child_coordinator_id, person.clinician_id}
    wanted = [*roles, *others]
    found = session.scalars(select(Staff).where(Staff.id.in_(wanted)).order_by(Staff.initials))
    members = [
        AroundParty(
            Party(PartyKind.STAFF, row.id),
            row.name,
            roles.get(row.id) or word("profession", row.profession),
            row.email,
            is_usual=row.id in usual,
            has_left=row.valid_to is not None and row.valid_to < day,
        )
        for row in found
    ]
    return sorted(members, key=lambda one: one.party.id != person.coordinator_id)


def _services(
    session: Session, person: Person, day: date, shares: Iterable[ConsentRow]
) -> list[AroundParty]:
    found = session.execute(
        select(Participant, ListItem.label)
        .outerjoin(
            ListItem,
            (ListItem.list_name == "service") & (ListItem.code == Participant.service.expression),
        )
        .where(Participant.person_id == person.id)
        .order_by(Participant.id)
    )
    parties = []
    for row, label in found:
        service = label or word("service", row.service)
        has_left = row.left_on is not None and row.left_on <= day
        mine = [one for one in shares if one.participant_id == row.id]
        parties.append(
            AroundParty(
                Party(PartyKind.SERVICE, row.id),
                row.name or service_name(service, row.organisation, None),
                row.role or (row.organisation or service if row.name else service),
                row.email,
                is_usual=row.in_plan and not has_left,
                has_left=has_left,
                has_consent=_shared(mine, person, day),
            )
        )
    return parties


def _kin(
    session: Session, person: Person, day: date, shares: Iterable[ConsentRow]
) -> list[AroundParty]:
    found = session.scalars(
        select(NextOfKin).where(NextOfKin.person_id == person.id).order_by(NextOfKin.id)
    )
    return [
        AroundParty(
            Party(PartyKind.NEXT_OF_KIN, row.id),
            row.name,
            row.relation or _("Next of kin"),
            row.email,
            is_usual=row.in_plan,
            has_consent=_shared(
                [one for one in shares if one.next_of_kin_id == row.id], person, day
            ),
        )
        for row in found
    ]


def _shared(consents: list[ConsentRow], person: Person, day: date) -> bool:
    mine = [one for one in consents if one.kind is ConsentKind.SHARE]
    return standing(mine, person.birth_date, day, 0).holds
