"""What is missing in a plan, each a line that leads to where it is written."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from factdesk.plans.facts import PointCheck
from factdesk.words import _
from ui.theme import theme
from ui.widgets.layouts import HBox
from ui.widgets.marks import IconMark
from ui.widgets.paint import paint_box, paint_focus
from ui.widgets.texts import Label


class MissingLink(QWidget):
    """A point that is not met. ``followed(field)`` at Enter, Space and a click."""

    followed = Signal(str)

    def __init__(self, point: PointCheck) -> None:
        """Take the point."""
        super().__init__()
        self.point = point
        row = HBox(space=8, margins=(4, 3, 8, 3), parent=self)
        row.addWidget(IconMark("arrow-right", "accent", size=16), 0, Qt.AlignmentFlag.AlignTop)
        words = _("Point {number}: {missing}").format(number=point.number, missing=point.missing)
        row.add(Label(words, wrap=True), 1)
        self.setAccessibleName(_("Missing. {words}").format(words=words))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead to where it is written."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.followed.emit(self.point.field)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lead to where it is written."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.followed.emit(self.point.field)

    def event(self, event: QEvent) -> bool:
        """Paint the focus anew."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground under the mouse and the focus ring."""
        painter, rect = QPainter(self), QRectF(self.rect())
        if self.underMouse():
            paint_box(painter, rect, theme().colour("hover"))
        if self.hasFocus():
            paint_focus(painter, rect)
        painter.end()


def clear(box: QBoxLayout) -> None:
    """Take every widget out of a box and let it go."""
    while (item := box.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
