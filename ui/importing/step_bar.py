"""The four steps of the assistant, with the one that is shown."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from factdesk.words import _
from ui.theme import theme
from ui.theme.fonts import Role
from ui.widgets.paint import kept, paint_icon, paint_text, text_width


class StepBar(QWidget):
    """Numbers and names of the steps; done ones have a tick."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        """Take the names in order."""
        super().__init__(parent)
        self._names = tuple(names)
        self._step = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_step(0)

    @property
    def step(self) -> int:
        """The step shown, from 0."""
        return self._step

    def set_step(self, step: int) -> None:
        """Show another step as the one at hand."""
        self._step = step
        self.setAccessibleName(
            _("Step {number} of {count}: {name}").format(
                number=step + 1, count=len(self._names), name=self._names[step]
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for all names."""
        px = theme().px
        width = sum(text_width(name, "strong") + px(76) for name in self._names)
        return QSize(width, px(34))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint circles, names and the lines between."""
        px, looks = theme().px, theme()
        painter = QPainter(self)
        left, middle = 0.0, self.height() / 2
        for at, name in enumerate(self._names):
            self._draw_circle(painter, QRectF(left, middle - px(13), px(26), px(26)), at)
            left += px(34)
            role: Role = "strong" if at == self._step else "body"
            width = text_width(name, role) + 2
            colour = "text" if at <= self._step else "muted"
            paint_text(painter, QRectF(left, 0, width, self.height()), name, colour, role)
            left += width + px(10)
            if at + 1 < len(self._names):
                painter.setPen(looks.colour("button_edge"))
                painter.drawLine(int(left), int(middle), int(left + px(20)), int(middle))
                left += px(32)
        painter.end()

    def _draw_circle(self, painter: QPainter, rect: QRectF, at: int) -> None:
        """Draw the number of a step, or its tick."""
        looks = theme()
        is_reached = at <= self._step
        with kept(painter):
            painter.setPen(looks.colour("accent" if is_reached else "field_edge"))
            painter.setBrush(looks.colour("accent" if is_reached else "surface"))
            painter.drawEllipse(rect.adjusted(1, 1, -1, -1))
        if at < self._step:
            gap = looks.px(5)
            paint_icon(painter, rect.adjusted(gap, gap, -gap, -gap), "check", "on_accent")
        else:
            colour = "on_accent" if is_reached else "muted"
            middle = Qt.AlignmentFlag.AlignCenter
            paint_text(painter, rect, str(at + 1), colour, "small_strong", middle)
