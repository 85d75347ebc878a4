"""Remember that the tables were given out: data has left the store."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from factdesk.people.access import EXPORTED, in_force
from factdesk.people.tables import AccessBlock, Person
from factdesk.store.action import Action
from factdesk.store.tables import AccessEntry
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class NoteExported(Action[None]):
    """The team's tables are given out as files. It cannot be undone.

    It stands among who has looked at the record of each person whose rows are given out.
    """

    reason: str | None = None

    code: ClassVar[str] = "exchange.exported"
    right: ClassVar[str | None] = Right.EDIT_TEAM
    undoable: ClassVar[bool] = False

    def do(self, work: Work) -> None:
        """Add a row of who has looked for each person."""
        work.actor.require(Right.SEE_RECORD)
        blocked = select(AccessBlock.person_id).where(in_force(work.actor.id, work.today))
        persons = select(Person.id).where(Person.id.not_in(blocked)).order_by(Person.id)
        ids = list(work.session.scalars(persons))
        work.tell(count=str(len(ids)))
        for person_id in ids:
            work.add(
                AccessEntry(
                    at=work.now,
                    actor_id=work.actor.id,
                    station=work.actor.station,
                    person_id=person_id,
                    purpose=EXPORTED,
                )
            )

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Gave out the team's tables: 34 persons»."""
        return _("Gave out the team's tables: {count} persons").format(count=details["count"])
