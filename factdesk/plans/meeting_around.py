"""Who can be invited to a plan meeting: those around the person, with what an invitation needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from factdesk.people.care_group import load_consents
from factdesk.people.tables import Person
from factdesk.plans.around import parties_around
from factdesk.plans.facts import PartyFact
from factdesk.plans.kinds import Party, PartyKind


@dataclass(frozen=True)
class Invitable:
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
    has_left: bool
    has_consent: bool | None


def who_can_come(
    session: Session, person: Person, day: date, others: Iterable[str] = ()
) -> tuple[Invitable, ...]:
    """The person, the team's own, services and next of kin, in this order. Four statements.

    ``others`` are ids of members that are shown although they have no part with the person.
    """
    consents = load_consents(session, [person.id], day).get(person.id, ())
    own = {person.coordinator_id, person.child_coordinator_id, person.clinician_id}
    # Whether a consent ends soon does not matter here, so there are no days of notice.
    around = parties_around(session, person, consents, day, 0, others)
    return tuple(_invitable(one, own) for one in around)


def _invitable(one: PartyFact, own: set[str | None]) -> Invitable:
    is_member = one.party.kind is PartyKind.STAFF
    is_outside = one.party.kind in (PartyKind.SERVICE, PartyKind.NEXT_OF_KIN)
    return Invitable(
        party=one.party,
        name=one.name,
        role=one.role,
        email=one.email,
        is_usual=one.party.id in own if is_member else one.in_plan and not one.has_left,
        has_left=one.has_left,
        has_consent=(one.consent is not None and one.consent.holds) if is_outside else None,
    )
