"""Layouts whose distances grow with the text, and one that flows like words."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QLayout, QLayoutItem, QWidget, QWidgetItem

from ui.theme import theme

Margins = int | tuple[int, int, int, int]
"""Design pixels: the same on all sides, or left, top, right, bottom."""


class _Box(QBoxLayout):
    """A box layout in design pixels."""

    def __init__(
        self,
        direction: QBoxLayout.Direction,
        *items: QWidget | QLayout | None,
        space: int,
        margins: Margins,
        parent: QWidget | None,
    ) -> None:
        super().__init__(direction, parent)
        self._space = space
        self._margins = (margins,) * 4 if isinstance(margins, int) else margins
        theme().changed.connect(self._rescale)
        self._rescale()
        for item in items:
            self.add(item)

    def add(self, item: QWidget | QLayout | None, stretch: int = 0) -> None:
        """Add a widget or a layout; None adds a stretch."""
        if item is None:
            self.addStretch(max(1, stretch))
        elif isinstance(item, QLayout):
            self.addLayout(item, stretch)
        else:
            self.addWidget(item, stretch)

    def _rescale(self) -> None:
        """Set the distances for the text size of the moment."""
        px = theme().px
        self.setSpacing(px(self._space))
        left, top, right, bottom = (px(side) for side in self._margins)
        self.setContentsMargins(left, top, right, bottom)


class VBox(_Box):
    """Things below each other; `space` and `margins` in design pixels."""

    def __init__(
        self,
        *items: QWidget | QLayout | None,
        space: int = 8,
        margins: Margins = 0,
        parent: QWidget | None = None,
    ) -> None:
        """Take the things in order; None is a stretch."""
        direction = QBoxLayout.Direction.TopToBottom
        super().__init__(direction, *items, space=space, margins=margins, parent=parent)


class HBox(_Box):
    """Things beside each other; `space` and `margins` in design pixels."""

    def __init__(
        self,
        *items: QWidget | QLayout | None,
        space: int = 8,
        margins: Margins = 0,
        parent: QWidget | None = None,
    ) -> None:
        """Take the things in order; None is a stretch."""
        direction = QBoxLayout.Direction.LeftToRight
        super().__init__(direction, *items, space=space, margins=margins, parent=parent)


class Placing(QLayout):
    """Keeps its items in order, without margins; its height depends on its width.

    Who inherits says in `heightForWidth`, `sizeHint`, `minimumSize` and `setGeometry` where they
    are placed.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without items."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item at the end."""
        self._items.append(item)

    def addWidget(self, widget: QWidget) -> None:
        """Add a widget at the end."""
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return the item at a place, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take the item at a place out, or None."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Tell that it takes the width there is."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Tell that its height depends on its width."""
        return True


class Flow(Placing):
    """Things beside each other, in as many lines as they need; for chips and badges."""

    def __init__(self, parent: QWidget | None = None, space: int = 6) -> None:
        """Take the distance between things, in design pixels."""
        super().__init__(parent)
        self._space = space

    def clear(self) -> None:
        """Take all widgets out and let them go."""
        while self._items:
            widget = self._items.pop().widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        """Tell that it wants no more room than it needs."""
        return Qt.Orientation(0)

    def heightForWidth(self, width: int) -> int:
        """Return the height it needs at a width."""
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items in a rectangle."""
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        """Return the size in one line."""
        gap = theme().px(self._space)
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() + gap for hint in hints) - gap if hints else 0
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """Return the size of the widest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        """Walk through the items line by line; returns the height used."""
        gap = theme().px(self._space)
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + gap, 0
            if place:
                size = QSize(min(hint.width(), rect.width()), hint.height())
                item.setGeometry(QRect(QPoint(x, y), size))
            x += hint.width() + gap
            line = max(line, hint.height())
        return y + line - rect.y()
