"""The program's mark: a small board."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from ui.theme import theme
from ui.widgets.layouts import HBox
from ui.widgets.marks import Mark
from ui.widgets.texts import Label


class Logo(Mark):
    """Three rows on a board, each with its status."""

    def __init__(self, size: int = 44) -> None:
        """Take the size in design pixels."""
        super().__init__("")
        self._size = size

    def sizeHint(self) -> QSize:
        """Return its size."""
        return QSize(theme().px(self._size), theme().px(self._size))

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the board."""
        looks = theme()
        side = min(rect.width(), rect.height())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(looks.colour("rail_selected"))
        painter.drawRoundedRect(QRectF(rect.x(), rect.y(), side, side), side * 0.2, side * 0.2)
        for number, token in enumerate(("status_red", "status_yellow", "status_green")):
            top = rect.y() + side * (0.25 + 0.2 * number)
            painter.setBrush(looks.colour(token))
            painter.drawEllipse(QRectF(rect.x() + side * 0.2, top, side * 0.11, side * 0.11))
            painter.setBrush(looks.colour("rail_text"))
            wide = side * (0.42, 0.34, 0.4)[number]
            painter.drawRoundedRect(
                QRectF(rect.x() + side * 0.38, top + side * 0.015, wide, side * 0.08),
                side * 0.04,
                side * 0.04,
            )


def name_line() -> HBox:
    """The mark with the program's name beside it."""
    return HBox(Logo(), Label("FACTdesk", "title"), None, space=12)
