"""The one kind of dialog: a titled sheet with a main button, a way out, and room for an error."""

from typing import NoReturn

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QLayout, QWidget

from factdesk.errors import KnownError
from factdesk.store.conflict import Conflict
from factdesk.words import _
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.scrolled import Scrolled
from ui.widgets.texts import Heading, Label


class _Inside(QWidget):
    """What is in a dialog; tells when it wants another size."""

    relaid = Signal()

    def event(self, event: QEvent) -> bool:
        """Tell of a change in the layout."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.relaid.emit()
        return done


class _Scroll(Scrolled):
    """Asks for the height its content has at a width."""

    def __init__(self, inside: _Inside, spoken: str) -> None:
        self._for_width = 0
        super().__init__(inside, spoken)
        inside.relaid.connect(self.updateGeometry)

    @property
    def least_width(self) -> int:
        """The least width the content can do with."""
        inside = self.widget()
        return inside.minimumSizeHint().width() if inside else 0

    def set_width(self, width: int) -> None:
        """Ask for the height at this width from now on."""
        if self._for_width != width:
            self._for_width = width
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the content's size."""
        inside = self.widget()
        if inside is None:
            return super().sizeHint()
        hint = inside.sizeHint()
        if self._for_width and inside.hasHeightForWidth():
            return QSize(hint.width(), inside.heightForWidth(self._for_width))
        return hint

    def minimumSizeHint(self) -> QSize:
        """Return what a few lines take."""
        return QSize(theme().px(120), min(self.sizeHint().height(), theme().px(96)))


class Dialog(QDialog):
    """A sheet over its window; shown with `open()`, answered by `finished`, gone when closed.

    It is as high as what is in it, grows when there is more, and scrolls rather than being larger
    than its window or the screen; title, error and buttons always stand.

    Override `submit` to check and run; call `accept` when it went well, `show_error` when not, so
    that nothing typed is lost. Enter presses the main button, Ctrl+Enter too from a text of several
    lines; Esc leaves.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        primary: str,
        *,
        secondary: str = "",
        intro: str = "",
        danger: bool = False,
        width: int = 520,
    ) -> None:
        """Take title, words of the buttons (the second is Cancel), and width in design pixels."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._banner = Banner("error", "", closable=False)
        self._banner.hide()
        self.body = VBox(space=14)
        self.primary = Button(primary, "danger" if danger else "primary", keys="Return")
        self.secondary = Button(secondary or _("Cancel"), keys="Esc")
        self.primary.clicked.connect(self.submit)
        self.secondary.clicked.connect(self.reject)
        self._wide = width
        inside = _Inside()
        column = VBox(space=16, parent=inside)
        if intro:
            column.add(Label(intro, wrap=True))
        column.add(self.body, 1)
        self._sheet = _Scroll(inside, title)
        self._heading = Heading(title, 2)
        self._heading.setWordWrap(True)
        #: The title, and room under it for whom it is about.
        self.head = VBox(self._heading, space=4)
        outer = VBox(self.head, self._banner, space=16, margins=24, parent=self)
        outer.add(self._sheet, 1)
        self.footer = HBox(None, self.secondary, self.primary)
        outer.add(self.footer)

    def set_title(self, title: str) -> None:
        """Give it another title, once it is known whom it is about."""
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._heading.setText(title)

    def add(self, item: QWidget | QLayout) -> None:
        """Add a field or a layout to the content."""
        self.body.add(item)

    def reveal(self, widget: QWidget) -> None:
        """Scroll to a field of the content."""
        self._sheet.ensureWidgetVisible(widget)

    def submit(self) -> None:
        """Do what the main button says; without anything to do the dialog is accepted."""
        self.accept()

    @property
    def error(self) -> str:
        """The message of the error shown, or ""."""
        return self._banner.message if not self._banner.isHidden() else ""

    def show_error(self, problem: KnownError | str, advice: str = "") -> None:
        """Show what is wrong, and let the user go on; whatever was typed stays."""
        self.set_busy(busy=False)
        if isinstance(problem, KnownError):
            self._banner.say(problem.message, problem.advice)
        else:
            self._banner.say(problem, advice)
        self._banner.show()

    def refused(self, error: BaseException) -> bool:
        """Show why an action was refused; a conflict, or a bug, is left to the window (False)."""
        self.set_busy(busy=False)
        if isinstance(error, KnownError) and not isinstance(error, Conflict):
            self.show_error(error)
            return True
        return False

    def clear_error(self) -> None:
        """Take the error away."""
        self._banner.hide()

    def set_busy(self, *, busy: bool) -> None:
        """Keep the main button from being pressed twice while the work goes on."""
        self.primary.setEnabled(not busy)

    def adjustSize(self) -> None:
        """Be as large as the content, within the window and the screen."""
        room = self._room()
        width = self._width_within(room.width())
        self.setMinimumWidth(width)
        self.resize(width, min(self._height_at(width), room.height()))

    def showEvent(self, event: QShowEvent) -> None:
        """Take the right size before anything is seen."""
        if not event.spontaneous():
            self.adjustSize()
        super().showEvent(event)

    def event(self, event: QEvent) -> bool:
        """Grow when the content has grown: an error is told, a second step appears."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._grow()
        return done

    def _grow(self) -> None:
        """Become larger, never smaller, and stay on the screen."""
        room = self._room()
        width = max(self.width(), self._width_within(room.width()))
        height = max(self.height(), min(self._height_at(width), room.height()))
        if (width, height) != (self.width(), self.height()):
            self.resize(width, height)
            lowest = self.screen().availableGeometry().bottom() - self.frameGeometry().height()
            if self.y() > lowest:
                self.move(self.x(), max(0, lowest))

    def _room(self) -> QSize:
        """Return the most room there is: the window's, on this screen."""
        screen, parent = self.screen().availableGeometry().size(), self.parentWidget()
        room = parent.window().size() if parent is not None else screen
        least = QSize(theme().px(320), theme().px(320))
        return room.expandedTo(least).boundedTo(screen - QSize(16, 48))

    def _width_within(self, most: int) -> int:
        """Return the width asked for, more where the content cannot do with it, at most `most`."""
        layout = self.layout()
        sides = layout.contentsMargins() if layout else self.contentsMargins()
        inside = self._sheet.least_width + sides.left() + sides.right()
        return min(most, max(theme().px(self._wide), inside, self.footer.minimumSize().width()))

    def _height_at(self, width: int) -> int:
        """Return the height everything takes at a width."""
        layout = self.layout()
        if layout is None:
            return self.height()
        sides = layout.contentsMargins()
        self._sheet.set_width(width - sides.left() - sides.right())
        if layout.hasHeightForWidth():
            return layout.totalHeightForWidth(width)
        return layout.totalSizeHint().height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the main button at Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.primary.isEnabled():
                self.primary.click()
            return
        super().keyPressEvent(event)

    def exec(self) -> NoReturn:
        """Refuse: a dialog that stops the program keeps the feed and the idle lock from working."""
        raise RuntimeError("dialogs are opened with open()")


class Question(Dialog):
    """A question with two answers; the way out is the careful one."""

    def __init__(
        self, parent: QWidget, title: str, text: str, yes: str, no: str, *, danger: bool = False
    ) -> None:
        """Take the question, what it means, and both answers in words."""
        super().__init__(parent, title, yes, secondary=no, intro=text, danger=danger, width=440)
        (self.secondary if danger else self.primary).setFocus()
