"""Finish a task, or drop it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from factdesk.board.episodes import known_staff
from factdesk.board.errors import TaskIsClosed
from factdesk.board.tables import Task
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class FinishTask(Action[None]):
    """It has been done. Raises :class:`TaskIsClosed`."""

    task_id: str
    seen: int
    reason: str | None = None

    code: ClassVar[str] = "task.finish"
    right: ClassVar[str | None] = Right.EDIT_BOARD
    away: ClassVar[bool] = True

    def do(self, work: Work) -> None:
        """Say when and by whom."""
        _close(work, self.task_id, self.seen, done_at=work.now, done_by=known_staff(work))

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Task done»."""
        return _("Task done")


@dataclass(frozen=True)
class DropTask(Action[None]):
    """It will not be done; ``reason`` may say why. Raises :class:`TaskIsClosed`."""

    task_id: str
    seen: int
    reason: str | None = None

    code: ClassVar[str] = "task.drop"
    right: ClassVar[str | None] = Right.EDIT_BOARD
    away: ClassVar[bool] = True

    def do(self, work: Work) -> None:
        """Say when."""
        _close(work, self.task_id, self.seen, dropped_at=work.now)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Task dropped»."""
        return _("Task dropped")


def _close(work: Work, task_id: str, seen: int, **fields: Any) -> None:
    task = work.get(Task, task_id)
    if task.done_at is not None or task.dropped_at is not None:
        raise TaskIsClosed
    work.edit(Task, task.id, seen, **fields)
