"""Listeners told of values one after the other, in order, while no lock is held."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

from factdesk.faults import report

_log = logging.getLogger("factdesk.store")

T = TypeVar("T")


class Telling(Generic[T]):
    """Who wants to hear of values of one kind.

    Any thread may tell. Whoever comes while another thread is telling leaves the value to it, so
    that listeners hear values in the order they were told and may do what they like meanwhile.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: list[Callable[[T], None]] = []
        self._values: deque[T] = deque()
        self._is_telling = False

    def add(self, listener: Callable[[T], None]) -> Callable[[], None]:
        """Hear of every value from now on; call what is returned to stop."""
        with self._lock:
            self._listeners.append(listener)

        def stop() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return stop

    def tell(self, value: T) -> None:
        """Tell every listener; one that fails is reported and hinders nobody."""
        self.put(value)
        self.flush()

    def put(self, value: T) -> None:
        """Take a value to be told by ``flush``: for who fixes the order while holding a lock."""
        with self._lock:
            self._values.append(value)

    def flush(self) -> None:
        """Tell what was put, unless another thread is at it."""
        with self._lock:
            if self._is_telling:
                return
            self._is_telling = True
        while True:
            with self._lock:
                if not self._values:
                    self._is_telling = False
                    return
                value, listeners = self._values.popleft(), list(self._listeners)
            for listener in listeners:
                try:
                    listener(value)
                except Exception as error:  # noqa: BLE001 - a bug of the listener, told as one
                    _log.error("a listener failed: %s", report(error))

    def clear(self) -> None:
        """Forget every listener."""
        with self._lock:
            self._listeners.clear()
