"""A view as a screen follows it, for tests that wait for what one comes to show by itself."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Generic, TypeVar

from factdesk.desk import Desk
from factdesk.store.action import View
from factdesk.store.feed import Changes

T = TypeVar("T")

#: How many seconds a desk may take to be as the others are, once nothing is in its way.
PATIENCE = 40

_NOTHING: Any = object()


class Following(Generic[T]):
    """Asks again when the view is touched, one question at a time; ``shown`` is the last answer.

    An answer that did not come leaves what is shown.
    """

    def __init__(self, desk: Desk, view: View[T]) -> None:
        self.view = view
        self._desk = desk
        self._news = threading.Condition()
        self._is_asking = self._is_stale = False
        self.shown: T = _NOTHING
        desk.subscribe(self._hear)
        self._ask()

    def until(self, expected: T, seconds: float = PATIENCE) -> bool:
        """Wait until it shows so."""
        return self.when(lambda shown: shown == expected, seconds)

    def when(self, holds: Callable[[T], bool], seconds: float = PATIENCE) -> bool:
        """Wait until it shows something, and that holds of it."""
        with self._news:
            return self._news.wait_for(
                lambda: self.shown is not _NOTHING and holds(self.shown), seconds
            )

    def taken(self, answer: T) -> T:
        """What is shown of an answer that has just come."""
        return answer

    def _hear(self, changes: Changes) -> None:
        if self.view.touched_by(changes):
            self._ask()

    def _ask(self) -> None:
        with self._news:
            self._is_stale = self._is_asking
            if self._is_asking:
                return
            self._is_asking = True
        self._desk.ask(self.view).add_done_callback(self._take)

    def _take(self, answer: Future[T]) -> None:
        with self._news:
            self._is_asking = False
            if not answer.cancelled() and answer.exception() is None:
                self.shown = self.taken(answer.result())
            self._news.notify_all()
            is_stale, self._is_stale = self._is_stale, False
        if is_stale and self._desk.is_open:
            self._ask()
