"""A scrolling ground that leaves the keys to the page."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Scroll(QScrollArea):
    """Scrolls by wheel and by itself when the focus moves; page keys turn the meeting instead."""

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        """Take what is scrolled."""
        super().__init__(parent)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Not for this."""
        event.ignore()
