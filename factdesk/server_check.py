"""Is a team on a server in order: the line, the clock, the server's own guard, sealing, the log.

What is checked is what a user of the team can see with the own login, and that is all that any
user's program relies on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, suppress
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Column, String, Table, select
from sqlalchemy.orm import Session

import factdesk.tables  # noqa: F401 - every mapped class: what is not known is not checked
from factdesk.clock import SystemClock
from factdesk.opening_server import clock_notice
from factdesk.store.base import Base
from factdesk.store.check import Progress, Step, check
from factdesk.store.engine import Store, server
from factdesk.store.sealing import SealBroken
from factdesk.store.server import refusals
from factdesk.store.server.address import ServerAddress
from factdesk.store.server.checking import server_steps
from factdesk.store.server.team_server import TeamServer
from factdesk.words import _

#: What a server that cannot be opened has wrong, rather than its user.
NOT_IN_ORDER = (
    refusals.CertificateWrong,
    refusals.TlsRequired,
    refusals.WeakLogin,
    refusals.ServerNotPrepared,
    refusals.SchemaTooOld,
    refusals.PostgresTooOld,
    refusals.KeyMissing,
    refusals.KeyUnfit,
)

#: What is looked for in what is plain: table and columns, put together with a space.
_TELLING = (
    ("persons", "given_name", "family_name"),
    ("persons", "birth_number"),
    ("persons", "phone"),
    ("persons", "address"),
    ("next_of_kin", "name"),
    ("next_of_kin", "phone"),
)
#: Of how many rows, and how long it must be to be no chance.
_ROWS, _LONG_ENOUGH = 2000, 8


def check_team(
    address: ServerAddress, passphrase: str, progress: Progress = lambda *_args: None
) -> list[Step]:
    """Sign in and check everything. Raises the refusals of ``store.server``."""
    with TeamServer.open(address, passphrase) as team:
        store = server(team, SystemClock())
        try:
            return check(
                store,
                None,
                progress,
                before=(
                    ("line", _line_name(team), lambda: _line(team)),
                    ("clock", _("The clock of this machine is right"), lambda: _clock(team)),
                    ("sealing", _("What names a person is ciphertext on the server"),
                     lambda: _sealing(team, store)),
                    *server_steps(team.connect),
                ),
            )  # fmt: skip
        finally:
            store.close()


def _line_name(team: TeamServer) -> str:
    """What holds of this line: on the server's own machine TLS is not asked for."""
    if team.address.is_verified:
        return _("The line is encrypted and the server verified")
    with closing(team.connect()) as connection:
        if connection.pgconn.ssl_in_use:
            return _("The server is on this machine; the line is encrypted, but not verified")
    return _("The server is on this machine; the line is not encrypted")


def _line(team: TeamServer) -> Iterator[str]:
    """A connection of verified TLS is the only one that is made; here it is asked itself."""
    with closing(team.connect()) as connection:
        if not connection.pgconn.ssl_in_use and team.address.is_verified:
            yield _("the connection is not encrypted")


def _clock(team: TeamServer) -> Iterator[str]:
    yield from clock_notice(team.machine_ahead)


def _sealing(team: TeamServer, store: Store) -> Iterator[str]:
    """Read what the server has as it lies there, and look for what has been opened from it."""
    with closing(team.connect()) as connection:
        connection.execute("SELECT set_config('factdesk.tenant', %s, false)", (team.tenant,))
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if _is_sealed(column):
                    yield from _unsealed(connection, column)
        words = _opened_words(store)
        if words:
            for table in Base.metadata.sorted_tables:
                yield from _plain_words(connection, table, words)


def _is_sealed(column: Column[Any]) -> bool:
    return bool(getattr(column.type, "is_sealed", False))


def _is_text(column: Column[Any]) -> bool:
    """Whether it holds text that somebody writes, and no id."""
    kind = getattr(column.type, "impl", column.type)
    return isinstance(kind, String) and kind.length != 32


def _unsealed(connection: psycopg.Connection, column: Column[Any]) -> Iterator[str]:
    table = column.table
    name = getattr(table, "name", "")
    statement = sql.SQL(
        "SELECT count(*) FROM public.{} WHERE {} IS NOT NULL AND left({}, 3) <> 's1:'"
    ).format(sql.Identifier(name), sql.Identifier(column.name), sql.Identifier(column.name))
    row = connection.execute(statement).fetchone()
    if row is not None and row[0]:
        yield _("{table}.{column}: values that are not sealed: {count}").format(
            table=name, column=column.name, count=row[0]
        )


def _opened_words(store: Store) -> re.Pattern[str] | None:
    """What points to a person and cannot stand somewhere by chance, opened."""
    words: set[str] = set()
    with Session(store.engine) as session, session.begin(), suppress(SealBroken):
        # What does not open is found by the steps that open every value.
        for table_name, *columns in _TELLING:
            table = Base.metadata.tables[table_name]
            found = session.execute(select(*(table.c[name] for name in columns)).limit(_ROWS))
            words |= {" ".join(filter(None, row)).strip() for row in found}
    telling = sorted(word for word in words if len(word) >= _LONG_ENOUGH)
    return re.compile("|".join(map(re.escape, telling))) if telling else None


def _plain_words(
    connection: psycopg.Connection, table: Table, words: re.Pattern[str]
) -> Iterator[str]:
    for column in table.columns:
        if _is_sealed(column) or not _is_text(column):
            continue
        name = column.name
        statement = sql.SQL(
            "SELECT DISTINCT {}::text FROM public.{} WHERE length({}::text) >= %s"
        ).format(sql.Identifier(name), sql.Identifier(table.name), sql.Identifier(name))
        count = sum(
            1 for (text,) in connection.execute(statement, (_LONG_ENOUGH,)) if words.search(text)
        )
        if count:
            yield _(
                "{table}.{column}: plain values that hold what is sealed elsewhere: {count}"
            ).format(table=table.name, column=name, count=count)
