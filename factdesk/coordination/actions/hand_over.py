"""Give persons another coordinator."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from factdesk.board.tables import Task
from factdesk.coordination.errors import HasLeft, NobodyChosen, NotInTeam
from factdesk.people.kinds import Stage
from factdesk.people.tables import Person
from factdesk.people.writing import name_of
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.team.tables import Staff
from factdesk.words import _, ngettext


@dataclass(frozen=True)
class HandedOver:
    """How many persons were handed over, and how many open tasks went along."""

    persons: int
    tasks: int


@dataclass(frozen=True)
class HandOver(Action[HandedOver]):
    """One act for all of them; ``seen`` are (person, version) as they were shown.

    Open tasks of the former coordinator for these persons go along. Raises NobodyChosen,
    NotInTeam, HasLeft, and Conflict where somebody else has changed the coordinator since.
    """

    person_ids: tuple[str, ...]
    to_staff_id: str
    seen: tuple[tuple[str, int], ...]
    reason: str | None = None

    code: ClassVar[str] = "coordination.hand_over"
    right: ClassVar[str | None] = Right.HAND_OVER

    def do(self, work: Work) -> HandedOver:
        """Check, then give each person and task the new coordinator."""
        member = work.get(Staff, self.to_staff_id)
        if not self.person_ids:
            raise NobodyChosen
        has_begun = member.valid_from is None or member.valid_from <= work.today
        if not has_begun or (member.valid_to is not None and member.valid_to < work.today):
            raise NotInTeam(member.name)
        versions = dict(self.seen)
        chosen = [work.get(Person, person_id) for person_id in dict.fromkeys(self.person_ids)]
        for person in chosen:
            if person.stage is Stage.CLOSED:
                raise HasLeft(name_of(person))
        tasks = persons = 0
        for person in chosen:
            former = person.coordinator_id
            work.edit(Person, person.id, versions[person.id], coordinator_id=member.id)
            if former != member.id:
                persons += 1
                tasks += _hand_tasks(work, person.id, former, member.id)
        work.tell(to=member.initials, persons=str(persons), tasks=str(tasks))
        return HandedOver(persons, tasks)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Handed over 4 persons to TK»."""
        count = int(details["persons"])
        text = ngettext(
            "Handed over {count} person to {to}", "Handed over {count} persons to {to}", count
        ).format(count=count, to=details["to"])
        tasks = int(details["tasks"])
        if not tasks:
            return text
        along = ngettext("with {count} task", "with {count} tasks", tasks).format(count=tasks)
        return _("{what}, {along}").format(what=text, along=along)


def _hand_tasks(work: Work, person_id: str, former: str | None, to: str) -> int:
    """The former coordinator's open tasks for the person; how many."""
    if former is None:
        return 0
    found = work.session.scalars(
        select(Task).where(
            Task.person_id == person_id,
            Task.owner_id == former,
            Task.done_at.is_(None),
            Task.dropped_at.is_(None),
        )
    ).all()
    for task in found:
        work.edit(Task, task.id, None, owner_id=to)
    return len(found)
