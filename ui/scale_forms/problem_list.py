"""What is wrong with a form, a line for each; choosing one leads to its item."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from factdesk.assessments.own_form.problems import LineProblem
from factdesk.words import _
from ui.theme import theme

_ITEM = Qt.ItemDataRole.UserRole


class ProblemList(QListWidget):
    """Hidden while there is nothing; `chosen(code)` at Enter and at a click."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.setAccessibleName(_("What is to be put right"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._tell)
        self.hide()

    def show_problems(self, problems: Sequence[LineProblem]) -> None:
        """Show these and no others."""
        self.clear()
        for each in problems:
            line = QListWidgetItem(str(each))
            line.setData(_ITEM, each.item)
            line.setToolTip(str(each))
            self.addItem(line)
        self.setFixedHeight(theme().px(12 + 30 * min(4, max(1, len(problems)))))
        self.setVisible(bool(problems))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead to the item at Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentItem() is not None:
                self._tell(self.currentItem())
            return
        super().keyPressEvent(event)

    def _tell(self, line: QListWidgetItem) -> None:
        if line.data(_ITEM):
            self.chosen.emit(line.data(_ITEM))
