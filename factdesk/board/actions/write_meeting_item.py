"""Write what was said about a person in the meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.board.meeting_work import running_item
from factdesk.board.tables import MeetingItem
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _

#: The four questions, as the columns they are answered in.
QUESTIONS = ("news", "needs", "safety", "family")


def draft_place(item_id: str, question: str) -> str:
    """Where the draft of one answer is kept."""
    return f"meeting/{item_id}/{question}"


@dataclass(frozen=True)
class WriteMeetingItem(Action[None]):
    """Answers to the four questions; ``None`` leaves an answer as it is, empty clears it."""

    item_id: str
    seen: int
    news: str | None = None
    needs: str | None = None
    safety: str | None = None
    family: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "meeting.write"
    right: ClassVar[str | None] = Right.HOLD_MEETING

    def do(self, work: Work) -> None:
        """Change what was given; the person counts as discussed; the drafts are done with."""
        item = running_item(work, self.item_id)
        answers = {
            question: getattr(self, question).strip()
            for question in QUESTIONS
            if getattr(self, question) is not None
        }
        work.edit(MeetingItem, item.id, self.seen, **answers)
        if item.discussed_at is None and any(answers.values()):
            item.discussed_at = work.now
        work.drop_drafts(draft_place(self.item_id, question) for question in answers)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Written in the meeting»."""
        return _("Written in the meeting")
