"""Widgets beside each other, as many as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import theme


class Grid(QWidget):
    """Equal columns, row by row; four become two before they become one."""

    def __init__(self, widgets: Sequence[QWidget], least: int, most: int) -> None:
        """``least`` is the width each needs, in design pixels; ``most`` how many in a row."""
        super().__init__()
        self._widgets, self._least, self._most = list(widgets), least, most
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._arrange(most)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the rows anew."""
        super().resizeEvent(event)
        room = max(event.size().width() // theme().px(self._least), 1)
        self._arrange(self._most if room >= self._most else 2 if room >= 2 else 1)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        self._grid.setSpacing(theme().px(10))
        for at in range(self._most):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
        for at, widget in enumerate(self._widgets):
            self._grid.addWidget(widget, at // columns, at % columns)
