"""Has the tasks raised that birthdays ask for, as soon as one is within the notice."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from factdesk.coordination.actions.raise_age_tasks import RaiseAgeTasks
from factdesk.coordination.age_tasks import AgeTasksDue
from ui.bridge import Bridge
from ui.live import Live

#: How often it is looked whether another day has begun, in milliseconds.
LOOK_MS = 10 * 60 * 1000


class Raising(QWidget):
    """Nothing to see: asks at the start, when persons or tasks change, and on each new day."""

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        """Begin; ends with its parent."""
        super().__init__(parent)
        self._bridge = bridge
        self._day = bridge.clock.today()
        self.resize(0, 0)
        self.live: Live[bool] = Live(bridge, self, AgeTasksDue, self._answered)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_MS)
        self.show()

    def _answered(self, is_due: bool) -> None:
        if is_due:
            self._bridge.run(RaiseAgeTasks(), on=self)

    def _look(self) -> None:
        today = self._bridge.clock.today()
        if today != self._day:
            self._day = today
            self.live.refresh()
