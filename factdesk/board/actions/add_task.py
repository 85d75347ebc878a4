"""Agree on something to be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from factdesk.board.episodes import required
from factdesk.board.tables import BoardMeeting, Task
from factdesk.people.tables import Person
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.team.tables import Staff
from factdesk.words import _


@dataclass(frozen=True)
class AddTask(Action[str]):
    """A task for a person (or for the team), with owner and due date; gives its id.

    Raises ``TextMissing``.
    """

    person_id: str | None
    text: str
    owner_id: str | None = None
    due_on: date | None = None
    meeting_id: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "task.add"
    right: ClassVar[str | None] = Right.EDIT_BOARD
    away: ClassVar[bool] = True

    def do(self, work: Work) -> str:
        """Write it down."""
        text = required(self.text)
        if self.person_id is not None:
            work.get(Person, self.person_id)
        if self.meeting_id is not None:
            work.get(BoardMeeting, self.meeting_id)
        if self.owner_id is not None:
            work.tell(owner=work.get(Staff, self.owner_id).initials)
        task = Task(
            person_id=self.person_id,
            text=text,
            owner_id=self.owner_id,
            due_on=self.due_on,
            made_at=work.now,
            meeting_id=self.meeting_id,
        )
        return work.add(task).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Task for TK»."""
        if "owner" in details:
            return _("Task for {owner}").format(owner=details["owner"])
        return _("New task")
