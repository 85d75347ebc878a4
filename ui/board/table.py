"""The board's table: one flat item view whose keys do what the meeting needs."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget

from factdesk.board.cells import AGREED, PERSON, STATUS
from factdesk.words import _
from ui.board.anchoring import Anchor
from ui.board.delegate import BoardDelegate
from ui.board.lines import DetailLine, Line, PersonLine, SectionLine
from ui.board.model import WIDTHS, WRITTEN, BoardModel
from ui.theme import theme

_LEVEL_KEYS: dict[int, str] = {
    Qt.Key.Key_1: "red",
    Qt.Key.Key_2: "yellow",
    Qt.Key.Key_3: "green",
    Qt.Key.Key_4: "blue",
    Qt.Key.Key_0: "none",
}
_EDIT = QAbstractItemView.EditTrigger


#: How many new persons are measured before the screen is looked at again; more than it can show.
MEASURED_AT_ONCE = 100


class BoardTable(QTableView):
    """Tells what the user wants by signals; it changes nothing itself.

    Signals carry the episode's id: `opened` (details), `level_wanted(id, level)`,
    `move_wanted(id, ±1)`, `removal_wanted`, `contact_wanted`, `task_wanted`, `person_wanted`,
    `folded(section id, folded)`, `task_done(task)`, `place_wanted`, `filter_wanted`.
    """

    opened = Signal(str)
    level_wanted = Signal(str, str)
    move_wanted = Signal(str, int)
    removal_wanted = Signal(str)
    contact_wanted = Signal(str)
    task_wanted = Signal(str)
    person_wanted = Signal(str)
    folded = Signal(str, bool)
    task_done = Signal(object)
    place_wanted = Signal()
    filter_wanted = Signal()
    editor_closed = Signal()

    def __init__(
        self, model: BoardModel, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        """Take the model."""
        super().__init__(parent)
        self._lines = model
        self.setModel(model)
        self.delegate = BoardDelegate(self, today)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(_("The board"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(_EDIT.AnyKeyPressed | _EDIT.EditKeyPressed | _EDIT.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(True)
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet(
            "QTableView, QTableView > QWidget { background: transparent; }"
            " QHeaderView::section { background: transparent; border: none; }"
        )
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(8)
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setSectionsClickable(True)
        heading.setSortIndicatorClearable(True)
        heading.setSortIndicatorShown(False)
        heading.setMinimumSectionSize(8)
        heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heading.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self._fit = QTimer(self)
        self._fit.setSingleShot(True)
        self._fit.setInterval(0)
        self._fit.timeout.connect(self.fit)
        self._measure = QTimer(self)
        self._measure.setSingleShot(True)
        self._measure.setInterval(0)
        self._measure.timeout.connect(self.fit_heights)
        theme().changed.connect(self._fit.start)
        self.fit()

    # Lines.

    @property
    def is_editing(self) -> bool:
        """Whether an editor is open."""
        return self.state() == QAbstractItemView.State.EditingState

    def show_lines(self, lines: Iterable[Line], *, hold: bool = False) -> None:
        """Show these lines; the current line stays current while it is there.

        With ``hold`` what is seen stays where it is: somebody else has changed the board.
        """
        anchor = Anchor(self, self._lines) if hold else None
        column = max(self.currentIndex().column(), 0)
        line = self.current_line()
        after = self._near(line)
        self._lines.set_rows(lines)
        self.fit_heights()
        if anchor is not None:
            self.updateGeometries()
            anchor.hold()
        if line is not None and not self._lines.index_of(line.key).isValid():
            # Gone from the board: the next person, also from the last row of a section.
            near = (self._lines.index_of(key, column) for key in after)
            at = next((index for index in near if index.isValid()), QModelIndex())
            if at.isValid():
                self.setCurrentIndex(at)
        if not self.currentIndex().isValid() and self._lines.rows:
            at = self._lines.index_of(line.key, column) if line else QModelIndex()
            if not at.isValid():
                at = self._first_person()
            if at.isValid():
                self.setCurrentIndex(at)

    def _near(self, line: Line | None) -> list[Hashable]:
        """The persons after a line, then those before it, nearest first."""
        rows = self._lines.rows
        keys = [one.key for one in rows]
        if line is None or line.key not in keys:
            return []
        here = keys.index(line.key)
        nearest = (*rows[here + 1 :], *reversed(rows[:here]))
        return [one.key for one in nearest if isinstance(one, PersonLine)]

    def current_line(self) -> Line | None:
        """The line the keyboard is on."""
        index = self.currentIndex()
        return self._lines.row(index) if index.isValid() else None

    def current_person(self) -> PersonLine | None:
        """The person the keyboard is on, from the details too."""
        line = self.current_line()
        if isinstance(line, DetailLine):
            index = self._lines.index_of(("person", line.row.episode_id))
            line = self._lines.row(index) if index.isValid() else None
        return line if isinstance(line, PersonLine) else None

    def go_to(self, episode_id: str, column: int | None = None) -> None:
        """Put the keyboard on a row."""
        at = self.currentIndex().column() if column is None else column
        index = self._lines.index_of(("person", episode_id), max(at, 0))
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def write_agreed(self, episode_id: str) -> None:
        """Begin to write what was agreed, wherever on the row the keyboard is."""
        self.go_to(episode_id, AGREED)
        self.edit(self.currentIndex())

    def keyboardSearch(self, _typed: str) -> None:
        """Letters never go to another person: what is typed next would be done to somebody else."""

    def _first_person(self) -> QModelIndex:
        for at, line in enumerate(self._lines.rows):
            if isinstance(line, PersonLine):
                return self._lines.index(at, PERSON)
        return self._lines.index(0, PERSON)

    # Sizes.

    def fit(self) -> None:
        """Share the width between the columns, then give each line its height."""
        px, heading = theme().px, self.horizontalHeader()
        left = self.viewport().width() - sum(px(least) for least, _share in WIDTHS)
        shares = sum(share for _least, share in WIDTHS)
        for at, (least, share) in enumerate(WIDTHS):
            extra = max(left, 0) * share // shares
            if heading.sectionSize(at) != px(least) + extra:
                heading.resizeSection(at, px(least) + extra)
        self.fit_heights()

    def fit_heights(self) -> None:
        """Give each line the height its words need; of many new ones, the rest in later turns."""
        heading, sizes = self.horizontalHeader(), self.verticalHeader()
        widths = [heading.sectionSize(at) for at in range(len(WIDTHS))]
        new = 0
        for at, line in enumerate(self._lines.rows):
            if not self.delegate.is_measured(line, widths):
                new += 1
                if new > MEASURED_AT_ONCE:
                    self._measure.start()
                    return
            height = self.delegate.line_height(line, widths)
            if sizes.sectionSize(at) != height:
                sizes.resizeSection(at, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self._fit.start()

    # Keys and mouse.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The board's own keys first; typing in a written column begins to write."""
        line = self.current_line()
        if self._any_key(event):
            return
        if isinstance(line, SectionLine) and self._section_key(event, line):
            return
        person = self.current_person()
        if person is not None and self._person_key(event, person.row.episode_id):
            return
        super().keyPressEvent(event)

    def _any_key(self, event: QKeyEvent) -> bool:
        """`+` places and `/` searches, wherever the keyboard is."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier & ~_KEYPAD
        if event.text() == "+" and plain:
            self.place_wanted.emit()
        elif event.text() == "/" and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.filter_wanted.emit()
        else:
            return False
        return True

    def _section_key(self, event: QKeyEvent, line: SectionLine) -> bool:
        """Fold with ←, unfold with →, turn with Enter or Space."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.folded.emit(line.section_id, not line.collapsed)
        elif key == Qt.Key.Key_Left:
            self.folded.emit(line.section_id, True)
        elif key == Qt.Key.Key_Right:
            self.folded.emit(line.section_id, False)
        else:
            return False
        return True

    def _person_key(self, event: QKeyEvent, episode: str) -> bool:
        """What the keys do with a person."""
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        column, level = self.currentIndex().column(), _LEVEL_KEYS.get(event.key(), "")
        if control and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_wanted.emit(episode, -1 if key == Qt.Key.Key_Up else 1)
        elif level and column == STATUS and not control:
            # A digit alone changes nothing: one slip would clear a red unseen.
            return True
        elif level and control:
            self.level_wanted.emit(episode, level)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.person_wanted if control else self.opened).emit(episode)
        elif key == Qt.Key.Key_Delete and not event.modifiers():
            self.removal_wanted.emit(episode)
        elif key == Qt.Key.Key_F2:
            self.write_agreed(episode)
        elif key == Qt.Key.Key_Left and column == STATUS:
            self._to_section()
        elif column not in WRITTEN and key == Qt.Key.Key_K and not event.modifiers():
            self.contact_wanted.emit(episode)
        elif column not in WRITTEN and key == Qt.Key.Key_T and not event.modifiers():
            self.task_wanted.emit(episode)
        else:
            return False
        return True

    def _to_section(self) -> None:
        """From the leftmost cell to the heading of the section."""
        for at in range(self.currentIndex().row(), -1, -1):
            if isinstance(self._lines.row(at), SectionLine):
                self.setCurrentIndex(self._lines.index(at, PERSON))
                return

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a section folds it, on a task's box finishes the task."""
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        index = self.indexAt(event.position().toPoint())
        line = self._lines.row(index) if index.isValid() else None
        if isinstance(line, SectionLine):
            self.folded.emit(line.section_id, not line.collapsed)
        elif isinstance(line, DetailLine):
            self._click_task(line, event.position())

    def _click_task(self, line: DetailLine, at: QPointF) -> None:
        for box, task in self.delegate.boxes.get(line.row.episode_id, ()):
            if box.adjusted(-4, -4, 4, 4).contains(at):
                self.task_done.emit(task)
                return

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Twice on a name opens the person; in a written cell it begins to write."""
        index = self.indexAt(event.position().toPoint())
        line = self._lines.row(index) if index.isValid() else None
        if isinstance(line, PersonLine) and index.column() not in WRITTEN:
            self.person_wanted.emit(line.row.episode_id)
            return
        super().mouseDoubleClickEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Give the keyboard back, and tell that the board may be refreshed."""
        super().closeEditor(editor, hint)
        self.editor_closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the text has another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_fit"):
            self._fit.start()


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
