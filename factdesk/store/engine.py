"""The engines: one SQLCipher file or one PostgreSQL database behind the same few questions."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
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
from factdesk.store.work import Work, WorkSession

if TYPE_CHECKING:
    from factdesk.store.folder.team_folder import TeamFolder

R = TypeVar("R")

#: How long a writer waits for another before it is a collision; the file waits as long.
BUSY_MILLISECONDS = 5000

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
        self.seals = False
        self.forbidden_thread: int | None = None
        self.writing = engine.execution_options(factdesk_writes=True)
        event.listen(engine, "before_cursor_execute", self._refuse_thread)

    def run(self, action: Action[R], actor: Actor) -> tuple[R, Changes | None]:
        """Do an action in one transaction: its result and what changed."""
        actor.require(action.right)
        with faults.told(self._explain):
            for _attempt in range(TRIES):
                try:
                    return self._try(action, actor)
                except StaleDataError:
                    continue
                except DBAPIError as error:
                    if not faults.is_collision(error):
                        raise
        raise faults.Busy

    def _try(self, action: Action[R], actor: Actor) -> tuple[R, Changes | None]:
        with (
            WorkSession(self.writing, expire_on_commit=False, autoflush=True) as session,
            session.begin(),
        ):
            work = Work(session, actor, self.clock.now(), action.code)
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
        """Collect the statements executed meanwhile, for tests and benchmarks."""
        statements: list[str] = []

        def collect(_c: Any, _cu: Any, statement: str, *_rest: Any) -> None:
            statements.append(statement)

        event.listen(self.engine, "before_cursor_execute", collect)
        try:
            yield statements
        finally:
            event.remove(self.engine, "before_cursor_execute", collect)

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


def server(url: str, clock: Clock) -> Store:
    """A PostgreSQL database. Readers get one snapshot per view.

    Writers take the counter's row first, as a writer of the file begins IMMEDIATE: what a
    handler has read and decided upon is still so when it commits, whoever else writes. Each
    statement after that must see what was committed before, so they read what is committed.
    """
    engine = create_engine(url, pool_size=4, max_overflow=0, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("factdesk_writes", False):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {BUSY_MILLISECONDS}")
            connection.exec_driver_sql("SELECT n FROM change_counter FOR UPDATE")

    store = Store(engine, clock, faults.explain_server, is_shared=True)
    store.engine = engine.execution_options(isolation_level="REPEATABLE READ")
    store.writing = store.writing.execution_options(isolation_level="READ COMMITTED")
    return store
