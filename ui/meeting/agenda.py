"""The agenda at the left: sections, who has been talked about, and where the meeting stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from factdesk.board.meeting_rules import ItemSection
from factdesk.board.meeting_views import AgendaItem
from factdesk.words import _
from ui.meeting.words import outcome_word, section_word, since_words
from ui.theme import theme
from ui.widgets.paint import paint_icon, paint_text, text_width

Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class AgendaRow:
    """A line of the agenda: a heading, a person (``place`` counts from 0), or the end."""

    text: str
    hint: str = ""
    place: int | None = None
    is_heading: bool = False
    is_done: bool = False


def agenda_rows(items: tuple[AgendaItem, ...], today: date) -> list[AgendaRow]:
    """The lines of an agenda, headings between them, the day list last."""
    rows: list[AgendaRow] = []
    heading = None
    for place, item in enumerate(items):
        title = item.category if item.section is ItemSection.BOARD else section_word(item.section)
        if title != heading:
            heading = title
            rows.append(AgendaRow(title, is_heading=True))
        hint = outcome_word(item.outcome)
        if not hint and item.section is ItemSection.ROTATION and not item.discussed:
            hint = since_words(item.last_discussed, today)
        rows.append(AgendaRow(item.name, hint, place, is_done=item.discussed))
    rows.append(AgendaRow(_("At the end"), is_heading=True))
    rows.append(AgendaRow(_("Minutes and day list"), place=len(items)))
    return rows


class _Model(QAbstractListModel):
    """The lines as a model."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[AgendaRow] = []
        self.current = 0

    def show(self, rows: list[AgendaRow], current: int) -> None:
        """Take other lines; lines that only look otherwise are changed in place."""
        if len(rows) != len(self.rows):
            self.beginResetModel()
            self.rows, self.current = rows, current
            self.endResetModel()
        else:
            self.rows, self.current = rows, current
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        """How many lines there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are read, not chosen."""
        if index.isValid() and self.rows[index.row()].is_heading:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a line, and the line itself for the delegate."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            here = _("the meeting is here") if row.place == self.current else ""
            done = _("discussed") if row.is_done else ""
            return ", ".join(part for part in (row.text, row.hint, done, here) if part)
        return row if role == _ROW else None


class _Delegate(QStyledItemDelegate):
    """Draws a line: quiet headings, ticks behind those who are done, a bar at the current one."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Headings have air above them."""
        row: AgendaRow = index.data(_ROW)
        return QSize(theme().px(120), theme().px(38 if row.is_heading else 33))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        looks, rect = theme(), QRectF(option.rect)
        row: AgendaRow = index.data(_ROW)
        model = index.model()
        is_here = isinstance(model, _Model) and row.place is not None and row.place == model.current
        if is_here:
            painter.fillRect(rect, looks.colour("selection"))
            bar = QRectF(rect.left(), rect.top(), looks.px(4), rect.height())
            painter.fillRect(bar, looks.colour("accent"))
        inside = rect.adjusted(looks.px(20), 0, -looks.px(16), 0)
        if row.is_heading:
            inside.setTop(inside.top() + looks.px(8))
            paint_text(painter, inside, row.text, "muted")
            return
        right = inside.right()
        if row.hint:
            width = min(text_width(row.hint, "small") + 2, int(inside.width() * 0.55))
            box = QRectF(right - width, inside.top(), width, inside.height())
            paint_text(painter, box, row.hint, "muted", "small")
            right -= width + looks.px(6)
        if row.is_done:
            side = looks.px(16)
            paint_icon(
                painter, QRectF(right - side, inside.top(), side, inside.height()), "check", "muted"
            )
            right -= side + looks.px(6)
        inside.setRight(right)
        colour = "muted" if row.is_done and not is_here else "text"
        paint_text(painter, inside, row.text, colour, "strong" if is_here else "body")


class Agenda(QListView):
    """The list; ``chosen(place)`` when a person, or the end, is clicked."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty agenda."""
        super().__init__(parent)
        self.setAccessibleName(_("Agenda"))
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._clicked)

    @property
    def rows(self) -> list[AgendaRow]:
        """The lines shown."""
        return self._model.rows

    def show_items(self, items: tuple[AgendaItem, ...], current: int, today: date) -> None:
        """Show an agenda with the meeting at a place in it."""
        rows = agenda_rows(items, today)
        self._model.show(rows, current)
        here = next((at for at, row in enumerate(rows) if row.place == current), 0)
        index = self._model.index(here)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def _clicked(self, index: QModelIndex) -> None:
        row: AgendaRow = index.data(_ROW)
        if row.place is not None:
            self.chosen.emit(row.place)
