"""The rail at the left: one button per page."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from factdesk.words import _
from ui.theme import theme
from ui.widgets.layouts import VBox
from ui.widgets.paint import paint_focus, paint_icon, paint_text


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
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square that grows with the text."""
        return QSize(theme().px(88), theme().px(64))

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
        size = look.px(22)
        top = (area.height() - size - look.px(22)) / 2
        paint_icon(painter, QRectF((area.width() - size) / 2, top, size, size), self._icon, token)
        below = QRectF(0, top + size + look.px(4), area.width(), look.px(18))
        paint_text(painter, below, self.text(), token, "small", Qt.AlignmentFlag.AlignCenter)
        if self.hasFocus():
            paint_focus(painter, area.adjusted(3, 3, -3, -3))
        painter.end()


class Rail(QWidget):
    """The pages in order; the last one («Team») stands at the foot. ``chosen(key)`` at a press."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Empty until pages are added."""
        super().__init__()
        self.setAccessibleName(_("Pages"))
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._press)
        self._buttons: list[RailButton] = []
        self._column = VBox(space=0, margins=(0, 12, 0, 12), parent=self)
        self._column.addStretch(1)
        theme().changed.connect(self._resize)
        self._resize()

    def add(self, key: str, word: str, icon: str, *, foot: bool = False) -> None:
        """Add a page."""
        button = RailButton(key, word, icon)
        self._group.addButton(button, len(self._buttons))
        self._buttons.append(button)
        at = self._column.count() if foot else self._column.count() - 1
        self._column.insertWidget(at, button)

    def choose(self, key: str) -> None:
        """Mark a page as the one shown."""
        for button in self._buttons:
            button.setChecked(button.key == key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dark ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("rail"))
        painter.end()

    def _resize(self) -> None:
        self.setFixedWidth(theme().px(88))

    def _press(self, number: int) -> None:
        self.chosen.emit(self._buttons[number].key)
