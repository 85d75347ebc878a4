"""Change a task that is still open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from factdesk.board.episodes import required
from factdesk.board.errors import TaskIsClosed
from factdesk.board.tables import Task
from factdesk.store.action import Action
from factdesk.store.keep import KEEP, Keep, given
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.team.tables import Staff
from factdesk.words import _


@dataclass(frozen=True)
class EditTask(Action[None]):
    """Only the fields given are changed. Raises ``TaskIsClosed`` and ``TextMissing``."""

    task_id: str
    seen: int
    text: str | Keep = KEEP
    owner_id: str | Keep | None = KEEP
    due_on: date | Keep | None = KEEP
    reason: str | None = None

    code: ClassVar[str] = "task.edit"
    right: ClassVar[str | None] = Right.EDIT_BOARD
    away: ClassVar[bool] = True

    def do(self, work: Work) -> None:
        """Change the fields given."""
        task = work.get(Task, self.task_id)
        if task.done_at is not None or task.dropped_at is not None:
            raise TaskIsClosed
        fields = given({"text": self.text, "owner_id": self.owner_id, "due_on": self.due_on})
        if "text" in fields:
            fields["text"] = required(fields["text"])
        if fields.get("owner_id") is not None:
            work.get(Staff, fields["owner_id"])
        work.edit(Task, task.id, self.seen, **fields)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Changed a task»."""
        return _("Changed a task")
