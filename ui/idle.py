"""The idle lock: a warning thirty seconds before, and what may hold it back."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

#: How long before the lock the warning comes, in seconds.
WARNING_SECONDS = 30
#: A meeting nobody touches for this long is locked too; it can be resumed.
FORGOTTEN_MINUTES = 60

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Watches for input in the whole program.

    ``warned`` comes thirty seconds before ``expired``; ``woken`` when input comes after a warning.
    ``now`` gives seconds that only grow, so that a changed clock neither locks nor unlocks. Time
    asleep counts: after a suspend the first tick expires.
    """

    warned = Signal()
    woken = Signal()
    expired = Signal()

    def __init__(
        self, app: QApplication, minutes: float, now: Callable[[], float] = time.monotonic
    ) -> None:
        """Watch from now on; ``stop`` ends it."""
        super().__init__(app)
        self._app, self._now = app, now
        self._seconds = minutes * 60
        self._last = now()
        self._has_warned = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.tick)
        app.installEventFilter(self)
        self._arm()

    @property
    def idle_seconds(self) -> float:
        """How long there was no input."""
        return self._now() - self._last

    def set_minutes(self, minutes: float) -> None:
        """Use the team's own time from now on."""
        self._seconds = minutes * 60
        self._arm()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._app.removeEventFilter(self)

    def touch(self) -> None:
        """Count as input."""
        self._last = self._now()
        if self._has_warned:
            self._has_warned = False
            self.woken.emit()
            self._arm()

    def tick(self) -> None:
        """Warn, expire, or wait on; called by the timer."""
        left = self._seconds - self.idle_seconds
        if left <= 0:
            self.expired.emit()
        elif left <= WARNING_SECONDS and not self._has_warned:
            self._has_warned = True
            self.warned.emit()
        self._arm()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """See every input on its way."""
        if event.type() in _INPUT:
            self.touch()
        return False

    def _arm(self) -> None:
        left = self._seconds - self.idle_seconds
        wait = left if self._has_warned else left - WARNING_SECONDS
        self._timer.start(max(1000, int(wait * 1000) + 50))
