"""How far a goal has come: five steps that are pressed, and the earlier ones as dots over time."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from factdesk.plans.facts import ProgressRow
from factdesk.plans.kinds import STEPS, step_word
from factdesk.words import _, format_date
from ui.theme import theme
from ui.widgets.paint import kept, paint_box, paint_focus

#: Width of a step and the height of the bar, in design pixels.
STEP, HIGH = 26, 34


class StepBar(QWidget):
    """Five steps. ``chosen(step)`` at a click, at 1 to 5, and at Enter after the arrows."""

    chosen = Signal(int)

    def __init__(self, *, may_edit: bool) -> None:
        """At no step yet."""
        super().__init__()
        self._step: int | None = None
        self._cursor = 0
        self._may_edit = may_edit
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if may_edit:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setAccessibleDescription(_("1 to 5 notes how far it has come today."))
        self.show_step(None)

    def show_step(self, step: int | None) -> None:
        """Show how far it has come; ``None`` for a goal nothing is noted of."""
        self._step = step
        self._cursor = step or 0
        words = step_word(step) if step is not None else _("Nothing noted")
        self.setAccessibleName(_("Progress: {step}").format(step=words))
        self.update()

    def sizeHint(self) -> QSize:
        """Five steps."""
        px = theme().px
        return QSize(px(STEP) * len(STEPS) + px(4), px(HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by number, or with the arrows and Enter."""
        number = event.key() - Qt.Key.Key_1
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = moves.get(Qt.Key(event.key()), 0)
        if not self._may_edit or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif 0 <= number < len(STEPS):
            self.chosen.emit(number)
        elif step:
            self._cursor = min(len(STEPS) - 1, max(0, self._cursor + step))
            self.setAccessibleName(step_word(self._cursor))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._cursor)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say the step under the mouse, keep the digits, paint the focus anew."""
        kinds = QEvent.Type
        if event.type() in (kinds.FocusIn, kinds.FocusOut):
            self.update()
        if isinstance(event, QKeyEvent) and event.type() == kinds.ShortcutOverride:
            event.setAccepted(event.text().isdigit() and not event.modifiers())
            return event.isAccepted()
        if isinstance(event, QHelpEvent) and event.type() == kinds.ToolTip:
            QToolTip.showText(event.globalPos(), step_word(self._at(event.pos().x())), self)
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the step that was pressed."""
        if self._may_edit and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self._at(round(event.position().x())))
        super().mouseReleaseEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the steps up to where it has come."""
        looks, painter = theme(), QPainter(self)
        for step in STEPS:
            box = self._box(step)
            done = self._step is not None and step <= self._step
            reached = self._step == STEPS[-1]
            begun = "status_green" if reached else "accent" if self._step else "status_none"
            fill = begun if done else "surface"
            paint_box(painter, box, looks.colour(fill), looks.colour("field_edge"), radius=3)
            if self.hasFocus() and self._may_edit and step == self._cursor:
                paint_focus(painter, box.adjusted(-2, -2, 2, 2), radius=4)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), radius=5)
        painter.end()

    def _box(self, step: int) -> QRectF:
        px = theme().px
        high = px(12)
        return QRectF(px(4) + px(STEP) * step, (self.height() - high) / 2, px(STEP - 4), high)

    def _at(self, x: int) -> int:
        return min(len(STEPS) - 1, max(0, (x - theme().px(2)) // theme().px(STEP)))


class Trail(QWidget):
    """The steps noted so far as dots from left to right in time, higher for further."""

    def __init__(self) -> None:
        """Without dots."""
        super().__init__()
        self._rows: tuple[ProgressRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: tuple[ProgressRow, ...]) -> None:
        """Show them, oldest first; one alone is no course."""
        self._rows = rows
        spoken = "; ".join(
            f"{format_date(row.day, 'medium')}: {step_word(row.step)}" for row in rows
        )
        self.setAccessibleName(_("Progress over time: {steps}").format(steps=spoken))
        lines = (f"{format_date(row.day, 'medium')}  {step_word(row.step)}" for row in rows)
        notes = (f" – {row.note}" if row.note else "" for row in rows)
        self.setToolTip("\n".join(line + note for line, note in zip(lines, notes, strict=True)))
        self.setVisible(len(rows) > 1)
        self.update()

    def sizeHint(self) -> QSize:
        """A short line."""
        return QSize(theme().px(120), theme().px(HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line and the dots."""
        if len(self._rows) < 2:
            return
        looks, painter = theme(), QPainter(self)
        points = self._points(self._rows[0].day, self._rows[-1].day)
        with kept(painter):
            painter.setPen(QPen(looks.colour("field_edge"), 1))
            painter.drawPolyline(points)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(looks.colour("accent"))
            for point in points:
                painter.drawEllipse(point, looks.px(3), looks.px(3))
        painter.end()

    def _points(self, first: date, last: date) -> list[QPointF]:
        inset = theme().px(5)
        days = max(1, (last - first).days)
        wide, high = self.width() - 2 * inset, self.height() - 2 * inset
        return [
            QPointF(
                inset + wide * (row.day - first).days / days,
                inset + high * (1 - row.step / STEPS[-1]),
            )
            for row in self._rows
        ]
