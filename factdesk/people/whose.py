"""Whose row it is: the person a row of any table belongs to, named for who may open the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from factdesk.people.access import demand_access
from factdesk.people.errors import Blocked
from factdesk.people.parts import told_to
from factdesk.people.tables import Person
from factdesk.people.writing import name_of
from factdesk.store.action import Reader, View
from factdesk.store.base import Base
from factdesk.team.roles import Right

_PERSONS = str(Person.__tablename__)


def is_of_person(entity: str) -> bool:
    """Whether rows of a table can be a person's."""
    return entity == _PERSONS or _owner(entity) is not None


@dataclass(frozen=True)
class WhoseRow(View[str]):
    """The name of the person a row belongs to, by table and id.

    Empty where it is nobody's, is gone, or the record is blocked for the reader.
    """

    entity: str
    entity_id: str

    touches: ClassVar[frozenset[str]] = frozenset({"persons", "access_blocks", "access_log"})
    right: ClassVar[str | None] = Right.SEE_BOARD

    def read(self, reader: Reader) -> str:
        """From the row to its owner, and on to the person. Five statements at most."""
        entity, row_id = self.entity, self.entity_id
        while entity != _PERSONS:
            owner = _owner(entity)
            if owner is None:
                return ""
            table, (column, entity) = Base.metadata.tables[entity], owner
            found = reader.session.scalar(select(table.c[column]).where(table.c.id == row_id))
            if found is None:
                return ""
            row_id = found
        try:
            demand_access(reader, row_id)
        except Blocked:
            return ""
        person = reader.session.get(Person, row_id)
        return "" if person is None else name_of(person)


def _owner(entity: str) -> tuple[str, str] | None:
    """The column of a table that tells whose a row is, and the table it leads to."""
    for part in told_to(frozenset(Right)):
        if part.name == entity:
            return part.column, _PERSONS if part.of is None else str(part.of.__tablename__)
    table = Base.metadata.tables.get(entity)
    for column in () if table is None else table.columns:
        if any(key.column.table.name == _PERSONS for key in column.foreign_keys):
            return column.name, _PERSONS
    return None
