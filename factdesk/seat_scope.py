"""What of a team's tables a member keeps on their own computer: by rights, and by blocks.

The same rules as the views': who may not open records has reduced rows of every person, and whom
a record is blocked for has a reduced row of that person.
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import select

import factdesk.tables  # noqa: F401 - every table, before it is asked whose rows it has
from factdesk.people import parts
from factdesk.people.access import in_force
from factdesk.people.tables import AccessBlock, Admission, Person, VisitWarning
from factdesk.store.action import Reader
from factdesk.store.base import Base
from factdesk.store.seat.scope import Owner, Scope
from factdesk.store.tables import AccessEntry, Draft
from factdesk.team.roles import Right, rights_of
from factdesk.team.tables import Staff

_PERSONS, _BLOCKS = Person.__tablename__, AccessBlock.__tablename__
_LOOKED = AccessEntry.__tablename__
#: Parts of a record of which a reduced row shows that they are there, without their words.
_SHOWN = frozenset({VisitWarning.__tablename__, Admission.__tablename__, _BLOCKS})
#: What a reduced row says of a person.
_NAMES = frozenset({"given_name", "family_name", "preferred_name", "wall_alias"})
_ASSESSMENTS = "factdesk.assessments"
#: Rooms that hold nothing about persons.
_OF_THE_TEAM = ("factdesk.team", "factdesk.store", _ASSESSMENTS)


def scope_of(reader: Reader) -> Scope:
    """What the reader keeps, as rights and blocks stand in the reader's snapshot."""
    staff = reader.session.get(Staff, reader.actor.id)
    rights = frozenset[str]()
    if staff is not None:
        rights = rights_of(
            staff.role,
            is_administrator=staff.is_administrator,
            has_health_basis=staff.has_health_basis,
        )
    blocks = select(AccessBlock.person_id).where(in_force(reader.actor.id, reader.today))
    barred = frozenset(reader.session.scalars(blocks))
    own_only = {Draft.__tablename__: "actor_id"}
    if Right.SEE_RECORD not in rights:
        own_only[_LOOKED] = "actor_id"
    if Right.BLOCK_ACCESS not in rights:
        own_only[_BLOCKS] = "staff_id"
    return Scope(
        staff_id=reader.actor.id,
        left_out=_left_out(rights),
        own_only=own_only,
        owners=_owners(),
        # Of a barred record nothing is kept of who has looked either: an opening in an emergency
        # would let its member read a record that the copy does not hold.
        parts=(parts.names() | {_LOOKED}) - _SHOWN,
        named={_PERSONS: _NAMES},
        barred=barred,
        is_reduced=Right.SEE_RECORD not in rights,
    )


def _left_out(rights: frozenset[str]) -> frozenset[str]:
    rooms = _rooms()
    out: set[str] = set()
    if Right.SEE_BOARD not in rights:
        out |= {name for name, room in rooms.items() if not room.startswith(_OF_THE_TEAM)}
        out.add(_LOOKED)
    if Right.SEE_FIDELITY not in rights:
        out |= {name for name, room in rooms.items() if room.startswith(_ASSESSMENTS)}
    return frozenset(out)


@cache
def _rooms() -> dict[str, str]:
    """Table to the module of its class."""
    return {
        mapper.local_table.name: mapper.class_.__module__  # type: ignore[attr-defined]
        for mapper in Base.registry.mappers
    }


@cache
def _owners() -> dict[str, Owner]:
    """Table to whose its rows are: of a person, or of a row that is a person's."""
    owners = {
        part.name: Owner(part.column, None if part.of is None else str(part.of.__tablename__))
        for part in parts.told_to(frozenset(Right))
    }
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == _PERSONS for key in column.foreign_keys):
                owners.setdefault(table.name, Owner(column.name))
    return owners | {_PERSONS: Owner("id"), _LOOKED: Owner("person_id")}
