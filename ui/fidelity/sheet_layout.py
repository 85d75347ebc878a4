"""The three columns of the sheet, and how they stand where there is less room."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from factdesk.words import _
from ui.fidelity.item_list import ItemList
from ui.fidelity.score_panel import ScorePanel
from ui.theme import theme
from ui.widgets.layouts import HBox, VBox
from ui.widgets.scrolled import Scrolled
from ui.widgets.selects import Select
from ui.widgets.texts import Card

#: Design pixels: below the first the scores stand under the item, below the second the list of
#: items is a drop-down over it.
_TWO, _ONE = 1080, 720
_ITEMS, _SCORES = 330, 380
_ITEMS_LEAST, _SCORES_LEAST = 248, 280
#: The width from which both have all of theirs.
_WIDE = 1600
_LEAST = 320


class SheetLayout(QWidget):
    """Items at the left, the item in the middle, scores at the right."""

    def __init__(self, items: ItemList, scores: ScorePanel, picker: Select) -> None:
        """Take what stands around the item."""
        super().__init__()
        self._items, self._scores, self._picker = items, scores, picker
        self._item: QWidget | None = None
        self._items_card = Card(items, margins=(0, 6, 0, 8))
        right = QWidget()
        self._right_column = VBox(scores, parent=right)
        self._right = Scrolled(right, _("Scores so far"), upright=True)
        inside = QWidget()
        self._column = VBox(space=14, parent=inside)
        self.scrolled = Scrolled(inside, _("Item"), upright=True)
        self._middle = VBox(picker, space=10)
        self._middle.add(self.scrolled, 1)
        picker.hide()
        self._row = HBox(space=18, parent=self)
        self._row.add(self._items_card)
        self._row.add(self._middle, 1)
        self._row.add(self._right)
        self._is_narrow = False

    def show_item(self, item: QWidget) -> None:
        """Put an item in the place of the one before."""
        last, self._item = self._item, item
        self._column.insertWidget(0, item, 1)
        if last is not None:
            self._column.removeWidget(last)
            last.hide()
            last.deleteLater()
        self.scrolled.verticalScrollBar().setValue(0)

    def minimumSizeHint(self) -> QSize:
        """Return little: what does not fit beside each other stands below."""
        return QSize(theme().px(_LEAST), theme().px(_LEAST) // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each its room."""
        super().resizeEvent(event)
        px, width = theme().px, self.width()
        share = min(1.0, max(0.0, (width / px(100) * 100 - _TWO) / (_WIDE - _TWO)))
        self._items_card.setFixedWidth(px(_ITEMS_LEAST + share * (_ITEMS - _ITEMS_LEAST)))
        self._right.setFixedWidth(px(_SCORES_LEAST + share * (_SCORES - _SCORES_LEAST)))
        alone = width < px(_ONE)
        self._items_card.setVisible(not alone)
        self._picker.setVisible(alone)
        narrow = width < px(_TWO)
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            (self._right_column if narrow else self._column).removeWidget(self._scores)
            if narrow:
                self._column.add(self._scores)
            else:
                self._right_column.insertWidget(0, self._scores)
            self._right.setVisible(not narrow)
