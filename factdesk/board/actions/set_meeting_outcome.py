"""Say that a person stays as they are, or was noted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.board.meeting_work import running_item
from factdesk.board.tables import MeetingItem, Outcome
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class SetMeetingOutcome(Action[None]):
    """What the meeting chose for a person; ``None`` takes it back.

    Moving, taking off and placing are acts on the board: the meeting sees them by itself.
    """

    item_id: str
    seen: int
    outcome: Outcome | None
    reason: str | None = None

    code: ClassVar[str] = "meeting.set_outcome"
    right: ClassVar[str | None] = Right.HOLD_MEETING

    def do(self, work: Work) -> None:
        """Change the outcome; the person counts as discussed."""
        item = running_item(work, self.item_id)
        work.edit(MeetingItem, item.id, self.seen, outcome=self.outcome)
        if item.discussed_at is None and self.outcome is not None:
            item.discussed_at = work.now
        work.tell(outcome=self.outcome.value if self.outcome else None)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Stays», «Noted»."""
        texts = {
            Outcome.STAY: _("Stays on the board"),
            Outcome.MOVED: _("Moved on the board"),
            Outcome.REMOVED: _("Taken off the board"),
            Outcome.PLACED: _("Placed on the board"),
            Outcome.NOTED: _("Noted"),
        }
        if "outcome" not in details:
            return _("Decision taken back")
        return texts[Outcome(details["outcome"])]
