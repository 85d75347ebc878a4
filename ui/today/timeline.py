"""The day as staff × time: an item view whose items lie where their lane and their time are."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from factdesk.contacts.views import DayFacts
from factdesk.team.views import TeamFacts
from factdesk.words import _
from ui.theme import theme
from ui.today import drawing
from ui.today.geometry import Geometry
from ui.today.lanes import DayLanes, Entry, Lane, lay_out, minute_of, time_at
from ui.today.model import DayModel

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Drop:
    """Where a visit was let go: from which lane to which, at which minute (-1: all day)."""

    entry: Entry
    source: Lane
    target: Lane
    minute: int


class Timeline(QAbstractItemView):
    """Visits of a day in lanes. Arrows move between visits, letters begin initials.

    ``opened(visit_id)`` at Enter or double click, ``typed(text)`` when a letter is typed on a
    visit, ``dropped(Drop)`` when one is dragged, ``moved_to(visit_id or "")`` when another visit
    becomes current.
    """

    opened = Signal(str)
    typed = Signal(str)
    dropped = Signal(object)
    moved_to = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._model = DayModel(self)
        self._day: DayFacts | None = None
        self._team: TeamFacts | None = None
        self._now: int | None = None
        self._drag: tuple[Entry, QPoint, QPoint] | None = None
        self.setModel(self._model)
        self.setAccessibleName(_("The visits of the day"))
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.doubleClicked.connect(lambda _index: self._open())
        theme().changed.connect(self._renew)

    @property
    def lanes(self) -> DayLanes:
        """The day as it is laid out."""
        return self._model.lanes

    @property
    def current(self) -> Entry | None:
        """The visit the keys act on."""
        return self._model.entry(self.currentIndex().row())

    def show_day(self, day: DayFacts, team: TeamFacts, *, is_today: bool) -> None:
        """Show a day; the current visit stays current."""
        kept = self.current
        lane = self._model.lanes.lanes[kept.lane].id if kept else None
        self._day, self._team = day, team
        self._now = minute_of(day.now) if is_today else None
        self._model.show(day, team, lay_out(day))
        row = self._model.lanes.index_of(kept.visit.id, lane) if kept else None
        if row is not None:
            self.setCurrentIndex(self._model.index(row))
        self._renew()

    def select(self, visit_id: str) -> None:
        """Make a visit the current one."""
        row = self._model.lanes.index_of(visit_id)
        if row is not None:
            self.setCurrentIndex(self._model.index(row))

    # where things are

    @property
    def geometry_now(self) -> Geometry:
        """Distances for the size and the text of the moment."""
        return Geometry(self.lanes, self.viewport().width())

    def visualRect(self, index: Index) -> QRect:
        """Where an item is seen."""
        entry = self._model.entry(index.row())
        if entry is None:
            return QRect()
        rect = self.geometry_now.rect_of(entry).toRect()
        return rect.translated(-self.horizontalOffset(), -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The item at a point."""
        for row in range(self._model.rowCount()):
            index = self._model.index(row)
            if self.visualRect(index).contains(point):
                return index
        return QModelIndex()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring an item into view, beside the names and under the hours."""
        rect, shape = self.visualRect(index), self.geometry_now
        view = self.viewport().rect().adjusted(0, round(shape.head), 0, 0)
        down, along = self.verticalScrollBar(), self.horizontalScrollBar()
        if rect.top() < view.top():
            down.setValue(down.value() + rect.top() - view.top())
        elif rect.bottom() > view.bottom():
            down.setValue(down.value() + rect.bottom() - view.bottom())
        if rect.left() < shape.axis and rect.left() < view.left() + shape.names:
            along.setValue(along.value() + rect.left() - round(shape.names))
        elif rect.right() > view.right():
            along.setValue(along.value() + rect.right() - view.right())

    def horizontalOffset(self) -> int:
        """How far it is scrolled along."""
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:
        """How far it is scrolled down."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: Index) -> bool:
        """No item is hidden."""
        return False

    def visualRegionForSelection(self, selection: object) -> QRegion:
        """Repaint all of it when the selection moves."""
        return QRegion(self.viewport().rect())

    def setSelection(self, rect: QRect, flags: object) -> None:
        """Select the item under the mouse."""
        index = self.indexAt(rect.center())
        if index.isValid():
            self.selectionModel().select(index, flags)  # type: ignore[call-overload]

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Left and right along the lane, up and down to the nearest visit of another lane."""
        current = self.current
        moves = QAbstractItemView.CursorAction
        if current is None:
            return self._model.index(0)
        row = self.currentIndex().row()
        entries = self.lanes.entries
        if action in (moves.MoveLeft, moves.MovePrevious, moves.MoveRight, moves.MoveNext):
            step = -1 if action in (moves.MoveLeft, moves.MovePrevious) else 1
            return self._model.index(min(max(row + step, 0), len(entries) - 1))
        if action in (moves.MoveHome, moves.MoveEnd):
            return self._model.index(0 if action == moves.MoveHome else len(entries) - 1)
        if action in (moves.MoveUp, moves.MoveDown):
            return self._model.index(_nearest(entries, row, -1 if action == moves.MoveUp else 1))
        return self.currentIndex()

    # what happens

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which visit the keys act on now."""
        super().currentChanged(current, previous)
        entry = self._model.entry(current.row())
        self.moved_to.emit(entry.visit.id if entry else "")
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Take letters for initials before they are taken for somebody's shortcut."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._begins_initials(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open at Enter, begin initials at a letter, move at an arrow."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif self._begins_initials(event):
            self.typed.emit(event.text())
        elif event.key() == Qt.Key.Key_Escape and self.current is not None:
            self.setCurrentIndex(QModelIndex())
        elif event.text().isalpha() or event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Delete):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag the visit under the mouse."""
        super().mousePressEvent(event)
        point = event.position().toPoint()
        entry = self._model.entry(self.indexAt(point).row())
        if entry is not None and event.button() == Qt.MouseButton.LeftButton:
            self._drag = (entry, point, point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where it would come."""
        if self._drag is not None:
            entry, start, _at = self._drag
            self._drag = (entry, start, event.position().toPoint())
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell where it was let go."""
        drag, self._drag = self._drag, None
        if drag is not None:
            drop = self._drop(*drag)
            if drop is not None:
                self.dropped.emit(drop)
        self.viewport().update()
        super().mouseReleaseEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the new room."""
        super().resizeEvent(event)
        self._renew()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint hours, lanes, visits, the line of now, and what is being dragged."""
        if self._day is None or self._team is None:
            return
        painter = QPainter(self.viewport())
        shape = self.geometry_now
        painter.translate(-self.horizontalOffset(), -self.verticalOffset())
        drawing.draw_lanes(painter, shape, self._now)
        row = self.currentIndex().row()
        for number, entry in enumerate(self.lanes.entries):
            focused = number == row and self.hasFocus()
            drawing.draw_visit(
                painter, shape, entry, self._team, current=number == row, focused=focused
            )
        painter.resetTransform()
        painter.translate(0, -self.verticalOffset())
        drawing.draw_names(painter, shape)
        painter.resetTransform()
        drawing.draw_hours(painter, shape, self.horizontalOffset(), self._now)
        if self._drag is not None and (drop := self._drop(*self._drag)) is not None:
            drawing.draw_drop(painter, shape, drop, self.horizontalOffset(), self.verticalOffset())
        painter.end()

    def _begins_initials(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        return bool(not held and event.text().isalpha() and self.current is not None)

    def _open(self) -> None:
        if (entry := self.current) is not None:
            self.opened.emit(entry.visit.id)

    def _drop(self, entry: Entry, start: QPoint, at: QPoint) -> Drop | None:
        """What letting go here means; ``None`` for a slip of the hand or outside the lanes."""
        if (at - start).manhattanLength() < theme().px(10):
            return None
        shape = self.geometry_now
        lane = shape.lane_at(at.y() + self.verticalOffset())
        if lane is None:
            return None
        x = at.x() + self.horizontalOffset()
        grabbed = start.x() + self.horizontalOffset() - shape.rect_of(entry).left()
        if x < shape.axis:
            minute = -1
        else:
            moment = time_at(shape.minute_at(x if entry.all_day else x - grabbed))
            minute = moment.hour * 60 + moment.minute
            if not entry.all_day and abs(at.x() - start.x()) < theme().px(10):
                minute = entry.first
        return Drop(entry, self.lanes.lanes[entry.lane], self.lanes.lanes[lane], minute)

    def _renew(self) -> None:
        shape = self.geometry_now
        view = self.viewport().size()
        self.verticalScrollBar().setRange(0, max(0, round(shape.height) - view.height()))
        self.verticalScrollBar().setPageStep(view.height())
        self.horizontalScrollBar().setRange(0, max(0, round(shape.width) - view.width()))
        self.horizontalScrollBar().setPageStep(view.width())
        self.verticalScrollBar().setSingleStep(QFontMetrics(theme().font("body")).height())
        self.viewport().update()

    def rect_in_view(self, entry: Entry) -> QRectF:
        """Where an entry is seen, to put an editor over it."""
        row = self.lanes.entries.index(entry)
        return QRectF(self.visualRect(self._model.index(row)))


def _nearest(entries: tuple[Entry, ...], row: int, step: int) -> int:
    """The entry of the nearest lane in a direction that is closest in time."""
    here = entries[row]
    lanes = {one.lane for one in entries if (one.lane - here.lane) * step > 0}
    if not lanes:
        return row
    lane = min(lanes) if step > 0 else max(lanes)
    fitting = [number for number, one in enumerate(entries) if one.lane == lane]
    return min(fitting, key=lambda number: abs(entries[number].first - here.first))
