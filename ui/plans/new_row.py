"""The line in which a goal, a sub-goal or a measure is written for the first time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from factdesk.words import _
from ui.plans.keeper import Keeper
from ui.widgets.fields import TextArea
from ui.widgets.layouts import HBox, VBox
from ui.widgets.selects import Select
from ui.widgets.spoken import announce
from ui.widgets.texts import Label


class NewRow(QWidget):
    """Opened by a button; Enter or leaving it makes the row, Esc leaves it.

    ``made(text, area)``; ``name`` is where its draft is kept.
    """

    made = Signal(str, str)

    def __init__(
        self, keeper: Keeper, name: str, hint: str, areas: Sequence[tuple[str, str]] = ()
    ) -> None:
        """``areas`` are the life areas to choose from, where one must be chosen."""
        super().__init__()
        self._keeper, self._name = keeper, name
        self.area = Select(_("Life area"))
        for code, word in areas:
            self.area.add(code, word)
        if not areas:
            self.area.hide()
        self.text = TextArea(hint, lines=1)
        self.text.setAccessibleName(hint)
        self.text.draft_changed.connect(lambda text: keeper.keep(name, text))
        self._hint = Label(_("Enter adds it. Esc leaves it."), "small", "muted", wrap=True)
        row = HBox(space=8)
        row.addWidget(self.area, 0, Qt.AlignmentFlag.AlignTop)
        row.add(self.text, 1)
        VBox(row, self._hint, space=4, margins=(8, 4, 8, 4), parent=self)
        self.text.installEventFilter(self)
        self.area.installEventFilter(self)
        self._watching = False
        self.hide()
        keeper.drafts_given.connect(self.take_draft)

    def take_draft(self) -> None:
        """Show again what was being written, where something was."""
        draft = self._keeper.draft_of(self._name)
        if draft and self.isHidden():
            self.text.set_text(draft)
            self.show()

    def open(self) -> None:
        """Show it and lead the keyboard to it."""
        self.show()
        self._keeper.lead(self.text)
        if not self._watching and isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._focus_moved)
            self._watching = True

    def finish(self) -> None:
        """Make the row of what is written; nothing written closes the line."""
        text = self.text.toPlainText().strip()
        area = str(self.area.value or "")
        if not text:
            self.close_row()
            return
        self.close_row()
        self.made.emit(text, area)
        announce(self, _("Added"))

    def close_row(self) -> None:
        """Empty it and put it away."""
        self.text.set_text("")
        self._keeper.keep(self._name, "")
        if self._watching and isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.disconnect(self._focus_moved)
            self._watching = False
        self.hide()

    def put_back(self, text: str) -> None:
        """It was not made: show again what was written."""
        self.text.set_text(text)
        self._keeper.keep(self._name, text)
        self.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter and Esc; Shift+Enter begins a new line."""
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        if not isinstance(event, QKeyEvent):
            return False
        is_press = event.type() == QEvent.Type.KeyPress
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            if is_press:
                self.close_row()
            return True
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if is_press and enter and not shift and watched is self.text:
            self.finish()
            return True
        return False

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or new.window() is not self.window() or self.isHidden():
            return
        if not self.isAncestorOf(new):
            self.finish()
