"""A whole number within a range; the arrows change it by one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ui.theme import theme


class NumberField(QLineEdit):
    """Takes digits only; whether the number is in its range is for the action to refuse."""

    def __init__(self, low: int, high: int) -> None:
        """Take the lowest and the highest number."""
        super().__init__()
        self._low, self._high = low, high
        self.setValidator(QIntValidator(0, 9999, self))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        theme().changed.connect(self._size)
        self._size()

    @property
    def value(self) -> int:
        """The number; -1, which no setting takes, where nothing is written."""
        return int(self.text() or -1)

    def set_value(self, value: int) -> None:
        """Show a number."""
        self.setText(str(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change by one at an arrow, within the range."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None or self.isReadOnly():
            super().keyPressEvent(event)
            return
        self.set_value(max(self._low, min(self._high, self.value + step)))

    def _size(self) -> None:
        self.setFixedWidth(theme().px(84))
