"""Painting and measuring the cells of the board. Everything follows the theme of the moment."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextLayout, QTextOption

from factdesk.board.cells import Cell, ChipText
from ui.theme import theme
from ui.theme.fonts import Role
from ui.widgets.paint import (
    chip_size,
    kept,
    paint_chip,
    paint_icon,
    paint_initials,
    paint_status,
    paint_text,
    text_width,
)

#: Design pixels.
PAD_X, PAD_Y, GAP = 10, 8, 4
STATUS_SIDE, BADGE_SIDE, ICON_SIDE = 22, 30, 15

NOTHING = Cell()

#: More than this is never seen in a row; the details and the tip show the whole text.
_MOST_CHARACTERS = 600


@lru_cache(maxsize=4096)
def wrapped(text: str, role: Role, width: int, most: int, _factor: float) -> tuple[str, ...]:
    """The text broken into at most `most` lines; the last one is cut with an ellipsis.

    `_factor` is the text size of the moment, for the cache: another size breaks elsewhere.
    """
    text = " ".join(text[:_MOST_CHARACTERS].split())
    font = theme().font(role)
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(text) <= width or width <= 0:
        return (text,)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    while len(lines) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        start, length = line.textStart(), line.textLength()
        if len(lines) == most - 1 and start + length < _utf16(text):
            rest = _from_utf16(text, start)
            lines.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
            break
        lines.append(_from_utf16(text, start, length).rstrip())
    layout.endLayout()
    return tuple(lines)


def _utf16(text: str) -> int:
    """The length as Qt counts it: an emoji takes two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _from_utf16(text: str, start: int, length: int | None = None) -> str:
    """A part of the text by Qt's counting."""
    if text.isascii():
        return text[start : None if length is None else start + length]
    units = text.encode("utf-16-le")
    end = None if length is None else (start + length) * 2
    return units[start * 2 : end].decode("utf-16-le", "ignore")


def line_height(role: Role) -> int:
    """The height of a line of text, with the air the eye needs."""
    return round(QFontMetrics(theme().font(role)).height() * 1.1)


def _main_role(cell: Cell) -> Role:
    return "strong" if cell.strong else "body"


def _text_width(cell: Cell, width: int) -> int:
    """What is left for the text of a cell in a column of this width."""
    px = theme().px
    room = width - 2 * px(PAD_X)
    if cell.tone == "danger":
        room -= px(ICON_SIDE + GAP)
    return max(room, px(24))


def _chip_lines(chips: tuple[ChipText, ...], width: int) -> list[list[tuple[ChipText, int]]]:
    """The chips in lines like words; one that is too wide alone is cut."""
    gap = theme().px(GAP)
    lines: list[list[tuple[ChipText, int]]] = []
    left = 0
    for chip in chips:
        wide = min(chip_size(chip.text, chip.strong)[0], width)
        if not lines or left + gap + wide > width:
            lines.append([])
            left = wide
        else:
            left += gap + wide
        lines[-1].append((chip, wide))
    return lines


@lru_cache(maxsize=16384)
def foot_lines(cell: Cell, width: int, factor: float) -> tuple[str, ...]:
    """The foot on one line of a column of this width, else its brief words on at most two."""
    role, room = _foot_role(cell), max(width - 2 * theme().px(PAD_X), theme().px(24))
    if cell.brief and text_width(cell.foot, role) > room:
        return wrapped(cell.brief, role, room, 2, factor)
    return (cell.foot,) if cell.foot else ()


def _foot_role(cell: Cell) -> Role:
    return "small_strong" if cell.foot_tone == "danger" else "small"


@lru_cache(maxsize=16384)
def cell_height(cell: Cell, width: int, factor: float) -> int:
    """How high a cell must be in a column of this width."""
    px = theme().px
    height = 0
    if cell.level:
        height = px(STATUS_SIDE)
    if cell.badge is not None:
        height = px(BADGE_SIDE)
    if cell.main:
        lines = wrapped(cell.main, _main_role(cell), _text_width(cell, width), cell.lines, factor)
        height += len(lines) * line_height(_main_role(cell))
    height += len(foot_lines(cell, width, factor)) * line_height("small")
    if cell.chips:
        rows = len(_chip_lines(cell.chips, max(width - 2 * px(PAD_X), px(24))))
        height += rows * (chip_size("X")[1] + px(GAP)) - px(GAP)
    return height + 2 * px(PAD_Y)


def paint_cell(
    painter: QPainter, rect: QRectF, cell: Cell, factor: float, *, chosen: bool = False
) -> None:
    """Paint one cell, its content in the middle of its height; `chosen` on the selected row."""
    if cell == NOTHING:
        return
    px = theme().px
    needed = cell_height(cell, int(rect.width()), factor) - 2 * px(PAD_Y)
    top = rect.top() + max((rect.height() - needed) / 2, px(PAD_Y) / 2)
    left, width = rect.left() + px(PAD_X), rect.width() - 2 * px(PAD_X)
    with kept(painter):
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        if cell.level:
            side = px(STATUS_SIDE)
            box = QRectF(rect.center().x() - side / 2, top, side, side)
            paint_status(painter, box, cell.level)  # type: ignore[arg-type]
        if cell.badge is not None:
            side = px(BADGE_SIDE)
            presence = cell.badge.presence
            shown = "present" if presence == "here" else presence
            paint_initials(
                painter,
                QRectF(left, top, side, side),
                cell.badge.initials,
                shown,  # type: ignore[arg-type]
            )
            top += side
        top = _paint_main(painter, QRectF(left, top, width, rect.height()), cell, factor)
        if cell.chips:
            room = QRectF(left, top, width, rect.height())
            top = _paint_chips(painter, room, cell.chips, edged=chosen)
        for text in foot_lines(cell, int(rect.width()), factor):
            box = QRectF(left, top, width, line_height("small"))
            paint_text(painter, box, text, _colour(cell.foot_tone), _foot_role(cell))
            top += box.height()


def _colour(tone: str) -> str:
    return "danger_text" if tone == "danger" else tone or "text"


def _paint_main(painter: QPainter, rect: QRectF, cell: Cell, factor: float) -> float:
    """Paint the text; a danger carries a triangle, so that its colour is not alone."""
    if not cell.main:
        return rect.top()
    px, role = theme().px, _main_role(cell)
    room = _text_width(cell, int(rect.width()) + 2 * px(PAD_X))
    high = line_height(role)
    left, top = rect.left(), rect.top()
    if cell.tone == "danger":
        side = px(ICON_SIDE)
        box = QRectF(left, top + (high - side) / 2, side, side)
        paint_icon(painter, box, "triangle-alert", "danger_text")
        left += side + px(GAP)
    for text in wrapped(cell.main, role, room, cell.lines, factor):
        paint_text(painter, QRectF(left, top, room + 2, high), text, _colour(cell.tone), role)
        top += high
    return top


def _paint_chips(
    painter: QPainter, rect: QRectF, chips: tuple[ChipText, ...], *, edged: bool
) -> float:
    gap, high = theme().px(GAP), chip_size("X")[1]
    top = rect.top()
    for line in _chip_lines(chips, max(int(rect.width()), theme().px(24))):
        left = rect.left()
        for chip, wide in line:
            box = QRectF(QPointF(left, top), QPointF(left + wide, top + high))
            paint_chip(painter, box, chip.text, chip.tone, chip.strong, edged=edged)
            left += wide + gap
        top += high + gap
    return top - gap
