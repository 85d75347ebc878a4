"""Reading the tables that are given out, all in one snapshot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import ClassVar, Protocol

from sqlalchemy import func, select

from factdesk.exchange.export_tables import TABLES, Table
from factdesk.people.access import blocked_for
from factdesk.people.tables import Person
from factdesk.store.action import Reader, View
from factdesk.team.roles import Right

_AT_ONCE = 2000

Row = tuple[str, ...]


class Taker(Protocol):
    """Takes the rows of one table; they are read while they are taken."""

    def __call__(self, table: Table, rows: Iterator[Row]) -> None:
        """Take them all."""


@dataclass(frozen=True)
class Given:
    """What was given out: rows by table, and how many persons were left out, being blocked."""

    rows: tuple[tuple[str, int], ...]
    persons_left_out: int


@dataclass(frozen=True)
class EveryTable(View[Given]):
    """Hands every table to ``take``, a statement each; rows of blocked persons are left out.

    Who gives out the team's tables has both the right to open records and to lead the team.
    """

    take: Taker

    right: ClassVar[str | None] = Right.SEE_RECORD

    def read(self, reader: Reader) -> Given:
        """Read and hand over, never more than a part of a table at a time."""
        reader.actor.require(Right.EDIT_TEAM)
        blocked = blocked_for(reader)
        counts = []
        for table in TABLES:
            count = _Count(_rows(reader, table, blocked))
            self.take(table, count)
            counts.append((table.name, count.number))
        left_out = 0
        if blocked:
            known = select(func.count(Person.id)).where(Person.id.in_(blocked))
            left_out = reader.session.scalar(known) or 0
        return Given(tuple(counts), left_out)


class _Count(Iterator[Row]):
    """Rows, counted as they go by."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self.number = 0

    def __next__(self) -> Row:
        row = next(self._rows)
        self.number += 1
        return row


def _rows(reader: Reader, table: Table, blocked: frozenset[str]) -> Iterator[Row]:
    width = len(table.columns)
    wanted = table.rows().execution_options(yield_per=_AT_ONCE)
    for row in reader.session.execute(wanted):
        if len(row) == width or str(row[width]) not in blocked:
            yield tuple(map(_written, row[:width]))


def _written(value: object) -> str:
    """As it stands in the file: ISO 8601, true and false, codes; empty for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)
