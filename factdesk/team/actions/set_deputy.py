"""Say who stands in for an absent member."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import select

from factdesk.store.action import Action
from factdesk.store.conflict import Refused
from factdesk.store.work import Work
from factdesk.team.deputies import DeputyLeaves, DeputyTaken, OwnDeputy, overlap
from factdesk.team.errors import DatesReversed
from factdesk.team.roles import Right
from factdesk.team.tables import Deputy, Staff
from factdesk.words import _


@dataclass(frozen=True)
class SetDeputy(Action[str]):
    """From and to, both days counted; until further notice without an end. Gives the id.

    Raises DatesReversed, OwnDeputy, DeputyTaken, DeputyLeaves, and Refused for another member's
    deputy without the right to lead.
    """

    staff_id: str
    deputy_id: str
    valid_from: date
    valid_to: date | None = None
    reason: str | None = None

    code: ClassVar[str] = "team.set_deputy"

    def do(self, work: Work) -> str:
        """Check the days, then add."""
        demand_own(work, self.staff_id)
        absent, deputy = work.get(Staff, self.staff_id), work.get(Staff, self.deputy_id)
        if absent.id == deputy.id:
            raise OwnDeputy
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise DatesReversed
        left = deputy.valid_to
        if left is not None and (self.valid_to is None or left < self.valid_to):
            raise DeputyLeaves(deputy.name)
        if deputy.valid_from is not None and deputy.valid_from > self.valid_from:
            raise DeputyLeaves(deputy.name)
        days = (self.valid_from, self.valid_to)
        for other in work.session.scalars(select(Deputy).where(Deputy.staff_id == absent.id)):
            if overlap(days, (other.valid_from, other.valid_to)):
                raise DeputyTaken
        work.tell(deputy=deputy.initials, absent=absent.initials)
        return work.add(
            Deputy(
                staff_id=absent.id,
                deputy_id=deputy.id,
                valid_from=self.valid_from,
                valid_to=self.valid_to,
            )
        ).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«TK stands in for AB»."""
        return _("{deputy} stands in for {absent}").format(**details)


def demand_own(work: Work, staff_id: str) -> None:
    """Raise Refused unless it is one's own deputy, or the actor leads."""
    if work.actor.id != staff_id and work.actor.rights.isdisjoint(
        {Right.HAND_OVER, Right.EDIT_TEAM}
    ):
        raise Refused(Right.HAND_OVER)
