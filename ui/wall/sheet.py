"""The wall's sheet: lines as large as the room allows, page by page."""

from __future__ import annotations

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
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from factdesk.words import _
from ui.theme import theme
from ui.wall.rows import WallRow
from ui.widgets.paint import LEVELS, Level, paint_box, paint_status

Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
#: A line's height in design pixels: what reads well across a room, and the least that still does.
TALLEST, SMALLEST = 84, 34
#: A small screen shows as many lines as a large one, though not in letters below this height.
FEWEST, LEAST = 25, 25


class WallModel(QAbstractListModel):
    """The lines of one page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[WallRow] = []
        self.revealed: dict[str, str] = {}

    def show(self, rows: list[WallRow]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def reveal(self, key: str, name: str) -> None:
        """Show one name, or none with an empty key."""
        self.revealed = {key: name} if key else {}
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        """How many lines there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are read, not chosen."""
        if index.isValid() and self.rows[index.row()].is_heading:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is painted and what is spoken."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.revealed.get(row.key, row.who) if row.key else row.who
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return row if role == _ROW else None


class _Delegate(QStyledItemDelegate):
    """Draws a line at the height the sheet has found."""

    height = TALLEST

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All lines are alike."""
        return QSize(100, self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Heading, or mark, who, days, visits, texts, coordinator."""
        looks, rect = theme(), QRectF(option.rect)
        row: WallRow = index.data(_ROW)
        unit = rect.height()
        if row.is_heading:
            box = rect.adjusted(unit * 0.3, unit * 0.2, 0, 0)
            self._text(painter, box, row.who, "muted", 0.46, strong=True)
            painter.fillRect(
                QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), looks.colour("line")
            )
            return
        if option.state & QStyle.StateFlag.State_Selected:
            paint_box(painter, rect.adjusted(2, 2, -2, -2), looks.colour("selection"))
        level: Level = next((one for one in LEVELS if one == row.level), "none")
        mark = QRectF(rect.left() + unit * 0.3, rect.top() + unit * 0.26, unit * 0.48, unit * 0.48)
        paint_status(painter, mark, level)
        left, width = rect.left() + unit * 1.1, rect.width()
        shares = (0.2, 0.14, 0.14, 0.4, 0.12)
        cells = (
            (str(index.data()), "text", 0.6, True),
            (row.level_word, "text", 0.5, False),
            (row.days, "muted", 0.5, False),
            (
                "   ".join(f"{time} {who}".strip() for time, who in row.visits),
                "danger_text" if row.lacks else "text",
                0.54,
                False,
            ),
            (row.coordinator, "muted", 0.5, False),
        )
        room = width - unit * 1.2
        lower = bool(row.texts)
        shrink = 0.75 if lower else 1.0
        for share, (text, colour, size, strong) in zip(shares, cells, strict=True):
            box = QRectF(left, rect.top(), room * share - unit * 0.2, unit * (0.62 if lower else 1))
            self._text(painter, box, text, colour, size * shrink, strong=strong)
            left += room * share
        if lower:
            box = QRectF(rect.left() + unit * 1.1, rect.top() + unit * 0.58, room, unit * 0.36)
            self._text(painter, box, " · ".join(row.texts), "muted", 0.32)

    def _text(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        colour: str,
        size: float,
        *,
        strong: bool = False,
    ) -> None:
        """One line of text, its size a share of the line's height."""
        font = QFont(theme().font("strong" if strong else "body"))
        font.setPixelSize(max(11, round(self.height * size)))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.save()
        painter.setFont(font)
        painter.setPen(theme().colour(colour))
        centre = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, int(centre), shown)
        painter.restore()


class WallSheet(QListView):
    """Fits its lines to its height; more than fit are shown page by page.

    ``paged(page, pages)`` when another page is shown.
    """

    paged = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty sheet."""
        super().__init__(parent)
        self.setAccessibleName(_("The board, without names"))
        self.model_ = WallModel(self)
        self.setModel(self.model_)
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        for set_policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._all: list[WallRow] = []
        self.page = 0

    @property
    def selected(self) -> WallRow | None:
        """The person marked."""
        index = self.currentIndex()
        row: WallRow | None = index.data(_ROW) if index.isValid() else None
        return row if row is not None and row.key else None

    @property
    def pages(self) -> int:
        """How many pages the lines take."""
        return max(1, len(self._split()))

    def show_rows(self, rows: list[WallRow]) -> None:
        """Take other lines; the page and the person marked stay where they can."""
        self._all = rows
        self._lay_out()

    def turn(self) -> None:
        """The next page, the first after the last."""
        self.page = (self.page + 1) % self.pages
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows mark a person; every other key is the window's."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
            self._leave_heading(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            event.ignore()

    def _leave_heading(self, step: int) -> None:
        """From a heading to the next person that way, or back to the first one."""
        at, rows = self.currentIndex().row(), self.model_.rows
        ahead = range(at, len(rows)) if step > 0 else range(at, -1, -1)
        people = [row for row in (*ahead, *range(max(at, 0), len(rows))) if rows[row].key]
        if people and people[0] != at:
            self.setCurrentIndex(self.model_.index(people[0]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew."""
        super().resizeEvent(event)
        self._lay_out()

    def _room(self) -> int:
        """How many lines fit at the smallest size."""
        return max(3, self.viewport().height() // self._smallest())

    def _smallest(self) -> int:
        """The least height of a line on this screen."""
        px, share = theme().px, self.viewport().height() // FEWEST
        return min(px(SMALLEST), max(px(LEAST), share))

    def _split(self) -> list[list[WallRow]]:
        """The lines page by page, as even as may be; a page never begins without its heading."""
        room, lines = self._room(), self._all
        if len(lines) <= room:
            return [lines] if lines else []
        count = -(-len(lines) // (room - 1))
        size = min(room - 1, -(-len(lines) // count))
        pages: list[list[WallRow]] = []
        page: list[WallRow] = []
        heading: WallRow | None = None
        for line in lines:
            full = len(page) >= size or (line.is_heading and len(page) >= size - 1)
            if full:
                pages.append(page)
                page = [heading] if heading is not None and not line.is_heading else []
            heading = line if line.is_heading else heading
            page.append(line)
        return [*pages, page]

    def _lay_out(self) -> None:
        """Show the page at the size that fills the height."""
        selected = self.selected
        pages = self._split()
        self.page = min(self.page, max(0, len(pages) - 1))
        rows = pages[self.page] if pages else []
        longest = max((len(page) for page in pages), default=1)
        fitting = self.viewport().height() // max(1, longest)
        px = theme().px
        self._delegate.height = max(min(fitting, px(TALLEST)), 12)
        self.model_.show(rows)
        for at, row in enumerate(rows):
            if selected is not None and row.key == selected.key:
                self.setCurrentIndex(self.model_.index(at))
        self.paged.emit(self.page, len(pages))
