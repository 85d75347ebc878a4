"""A small tag on the upper edge of a field: who writes there, or that it was changed meanwhile.

It lies over the edge, so that nothing on the page moves when it comes or goes.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QScrollArea, QWidget
from shiboken6 import isValid

from ui.theme import theme
from ui.widgets.paint import Tone, paint_chip, text_width

#: What makes the tag look again where its field is.
_MOVES = frozenset(
    {
        QEvent.Type.Move,
        QEvent.Type.Resize,
        QEvent.Type.Show,
        QEvent.Type.Hide,
        QEvent.Type.LayoutRequest,
    }
)


class FieldTag(QAbstractButton):
    """Lives beside ``field`` and goes with it; ``clicked`` where there is more to be seen."""

    def __init__(self, field: QWidget) -> None:
        """Hidden until it has something to say."""
        self._field = field
        self._path = _path(field)
        super().__init__(self._path[-1])
        self._words = self._short = ""
        self._tone: Tone = "info"
        self._opens: Callable[[], None] | None = None
        self.clicked.connect(self._open)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._place)
        for widget in self._path[:-1]:
            widget.installEventFilter(self)
        field.destroyed.connect(self._gone)
        theme().changed.connect(self._soon.start)
        self.hide()

    @property
    def words(self) -> str:
        """What it says, or "" while it is not shown."""
        return "" if self.isHidden() else self._words

    def say(
        self, words: str, short: str, tip: str, tone: Tone, opens: Callable[[], None] | None
    ) -> None:
        """``short`` stands where the words have no room; ``opens`` is what a click does."""
        self._words, self._short, self._tone, self._opens = words, short, tone, opens
        # As HTML, escaped: a text that looks like HTML is shown as it was typed.
        self.setToolTip(f"<p style='white-space: pre-wrap'>{escape(tip or words)}</p>")
        self.setAccessibleName(words)
        self.setAccessibleDescription(tip)
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
        self._place()
        self.update()

    def hide_words(self) -> None:
        """Nothing to say any more."""
        self._words = ""
        self.hide()

    def sizeHint(self) -> QSize:
        """As wide as its words, or the short ones, and a line high."""
        looks = theme()
        height = QFontMetrics(looks.font("small")).height() + looks.px(4)
        return QSize(text_width(self._shown, "small") + looks.px(16), height)

    @property
    def _shown(self) -> str:
        wide = text_width(self._words, "small") + theme().px(36)
        return self._words if wide <= self._field.width() else self._short

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the field."""
        if event.type() in _MOVES:
            self._soon.start()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words on a soft fill with an edge."""
        if not isValid(self._field):
            return
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        paint_chip(painter, rect, self._shown, self._tone, edged=True)
        painter.end()

    def _gone(self) -> None:
        self.hide_words()
        self.deleteLater()

    def _open(self) -> None:
        if self._opens is not None:
            self._opens()

    def _place(self) -> None:
        """Half above the field's upper edge, at its right end, and never outside."""
        if not self._words or not isValid(self._field):
            return
        home, size = self._path[-1], self.sizeHint()
        at = self._field.mapTo(home, QPoint(0, 0))
        left = at.x() + max(0, self._field.width() - size.width() - theme().px(10))
        one_line = self._field.height() < 2 * size.height()
        if one_line and not isinstance(self._field, QLineEdit | QPlainTextEdit):
            # A value that is only read has no edge of its own: the tag stands in its line.
            top = at.y() + (self._field.height() - size.height()) // 2
        else:
            top = max(0, at.y() - size.height() // 2)
        self.setGeometry(left, top, size.width(), size.height())
        self.setVisible(self._field.isVisibleTo(home))
        self.raise_()


def _path(field: QWidget) -> list[QWidget]:
    """The field, and what it stands in up to where there is room above it for the tag."""
    need = QFontMetrics(theme().font("small")).height() // 2 + theme().px(2)
    path: list[QWidget] = [field]
    while True:
        home = path[-1].parentWidget()
        if home is None or path[-1].isWindow():
            return path
        path.append(home)
        above = field.mapTo(home, QPoint(0, 0)).y()
        port = home.parentWidget()
        scrolls = port is not None and isinstance(port.parentWidget(), QScrollArea)
        if above >= need or scrolls or home.isWindow():
            return path
