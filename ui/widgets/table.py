"""A plain table over a rows model, with the columns as declared."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.theme import theme
from ui.widgets.rows_model import RowsModel


class Table(QTableView):
    """Whole rows to choose from, sorted by a click on a heading; Enter opens.

    `opened(row)` is told at Enter and at a double click. Tab leaves the table.
    """

    opened = Signal(object)

    def __init__(self, model: RowsModel[Any], spoken: str, parent: QWidget | None = None) -> None:
        """Take the model and the name a screen reader says."""
        super().__init__(parent)
        self._rows = model
        self.setAccessibleName(spoken)
        self.setModel(model)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setSectionsClickable(True)
        heading.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        heading.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.row(index)))
        theme().changed.connect(self._size)
        self._size()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the row at Enter."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.opened.emit(self._rows.row(index))
            return
        super().keyPressEvent(event)

    def _size(self) -> None:
        """Give rows and columns their sizes for the text size of the moment."""
        px = theme().px
        self.verticalHeader().setDefaultSectionSize(px(38))
        heading = self.horizontalHeader()
        for at, column in enumerate(self._rows.columns):
            if column.width:
                heading.setSectionResizeMode(at, QHeaderView.ResizeMode.Interactive)
                heading.resizeSection(at, px(column.width))
            else:
                heading.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)


class CellDelegate(QStyledItemDelegate):
    """For cells that are painted: lays the usual ground of a cell, and leaves the words away."""

    def paint_ground(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint what the style paints of the cell, chosen or not, without its text."""
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        view = bare.widget
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, view)
