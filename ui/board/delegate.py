"""Painting the lines of the board and opening editors in them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from factdesk.board.cells import PERSON, REASON, VISITS, Cell
from factdesk.board.facts import TaskFact
from factdesk.words import _
from ui.board.cell_paint import cell_height, line_height, paint_cell
from ui.board.detail_paint import detail_height, paint_detail
from ui.board.lines import DetailLine, Line, PersonLine, SectionLine
from ui.board.model import edit_text
from ui.theme import theme
from ui.widgets.fields import TextArea
from ui.widgets.paint import (
    chip_size,
    kept,
    paint_chip,
    paint_focus,
    paint_icon,
    paint_text,
    text_width,
)
from ui.widgets.rows_model import ROW_ROLE

Index = QModelIndex | QPersistentModelIndex

SECTION_GAP, SECTION_HEIGHT, RADIUS = 10, 42, 10


class BoardDelegate(QStyledItemDelegate):
    """Sections and details are painted across the whole row, each cell its own slice.

    `drafted(episode id, column, text)` tells what is being typed, `cancelled(episode id, column)`
    that it was thrown away with Esc; `opened(episode id, column, editor)` that a text is written.
    """

    drafted = Signal(str, int, str)
    cancelled = Signal(str, int)
    opened = Signal(str, int, QWidget)

    def __init__(self, view: QTableView, today: Callable[[], date]) -> None:
        """Paint in this view."""
        super().__init__(view)
        self._view, self._today = view, today
        self._heights: dict[str, tuple[tuple[Cell, ...], list[int], float, int]] = {}
        self.boxes: dict[str, list[tuple[QRectF, TaskFact]]] = {}
        #: Initials of the others who write on a row, by the row's episode.
        self.writers: Callable[[str], str] = lambda _episode: ""
        self.draft: Callable[[str, int], str | None] = lambda _episode, _column: None
        #: What was typed for a visit and refused, by the row's episode.
        self.refused: dict[str, str] = {}

    def line_height(self, line: Line, widths: list[int]) -> int:
        """How high a line must be with columns of these widths."""
        factor = theme().factor
        if isinstance(line, SectionLine):
            return theme().px(SECTION_GAP) + max(theme().px(SECTION_HEIGHT), line_height("strong"))
        if isinstance(line, DetailLine):
            width = sum(widths[1:])
            return detail_height(line.row, line.facts, self._today(), width, factor)
        return self._person_height(line, widths, factor)

    def is_measured(self, line: Line, widths: list[int]) -> bool:
        """Whether the height of a line is known already, or not worth remembering."""
        return not isinstance(line, PersonLine) or self._known(line, widths) is not None

    def _known(self, line: PersonLine, widths: list[int]) -> int | None:
        known = self._heights.get(line.row.episode_id)
        if known is None or known[0] is not line.cells or known[1:3] != (widths, theme().factor):
            return None
        return known[3]

    def _person_height(self, line: PersonLine, widths: list[int], factor: float) -> int:
        """Measured once per row and width: a filter shows the same rows again and again."""
        height = self._known(line, widths)
        if height is None:
            cells = zip(line.cells, widths, strict=True)
            height = max(cell_height(cell, width, factor) for cell, width in cells)
            self._heights[line.row.episode_id] = (line.cells, widths, factor, height)
        return height

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell, or its slice of a whole line."""
        line, cell = index.data(ROW_ROLE), QRectF(option.rect)
        view = self._view
        header = view.horizontalHeader()
        left = view.columnViewportPosition(0)
        full = QRectF(left, cell.top(), header.length(), cell.height())
        current = view.currentIndex()
        chosen = current.isValid() and current.row() == index.row()
        plain = isinstance(line, PersonLine) and not line.is_last and not chosen
        if plain and not option.state & QStyle.StateFlag.State_MouseOver:
            # The common case, without what only round corners and the keyboard's place need.
            painter.fillRect(cell, theme().colour("surface"))
            self._edges(painter, full, cell)
            paint_cell(painter, cell, line.cells[index.column()], theme().factor)
            self._writer(painter, cell, line, index.column())
            return
        with kept(painter):
            painter.setClipRect(cell, Qt.ClipOperation.IntersectClip)
            if isinstance(line, SectionLine):
                self._section(painter, full, line, chosen=chosen and view.hasFocus())
            else:
                hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
                self._ground(painter, full, line, chosen=chosen, hovered=hovered)
                if isinstance(line, DetailLine):
                    start = view.columnViewportPosition(1)
                    inside = QRectF(start, full.top(), full.right() - start, full.height())
                    self.boxes[line.row.episode_id] = paint_detail(
                        painter, inside, line.row, line.facts, self._today(), theme().factor
                    )
                elif isinstance(line, PersonLine):
                    what = line.cells[index.column()]
                    paint_cell(painter, cell, what, theme().factor, chosen=chosen)
                    self._writer(painter, cell, line, index.column())
                    if chosen and view.hasFocus() and current.column() == index.column():
                        paint_focus(painter, cell.adjusted(2, 2, -2, -2))

    def _writer(self, painter: QPainter, cell: QRectF, line: PersonLine, column: int) -> None:
        """A small badge in the corner of the person's cell: who else writes on this row."""
        who = self.writers(line.row.episode_id) if column == PERSON else ""
        if not who:
            return
        width, height = chip_size(who)
        box = QRectF(0, 0, min(width, cell.width()), height - theme().px(4))
        box.moveTopRight(cell.topRight() - QPointF(theme().px(4), -theme().px(4)))
        paint_chip(painter, box, who, "info", edged=True)

    def _section(self, painter: QPainter, full: QRectF, line: SectionLine, *, chosen: bool) -> None:
        """The head of a card: its name, how many, and whether it is folded."""
        looks = theme()
        painter.fillRect(full, looks.colour("canvas"))
        box = full.adjusted(0.5, looks.px(SECTION_GAP), -0.5, -0.5)
        whole = line.collapsed or not line.shown
        path = _card(box, looks.px(RADIUS), top=True, bottom=whole)
        painter.fillPath(path, looks.colour("selection" if chosen else "surface_alt"))
        painter.setPen(QPen(looks.colour("line"), 1))
        painter.drawPath(path)
        if chosen:
            paint_focus(painter, box.adjusted(2, 2, -2, -2), RADIUS)
        inside = box.adjusted(looks.px(14), 0, -looks.px(16), 0)
        side = looks.px(16)
        icon = QRectF(inside.left(), inside.center().y() - side / 2, side, side)
        paint_icon(painter, icon, "chevron-right" if line.collapsed else "chevron-down", "muted")
        inside.setLeft(inside.left() + side + looks.px(8))
        paint_text(painter, inside, line.name, "text", "strong")
        at = inside.adjusted(text_width(line.name, "strong") + looks.px(10), 0, 0, 0)
        count = str(line.count) if line.shown == line.count else f"{line.shown} / {line.count}"
        paint_text(painter, at, count, "muted")
        if line.collapsed and line.count:
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            paint_text(painter, inside, _("folded"), "muted", "small", right)

    def _ground(
        self, painter: QPainter, full: QRectF, line: Line, *, chosen: bool, hovered: bool
    ) -> None:
        """What a person or the details stand upon: a slice of the card."""
        looks = theme()
        last = isinstance(line, PersonLine | DetailLine) and line.is_last
        token = "surface_alt" if isinstance(line, DetailLine) else "surface"
        if isinstance(line, PersonLine):
            token = "selection" if chosen else "hover" if hovered else token
        painter.setPen(QPen(looks.colour("line"), 1))
        if last:
            painter.fillRect(full, looks.colour("canvas"))
            box = full.adjusted(0.5, -0.5, -0.5, -0.5)
            path = _card(box, looks.px(RADIUS), top=False, bottom=True)
            painter.fillPath(path, looks.colour(token))
            painter.drawPath(path)
        else:
            painter.fillRect(full, looks.colour(token))
            self._edges(painter, full, full)
        if chosen and isinstance(line, PersonLine):
            bar = QRectF(full.left(), full.top(), looks.px(4), full.height())
            painter.fillRect(bar, looks.colour("accent"))

    def _edges(self, painter: QPainter, full: QRectF, part: QRectF) -> None:
        """The line below a row, and the sides of the card where this part touches them."""
        line, low = theme().colour("line"), full.bottom() - 1
        painter.fillRect(QRectF(part.left(), low, part.width(), 1), line)
        if part.left() <= full.left():
            painter.fillRect(QRectF(full.left(), full.top(), 1, full.height()), line)
        if part.right() >= full.right():
            painter.fillRect(QRectF(full.right() - 1, full.top(), 1, full.height()), line)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Heights are set by the table, which knows the widths."""
        return QSize(theme().px(40), theme().px(40))

    # Editors.

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A text for reason and agreed, a line for who goes."""
        line = index.data(ROW_ROLE)
        if not isinstance(line, PersonLine):
            raise TypeError("only persons are written in")
        column, episode = index.column(), line.row.episode_id
        if column == VISITS:
            entry = QLineEdit(parent)
            entry.setPlaceholderText(_("MH + EØ, 10:00 MH, tomorrow 9 TK"))
            entry.setAccessibleName(_("Who goes to {name}").format(name=line.row.name))
            return entry
        what = _("Reason") if column == REASON else _("Agreed")
        area = TextArea(what, lines=2, most_lines=10, parent=parent)
        area.setAccessibleName(f"{what}: {line.row.name}")
        area.draft_changed.connect(lambda text: self.drafted.emit(episode, column, text))
        self.opened.emit(episode, column, area)
        return area

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with the draft where there is one, else with what stands."""
        line, column = index.data(ROW_ROLE), index.column()
        if isinstance(editor, TextArea) and isinstance(line, PersonLine):
            draft = self.draft(line.row.episode_id, column)
            editor.set_text(edit_text(line, column) if draft is None else draft)
            editor.selectAll()
        elif isinstance(editor, QLineEdit) and isinstance(line, PersonLine):
            editor.setText(self.refused.pop(line.row.episode_id, ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Tell what was written."""
        if isinstance(editor, TextArea):
            editor.flush_draft()
            model.setData(index, editor.toPlainText())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """Over the cell, wide enough to write in and never outside the table."""
        rect = QRect(option.rect)
        room = self._view.viewport().rect()
        rect.setWidth(min(max(rect.width(), theme().px(320)), room.width()))
        rect.setHeight(max(editor.sizeHint().height(), min(rect.height(), theme().px(90))))
        if isinstance(editor, TextArea):
            rect.setHeight(editor.height())
        rect.moveLeft(max(min(rect.left(), room.right() - rect.width()), 0))
        rect.moveTop(max(min(rect.top(), room.bottom() - rect.height()), 0))
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter saves, Shift+Enter is a new line, Esc throws away."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if enter and not shift and isinstance(editor, QWidget):
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, self.EndEditHint.NoHint)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._tell_cancelled(editor)
        return super().eventFilter(editor, event)

    def _tell_cancelled(self, editor: Any) -> None:
        """Esc is a decision: the draft goes too."""
        line = self._view.currentIndex().data(ROW_ROLE)
        if isinstance(editor, TextArea) and isinstance(line, PersonLine):
            editor.set_text(editor.toPlainText())
            self.cancelled.emit(line.row.episode_id, self._view.currentIndex().column())


def _card(box: QRectF, radius: float, *, top: bool, bottom: bool) -> QPainterPath:
    """A box with round corners above, below, both or neither."""
    path = QPainterPath()
    up, down = (radius if top else 0.0), (radius if bottom else 0.0)
    path.moveTo(box.left() + up, box.top())
    path.lineTo(box.right() - up, box.top())
    path.quadTo(box.right(), box.top(), box.right(), box.top() + up)
    path.lineTo(box.right(), box.bottom() - down)
    path.quadTo(box.right(), box.bottom(), box.right() - down, box.bottom())
    path.lineTo(box.left() + down, box.bottom())
    path.quadTo(box.left(), box.bottom(), box.left(), box.bottom() - down)
    path.lineTo(box.left(), box.top() + up)
    path.quadTo(box.left(), box.top(), box.left() + up, box.top())
    return path
