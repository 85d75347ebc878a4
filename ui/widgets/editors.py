"""The editors of inline values: a line, several lines, a day, a number, a choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.words import _
from ui.widgets.date_fields import DateField
from ui.widgets.fields import TextArea
from ui.widgets.selects import Select

Call = Callable[[], None]


class Editor(Protocol):
    """What a row needs of its editor. ``text`` is what a draft keeps."""

    widget: QWidget

    def set_value(self, value: Any) -> None:
        """Show a value."""

    def text(self) -> str:
        """What is typed."""

    def set_text(self, text: str) -> None:
        """Show what was typed another time."""

    def read(self) -> tuple[Any, str]:
        """The value typed and "", or what is wrong with it."""

    def on_change(self, call: Call) -> None:
        """Tell every change."""

    def on_submit(self, call: Call) -> None:
        """Tell Enter."""

    def on_leave(self, call: Call) -> None:
        """Tell Esc."""

    def select(self) -> None:
        """Select what stands, to write over it."""

    def has_focus(self) -> bool:
        """Whether the keys come here."""

    def hint(self) -> str:
        """What the keys do."""


class _Keys(QObject):
    """Turns Enter and Esc in an editor into calls, before the editor sees them."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.submit: Call = lambda: None
        self.leave: Call = lambda: None
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the two keys; Shift+Enter stays a new line."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return True
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shift:
            self.submit()
            return True
        return False


class _Base:
    """What the editors share: the two keys, and where the focus is."""

    def __init__(self, widget: QWidget, keys: QWidget | None = None) -> None:
        self.widget = widget
        self._typed = keys or widget
        self._keys = _Keys(self._typed)

    def on_submit(self, call: Call) -> None:
        """Call at Enter."""
        self._keys.submit = call

    def on_leave(self, call: Call) -> None:
        """Call at Esc."""
        self._keys.leave = call

    def select(self) -> None:
        """Nothing to select."""

    def has_focus(self) -> bool:
        """Whether the keys come here."""
        return self._typed.hasFocus()

    def hint(self) -> str:
        """What the keys do."""
        return _("Enter saves. Esc leaves it as it was.")


class LineEditor(_Base):
    """One line of text."""

    def __init__(self, *, required: bool = False) -> None:
        """``required`` texts are "" when empty, optional ones ``None``."""
        self._line, self._required = QLineEdit(), required
        super().__init__(self._line)

    def set_value(self, value: Any) -> None:
        """Show a text."""
        self._line.setText(value or "")

    def text(self) -> str:
        """What is typed."""
        return self._line.text()

    def set_text(self, text: str) -> None:
        """Show what was typed."""
        self._line.setText(text)

    def read(self) -> tuple[Any, str]:
        """The text without the spaces around it."""
        text = self._line.text().strip()
        return (text if self._required else text or None), ""

    def on_change(self, call: Call) -> None:
        """Tell what the user types."""
        self._line.textEdited.connect(lambda _text: call())

    def select(self) -> None:
        """Select all of it."""
        self._line.selectAll()


class CountEditor(LineEditor):
    """A whole number, or nothing."""

    def set_value(self, value: Any) -> None:
        """Show a number."""
        self._line.setText("" if value is None else str(value))

    def read(self) -> tuple[Any, str]:
        """The number."""
        text = self._line.text().strip()
        if not text:
            return None, ""
        if not (text.isascii() and text.isdigit() and int(text) < 100):
            return None, _("Write a number from 0 to 99, or nothing where nobody has asked.")
        return int(text), ""


class TextEditor(_Base):
    """Several lines; Shift+Enter begins a new one."""

    def __init__(self) -> None:
        """Empty."""
        self._area = TextArea(lines=2)
        super().__init__(self._area)

    def set_value(self, value: Any) -> None:
        """Show a text."""
        self._area.set_text(value or "")

    def text(self) -> str:
        """What is typed."""
        return self._area.toPlainText()

    def set_text(self, text: str) -> None:
        """Show what was typed."""
        self._area.set_text(text)

    def read(self) -> tuple[Any, str]:
        """The text without the spaces around it."""
        return self._area.toPlainText().strip() or None, ""

    def on_change(self, call: Call) -> None:
        """Tell what the user types."""
        self._area.textChanged.connect(call)

    def hint(self) -> str:
        """What the keys do."""
        return _("Enter saves, Shift+Enter begins a new line. Esc leaves it as it was.")


class DateEditor(_Base):
    """A day, or nothing."""

    def __init__(self, today: Callable[[], date], *, prefer: Any = "near") -> None:
        """Take the clock's day, and which year a date without one means."""
        self._field = DateField(today, prefer=prefer)
        super().__init__(self._field, self._field.line)

    def set_value(self, value: Any) -> None:
        """Show a day."""
        self._field.set_value(value)

    def text(self) -> str:
        """What is typed."""
        return self._field.line.text()

    def set_text(self, text: str) -> None:
        """Show what was typed."""
        self._field.line.setText(text)

    def read(self) -> tuple[Any, str]:
        """The day."""
        if not self._field.is_valid:
            return None, _("This cannot be read as a date. Write day.month.year.")
        return self._field.value, ""

    def on_change(self, call: Call) -> None:
        """Tell what the user types or chooses."""
        self._field.line.textEdited.connect(lambda _text: call())
        self._field.changed.connect(lambda _day: call())

    def select(self) -> None:
        """Select all of it."""
        self._field.line.selectAll()


class ChoiceEditor(_Base):
    """One of some choices; ``None`` may be one of them."""

    def __init__(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Take values and words."""
        self._select, self._values = Select(), [value for value, _words in choices]
        for _value, words in choices:
            self._select.add(words, words)
        super().__init__(self._select)

    def set_value(self, value: Any) -> None:
        """Choose a value."""
        self._select.setCurrentIndex(self._values.index(value) if value in self._values else 0)

    def text(self) -> str:
        """The words chosen."""
        return self._select.currentText()

    def set_text(self, text: str) -> None:
        """Choose by the words."""
        at = self._select.findText(text)
        if at >= 0:
            self._select.setCurrentIndex(at)

    def read(self) -> tuple[Any, str]:
        """The value chosen."""
        return self._values[self._select.currentIndex()], ""

    def on_change(self, call: Call) -> None:
        """Tell what the user chooses."""
        self._select.activated.connect(lambda _at: call())

    def hint(self) -> str:
        """What the keys do."""
        return _("Choose with the arrows. Enter saves. Esc leaves it as it was.")
