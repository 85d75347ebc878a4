"""A view that stays true on the screen: asked when first shown, asked again when it is touched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from factdesk.store.action import View
from factdesk.store.conflict import Gone
from factdesk.store.feed import Changes
from ui.bridge import Bridge, Failed
from ui.home import Turns

R = TypeVar("R")


class Live(QObject, Generic[R]):
    """Keeps one widget's answer fresh.

    ``ask`` makes the view anew each time (its day may have moved on), ``show`` takes the answer.
    While the widget is hidden or ``busy()`` (somebody types in it), changes are only remembered,
    and answers are left out; a burst of changes asks once. ``failed`` may take an error of the
    asking, else it is shown; it is asked again at the next change or when the widget is shown.
    """

    def __init__(
        self,
        bridge: Bridge,
        on: QWidget,
        ask: Callable[[], View[R]],
        show: Callable[[R], None],
        busy: Callable[[], bool] = lambda: False,
        failed: Failed | None = None,
    ) -> None:
        """Live and end with the widget."""
        super().__init__(on)
        self._bridge, self._on, self._ask, self._show, self._busy = bridge, on, ask, show, busy
        self._failed = failed
        self._stale = True
        self._turns = Turns()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._ask_now)
        bridge.changed.connect(self._on_changes)
        on.installEventFilter(self)
        if on.isVisible():
            self._soon.start()

    @property
    def asked(self) -> int:
        """How often it has asked."""
        return self._turns.asked

    def refresh(self) -> None:
        """Ask again as soon as it may be shown; what was asked before counts no longer."""
        self._turns.forget()
        self._stale = True
        self.resume()

    def resume(self) -> None:
        """Ask now if something was held back; called when an editor closes."""
        if self._stale and self._may_show():
            self._soon.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Ask when the widget appears.

        The filter may outlive its Python side by a moment while both are being taken down.
        """
        if event.type() == QEvent.Type.Show and getattr(self, "_stale", False):
            self._soon.start()
        return False

    def _on_changes(self, changes: Changes) -> None:
        if self._ask().touched_by(changes):
            self._stale = True
            self.resume()

    def _may_show(self) -> bool:
        return self._on.isVisible() and not self._busy()

    def _ask_now(self) -> None:
        if not self._stale or not self._may_show():
            return
        self._stale = False
        number = self._turns.ask()

        def answered(answer: Any) -> None:
            if not self._may_show():
                self._stale = True
            elif self._turns.take(number):
                self._show(answer)

        def failed(error: BaseException) -> bool:
            self._stale = True
            if self._failed is not None and self._failed(error):
                return True
            # The copy is a moment behind the server: what it lacks is not removed.
            return isinstance(error, Gone) and self._bridge.link.is_away

        self._bridge.ask(self._ask(), on=self, then=answered, failed=failed)
