"""Writing a passphrase: hidden with a way to look, a hint at Caps Lock, its strength in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.store.folder.strength import Strength, judge
from factdesk.words import _
from ui.home import Background
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.spoken import announce
from ui.widgets.texts import Label

_PAUSE_MS = 200
_BARS = 4


class _Secret(QLineEdit):
    """The line itself; it tells what its keys say of Caps Lock."""

    caps = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Compare the letter that came with the Shift key."""
        text = event.text()
        if len(text) == 1 and text.isalpha() and text.lower() != text.upper():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.emit(text.isupper() != shift)
        elif event.key() == Qt.Key.Key_CapsLock:
            self.caps.emit(False)
        super().keyPressEvent(event)


class PassphraseField(QWidget):
    """A passphrase with its label; `entered` at Enter, `changed` at every key."""

    entered = Signal()
    changed = Signal(str)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        """Take the label."""
        super().__init__(parent)
        self.line = _Secret()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(label)
        self.line.returnPressed.connect(self.entered)
        self.line.textChanged.connect(self.changed)
        self._look = Button(kind="quiet", icon="eye", spoken=_("Show the passphrase"))
        self._look.setCheckable(True)
        self._look.toggled.connect(self._show)
        self._caps = Label(_("Caps Lock seems to be on."), "small", "warn")
        self._caps.hide()
        self.line.caps.connect(self._say_caps)
        name = Label(label, "small_strong")
        name.setBuddy(self.line)
        row = HBox(space=4)
        row.add(self.line, 1)
        row.add(self._look)
        VBox(name, row, self._caps, space=4, parent=self)
        self.setFocusProxy(self.line)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.line.text()

    @property
    def caps_hint(self) -> bool:
        """Whether Caps Lock seems to be on."""
        return not self._caps.isHidden()

    def clear(self) -> None:
        """Empty and hide again."""
        self.line.clear()
        self._look.setChecked(False)

    def set_text(self, text: str) -> None:
        """Put what was typed before."""
        self.line.setText(text)

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        self._look.set_icon("eye-off" if shown else "eye")

    def _say_caps(self, on: bool) -> None:
        if on and self._caps.isHidden():
            announce(self.line, self._caps.text())
        self._caps.setVisible(on)


def strength_word(score: int) -> str:
    """How hard to guess, in words."""
    words = (
        _("Guessed at once"),
        _("Very easy to guess"),
        _("Still too easy to guess"),
        _("Hard to guess"),
        _("Very hard to guess"),
    )
    return words[score]


class StrengthMeter(QWidget):
    """How hard a new passphrase is to guess, in words, with bars; judged beside the screen.

    `judged(Strength)` is told after each pause in typing.
    """

    judged = Signal(object)

    def __init__(
        self,
        field: PassphraseField,
        background: Background,
        about: Callable[[], Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        """Watch a field; `about` gives the words a guesser would try."""
        super().__init__(parent)
        self._field, self._background, self._about = field, background, about
        self.strength: Strength | None = None
        self._bars = _Bars()
        self._words = Label(
            _("Four or five words that do not belong together are hard to guess and easy to keep."),
            "small",
            "muted",
            wrap=True,
        )
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        VBox(self._bars, self._words, space=4, parent=self)
        field.changed.connect(self._typed)
        if field.text:
            self._pause.start()

    @property
    def enough(self) -> bool:
        """Whether what is typed now was judged hard enough."""
        return self.strength is not None and self.strength.enough

    @property
    def words(self) -> str:
        """What is said of the passphrase."""
        return self._words.text()

    def _typed(self, _text: str) -> None:
        self.strength = None
        self._pause.start()

    def _ask(self) -> None:
        typed, about = self._field.text, tuple(self._about())
        self._background.run(
            lambda: judge(typed, about),
            on=self,
            then=lambda found: self._take(typed, found),
            failed=lambda _error: None,
        )

    def _take(self, typed: str, found: Strength) -> None:
        if typed != self._field.text:
            return
        self.strength = found if typed else None
        self._bars.show_score(found.score if typed else -1)
        word = strength_word(found.score)
        text = word if found.enough else f"{word}. {found.reason}"
        self._words.setText(text if typed else _("Write a passphrase."))
        self._words.set_tone("ok" if found.enough and typed else "muted")
        announce(self._field.line, self._words.text())
        self.judged.emit(found)


class _Bars(QWidget):
    """Four bars; as many are filled as the score."""

    def __init__(self) -> None:
        super().__init__()
        self._score = -1

    def show_score(self, score: int) -> None:
        """Fill bars; -1 for nothing typed."""
        self._score = score
        self.update()

    def sizeHint(self) -> QSize:
        """Return its size."""
        return QSize(theme().px(200), theme().px(6))

    def minimumSizeHint(self) -> QSize:
        """Return the same height."""
        return QSize(theme().px(40), theme().px(6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars."""
        looks = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap = looks.px(4)
        wide = (self.width() - gap * (_BARS - 1)) / _BARS
        colours = ("danger_text", "danger_text", "status_yellow", "status_green", "status_green")
        for number in range(_BARS):
            filled = number < max(1, self._score) if self._score >= 0 else False
            painter.setBrush(looks.colour(colours[self._score] if filled else "line"))
            painter.drawRoundedRect(
                QRectF(number * (wide + gap), 0, wide, looks.px(6)), looks.px(3), looks.px(3)
            )
        painter.end()
