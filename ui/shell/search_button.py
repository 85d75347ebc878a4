"""The search of the top bar: a button that looks like the field it opens."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.marks import key_text
from ui.widgets.paint import (
    keycap_width,
    paint_box,
    paint_focus,
    paint_icon,
    paint_keycap,
    paint_text,
)

# Design pixels: how wide it likes to be, and how narrow it can be.
_WIDE, _LEAST = 460, 120


class SearchButton(Button):
    """Looks like a field with a hint and its key; it is a button to keyboard and screen reader."""

    def __init__(self, text: str, keys: str) -> None:
        """Take the hint and the key that opens the finder."""
        super().__init__(text, keys=keys)
        self._key = keys
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Be a wide field."""
        return QSize(theme().px(_WIDE), theme().px(36))

    def minimumSizeHint(self) -> QSize:
        """Give way: the hint is cut before anything else on the bar is."""
        return QSize(theme().px(_LEAST), theme().px(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the field: glass and hint at the left, the key at the right."""
        look, area = theme(), QRectF(self.rect())
        px = look.px
        painter = QPainter(self)
        over = self.underMouse() or self.isDown()
        edge = look.colour("accent" if over else "field_edge")
        paint_box(painter, area, look.colour("surface"), edge)
        left, right = area.left() + px(12), area.right() - px(10)
        glass = QRectF(left, area.top(), px(16), area.height())
        paint_icon(painter, glass, "search", "muted")
        cap = keycap_width(key_text(self._key))
        if area.width() > px(_LEAST) + cap:
            box = QRectF(right - cap, area.top(), cap, area.height())
            paint_keycap(painter, box, key_text(self._key))
            right -= cap + px(8)
        hint = QRectF(left + px(24), area.top(), right - left - px(24), area.height())
        paint_text(painter, hint, self.text(), "muted")
        if self.hasFocus():
            paint_focus(painter, area)
        painter.end()
