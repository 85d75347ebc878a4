"""The shapes of the marks on the strip: one for each kind, told apart without their colours."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF

from ui.theme import theme
from ui.widgets.marks import Mark
from ui.widgets.paint import kept

#: The kinds in the order of the legend, with the colour of each.
COLOURS: dict[str, str] = {
    "review": "accent",
    "meeting": "accent",
    "consent": "status_yellow",
    "legal": "status_blue",
    "crisis": "status_red",
    "birthday": "danger_text",
}


def paint_shape(painter: QPainter, box: QRectF, kind: str) -> None:
    """Draw diamond, ring, triangle, square, cross or circle, as large as fits."""
    looks = theme()
    side = min(box.width(), box.height()) - 2
    inside = QRectF(0, 0, side, side)
    inside.moveCenter(box.center())
    colour = looks.colour(COLOURS.get(kind, "muted"))
    with kept(painter):
        painter.setPen(QPen(looks.colour("surface"), 1))
        painter.setBrush(colour)
        if kind == "meeting":
            inset = side * 0.17
            painter.setPen(QPen(colour, side * 0.2))
            painter.setBrush(looks.colour("surface"))
            painter.drawEllipse(inside.adjusted(inset, inset, -inset, -inset))
        elif kind == "birthday":
            painter.drawEllipse(inside.adjusted(1, 1, -1, -1))
        elif kind == "legal":
            inset = side * 0.1
            painter.drawRect(inside.adjusted(inset, inset, -inset, -inset))
        else:
            if kind == "consent":
                painter.setPen(QPen(looks.colour("status_edge"), 1))
            painter.drawPolygon(QPolygonF(_corners(inside, kind)))


def _corners(box: QRectF, kind: str) -> list[QPointF]:
    if kind == "consent":
        return _points(box, ((0.5, 0.04), (1, 0.94), (0, 0.94)))
    if kind == "crisis":
        low, high = 0.32, 0.68
        return _points(
            box,
            (
                (low, 0), (high, 0), (high, low), (1, low), (1, high), (high, high),
                (high, 1), (low, 1), (low, high), (0, high), (0, low), (low, low),
            ),
        )  # fmt: skip
    return _points(box, ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)))


def _points(box: QRectF, parts: tuple[tuple[float, float], ...]) -> list[QPointF]:
    return [QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in parts]


class ShapeMark(Mark):
    """A shape of the legend; the word beside it says what it is."""

    def __init__(self, kind: str) -> None:
        """Take the kind."""
        super().__init__("")
        self._kind = kind
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Return the size of a small letter."""
        side = theme().px(13)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shape."""
        painter = QPainter(self)
        paint_shape(painter, QRectF(self.rect()), self._kind)
        painter.end()
