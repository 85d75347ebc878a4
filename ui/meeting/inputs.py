"""The meeting's text fields: they leave the meeting's own keys to the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme import theme
from ui.widgets.fields import TextArea

_PAGE_KEYS = (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Escape)
#: Control and one of these goes to that field; Alt and a digit is a page of the window.
_DIGITS = range(Qt.Key.Key_1, Qt.Key.Key_5 + 1)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_page_key(event: QKeyEvent) -> bool:
    """Whether a key belongs to the meeting even while somebody types."""
    modifiers = event.modifiers()
    if event.key() in _PAGE_KEYS:
        return not modifiers & Qt.KeyboardModifier.ShiftModifier
    if is_field_key(event):
        return True
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return event.key() in _ENTER
    # AltGr types letters (€, @) and comes as Ctrl+Alt; plain Alt is the meeting's.
    return modifiers == Qt.KeyboardModifier.AltModifier


def is_field_key(event: QKeyEvent) -> bool:
    """Whether a key is Control and the number of a field."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return modifiers == Qt.KeyboardModifier.ControlModifier and event.key() in _DIGITS


class Answer(TextArea):
    """The answer to one of the questions, in letters that can be read across the room.

    ``left``: nobody types in it any more. ``standing`` is what the store says, ``base`` what it
    said when what is typed was begun.
    """

    left = Signal()

    def __init__(self, question: str, parent: QWidget | None = None) -> None:
        """Take the name of the question the answer belongs to."""
        super().__init__(most_lines=4, parent=parent)
        self.question = question
        self.saved = self.base = self.standing = ""
        self._size()
        theme().changed.connect(self._size)

    def _size(self) -> None:
        """Letters that can be read across the room."""
        self.setFont(theme().font("large"))

    @property
    def text(self) -> str:
        """What is written."""
        return self.toPlainText()

    @property
    def is_changed(self) -> bool:
        """Whether something is written that is not saved."""
        return self.text.strip() != self.saved

    def show_saved(self, text: str) -> None:
        """Show what is saved; what is being typed on top of it stays."""
        untouched = not self.is_changed
        self.saved = self.standing = text
        if untouched or text.strip() == self.text.strip():
            self.base = text
        if untouched and self.text != text:
            self.set_text(text)

    @property
    def is_outrun(self) -> bool:
        """Whether somebody else has answered otherwise while something is typed here."""
        return self.is_changed and self.standing != self.base

    def begin_with(self, saved: str, shown: str) -> None:
        """Show the answer of another item: what is saved, or a draft on top of it."""
        self.saved = self.base = self.standing = saved
        self.set_text(shown)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that it is left."""
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the meeting's keys to the page."""
        if is_page_key(event):
            event.ignore()
            return
        super().keyPressEvent(event)


class VisitInput(QLineEdit):
    """A line such as «MH EØ 13:30». ``entered(text)`` at Enter."""

    entered = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter plans the visit; the meeting's keys go to the page."""
        if is_page_key(event):
            event.ignore()
            return
        if event.key() in _ENTER and self.text().strip():
            self.entered.emit(self.text())
            return
        super().keyPressEvent(event)
