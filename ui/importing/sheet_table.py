"""A sheet as it is, its first rows, with what each column holds chosen above it."""

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from factdesk.exchange.mapping import SheetMapping
from factdesk.exchange.sheets import Cell, Sheet, column_letters
from factdesk.words import _
from ui.importing.words import PERSON_FIELDS, STAFF_FIELDS, field_word
from ui.theme import theme
from ui.widgets.selects import Select

SHOWN_ROWS: Final = 12
_LONGEST: Final = 120
_TOP: Final = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class SheetPart:
    """A sheet with its mapping."""

    sheet: Sheet
    mapping: SheetMapping

    @property
    def width(self) -> int:
        """How many columns are shown: those that hold anything."""
        shown = [len(row) for row in self.sheet.rows[:SHOWN_ROWS]]
        return max([*shown, *(column.index + 1 for column in self.mapping.columns)], default=0)


class SheetModel(QAbstractTableModel):
    """The first rows; row 0 is empty, for the choices above the columns."""

    def __init__(self, part: SheetPart) -> None:
        """Take the sheet."""
        super().__init__()
        self._part = part
        self._columns = {column.index: column for column in part.mapping.columns}

    def set_part(self, part: SheetPart) -> None:
        """Take another mapping of the same sheet."""
        self._part = part
        self._columns = {column.index: column for column in part.mapping.columns}
        last = self.index(self.rowCount() - 1, max(0, self.columnCount() - 1))
        self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: _Index = _TOP) -> int:
        """Return the choices' row and the rows shown."""
        return 0 if parent.isValid() else 1 + min(SHOWN_ROWS, len(self._part.sheet.rows))

    def columnCount(self, parent: _Index = _TOP) -> int:
        """Return how many columns the sheet has."""
        return 0 if parent.isValid() else self._part.width

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return text, fill colour and weight of a cell, as in the workbook."""
        cell = self._cell(index)
        if cell is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(cell.text[:_LONGEST].split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.text[:1000] if len(cell.text) > 20 else None
        if role == Qt.ItemDataRole.FontRole and index.row() == (self._part.mapping.header_row or 0):
            return theme().font("strong")
        is_filled = bool(cell.fill_colour and cell.fill_colour != "FFFFFF")
        if role == Qt.ItemDataRole.BackgroundRole and is_filled:
            return QBrush(QColor(f"#{cell.fill_colour}"))
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(index, cell, is_filled)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the letters of a column and the number of a row, as the workbook has them."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return column_letters(section)
        return str(section) if section else ""

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let the rows be gone through, but not the row of choices."""
        return Qt.ItemFlag.NoItemFlags if index.row() == 0 else super().flags(index)

    def _cell(self, index: _Index) -> Cell | None:
        """Return the cell shown at an index."""
        if index.row() == 0:
            return None
        row = self._part.sheet.rows[index.row() - 1]
        return row[index.column()] if index.column() < len(row) else None

    def _ink(self, index: _Index, cell: Cell, is_filled: bool) -> QBrush | None:
        """Return the colour of a text: pale where it is not read, dark on the sheet's own fills."""
        if is_filled:
            ground = QColor(f"#{cell.fill_colour}")
            return QBrush(QColor("#101820" if ground.lightnessF() > 0.45 else "#FFFFFF"))
        column = self._columns.get(index.column())
        is_title = index.row() < (self._part.mapping.header_row or 0)
        if is_title or column is None or column.field in ("leave_out", "row_number"):
            return QBrush(theme().colour("disabled"))
        return None


class FillDelegate(QStyledItemDelegate):
    """Paints the workbook's own fill colour under a cell; the style sheet leaves it out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the fill, then the cell as usual."""
        fill = index.data(Qt.ItemDataRole.BackgroundRole)
        if fill is not None:
            painter.fillRect(option.rect, fill)
        super().paint(painter, option, index)


class SheetTable(QTableView):
    """The rows with a choice above every column; ``chosen(column, field)`` tells a correction."""

    chosen = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty until a sheet is shown."""
        super().__init__(parent)
        self._model: SheetModel | None = None
        self._title: str | None = None
        self._choices: dict[int, Select] = {}
        self.setItemDelegate(FillDelegate(self))
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setSectionsClickable(False)
        self.verticalHeader().setSectionsClickable(False)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)

    def choice(self, column: int) -> Select:
        """Return the choice above a column."""
        return self._choices[column]

    def show_part(self, part: SheetPart) -> None:
        """Show a sheet; only what differs is changed where it is the one shown already."""
        wanted = STAFF_FIELDS if part.mapping.kind == "staff" else PERSON_FIELDS
        key = repr((part.sheet.title, part.mapping.header_row, wanted, part.width))
        if self._model is not None and self._title == key:
            self._model.set_part(part)
        else:
            self._title = key
            self._fill(part, list(wanted))
        is_left_out = part.mapping.kind in ("leave_out", "unknown")
        for column in part.mapping.columns:
            select = self._choices[column.index]
            if select.findData(column.field) < 0:
                select.add(column.field, field_word(column.field))
            select.set_value(column.field)
            select.setEnabled(not is_left_out)
        self.setAccessibleName(_("First rows of {sheet}").format(sheet=part.sheet.title.strip()))

    def _fill(self, part: SheetPart, wanted: list[Any]) -> None:
        """Make model and choices anew."""
        old = self._model
        self._choices = {}
        self._model = SheetModel(part)
        self.setModel(self._model)
        if old is not None:
            old.deleteLater()
        px = theme().px
        for column in part.mapping.columns:
            letters = column_letters(column.index)
            select = Select(
                _("Column {letters}, {heading}").format(letters=letters, heading=column.heading)
            )
            for field in wanted:
                select.add(field, field_word(field))
            select.activated.connect(
                lambda _at, at=column.index, select=select: self.chosen.emit(at, select.value)
            )
            self._choices[column.index] = select
            self.setIndexWidget(self._model.index(0, column.index), select)
        heading = self.horizontalHeader()
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for at in range(part.width):
            has_choice = at in self._choices
            content = max(self.sizeHintForColumn(at), px(168 if has_choice else 48))
            self.setColumnWidth(at, min(content, px(280)))
        self.verticalHeader().setDefaultSectionSize(px(34))
        self.setRowHeight(0, px(46))
