"""Many teams in one database: every table gets a tenant, and row-level security by it.

The same revisions make the tables of a folder and of a server; what follows here is generic. It
walks the catalogue, so it holds for tables that a later revision brings.

Primary keys, unique constraints, indexes and foreign keys all begin with the tenant. So a key
that another team uses is free, a reference never leads to another team's row, and neither tells
whether such a row exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, event

from factdesk.store.server import guards, policies, sealed_only
from factdesk.store.server.functions import rows, run
from factdesk.store.server.policies import LOADER, SHARED, USERS

#: The column that says whose a row is; the program never names it, its default does.
TENANT: Final = "tenant"

_COLUMN: Final = f"{TENANT} text NOT NULL DEFAULT factdesk.tenant()"


def enforce(connection: Connection) -> None:
    """Bring every table of schema ``public`` under tenant, policies and grants; may be repeated.

    The connection acts as the owner. Raises RuntimeError where a table holds rows of nobody.
    """
    tables = list(team_tables(connection))
    _add_tenants(connection, tables)
    _begin_with_tenant(connection)
    for table in tables:
        _protect(connection, table)
    for name in SHARED:
        run(connection, f"REVOKE ALL ON public.{name} FROM PUBLIC, {USERS}, {LOADER}")
        run(connection, f"GRANT SELECT ON public.{name} TO {USERS}, {LOADER}")
    sealed_only.enforce(connection)
    guards.make(connection)


def team_tables(connection: Connection) -> Iterator[str]:
    """The tables of schema ``public`` that belong to teams, in order of name."""
    for (name,) in rows(connection, TABLES):
        if name not in SHARED:
            yield name


TABLES = """
    SELECT c.relname FROM pg_catalog.pg_class AS c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    ORDER BY c.relname"""

WITH_TENANT = """
    SELECT c.relname FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND a.attname = 'tenant'
        AND NOT a.attisdropped"""


def _add_tenants(connection: Connection, tables: list[str]) -> None:
    """Add the column where it is missing. The one row that a revision makes itself goes."""
    done = {name for (name,) in rows(connection, WITH_TENANT)}
    for table in tables:
        if table in done:
            continue
        if table == "change_counter":
            run(connection, "DELETE FROM public.change_counter")
        elif rows(connection, f'SELECT 1 FROM public."{table}" LIMIT 1'):  # noqa: S608
            raise RuntimeError(f"{table} has rows that belong to no team")
        # The default comes after the column: with it, PostgreSQL would ask for it at once.
        run(connection, f'ALTER TABLE public."{table}" ADD COLUMN {TENANT} text NOT NULL')
        run(
            connection,
            f'ALTER TABLE public."{table}" ALTER COLUMN {TENANT} SET DEFAULT factdesk.tenant()',
        )


# -- keys ------------------------------------------------------------------------------------

# Constraints by kind (p, u, f) that do not begin with the tenant, with what they are made of.
CONSTRAINTS = """
    SELECT c.relname, k.conname, k.contype::text, t.relname, k.confupdtype::text,
        k.confdeltype::text,
        (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY o.n)
            FROM unnest(k.conkey) WITH ORDINALITY AS o(number, n)
            JOIN pg_catalog.pg_attribute AS a
                ON a.attrelid = k.conrelid AND a.attnum = o.number),
        (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY o.n)
            FROM unnest(k.confkey) WITH ORDINALITY AS o(number, n)
            JOIN pg_catalog.pg_attribute AS a
                ON a.attrelid = k.confrelid AND a.attnum = o.number)
    FROM pg_catalog.pg_constraint AS k
    JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
    LEFT JOIN pg_catalog.pg_class AS t ON t.oid = k.confrelid
    JOIN pg_catalog.pg_attribute AS first ON first.attrelid = k.conrelid
        AND first.attnum = k.conkey[1]
    WHERE c.relnamespace = 'public'::regnamespace AND k.contype IN ('p', 'u', 'f')
        AND c.relname <> 'alembic_version'
        AND (first.attname <> 'tenant' OR (k.contype = 'f' AND NOT k.condeferrable))
    ORDER BY c.relname, k.conname"""

INDEXES = """
    SELECT i.relname, pg_catalog.pg_get_indexdef(i.oid)
    FROM pg_catalog.pg_index AS x
    JOIN pg_catalog.pg_class AS i ON i.oid = x.indexrelid
    JOIN pg_catalog.pg_class AS c ON c.oid = x.indrelid
    LEFT JOIN pg_catalog.pg_attribute AS first ON first.attrelid = c.oid
        AND first.attnum = x.indkey[0]
    WHERE c.relnamespace = 'public'::regnamespace AND c.relname <> 'alembic_version'
        AND first.attname IS DISTINCT FROM 'tenant'
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS k WHERE k.conindid = i.oid
            AND k.contype IN ('p', 'u', 'x'))
    ORDER BY i.relname"""

_ON = {"a": "", "r": " RESTRICT", "c": " CASCADE"}


def _begin_with_tenant(connection: Connection) -> None:
    """Make every key and index anew whose first column is not the tenant, under its own name."""
    found = rows(connection, CONSTRAINTS)
    references = [row for row in found if row[2] == "f"]
    for table, name, *_rest in references:
        run(connection, f'ALTER TABLE public."{table}" DROP CONSTRAINT "{name}"')
    for table, name, kind, _to, _update, _delete, columns, _keys in found:
        if kind != "f":
            word = "PRIMARY KEY" if kind == "p" else "UNIQUE"
            run(
                connection,
                f'ALTER TABLE public."{table}" DROP CONSTRAINT "{name}",'
                f' ADD CONSTRAINT "{name}" {word} ({TENANT}, {columns})',
            )
    for name, definition in rows(connection, INDEXES):
        run(connection, f'DROP INDEX public."{name}"')
        run(connection, re.sub(r"( USING \w+ \()", rf"\g<1>{TENANT}, ", definition, count=1))
    for table, name, _kind, to, on_update, on_delete, columns, keys in references:
        run(
            connection,
            f'ALTER TABLE public."{table}" ADD CONSTRAINT "{name}"'
            f' FOREIGN KEY ({_led(columns)}) REFERENCES public."{to}" ({_led(keys)})'
            f"{_action('UPDATE', on_update)}{_action('DELETE', on_delete)}"
            " DEFERRABLE INITIALLY IMMEDIATE",
        )


def _led(columns: str) -> str:
    """Columns with the tenant in front."""
    return columns if columns.split(", ", maxsplit=1)[0] == TENANT else f"{TENANT}, {columns}"


def _action(event_name: str, code: str) -> str:
    """What happens to a reference; setting it to nothing would empty the tenant with it."""
    if code not in _ON:
        raise RuntimeError(f"a reference of a team may not be changed ON {event_name} so: {code}")
    return f" ON {event_name}{_ON[code]}" if _ON[code] else ""


# -- policies and grants ---------------------------------------------------------------------


_POLICIES = """
    SELECT p.polname, c.relname FROM pg_catalog.pg_policy AS p
    JOIN pg_catalog.pg_class AS c ON c.oid = p.polrelid
    WHERE c.relnamespace = 'public'::regnamespace"""


def _protect(connection: Connection, table: str) -> None:
    """Turn row-level security on, and make policies and grants anew."""
    quoted = f'"{table}"'
    # What PostgreSQL counts of the column would tell how many rows another team has.
    run(connection, f"ALTER TABLE public.{quoted} ALTER COLUMN {TENANT} SET STATISTICS 0")
    run(connection, f"ALTER TABLE public.{quoted} ENABLE ROW LEVEL SECURITY")
    for name, on in rows(connection, _POLICIES):
        if on == table:
            run(connection, f'DROP POLICY "{name}" ON public.{quoted}')
    for policy in policies.policies(table):
        run(connection, policy.statement(quoted))
    run(connection, f"REVOKE ALL ON public.{quoted} FROM PUBLIC, {USERS}, {LOADER}")
    for role, privileges in policies.grants(table).items():
        run(connection, f"GRANT {', '.join(privileges)} ON public.{quoted} TO {role}")
    if columns := policies.access_to(table).columns:
        run(connection, f"GRANT UPDATE ({', '.join(columns)}) ON public.{quoted} TO {USERS}")


# -- revisions on a database that has teams already -------------------------------------------

_REFERENCE = re.compile(r"FOREIGN KEY\s*\(([^)]+)\)\s*REFERENCES\s+(\S+)\s*\(([^)]+)\)")
_KEY = re.compile(r"\b(PRIMARY KEY|UNIQUE)\s*\(")
_INDEX = re.compile(r"(CREATE (?:UNIQUE )?INDEX .*? ON \S+ (?:USING \w+ )?\()")
_TABLE = re.compile(r"(CREATE TABLE (?!alembic_version)[^(]+\()")


def with_tenant(statement: str) -> str:
    """A statement that makes a table, key or index, with the tenant where it belongs.

    Revisions are written for one team. On a database that has teams already their keys would
    not fit: what a reference points to is unique only within a team.
    """
    if not re.match(r"\s*(CREATE|ALTER TABLE)\b", statement):
        return statement
    statement = _TABLE.sub(rf"\g<1>\n\t{_COLUMN}, ", statement, count=1)
    statement = _REFERENCE.sub(
        rf"FOREIGN KEY ({TENANT}, \1) REFERENCES \2 ({TENANT}, \3)", statement
    )
    statement = _KEY.sub(rf"\1 ({TENANT}, ", statement)
    return _INDEX.sub(rf"\g<1>{TENANT}, ", statement)


@contextmanager
def tenants_in_revisions(connection: Connection) -> Iterator[None]:
    """Meanwhile, put the tenant into what revisions make on this connection."""

    def rewrite(
        _connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any
    ) -> tuple[str, Any]:
        return with_tenant(statement), parameters

    event.listen(connection, "before_cursor_execute", rewrite, retval=True)
    try:
        yield
    finally:
        event.remove(connection, "before_cursor_execute", rewrite)
