"""The desk: the one door between a screen or a terminal and the store.

``run`` changes, ``ask`` reads; both answer with a future, never on the caller's thread. ``do``
and ``see`` are the same for callers that may wait (the terminal, tests).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from factdesk.clock import Clock
from factdesk.errors import KnownError
from factdesk.faults import report
from factdesk.store.action import Action, Actor, View
from factdesk.store.drafts import DropDraft, SaveDraft
from factdesk.store.engine import Store
from factdesk.store.feed import Changes, Feed
from factdesk.store.folder.refusals import FolderClosed
from factdesk.store.link import Link, Links
from factdesk.store.marks import Marks
from factdesk.store.undo import History, UndoAct

if TYPE_CHECKING:
    from factdesk.store.folder.team_folder import TeamFolder
    from factdesk.store.server.listening import Listening, Server
    from factdesk.store.server.pacing import Pace
    from factdesk.store.server.team_server import TeamServer

_log = logging.getLogger("factdesk.desk")

R = TypeVar("R")
Listener = Callable[[Changes], None]


class Desk:
    """An open store with a signed-in user: one writer lane, two reader lanes, one feed.

    ``on_close`` is called last when the desk closes: it drops the key and releases the folder.
    ``links`` is given where the store itself reports a lost line. On a shared store every listener
    hears of others' changes too, as soon as :meth:`follow` was called.
    """

    def __init__(
        self,
        store: Store,
        actor: Actor,
        on_close: Callable[[], None] = lambda: None,
        links: Links | None = None,
    ) -> None:
        self.store, self.actor = store, actor
        self.clock: Clock = store.clock
        self.notices: list[str] = []
        self.folder: TeamFolder | None = None
        self.keys: TeamFolder | TeamServer | None = None
        self.links = links or Links(store.clock)
        self.marks = Marks(actor.id, store.clock)
        #: What the user is told where the server shuts them out; a seat tells of its copy too.
        self.when_shut_out: Callable[[KnownError], KnownError] = lambda refusal: refusal
        self._refusal: KnownError | None = None
        self._shut_out_hearers: list[Callable[[KnownError], None]] = []
        self._on_close = on_close
        self._feed = (
            Feed(store.newest(), self._tell, store.changes_since) if store.is_shared else None
        )
        self._listening: Listening | None = None
        self._listeners: list[Listener] = []
        self._lock = threading.Lock()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="desk-writer")
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="desk-reader")
        self.is_open = True

    def run(self, action: Action[R]) -> Future[R]:
        """Do an action on the writer lane; listeners hear of it before the future is done.

        What is asked of a closed desk fails with FolderClosed, in the future like every failure;
        of one that was shut out, with why. Drafts go to the store all the same: a seat keeps what
        was being typed when a passphrase was changed elsewhere.
        """
        if self._refusal is not None and isinstance(action, SaveDraft | DropDraft):
            return self._lane(self._writer, self._run, action)
        return self._submit(self._writer, self._run, action)

    def ask(self, view: View[R]) -> Future[R]:
        """Answer a view on a reader lane."""
        return self._submit(self._readers, self.store.ask, view, self.actor)

    def do(self, action: Action[R]) -> R:
        """Do an action and wait for it."""
        return self.run(action).result()

    def see(self, view: View[R]) -> R:
        """Answer a view and wait for it."""
        return self.ask(view).result()

    def between(self, work: Callable[[Callable[[Action[Any]], Any]], R]) -> Future[R]:
        """Do work on the store's files on the writer lane, between two acts.

        ``work`` is given what runs an action; a lock waits until it is done.
        """
        return self._submit(self._writer, work, self._run)

    def history(self) -> Future[History]:
        """The user's next undo and redo."""
        return self._submit(self._readers, self.store.history, self.actor)

    def undo(self) -> Future[str | None]:
        """Undo the user's newest act: its label, or ``None`` where there is nothing to undo."""
        return self._submit(self._writer, self._reverse, "undo")

    def redo(self) -> Future[str | None]:
        """Do the user's newest undone act again: its label, or ``None``."""
        return self._submit(self._writer, self._reverse, "redo")

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Hear of every change, on the writer's thread; call what is returned to stop."""
        with self._lock:
            self._listeners.append(listener)

        def stop() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return stop

    @property
    def link(self) -> Link:
        """How the desk hangs together with its store: local, live, polling, away."""
        return self.links.now

    def on_link(self, listener: Callable[[Link], None]) -> Callable[[], None]:
        """Hear of every change of the link, on any thread; call what is returned to stop."""
        return self.links.on_change(listener)

    def follow(
        self,
        server: Server,
        *,
        polling: bool = False,
        away: str | None = None,
        pace: Pace | None = None,
    ) -> None:
        """Hear of others' changes from now on, by a thread with its own connection.

        ``polling`` where notifications cannot pass, as the address says; ``away`` says in words
        why the server could not be reached when the desk was opened.
        """
        from factdesk.store.server.listening import Listening

        if self._feed is None:
            raise RuntimeError("only a shared store is followed")
        self._listening = Listening(
            server,
            self._feed,
            self.links,
            self.marks,
            self._on_writer,
            self.notices.append,
            self.store.break_off,
            pace,
            self._be_shut_out,
        )
        self._listening.start(polling=polling, away=away)

    @property
    def refusal(self) -> KnownError | None:
        """Why the server lets this user in no more; such a desk answers nothing, and is closed."""
        return self._refusal

    def on_shut_out(self, listener: Callable[[KnownError], None]) -> Callable[[], None]:
        """Hear, on any thread and at once where it is so already, that the desk is shut out.

        A screen locks then. Call what is returned to stop.
        """
        with self._lock:
            self._shut_out_hearers.append(listener)
            refusal = self._refusal
        if refusal is not None:
            listener(refusal)

        def stop() -> None:
            with self._lock:
                if listener in self._shut_out_hearers:
                    self._shut_out_hearers.remove(listener)

        return stop

    def close(self) -> None:
        """Finish what is under way, drop connections, key and folder. A lock is a close."""
        with self._lock:
            if not self.is_open:
                return
            self.is_open = False
        self._writer.shutdown(wait=True)
        self._readers.shutdown(wait=True, cancel_futures=True)
        # Until here it breaks off what waits for a server that stands still.
        if self._listening is not None:
            self._listening.stop()
        self.links.close()
        self.marks.close()
        with self._lock:
            self._listeners.clear()
        try:
            self.store.close()
        finally:
            self._on_close()

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _submit(
        self, lane: ThreadPoolExecutor, work: Callable[..., R], *arguments: Any
    ) -> Future[R]:
        if self._refusal is not None:
            refused: Future[R] = Future()
            refused.set_exception(self._refusal)
            return refused
        return self._lane(lane, work, *arguments)

    def _lane(self, lane: ThreadPoolExecutor, work: Callable[..., R], *arguments: Any) -> Future[R]:
        with self._lock:
            if self.is_open:
                return lane.submit(work, *arguments)
        closed: Future[R] = Future()
        closed.set_exception(FolderClosed())
        return closed

    def _be_shut_out(self, why: KnownError) -> None:
        """The listening thread was refused: answer nothing any more, and tell the screen."""
        refusal = self.when_shut_out(why)
        with self._lock:
            self._refusal = refusal
            hearers = list(self._shut_out_hearers)
        for hearer in hearers:
            hearer(refusal)

    def _run(self, action: Action[R]) -> R:
        result, changes = self.store.run(action, self.actor)
        if changes is None:
            return result
        if self._feed is None:
            self._tell(changes)
        else:
            self._feed.own(changes)
        return result

    def _on_writer(self, work: Callable[[], None]) -> Future[None]:
        """Do what the listening thread found out on the writer lane."""
        return self._submit(self._writer, work)

    def _tell(self, changes: Changes) -> None:
        """Tell every listener. The act is saved: a listener that fails must not say otherwise."""
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            try:
                listener(changes)
            except Exception as error:  # noqa: BLE001 - a bug of the listener, told as one
                _log.error("a listener failed: %s", report(error))

    def _reverse(self, which: str) -> str | None:
        step = getattr(self.store.history(self.actor), which)
        return None if step is None else self._run(UndoAct(step.act_id))
