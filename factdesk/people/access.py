"""Who may open a person's record: blocks in force, and openings in an emergency."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final, Protocol

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from factdesk.people.errors import Blocked
from factdesk.people.tables import AccessBlock
from factdesk.store.action import Actor, Reader
from factdesk.store.tables import AccessEntry

#: Why a record can be opened: the person's page, a name shown from the wall, an emergency.
RECORD, WALL, EMERGENCY = "record", "wall", "emergency"
#: Before the code of a paper: the person's own paper was printed or saved.
PRINTED: Final = "print."
#: The person's rows were given out with the team's tables, without names.
EXPORTED: Final = "export"

#: How long an opening in an emergency lets a blocked member read the record, in hours: one watch,
#: so that nobody writes the reason twice in a night. A rule of the program that no team changes,
#: because a longer time would turn an emergency into a way around the block.
EMERGENCY_HOURS: Final = 12


class Asks(Protocol):
    """Who wants to read or write, through what, when: a reader, or the work of an act."""

    @property
    def session(self) -> Session:
        """Where rows are read."""

    @property
    def actor(self) -> Actor:
        """Who asks."""

    @property
    def now(self) -> datetime:
        """The moment."""

    @property
    def today(self) -> date:
        """Its date in Norway."""


def in_force(
    staff_id: str | ColumnElement[str], day: date | ColumnElement[date]
) -> ColumnElement[bool]:
    """The one condition on a block that it holds for a member on a day.

    Its last day is before ``ended_on``. Both may be parameters of a statement built beforehand.
    """
    return and_(
        AccessBlock.staff_id == staff_id,
        AccessBlock.since <= day,
        or_(AccessBlock.ended_on.is_(None), AccessBlock.ended_on > day),
    )


def blocked_for(reader: Reader) -> frozenset[str]:
    """The persons whose records are blocked for the reader today, by id. One statement."""
    blocks = select(AccessBlock.person_id).where(in_force(reader.actor.id, reader.today))
    return frozenset(reader.session.scalars(blocks))


def demand_access(reader: Asks, person_id: str) -> None:
    """Raise :class:`Blocked` for a member the record is blocked for.

    An opening in an emergency, which is marked in the access log, lets the member read for
    ``EMERGENCY_HOURS``. One statement.
    """
    emergency = (
        select(AccessEntry.id)
        .where(
            AccessEntry.person_id == person_id,
            AccessEntry.actor_id == reader.actor.id,
            AccessEntry.purpose == EMERGENCY,
            AccessEntry.at > reader.now - timedelta(hours=EMERGENCY_HOURS),
        )
        .exists()
    )
    blocked = select(AccessBlock.id).where(
        AccessBlock.person_id == person_id, in_force(reader.actor.id, reader.today), ~emergency
    )
    if reader.session.scalars(blocked.limit(1)).first() is not None:
        raise Blocked
