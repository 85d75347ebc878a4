"""The mean of each part or subscale as a bar, with a tick where the measurement before stood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from factdesk.words import _
from ui.theme import theme
from ui.widgets.paint import paint_box, paint_text, text_width


@dataclass(frozen=True)
class Bar:
    """One group: its name, its mean in words, and where it lies between the ends of its range.

    ``share`` and ``before`` are 0 to 1; ``None`` where there is no mean. ``before_text`` is the
    mean of the measurement before, ``missing`` what has no score yet, in words.
    """

    title: str
    text: str
    share: Fraction | None
    is_complete: bool
    before: Fraction | None = None
    before_text: str = ""
    missing: str = ""

    @property
    def spoken(self) -> str:
        """The bar in words."""
        said = ", ".join(filter(None, (f"{self.title}: {self.text}", self.missing)))
        if self.before_text:
            said += ", " + _("previous measurement {mean}").format(mean=self.before_text)
        return said


class ScoreBars(QWidget):
    """The bars below each other."""

    _ROW, _THICK = 50, 12

    def __init__(self) -> None:
        """Without bars."""
        super().__init__()
        self.bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these, and say them."""
        self.bars = tuple(bars)
        self.setAccessibleName("; ".join(bar.spoken for bar in bars))
        self.setToolTip("\n".join(bar.spoken for bar in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of all."""
        return QSize(theme().px(160), theme().px(self._ROW) * len(self.bars))

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new size when the text has another one."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint name and mean, and the bar below them."""
        painter, px = QPainter(self), theme().px
        for at, bar in enumerate(self.bars):
            top = at * px(self._ROW)
            words = QRectF(0, top, self.width(), px(26))
            wide = text_width(bar.text, "strong") + 2
            paint_text(painter, words.adjusted(0, 0, -wide - px(8), 0), bar.title)
            mean = QRectF(self.width() - wide, top, wide, px(26))
            paint_text(painter, mean, bar.text, "text" if bar.is_complete else "muted", "strong")
            self._paint_bar(painter, QRectF(0, top + px(27), self.width(), px(self._THICK)), bar)
        painter.end()

    def _paint_bar(self, painter: QPainter, rect: QRectF, bar: Bar) -> None:
        looks = theme()
        edge = looks.colour("line") if looks.scheme == "contrast" else None
        paint_box(painter, rect, looks.colour("hover"), edge, radius=6)
        if bar.share is not None:
            full = QRectF(rect)
            full.setWidth(max(rect.height(), rect.width() * float(bar.share)))
            colour = QColor(looks.colour("accent"))
            if not bar.is_complete and looks.scheme != "contrast":
                # What is still growing is paler than what stands.
                colour.setAlphaF(0.5)
            paint_box(painter, full, colour, radius=6)
        if bar.before is not None:
            half = max(1.0, looks.px(2) / 2)
            at = rect.left() + rect.width() * float(bar.before)
            at = min(max(at, rect.left() + half), rect.right() - half)
            over = looks.px(3)
            tick = QRectF(at - half, rect.top() - over, 2 * half, rect.height() + 2 * over)
            painter.fillRect(tick.adjusted(-1, 0, 1, 0), looks.colour("surface"))
            painter.fillRect(tick, looks.colour("text"))
