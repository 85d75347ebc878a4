"""The one way the program talks to its user beside the pages: messages and questions.

Every window has a `Messages`; tests give pages a recording one with the same methods (`Speaks`).
"""

from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from factdesk.errors import KnownError
from factdesk.words import _
from ui.theme import theme
from ui.widgets.banner import Banner, BannerKind
from ui.widgets.dialogs import Question
from ui.widgets.layouts import VBox

_STAYS_MS: Final = 8000
_MOST: Final = 3


class Speaks(Protocol):
    """What pages may say to the user."""

    def info(self, text: str, action: str = "", then: Callable[[], None] | None = None) -> None:
        """Say that something is done; the button `action` (Undo, say) calls `then`."""

    def problem(
        self, error: KnownError, action: str = "", then: Callable[[], None] | None = None
    ) -> None:
        """Say what happened, what was kept, and what to do."""

    def lay(self, banner: Banner) -> None:
        """Show a message of the caller's, which stays until it is closed or taken."""

    def take(self, banner: Banner) -> None:
        """Take such a message away."""

    def bug(self, error: BaseException, number: str) -> None:
        """Say that the program failed, and under which number it is written down."""

    def settle(self) -> None:
        """Take problems away, because the next change went well."""

    def outdate(self, kinds: tuple[type[KnownError], ...]) -> None:
        """Take away the problems of these kinds, because what they tell is no longer so."""

    def ask(
        self,
        title: str,
        text: str,
        yes: str,
        no: str,
        then: Callable[[bool], None],
        *,
        danger: bool = False,
    ) -> None:
        """Ask; `then` is called with the answer."""


class Messages(QObject):
    """Messages at the lower edge of a window, and questions over it.

    News go by themselves; problems stay until they are closed. At most three are shown.
    """

    def __init__(self, host: QWidget) -> None:
        """Take the window to speak in."""
        super().__init__(host)
        self._host = host
        self._layer = QWidget(host)
        self._layer.setAccessibleName(_("Messages"))
        self._column = VBox(space=8, parent=self._layer)
        self._layer.hide()
        host.installEventFilter(self)

    @property
    def shown(self) -> tuple[Banner, ...]:
        """The messages on the screen, oldest first."""
        items = (self._column.itemAt(at) for at in range(self._column.count()))
        widgets = (item.widget() for item in items if item is not None)
        return tuple(widget for widget in widgets if isinstance(widget, Banner))

    def info(self, text: str, action: str = "", then: Callable[[], None] | None = None) -> None:
        """Say that something is done; it goes after eight seconds."""
        banner = self._show("ok", text, "", action, then)
        timer = QTimer(banner)
        timer.setSingleShot(True)
        timer.timeout.connect(lambda: self._drop(banner))
        timer.start(_STAYS_MS)

    def problem(
        self, error: KnownError, action: str = "", then: Callable[[], None] | None = None
    ) -> None:
        """Say what happened, what was kept, and what to do."""
        self._show("error", error.message, error.advice, action, then).error = error

    def bug(self, error: BaseException, number: str) -> None:
        """Say that the program failed; the text of the error is for the report, not the user."""
        self._show(
            "error",
            _("Something went wrong in the program ({number}).").format(number=number),
            _("What was saved is kept. Tell your administrator the number."),
            "",
            None,
        )

    def ask(
        self,
        title: str,
        text: str,
        yes: str,
        no: str,
        then: Callable[[bool], None],
        *,
        danger: bool = False,
    ) -> None:
        """Ask over the window; closing the question means no."""
        question = Question(self._host, title, text, yes, no, danger=danger)
        question.finished.connect(lambda code: then(code == QDialog.DialogCode.Accepted.value))
        question.open()

    def settle(self) -> None:
        """Take problems away: what was wrong has been put right, or left for something else."""
        for banner in self.shown:
            if banner.kind == "error":
                self._drop(banner)

    def outdate(self, kinds: tuple[type[KnownError], ...]) -> None:
        """Take away the problems of these kinds: what they tell is no longer so."""
        for banner in self.shown:
            if isinstance(banner.error, kinds):
                self._drop(banner)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the messages at the lower edge of the window."""
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _show(
        self,
        kind: BannerKind,
        text: str,
        advice: str,
        action: str,
        then: Callable[[], None] | None,
    ) -> Banner:
        """Show a message in place of an equal one."""
        for other in self.shown:
            if (other.message, other.advice) == (text, advice):
                self._drop(other)
        banner = Banner(kind, text, advice, action)
        if then is not None:
            banner.acted.connect(then)
        self.lay(banner)
        return banner

    def lay(self, banner: Banner) -> None:
        """Show a message of the caller's at the lower edge; its button takes it away."""
        banner.closed.connect(lambda: self._drop(banner))
        banner.acted.connect(lambda: self._drop(banner))
        self._column.add(banner)
        banner.show()
        for oldest in self.shown[:-_MOST]:
            self._drop(oldest)
        self._layer.show()
        self._layer.raise_()
        self._place()

    def take(self, banner: Banner) -> None:
        """Take a message away, if it is still there."""
        if banner in self.shown:
            self._drop(banner)

    def _drop(self, banner: Banner) -> None:
        """Take a message away."""
        self._column.removeWidget(banner)
        banner.hide()
        banner.gone.emit()
        banner.deleteLater()
        self._layer.setVisible(bool(self.shown))
        self._place()

    def _place(self) -> None:
        """Stand in the middle of the lower edge."""
        px = theme().px
        width = min(px(720), self._host.width() - px(32))
        self._layer.setFixedWidth(max(0, width))
        self._column.invalidate()
        height = self._column.heightForWidth(width)
        height = height if height >= 0 else self._layer.sizeHint().height()
        left = (self._host.width() - width) // 2
        self._layer.setGeometry(left, self._host.height() - height - px(20), width, height)
        self._column.activate()
