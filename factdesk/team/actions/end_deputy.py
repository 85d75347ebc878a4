"""End a deputy, or take one away who has not begun."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.actions.set_deputy import demand_own
from factdesk.team.tables import Deputy, Staff
from factdesk.words import _


@dataclass(frozen=True)
class EndDeputy(Action[None]):
    """``on`` is the last day; a day before the first takes the deputy away. Raises Conflict."""

    deputy_row_id: str
    seen: int
    on: date
    reason: str | None = None

    code: ClassVar[str] = "team.end_deputy"

    def do(self, work: Work) -> None:
        """End it."""
        row = work.get(Deputy, self.deputy_row_id)
        demand_own(work, row.staff_id)
        work.tell(
            deputy=work.get(Staff, row.deputy_id).initials,
            absent=work.get(Staff, row.staff_id).initials,
        )
        work.edit(Deputy, row.id, self.seen, valid_to=self.on)
        if self.on < row.valid_from:
            work.delete(row)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«TK no longer stands in for AB»."""
        return _("{deputy} no longer stands in for {absent}").format(**details)
