"""A value of a plan where it is read: click, Enter or F2 edits it; leaving it saves it.

It is one painted widget until it is edited, because a plan has hundreds of them. What is typed is
kept as a draft meanwhile. F4, or the clock that stands beside it, tells what stood there before.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from factdesk.words import _
from ui.plans.spot import Spot
from ui.plans.value_kind import Kind
from ui.plans.value_paint import ValuePaint, clock_rect
from ui.theme import theme
from ui.widgets.editors import ChoiceEditor, Editor
from ui.widgets.fields import TextArea
from ui.widgets.selects import Select
from ui.widgets.spoken import announce

#: How long typing rests before the draft is kept, in milliseconds.
PAUSE_MS = 500
_BEGIN = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Value(QWidget):
    """One value. Signals give the value itself first.

    ``saved(self, value, seen)``: what shall stand; ``drafted(self, text or None, seen)``: what is
    being typed; ``history_wanted(self)``; ``opened(self)``: it is being edited; ``outrun(self)``:
    somebody else has changed it meanwhile; ``closed``: the editor is gone.
    """

    saved = Signal(object, object, int)
    drafted = Signal(object, object, int)
    history_wanted = Signal(object)
    opened = Signal(object)
    outrun = Signal(object)
    closed = Signal()

    def __init__(self, spot: Spot, kind: Kind, *, labelled: bool = True) -> None:
        """Take where it lives and what it is; ``labelled`` writes its name above it."""
        super().__init__()
        self.spot, self.kind = spot, kind
        self.editor: Editor | None = None
        self.problem = ""
        self._value: Any = None
        self._version = self._seen = 0
        self._sending = self._has_draft = self._is_wrong = False
        self._told = self._began = ""
        self._paint = ValuePaint(kind.looks, kind.label if labelled else "")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if kind.editor is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.flush_draft)
        self._say()

    @property
    def value(self) -> Any:
        """The value shown."""
        return self._value

    @property
    def version(self) -> int:
        """The version its row was read at, or the one the user began to edit at."""
        return self._seen if self.editor is not None else self._version

    @property
    def words(self) -> str:
        """The value in words."""
        return self.kind.words(self._value)

    @property
    def is_editing(self) -> bool:
        """Whether it is being edited."""
        return self.editor is not None

    def set_labelled(self, *, labelled: bool) -> None:
        """Write its name above it, or leave that to a heading."""
        label = self.kind.label if labelled else ""
        if self._paint.label != label:
            self._paint.label = label
            self.updateGeometry()

    def show_value(self, value: Any, version: int) -> None:
        """Show the value as it stands now; an open editor keeps what is typed."""
        before = self._value
        self._value, self._version = value, version
        self._say()
        if self.editor is None or value == before or self._sending:
            return
        if self._has_draft or self.editor.text() != self._began:
            self.outrun.emit(self)
        else:
            self._seen = version
            self.editor.set_value(value)
            self._told = self._began = self.editor.text()

    # editing

    def edit(self, draft: str | None = None, seen: int | None = None) -> None:
        """Begin to edit, perhaps with a draft of an earlier time."""
        if self.kind.editor is None or self.editor is not None:
            return
        self._seen = self._version if seen is None else seen
        self.editor = editor = self.kind.editor()
        self.problem = "" if draft is None else _("Not saved yet: Enter saves, Esc throws it away.")
        inner, self._has_draft = editor.widget, draft is not None
        self._is_wrong = False
        inner.setParent(self)
        inner.setAccessibleName(self.kind.label)
        inner.setAccessibleDescription(editor.hint())
        inner.installEventFilter(self)
        QWidget.setTabOrder(self, inner.focusProxy() or inner)
        editor.set_value(self._value)
        if draft is not None:
            editor.set_text(draft)
        self._told = self._began = editor.text()
        editor.on_change(self._typed)
        editor.on_submit(self.save)
        editor.on_leave(self.cancel)
        inner.show()
        self._place()
        self.updateGeometry()
        self._watch(on=True)
        self.opened.emit(self)
        if draft is None:
            inner.setFocus(Qt.FocusReason.OtherFocusReason)
            editor.select()
            if isinstance(inner, TextArea):
                inner.moveCursor(QTextCursor.MoveOperation.End)
            if isinstance(inner, Select):
                view = inner.view()
                view.setMinimumWidth(view.sizeHintForColumn(0) + theme().px(40))
                QTimer.singleShot(0, inner, inner.showPopup)
        self.update()

    def save(self) -> None:
        """Ask for it to be saved; what cannot be read is said and stays."""
        if self.editor is None or self._sending:
            return
        value, problem = self.editor.read()
        if problem:
            self.fail(problem)
        elif value == self._value or (self.editor.text() == self._began and not self._has_draft):
            self.cancel()
        else:
            self._pause.stop()
            self._sending = True
            self.saved.emit(self, value, self._seen)

    def done(self, value: Any) -> None:
        """It is saved: show it before the answer of the next reading comes."""
        self._value = value
        self._sending = self._has_draft = False
        self.close_editor()
        self._say()

    def fail(self, message: str) -> None:
        """Say why it was not saved; what was typed stays and is kept as a draft."""
        self._sending, self._is_wrong = False, True
        self.problem = message
        self.flush_draft()
        self._place()
        self.updateGeometry()
        self.update()
        announce(self, message)

    def held_up(self) -> None:
        """The saving waits for an answer of the user, or is given up; it may be asked again."""
        self._sending = False

    def cancel(self) -> None:
        """Leave it as it was; the draft goes too."""
        self._pause.stop()
        if self._has_draft:
            self._has_draft = False
            self.drafted.emit(self, None, self._seen)
        self.close_editor()

    def close_editor(self) -> None:
        """Show the value again."""
        editor, self.editor = self.editor, None
        if editor is None:
            return
        self._watch(on=False)
        self._pause.stop()
        self.problem = ""
        focused = QApplication.focusWidget()
        had_focus = focused is not None and _within(editor.widget, focused)
        editor.widget.removeEventFilter(self)
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.widget.hide()
        editor.widget.deleteLater()
        self.updateGeometry()
        self.update()
        self.closed.emit()

    def flush_draft(self) -> None:
        """Tell what is typed now, where it differs from what was told last."""
        self._pause.stop()
        if self.editor is None or isinstance(self.editor, ChoiceEditor):
            return
        text = self.editor.text()
        if text != self._told:
            self._told, self._has_draft = text, True
            self.drafted.emit(self, text, self._seen)

    def _typed(self) -> None:
        if isinstance(self.editor, ChoiceEditor):
            self.save()
        else:
            self._pause.start()

    def _watch(self, *, on: bool) -> None:
        """Hear where the focus goes while it is edited; ending with the widget."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            (app.focusChanged.connect if on else app.focusChanged.disconnect)(self._focus_moved)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        editor = self.editor
        if editor is None or old is None or not _within(editor.widget, old):
            return
        if new is None or new.window() is not self.window():
            self.flush_draft()
        elif not _within(editor.widget, new):
            self.save()

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit at F2, Enter or Space; tell the history at F4."""
        if event.key() in _BEGIN and not event.modifiers() and self.kind.editor is not None:
            self.edit()
        elif event.key() == Qt.Key.Key_F4 and self.kind.has_history:
            self.history_wanted.emit(self)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Edit at a click; the clock tells the history."""
        if event.button() == Qt.MouseButton.LeftButton and self.editor is None:
            if self.kind.has_history and clock_rect(self.rect()).contains(event.position()):
                self.history_wanted.emit(self)
            else:
                self.edit()
        super().mouseReleaseEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the height of the editor."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.updateGeometry()
        return False

    def event(self, event: QEvent) -> bool:
        """Paint anew where the focus or the mouse comes and goes, or the looks change."""
        kinds = QEvent.Type
        if event.type() in (kinds.FontChange, kinds.StyleChange, kinds.PaletteChange):
            self._paint.forget()
            self.updateGeometry()
        if event.type() in (kinds.FocusIn, kinds.FocusOut, kinds.Enter, kinds.Leave):
            self.update()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the editor as wide as the room."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint name, value, ground under the mouse and focus ring."""
        painter = QPainter(self)
        rect, is_open = QRectF(self.rect()), self.editor is not None
        over = not is_open and self.underMouse()
        self._paint.ground(painter, rect, over=over and self.kind.editor is not None)
        if is_open:
            self._paint.open(painter, rect, self._editor_bottom(), self.problem, self._is_wrong)
        else:
            self._paint.shown(painter, rect)
        if self.kind.has_history and not is_open and (over or self.hasFocus()):
            self._paint.clock(painter, self.rect())
        if self.hasFocus():
            self._paint.ring(painter, rect)
        painter.end()

    # size

    def heightForWidth(self, width: int) -> int:
        """The height its lines take at a width."""
        if self.editor is None:
            return self._paint.height(width)
        return self._editor_bottom() + self._paint.problem_height(self.problem, width)

    def sizeHint(self) -> QSize:
        """As wide as its words, within reason."""
        width = self._paint.natural_width()
        if self.editor is not None:
            width = max(width, self.editor.widget.sizeHint().width(), theme().px(160))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """A short word wide."""
        return QSize(theme().px(48), self._paint.least_height())

    def _place(self) -> None:
        if self.editor is not None:
            top = self._paint.label_height()
            self.editor.widget.setGeometry(QRect(0, top, self.width(), self._editor_height()))

    def _editor_height(self) -> int:
        if self.editor is None:
            return 0
        inner = self.editor.widget
        hint = max(inner.sizeHint().height(), inner.minimumSizeHint().height())
        return max(inner.minimumHeight(), min(hint, inner.maximumHeight()))

    def _editor_bottom(self) -> int:
        return self._paint.label_height() + self._editor_height()

    def _say(self) -> None:
        """Tell painter and screen reader what stands."""
        words = self.words
        writable = self.kind.editor is not None
        tone = self.kind.tone(self._value) if self.kind.tone and words else None
        hint = self.kind.hint if writable and self.kind.hint else "–"
        warned = self.kind.warn(self._value)
        if self._paint.tell(words, hint, tone, warn=warned):
            self.updateGeometry()
        spoken = words or _("(empty)")
        if warned:
            spoken = f"{spoken}, {self.kind.warned}"
        self.setAccessibleName(f"{self.kind.label}: {spoken}")
        keys = _("Enter edits, F4 shows what stood here before.") if writable else ""
        self.setAccessibleDescription(keys)
        self.update()


def _within(outer: QWidget, inner: QWidget) -> bool:
    return outer is inner or outer.isAncestorOf(inner)
