"""The cells of a measure: beside each other under the names of their columns, or in a block."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from ui.theme import theme
from ui.widgets.layouts import Placing

#: How the width is shared, in the order of the cells; the menu after them has a width of its own.
WEIGHTS = (23, 21, 12, 16, 15, 15, 14)
#: Below this width, in design pixels, the cells stand in a block.
WIDE = 900
#: Below this width, in design pixels, the block has two columns.
BLOCK = 520
#: The width of the menu, in design pixels.
MENU = 36


def is_wide(width: int) -> bool:
    """Whether the cells stand beside each other at a width."""
    return width >= theme().px(WIDE)


def spans(width: int) -> list[tuple[int, int]]:
    """Left and width of each cell beside each other."""
    room = width - theme().px(MENU)
    lefts = [0]
    for weight in WEIGHTS:
        lefts.append(lefts[-1] + weight)
    edges = [room * left // lefts[-1] for left in lefts]
    return [(edges[at], edges[at + 1] - edges[at]) for at in range(len(WEIGHTS))]


class Cells(Placing):
    """Places the seven cells and the menu, in the order they were added."""

    def __init__(self, parent: QWidget) -> None:
        """Without cells."""
        super().__init__(parent)
        self._heights: dict[int, int] = {}

    def heightForWidth(self, width: int) -> int:
        """The height at a width, measured once until a cell changes."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), place=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Measure anew."""
        self._heights = {}
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Place the cells."""
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        """A page's width."""
        return QSize(theme().px(WIDE), self.heightForWidth(theme().px(WIDE)))

    def minimumSize(self) -> QSize:
        """Two short columns."""
        return QSize(theme().px(220), 0)

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        if not self._items:
            return 0
        rows = self._beside(rect.width()) if is_wide(rect.width()) else self._block(rect.width())
        gap, top = theme().px(2), rect.top()
        menu = self._items[-1]
        if place:
            side = theme().px(MENU)
            menu.setGeometry(QRect(rect.right() + 1 - side, rect.top(), side, side))
        for row in rows:
            height = max(item.heightForWidth(width) for item, _left, width in row)
            if place:
                for item, left, width in row:
                    item.setGeometry(QRect(rect.left() + left, top, width, height))
            top += height + gap
        return max(top - gap - rect.top(), theme().px(MENU))

    def _beside(self, width: int) -> list[list[tuple[QLayoutItem, int, int]]]:
        places = zip(self._items, spans(width), strict=False)
        return [[(item, left, wide) for item, (left, wide) in places]]

    def _block(self, width: int) -> list[list[tuple[QLayoutItem, int, int]]]:
        """What and how on lines of their own, the short ones in columns under them."""
        cells, columns = self._items[:-1], 3 if width >= theme().px(BLOCK) else 2
        rows = [[(cells[0], 0, width - theme().px(MENU))], [(cells[1], 0, width)]]
        short = cells[2:]
        for at in range(0, len(short), columns):
            part = short[at : at + columns]
            wide = width // columns
            rows.append([(item, index * wide, wide) for index, item in enumerate(part)])
        return rows
