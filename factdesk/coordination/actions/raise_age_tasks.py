"""Raise the tasks that birthdays of 12, 16 and 18 ask for; the program does it by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from factdesk.board.tables import Task
from factdesk.coordination.age_tasks import due, task_text
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.team.tables import Staff, Team
from factdesk.words import in_language, ngettext


@dataclass(frozen=True)
class RaiseAgeTasks(Action[int]):
    """Once per person and birthday, 60 days ahead; gives how many were raised or dropped.

    An open task of a birth date that was corrected since is dropped.
    """

    reason: str | None = None

    code: ClassVar[str] = "coordination.raise_age_tasks"
    right: ClassVar[str | None] = Right.EDIT_BOARD
    undoable: ClassVar[bool] = False

    def do(self, work: Work) -> int:
        """Raise what is missing, in the team's language."""
        found = due(work.session, work.today)
        if not found:
            return 0
        employed = {
            row.id
            for row in work.session.scalars(select(Staff))
            if row.valid_to is None or row.valid_to >= work.today
        }
        for task_id in found.wrong:
            work.edit(Task, task_id, None, dropped_at=work.now)
        with in_language(work.session.scalars(select(Team.language)).one()):
            for one in found.missing:
                owner = one.coordinator_id if one.coordinator_id in employed else None
                work.add(
                    Task(
                        person_id=one.person_id,
                        text=task_text(one.turning.years),
                        owner_id=owner,
                        due_on=one.turning.on,
                        made_at=work.now,
                        origin=one.origin,
                    )
                )
        work.tell(count=str(len(found)))
        return len(found)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«2 tasks before birthdays»."""
        count = int(details["count"])
        text = ngettext("{count} task before a birthday", "{count} tasks before birthdays", count)
        return text.format(count=count)
