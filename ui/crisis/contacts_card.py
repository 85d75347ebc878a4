"""Whom to call: the number large, then who it is; Enter changes one, Ctrl+↑ and ↓ move it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from factdesk.plans.crisis_view import ContactRow
from factdesk.words import _
from ui.crisis.grid import Grid
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.paint import paint_box, paint_focus
from ui.widgets.texts import Card, Heading, Label

#: The least width of one of them, in design pixels.
LEAST = 360
_OPEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space)


class ContactLine(QWidget):
    """One number. ``opened``; ``moved(±1)``."""

    opened = Signal()
    moved = Signal(int)

    def __init__(self, row: ContactRow, *, may_open: bool) -> None:
        """Take whom to call."""
        super().__init__()
        self.row, self._may_open = row, may_open
        under = " · ".join(part for part in (row.role, row.hours) if part)
        spoken = ", ".join(part for part in (row.name, row.phone, under) if part)
        self.setAccessibleName(spoken)
        self.phone = Label(row.phone, "title")
        who = VBox(Label(row.name, "strong", wrap=True), space=1)
        if under:
            who.add(Label(under, "small", "muted", wrap=True))
        line = HBox(space=16, margins=(8, 5, 8, 5), parent=self)
        line.add(self.phone)
        line.add(who, 1)
        if may_open:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        else:
            self.phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.phone.setAccessibleName(spoken)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open or move it."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self._may_open and event.key() in _OPEN:
            self.opened.emit()
        elif self._may_open and control and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open it."""
        if self._may_open and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()
            return
        super().mouseReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self.update()
        super().focusOutEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground under the mouse and the focus ring."""
        if not self._may_open:
            return
        painter = QPainter(self)
        if self.underMouse():
            paint_box(painter, QRectF(self.rect()), theme().colour("hover"))
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()))
        painter.end()


class ContactsCard(Card):
    """The list. ``wanted(row)`` opens one, ``added`` asks for a new one, ``moved(row, to)``."""

    wanted = Signal(object)
    added = Signal()
    moved = Signal(object, int)

    def __init__(self, *, may_edit: bool) -> None:
        """Empty."""
        super().__init__(space=4, margins=(8, 12, 8, 12))
        self.setAccessibleName(_("Whom to call"))
        self._may_edit = may_edit
        self._rows: tuple[ContactRow, ...] = ()
        self._lines: list[ContactLine] = []
        self.add_button = Button(icon="plus", kind="quiet", spoken=_("Somebody to call"))
        if not may_edit:
            self.add_button.hide()
        self.add_button.clicked.connect(self.added)
        self.body.add(
            HBox(Heading(_("Whom to call"), 3), None, self.add_button, margins=(8, 0, 0, 0))
        )
        self._empty = Label(_("Nobody stands here yet."), tone="muted", wrap=True)
        self._empty.setContentsMargins(theme().px(8), 0, theme().px(8), theme().px(4))
        self.body.add(self._empty)
        self._list: Grid | None = None
        theme().changed.connect(self._align)

    @property
    def lines(self) -> list[ContactLine]:
        """The lines shown, in order."""
        return list(self._lines)

    def show_rows(self, rows: Sequence[ContactRow]) -> None:
        """Show these; the line with the focus keeps it."""
        if tuple(rows) == self._rows:
            return
        focused = next((line.row.id for line in self._lines if line.hasFocus()), None)
        last = self._list
        self._rows, self._lines = tuple(rows), []
        for at, row in enumerate(rows):
            line = ContactLine(row, may_open=self._may_edit)
            line.opened.connect(lambda row=row: self.wanted.emit(row))
            line.moved.connect(lambda step, row=row, at=at: self._move(row, at + step))
            self._lines.append(line)
        self._list = Grid(self._lines, LEAST, 2)
        self.body.add(self._list)
        self._list.show()
        self._align()
        for line in self._lines:
            if line.row.id == focused:
                line.setFocus(Qt.FocusReason.OtherFocusReason)
        # Only now, else the keyboard goes elsewhere in between.
        if last is not None:
            self.body.removeWidget(last)
            last.hide()
            last.deleteLater()
        self._empty.setVisible(not rows)

    def _align(self) -> None:
        """Let the names stand below each other, beside the longest number."""
        metrics = QFontMetrics(theme().font("title"))
        wide = max((metrics.horizontalAdvance(row.phone) for row in self._rows), default=0)
        for line in self._lines:
            line.phone.setMinimumWidth(wide + theme().px(2))

    def _move(self, row: ContactRow, to: int) -> None:
        if 0 <= to < len(self._rows):
            self.moved.emit(row, to)
