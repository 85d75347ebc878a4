"""What a new plan meeting would be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from factdesk.people.access import demand_access
from factdesk.people.tables import Person
from factdesk.plans.meeting_agenda import AgendaLine, agenda_of
from factdesk.plans.meeting_around import Invitable, who_can_come
from factdesk.plans.meeting_view import AROUND
from factdesk.plans.tables import PlanMeeting
from factdesk.store.action import Reader, View
from factdesk.store.conflict import Gone
from factdesk.team.roles import Right


@dataclass(frozen=True)
class Proposal:
    """What a new meeting would be: the agenda from the plan, who can be invited, the last place."""

    agenda: tuple[AgendaLine, ...]
    parties: tuple[Invitable, ...]
    minutes: int
    place: str | None


@dataclass(frozen=True)
class PlanMeetingProposal(View[Proposal]):
    """The meeting a person would have next; services that have left are not in it."""

    person_id: str

    touches: ClassVar[frozenset[str]] = AROUND | {
        "plan_meetings",
        "plans",
        "plan_goals",
        "plan_measures",
    }
    right: ClassVar[str | None] = Right.SEE_RECORD

    def read(self, reader: Reader) -> Proposal:
        """Fill it."""
        demand_access(reader, self.person_id)
        session = reader.session
        person = session.get(Person, self.person_id)
        if person is None:
            raise Gone(Person.__tablename__, self.person_id)
        last = session.scalars(
            select(PlanMeeting)
            .where(PlanMeeting.person_id == person.id, PlanMeeting.cancelled_at.is_(None))
            .order_by(PlanMeeting.start.desc(), PlanMeeting.id.desc())
            .limit(1)
        ).first()
        around = who_can_come(session, person, reader.today)
        return Proposal(
            agenda=agenda_of(session, person, reader.today),
            parties=tuple(one for one in around if not one.has_left),
            minutes=last.minutes if last else 60,
            place=last.place if last else None,
        )
