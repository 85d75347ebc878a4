"""The tasks that a birthday of 12, 16 or 18 raises, and whether there is anything to raise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from dateutil.relativedelta import relativedelta
from sqlalchemy import select
from sqlalchemy.orm import Session

from factdesk.board.tables import Task
from factdesk.people.kinds import Stage
from factdesk.people.rules import TURNING, Turning, birthday, next_turning
from factdesk.people.tables import Person
from factdesk.store.action import Reader, View
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class AgeTask:
    """A birthday ahead that has no task yet."""

    person_id: str
    coordinator_id: str | None
    turning: Turning

    @property
    def origin(self) -> str:
        """What the task says of where it comes from."""
        return origin_of(self.turning.years, self.turning.on)


@dataclass(frozen=True)
class AgeTasks:
    """What is to be raised, and the open tasks of birthdays that were wrong, by id."""

    missing: tuple[AgeTask, ...]
    wrong: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.missing) + len(self.wrong)


def origin_of(years: int, on: date) -> str:
    """«turns:16:2026-12-01»: the birthday is part of it, so that a corrected one is another."""
    return f"turns:{years}:{on.isoformat()}"


def task_text(years: int) -> str:
    """What to do before a birthday, in one line."""
    return {
        12: _(
            "Turns 12: tell about the right to be heard, and go through what the parents are told."
        ),
        16: _(
            "Turns 16: consents alone from then on. Renew the parents' consents with the young "
            "person; the parents are told less."
        ),
        18: _(
            "Turns 18: the parents' access and the child coordinator end. Renew consents, plan "
            "the move to adult services."
        ),
    }[years]


def due(session: Session, today: date) -> AgeTasks:
    """What to raise and what to drop. Two statements.

    A task that was done, dropped or given another day is not raised again.
    """
    youngest = today - relativedelta(years=max(TURNING) + 1)
    persons = session.execute(
        select(Person.id, Person.birth_date, Person.coordinator_id).where(
            Person.stage.in_((Stage.ENROLLED, Stage.ASSESSED)), Person.birth_date >= youngest
        )
    ).all()
    tasks = session.execute(
        select(Task.id, Task.person_id, Task.origin, Task.done_at, Task.dropped_at,
               Person.birth_date)
        .join(Person, Person.id == Task.person_id)
        .where(Task.origin >= "turns:", Task.origin < "turns;")
    ).all()  # fmt: skip
    raised = {(row.person_id, row.origin) for row in tasks}
    missing = []
    for person in persons:
        turning = next_turning(person.birth_date, today)
        if turning is None:
            continue
        task = AgeTask(person.id, person.coordinator_id, turning)
        if (person.id, task.origin) not in raised:
            missing.append(task)
    wrong = tuple(
        row.id
        for row in tasks
        if row.done_at is None and row.dropped_at is None and not _is_birthday(row)
    )
    return AgeTasks(tuple(missing), wrong)


def _is_birthday(task: Any) -> bool:
    """Whether the person's birth date still is the one the task was raised for."""
    years = int(task.origin.split(":")[1])
    born = task.birth_date
    return born is not None and task.origin == origin_of(years, birthday(born, years))


@dataclass(frozen=True)
class AgeTasksDue(View[bool]):
    """Whether a birthday within the notice has no task yet, or one of a wrong date."""

    touches: ClassVar[frozenset[str]] = frozenset({"persons", "tasks"})
    right: ClassVar[str | None] = Right.EDIT_BOARD

    def read(self, reader: Reader) -> bool:
        """Look."""
        return len(due(reader.session, reader.today)) > 0
