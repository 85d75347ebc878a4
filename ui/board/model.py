"""The model behind the board's table: lines of three kinds in nine columns."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from factdesk.board.cells import AGREED, PERSON, REASON, STATUS, VISITS
from factdesk.words import _
from ui.board import detail_paint
from ui.board.lines import Line, PersonLine, SectionLine
from ui.widgets.rows_model import Column, RowsModel

Index = QModelIndex | QPersistentModelIndex

MIME = "application/x-factdesk-board-row"

#: The columns that are written in; typing in them begins.
WRITTEN = frozenset({REASON, VISITS, AGREED})

#: Design pixels: the least width of each column, and its share of what is left.
WIDTHS = ((46, 0), (150, 3), (170, 7), (136, 6), (148, 3), (148, 4), (170, 9), (104, 0), (128, 0))


def _titles() -> tuple[Callable[[], str], ...]:
    return (
        lambda: _("Status"),
        lambda: _("Person"),
        lambda: _("Reason"),
        lambda: _("Legal and warnings"),
        lambda: _("Last contact"),
        lambda: _("Today and tomorrow"),
        lambda: _("Agreed"),
        lambda: _("Coordinator"),
        lambda: _("Crisis plan"),
    )


class BoardModel(RowsModel[Any]):
    """Sorting is told, not done: rows are sorted within their sections by whoever lays them out.

    `dropped(episode id, line dropped upon)` tells of a row dragged elsewhere.
    """

    sort_wanted = Signal(int, bool)
    dropped = Signal(str, object)

    def __init__(self, today: Callable[[], date], parent: QObject | None = None) -> None:
        """Take the day, which the details of a row tell about."""
        self._today = today
        #: Who else writes on a row, in words, by the row's episode.
        self.writers: Callable[[str], str] = lambda _episode: ""
        columns = [self._column(at, title) for at, title in enumerate(_titles())]
        super().__init__(columns, parent)

    def _column(self, at: int, title: Callable[[], str]) -> Column[Any]:
        """A column, read from the lines by its number."""
        return Column(
            title,
            text=partial(self._text, column=at),
            spoken=partial(self._spoken, column=at),
            tip=partial(self._tip, column=at) if at in (STATUS, PERSON, *WRITTEN) else None,
            edit=partial(edit_text, column=at) if at in WRITTEN else None,
        )

    def _text(self, line: Line, column: int) -> str:
        if isinstance(line, PersonLine):
            return line.cells[column].words
        if column != PERSON:
            return ""
        return line.name if isinstance(line, SectionLine) else ""

    def _spoken(self, line: Line, column: int) -> str:
        if isinstance(line, PersonLine):
            words = line.cells[column].words or _("empty")
            spoken = f"{self.columns[column].title()}: {words}"
            writer = self.writers(line.row.episode_id) if column == PERSON else ""
            return f"{spoken}, {writer}" if writer else spoken
        if column != PERSON:
            return ""
        if isinstance(line, SectionLine):
            state = _("collapsed") if line.collapsed else _("expanded")
            return f"{line.name}, {line.count}, {state}"
        return detail_paint.spoken(line.row, line.facts, self._today())

    def _tip(self, line: Line, column: int) -> str:
        if not isinstance(line, PersonLine):
            return ""
        if column == STATUS:
            row = line.row
            return f"{row.level_word}. {row.level_meaning}" if row.level_meaning else row.level_word
        if column == PERSON:
            return self.writers(line.row.episode_id)
        cell = line.cells[column]
        text = edit_text(line, column) if column != VISITS else cell.words
        if cell.brief:
            return f"{text}\n{cell.foot}".strip()
        return text if len(text) > 60 else ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Persons can be dragged, and written in where they are seen whole."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        line = self.row(index)
        flags |= Qt.ItemFlag.ItemIsDropEnabled
        if isinstance(line, PersonLine):
            flags |= Qt.ItemFlag.ItemIsDragEnabled
            if index.column() in WRITTEN and not (line.row.is_reduced and index.column() != VISITS):
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The status column is too narrow for its heading, which is only spoken."""
        if section == STATUS and role == Qt.ItemDataRole.DisplayRole:
            return ""
        return super().headerData(section, orientation, role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Tell which order is wanted; -1 is the team's own."""
        self.sort_wanted.emit(column, order == Qt.SortOrder.DescendingOrder)

    def supportedDropActions(self) -> Qt.DropAction:
        """Rows are moved, never copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """The one kind of thing that is dragged."""
        return [MIME]

    def mimeData(self, indexes: Any) -> QMimeData:
        """The id of the row; no name leaves the window."""
        data = QMimeData()
        lines = {self.row(index).key: self.row(index) for index in indexes}
        for line in lines.values():
            if isinstance(line, PersonLine):
                data.setData(MIME, line.row.episode_id.encode())
        return data

    def canDropMimeData(
        self, data: QMimeData, _action: Any, _row: int, _column: int, parent: Index
    ) -> bool:
        """A row can be let go anywhere upon another line."""
        return data.hasFormat(MIME)

    def dropMimeData(
        self, data: QMimeData, _action: Any, row: int, _column: int, parent: Index
    ) -> bool:
        """Tell of it; the rows move when the board is read again."""
        at = parent.row() if parent.isValid() else row
        if data.hasFormat(MIME) and self.rows:
            target = self.row(min(max(at, 0), len(self.rows) - 1))
            self.dropped.emit(bytes(data.data(MIME).data()).decode(), target)
        return False


def edit_text(line: Line, column: int) -> str:
    """The text an editor begins with."""
    if not isinstance(line, PersonLine):
        return ""
    if column == REASON:
        return line.row.reason
    return line.row.agreed if column == AGREED else ""
