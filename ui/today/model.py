"""The entries of a day as rows of a model, so that a screen reader meets every one of them."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from factdesk.contacts.views import DayFacts
from factdesk.team.views import TeamFacts
from factdesk.words import _
from ui.today.lanes import DayLanes, Entry
from ui.today.words import spoken, time_word

#: Gives the :class:`~ui.today.lanes.Entry` of a row.
ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1


class DayModel(QAbstractListModel):
    """One row per visit and lane, in the order of lanes and time."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with an empty day."""
        super().__init__(parent)
        self.lanes = DayLanes((), (), 0, 0)
        self._day: DayFacts | None = None
        self._team: TeamFacts | None = None

    def show(self, day: DayFacts, team: TeamFacts, lanes: DayLanes) -> None:
        """Show another day, or the same one changed."""
        self.beginResetModel()
        self._day, self._team, self.lanes = day, team, lanes
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        """The entry of a row."""
        return self.lanes.entries[row] if 0 <= row < len(self.lanes.entries) else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """How many entries there are."""
        return 0 if parent.isValid() else len(self.lanes.entries)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Time and name; all of it for a screen reader and as a tip."""
        entry = self.entry(index.row())
        if entry is None or self._day is None or self._team is None:
            return None
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{time_word(entry.visit)} {entry.visit.person}"
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            lane = self.lanes.lanes[entry.lane]
            where = {"tray": _("Nobody yet"), "staff": lane.name, "car": lane.title}[lane.kind]
            return f"{where}: {spoken(entry.visit, self._day, self._team)}"
        return None
