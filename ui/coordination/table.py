"""The table of «My people»: lines that open downwards, chosen one or several at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from factdesk.coordination.facts import PersonLine
from factdesk.words import _
from ui.coordination.columns import columns, hidden
from ui.coordination.delegate import MineDelegate
from ui.coordination.details import DetailsPanel
from ui.coordination.lines import Line, LinesModel
from ui.theme import theme

_PERSON = 1


class MineTable(QTableView):
    """Tells what is wanted: ``opened(person id)``, ``part_wanted(person id, part)``,
    ``contact_wanted(person id)``, ``unfolded(person id, open)``; it changes nothing itself.
    """

    opened = Signal(str)
    part_wanted = Signal(str, str)
    contact_wanted = Signal(str)
    unfolded = Signal(str, bool)

    def __init__(self, *, may_contact: bool) -> None:
        """Build it without lines."""
        super().__init__()
        self._columns, self._may_contact = columns(), may_contact
        self.lines = LinesModel(self._columns, self)
        self.panels: dict[str, DetailsPanel] = {}
        self.setModel(self.lines)
        self.delegate = MineDelegate(self, self._columns)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(_("My people"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet(
            "QTableView, QTableView > QWidget { background: transparent; border: none; }"
            " QHeaderView::section { background: transparent; border: none; }"
        )
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(8)
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setSectionsClickable(True)
        heading.setSortIndicatorClearable(True)
        heading.setMinimumSectionSize(8)
        heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSortingEnabled(True)
        heading.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._fit = QTimer(self)
        self._fit.setSingleShot(True)
        self._fit.setInterval(0)
        self._fit.timeout.connect(self.fit)
        heading.sortIndicatorChanged.connect(lambda *_which: self._fit.start())
        theme().changed.connect(self._fit.start)

    # Lines.

    def show_lines(self, lines: Iterable[Line], wanted: Callable[[Line], bool]) -> None:
        """Show those wanted of these; the line one reads stays at its place on the screen."""
        before = self.current_person()
        top = self.visualRect(self.currentIndex()).top() if before else 0
        self.lines.set_filter(wanted)
        self.lines.set_rows(lines)
        self.fit()
        if before is None or self.current_person() is None:
            self._choose_first()
            return
        moved = self.visualRect(self.currentIndex()).top() - top
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + moved)

    def current_person(self) -> PersonLine | None:
        """The person the keyboard is on."""
        index = self.currentIndex()
        return self.lines.row(index).person if index.isValid() else None

    def chosen(self) -> list[PersonLine]:
        """The persons chosen, in the order shown."""
        rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        found = [self.lines.row(row) for row in rows]
        return [line.person for line in found if not line.is_details]

    def go_to(self, person_id: str) -> None:
        """Put the keyboard on a person's line."""
        index = self.lines.index_of((person_id, False), _PERSON)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _choose_first(self) -> None:
        first = next((at for at, line in enumerate(self.lines.rows) if not line.is_details), None)
        if first is not None:
            self.setCurrentIndex(self.lines.index(first, _PERSON))

    # Sizes.

    def fit(self) -> None:
        """Share the width between the columns, give each line its height, place what is open."""
        px, heading = theme().px, self.horizontalHeader()
        wide = self.viewport().width()
        away = hidden(self._columns, wide / max(theme().factor, 0.1))
        widths = [0 if at in away else px(one.width) for at, one in enumerate(self._columns)]
        stretched = next(at for at, one in enumerate(self._columns) if not one.width)
        widths[stretched] = max(wide - sum(widths), px(120))
        for at, width in enumerate(widths):
            self.setColumnHidden(at, at in away)
            if width and heading.sectionSize(at) != width:
                heading.resizeSection(at, width)
        self.clearSpans()
        self._make_panels()
        sizes = self.verticalHeader()
        for at, line in enumerate(self.lines.rows):
            if line.is_details:
                self.setSpan(at, 0, 1, len(self._columns))
                height = self.panels[line.person.person_id].height_at(sum(widths))
            else:
                height = self.delegate.line_height(line, widths)
            if sizes.sectionSize(at) != height:
                sizes.resizeSection(at, height)
        self.updateEditorGeometries()

    def _make_panels(self) -> None:
        """A panel in each opened line; one whose person changed is made anew."""
        shown: dict[str, DetailsPanel] = {}
        for at, line in enumerate(self.lines.rows):
            if not line.is_details:
                continue
            index, person = self.lines.index(at, 0), line.person
            panel = self.indexWidget(index)
            if not isinstance(panel, DetailsPanel) or panel.person != person:
                had = next(
                    (n for n, one in enumerate(panel.buttons) if one.hasFocus()), None
                ) if isinstance(panel, DetailsPanel) else None  # fmt: skip
                panel = self._panel(line)
                self.setIndexWidget(index, panel)
                if had is not None:
                    panel.buttons[had].setFocus(Qt.FocusReason.OtherFocusReason)
            shown[person.person_id] = panel
        self.panels = shown

    def _panel(self, line: Line) -> DetailsPanel:
        person_id = line.person.person_id
        panel = DetailsPanel(line.person, line.day, may_contact=self._may_contact)
        panel.part_wanted.connect(lambda part: self.part_wanted.emit(person_id, part))
        panel.contact_wanted.connect(lambda: self.contact_wanted.emit(person_id))
        panel.closed.connect(lambda: self._fold(person_id))
        panel.relaid.connect(self._fit.start)
        return panel

    def _fold(self, person_id: str) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.go_to(person_id)
        self.unfolded.emit(person_id, False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self._fit.start()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the text has another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_fit"):
            self._fit.start()

    # Keys and mouse.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the person, → and Space open the line, ← closes it."""
        person, key = self.current_person(), event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if person is None or (control and key == Qt.Key.Key_Space):
            super().keyPressEvent(event)
            return
        person_id = person.person_id
        is_open = person_id in self.panels
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(person_id)
        elif key == Qt.Key.Key_Space:
            self.unfolded.emit(person_id, not is_open)
        elif key == Qt.Key.Key_Right and is_open:
            self.panels[person_id].buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.unfolded.emit(person_id, key == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and the last person, for a line is one whole here."""
        column = max(self.currentIndex().column(), 0)
        rows = [at for at, line in enumerate(self.lines.rows) if not line.is_details]
        move = QAbstractItemView.CursorAction
        if rows and action == move.MoveHome:
            return self.lines.index(rows[0], column)
        if rows and action == move.MoveEnd:
            return self.lines.index(rows[-1], column)
        return super().moveCursor(action, modifiers)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on «Open» opens."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            line = self.lines.row(index)
            if self._columns[index.column()].kind == "open" and not line.is_details:
                self.opened.emit(line.person.person_id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Twice on a line opens the person."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not self.lines.row(index).is_details:
            self.opened.emit(self.lines.row(index).person.person_id)

    def choose(self, person_ids: Iterable[str]) -> None:
        """Choose these persons' lines, and no others."""
        model = self.selectionModel()
        model.clearSelection()
        how = QItemSelectionModel.SelectionFlag
        for person_id in person_ids:
            index = self.lines.index_of((person_id, False))
            if index.isValid():
                model.select(index, how.Select | how.Rows)
