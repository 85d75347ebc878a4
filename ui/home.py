"""Bringing answers home: results of other threads are handed to widgets on the screen's thread."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

R = TypeVar("R")
Then = Callable[[Any], None]
Failed = Callable[[BaseException], None]


class Turns:
    """Numbers questions, so that an answer that was overtaken by a newer one is left out."""

    def __init__(self) -> None:
        """Nothing is asked yet."""
        self.asked = self._taken = 0

    def ask(self) -> int:
        """The number of a question asked now."""
        self.asked += 1
        return self.asked

    def take(self, number: int) -> bool:
        """Whether the answer to a question still counts; if so, no older one does any more."""
        if number <= self._taken:
            return False
        self._taken = number
        return True

    def forget(self) -> None:
        """Let no answer count to what was asked before now."""
        self._taken = self.asked


class Home(QObject):
    """Delivers the outcome of a future to a receiver, or drops it when the receiver is gone.

    ``pending`` counts what is still on its way. Nothing comes in after ``close``: other threads
    may be in the middle of telling while a lock takes everything down.
    """

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Stand on the thread that makes it: the screen's."""
        super().__init__(parent)
        self.pending = 0
        self._door = threading.Lock()
        self._is_open = True
        self._posted.connect(self._do, Qt.ConnectionType.QueuedConnection)

    def post(self, work: Callable[[], None]) -> None:
        """Do ``work`` on the screen's thread, in the order posted; called from any thread."""
        with self._door:
            if self._is_open and isValid(self):
                self._posted.emit(work)

    def close(self) -> None:
        """Let nothing in any more, and do nothing of what waits."""
        with self._door:
            self._is_open = False

    def deliver(self, future: Future[R], on: QObject, then: Then | None, failed: Failed) -> None:
        """Call ``then(result)`` or ``failed(error)`` later, unless ``on`` no longer exists."""
        receiver = weakref.ref(on)
        self.pending += 1

        def hand_over() -> None:
            self.pending -= 1
            found = receiver()
            if found is None or not isValid(found) or future.cancelled():
                return
            error = future.exception()
            if isinstance(error, CancelledError):
                return
            if error is not None:
                failed(error)
            elif then is not None:
                then(future.result())

        future.add_done_callback(lambda _done: self.post(hand_over))

    def _do(self, work: Callable[[], None]) -> None:
        if self._is_open:
            work()


class Background:
    """One thread for what takes long and needs no desk: unlocking, closing, reading a file."""

    def __init__(self) -> None:
        """Start nothing before it is needed."""
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="background")
        self.home = Home()

    def run(
        self, work: Callable[[], R], *, on: QObject, then: Then | None = None, failed: Failed
    ) -> Future[R]:
        """Do ``work`` on the thread and bring its outcome home to ``on``."""
        future = self._pool.submit(work)
        self.home.deliver(future, on, then, failed)
        return future

    def close(self, *, wait: bool = True) -> None:
        """Finish what is under way; without ``wait`` nobody stands still for it."""
        self._pool.shutdown(wait=wait, cancel_futures=not wait)
        self.home.close()
