"""The computed figure of an item: its value, what it suggests and why, and the rows behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from factdesk.words import _
from ui.fidelity.figure_behind import RowsBehind
from ui.fidelity.figures import FigureWords
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.paint import paint_box
from ui.widgets.texts import Label

#: Below the first width, in design pixels, value, words and button stand under each other; from
#: the second on the value has more room.
_NARROW, _ROOMY = 470, 680
_VALUE_WIDTH, _VALUE_WIDTH_ROOMY = 140, 190

#: Qt's own word for no limit.
_ANY_WIDTH = 16_777_215


class FigurePanel(QWidget):
    """``toggled``: the rows are wanted or no longer; ``person_wanted``: one leads to a person."""

    toggled = Signal()
    person_wanted = Signal(str)

    def __init__(self) -> None:
        """Nothing is computed yet."""
        super().__init__()
        self._found: FigureWords | None = None
        self.table: RowsBehind | None = None
        self.is_open = False
        self.value = Label("", "title")
        self.caption = Label("", "small", "muted", wrap=True)
        self.why = Label("", wrap=True)
        self.basis = Label("", "small", "muted", wrap=True)
        self.rows_button = Button(_("Show the rows"), keys="E")
        self.rows_button.clicked.connect(self.toggled)
        self._left = QWidget()
        VBox(self.value, self.caption, None, space=0, parent=self._left)
        self._words = VBox(self.why, self.basis, None, space=4)
        self._line = HBox(space=16)
        self._line.add(self._left)
        self._line.add(self._words, 1)
        self._line.add(self.rows_button)
        self._line.setAlignment(self.rows_button, Qt.AlignmentFlag.AlignVCenter)
        self._box = _Ground()
        VBox(self._line, margins=(16, 14, 16, 14), parent=self._box)
        self.method = Label("", "small", "muted", wrap=True)
        self.method.hide()
        self._column = VBox(self._box, self.method, space=10, parent=self)

    @property
    def found(self) -> FigureWords | None:
        """The figure that is shown."""
        return self._found

    def show_waiting(self) -> None:
        """The figures are being computed."""
        self._show_words(_("The figure is being computed …"))

    def show_none(self) -> None:
        """This item is for people to judge."""
        self._show_words(
            _("No figure of the team's own data answers this item: the assessors judge it.")
        )

    def show_failed(self) -> None:
        """The figures could not be computed; the sheet goes on without."""
        self._show_words(_("The figures could not be computed. Scoring goes on without them."))

    def show_blind(self) -> None:
        """A rater shall score before seeing the figure."""
        self._show_words(_("Blind first: figure and suggestion are shown when you have scored."))

    def show_figure(self, found: FigureWords) -> None:
        """Show a figure; the rows stay open or closed as they were."""
        is_new = self._found != found
        self._found = found
        self._left.show()
        self.value.setText(found.value)
        self.caption.setText(found.caption)
        self.caption.setVisible(bool(found.caption))
        self.why.setText(found.why)
        self.why.set_tone("" if found.is_enough else "warn")
        self.basis.setText(found.basis)
        self.basis.setVisible(bool(found.basis))
        self.method.setText(found.method)
        self.basis.setToolTip(found.method)
        self.basis.setAccessibleDescription(found.method)
        self.rows_button.setVisible(self._has_rows)
        if is_new:
            self._drop_table()
        self.open_rows(is_open=self.is_open)

    def open_rows(self, *, is_open: bool) -> None:
        """Show or hide the rows."""
        self.is_open = is_open
        self.rows_button.set_text(_("Hide the rows") if is_open else _("Show the rows"))
        figure = self._found.figure if self._found is not None else None
        if is_open and self._has_rows and self.table is None and figure is not None:
            self.table = RowsBehind(figure)
            self.table.person_wanted.connect(self.person_wanted)
            self._column.add(self.table)
        if self.table is not None:
            self.table.setVisible(is_open)
        self.method.setVisible(is_open and self._has_rows and bool(self.method.text()))

    @property
    def _has_rows(self) -> bool:
        figure = self._found.figure if self._found is not None else None
        return figure is not None and bool(figure.rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow place, or with large letters, things stand under each other."""
        super().resizeEvent(event)
        px = theme().px
        narrow = self.width() < px(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._line.setDirection(way)
        value = px(_VALUE_WIDTH_ROOMY if self.width() >= px(_ROOMY) else _VALUE_WIDTH)
        self._left.setMinimumWidth(0 if narrow else value)
        self._left.setMaximumWidth(_ANY_WIDTH if narrow else value)
        side = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignVCenter
        self._line.setAlignment(self.rows_button, side)

    def _show_words(self, text: str) -> None:
        self._found = None
        self._drop_table()
        self._left.hide()
        self.why.setText(text)
        self.why.set_tone("muted")
        self.basis.hide()
        self.method.hide()
        self.rows_button.hide()

    def _drop_table(self) -> None:
        if self.table is not None:
            table, self.table = self.table, None
            self._column.removeWidget(table)
            table.hide()
            table.deleteLater()


class _Ground(QWidget):
    """The quiet ground under the figure."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        looks = theme()
        ground = self.rect().toRectF()
        paint_box(painter, ground, looks.colour("surface_alt"), looks.colour("line"), radius=7)
        painter.end()
