"""The nine points of a plan as nine squares: filled where the point is met, a ring where not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from factdesk.plans.facts import PointCheck
from factdesk.words import _, ngettext
from ui.theme import theme
from ui.widgets.paint import kept, paint_box

#: Side and distance of the squares, in design pixels.
SIDE, GAP = 14, 4


def points_words(points: tuple[PointCheck, ...]) -> str:
    """How many of the points are met."""
    met = sum(point.is_met for point in points)
    text = ngettext("{met} of {count} point", "{met} of {count} points", len(points))
    return text.format(met=met, count=len(points))


class PointSquares(QWidget):
    """Nine squares; each says what is missing. ``wanted(field)`` at a click on one."""

    wanted = Signal(str)

    def __init__(self) -> None:
        """Without points."""
        super().__init__()
        self._points: tuple[PointCheck, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_points(self, points: tuple[PointCheck, ...]) -> None:
        """Show the points."""
        self._points = points
        self.setAccessibleName(points_words(points))
        missing = [point.missing for point in points if not point.is_met]
        self.setAccessibleDescription("; ".join(missing))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """All beside each other."""
        px, count = theme().px, max(1, len(self._points))
        return QSize(count * px(SIDE + GAP) - px(GAP), px(SIDE + 4))

    def event(self, event: QEvent) -> bool:
        """Say what a square stands for."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            point = self._at(event.pos().x())
            if point is not None:
                words = point.missing or _("Point {number} is met").format(number=point.number)
                QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lead to what the square stands for."""
        point = self._at(round(event.position().x()))
        if point is not None and event.button() == Qt.MouseButton.LeftButton:
            self.wanted.emit(point.field)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the squares."""
        looks, painter = theme(), QPainter(self)
        px = looks.px
        for at, point in enumerate(self._points):
            box = QRectF(at * px(SIDE + GAP), px(2), px(SIDE), px(SIDE))
            if point.is_met:
                paint_box(painter, box, looks.colour("status_green"), radius=3)
                continue
            with kept(painter):
                painter.setPen(QPen(looks.colour("danger_text"), px(2)))
                painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), px(3), px(3))
        painter.end()

    def _at(self, x: int) -> PointCheck | None:
        at = x // theme().px(SIDE + GAP)
        return self._points[at] if 0 <= at < len(self._points) else None
