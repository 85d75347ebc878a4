"""Write what holds at one level of a crisis plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import select

from factdesk.people.writing import with_name
from factdesk.plans.crisis_writing import plan_of, tidied
from factdesk.plans.tables import CrisisLevel
from factdesk.store.action import Action
from factdesk.store.conflict import Gone
from factdesk.store.keep import KEEP, Keep, given
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.team.tables import ListItem
from factdesk.words import _

#: A version that no row has: whoever saw the level empty saw none of its values.
_UNSEEN = 0


@dataclass(frozen=True)
class WriteCrisisLevel(Action[str | None]):
    """Change the texts given of a level; gives its row, made when it is first written.

    ``seen`` is ``None`` where the level was not written in yet. Who then finds that somebody has
    written another text in the same place meets ``Conflict``. Raises ``Gone`` for a level that is
    not in the team's list.
    """

    crisis_plan_id: str
    level: str
    seen: int | None = None
    signs: str | Keep | None = KEEP
    person_does: str | Keep | None = KEEP
    others_do: str | Keep | None = KEEP
    call: str | Keep | None = KEEP
    reason: str | None = None

    code: ClassVar[str] = "plans.crisis.level"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> str | None:
        """Add or change the row."""
        plan = plan_of(work, self.crisis_plan_id)
        fields = tidied(
            given(
                {
                    "signs": self.signs,
                    "person_does": self.person_does,
                    "others_do": self.others_do,
                    "call": self.call,
                }
            )
        )
        row = work.session.scalars(
            select(CrisisLevel).where(
                CrisisLevel.crisis_plan_id == plan.id, CrisisLevel.level == self.level
            )
        ).first()
        if row is not None:
            self._change(work, row, fields)
            return row.id
        if all(text is None for text in fields.values()):
            return None
        self._demand_level(work)
        return work.add(CrisisLevel(crisis_plan_id=plan.id, level=self.level, **fields)).id

    def _change(self, work: Work, row: CrisisLevel, fields: dict[str, Any]) -> None:
        if self.seen is not None:
            work.edit(CrisisLevel, row.id, self.seen, **fields)
            return
        written = {name: text for name, text in fields.items() if getattr(row, name) is not None}
        work.edit(CrisisLevel, row.id, _UNSEEN, **written)
        work.edit(CrisisLevel, row.id, None, **fields)

    def _demand_level(self, work: Work) -> None:
        known = select(ListItem.id).where(
            ListItem.list_name == "crisis_level", ListItem.code == self.level
        )
        if work.session.scalars(known).first() is None:
            raise Gone("list_items", self.level)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Crisis plan changed: Åse Ødegård»."""
        return with_name(_("Crisis plan changed"), details)
