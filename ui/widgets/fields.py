"""A field with its label and its error, the search field, and text that grows and keeps drafts."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from factdesk.words import _, ngettext
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import VBox
from ui.widgets.marks import KeyCap
from ui.widgets.spoken import announce
from ui.widgets.texts import Label


def mark_wrong(widget: QWidget, *, wrong: bool) -> None:
    """Draw a widget's edge as wrong, or as usual."""
    if bool(widget.property("wrong")) != wrong:
        widget.setProperty("wrong", wrong)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Field(QWidget):
    """An input with its label above and its error or hint under it.

    The label is the input's accessible name and moves the focus to it. An input with a signal
    `problem_changed(str)` shows its own errors here.
    """

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        hint: str = "",
        quiet: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Take the label, the input, and a hint that stands under it while nothing is wrong.

        A ``quiet`` one is read more often than it is written in: it looks like text until then.
        """
        super().__init__(parent)
        self.input = editor
        self._hint = hint
        self._label = QLabel(label)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setProperty("role", "small" if quiet else "small_strong")
        self._label.setProperty("tone", "muted" if quiet else "")
        editor.setProperty("quiet", quiet)
        self._label.setBuddy(editor)
        self._under = Label(hint, "small", "muted", wrap=True)
        # Only ever hidden here: without a parent it would be shown as a window of its own.
        if not hint:
            self._under.hide()
        for widget in (editor, editor.focusProxy()):
            if widget is not None:
                widget.setAccessibleName(label.replace("&", ""))
                widget.setAccessibleDescription(hint)
        self.setFocusProxy(editor)
        VBox(self._label, editor, self._under, None, space=4, parent=self)
        problems = getattr(editor, "problem_changed", None)
        if problems is not None:
            problems.connect(self.set_error)

    @property
    def error(self) -> str:
        """The error shown, or ""."""
        return self._under.text() if self._under.property("tone") == "danger" else ""

    def set_hint(self, hint: str) -> None:
        """Show another hint while nothing is wrong."""
        self._hint = hint
        self.set_error("")

    def set_error(self, message: str) -> None:
        """Show what is wrong under the input; "" means nothing is."""
        self._under.set_tone("danger" if message else "muted")
        self._under.setText(message or self._hint)
        self._under.setVisible(bool(message or self._hint))
        inner = self.input.focusProxy() or self.input
        mark_wrong(inner, wrong=bool(message))
        inner.setAccessibleDescription(message or self._hint)
        if message:
            announce(inner, message)


class SearchField(QLineEdit):
    """A search that answers while typing; Esc empties it, then leaves it.

    `searched(text)` is told at every change, `stepped(±1)` when an arrow wants the next result.
    """

    searched = Signal(str)
    stepped = Signal(int)

    def __init__(self, placeholder: str, *, keys: str = "", parent: QWidget | None = None) -> None:
        """Take what can be searched for, and the key that leads here."""
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._key = KeyCap(keys, self) if keys else None
        self._clear = Button(kind="quiet", icon="x", spoken=_("Clear the search"), parent=self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self.clear)
        self.textChanged.connect(self._changed)
        self._changed(self.text(), tell=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty at Esc, ask for the next result at an arrow."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the key hint and the clear button at the right."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Make room anew when the text has another size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._place()

    def _changed(self, text: str, *, tell: bool = True) -> None:
        """Show the clear button while there is something to clear."""
        self._clear.setVisible(bool(text))
        if self._key is not None:
            self._key.setVisible(not text)
        if tell:
            self.searched.emit(text)

    def _place(self) -> None:
        """Put what stands at the right in its place."""
        if not hasattr(self, "_clear"):
            return
        room = theme().px(8)
        for widget in (self._clear, self._key):
            if widget is not None:
                size = widget.sizeHint().boundedTo(QSize(self.width(), self.height() - 4))
                top = (self.height() - size.height()) // 2
                widget.setGeometry(
                    self.width() - size.width() - room, top, size.width(), size.height()
                )
        self.setTextMargins(0, 0, theme().px(36), 0)


class TextArea(QPlainTextEdit):
    """Text of several lines that grows with what is written.

    `draft_changed(text)` is told half a second after the last key, and at once when the focus
    leaves; a text set by the program is not a draft. Past `limit` the count is shown; nothing is
    cut. Tab leaves the field; Ctrl+Enter tells `submitted`.
    """

    draft_changed = Signal(str)
    submitted = Signal()

    PAUSE_MS = 500

    def __init__(
        self,
        placeholder: str = "",
        *,
        limit: int = 0,
        lines: int = 1,
        most_lines: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        """Take the hint, the number of characters to warn at (0: never), and its heights."""
        super().__init__(parent)
        self._limit, self._lines, self._most = limit, lines, most_lines
        self._told = ""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._count = Label("", "tiny", "danger", parent=self)
        self._count.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(self.PAUSE_MS)
        self._pause.timeout.connect(self.flush_draft)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    @property
    def is_over_limit(self) -> bool:
        """Tell whether there is more than the limit."""
        return bool(self._limit) and self.document().characterCount() - 1 > self._limit

    def set_text(self, text: str) -> None:
        """Show a text of the program's; it is no draft."""
        self._told = text
        self.setPlainText(text)
        self._pause.stop()

    def flush_draft(self) -> None:
        """Tell the draft now, if it is not told yet."""
        self._pause.stop()
        text = self.toPlainText()
        if text != self._told:
            self._told = text
            self.draft_changed.emit(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the draft before anything else happens."""
        self.flush_draft()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Submit at Ctrl+Enter."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.flush_draft()
            self.submitted.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height the new width asks for."""
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new height when the text has another size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            QTimer.singleShot(0, self, self._grow)

    def _changed(self) -> None:
        """Wait for a pause, and show the count past the limit."""
        self._pause.start()
        over = self.is_over_limit
        if over:
            length = self.document().characterCount() - 1
            text = ngettext("{count} of {limit} character", "{count} of {limit} characters", length)
            self._count.setText(text.format(count=length, limit=self._limit))
            self._count.adjustSize()
            self._place_count()
        self._count.setVisible(over)

    def _grow(self) -> None:
        """Be as high as the text, between the fewest and the most lines."""
        if not hasattr(self, "_pause"):
            return
        # A plain text document measures its height in lines, as they are broken now.
        lines = max(self._lines, int(self.document().size().height()))
        shown = min(lines, self._most)
        px = theme().px
        line = QFontMetrics(self.font()).lineSpacing()
        height = line * shown + px(22)
        if self.height() != height or self.minimumHeight() != height:
            self.setFixedHeight(height)
        scrolls = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(scrolls if lines > self._most else never)
        self._place_count()

    def _place_count(self) -> None:
        """Keep the count in the lower right corner."""
        gap = theme().px(8)
        at = self.rect().bottomRight()
        self._count.move(at.x() - self._count.width() - gap, at.y() - self._count.height() - 1)
