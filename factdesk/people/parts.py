"""What belongs to a person: the tables whose changes «who has looked» tells of.

Rooms above this one register their tables; this room knows none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Select, literal, select, union_all
from sqlalchemy.orm import Session

from factdesk.people.tables import (
    AccessBlock,
    Admission,
    Consent,
    InformationLimit,
    LegalStatus,
    NextOfKin,
    Note,
    Participant,
    VisitWarning,
    Worker,
)
from factdesk.store.base import Entity
from factdesk.store.encoding import loads
from factdesk.store.tables import ChangeEntry
from factdesk.team.roles import Right


@dataclass(frozen=True)
class Part:
    """A table of which rows belong to a person.

    ``column`` names the person, or, with ``of``, the row of another part that the row belongs to.
    ``right`` is what somebody needs to be told of its changes, beside the right to the record.
    """

    table: type[Entity]
    column: str = "person_id"
    of: type[Entity] | None = None
    right: str | None = None

    @property
    def name(self) -> str:
        """The table's name, as the log has it."""
        return str(self.table.__tablename__)


_PARTS: dict[type[Entity], Part] = {}


def register(*parts: Part) -> None:
    """Let changes in these tables be told; a part is named after what it belongs to."""
    _PARTS.update({part.table: part for part in parts})


def names() -> frozenset[str]:
    """The names of all the tables."""
    return frozenset(part.name for part in _PARTS.values())


def told_to(rights: frozenset[str]) -> tuple[Part, ...]:
    """The parts somebody with these rights is told of; what others belong to comes first."""
    return tuple(part for part in _PARTS.values() if part.right is None or part.right in rights)


def rows_of(session: Session, person_id: str, parts: Iterable[Part]) -> set[str]:
    """The ids of every row of the parts that is or was the person's. Two statements."""
    parts = tuple(parts)
    ids: dict[str, set[str]] = {part.name: set() for part in parts}
    standing = union_all(
        *(
            select(literal(part.name).label("part"), _ids(part, person_id).subquery().c.id)
            for part in parts
        )
    )
    for name, row_id in session.execute(standing):
        ids[name].add(row_id)
    removed = list(_removed(session, ids))
    # A row that is gone says in its last values what it belonged to, which may be gone too.
    for part in parts:
        owners = {person_id} if part.of is None else ids[part.of.__tablename__]
        ids[part.name] |= {
            row_id
            for name, row_id, owner in removed
            if name == part.name and owner.get(part.column) in owners
        }
    return set().union(*ids.values())


def _ids(part: Part, person_id: str) -> Select[str]:
    """The rows of a person that stand."""
    column = part.table.__table__.c[part.column]
    mine = select(part.table.id)
    if part.of is None:
        return mine.where(column == person_id)
    return mine.where(column.in_(_ids(_PARTS[part.of], person_id)))


def _removed(
    session: Session, tables: Iterable[str]
) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Table, id and last values of every row of these tables that was removed."""
    entries = session.execute(
        select(ChangeEntry.entity, ChangeEntry.entity_id, ChangeEntry.before).where(
            ChangeEntry.entity.in_(tuple(tables)), ChangeEntry.after.is_(None)
        )
    )
    for name, row_id, before in entries:
        yield name, row_id, loads(before)


register(
    *(
        Part(table)
        for table in (
            Admission,
            Consent,
            InformationLimit,
            LegalStatus,
            NextOfKin,
            Note,
            Participant,
            VisitWarning,
            Worker,
        )
    ),
    # Blocks name colleagues.
    Part(AccessBlock, right=Right.BLOCK_ACCESS),
)
