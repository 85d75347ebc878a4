"""Keeping a copy up: what the log names after its number is read again and taken in at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from sqlalchemy import Connection, Table, delete, insert, select, text, update
from sqlalchemy.orm import Session

from factdesk.store.action import Reader
from factdesk.store.base import Base
from factdesk.store.seat.filling import ACTS, ENTRIES, PAGE, note_withheld
from factdesk.store.seat.scope import Scope
from factdesk.store.seat.sieve import Row, Sieve
from factdesk.store.tables import ChangeCounter, Draft

_COUNTER, _DRAFTS = cast(Table, ChangeCounter.__table__), cast(Table, Draft.__table__)
#: How many rows are asked for by their ids in one statement.
_BATCH = 500


@dataclass(frozen=True)
class News:
    """What the server has after a number: its counter, log, acts, and the rows as they are now."""

    counter: Row
    entries: list[Row]
    acts: list[Row]
    drafts: list[Row]
    touched: dict[str, set[str]] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)


def read_news(source: Reader, number: int) -> News:
    """Read everything after a number, in the snapshot of ``source``."""
    session = source.session
    counter = dict(session.execute(select(_COUNTER)).mappings().one())
    entries = list(_after(session, ENTRIES, "number", number))
    acts = list(_after(session, ACTS, "last", number))
    touched: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        touched[entry["entity"]].add(entry["entity_id"])
    rows = {
        table.name: list(_by_id(session, table, sorted(touched[table.name])))
        for table in Base.metadata.sorted_tables
        if table.name in touched
    }
    drafts = [
        dict(row)
        for row in session.execute(
            select(_DRAFTS).where(_DRAFTS.c.actor_id == source.actor.id)
        ).mappings()
    ]
    return News(counter, entries, acts, drafts, dict(touched), rows)


def take_in(connection: Connection, news: News, scope: Scope) -> None:
    """Write the news into the copy, in the caller's transaction, which checks no references."""
    withheld = connection.execute(text("SELECT entity, id FROM seat_withheld"))
    sieve = Sieve(scope, {(row.entity, row.id) for row in withheld})
    _replace_rows(connection, news, sieve)
    connection.execute(delete(_DRAFTS))
    _insert(connection, _DRAFTS, [row for row in news.drafts if sieve.row(_DRAFTS, row)])
    _insert(connection, ENTRIES, _present(sieve.entry(entry) for entry in news.entries))
    _insert(connection, ACTS, [sieve.act(act) for act in news.acts])
    note_withheld(connection, sieve)
    connection.execute(update(_COUNTER).values(**news.counter))


def _replace_rows(connection: Connection, news: News, sieve: Sieve) -> None:
    """Away with every touched row, those that refer first; then back with what stands."""
    tables = [one for one in Base.metadata.sorted_tables if one.name in news.touched]
    for table in reversed(tables):
        for batch in _batches(sorted(news.touched[table.name])):
            connection.execute(delete(table).where(table.c.id.in_(batch)))
    for table in tables:
        rows = (sieve.row(table, row) for row in news.rows[table.name])
        _insert(connection, table, _present(rows))


def _after(session: Session, table: Table, column: str, number: int) -> Iterator[Row]:
    """Rows with a number above one, by pages."""
    key = table.c[column]
    while True:
        found = session.execute(
            select(table).where(key > number).order_by(key).limit(PAGE)
        ).mappings()
        page = [dict(row) for row in found]
        yield from page
        if len(page) < PAGE:
            return
        number = page[-1][column]


def _by_id(session: Session, table: Table, ids: Sequence[str]) -> Iterator[Row]:
    for batch in _batches(ids):
        found = session.execute(select(table).where(table.c.id.in_(batch)).order_by(table.c.id))
        yield from (dict(row) for row in found.mappings())


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]


def _present(rows: Iterable[Row | None]) -> list[Row]:
    return [row for row in rows if row is not None]


def _insert(connection: Connection, table: Table, rows: list[Row]) -> None:
    if rows:
        connection.execute(insert(table), rows)
