"""The totals of the measurements one after the other, drawn; the newest may be provisional."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from factdesk.words import _, format_date
from ui.theme import theme
from ui.widgets.paint import kept, paint_text, text_width

_CENTRE = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
#: Design pixels of the whole and its margins.
_HEIGHT, _LEFT, _BELOW, _SIDE = 170, 26, 26, 22


@dataclass(frozen=True)
class Point:
    """One measurement: the last day of its period, its total, and the total in words."""

    day: date
    total: Fraction
    text: str
    is_provisional: bool = False


class TrendChart(QWidget):
    """A line from measurement to measurement, the provisional one as a ring."""

    def __init__(self) -> None:
        """Without measurements."""
        super().__init__()
        self.points: tuple[Point, ...] = ()
        self._low, self._high = 1, 5
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_points(self, points: Sequence[Point]) -> None:
        """Show measurements, earliest first."""
        self.points = tuple(points)
        totals = [float(point.total) for point in points]
        if totals:
            self._low = floor(min(totals)) - (1 if min(totals) == floor(min(totals)) else 0)
            self._high = max(ceil(max(totals)), self._low + 2)
        said = "; ".join(self._spoken(point) for point in self.points)
        self.setAccessibleName(_("Development: {points}").format(points=said) if said else "")
        self.setToolTip("\n".join(self._spoken(point) for point in self.points))
        self.update()

    def sizeHint(self) -> QSize:
        """Return its height."""
        return QSize(theme().px(200), theme().px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the same height."""
        return QSize(theme().px(120), theme().px(_HEIGHT))

    def changeEvent(self, event: QEvent) -> None:
        """Take the new size when the text has another one."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines of the scale, the line of the totals and the days."""
        if not self.points:
            return
        painter, px = QPainter(self), theme().px
        room = QRectF(self.rect()).adjusted(px(_LEFT), px(12), 0, -px(_BELOW))
        self._paint_scale(painter, room)
        places = self._places(room)
        with kept(painter):
            painter.setPen(QPen(theme().colour("accent"), px(2)))
            painter.drawPolyline(QPolygonF(places))
        for place, point in zip(places, self.points, strict=True):
            self._paint_point(painter, place, point)
        self._paint_days(painter, room, places)
        painter.end()

    def _paint_scale(self, painter: QPainter, room: QRectF) -> None:
        looks = theme()
        for value in range(self._low, self._high + 1):
            y = self._height_of(room, Fraction(value))
            painter.setPen(QPen(looks.colour("line"), 1))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            box = QRectF(0, y - looks.px(10), room.left() - looks.px(8), looks.px(20))
            paint_text(painter, box, str(value), "muted", "tiny", _RIGHT)

    def _paint_point(self, painter: QPainter, at: QPointF, point: Point) -> None:
        looks = theme()
        radius = looks.px(5)
        with kept(painter):
            painter.setPen(QPen(looks.colour("accent"), looks.px(2)))
            painter.setBrush(looks.colour("surface" if point.is_provisional else "accent"))
            painter.drawEllipse(at, radius, radius)
        above = QRectF(at.x() - looks.px(30), at.y() - looks.px(26), looks.px(60), looks.px(18))
        if above.right() > self.width():
            above.moveRight(self.width())
        paint_text(painter, above, point.text, "text", "tiny", _CENTRE)

    def _paint_days(self, painter: QPainter, room: QRectF, places: Sequence[QPointF]) -> None:
        """The years, the months where a year has two; those that have no room are left out."""
        px = theme().px
        years = [point.day.year for point in self.points]
        end = -1.0
        for place, point in reversed(list(zip(places, self.points, strict=True))):
            same = years.count(point.day.year) > 1
            word = format_date(point.day, "numeric")[3:] if same else str(point.day.year)
            wide = text_width(word, "tiny") + px(6)
            left = min(max(0.0, place.x() - wide / 2), self.width() - wide)
            if end >= 0 and left + wide > end:
                continue
            end = left
            box = QRectF(left, room.bottom() + px(4), wide, px(_BELOW) - px(4))
            paint_text(painter, box, word, "muted", "tiny", _CENTRE)

    def _places(self, room: QRectF) -> list[QPointF]:
        side = theme().px(_SIDE)
        count = len(self.points)
        first, width = room.left() + side, room.width() - 2 * side
        if count == 1:
            return [QPointF(room.center().x(), self._height_of(room, self.points[0].total))]
        start, end = self.points[0].day.toordinal(), self.points[-1].day.toordinal()
        if start == end:
            along = [at / (count - 1) for at in range(count)]
        else:
            along = [(point.day.toordinal() - start) / (end - start) for point in self.points]
        return [
            QPointF(first + width * share, self._height_of(room, point.total))
            for share, point in zip(along, self.points, strict=True)
        ]

    def _height_of(self, room: QRectF, value: Fraction) -> float:
        share = (float(value) - self._low) / (self._high - self._low)
        return room.bottom() - room.height() * share

    @staticmethod
    def _spoken(point: Point) -> str:
        said = f"{format_date(point.day)}: {point.text}"
        return said + ", " + _("provisional") if point.is_provisional else said
