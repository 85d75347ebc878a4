"""A text that is always open to be written in, and saves itself when it is left."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from factdesk.words import _
from ui.widgets.fields import Field, TextArea
from ui.widgets.layouts import VBox

#: Looking elsewhere for a moment is not leaving; the draft is kept then.
_STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class SavedText(QWidget):
    """One labelled text. Esc throws away what is not saved; Ctrl+Enter saves before leaving.

    ``saved(name, text or None, seen)`` tells what shall stand, ``seen`` being the version it was
    read at (``None`` where there was no row yet); ``drafted(name, text or None, seen)`` what is
    being typed; ``history_wanted(name)``, at F4, asks what stood here before;
    ``outrun(name, seen)``: what is being typed was changed by somebody else meanwhile, or, with
    no version, it no longer matters.
    """

    saved = Signal(str, object, object)
    drafted = Signal(str, object, object)
    history_wanted = Signal(str)
    outrun = Signal(str, object)

    def __init__(
        self, name: str, label: str, hint: str = "", *, lines: int = 2, may_edit: bool = True
    ) -> None:
        """``hint`` stands while nothing is written."""
        super().__init__()
        self.name = name
        self._value: str | None = None
        self._version: int | None = None
        self._seen: int | None = None
        # What was sent to be saved counts until the store's answer shows what stands.
        self._sent: str | None = None
        self._waits = self._is_saved = self._touched = self._has_draft = False
        # What was typed when it met another's text, until the user has chosen what shall stand.
        self._held: str | None = None
        self._is_chosen = False
        self.area = TextArea(hint if may_edit else "", lines=lines, most_lines=40)
        self.area.setReadOnly(not may_edit)
        self.field = Field(label, self.area, quiet=True)
        VBox(self.field, parent=self)
        self.setFocusProxy(self.area)
        # With a policy of its own Qt moves it in the order of Tab together with the area.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.textChanged.connect(self._typed)
        self.area.draft_changed.connect(self._draft)
        self.area.submitted.connect(self.save)
        self.area.installEventFilter(self)

    @property
    def text(self) -> str | None:
        """What is typed, or nothing."""
        return self.area.toPlainText().strip() or None

    @property
    def is_dirty(self) -> bool:
        """Whether something is typed that is not saved."""
        return self.text != self._value

    @property
    def value(self) -> str | None:
        """What stands."""
        return self._value

    @property
    def error(self) -> str:
        """What is wrong with what is typed, or ""."""
        return self.field.error

    def show_value(self, value: str | None, version: int | None) -> None:
        """Show the text as it stands now; what is typed and not saved stays."""
        if self._is_chosen:
            self._is_chosen = False
            if self.text == self._held:
                self._value, self._version, self._touched = value, version, False
                self.area.set_text(value or "")
                self.outrun.emit(self.name, None)
                return
        own = self._waits
        if own and value != self._sent and not self._is_saved:
            return
        typed_on = self.text != self._sent if own else self.is_dirty
        before = self._value
        self._value, self._version, self._waits = value, version, False
        if typed_on and not own and value not in (before, self.text):
            self.outrun.emit(self.name, self._seen)
        elif not typed_on:
            self.outrun.emit(self.name, None)
        if not typed_on:
            self._touched = False
            if self.text != value:
                self.area.set_text(value or "")
        elif own:
            self._seen = version
            if not self.area.hasFocus():
                self.save()

    def restore(self, value: str | None) -> None:
        """Let an earlier text stand again."""
        if not self._touched:
            self._touched, self._seen = True, self._version
        self.area.set_text(value or "")
        self.save()

    def show_draft(self, text: str, seen: int | None, hint: str) -> None:
        """Show what was typed another time."""
        self._has_draft = self._touched = True
        self._seen = seen
        self.area.set_text(text)
        self.field.set_hint(hint)

    def save(self) -> None:
        """Ask for the text to be saved, if it is another."""
        if self.area.isReadOnly() or self._waits:
            return
        if not self.is_dirty:
            self._leave_draft()
            return
        self._waits, self._is_saved, self._sent = True, False, self.text
        self.saved.emit(self.name, self._sent, self._seen)

    def done(self) -> None:
        """It is saved: the next answer of the store counts, whatever it says."""
        self._is_chosen = not self._waits
        self._is_saved = True
        self._has_draft = False
        self.field.set_hint("")

    def fail(self, message: str) -> None:
        """Say why it was not saved; what is typed stays, and its draft."""
        self._waits = False
        self.area.flush_draft()
        self.field.set_error(message)

    def hold(self) -> None:
        """Somebody else has written here: what is typed stays until the user has chosen."""
        self._waits, self._held = False, self.text
        self.field.set_hint(_("Not saved yet. Esc throws away what you wrote."))

    def revert(self) -> None:
        """Throw away what is not saved."""
        self._touched = self._waits = False
        self.area.set_text(self._value or "")
        self._has_draft = True
        self._leave_draft()
        self.outrun.emit(self.name, None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save when the text is left; take Esc while something is not saved."""
        kind = event.type()
        if kind == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            if event.reason() not in _STAYS:
                self.save()
        elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.is_dirty:
            if kind == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if kind == QEvent.Type.KeyPress:
                self.revert()
                return True
        elif (
            isinstance(event, QKeyEvent)
            and kind == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_F4
            and not event.modifiers()
        ):
            self.history_wanted.emit(self.name)
            return True
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        if not self._touched and self.is_dirty and not self._waits:
            self._touched, self._seen = True, self._version

    def _draft(self, _text: str) -> None:
        if self._waits and self.text == self._sent:
            return
        if self.is_dirty:
            self._has_draft = True
            self.drafted.emit(self.name, self.area.toPlainText(), self._seen)
        else:
            self._leave_draft()

    def _leave_draft(self) -> None:
        self.field.set_hint("")
        if self._has_draft:
            self._has_draft = False
            self.drafted.emit(self.name, None, self._seen)
