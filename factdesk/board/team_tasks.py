"""The tasks of the team itself, about no person: what a meeting looks at before it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import case, or_, select

from factdesk.board.tables import Task
from factdesk.clock import OSLO
from factdesk.store.action import Reader, View
from factdesk.team.roles import Right
from factdesk.team.tables import Staff


@dataclass(frozen=True)
class TeamTask:
    """One task; ``owner`` are initials, ``done_at`` is set where it was done today."""

    id: str
    version: int
    text: str
    owner: str
    due_on: date | None
    done_at: datetime | None
    is_late: bool


@dataclass(frozen=True)
class TeamTasks(View[tuple[TeamTask, ...]]):
    """The open tasks of the team, earliest first, then those done today. One statement."""

    touches: ClassVar[frozenset[str]] = frozenset({"tasks", "staff"})
    right: ClassVar[str | None] = Right.SEE_BOARD

    def read(self, reader: Reader) -> tuple[TeamTask, ...]:
        """Whoever sees the board sees them: they are about nobody whom the team follows."""
        today = reader.now.astimezone(OSLO).replace(hour=0, minute=0, second=0, microsecond=0)
        rows = reader.session.execute(
            select(Task, Staff.initials)
            .outerjoin(Staff, Staff.id == Task.owner_id)
            .where(
                Task.person_id.is_(None),
                Task.dropped_at.is_(None),
                or_(Task.done_at.is_(None), Task.done_at >= today),
            )
            .order_by(
                case((Task.done_at.is_(None), 0), else_=1),
                case((Task.due_on.is_(None), 1), else_=0),
                Task.due_on,
                Task.id,
            )
        )
        return tuple(
            TeamTask(
                id=task.id,
                version=task.version,
                text=task.text,
                owner=owner or "",
                due_on=task.due_on,
                done_at=task.done_at,
                is_late=task.done_at is None
                and task.due_on is not None
                and task.due_on < reader.today,
            )
            for task, owner in rows
        )
