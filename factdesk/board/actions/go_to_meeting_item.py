"""Go on to another person in the meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.board.meeting_work import running, touch_discussed
from factdesk.board.tables import BoardMeeting, MeetingItem
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class GoToMeetingItem(Action[None]):
    """The meeting stands at the item with this position now.

    ``left_id`` is the item it leaves after ``seconds`` more; ``discussed`` says that the meeting
    is done with it, and did not merely leaf past.
    """

    meeting_id: str
    position: int
    left_id: str | None = None
    seconds: int = 0
    discussed: bool = False
    reason: str | None = None

    code: ClassVar[str] = "meeting.go_to"
    right: ClassVar[str | None] = Right.HOLD_MEETING
    undoable: ClassVar[bool] = False

    def do(self, work: Work) -> None:
        """Two rows by their ids, nothing searched for."""
        running(work, self.meeting_id)
        work.edit(BoardMeeting, self.meeting_id, None, current=self.position)
        if self.left_id is None:
            return
        item = work.get(MeetingItem, self.left_id)
        spent = item.seconds + max(0, self.seconds)
        if self.discussed:
            touch_discussed(work, item, seconds=spent)
        else:
            work.edit(MeetingItem, item.id, None, seconds=spent)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Went on in the meeting»."""
        return _("Went on in the meeting")
