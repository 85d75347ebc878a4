"""Say where a member is on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import select

from factdesk.store.action import Action
from factdesk.store.conflict import demand_same
from factdesk.store.keep import KEEP, Keep, given
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.team.tables import Presence, PresenceState, Staff
from factdesk.words import _


@dataclass(frozen=True)
class SetPresence(Action[None]):
    """Here, on video or away, with a short note («course», «car 2 at the garage»).

    ``was`` is the state the user saw. Raises SetMeanwhile where somebody else has set another.
    """

    staff_id: str
    day: date
    state: PresenceState
    note: str | Keep | None = KEEP
    was: PresenceState | Keep = KEEP
    reason: str | None = None

    code: ClassVar[str] = "team.set_presence"
    right: ClassVar[str | None] = Right.EDIT_BOARD

    def do(self, work: Work) -> None:
        """Set the one row of that member and day."""
        work.tell(initials=work.get(Staff, self.staff_id).initials, state=self.state)
        row = work.session.scalars(
            select(Presence).where(Presence.staff_id == self.staff_id, Presence.day == self.day)
        ).one_or_none()
        stands = PresenceState.HERE if row is None else PresenceState(row.state)
        demand_same(self.was, stands, self.state)
        fields = given({"state": self.state, "note": self.note})
        if row is None:
            work.add(Presence(staff_id=self.staff_id, day=self.day, **fields))
        else:
            work.edit(Presence, row.id, None, **fields)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«MH is away»."""
        texts = {
            PresenceState.HERE: _("{initials} is here"),
            PresenceState.VIDEO: _("{initials} is on video"),
            PresenceState.AWAY: _("{initials} is away"),
        }
        return texts[PresenceState(details["state"])].format(initials=details["initials"])
