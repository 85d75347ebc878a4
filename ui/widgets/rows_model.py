"""A table model over frozen rows that tells its views exactly what changed.

A page asks its view again and hands the whole answer to `set_rows`; the model compares old and new
by key and emits only removed, inserted, moved and changed rows. So the selection, the scroll place
and an open editor survive a change that a colleague made.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ui.widgets.row_changes import longest_ordered, runs

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The role that gives the whole row, for delegates."""

# Above this many moved rows one new order is cheaper for a view than single moves.
_MANY_MOVES: Final = 48
_TOP: Final = QModelIndex()


class Row(Protocol):
    """What a row must have: a key that stays the same while its values change."""

    @property
    def key(self) -> Hashable:
        """What makes it this row and no other."""
        ...


R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column: its heading and how it is read from a row.

    `title` and the texts are called when they are shown, so that they are in the reader's language.
    `sort` gives the value to sort by, or None where the column cannot be sorted; `spoken` the text
    for a screen reader where it must say more than `text`; `edit` the text to begin editing with,
    or None where the column cannot be edited; `width` is in design pixels, 0 stretches.
    """

    title: Callable[[], str]
    text: Callable[[R], str]
    sort: Callable[[R], Any] | None = None
    spoken: Callable[[R], str] | None = None
    tip: Callable[[R], str] | None = None
    edit: Callable[[R], str] | None = None
    width: int = 120
    right: bool = False


class RowsModel(QAbstractTableModel, Generic[R]):
    """Rows in the order given, filtered and sorted.

    `edited(row, column number, text)` tells what a user typed; the model does not change itself,
    the new value comes with the next `set_rows`.
    """

    edited = Signal(object, int, object)

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        """Take the columns."""
        super().__init__(parent)
        self._columns = tuple(columns)
        self._all: tuple[R, ...] = ()
        self._shown: list[R] = []
        self._wanted: Callable[[R], bool] | None = None
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    # What the page calls.

    def set_rows(self, rows: Iterable[R]) -> None:
        """Show these rows; keys must differ. Raises ValueError when two rows have one key."""
        given = tuple(rows)
        if len({row.key for row in given}) != len(given):
            raise ValueError("two rows have the same key")
        self._all = given
        self._show(self._chosen())

    def set_filter(self, wanted: Callable[[R], bool] | None) -> None:
        """Show only the rows wanted; None shows all."""
        self._wanted = wanted
        self._show(self._chosen())

    @property
    def rows(self) -> tuple[R, ...]:
        """The rows shown, in order."""
        return tuple(self._shown)

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._all)

    @property
    def columns(self) -> tuple[Column[R], ...]:
        """The columns as declared."""
        return self._columns

    def row(self, index: Index | int) -> R:
        """Return the row at an index or a row number."""
        return self._shown[index if isinstance(index, int) else index.row()]

    def index_of(self, key: Hashable, column: int = 0) -> QModelIndex:
        """Return where the row with this key is shown; an invalid index when it is not."""
        at = next((at for at, row in enumerate(self._shown) if row.key == key), -1)
        return self.index(at, column) if at >= 0 else QModelIndex()

    # What Qt calls.

    def rowCount(self, parent: Index = _TOP) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _TOP) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text, spoken text, tip, edit text, alignment or whole row of a cell."""
        if not index.isValid():
            return None
        row, column = self._shown[index.row()], self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return (column.spoken or column.text)(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(row) if column.tip else None
        if role == Qt.ItemDataRole.EditRole:
            return column.edit(row) if column.edit else column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the heading of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._columns[section].title()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft
            side = Qt.AlignmentFlag.AlignRight if self._columns[section].right else side
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Tell what can be done with a cell."""
        flags = super().flags(index)
        if index.isValid() and self._columns[index.column()].edit is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell what was typed; returns False, for the model itself did not change."""
        if role == Qt.ItemDataRole.EditRole and index.isValid():
            self.edited.emit(self._shown[index.row()], index.column(), value)
        return False

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1, or a column that cannot be sorted, gives the order given."""
        sortable = 0 <= column < len(self._columns) and self._columns[column].sort is not None
        self._sorted_by = (column, order) if sortable else None
        self._show(self._chosen())

    # How the rows on the screen become the rows wanted.

    def _chosen(self) -> list[R]:
        """Return the rows to show, filtered and sorted; equal ones keep the order given."""
        chosen = [row for row in self._all if self._wanted is None or self._wanted(row)]
        if self._sorted_by is not None:
            column, order = self._sorted_by
            value = self._columns[column].sort
            if value is not None:
                chosen.sort(key=value, reverse=order == Qt.SortOrder.DescendingOrder)
        return chosen

    def _show(self, new: list[R]) -> None:
        """Change what is shown, step by step, telling the views each step."""
        old = {row.key: row for row in self._shown}
        place = {row.key: at for at, row in enumerate(new)}
        gone = [at for at, row in enumerate(self._shown) if row.key not in place]
        for first, last in reversed(runs(gone)):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._shown[first : last + 1]
            self.endRemoveRows()
        self._reorder([row for row in new if row.key in old], place)
        for first, last in runs([at for at, row in enumerate(new) if row.key not in old]):
            self.beginInsertRows(QModelIndex(), first, last)
            self._shown[first:first] = new[first : last + 1]
            self.endInsertRows()
        changed = [at for at, row in enumerate(new) if row.key in old and old[row.key] != row]
        self._shown = new
        for first, last in runs(changed):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    def _reorder(self, staying: list[R], place: dict[Hashable, int]) -> None:
        """Put the rows that stay into their new order with as few moves as possible."""
        order = longest_ordered([place[row.key] for row in self._shown])
        fixed = {self._shown[at].key for at in order}
        moving = [at for at, row in enumerate(staying) if row.key not in fixed]
        if len(moving) > _MANY_MOVES:
            self._reorder_at_once(place)
            return
        for at in moving:
            here = self._position(staying[at].key)
            there = self._position(staying[at - 1].key) + 1 if at else 0
            if there in (here, here + 1):
                continue
            self.beginMoveRows(QModelIndex(), here, here, QModelIndex(), there)
            row = self._shown.pop(here)
            self._shown.insert(there - 1 if there > here else there, row)
            self.endMoveRows()

    def _reorder_at_once(self, place: dict[Hashable, int]) -> None:
        """Give the views one new order, with every remembered index led to its row."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        keys = [self._shown[index.row()].key for index in before]
        self._shown.sort(key=lambda row: place[row.key])
        now = {row.key: at for at, row in enumerate(self._shown)}
        after = [
            self.index(now[key], index.column()) for key, index in zip(keys, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _position(self, key: Hashable) -> int:
        """Return where the row with this key is shown; it must be."""
        return next(at for at, row in enumerate(self._shown) if row.key == key)
