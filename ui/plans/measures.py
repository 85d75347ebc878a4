"""The measures of a goal: a row each, every value edited where it stands."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from factdesk.plans.actions.measures import MoveMeasure, RemoveMeasure
from factdesk.plans.facts import MeasureRow
from factdesk.words import _
from ui.plans.cells import Cells, is_wide, spans
from ui.plans.keeper import Keeper
from ui.plans.kinds import measure_kinds
from ui.plans.order import Column
from ui.plans.row_menu import RowMenu
from ui.plans.spot import MEASURE, Spot
from ui.plans.value import Value
from ui.theme import theme
from ui.widgets.layouts import VBox
from ui.widgets.paint import paint_text

#: What a measure is made of, in the order of the cells.
FIELDS = ("text", "how", "extent", "responsible", "start_on", "due_on", "status")


class MeasureWidget(QWidget):
    """One measure. Alt+Up and Alt+Down move it."""

    def __init__(self, keeper: Keeper, row: MeasureRow) -> None:
        """Make its cells."""
        super().__init__()
        self._keeper, self.row, self.at = keeper, row, 0
        kinds = measure_kinds(
            keeper, is_late=lambda: self.row.is_late, has_left=lambda: self.row.responsible_left
        )
        cells = Cells(self)
        self.cells: dict[str, Value] = {}
        for field in FIELDS:
            cell = keeper.value(Spot(MEASURE, row.id, field), kinds[field])
            self.cells[field] = cell
            cells.addWidget(cell)
        self.menu = RowMenu(_("Measure"), self.move_by, self.remove)
        if not keeper.writes:
            self.menu.hide()
        cells.addWidget(self.menu)
        self.show_row(row, 0)

    def show_row(self, row: MeasureRow, at: int) -> None:
        """Show the measure as it stands now, at its place among its goal's."""
        self.row, self.at = row, at
        self.setAccessibleName(_("Measure: {text}").format(text=row.text))
        for field, cell in self.cells.items():
            cell.show_value(getattr(row, field), row.version)

    def move_by(self, steps: int) -> None:
        """Move it up or down among its goal's."""
        self._keeper.run(MoveMeasure(self.row.id, self.row.version, max(0, self.at + steps)))

    def remove(self) -> None:
        """Take it away; the message gives it back."""
        words = _("The measure is removed. Nothing is lost: undo brings it back.")
        self._keeper.run(
            RemoveMeasure(self.row.id, self.row.version), lambda _r: self._keeper.removed(words)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the cells their names where no column has."""
        super().resizeEvent(event)
        wide = is_wide(event.size().width())
        for cell in self.cells.values():
            cell.set_labelled(labelled=not wide)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line between this one and the one above."""
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, theme().colour("line"))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move it."""
        steps = moves(event)
        if steps and self._keeper.writes:
            self.move_by(steps)
            return
        super().keyPressEvent(event)


class MeasureList(QWidget):
    """The measures of one goal under the names of their columns."""

    def __init__(self, keeper: Keeper) -> None:
        """Without measures."""
        super().__init__()
        self._keeper = keeper
        self._head = _ColumnNames(keeper)
        self._rows = Column(space=2)
        VBox(self._head, self._rows, space=0, parent=self)

    def show_rows(self, rows: tuple[MeasureRow, ...]) -> None:
        """Show the measures; a row that stays keeps its widget."""
        self._rows.arrange(
            [row.id for row in rows],
            lambda at: MeasureWidget(self._keeper, rows[at]),
            self._keeper.forget_in,
        )
        for at, (row, widget) in enumerate(zip(rows, self._rows.widgets, strict=True)):
            widget.show_row(row, at)
        self.setVisible(bool(rows))

    @property
    def widgets(self) -> list[Any]:
        """The rows in order."""
        return self._rows.widgets


class _ColumnNames(QWidget):
    """The names of the columns, where the cells stand beside each other."""

    def __init__(self, keeper: Keeper) -> None:
        super().__init__()
        kinds = measure_kinds(keeper, is_late=lambda: False, has_left=lambda: False)
        self._names = [kinds[field].label for field in FIELDS]
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """A line."""
        return QSize(theme().px(200), self.heightForWidth(self.width()))

    def heightForWidth(self, width: int) -> int:
        """A line, or nothing."""
        return theme().px(26) if is_wide(width) else 0

    def changeEvent(self, event: QEvent) -> None:
        """Take the new height when the text has another size."""
        super().changeEvent(event)
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the names."""
        if not is_wide(self.width()):
            return
        painter, pad = QPainter(self), theme().px(8)
        for name, (left, wide) in zip(self._names, spans(self.width()), strict=True):
            room = QRectF(left + pad, 0, wide - pad, self.height())
            paint_text(painter, room, name, "muted", "small")
        painter.end()


def moves(event: QKeyEvent) -> int:
    """Where Alt+Up and Alt+Down move: -1, 1, or 0 for another key."""
    if event.modifiers() != Qt.KeyboardModifier.AltModifier:
        return 0
    return {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
