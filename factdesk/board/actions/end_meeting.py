"""End the board meeting."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from factdesk.board.meeting_rules import Open, end_of, state_of_open
from factdesk.board.meeting_work import categories_now, item_outcome, running, touch_discussed
from factdesk.board.tables import BoardMeeting, MeetingItem
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


def note_place(meeting_id: str) -> str:
    """Where the draft of the note to the minutes is kept."""
    return f"meeting/{meeting_id}/note"


@dataclass(frozen=True)
class EndMeeting(Action[None]):
    """The meeting is over. Undoing it opens the meeting again.

    ``left_id`` is the item it stood at for ``seconds`` more, where it was ended from one.
    """

    meeting_id: str
    seen: int
    note: str | None = None
    left_id: str | None = None
    seconds: int = 0
    reason: str | None = None

    code: ClassVar[str] = "meeting.end"
    right: ClassVar[str | None] = Right.HOLD_MEETING

    def do(self, work: Work) -> None:
        """Write how everyone who was discussed came out, and when the meeting was over."""
        meeting = running(work, self.meeting_id)
        if self.left_id is not None:
            item = work.get(MeetingItem, self.left_id)
            touch_discussed(work, item, seconds=item.seconds + max(0, self.seconds))
        items = work.session.scalars(
            select(MeetingItem).where(MeetingItem.meeting_id == self.meeting_id)
        ).all()
        if state_of_open(meeting.day, work.today) is Open.RUNNING:
            # A meeting left days ago is not judged by what the board has become since.
            _freeze(work, items)
        times = [item.discussed_at for item in items if item.discussed_at is not None]
        seconds = sum(item.seconds for item in items)
        ended_at = end_of(
            meeting.started_at, seconds, max(times, default=None), meeting.day, work.now
        )
        note = (self.note or "").strip() or None
        work.edit(BoardMeeting, self.meeting_id, self.seen, ended_at=ended_at, note=note)
        work.drop_drafts([note_place(self.meeting_id)])

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Meeting ended»."""
        return _("Meeting ended")


def _freeze(work: Work, items: Iterable[MeetingItem]) -> None:
    """Write how everyone came out as the board stands now."""
    now = categories_now(work.session)
    for item in items:
        outcome = item_outcome(item, now)
        if outcome is not item.outcome:
            touch_discussed(work, item, outcome=outcome)
