"""Who is here this week: members by days, set with H, V and A."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from factdesk.team.actions.set_presence import SetPresence
from factdesk.team.kinds import PresenceState, Right, presence_word
from factdesk.team.presence_view import PresenceCell, PresenceWeek, Week
from factdesk.words import _, format_date, weekday_name
from ui.bridge import Bridge
from ui.live import Live
from ui.page import Command
from ui.team.section import Section
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox
from ui.widgets.messages import Speaks
from ui.widgets.paint import paint_chip, paint_focus, paint_text
from ui.widgets.texts import Label

Index = QModelIndex | QPersistentModelIndex
CELL_ROLE = Qt.ItemDataRole.UserRole + 1
_WEEKEND = 5

#: The key of each state; the words on the buttons say the same.
KEYS = {
    Qt.Key.Key_H: PresenceState.HERE,
    Qt.Key.Key_V: PresenceState.VIDEO,
    Qt.Key.Key_A: PresenceState.AWAY,
}


class WeekModel(QAbstractTableModel):
    """A week as a table: first column the member, then Monday to Sunday."""

    def __init__(self) -> None:
        super().__init__()
        self.week: Week | None = None

    def show_week(self, week: Week) -> None:
        """Show a week; the same members on the same days only change their cells."""
        old = self.week
        same = (
            old is not None
            and old.monday == week.monday
            and [row.key for row in old.rows] == [row.key for row in week.rows]
        )
        if same and week.rows:
            self.week = week
            self.dataChanged.emit(self.index(0, 0), self.index(len(week.rows) - 1, 7))
        else:
            self.beginResetModel()
            self.week = week
            self.endResetModel()

    def rowCount(self, _parent: Index | None = None) -> int:
        """Return the number of members."""
        return len(self.week.rows) if self.week else 0

    def columnCount(self, _parent: Index | None = None) -> int:
        """Return a column for the member and one for each day."""
        return 8

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, its value, or what a screen reader says."""
        if self.week is None or not index.isValid():
            return None
        row = self.week.rows[index.row()]
        if index.column() == 0:
            if role == Qt.ItemDataRole.DisplayRole:
                return f"{row.initials}   {row.name}"
            return None
        cell = row.cells[index.column() - 1]
        if role == CELL_ROLE:
            return cell
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return _("{name}, {day}: {presence}").format(
                name=row.name,
                day=format_date(self.week.days[index.column() - 1], "day"),
                presence=presence_word(cell.state) if cell.employed else "–",
            )
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the day with its holiday."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == 0 or self.week is None:
            return _("Member") if section == 0 else None
        day, holiday = self.week.days[section - 1], self.week.holidays[section - 1]
        text = f"{weekday_name(day).capitalize()} {format_date(day, 'short')}"
        return f"{text}\n{holiday}" if holiday else text


class _CellPaint(QStyledItemDelegate):
    """Paints a day: a chip where it says more than «here»."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a member by text, a day by chip."""
        cell: PresenceCell | None = index.data(CELL_ROLE)
        if cell is None:
            super().paint(painter, option, index)
            return
        looks = theme()
        rect = QRectF(option.rect)
        state = option.state
        week = index.model().week  # type: ignore[attr-defined]
        at = index.column() - 1
        painter.save()
        if at >= _WEEKEND or week.holidays[at]:
            painter.fillRect(rect, looks.colour("canvas"))
        box = rect.adjusted(looks.px(8), looks.px(6), -looks.px(8), -looks.px(6))
        if not cell.employed:
            paint_text(painter, box, "–", "disabled")
        elif cell.state is PresenceState.HERE:
            paint_text(painter, box, presence_word(cell.state), "muted")
        else:
            tone = "info" if cell.state is PresenceState.VIDEO else "warn"
            paint_chip(painter, box, presence_word(cell.state), tone)  # type: ignore[arg-type]
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, rect.adjusted(2, 2, -2, -2))
        painter.restore()


class WeekTable(QTableView):
    """The grid; H, V and A set the chosen cells."""

    def __init__(self, section: PresenceSection, model: WeekModel) -> None:
        super().__init__()
        self._section = section
        self.setModel(model)
        self.setItemDelegate(_CellPaint(self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        theme().changed.connect(self._size)
        self._size()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Set where the chosen members are."""
        state = KEYS.get(Qt.Key(event.key()))
        if state is not None and not event.modifiers():
            self._section.set_state(state)
            return
        super().keyPressEvent(event)

    def _size(self) -> None:
        px = theme().px
        self.verticalHeader().setDefaultSectionSize(px(38))
        self.horizontalHeader().resizeSection(0, px(220))
        self.horizontalHeader().setFixedHeight(px(52))


class PresenceSection(Section):
    """The week shown, with what is set at a key."""

    def __init__(self, bridge: Bridge, messages: Speaks) -> None:
        """Begin with this week."""
        super().__init__(bridge, messages, _("Presence"))
        self.day: date = bridge.clock.today()
        self.model = WeekModel()
        self.model.setParent(self)
        self.table = WeekTable(self, self.model)
        self.table.setAccessibleName(_("Presence"))
        self._which = Label("", "strong")
        back = Button(kind="secondary", icon="chevron-left", spoken=_("The week before"))
        back.clicked.connect(lambda: self.step(-7))
        on = Button(kind="secondary", icon="chevron-right", spoken=_("The week after"))
        on.clicked.connect(lambda: self.step(7))
        row = HBox(back, on, self._which, None)
        for state, key in (
            (PresenceState.HERE, "H"),
            (PresenceState.VIDEO, "V"),
            (PresenceState.AWAY, "A"),
        ):
            button = Button(presence_word(state), keys=key)
            button.setEnabled(bridge.can(Right.EDIT_BOARD))
            button.clicked.connect(lambda _on=False, s=state: self.set_state(s))
            row.add(button)
        self.body.addLayout(row)
        self.body.add(self.table, 1)
        self.live = Live(bridge, self, lambda: PresenceWeek(self.day), self.show_week)
        self.lead_to(self.table)

    def show_week(self, week: Week) -> None:
        """Show the answer."""
        self.model.show_week(week)
        number = week.monday.isocalendar().week
        self._which.setText(
            _("Week {number}, from {day}").format(number=number, day=format_date(week.monday))
        )
        if not self.table.currentIndex().isValid() and week.rows:
            today = self.bridge.clock.today()
            at = (today - week.monday).days if today in week.days else 0
            self.table.setCurrentIndex(self.model.index(0, at + 1))

    def step(self, days: int) -> None:
        """Show another week."""
        self.day += timedelta(days=days)
        self.live.refresh()

    def set_state(self, state: PresenceState) -> None:
        """Set every chosen day on which the member is employed."""
        week = self.model.week
        if week is None or not self.bridge.can(Right.EDIT_BOARD):
            return
        for index in self._chosen():
            row, at = week.rows[index.row()], index.column() - 1
            if at >= 0 and row.cells[at].employed and row.cells[at].state is not state:
                action = SetPresence(row.staff_id, week.days[at], state, was=row.cells[at].state)
                self.bridge.run(action, on=self)

    def commands(self) -> list[Command]:
        """The keys of the grid, and the weeks."""
        group = _("Presence")
        keys = (("H", PresenceState.HERE), ("V", PresenceState.VIDEO), ("A", PresenceState.AWAY))
        return [
            Command(
                f"presence.{state}", presence_word(state),
                lambda s=state: self.set_state(s), key, group, bound=False,  # type: ignore[misc]
            )
            for key, state in keys
        ]  # fmt: skip

    def _chosen(self) -> Sequence[QModelIndex]:
        return self.table.selectedIndexes()
