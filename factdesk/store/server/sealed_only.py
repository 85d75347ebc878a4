"""A server takes nothing but ciphertext in a sealed column: every table says so by a constraint.

The program refuses before anything leaves it. This is for what is not the program: another client,
a revision, somebody with psql. What was there before a constraint was made is found by the check.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from sqlalchemy import Connection

from factdesk.store.base import Base
from factdesk.store.server.functions import rows, run
from factdesk.store.server.policies import ACCESS

#: The name of the constraint, the same on every table.
NAME: Final = "fd_sealed"

CONSTRAINTS: Final = """
    SELECT c.relname, pg_catalog.pg_get_constraintdef(k.oid)
    FROM pg_catalog.pg_constraint AS k JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
    WHERE c.relnamespace = 'public'::regnamespace AND k.contype = 'c' AND k.conname = 'fd_sealed'"""

_WRITTEN_OTHERWISE = re.compile(r"::text|[()\"\s]")


def expected() -> dict[str, str]:
    """The constraint of every table that has sealed columns.

    Raises RuntimeError where a table of the program is not known yet: what is not known would
    not be guarded.
    """
    if not ACCESS.keys() <= Base.metadata.tables.keys():
        raise RuntimeError("a table is not known: import factdesk.tables first")
    found = {}
    for name, table in sorted(Base.metadata.tables.items()):
        sealed = [each.name for each in table.columns if getattr(each.type, "is_sealed", False)]
        if name in ACCESS and sealed:
            found[name] = " AND ".join(f"(\"{each}\" LIKE 's1:%')" for each in sealed)
    return found


def enforce(connection: Connection) -> None:
    """Make the constraints that are missing or not as they should be.

    Rows that are there are not looked through: a log of years would hold everybody up.
    """
    there = {str(table): str(definition) for table, definition in rows(connection, CONSTRAINTS)}
    for table, condition in expected().items():
        if _plain(there.get(table, "")) == _as_told(condition):
            continue
        run(connection, f'ALTER TABLE public."{table}" DROP CONSTRAINT IF EXISTS {NAME}')
        run(
            connection,
            f'ALTER TABLE public."{table}" ADD CONSTRAINT {NAME} CHECK ({condition}) NOT VALID',
        )


def unguarded(there: Mapping[str, str]) -> Iterator[str]:
    """The tables whose constraint is not the program's, given what the catalogue says."""
    for table, condition in expected().items():
        if _plain(there.get(table, "")) != _as_told(condition):
            yield table


def _as_told(condition: str) -> str:
    """A condition of ours as the catalogue tells it, without what it writes as it likes."""
    return _plain(f"CHECK {condition}".replace(" LIKE ", "~~"))


def _plain(definition: str) -> str:
    # One that was made valid, or came back from a dump, is as good.
    return _WRITTEN_OTHERWISE.sub("", definition.removesuffix(" NOT VALID"))
