"""Whom a new crisis plan could say to call; the user takes out who should not stand there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from factdesk.people.access import demand_access
from factdesk.people.tables import NextOfKin, Participant, Person
from factdesk.plans.actions.make_crisis_plan import NewCrisisContact
from factdesk.plans.crisis_rules import CASUALTY, EMERGENCY, has_digit, show_phone
from factdesk.store.action import Reader, View
from factdesk.store.conflict import Gone
from factdesk.team.roles import Right
from factdesk.team.tables import Staff
from factdesk.words import _, pgettext


@dataclass(frozen=True)
class CrisisContactsProposed(View[tuple[NewCrisisContact, ...]]):
    """Coordinator, GP and next of kin whose numbers are known, then the numbers for everybody.

    Nobody without a number is proposed, and no number is made up. Five statements.
    """

    person_id: str

    touches: ClassVar[frozenset[str]] = frozenset(
        {"persons", "staff", "participants", "next_of_kin", "access_blocks"}
    )
    right: ClassVar[str | None] = Right.SEE_RECORD

    def read(self, reader: Reader) -> tuple[NewCrisisContact, ...]:
        """The proposal in the order of the list."""
        session = reader.session
        person = session.get(Person, self.person_id)
        if person is None:
            raise Gone("persons", self.person_id)
        demand_access(reader, person.id)
        found = [*_coordinator(reader, person), *_gp(session, person), *_kin(session, person.id)]
        found += [
            NewCrisisContact(_("Casualty clinic"), CASUALTY, None, _("Day and night")),
            NewCrisisContact(
                pgettext("telephone", "Emergency"), EMERGENCY, None, _("Day and night")
            ),
        ]
        return tuple(found)


def _coordinator(reader: Reader, person: Person) -> list[NewCrisisContact]:
    """The coordinator, unless they have left the team."""
    member = reader.session.get(Staff, person.coordinator_id) if person.coordinator_id else None
    if member is None or (member.valid_to is not None and member.valid_to < reader.today):
        return []
    return _one(member.name, member.phone, _("Coordinator"))


def _gp(session: Session, person: Person) -> list[NewCrisisContact]:
    """The GP of the person's own page, else the one in the care group."""
    if person.gp_phone and has_digit(person.gp_phone):
        return _one(person.gp or _("GP"), person.gp_phone, _("GP"))
    row = session.scalars(
        select(Participant)
        .where(
            Participant.person_id == person.id,
            Participant.service == "gp",
            Participant.left_on.is_(None),
        )
        .order_by(Participant.id.desc())
    ).first()
    if row is None:
        return []
    return _one(row.name or person.gp or row.organisation or _("GP"), row.phone, _("GP"))


def _kin(session: Session, person_id: str) -> list[NewCrisisContact]:
    rows = session.scalars(
        select(NextOfKin).where(NextOfKin.person_id == person_id).order_by(NextOfKin.id)
    )
    return [one for row in rows for one in _one(row.name, row.phone, row.relation)]


def _one(name: str, phone: str | None, role: str) -> list[NewCrisisContact]:
    if phone is None or not has_digit(phone):
        return []
    return [NewCrisisContact(name, show_phone(phone), role.strip() or None)]
