"""Blocking a person's record for a named member, and lifting the block."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import select

from factdesk.people.access import in_force
from factdesk.people.errors import BlockedAlready, OwnBlock
from factdesk.people.tables import AccessBlock
from factdesk.people.writing import demand_order, demand_text, tell_whose, with_name
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.team.tables import Staff
from factdesk.words import _


@dataclass(frozen=True)
class BlockAccess(Action[str]):
    """From today the member does not open the record; gives the id.

    Raises BlockedAlready while a block without an end holds. Who blocks themselves cannot undo
    that: it would be lifting it.
    """

    person_id: str
    staff_id: str
    why: str
    reason: str | None = None

    code: ClassVar[str] = "people.block"
    right: ClassVar[str | None] = Right.BLOCK_ACCESS

    def do(self, work: Work) -> str:
        """Add the row."""
        initials = work.get(Staff, self.staff_id).initials
        standing = select(AccessBlock.id).where(
            AccessBlock.person_id == self.person_id,
            AccessBlock.ended_on.is_(None),
            in_force(self.staff_id, work.today),
        )
        if work.session.scalars(standing).first() is not None:
            raise BlockedAlready(initials)
        if self.staff_id == work.actor.id:
            work.undoable = False
        tell_whose(work, self.person_id, initials=initials)
        return work.add(
            AccessBlock(
                person_id=self.person_id,
                staff_id=self.staff_id,
                why=demand_text(self.why, _("Why")),
                since=work.today,
            )
        ).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Blocked for TK: …»."""
        return with_name(_("Blocked for {initials}").format(initials=details["initials"]), details)


@dataclass(frozen=True)
class LiftBlock(Action[None]):
    """The member may open the record again from a day on. Raises OwnBlock for that member."""

    row_id: str
    seen: int
    ended_on: date
    reason: str | None = None

    code: ClassVar[str] = "people.lift_block"
    right: ClassVar[str | None] = Right.BLOCK_ACCESS

    def do(self, work: Work) -> None:
        """End the row."""
        row = work.get(AccessBlock, self.row_id)
        if row.staff_id == work.actor.id:
            raise OwnBlock
        demand_order((_("Since"), row.since), (_("Ended"), self.ended_on))
        work.edit(AccessBlock, row.id, self.seen, ended_on=self.ended_on)
        tell_whose(work, row.person_id, initials=work.get(Staff, row.staff_id).initials)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Block lifted for TK: …»."""
        text = _("Block lifted for {initials}").format(initials=details["initials"])
        return with_name(text, details)
