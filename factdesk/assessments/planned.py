"""The improvement plan: the tasks that recommendations became."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import case, select

from factdesk.assessments.facts import ImprovementRow
from factdesk.assessments.tables import Improvement
from factdesk.board.tables import Task
from factdesk.store.action import Reader
from factdesk.team.tables import Staff


def improvements_of(
    reader: Reader, assessment_ids: Sequence[str]
) -> list[tuple[str, ImprovementRow]]:
    """Each with the assessment it comes from, by the day it is due. One statement."""
    found = reader.session.execute(
        select(Improvement, Task, Staff.initials)
        .join(Task, Task.id == Improvement.task_id)
        .outerjoin(Staff, Staff.id == Task.owner_id)
        .where(Improvement.assessment_id.in_(assessment_ids))
        .order_by(case((Task.due_on.is_(None), 1), else_=0), Task.due_on, Improvement.id)
    )
    return [(row.assessment_id, _planned(reader, row, task, owner)) for row, task, owner in found]


def _planned(reader: Reader, row: Improvement, task: Task, owner: str | None) -> ImprovementRow:
    is_open = task.done_at is None and task.dropped_at is None
    return ImprovementRow(
        id=row.id,
        version=row.version,
        item=row.item,
        text=task.text,
        owner=owner,
        owner_id=task.owner_id,
        due_on=task.due_on,
        done_at=task.done_at,
        is_dropped=task.dropped_at is not None,
        task_id=task.id,
        task_version=task.version,
        is_late=is_open and task.due_on is not None and task.due_on < reader.today,
    )
