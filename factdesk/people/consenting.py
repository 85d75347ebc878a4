"""What every act on a consent checks: who gave it, with whom it is, and its dates."""

from __future__ import annotations

from datetime import date

from factdesk.people.consents import who_consents
from factdesk.people.errors import ConsentWithWhom, HasLeftGroup, MayNotConsent
from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.people.tables import NextOfKin, Participant
from factdesk.people.writing import demand_order, demand_past
from factdesk.store.work import Work
from factdesk.words import _


def demand_giver(given_by: ConsentGiver, birth_date: date | None, day: date) -> None:
    """Raise :class:`MayNotConsent` for who may not consent on the day at the person's age."""
    allowed = who_consents(birth_date, day)
    if given_by not in allowed.givers:
        raise MayNotConsent(allowed.words)


def demand_dates(today: date, given_on: date | None, valid_to: date | None) -> None:
    """Given by today, and not ended before it was given."""
    demand_past(today, (_("Given"), given_on))
    demand_order((_("Given"), given_on), (_("Holds through"), valid_to))


def demand_whom(
    work: Work,
    person_id: str,
    kind: ConsentKind,
    participant_id: str | None,
    next_of_kin_id: str | None,
) -> None:
    """Raise unless a consent names whom its kind asks for, of this person and still there."""
    named = [found for found in (participant_id, next_of_kin_id) if found is not None]
    if len(named) != (1 if kind is ConsentKind.SHARE else 0):
        raise ConsentWithWhom
    if participant_id is not None:
        service = work.get(Participant, participant_id)
        if service.person_id != person_id:
            raise ConsentWithWhom
        if service.left_on is not None:
            raise HasLeftGroup
    if next_of_kin_id is not None and work.get(NextOfKin, next_of_kin_id).person_id != person_id:
        raise ConsentWithWhom
