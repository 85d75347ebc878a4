"""The rail at the left: one button per page."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from factdesk.words import _
from ui.theme import theme
from ui.widgets.layouts import VBox
from ui.widgets.paint import paint_focus, paint_icon, paint_text, text_width

# Design pixels: the button's sides, its icon, its word, and what is between the two.
_WIDE, _HIGH, _LEAST, _ICON, _WORD, _GAP = 88, 64, 48, 22, 18, 4


class RailButton(QAbstractButton):
    """An icon with a word under it; the chosen one has a mark at its left edge."""

    def __init__(self, key: str, word: str, icon: str) -> None:
        """Take the page's key, its word and its icon."""
        super().__init__()
        self.key, self._icon = key, icon
        self.setText(word)
        self.setAccessibleName(word)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMaximumHeight(theme().px(_HIGH))

    def sizeHint(self) -> QSize:
        """As wide as the rail, wider where the word is longer."""
        px = theme().px
        return QSize(max(px(_WIDE), text_width(self.text(), "small") + px(16)), px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        """On a low screen the air goes, never the word."""
        return QSize(self.sizeHint().width(), theme().px(_LEAST))

    def nextCheckState(self) -> None:
        """Stay as it is at a press: the mark follows the page that is shown, not the finger."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the page at Enter as at Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, mark, icon and word."""
        look, area = theme(), QRectF(self.rect())
        chosen = self.isChecked() or self.underMouse()
        token = "rail_text_selected" if chosen else "rail_text"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            painter.fillRect(area, look.colour("rail_selected"))
            painter.fillRect(QRectF(0, 0, look.px(4), area.height()), look.colour("rail_mark"))
        size, word, gap = look.px(_ICON), look.px(_WORD), look.px(_GAP)
        top = (area.height() - size - gap - word) / 2
        paint_icon(painter, QRectF((area.width() - size) / 2, top, size, size), self._icon, token)
        below = QRectF(0, top + size + gap, area.width(), word)
        paint_text(painter, below, self.text(), token, "small", Qt.AlignmentFlag.AlignCenter)
        if self.hasFocus():
            ring = look.px(5)
            paint_focus(painter, area.adjusted(ring, 3, -ring, -3), colour="rail_mark")
        painter.end()


class Rail(QWidget):
    """The pages in order; the last one («Team») stands at the foot. ``chosen(key)`` at a press."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Empty until pages are added."""
        super().__init__()
        self._buttons: list[RailButton] = []
        self._column = VBox(space=0, margins=(0, 12, 0, 12), parent=self)
        self._column.addStretch(1)
        self._size()
        theme().changed.connect(self._size)

    @property
    def buttons(self) -> tuple[RailButton, ...]:
        """The buttons in the order they were added."""
        return tuple(self._buttons)

    def add(self, key: str, word: str, icon: str, *, foot: bool = False) -> None:
        """Add a page."""
        self.setAccessibleName(_("Pages"))
        button = RailButton(key, word, icon)
        # Without a group of Qt's, where the arrows would mark a page that is not shown.
        button.clicked.connect(lambda: self.chosen.emit(key))
        self._buttons.append(button)
        at = self._column.count() if foot else self._column.count() - 1
        self._column.insertWidget(at, button)
        self._size()

    def choose(self, key: str) -> None:
        """Mark a page as the one shown."""
        for button in self._buttons:
            button.setChecked(button.key == key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dark ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("rail"))
        painter.end()

    def _size(self) -> None:
        """Be as wide as the widest word asks for."""
        for button in self._buttons:
            button.setMaximumHeight(theme().px(_HIGH))
            button.updateGeometry()
        widest = max((button.sizeHint().width() for button in self._buttons), default=0)
        self.setFixedWidth(max(theme().px(_WIDE), widest))
