"""The thread that keeps the copy up with the server, while others work with the store."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from factdesk.errors import KnownError
from factdesk.faults import report
from factdesk.store.seat.copy import FillCancelled

_log = logging.getLogger("factdesk.store")

#: How long changes are gathered before they are taken in, in seconds.
GATHER_SECONDS = 1.0


class Keeper:
    """Does ``work`` once after any number of wakings. ``trouble`` hears of what a user can meet."""

    def __init__(
        self,
        work: Callable[[], None],
        trouble: Callable[[KnownError], None],
        gather: float = GATHER_SECONDS,
    ) -> None:
        self._work, self._trouble, self._gather = work, trouble, gather
        self._asked = threading.Condition()
        self._wanted = self._done = 0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="seat-keeper", daemon=True)
        self._thread.start()

    @property
    def is_stopping(self) -> bool:
        """Whether the store is being closed; a filling under way stops."""
        return self._stopping.is_set()

    def wake(self) -> int:
        """There is something new; on any thread, at once. A number to wait for."""
        with self._asked:
            self._wanted += 1
            self._asked.notify_all()
            return self._wanted

    def wait_for(self, number: int, timeout: float) -> bool:
        """Wait until what was new at a waking has been tried; whether it was in time."""
        with self._asked:
            return self._asked.wait_for(lambda: self._done >= number, timeout)

    def stop(self) -> None:
        """End; what is under way is finished or, where it can be, broken off."""
        self._stopping.set()
        with self._asked:
            self._asked.notify_all()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._asked:
                self._asked.wait_for(lambda: self._stopping.is_set() or self._wanted > self._done)
            self._stopping.wait(self._gather)
            if self._stopping.is_set():
                return
            with self._asked:
                number = self._wanted
            self._once()
            with self._asked:
                self._done = number
                self._asked.notify_all()

    def _once(self) -> None:
        try:
            self._work()
        except FillCancelled:
            return
        except KnownError as error:
            self._trouble(error)
        except Exception as error:  # noqa: BLE001 - a bug in keeping the copy stops nobody's work
            _log.error("the copy could not be kept up: %s", report(error))
