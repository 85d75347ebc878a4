"""Parts of a page beside each other where there is room."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.layouts import HBox


class Beside(QWidget):
    """Widgets beside each other, or below where there is no room for it."""

    def __init__(self, narrow: int, *parts: tuple[QWidget, int], space: int = 12) -> None:
        """``narrow`` is the width that is too little, in design pixels; parts with stretch."""
        super().__init__()
        self._narrow = narrow
        self._box = HBox(space=space, parent=self)
        for widget, stretch in parts:
            self._box.add(widget, stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn it."""
        super().resizeEvent(event)
        narrow = event.size().width() < theme().px(self._narrow)
        direction = QBoxLayout.Direction
        wanted = direction.TopToBottom if narrow else direction.LeftToRight
        if self._box.direction() != wanted:
            self._box.setDirection(wanted)
