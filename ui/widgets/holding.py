"""Keeping what is read in its place in a scrolled page while things come and go above it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import isValid

#: How long a page may take to lay itself out anew, in milliseconds.
SETTLES_MS = 100


class Held:
    """The first of some widgets that is seen, and where; ``hold`` scrolls it there again."""

    def __init__(self, widgets: Sequence[QWidget]) -> None:
        """Remember what is seen now. At the very top nothing will be scrolled."""
        self._area = _area_of(widgets[0]) if widgets else None
        self._widget: QWidget | None = None
        self._top = 0
        if self._area is None or self._area.verticalScrollBar().value() == 0:
            return
        height = self._area.viewport().height()
        for widget in widgets:
            top = self._where(widget)
            if top + widget.height() > 0 and top < height:
                self._widget, self._top = widget, top
                return

    def hold(self) -> None:
        """As soon as everything has its new place, which the page finds in one or two steps."""
        if self._area is None or self._widget is None:
            return
        bar = self._area.verticalScrollBar()
        bar.rangeChanged.connect(self._scroll)
        settled = QTimer(self._area)
        settled.setSingleShot(True)
        settled.setInterval(SETTLES_MS)

        def let_go() -> None:
            bar.rangeChanged.disconnect(self._scroll)
            settled.deleteLater()

        settled.timeout.connect(let_go)
        settled.start()
        self._scroll()

    def _scroll(self, *_range: int) -> None:
        if self._area is None or self._widget is None or not isValid(self._widget):
            return
        inside = self._area.widget()
        if inside is not None and (layout := inside.layout()) is not None:
            layout.activate()
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + self._where(self._widget) - self._top)

    def _where(self, widget: QWidget) -> int:
        area = self._area
        return 0 if area is None else widget.mapTo(area.viewport(), QPoint(0, 0)).y()


def _area_of(widget: QWidget) -> QScrollArea | None:
    while (parent := widget.parentWidget()) is not None:
        if isinstance(parent, QScrollArea):
            return parent
        widget = parent
    return None
