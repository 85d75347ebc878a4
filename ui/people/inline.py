"""A value on a page that is edited where it stands: click, F2 or Enter; Enter saves; Esc leaves.

What is typed and not saved is kept as a draft and shown again, also after a lock or a crash.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from factdesk.words import _
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.editors import Editor
from ui.widgets.layouts import HBox, VBox
from ui.widgets.marks import IconMark
from ui.widgets.paint import paint_box, paint_focus
from ui.widgets.texts import Label

#: The width of the labels, in design pixels.
LABEL_WIDTH = 176
#: How long typing rests before the draft is kept, in milliseconds.
PAUSE_MS = 500


@dataclass(frozen=True)
class Shown:
    """A value as it stands: the value itself, its words, and their tone."""

    value: Any
    words: str
    tone: str = ""


class InlineRow(QWidget):
    """One labelled value.

    ``saved(name, value, seen)`` tells what the user wants to stand, ``seen`` being the version the
    value was read at; ``drafted(name, text or None, seen)`` what is being typed; ``led`` that the
    user goes to where the value is kept, if that is not here. ``opened(name)`` and
    ``closed(name)``: its editor; ``outrun(name, seen)``: somebody else has changed it meanwhile.
    """

    led = Signal()
    saved = Signal(str, object, int)
    drafted = Signal(str, object, int)
    opened = Signal(str)
    closed = Signal(str)
    outrun = Signal(str, int)

    def __init__(
        self, name: str, label: str, editor: Callable[[], Editor] | None, *, bare: bool = False
    ) -> None:
        """``editor`` makes the editor when it is wanted; ``None`` for a value only shown.

        A ``bare`` row leaves its label to the heading above it.
        """
        super().__init__()
        self.name, self._label_text = name, label
        self._make = self._own = editor
        self.away: Button | None = None
        self.editor: Editor | None = None
        self._shown, self._seen, self._version = Shown(None, ""), 0, 0
        self._told = self._began = ""
        self._has_draft = False
        self._over = False
        self._label = Label(label, "small", "muted", wrap=True)
        self._value = Label("", wrap=True)
        self._hint = Label("", "small", "muted", wrap=True)
        self._hint.hide()
        self._pencil = IconMark("pencil", "muted", size=14)
        self._value.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy = self._pencil.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._pencil.setSizePolicy(policy)
        self._pencil.hide()
        self._reading = QWidget()
        HBox(self._value, self._pencil, parent=self._reading)
        self._room = VBox(self._reading, self._hint, space=4)
        row = HBox(space=12, margins=(8, 5, 8, 5), parent=self)
        row.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        row.add(self._room, 1)
        self._label.setVisible(not bare)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.flush_draft)
        if editor is not None:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self._rescale)
        self._rescale()

    @property
    def is_editing(self) -> bool:
        """Whether it is being edited."""
        return self.editor is not None

    @property
    def problem(self) -> str:
        """What is wrong with what is typed, or ""."""
        return self._hint.text() if self._hint.property("tone") == "danger" else ""

    @property
    def words(self) -> str:
        """The value as shown."""
        return self._value.text()

    def show_value(self, shown: Shown, version: int) -> None:
        """Show the value as it stands now; an open editor keeps what is typed."""
        before = self._shown
        self._shown, self._version = shown, version
        self._value.setText(shown.words or "–")
        self._value.set_tone(shown.tone if shown.words else shown.tone or "muted")
        spoken = shown.words or _("(empty)")
        self.setAccessibleName(f"{self._label_text}: {spoken}")
        if self.editor is None or before.value == shown.value:
            return
        if self._has_draft or self.editor.text() != self._began:
            self.outrun.emit(self.name, self._seen)
        else:
            self._begin_with(self.editor)

    def lead_away(self, text: str) -> None:
        """Only show the value, with a button to where it is kept; without words it is kept here."""
        if text and self.away is None:
            self.away = Button(text, "quiet", icon="chevron-right")
            self.away.clicked.connect(self.led)
            self._room.addWidget(self.away, 0, Qt.AlignmentFlag.AlignLeft)
        if self.away is not None:
            self.away.set_text(text)
            self.away.setVisible(bool(text))
        if text:
            self.cancel()
        self._make = None if text else self._own
        editable = self._make is not None
        policy = Qt.FocusPolicy.StrongFocus if editable else Qt.FocusPolicy.NoFocus
        shape = Qt.CursorShape.PointingHandCursor if editable else Qt.CursorShape.ArrowCursor
        self.setFocusPolicy(policy)
        self.setCursor(shape)

    def edit(self, draft: str | None = None, seen: int | None = None, hint: str = "") -> None:
        """Begin to edit, perhaps with a draft of an earlier time."""
        if self._make is None or self.editor is not None:
            return
        self.editor = editor = self._make()
        editor.widget.setAccessibleName(self._label_text)
        self._begin_with(editor)
        self._seen = self._version if seen is None else seen
        self._has_draft = draft is not None
        if draft is not None:
            editor.set_text(draft)
            self._told = editor.text()
        editor.on_change(self._pause.start)
        editor.on_submit(self.save)
        editor.on_leave(self.cancel)
        self._reading.hide()
        self._room.insertWidget(0, editor.widget)
        editor.widget.show()
        self._say(hint or editor.hint())
        self.opened.emit(self.name)
        self.setFocusProxy(editor.widget)
        if not hint:
            editor.widget.setFocus(Qt.FocusReason.OtherFocusReason)
            editor.select()
        self.update()

    def save(self) -> None:
        """Ask for the value to be saved; what cannot be read is said and stays."""
        if self.editor is None:
            return
        value, problem = self.editor.read()
        if problem:
            self.fail(problem)
            return
        if value == self._shown.value and self._seen == self._version:
            self.cancel()
            return
        self.saved.emit(self.name, value, self._seen)

    def fail(self, message: str) -> None:
        """Say why it was not saved; what was typed stays."""
        self._say(message, "danger")
        if self.editor is not None:
            self.editor.widget.setAccessibleDescription(message)
            self.editor.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def cancel(self) -> None:
        """Leave it as it was; the draft goes too."""
        self._pause.stop()
        if self._has_draft:
            self._has_draft = False
            self.drafted.emit(self.name, None, self._seen)
        self.close_editor()

    def close_editor(self) -> None:
        """Show the value again."""
        editor, self.editor = self.editor, None
        if editor is None:
            return
        self._pause.stop()
        had_focus = editor.has_focus()
        self.setFocusProxy(None)  # type: ignore[arg-type]
        self._room.removeWidget(editor.widget)
        editor.widget.hide()
        editor.widget.deleteLater()
        self._reading.show()
        self._say("")
        self.closed.emit(self.name)
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def flush_draft(self) -> None:
        """Tell what is typed now, where it differs from what was told last."""
        self._pause.stop()
        if self.editor is None:
            return
        text = self.editor.text()
        if text != self._told:
            self._told, self._has_draft = text, True
            self.drafted.emit(self.name, text, self._seen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit at F2, Enter or Space."""
        keys = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and self._make is not None and self.editor is None:
            self.edit()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Edit at a click."""
        if event.button() == Qt.MouseButton.LeftButton and self.editor is None:
            self.edit()
        super().mouseReleaseEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be edited."""
        self._hover(over=True)
        super().enterEvent(event)

    def leaveEvent(self, event: Any) -> None:
        """Look as usual again."""
        self._hover(over=False)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self.update()
        super().focusOutEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground under the mouse and the focus ring."""
        if self._make is None or self.editor is not None:
            return
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self._over:
            paint_box(painter, rect, theme().colour("hover"))
        if self.hasFocus():
            paint_focus(painter, rect)
        painter.end()

    def _begin_with(self, editor: Editor) -> None:
        """Let the editor show the value as it stands, on top of which it is typed."""
        self._seen = self._version
        editor.set_value(self._shown.value)
        self._told = self._began = editor.text()
        if editor.has_focus():
            editor.select()

    def _hover(self, *, over: bool) -> None:
        self._over = over
        self._pencil.setVisible(over and self._make is not None and self.editor is None)
        self.update()

    def _say(self, text: str, tone: str = "muted") -> None:
        self._hint.setText(text)
        self._hint.set_tone(tone)
        self._hint.setVisible(bool(text))

    def _rescale(self) -> None:
        self._label.setFixedWidth(theme().px(LABEL_WIDTH))
