"""Say who leads and who writes the meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.board.meeting_work import running
from factdesk.board.tables import BoardMeeting
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class SetMeetingRoles(Action[None]):
    """Chair and writer of an open meeting, by staff id."""

    meeting_id: str
    seen: int
    chair_id: str | None
    writer_id: str | None
    reason: str | None = None

    code: ClassVar[str] = "meeting.set_roles"
    right: ClassVar[str | None] = Right.HOLD_MEETING

    def do(self, work: Work) -> None:
        """Change the two fields."""
        running(work, self.meeting_id)
        work.edit(
            BoardMeeting,
            self.meeting_id,
            self.seen,
            chair_id=self.chair_id,
            writer_id=self.writer_id,
        )

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Chair and writer chosen»."""
        return _("Chair and writer chosen")
