"""Messages on the page: the banner, and the panel of a long piece of work."""

from typing import Final, Literal

from PySide6.QtCore import QEvent, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from factdesk.errors import KnownError
from factdesk.words import _
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.marks import IconMark
from ui.widgets.paint import Tone, paint_box
from ui.widgets.spoken import announce
from ui.widgets.texts import Card, Label

BannerKind = Literal["info", "ok", "warning", "error"]
"""What a banner tells: something to know, something done, something to mind, something wrong."""

_TONES: Final[dict[BannerKind, Tone]] = {
    "info": "info",
    "ok": "ok",
    "warning": "warn",
    "error": "danger",
}
_ICONS: Final = {
    "info": "info",
    "ok": "circle-check",
    "warning": "triangle-alert",
    "error": "octagon-alert",
}


class Banner(QWidget):
    """A bar with a message, what to do, and perhaps a button; it is read aloud when shown.

    `acted` tells that its button was pressed, `closed` that the user closed it, `gone` that the
    messages have taken it away, for whatever reason.
    """

    acted = Signal()
    closed = Signal()
    gone = Signal()

    def __init__(
        self,
        kind: BannerKind,
        message: str,
        advice: str = "",
        action: str = "",
        *,
        closable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Take what it tells, the message, the advice, and the words of the button."""
        super().__init__(parent)
        self._kind: BannerKind = kind
        #: The problem it tells of, where it is one.
        self.error: KnownError | None = None
        self._told = False
        tone = _TONES[kind]
        token = f"{tone}_text"
        self._message = Label(message, "strong", wrap=True)
        self._advice = Label(advice, wrap=True)
        self._advice.setVisible(bool(advice))
        self.setAccessibleName(message)
        self.setAccessibleDescription(advice)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = HBox(space=12, margins=(16, 10, 10, 10), parent=self)
        row.add(IconMark(_ICONS[kind], token))
        row.add(VBox(self._message, self._advice, space=2), 1)
        if action:
            button = Button(action)
            button.clicked.connect(self.acted)
            row.add(button)
        if closable:
            close = Button(kind="quiet", icon="x", spoken=_("Close the message"))
            close.clicked.connect(self._close)
            row.add(close)

    @property
    def kind(self) -> BannerKind:
        """What kind of message it is."""
        return self._kind

    @property
    def message(self) -> str:
        """The message shown."""
        return self._message.text()

    @property
    def advice(self) -> str:
        """What to do, as shown."""
        return self._advice.text()

    def say(self, message: str, advice: str = "") -> None:
        """Show another message in place of this one."""
        self._message.setText(message)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        self.setAccessibleName(message)
        self.setAccessibleDescription(advice)
        self._tell()

    def event(self, event: QEvent) -> bool:
        """Say the message the first time it is seen."""
        if event.type() == QEvent.Type.Show and not self._told:
            self._told = True
            self._tell()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the soft ground."""
        looks, tone = theme(), _TONES[self._kind]
        painter = QPainter(self)
        edge = looks.colour(f"{tone}_text")
        if looks.scheme != "contrast":
            edge.setAlphaF(0.35)
        paint_box(painter, QRectF(self.rect()), looks.colour(f"{tone}_fill"), edge, radius=8)
        painter.end()

    def _tell(self) -> None:
        """Let a screen reader say it."""
        text = f"{self.message} {self.advice}".strip()
        announce(self, text, urgent=self._kind == "error")

    def _close(self) -> None:
        """Go away because the user said so."""
        self.hide()
        self.closed.emit()


class ProgressPanel(Card):
    """A long piece of work: what it does, how far it is, and a button that cancels it.

    `cancelled` is told once; the panel then says that it is stopping, until it is taken away.
    """

    cancelled = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """Take what is being done."""
        super().__init__(parent=parent)
        self.setAccessibleName(title)
        self._step = Label(tone="muted")
        self._bar = QProgressBar()
        self._bar.setAccessibleName(title)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._cancel = Button(_("Cancel"), keys="Esc")
        self._cancel.clicked.connect(self._stop)
        self.body.add(Label(title, "strong"))
        self.body.add(self._bar)
        self.body.add(HBox(self._step, None, self._cancel))

    def set_progress(self, done: int, total: int, step: str = "") -> None:
        """Show how far it is; a total of 0 means that nobody knows."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._step.setText(step)

    def _stop(self) -> None:
        """Ask for a stop, once."""
        self._cancel.setEnabled(False)
        self._step.setText(_("Stopping …"))
        self.cancelled.emit()
