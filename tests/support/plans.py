"""How SQLite would answer the statements of an act or a view: by an index or by reading it all."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from factdesk.desk import Desk
from factdesk.store.base import Base

_TABLE = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+\"?([a-z_]+)", re.IGNORECASE)
_LISTED = re.compile(
    r"\bFROM\s+((?:\"?[a-z_]+\"?(?:\s+AS\s+\w+)?\s*,\s*)+\"?[a-z_]+)", re.IGNORECASE
)


def tables_in(statement: str) -> set[str]:
    """The store's tables that a statement names after FROM, JOIN, INTO or UPDATE."""
    named = set(_TABLE.findall(statement))
    for several in _LISTED.findall(statement):
        named |= {part.split()[0].strip('"') for part in several.split(",")}
    return named & set(Base.metadata.tables)


def plans_scanning(
    desk: Desk, statements: Sequence[str], tables: Collection[str]
) -> list[tuple[str, str]]:
    """Each statement that reads through one of the tables, with the line of its plan."""
    assert desk.folder is not None
    connection = desk.folder.connect()
    found = []
    try:
        for statement in statements:
            if not re.match(r"\s*(SELECT|WITH|UPDATE|DELETE)\b", statement):
                continue
            nothing = (None,) * statement.count("?")
            for *_ids, step in connection.execute(f"EXPLAIN QUERY PLAN {statement}", nothing):
                scanned = re.match(r"SCAN (\w+)(?! USING (?:COVERING )?INDEX)", step)
                if scanned and _real(scanned[1], statement) in tables:
                    found.append((step, statement))
    finally:
        connection.close()
    return found


def _real(name: str, statement: str) -> str:
    """The table behind an alias of a statement."""
    alias = re.search(rf"\b([a-z_]+)\"? AS {name}\b", statement)
    return alias[1] if alias else name
