"""The engines: one SQLCipher file or one PostgreSQL database behind the same few questions."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import QueuePool

from factdesk.clock import Clock
from factdesk.store import faults, feed, undo
from factdesk.store.action import Action, Actor, Reader, View
from factdesk.store.feed import Changes
from factdesk.store.ids import demand_id, new_id, sequence
from factdesk.store.sealing import Sealer, attach, sealer_of
from factdesk.store.work import Work, WorkSession

if TYPE_CHECKING:
    import psycopg

    from factdesk.store.folder.team_folder import TeamFolder
    from factdesk.store.server.team_server import TeamServer

R = TypeVar("R")

#: How long a writer waits for another before it is a collision; the file waits as long.
BUSY_MILLISECONDS = 5000

#: How long a statement on a server may take, and how long a connection to it is used.
STATEMENT_MILLISECONDS = 60_000
POOL_RECYCLE_SECONDS = 1800

#: How long a writer's line may be silent in the middle of an act: that of a machine that died
#: gives the others the lock before they have given up waiting, see ``TRIES``.
SILENT_MILLISECONDS = 15_000
_SILENT = f"set_config('idle_in_transaction_session_timeout', '{SILENT_MILLISECONDS}', true)"
_FOR_A_WRITER = f"SELECT {_SILENT}, n FROM change_counter FOR UPDATE"  # noqa: S608 - ours

_BEGIN = "BEGIN ISOLATION LEVEL "

#: How often an act is tried again when the engine reports a collision.
TRIES = 4


class WrongThread(RuntimeError):
    """The database was used on a thread that must never wait for it: a bug."""


class Store:
    """An open database. Made by :func:`embedded` or :func:`server`; closed by ``close``.

    ``is_shared`` says whether other seats write too; ``seals`` whether personal columns are
    sealed before they reach the database.
    """

    def __init__(
        self, engine: Engine, clock: Clock, explain: faults.Explain, *, is_shared: bool
    ) -> None:
        self.engine, self.clock, self.is_shared = engine, clock, is_shared
        self._explain = explain
        self.seals = sealer_of(engine.dialect) is not None
        self.forbidden_thread: int | None = None
        self.writing = engine.execution_options(factdesk_writes=True)
        event.listen(engine, "before_cursor_execute", self._refuse_thread)

    def run(
        self,
        action: Action[R],
        actor: Actor,
        act_id: str | None = None,
        *,
        written_at: datetime | None = None,
    ) -> tuple[R, Changes | None]:
        """Do an action in one transaction: its result and what changed.

        ``act_id`` is the id the act shall have. An act that is sent again under its id, because
        the line was lost and nobody knows whether it was saved, must be preceded by
        :meth:`find_act`. ``written_at`` is when the user wrote what is only entered now.
        Raises ConnectionLost where the line to a server goes.
        """
        actor.require(action.right)
        with faults.told(self._explain):
            for _attempt in range(TRIES):
                try:
                    return self._try(action, actor, act_id or new_id(), written_at)
                except StaleDataError:
                    continue
                except DBAPIError as error:
                    if not faults.is_collision(error):
                        raise
        raise faults.Busy

    def find_act(self, act_id: str) -> Changes | None:
        """What an act changed, if it was saved; waits until no other writer is under way.

        So an act whose line was lost while it was being saved has by then been saved or not.
        """
        with (
            faults.told(self._explain),
            Session(self.writing) as session,
            session.begin(),
        ):
            return feed.of_act(session, act_id)

    def _try(
        self, action: Action[R], actor: Actor, act_id: str, written_at: datetime | None
    ) -> tuple[R, Changes | None]:
        with (
            sequence(act_id),
            WorkSession(self.writing, expire_on_commit=False, autoflush=True) as session,
            session.begin(),
        ):
            work = Work(session, actor, self.clock.now(), action.code, act_id, written_at)
            work.undoable = action.undoable
            result = action.do(work)
            numbers = work.close(getattr(action, "reason", None))
        if numbers is None:
            return result, None
        return result, Changes(*numbers, work.touched, frozenset({actor.id}))

    def ask(self, view: View[R], actor: Actor) -> R:
        """Answer a view from one snapshot."""
        actor.require(view.right)
        with self.reading(actor) as reader:
            return view.read(reader)

    @contextmanager
    def reading(self, actor: Actor) -> Iterator[Reader]:
        """A reader on a snapshot of its own."""
        with faults.told(self._explain), Session(self.engine) as session, session.begin():
            yield Reader(session, actor, self.clock.now())

    def changes_since(self, number: int) -> Changes | None:
        """Everything after a number of the log; ``None`` where nothing is new."""
        with faults.told(self._explain), Session(self.engine) as session, session.begin():
            return feed.since(session, number)

    def newest(self) -> int:
        """The number of the newest change."""
        with faults.told(self._explain), Session(self.engine) as session, session.begin():
            return feed.newest(session)

    def history(self, actor: Actor) -> undo.History:
        """The user's next undo and redo."""
        with faults.told(self._explain), Session(self.engine) as session, session.begin():
            return undo.history(session, actor.id)

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """Collect the statements executed meanwhile, for tests and benchmarks.

        What a server is told as each transaction begins is none of them.
        """
        statements: list[str] = []

        def collect(_c: Any, _cu: Any, statement: str, *_rest: Any) -> None:
            if not statement.startswith(_BEGIN) or _FOR_A_WRITER in statement:
                statements.append(statement)

        event.listen(self.engine, "before_cursor_execute", collect)
        try:
            yield statements
        finally:
            event.remove(self.engine, "before_cursor_execute", collect)

    def break_off(self) -> None:
        """End what waits for a server that nobody can reach; on any thread. A file is let be."""
        if self.is_shared:
            from factdesk.store.server.breaking import break_off

            break_off(self.engine)

    def close(self) -> None:
        """Drop every connection."""
        self.engine.dispose()

    def _refuse_thread(self, *_args: Any) -> None:
        if threading.get_ident() == self.forbidden_thread:
            raise WrongThread("the database was used on the screen's thread")


def embedded(folder: TeamFolder, clock: Clock) -> Store:
    """The encrypted file of an unlocked folder.

    Connections start no transaction by themselves: a writer begins IMMEDIATE, so that it sees
    what it will write over, a reader begins a plain snapshot.
    """
    import sqlcipher3.dbapi2 as dbapi

    engine = create_engine(
        "sqlite://",
        module=dbapi,
        creator=folder.connect,
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=0,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("factdesk_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return Store(engine, clock, folder.refusal_for, is_shared=False)


@contextmanager
def without_references(store: Store) -> Iterator[Connection]:
    """A writer's transaction on a file in which no row's references are checked.

    Revisions rebuild tables that others refer to, and a seat's copy lacks rows that are referred
    to. SQLite heeds the switch only between transactions.
    """
    with store.writing.connect() as connection:
        raw = connection.connection.driver_connection
        if raw is None:
            raise RuntimeError("no connection to the file")
        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
        finally:
            raw.execute("PRAGMA foreign_keys = ON")


def _beginning(store_id: str, *, writes: bool) -> str:
    """What a transaction begins with: several statements in one text are one round trip.

    So there are no parameters.
    """
    return (
        f"{_BEGIN}{'READ COMMITTED' if writes else 'REPEATABLE READ'}; "
        f"SELECT set_config('factdesk.tenant', '{store_id}', true), "
        f"set_config('lock_timeout', '{BUSY_MILLISECONDS}', true), "
        f"set_config('statement_timeout', '{STATEMENT_MILLISECONDS}', true)"
    ) + (f"; {_FOR_A_WRITER}" if writes else "")


def server(team: TeamServer, clock: Clock) -> Store:
    """The database of an unlocked team server. Readers get one snapshot per view.

    Writers take the counter's row first, as a writer of the file begins IMMEDIATE: what a
    handler has read and decided upon is still so when it commits, whoever else writes. Each
    statement after that must see what was committed before, so they read what is committed.

    What a transaction needs to know of team and patience it is told at its beginning, for this
    transaction only: a pooler may give each another connection. It is begun in the same round
    trip, so the driver must not begin one by itself.
    """
    from factdesk.store.server.breaking import watch

    def connect() -> psycopg.Connection:
        connection = team.connect()
        connection.autocommit = True
        return connection

    engine = create_engine(
        "postgresql+psycopg://",
        creator=connect,
        pool_size=4,
        max_overflow=0,
        pool_recycle=POOL_RECYCLE_SECONDS,
        hide_parameters=True,
    )
    attach(engine, Sealer(team.data_key, team.store_id))
    watch(engine)

    tenant = demand_id(team.store_id)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("factdesk_writes", False)
        connection.exec_driver_sql(_beginning(tenant, writes=writes))

    return Store(engine, clock, team.refusal_for, is_shared=True)
