"""Open a person's record: who looked, when and why is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from factdesk.people.access import EMERGENCY, RECORD, in_force
from factdesk.people.errors import Blocked
from factdesk.people.tables import AccessBlock, Person
from factdesk.store.action import Action
from factdesk.store.tables import AccessEntry
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class OpenRecord(Action[None]):
    """Write the access log, or refuse.

    Raises :class:`Blocked` for a member the record is blocked for, unless ``emergency_reason``
    says why it must be opened all the same; that opening is marked.
    """

    person_id: str
    purpose: str = RECORD
    emergency_reason: str | None = None

    code: ClassVar[str] = "people.open_record"
    right: ClassVar[str | None] = Right.SEE_RECORD
    undoable: ClassVar[bool] = False
    away: ClassVar[bool] = True

    def do(self, work: Work) -> None:
        """Add the entry."""
        work.get(Person, self.person_id)
        why = (self.emergency_reason or "").strip() or None
        blocked = work.session.scalars(
            select(AccessBlock).where(
                AccessBlock.person_id == self.person_id, in_force(work.actor.id, work.today)
            )
        ).first()
        if blocked is not None and why is None:
            raise Blocked
        work.add(
            AccessEntry(
                at=work.now,
                actor_id=work.actor.id,
                station=work.actor.station,
                person_id=self.person_id,
                purpose=EMERGENCY if blocked is not None else self.purpose,
                reason=why,
            )
        )

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Opened a record»; whose stands in the access log, not here."""
        return _("Opened a record")
