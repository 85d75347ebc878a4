"""Bringing answers home: results of other threads are handed to widgets on the screen's thread."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

R = TypeVar("R")
Then = Callable[[Any], None]
Failed = Callable[[BaseException], None]


class Home(QObject):
    """Delivers the outcome of a future to a receiver, or drops it when the receiver is gone.

    ``pending`` counts what is still on its way.
    """

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Stand on the thread that makes it: the screen's."""
        super().__init__(parent)
        self.pending = 0
        self._arrived.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def deliver(self, future: Future[R], on: QObject, then: Then | None, failed: Failed) -> None:
        """Call ``then(result)`` or ``failed(error)`` later, unless ``on`` no longer exists."""
        receiver = weakref.ref(on)
        self.pending += 1

        def arrived(done: Future[R]) -> None:
            if isValid(self):
                self._arrived.emit((done, receiver, then, failed))

        future.add_done_callback(arrived)

    def _hand_over(self, parcel: tuple[Future[Any], Any, Then | None, Failed]) -> None:
        future, receiver, then, failed = parcel
        self.pending -= 1
        on = receiver()
        if on is None or not isValid(on) or future.cancelled():
            return
        error = future.exception()
        if isinstance(error, CancelledError):
            return
        if error is not None:
            failed(error)
        elif then is not None:
            then(future.result())


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
