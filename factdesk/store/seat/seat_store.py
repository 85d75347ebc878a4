"""The store of a seat: the server while it answers, the copy and the outbox while it does not.

It has the interface of a store, so that neither the desk nor a room knows the difference. Every
change has its act's id from the beginning; whatever happens to the line, the server does it once.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy import Engine

from factdesk.errors import KnownError
from factdesk.store import faults
from factdesk.store.action import Action, Actor, Reader, View
from factdesk.store.engine import Store
from factdesk.store.feed import Changes
from factdesk.store.ids import new_id
from factdesk.store.link import Links
from factdesk.store.seat.command_json import to_json
from factdesk.store.seat.copy import LocalCopy
from factdesk.store.seat.keeper import GATHER_SECONDS, Keeper
from factdesk.store.seat.outbox import Outbox, State
from factdesk.store.seat.overlay import Overlay
from factdesk.store.seat.recent import Recent
from factdesk.store.seat.recorded import Recorded
from factdesk.store.seat.refusals import (
    NoCopy,
    NotReadAway,
    NotSavedAway,
    NotUndoneAway,
    OutcomeUnknown,
    ServerRestored,
)
from factdesk.store.seat.scope import ScopeOf
from factdesk.store.seat.sending import find_act, send
from factdesk.store.seat.shown import Waiting, is_undoable, label, shown, topic
from factdesk.store.undo import History, Step, UndoAct

R = TypeVar("R")


class SeatStore(Store):
    """A store that goes on when its server is away. Made for one signed-in user."""

    def __init__(
        self,
        server: Store,
        copy: LocalCopy,
        outbox: Outbox,
        actor: Actor,
        links: Links,
        scope_of: ScopeOf,
        *,
        trouble: Callable[[KnownError], None] = lambda _error: None,
        gather: float = GATHER_SECONDS,
    ) -> None:
        """``trouble`` hears, on any thread, of what keeps the copy from being kept up."""
        self.server, self.copy, self.outbox = server, copy, outbox
        self.actor, self.links = actor, links
        self.clock, self.is_shared, self.seals = server.clock, True, server.seals
        self._scope_of = scope_of
        self._overlay = Overlay(copy, outbox, actor)
        self._recent = Recent(copy, outbox, self._overlay, actor)
        self._lane = threading.RLock()
        self._trouble = trouble
        self._is_restored = self._is_copy_declined = False
        self._begins_anew = copy.is_filled and copy.was_told_restored
        self._keeper = Keeper(self._keep, trouble, gather)
        links.on_return(self.come_back)
        links.copy_with(100 if copy.is_filled else None)
        self._show()

    # -- where it goes -------------------------------------------------------------------------

    @property
    def is_away(self) -> bool:
        """Whether the server cannot be reached."""
        return self.links.now.is_away

    @property
    def engine(self) -> Engine:  # type: ignore[override]
        """The server's engine."""
        return self.server.engine

    @property
    def writing(self) -> Engine:  # type: ignore[override]
        """The server's engine for writers."""
        return self.server.writing

    @property
    def forbidden_thread(self) -> int | None:
        """The thread that must never wait for a database."""
        return self.server.forbidden_thread

    @forbidden_thread.setter
    def forbidden_thread(self, thread: int | None) -> None:
        self.server.forbidden_thread = self.copy.forbidden_thread = thread
        for store in (self.copy.store, self._overlay.store) if self.copy.is_filled else ():
            store.forbidden_thread = thread

    # -- writing -------------------------------------------------------------------------------

    def run(
        self,
        action: Action[R],
        actor: Actor,
        act_id: str | None = None,
        *,
        written_at: datetime | None = None,
    ) -> tuple[R, Changes | None]:
        """Do an action on the server, or keep it for the server and show it meanwhile.

        Raises what the handler raises, NotSavedAway for what only the server can do, and
        OutcomeUnknown where the server may have done such a thing when the line was lost.
        """
        actor.require(action.right)
        act_id = act_id or new_id()
        doubt: Recorded | None = None
        if not self.is_away:
            tried: list[Recorded] = []
            try:
                answer = self._try_twice(action, actor, act_id, written_at, tried)
                self._recent.saved(action, act_id)
                if answer[1] is None and action.away:
                    self.wake()  # a draft: no number of the log tells of it
                return cast(tuple[R, Changes | None], answer)
            except faults.ConnectionLost as lost:
                self.links.lost(lost.message)
            except faults.Busy as busy:
                if not any(one.is_done for one in tried):
                    raise
                self.links.lost(busy.message)
            doubt = next((one for one in reversed(tried) if one.is_done), None)
        with self._lane:
            return cast(tuple[R, Changes | None], self._keep_for_later(action, act_id, doubt))

    def _try_twice(
        self,
        action: Action[Any],
        actor: Actor,
        act_id: str,
        written_at: datetime | None,
        tried: list[Recorded],
    ) -> tuple[Any, Changes | None]:
        """Once more after a lost line: it may have been an old one, and the server well."""
        tried.append(Recorded(action))
        try:
            return self.server.run(tried[-1], actor, act_id, written_at=written_at)
        except faults.ConnectionLost:
            if tried[-1].is_done:
                changes = find_act(self.server, act_id)
                if changes is not None:
                    return tried[-1].result, changes
        tried.append(Recorded(action))
        return self.server.run(tried[-1], actor, act_id, written_at=written_at)

    def _keep_for_later(
        self, action: Action[Any], act_id: str, doubt: Recorded | None
    ) -> tuple[Any, Changes | None]:
        """Into the outbox first, then shown; ``doubt`` has what the server may have saved."""
        self._recent.show()
        if isinstance(action, UndoAct) and doubt is None:
            return self._undo_away(action)
        now = self.clock.now()
        if not self._can_be_kept(action):
            if doubt is None:
                raise NotSavedAway
            self.outbox.put(act_id, self.actor.id, action.code, None, now, is_doubtful=True)
            self._show()
            raise OutcomeUnknown
        self.outbox.put(
            act_id,
            self.actor.id,
            action.code,
            to_json(action),
            now,
            topic(action),
            is_doubtful=doubt is not None,
        )
        try:
            result, changes = self._overlay.write(action, act_id, now)
        except BaseException as error:
            if doubt is None:
                self.outbox.drop(act_id)
                raise
            if not isinstance(error, KnownError):
                raise
            result, changes = doubt.result, None
        self._show()
        return result if doubt is None else doubt.result, _unnumbered(changes)

    def _can_be_kept(self, action: Action[Any]) -> bool:
        if not (action.away and self.copy.is_filled):
            return False
        return getattr(action, "person_id", None) not in self.copy.standing.scope.barred

    def _undo_away(self, action: UndoAct) -> tuple[Any, Changes | None]:
        """Take back what has not been sent, and show what is left."""
        entry = self.outbox.find(action.act_id)
        if entry is None or entry.state is not State.WAITING or entry.is_doubtful:
            raise NotUndoneAway
        changes = self._overlay.shows(entry.act_id)
        self.outbox.drop(entry.act_id)
        self._rebuild()
        return label(entry), _unnumbered(changes)

    # -- reading -------------------------------------------------------------------------------

    def ask(self, view: View[R], actor: Actor) -> R:
        """Answer a view from the server, or from what this seat has."""
        if not self.is_away:
            with suppress(faults.ConnectionLost):
                return self.server.ask(view, actor)
            try:  # it may have been an old line, and the server well
                return self.server.ask(view, actor)
            except faults.ConnectionLost as lost:
                self.links.lost(lost.message)
        actor.require(view.right)
        if self._withholds(view):
            raise NotReadAway
        return self._here().ask(view, actor)

    def _withholds(self, view: View[Any]) -> bool:
        """Whether an answer from the copy would lack what the server would tell this user.

        What is asked with the right to the board shows a reduced row all the same.
        """
        if view.right == "see_board":
            return False
        counts = view.right == "see_fidelity"
        return self.copy.standing.scope.withholds(view.touches, counts=counts)

    def _here(self) -> Store:
        """Where to read while the server is away, with what was saved a moment before."""
        if self._recent.has_any:
            with self._lane:
                self._recent.show()
        return self._overlay.store

    @contextmanager
    def reading(self, actor: Actor) -> Iterator[Reader]:
        """A reader on a snapshot of the server, or of what this seat has."""
        store = self._here() if self.is_away else self.server
        try:
            with store.reading(actor) as reader:
                yield reader
        except faults.ConnectionLost as lost:
            self.links.lost(lost.message)
            raise

    def changes_since(self, number: int) -> Changes | None:
        """Everything on the server after a number."""
        return self.server.changes_since(number)

    def newest(self) -> int:
        """The number of the newest change; of the copy while the server is away."""
        if not self.is_away:
            try:
                return self.server.newest()
            except faults.ConnectionLost as lost:
                self.links.lost(lost.message)
        return self.copy.standing.number

    def find_act(self, act_id: str) -> Changes | None:
        """What an act changed on the server."""
        return self.server.find_act(act_id)

    def history(self, actor: Actor) -> History:
        """The user's next undo and redo; away only what waits can be undone."""
        if not self.is_away:
            try:
                return self.server.history(actor)
            except faults.ConnectionLost as lost:
                self.links.lost(lost.message)
        for entry in reversed(self.outbox.entries(State.WAITING)):
            if is_undoable(entry) and not entry.is_doubtful:
                return History(Step(entry.act_id, label(entry), entry.written_at), None)
        return History(None, None)

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """Collect the statements sent to the server meanwhile."""
        with self.server.counting() as statements:
            yield statements

    # -- what waits ----------------------------------------------------------------------------

    def waiting(self) -> tuple[Waiting, ...]:
        """What waits for the server, and what it refused, in the order it was written.

        Drafts and the log of who has looked are sent as well, and shown only when refused.
        """
        return tuple(
            shown(entry)
            for entry in self.outbox.entries()
            if entry.state is not State.SENT
            and (is_undoable(entry) or entry.state is not State.WAITING)
        )

    def discard(self, act_id: str) -> None:
        """Throw an entry away. Raises NotUndoneAway for one that the server may have already."""
        with self._lane:
            entry = self.outbox.find(act_id)
            if entry is None:
                return
            if entry.is_doubtful or entry.state is State.SENT:
                raise NotUndoneAway
            self.outbox.drop(act_id)
            if self.is_away:
                self._rebuild()
            self._show()

    def retry(self, act_id: str) -> None:
        """Send a refused entry again; of a conflict, mine shall stand instead of what stands now.

        Away it waits for the return. Raises what refuses it again; it then stays, with the words.
        """
        with self._lane:
            entry = self.outbox.find(act_id)
            if entry is None or entry.state is not State.REFUSED or entry.command is None:
                return
            command = json.loads(entry.command)
            if entry.clash is not None and "seen" in command:
                command["seen"] = entry.clash.version
            self.outbox.again(
                act_id, json.dumps(command, ensure_ascii=False), entry.clash is not None
            )
            if self.is_away:
                self._rebuild()
            else:
                self._deliver()
            self._show()

    def come_back(self) -> None:
        """The server is back: send what waits, then take in what it has. On the writer's lane.

        Raises what stops it in the middle; it goes on from there the next time.
        """
        with self._lane:
            self._deliver()

    def _deliver(self) -> None:
        try:
            send(self.outbox, self.server, self.actor, self._show)
            if self.copy.is_filled and not (self._is_restored or self._begins_anew):
                self.copy.catch_up(self.server, self.actor, self._scope_of)
            self._outbox_is_through()
        except ServerRestored as restored:
            self._outbox_is_through()
            self._stand_still()
            self._trouble(restored)
        finally:
            self._show()
        self.wake()

    def _outbox_is_through(self) -> None:
        self.outbox.drop_sent()
        self._overlay.drop()

    def _stand_still(self) -> None:
        """The user is told first; the copy as it was may be all that is left of something."""
        self._is_restored = True
        self.copy.note_restored()

    # -- the copy ------------------------------------------------------------------------------

    def start(self) -> None:
        """Before the first question: away, show what waits; else send it."""
        with self._lane:
            if self.is_away:
                self._rebuild()
            else:
                try:
                    if self.copy.is_filled and self.outbox.entries(State.WAITING):
                        self._rebuild()
                    self._deliver()
                except faults.ConnectionLost as lost:
                    self.links.lost(lost.message)
                    self._rebuild()

    def wake(self) -> int:
        """There is something new on the server: the copy follows soon; on any thread."""
        return self._keeper.wake()

    def settle(self, timeout: float = 30.0) -> bool:
        """Wait until the copy has followed what is known now, for tests and before closing."""
        return self._keeper.wait_for(self._keeper.wake(), timeout)

    def make_copy_anew(self) -> None:
        """Fill the copy from nothing: the first time, and after a server that was set back."""
        self.links.copy_with(0)
        try:
            self.copy.fill(
                self.server, self.actor, self._scope_of, self._tell_filled, self._stops_filling
            )
            self._is_restored = self._begins_anew = False
        finally:
            self.links.copy_with(100 if self.copy.is_filled else None)

    def want_copy(self, *, wanted: bool) -> None:
        """Make no copy while the desk is open, or make it after all; at once, on any thread.

        One that is whole stays. Without a copy the desk works only while the server answers.
        """
        self._is_copy_declined = not wanted
        self.wake()

    def close(self) -> None:
        """Drop every connection; what waits is on the disk."""
        self._keeper.stop()
        with self._lane:
            try:
                with suppress(KnownError):
                    self._recent.keep()
            finally:
                self._overlay.drop()
                self.copy.close()
                self.outbox.close()
                self.server.close()

    def _tell_filled(self, done: int, every: int) -> None:
        self.links.copy_with(min(99, 100 * done // every) if every else 0)

    def _stops_filling(self) -> bool:
        return self._keeper.is_stopping or self._is_copy_declined

    def _keep(self) -> None:
        if self.is_away or self._is_restored:
            return
        try:
            if self.copy.is_filled and not self._begins_anew:
                self.copy.catch_up(self.server, self.actor, self._scope_of)
            elif not self._is_copy_declined:
                self.make_copy_anew()
        except faults.ConnectionLost:
            return  # the next waking, after the return, goes on
        except ServerRestored:
            self._stand_still()
            raise

    def _rebuild(self) -> None:
        if not self.copy.is_filled:
            raise NoCopy
        self._overlay.rebuild(self.outbox.entries(State.WAITING, State.SENT))
        self._show()

    def _show(self) -> None:
        self.links.wait_with(len(self.waiting()))


def _unnumbered(changes: Changes | None) -> Changes | None:
    """Changes that have no numbers on the server yet."""
    return None if changes is None else replace(changes, first=0, last=0)
