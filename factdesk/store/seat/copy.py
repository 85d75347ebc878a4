"""The encrypted copy of what a user may see, filled from the server and kept up with its log.

The user never writes in it. What is written away from the server goes to the outbox and is shown
from a second file; so the copy always is what the server had at one number of the change log.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import select, text

from factdesk.clock import Clock
from factdesk.store import schema
from factdesk.store.action import Actor, Reader
from factdesk.store.engine import Store, embedded, without_references
from factdesk.store.folder import cipher
from factdesk.store.folder.refusals import FolderRefusal
from factdesk.store.folder.team_folder import TeamFolder
from factdesk.store.seat import catching_up, filling, wiping
from factdesk.store.seat.cipher_file import CipherFile
from factdesk.store.seat.place import SeatFolder, destroy_copy
from factdesk.store.seat.refusals import AwayTooLong, CopyDamaged, NoCopy, ServerRestored
from factdesk.store.seat.scope import Scope, ScopeOf
from factdesk.store.tables import ChangeEntry, StoreInfo

#: Rows read so far and rows to read, as far as known.
Progress = Callable[[int, int], None]


_TIMES = ("met_at", "seen_at")
_RESTORED = "told_restored"


class FillCancelled(Exception):
    """The user, or the closing of the desk, stopped the filling; the copy is as it was."""


@dataclass(frozen=True)
class Standing:
    """Where a copy stands: the newest number it holds, that entry's hash, scope and schema."""

    number: int
    hash: str | None
    scope: Scope
    head: str


class LocalCopy:
    """The copy in an opened seat folder. Every method may be called from any thread."""

    def __init__(self, folder: SeatFolder, clock: Clock) -> None:
        self.folder, self.clock = folder, clock
        self._changing = threading.RLock()
        self._swapping = threading.Lock()
        self._store: Store | None = None
        self._standing: Standing | None = None
        self.forbidden_thread: int | None = None
        #: How many takings from the server were begun, and the newest that is in the copy.
        self.begun = self.taken = 0

    def open(self) -> bool:
        """Take the copy that lies there into use; whether there is one.

        Raises CopyDamaged for one that is cut, altered or another seat's; it is not touched.
        """
        with self._changing:
            if self._store is not None:
                return True
            if not self.folder.base.exists:
                return False
            try:
                self.folder.base.examine()
                self._use(self.folder.base)
            except FolderRefusal as refusal:
                raise CopyDamaged from refusal
            return True

    @property
    def is_filled(self) -> bool:
        """Whether there is a copy in use."""
        return self._store is not None

    @property
    def store(self) -> Store:
        """The copy as a store to read from. Raises NoCopy."""
        with self._swapping:
            if self._store is None:
                raise NoCopy
            return self._store

    @property
    def standing(self) -> Standing:
        """Where the copy stands. Raises NoCopy."""
        if self._standing is None:
            raise NoCopy
        return self._standing

    def fill(
        self,
        server: Store,
        actor: Actor,
        scope_of: ScopeOf,
        progress: Progress = lambda _done, _all: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        """Make the copy anew from one snapshot of the server, and put it in place when whole.

        Begins from nothing each time. Raises FillCancelled, ConnectionLost, NoSpace.
        """
        with self._changing, self._taking():
            with server.reading(actor) as source:
                scope, at = scope_of(source), self._time_at(source)
                self._make(source, scope, progress, cancelled)
            self.met(at)

    def catch_up(self, server: Store, actor: Actor, scope_of: ScopeOf) -> int:
        """Take everything after the copy's number in, in one step; the new number.

        Where rights or blocks of the user have changed, what is no longer theirs goes first, even
        where the line is lost meanwhile; then the copy is made anew if it may hold more than
        before. Raises ServerRestored where the server's log is not the one this copy continues;
        the copy is then left as it is. Raises NoCopy and ConnectionLost.
        """
        with self._changing, self._taking():
            standing = self.standing
            with server.reading(actor) as source:
                scope, at = scope_of(source), self._time_at(source)
                self._demand_same_history(source, standing)
                news = None
                if scope == standing.scope and standing.head == schema.HEAD:
                    news = catching_up.read_news(source, standing.number)
            if news is not None:
                with without_references(self.store) as connection:
                    catching_up.take_in(connection, news, standing.scope)
                self._standing = self._read_standing(self.store)
            else:
                if not standing.scope.holds_no_more_than(scope):
                    self.narrow(scope)
                self.fill(server, actor, scope_of)
            self.met(at)
            return self.standing.number

    def narrow(self, scope: Scope) -> None:
        """Make the copy anew from itself, without what is no longer the user's to keep."""
        with self._changing:
            reader = Actor(scope.staff_id, "", "")
            with self.store.reading(reader) as source:
                self._make(source, scope, lambda _done, _all: None, lambda: False)

    def met(self, at: datetime, away_days: int | None = None) -> None:
        """Note that the server answered at a time of its own clock."""
        with self._changing:
            note = self.folder.note
            if self._store is not None:
                with self._store.engine.connect() as connection:
                    days = connection.execute(text("SELECT away_days FROM team")).scalar()
                    away_days = days if away_days is None else away_days
            self.folder.keep_note(
                type(note)(
                    note.address,
                    note.role,
                    note.store_id,
                    note.staff_id,
                    at,
                    max(at, self.clock.now()),
                    note.away_days if away_days is None else away_days,
                )
            )
            if self._store is not None:
                with self._store.writing.connect() as connection, connection.begin():
                    filling.set_info(connection, "met_at", at.isoformat())
                    filling.set_info(connection, "seen_at", self.folder.note.seen_at.isoformat())

    def note_restored(self) -> None:
        """Remember that the user was told of a server that was set back."""
        with self._changing, self.store.writing.connect() as connection, connection.begin():
            filling.set_info(connection, _RESTORED, "told")

    @property
    def was_told_restored(self) -> bool:
        """Whether the user was told, at an earlier opening, that this copy's history is gone."""
        with self.store.engine.connect() as connection:
            return _RESTORED in filling.info(connection)

    def demand_in_time(self) -> None:
        """Wipe a copy that has been away for longer than the team allows. Raises AwayTooLong.

        Goes by what stands inside the copy, and by the latest time ever seen.
        """
        note = self.folder.note
        with self.store.engine.connect() as connection:
            info = filling.info(connection)
            days = connection.execute(text("SELECT away_days FROM team")).scalar()
        inside = {name: datetime.fromisoformat(info[name]) for name in _TIMES if name in info}
        met_at = min(inside.get("met_at", note.met_at), note.met_at)
        seen_at = max(inside.get("seen_at", note.seen_at), note.seen_at)
        days = note.away_days if days is None else days
        if wiping.is_too_long(met_at, seen_at, self.clock.now(), days):
            self.close()
            destroy_copy(self.folder.path)
            raise AwayTooLong(days, wiping.has_outbox(self.folder.path))
        self.folder.keep_note(note.seen(self.clock.now()))

    def overlaid(self) -> tuple[CipherFile, Store]:
        """A new file with all that the copy holds, to be written over. Raises NoCopy, NoSpace."""
        with self._changing:
            self.store  # noqa: B018 - raises where there is none
            file = self.folder.new_overlay()
            file.make()
            try:
                with (
                    closing(self.folder.base.connect()) as source,
                    closing(file.connect()) as target,
                ):
                    cipher.copy(source, target, file.path)
            except BaseException:
                file.remove()
                raise
            store = _store_of(file, self.clock)
            store.forbidden_thread = self.forbidden_thread
            return file, store

    def close(self) -> None:
        """Drop the connections; the folder is the caller's to close."""
        with self._changing, self._swapping:
            self._drop()

    def remove(self) -> None:
        """Take the copy away, as one that cannot be used; the next filling makes another."""
        with self._changing, self._swapping:
            self._drop()
            self.folder.base.remove()

    # -- inside --------------------------------------------------------------------------------

    @contextmanager
    def _taking(self) -> Iterator[None]:
        """Count a taking: what was on the server before it began is in the copy after it."""
        self.begun += 1
        mine = self.begun
        yield
        self.taken = max(self.taken, mine)

    def _make(
        self,
        source: Reader,
        scope: Scope,
        progress: Progress,
        cancelled: Callable[[], bool],
    ) -> None:
        beside = self.folder.filling
        beside.make()
        try:
            store = _store_of(beside, self.clock)
            try:
                with without_references(store) as connection:
                    filling.make_tables(connection)
                    for done, everything in filling.fill(source, connection, scope):
                        progress(done, everything)
                        if cancelled():
                            raise FillCancelled
            finally:
                store.close()
            with closing(beside.connect()) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except BaseException:
            beside.remove()
            raise
        with self._swapping:
            self._drop()
            beside.take_place_of(self.folder.base)
            self._use(self.folder.base)

    def _drop(self) -> None:
        if self._store is not None:
            self._store.close()
        self._store = self._standing = None

    def _use(self, file: CipherFile) -> None:
        store = _store_of(file, self.clock)
        try:
            self._bring_to_head(store)
            self._standing = self._read_standing(store)
        except BaseException:
            store.close()
            raise
        store.forbidden_thread = self.forbidden_thread
        self._store = store

    def _bring_to_head(self, store: Store) -> None:
        """Follow a program that was renewed while the seat was away; the data is asked for anew."""
        with without_references(store) as connection:
            if schema.revision(connection) not in (None, schema.HEAD):
                if schema.revision(connection) not in schema.known_revisions():
                    raise CopyDamaged
                schema.upgrade(connection)

    def _read_standing(self, store: Store) -> Standing:
        with store.engine.connect() as connection:
            number, last_hash = connection.execute(
                text("SELECT n, last_hash FROM change_counter")
            ).one()
            info = filling.info(connection)
            store_id = connection.execute(select(StoreInfo.store_id)).scalar()
        if store_id is not None and info["store_id"] != self.folder.note.store_id:
            raise CopyDamaged
        return Standing(number, last_hash, Scope.from_text(info["scope"]), info["head"])

    def _demand_same_history(self, source: Reader, standing: Standing) -> None:
        """Prove by its hash that the copy's newest entry is the server's entry of that number."""
        if standing.number == 0:
            return
        entry = ChangeEntry.__table__.c
        found = source.session.execute(
            select(entry.hash).where(entry.number == standing.number)
        ).scalar()
        if found != standing.hash:
            raise ServerRestored

    def _time_at(self, source: Reader) -> datetime:
        """The server's own time, as the snapshot began."""
        if source.session.get_bind().dialect.name != "postgresql":
            return self.clock.now()
        return cast(datetime, source.session.execute(text("SELECT now()")).scalar_one())


def _store_of(file: CipherFile, clock: Clock) -> Store:
    """A file of the seat as a store; like a team folder it gives connections and explanations."""
    return embedded(cast(TeamFolder, file), clock)
