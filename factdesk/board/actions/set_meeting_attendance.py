"""Say who is in the meeting, and how."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from factdesk.board.meeting_work import running
from factdesk.board.tables import MeetingAttendance
from factdesk.store.action import Action
from factdesk.store.conflict import demand_same
from factdesk.store.keep import KEEP, Keep
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.team.tables import Staff
from factdesk.words import _


@dataclass(frozen=True)
class SetMeetingAttendance(Action[None]):
    """A member is ``"here"``, on ``"video"``, or not in the meeting (``None``).

    ``was`` is how the user saw it. Raises SetMeanwhile where somebody else has said otherwise.
    """

    meeting_id: str
    staff_id: str
    how: str | None
    was: str | Keep | None = KEEP
    reason: str | None = None

    code: ClassVar[str] = "meeting.set_attendance"
    right: ClassVar[str | None] = Right.HOLD_MEETING

    def do(self, work: Work) -> None:
        """Set the one row of that member in that meeting."""
        running(work, self.meeting_id)
        work.tell(initials=work.get(Staff, self.staff_id).initials, how=self.how)
        row = work.session.scalars(
            select(MeetingAttendance).where(
                MeetingAttendance.meeting_id == self.meeting_id,
                MeetingAttendance.staff_id == self.staff_id,
            )
        ).first()
        demand_same(self.was, None if row is None else row.how, self.how)
        if self.how is None:
            if row is not None:
                work.delete(row)
        elif row is None:
            work.add(
                MeetingAttendance(meeting_id=self.meeting_id, staff_id=self.staff_id, how=self.how)
            )
        else:
            work.edit(MeetingAttendance, row.id, None, how=self.how)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«EØ is in the meeting»."""
        if "how" in details:
            return _("{initials} is in the meeting").format(initials=details["initials"])
        return _("{initials} is not in the meeting").format(initials=details["initials"])
