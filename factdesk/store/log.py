"""The change log: gap-free numbers, chained hashes, and the proof that neither was touched."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from factdesk.store.base import readable
from factdesk.store.encoding import Values, decode_row, dumps, loads
from factdesk.store.sealing import SealBroken
from factdesk.store.tables import Act, ChangeCounter, ChangeEntry

#: The hash before the first change.
GENESIS = "0" * 64

#: The key of the counter's one row.
COUNTER = 1

_counter = cast(Table, ChangeCounter.__table__)
_LINKED = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False)

# Every act runs these: they are built once.
_TAKE_NUMBERS = (
    update(_counter)
    .values(n=_counter.c.n + bindparam("count"))
    .returning(_counter.c.n, _counter.c.last_hash)
)
_KEEP_HASH = update(_counter).where(_counter.c.id == bindparam("change_counter_id"))
_WRITE = insert(cast(Table, ChangeEntry.__table__))


@dataclass(frozen=True)
class RowChange:
    """One row before and after, as logged values; ``None`` where it does not exist."""

    entity: str
    entity_id: str
    before: Values | None
    after: Values | None


@dataclass(frozen=True)
class Stamp:
    """What all changes of one act share."""

    act_id: str
    at: datetime
    actor_id: str
    station: str
    code: str
    reason: str | None


def link(previous: str, number: int, entry: dict[str, Any]) -> str:
    """The hash of one entry: SHA-256 over the hash before it, its number and its contents."""
    at: datetime = entry["at"]
    told = [
        previous,
        number,
        entry["act_id"],
        at.isoformat(timespec="microseconds"),
        entry["actor_id"],
        entry["station"],
        entry["code"],
        entry["entity"],
        entry["entity_id"],
        entry["before"],
        entry["after"],
        entry["reason"],
    ]
    text = _LINKED.encode(told)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def append(connection: Connection, stamp: Stamp, changes: Sequence[RowChange]) -> tuple[int, int]:
    """Number, chain and write the changes as the transaction's last step; first and last number.

    The counter's row is held from here to the commit at least, so numbers are in its order.
    """
    count = len(changes)
    last, previous = connection.execute(_TAKE_NUMBERS, {"count": count}).one()
    previous = previous or GENESIS
    first = last - count + 1
    entries = []
    for number, change in enumerate(changes, start=first):
        entry: dict[str, Any] = {
            "number": number,
            "act_id": stamp.act_id,
            "at": stamp.at,
            "actor_id": stamp.actor_id,
            "station": stamp.station,
            "code": stamp.code,
            "entity": change.entity,
            "entity_id": change.entity_id,
            "before": None if change.before is None else dumps(change.before),
            "after": None if change.after is None else dumps(change.after),
            "reason": stamp.reason,
            "previous_hash": previous,
        }
        previous = entry["hash"] = link(previous, number, entry)
        entries.append(entry)
    connection.execute(_WRITE, entries)
    connection.execute(_KEEP_HASH, {"change_counter_id": COUNTER, "last_hash": previous})
    return first, last


def verify(session: Session) -> Iterator[str]:
    """Walk the chain and tell every break: changed, removed, swapped or added entries."""
    log = ChangeEntry.__table__
    expected, previous = 1, GENESIS
    rows = session.execute(
        select(*readable(log.c))
        .order_by(log.c.number)
        .execution_options(yield_per=2000, stream_results=True)
    ).mappings()
    for row in rows:
        number = row["number"]
        if number != expected:
            yield f"change_log: {number - expected} missing before number {number}"
        broken = _broken(row)
        if row["previous_hash"] != previous:
            yield f"change_log: number {number} does not follow the entry before it"
        if broken:
            yield f"change_log: number {number} was altered ({broken})"
        elif link(row["previous_hash"], number, dict(row)) != row["hash"]:
            yield f"change_log: number {number} was altered"
        expected, previous = number + 1, row["hash"]
    n, last_hash = session.execute(select(*readable((_counter.c.n, _counter.c.last_hash)))).one()
    if (n, last_hash or GENESIS) != (expected - 1, previous):
        yield f"change_log: ends at number {expected - 1}, the counter says {n}"


def verify_acts(session: Session) -> Iterator[str]:
    """Tell every act that the log does not bear out: changed, removed or added past the program.

    The acts cover the numbers of the log without a gap, and each says of itself what its entries
    say; the entries themselves are under the chain.
    """
    entry, act = ChangeEntry.__table__.c, Act.__table__.c
    shared = ("at", "actor_id", "station", "code", "reason")
    expected = 1
    logged = (
        column.label(f"log_{column.key}") for column in readable(entry[name] for name in shared)
    )
    found = session.execute(
        select(*readable(act), entry.act_id, *logged)
        .join_from(Act.__table__, ChangeEntry.__table__, entry.number == act.first, isouter=True)
        .order_by(act.first)
        .execution_options(yield_per=2000, stream_results=True)
    ).mappings()
    for row in found:
        if row["first"] != expected:
            yield f"acts: none for number {expected} of the change log"
        alike = all(row[name] == row[f"log_{name}"] for name in shared)
        if row["act_id"] != row["id"] or not alike or _broken(row):
            yield f"acts {row['id']}: not as the change log says"
        expected = row["last"] + 1
    n = session.scalar(select(ChangeCounter.n))
    if expected - 1 != n:
        yield f"acts: end at number {expected - 1}, the counter says {n}"


def _broken(row: Mapping[Any, Any]) -> str:
    """Which sealed values of a row do not open."""
    return ", ".join(value.column for value in row.values() if isinstance(value, SealBroken))


def values_at(session: Session, table: Any, entity_id: str, version: int) -> Values | None:
    """The whole row as it stood at a version, decoded; ``None`` where the log does not reach."""
    log = ChangeEntry.__table__.c
    found: Values = {}
    for after in session.scalars(
        select(log.after)
        .where(log.entity == table.name, log.entity_id == entity_id)
        .order_by(log.number)
    ):
        if after is None:
            found = {}
            continue
        values = loads(after)
        if values.get("version", 0) > version:
            break
        found |= values
    return decode_row(table, found) if found.get("version") == version else None
