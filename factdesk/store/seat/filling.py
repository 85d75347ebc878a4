"""Filling a copy: every table by pages of its key, from one snapshot of the server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from sqlalchemy import Connection, Table, func, insert, select, text, tuple_
from sqlalchemy.orm import Session

from factdesk.store import schema
from factdesk.store.action import Reader
from factdesk.store.base import Base
from factdesk.store.seat.scope import Scope
from factdesk.store.seat.sieve import Row, Sieve
from factdesk.store.tables import Act, ChangeEntry, StoreInfo

#: How many rows are asked for at a time.
PAGE = 1000

ENTRIES, ACTS = cast(Table, ChangeEntry.__table__), cast(Table, Act.__table__)
_INFO = "CREATE TABLE seat_info (key TEXT PRIMARY KEY, value TEXT NOT NULL)"
_WITHHELD = "CREATE TABLE seat_withheld (entity TEXT, id TEXT, PRIMARY KEY (entity, id))"


def make_tables(connection: Connection) -> None:
    """The team's tables as this program knows them, and the seat's own two."""
    Base.metadata.create_all(connection)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    connection.execute(
        text("INSERT INTO alembic_version VALUES (:head)").bindparams(head=schema.HEAD)
    )
    connection.exec_driver_sql(_INFO)
    connection.exec_driver_sql(_WITHHELD)


def fill(source: Reader, target: Connection, scope: Scope) -> Iterator[tuple[int, int]]:
    """Copy what the scope allows; rows read so far and to read, after each page.

    The change log comes after the rows and before the acts, so that the sieve knows whose they
    are; see :class:`Sieve`.
    """
    sieve = Sieve(scope)
    tables = _in_order()
    everything = sum(_count(source.session, table) for table in tables)
    done = 0
    for table in tables:
        for page in _pages(source.session, table):
            kept = [row for row in (_sifted(sieve, table, row) for row in page) if row is not None]
            if kept:
                target.execute(insert(table), kept)
            done += len(page)
            yield done, max(everything, done)
    note_withheld(target, sieve)
    store_id = source.session.execute(select(StoreInfo.store_id)).scalar() or ""
    set_info(target, "store_id", store_id)
    set_info(target, "scope", scope.as_text())
    set_info(target, "head", schema.HEAD)


def _sifted(sieve: Sieve, table: Table, row: Row) -> Row | None:
    if table is ENTRIES:
        return sieve.entry(row)
    if table is ACTS:
        return sieve.act(row)
    return sieve.row(table, row)


def _in_order() -> list[Table]:
    """Referred to before referring; then the log, then the acts."""
    tables = [one for one in Base.metadata.sorted_tables if one not in (ENTRIES, ACTS)]
    return [*tables, ENTRIES, ACTS]


def _count(session: Session, table: Table) -> int:
    return session.execute(select(func.count()).select_from(table)).scalar_one()


def _pages(session: Session, table: Table) -> Iterator[list[Row]]:
    """All rows in the order of the key, a page at a time."""
    keys = list(table.primary_key)
    query = select(table).order_by(*keys).limit(PAGE)
    page: list[Row] = []
    while True:
        after = query
        if page:
            last = [page[-1][key.name] for key in keys]
            after = query.where(
                keys[0] > last[0] if len(keys) == 1 else tuple_(*keys) > tuple_(*last)
            )
        page = [dict(row) for row in session.execute(after).mappings()]
        if page:
            yield page
        if len(page) < PAGE:
            return


def note_withheld(target: Connection, sieve: Sieve) -> None:
    """Keep which rows are a barred person's, for when they change."""
    if sieve.withheld:
        target.execute(
            text("INSERT OR IGNORE INTO seat_withheld VALUES (:entity, :id)"),
            [{"entity": entity, "id": row_id} for entity, row_id in sorted(sieve.withheld)],
        )


def set_info(target: Connection, key: str, value: str) -> None:
    """Keep a value about the copy itself."""
    target.execute(
        text("INSERT OR REPLACE INTO seat_info VALUES (:key, :value)"),
        {"key": key, "value": value},
    )


def info(connection: Connection) -> dict[str, Any]:
    """What is kept about the copy itself."""
    found = connection.execute(text("SELECT key, value FROM seat_info"))
    return {row.key: row.value for row in found}
