"""The items at the left: by subscale, each with its score and where the sheet stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from factdesk.words import _
from ui.theme import theme
from ui.theme.fonts import Role
from ui.widgets.paint import kept, paint_focus, paint_text, text_width

Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
#: From so many letters on a code needs more room.
_LONG_CODE = 4
_UPWARDS = (Qt.Key.Key_Up, Qt.Key.Key_PageUp)


@dataclass(frozen=True)
class ItemLine:
    """A line: the heading of a subscale with its mean, or an item with its score.

    ``slot`` is ``None`` for a heading. ``differs``: the raters gave different scores.
    """

    code: str
    title: str
    shown: str
    slot: str | None = None
    is_answered: bool = False
    differs: bool = False

    @property
    def spoken(self) -> str:
        """The line as a screen reader says it."""
        if self.slot is None:
            return f"{self.title}, {self.shown}"
        score = _("score {score}").format(score=self.shown) if self.is_answered else _("no score")
        other = _("the assessors differ") if self.differs else ""
        return ", ".join(filter(None, (self.code, self.title, score, other)))


class _Model(QAbstractListModel):
    """The lines; those that only look otherwise are changed in place."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[ItemLine] = []

    def show(self, lines: list[ItemLine]) -> None:
        """Take the newest lines."""
        if [line.slot for line in lines] != [line.slot for line in self.lines]:
            self.beginResetModel()
            self.lines = lines
            self.endResetModel()
            return
        for at, (old, new) in enumerate(zip(self.lines, lines, strict=True)):
            if old != new:
                self.lines[at] = new
                self.dataChanged.emit(self.index(at), self.index(at))

    def rowCount(self, parent: Index | None = None) -> int:
        """How many lines there are."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are read, not chosen."""
        if index.isValid() and self.lines[index.row()].slot is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words of a line, and the line itself for the delegate."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{line.code} {line.title}".strip()
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return line.spoken
        return line if role == _ROW else None


class _Delegate(QStyledItemDelegate):
    """Draws code, title and score; a bar at the item that is open, a mark where raters differ."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Headings have air above them."""
        line: ItemLine = index.data(_ROW)
        return QSize(theme().px(120), theme().px(34 if line.slot is None else 28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        looks, rect = theme(), QRectF(option.rect)
        line: ItemLine = index.data(_ROW)
        state = option.state
        is_here = bool(state & QStyle.StateFlag.State_Selected)
        if is_here:
            painter.fillRect(rect, looks.colour("selection"))
            bar = QRectF(rect.left(), rect.top(), looks.px(4), rect.height())
            painter.fillRect(bar, looks.colour("accent"))
        inside = rect.adjusted(looks.px(16), 0, -looks.px(16), 0)
        if line.slot is None:
            inside.setTop(inside.top() + looks.px(8))
            self._draw(painter, inside, line, ("small_strong", "muted"))
            return
        wide = looks.px(42) if len(line.code) < _LONG_CODE else looks.px(50)
        code = QRectF(inside.left(), inside.top(), wide, inside.height())
        paint_text(painter, code, line.code, role="strong")
        inside.setLeft(code.right() + looks.px(2))
        self._draw(painter, inside, line, ("body", "text"))
        if is_here and state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, rect, 4)

    def _draw(
        self, painter: QPainter, inside: QRectF, line: ItemLine, look: tuple[Role, str]
    ) -> None:
        """Title at the left, score or mean at the right, and before it the mark of a difference."""
        looks = theme()
        role: Role = "strong" if line.is_answered and line.slot is not None else look[0]
        width = text_width(line.shown, role) + 2
        right = QRectF(inside.right() - width, inside.top(), width, inside.height())
        colour = look[1] if line.is_answered else "muted"
        paint_text(painter, right, line.shown, colour, role)
        end = right.left() - looks.px(8)
        if line.differs:
            word = _("differ")
            wide = text_width(word, "tiny") + looks.px(14)
            box = QRectF(end - wide, inside.top(), wide, inside.height())
            self._draw_difference(painter, box, word)
            end = box.left() - looks.px(6)
        paint_text(
            painter,
            QRectF(inside.left(), inside.top(), end - inside.left(), inside.height()),
            line.title,
            look[1],
            look[0],
        )

    @staticmethod
    def _draw_difference(painter: QPainter, box: QRectF, word: str) -> None:
        looks = theme()
        side = looks.px(8)
        with kept(painter):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(looks.colour("warn_text"))
            painter.translate(box.left() + side / 2, box.center().y())
            painter.rotate(45)
            painter.drawRect(QRectF(-side / 3, -side / 3, side / 1.5, side / 1.5))
        paint_text(painter, box.adjusted(side + looks.px(4), 0, 0, 0), word, "warn_text", "tiny")


class ItemList(QListView):
    """``chosen(slot)``: the user went to an item. Letters and digits are the sheet's."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.setAccessibleName(_("Items"))
        self._lines = _Model(self)
        self.setModel(self._lines)
        self.setItemDelegate(_Delegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def lines(self) -> tuple[ItemLine, ...]:
        """The lines shown."""
        return tuple(self._lines.lines)

    def show_lines(self, lines: list[ItemLine], slot: str | None) -> None:
        """Show the newest lines, and where the sheet stands."""
        self._lines.show(lines)
        self.go_to(slot)

    def go_to(self, slot: str | None) -> None:
        """Stand on an item without telling."""
        at = next((i for i, line in enumerate(self.lines) if slot and line.slot == slot), -1)
        index = self._lines.index(at) if at >= 0 else QModelIndex()
        if self.currentIndex() != index:
            blocked = self.blockSignals(True)
            self.setCurrentIndex(index)
            self.blockSignals(blocked)
            self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which item was gone to."""
        super().currentChanged(current, previous)
        line: ItemLine | None = current.data(_ROW)
        if line is not None and line.slot is not None and not self.signalsBlocked():
            self.chosen.emit(line.slot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave what the sheet answers to it: digits, letters, arrows with Alt or Ctrl."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers or (event.text().isprintable() and event.text()):
            event.ignore()
            return
        before = self.currentIndex()
        super().keyPressEvent(event)
        self._step_over_heading(-1 if event.key() in _UPWARDS else 1, before)

    def _step_over_heading(self, step: int, before: Index) -> None:
        """Go on past a heading, or stay where there is nothing beyond it."""
        at = self.currentIndex().row()
        if not 0 <= at < len(self.lines) or self.lines[at].slot is not None:
            return
        beyond = at + step
        found = self._lines.index(beyond) if 0 <= beyond < len(self.lines) else before
        self.setCurrentIndex(found if found.isValid() else self._lines.index(at + 1))
