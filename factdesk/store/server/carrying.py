"""Carrying a team's rows between a folder and a server: every table, every row, as it is.

The program knows all its tables, so nothing is left behind and nothing is made up: numbers and
hashes of the log, acts and drafts are carried like all other rows. What is sealed is sealed or
opened on the way. Neither side may change meanwhile: the caller holds a transaction on each.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from typing import Any

from psycopg import sql
from sqlalchemy import Connection, Table, delete, func, insert, select

from factdesk.errors import KnownError
from factdesk.store.base import Base
from factdesk.store.sealing import Sealer
from factdesk.words import _

#: How many rows are in memory at a time, and carried between two calls of the progress.
BATCH = 2_000

#: What stands for the table while what arrived is read again.
VERIFYING = "*"

#: Called with the table, rows carried and rows in all; false stops the carrying.
Progress = Callable[[str, int, int], bool]

_Row = Sequence[Any]


class Stopped(KnownError):
    """The user stopped the carrying; the transaction it was in is rolled back."""

    def __init__(self) -> None:
        """Say that everything is as it was."""
        super().__init__(_("It was stopped."), _("Nothing was changed."))


class Incomplete(KnownError):
    """Not every row arrived, or not as it was: what was made is taken away again."""

    def __init__(self, problem: str) -> None:
        """Take the first thing found wrong."""
        super().__init__(
            _("What arrived is not what was sent: {problem}").format(problem=problem),
            _("Nothing was changed. Have the team checked where it is, with: factdesk check"),
        )


def quietly(_table: str, _carried: int, _total: int) -> bool:
    """Progress that nobody looks at."""
    return True


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: int(connection.scalar(select(func.count()).select_from(table)) or 0)
        for table in Base.metadata.sorted_tables
    }


def carry_up(
    source: Connection, target: Connection, sealer: Sealer, tenant: str, progress: Progress
) -> dict[str, int]:
    """Carry every row to a server, sealed; how many rows each table had.

    ``target`` may write every table of the tenant, and has foreign keys deferred. Raises Stopped.
    """
    meter = _Meter(progress, counts(source))
    for table in Base.metadata.sorted_tables:
        with closing(_read(source, table, meter)) as batches:
            _copy(target, table, _Going(table, target, sealer, tenant).rows(batches))
    return meter.counts


def carry_down(source: Connection, target: Connection, progress: Progress) -> dict[str, int]:
    """Carry every row of a server's team to a new folder, opened; how many rows each table had.

    ``target`` is a folder's database at the same revision, with foreign keys deferred. Raises
    Stopped and SealBroken.
    """
    meter = _Meter(progress, counts(source))
    for table in Base.metadata.sorted_tables:
        names = [column.name for column in table.columns]
        into = insert(table)
        target.execute(delete(table))  # a new database has a counter already
        with closing(_read(source, table, meter)) as batches:
            for rows in batches:
                target.execute(into, [dict(zip(names, row, strict=True)) for row in rows])
    return meter.counts


class _Meter:
    """How far the carrying is, over all tables."""

    def __init__(self, progress: Progress, each: dict[str, int]) -> None:
        self.counts = each
        self._progress, self._total, self._carried = progress, sum(each.values()), 0

    def count(self, table: str, more: int) -> None:
        """Tell it. Raises Stopped where the answer says so."""
        self._carried += more
        if not self._progress(table, self._carried, self._total):
            raise Stopped


def _read(source: Connection, table: Table, meter: _Meter) -> Generator[Sequence[_Row]]:
    """The rows of a table in batches, as the program's own values."""
    meter.count(table.name, 0)
    with closing(source.execution_options(yield_per=BATCH).execute(select(table))) as found:
        for rows in found.partitions():
            yield rows
            meter.count(table.name, len(rows))


class _Going:
    """Turns the rows of one table into what the server keeps."""

    def __init__(self, table: Table, target: Connection, sealer: Sealer, tenant: str) -> None:
        self._table, self._sealer, self._tenant = table, sealer, tenant
        columns = list(table.columns)
        self._keys = [columns.index(column) for column in table.primary_key]
        self._sealed = [
            (place, column.name)
            for place, column in enumerate(columns)
            if getattr(column.type, "is_sealed", False)
        ]
        dialect = target.dialect
        self._bound = [
            (place, bind)
            for place, column in enumerate(columns)
            if not getattr(column.type, "is_sealed", False)
            and (bind := column.type.dialect_impl(dialect).bind_processor(dialect)) is not None
        ]

    def rows(self, batches: Iterator[Sequence[_Row]]) -> Iterator[_Row]:
        """Each row with the tenant first, then the table's columns in order."""
        seal, table = self._sealer.seal, self._table.name
        for batch in batches:
            for row in batch:
                values = list(row)
                key = "|".join(str(values[place]) for place in self._keys)
                for place, bind in self._bound:
                    values[place] = bind(values[place])
                for place, column in self._sealed:
                    if values[place] is not None:
                        values[place] = seal(table, column, key, values[place])
                yield (self._tenant, *values)


def _copy(target: Connection, table: Table, rows: Iterator[_Row]) -> None:
    raw = target.connection.driver_connection
    if raw is None:
        raise RuntimeError("no connection to copy to")
    columns = ["tenant", *(column.name for column in table.columns)]
    statement = sql.SQL("COPY public.{} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with raw.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
