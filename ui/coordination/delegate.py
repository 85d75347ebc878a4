"""Painting the lines of «My people»: a card with a row for each person."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.coordination.columns import MineColumn
from ui.coordination.lines import Line
from ui.theme import theme
from ui.theme.fonts import Role
from ui.widgets.paint import (
    kept,
    keycap_width,
    paint_box,
    paint_focus,
    paint_keycap,
    paint_status,
    paint_text,
    text_width,
)
from ui.widgets.rows_model import ROW_ROLE

Index = QModelIndex | QPersistentModelIndex

PAD_X, PAD_Y, RADIUS, STATUS, POINT, POINT_GAP = 10, 10, 10, 22, 12, 3


class MineDelegate(QStyledItemDelegate):
    """The ground goes over the whole row, each cell paints its own slice of it."""

    def __init__(self, view: QTableView, columns: list[MineColumn]) -> None:
        """Paint these columns in this view."""
        super().__init__(view)
        self._view, self._columns = view, columns

    def line_height(self, line: Line, widths: list[int]) -> int:
        """How high a person's line is with columns of these widths; hidden ones are 0 wide."""
        needed = 0
        for column, width in zip(self._columns, widths, strict=True):
            if width and column.kind not in ("status", "open"):
                needed = max(needed, _height(column, line, width))
        return max(needed, theme().px(STATUS)) + 2 * theme().px(PAD_Y)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        line: Line = index.data(ROW_ROLE)
        cell, view = QRectF(option.rect), self._view
        full = QRectF(
            view.columnViewportPosition(0), cell.top(), view.horizontalHeader().length(),
            cell.height(),
        )  # fmt: skip
        here = view.currentIndex()
        is_current = here.isValid() and here.row() == index.row()
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        with kept(painter):
            painter.setClipRect(cell, Qt.ClipOperation.IntersectClip)
            hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
            token = "selection" if is_chosen else "hover" if hovered else "surface"
            token = "surface_alt" if line.is_details else token
            self._ground(painter, full, index, token)
            if line.is_details:
                return
            has_focus = is_current and view.hasFocus()
            if is_chosen and not has_focus:
                bar = QRectF(full.left(), full.top(), theme().px(4), full.height())
                painter.fillRect(bar, theme().colour("accent"))
            self._cell(painter, cell, self._columns[index.column()], line)
            if has_focus:
                paint_focus(painter, full.adjusted(2, 2, -2, -2), RADIUS - 3)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Heights are set by the table, which knows the widths."""
        return QSize(theme().px(40), theme().px(40))

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """What is opened takes the whole line."""
        editor.setGeometry(option.rect)

    def _ground(self, painter: QPainter, full: QRectF, index: Index, token: str) -> None:
        """A slice of the card, round where it begins and ends."""
        looks, rows = theme(), self._view.model().rowCount()
        first, last = index.row() == 0, index.row() == rows - 1
        box = full.adjusted(0.5, 0.5 if first else -0.5, -0.5, -0.5)
        path = _card(box, looks.px(RADIUS) if first else 0, looks.px(RADIUS) if last else 0)
        painter.setPen(QPen(looks.colour("line"), 1))
        painter.setBrush(looks.colour(token))
        painter.drawPath(path)

    def _cell(self, painter: QPainter, cell: QRectF, column: MineColumn, line: Line) -> None:
        if line.person.is_reduced and column.kind not in ("person", "open"):
            return
        if column.kind == "status":
            side = theme().px(STATUS)
            box = QRectF(0, 0, side, side)
            box.moveCenter(cell.center())
            paint_status(painter, box.translated(theme().px(4), 0), line.person.level)
        elif column.kind == "open":
            _paint_open(painter, cell, column.first(line.person, line.day))
        else:
            _paint_words(painter, cell, column, line)


def _inside(width: float) -> int:
    return max(int(width) - 2 * theme().px(PAD_X), theme().px(24))


def _high(role: Role) -> int:
    return round(QFontMetrics(theme().font(role)).height() * 1.08)


def _height(column: MineColumn, line: Line, width: int) -> int:
    first, second = column.first(line.person, line.day), column.second(line.person, line.day)
    if column.kind == "points":
        if line.person.points_met is not None:
            return theme().px(POINT + 4) + _high("small")
        return len(_two_lines(first, "small", _inside(width))) * _high("small")
    lines = len(_two_lines(first, _role(column), _inside(width)))
    return lines * _high(_role(column)) + (_high("small") if second else 0)


def _role(column: MineColumn) -> Role:
    return "strong" if column.kind == "person" else "body"


def _two_lines(text: str, role: Role, width: int) -> tuple[str, ...]:
    """The text on one line, or broken into two; the second is cut where it is painted."""
    if text_width(text, role) <= width:
        return (text,)
    layout, option = QTextLayout(text, theme().font(role)), QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(width)
    layout.endLayout()
    units = text.encode("utf-16-le")
    cut = first.textLength() * 2
    parts = units[:cut].decode("utf-16-le", "ignore"), units[cut:].decode("utf-16-le", "ignore")
    return tuple(part.strip() for part in parts if part.strip())


def _paint_words(painter: QPainter, cell: QRectF, column: MineColumn, line: Line) -> None:
    """The first words in at most two lines, the second muted below them."""
    person, px = line.person, theme().px
    first, second = column.first(person, line.day), column.second(person, line.day)
    top = cell.center().y() - _height(column, line, int(cell.width())) / 2
    left, width = cell.left() + px(PAD_X), _inside(cell.width())
    if column.kind == "points":
        if person.points_met is not None:
            _paint_points(painter, left, top, person.points_met)
            top += px(POINT + 4)
            paint_text(painter, QRectF(left, top, width, _high("small")), first, "muted", "small")
            return
        colour = "danger_text" if person.plan_on is None else "muted"
        for text in _two_lines(first, "small", width):
            paint_text(painter, QRectF(left, top, width, _high("small")), text, colour, "small")
            top += _high("small")
        return
    role, tone = _role(column), column.tone(person, line.day) or "text"
    for text in _two_lines(first, role, width):
        paint_text(painter, QRectF(left, top, width, _high(role)), text, tone, role)
        top += _high(role)
    if second:
        paint_text(painter, QRectF(left, top, width, _high("small")), second, "muted", "small")


def _paint_points(painter: QPainter, left: float, top: float, met: tuple[bool, ...]) -> None:
    """A square for each point: full where it is met, hollow and edged where it is not."""
    looks, side, gap = theme(), theme().px(POINT), theme().px(POINT_GAP)
    for at, is_met in enumerate(met):
        box = QRectF(left + at * (side + gap), top, side, side)
        if is_met:
            paint_box(painter, box, looks.colour("status_green"), radius=3)
            continue
        painter.setPen(QPen(looks.colour("status_red"), max(1.5, side / 7)))
        painter.setBrush(looks.colour("surface"))
        inset = max(1.0, side / 12)
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), inset, inset)


def _paint_open(painter: QPainter, cell: QRectF, word: str) -> None:
    """A button in the looks of the kit; a click anywhere in the cell opens."""
    looks, key = theme(), "↵"
    cap = keycap_width(key) + looks.px(8)
    width = text_width(word) + cap + looks.px(28)
    box = QRectF(0, 0, min(width, cell.width() - looks.px(8)), looks.px(34))
    box.moveCenter(cell.center())
    paint_box(painter, box, looks.colour("surface"), looks.colour("button_edge"))
    inside = box.adjusted(looks.px(14), 0, -looks.px(10), 0)
    paint_text(painter, inside, word)
    wide = keycap_width(key)
    paint_keycap(painter, QRectF(inside.right() - wide, inside.top(), wide, inside.height()), key)


def _card(box: QRectF, up: float, down: float) -> QPainterPath:
    """A box with round corners above (``up``) and below (``down``)."""
    path = QPainterPath()
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
