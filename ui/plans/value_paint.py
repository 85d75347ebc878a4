"""How a value of a plan is measured and painted."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from ui.theme import theme
from ui.theme.fonts import Role
from ui.widgets.paint import (
    Tone,
    chip_size,
    paint_box,
    paint_chip,
    paint_focus,
    paint_icon,
    text_width,
)

_WRAP = int(Qt.TextFlag.TextWordWrap)
#: Room around a value, in design pixels.
PAD_X, PAD_Y = 8, 5
#: The side of the clock beside a value, in design pixels.
CLOCK = 20
#: The side of the mark before words that need attention, in design pixels.
MARK = 14


@dataclass(frozen=True)
class Looks:
    """The role of the words, and whether the value stands on a soft ground of its own."""

    role: Role = "body"
    boxed: bool = False


def clock_rect(rect: QRect) -> QRectF:
    """Where the clock stands: at the right of the first line."""
    px = theme().px
    side = px(CLOCK)
    return QRectF(rect.right() - side - px(3), rect.top() + px(4), side, side)


class ValuePaint:
    """Measures once for each width, paints one value."""

    def __init__(self, looks: Looks, label: str) -> None:
        """Take how it looks, and the name above it or ""."""
        self._looks, self.label = looks, label
        self._words, self._hint = "", "–"
        self._tone: Tone | None = None
        self._warn = False
        self._heights: dict[int, int] = {}

    def tell(self, words: str, hint: str, tone: Tone | None, *, warn: bool) -> bool:
        """Take what is shown; tell whether its size may be another."""
        before = (self._words, self._hint, self._tone)
        was, self._warn = self._warn, warn
        self._words, self._hint, self._tone = words, hint, tone
        if before != (words, hint, tone) or was != warn:
            self.forget()
            return True
        return False

    def forget(self) -> None:
        """Measure anew."""
        self._heights.clear()

    def label_height(self) -> int:
        """The height of the name above the value."""
        if not self.label:
            return 0
        return QFontMetrics(theme().font("small")).height() + theme().px(PAD_Y)

    def least_height(self) -> int:
        """The height of one line with its name."""
        line = QFontMetrics(theme().font(self._looks.role)).height()
        return self.label_height() + line + 2 * theme().px(PAD_Y)

    def height(self, width: int) -> int:
        """The height at a width."""
        if width not in self._heights:
            if len(self._heights) > 8:
                self._heights.clear()
            self._heights[width] = self._measure(width)
        return self._heights[width] + self.label_height()

    def natural_width(self) -> int:
        """The width of the words in one line, at most that of a sentence."""
        words = self._words or self._hint
        width = chip_size(words)[0] if self._tone else text_width(words, self._looks.role)
        return min(width, theme().px(420)) + 2 * theme().px(PAD_X) + 2 + self._mark_width()

    def problem_height(self, problem: str, width: int) -> int:
        """The height of what is said under an editor."""
        if not problem:
            return 0
        metrics = QFontMetrics(theme().font("small"))
        return metrics.boundingRect(0, 0, width, 9999, _WRAP, problem).height() + theme().px(6)

    def ground(self, painter: QPainter, rect: QRectF, *, over: bool) -> None:
        """Paint what it stands on."""
        looks = theme()
        if over:
            paint_box(painter, rect, looks.colour("hover"))
        elif self._looks.boxed:
            body = rect.adjusted(0, self.label_height(), 0, 0)
            paint_box(painter, body, looks.colour("surface_alt"))

    def shown(self, painter: QPainter, rect: QRectF) -> None:
        """Paint name and words."""
        px = theme().px
        self._name(painter, rect)
        inside = rect.adjusted(px(PAD_X), self.label_height() + px(PAD_Y), -px(PAD_X), -px(PAD_Y))
        if self._tone is not None:
            width, height = chip_size(self._words)
            chip = QRectF(inside.left(), inside.top(), min(width, inside.width()), height)
            paint_chip(painter, chip, self._words, self._tone)
            return
        empty = not self._words
        colour = "danger_text" if self._warn else "muted" if empty else "text"
        if self._warn:
            # A mark too: colour alone tells not everybody.
            side = px(MARK)
            top = inside.top() + (QFontMetrics(theme().font(self._looks.role)).height() - side) / 2
            paint_icon(painter, QRectF(inside.left(), top, side, side), "triangle-alert", colour)
            inside.setLeft(inside.left() + self._mark_width())
        self._text(painter, inside, self._words or self._hint, colour, self._role(empty=empty))

    def open(
        self, painter: QPainter, rect: QRectF, bottom: int, problem: str, is_wrong: bool
    ) -> None:
        """Paint the name above and what is said under an editor."""
        self._name(painter, rect)
        if problem:
            under = rect.adjusted(0, bottom + theme().px(3), 0, 0)
            self._text(painter, under, problem, "danger_text" if is_wrong else "muted", "small")

    def clock(self, painter: QPainter, rect: QRect) -> None:
        """Paint the clock of the history."""
        box = clock_rect(rect)
        paint_box(painter, box, theme().colour("surface"), theme().colour("line"), radius=4)
        inset = theme().px(3)
        paint_icon(painter, box.adjusted(inset, inset, -inset, -inset), "history", "muted")

    def ring(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the focus."""
        paint_focus(painter, rect)

    def _role(self, *, empty: bool) -> Role:
        return "body" if empty and self._looks.role in ("large", "strong") else self._looks.role

    def _mark_width(self) -> int:
        """The room of the mark before words that need attention."""
        return theme().px(MARK + 5) if self._warn else 0

    def _measure(self, width: int) -> int:
        px = theme().px
        if self._tone is not None:
            return chip_size(self._words)[1] + 2 * px(PAD_Y)
        metrics = QFontMetrics(theme().font(self._role(empty=not self._words)))
        room = max(px(24), width - 2 * px(PAD_X) - self._mark_width())
        words = self._words or self._hint
        bounds = metrics.boundingRect(0, 0, room, 99999, _WRAP, words)
        return max(bounds.height(), metrics.height()) + 2 * px(PAD_Y)

    def _name(self, painter: QPainter, rect: QRectF) -> None:
        if self.label:
            px = theme().px
            room = rect.adjusted(px(PAD_X), px(PAD_Y), -px(PAD_X), 0)
            painter.setFont(theme().font("small"))
            painter.setPen(theme().colour("muted"))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignTop), self.label)

    def _text(self, painter: QPainter, rect: QRectF, words: str, colour: str, role: Role) -> None:
        painter.setFont(theme().font(role))
        painter.setPen(theme().colour(colour))
        painter.drawText(rect, _WRAP | int(Qt.AlignmentFlag.AlignTop), words)
