"""Remember that a paper was made: data has left the store."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from factdesk.papers.order import right_of
from factdesk.papers.tables import PrintedPaper
from factdesk.people.access import PRINTED, demand_access
from factdesk.people.tables import Person
from factdesk.store.action import Action
from factdesk.store.tables import AccessEntry
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class NotePrinted(Action[None]):
    """A paper of a kind, of a day where it has one, was made. It cannot be undone.

    Each kind asks for its own right. A paper of one person's stands among who has looked at that
    person's record as well. Raises ``Blocked`` and ``Gone`` as opening the record does.
    """

    kind: str
    day: date | None = None
    person_id: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "papers.printed"
    right: ClassVar[str | None] = None
    undoable: ClassVar[bool] = False
    away: ClassVar[bool] = True

    def do(self, work: Work) -> None:
        """Add the row, and the one of who has looked."""
        work.actor.require(right_of(self.kind))
        if self.person_id is not None:
            work.actor.require(Right.SEE_RECORD)
            demand_access(work, self.person_id)
            work.get(Person, self.person_id)
            work.add(
                AccessEntry(
                    at=work.now,
                    actor_id=work.actor.id,
                    station=work.actor.station,
                    person_id=self.person_id,
                    purpose=PRINTED + self.kind,
                )
            )
        work.tell(kind=self.kind)
        work.add(
            PrintedPaper(
                at=work.now,
                actor_id=work.actor.id,
                station=work.actor.station,
                kind=self.kind,
                day=self.day,
            )
        )

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Made a paper: board»."""
        return _("Made a paper: {paper}").format(paper=details["kind"])
