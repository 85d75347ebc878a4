"""Further members around a person: added, ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from factdesk.people.tables import Worker
from factdesk.people.writing import demand_order, tell_of, with_name
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.team.tables import Staff
from factdesk.words import _


@dataclass(frozen=True)
class AddWorker(Action[str]):
    """A member takes part from a day on; ``function`` is a code of the list. Gives the id."""

    person_id: str
    staff_id: str
    function: str
    valid_from: date
    reason: str | None = None

    code: ClassVar[str] = "people.worker.add"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> str:
        """Add the row."""
        tell_of(work, self.person_id, initials=work.get(Staff, self.staff_id).initials)
        return work.add(
            Worker(
                person_id=self.person_id,
                staff_id=self.staff_id,
                function=self.function,
                valid_from=self.valid_from,
            )
        ).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«TK takes part: …»."""
        text = _("{initials} takes part").format(initials=details["initials"])
        return with_name(text, details)


@dataclass(frozen=True)
class EndWorker(Action[None]):
    """A member no longer takes part after a day."""

    row_id: str
    seen: int
    valid_to: date
    reason: str | None = None

    code: ClassVar[str] = "people.worker.end"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """End the row."""
        row = work.get(Worker, self.row_id)
        demand_order((_("From"), row.valid_from), (_("To"), self.valid_to))
        work.edit(Worker, row.id, self.seen, valid_to=self.valid_to)
        tell_of(work, row.person_id, initials=work.get(Staff, row.staff_id).initials)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«TK no longer takes part: …»."""
        text = _("{initials} no longer takes part").format(initials=details["initials"])
        return with_name(text, details)
