"""The one kind of dialog: a titled sheet with a main button, a way out, and room for an error."""

from typing import NoReturn

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLayout, QWidget

from factdesk.errors import KnownError
from factdesk.words import _
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.texts import Heading, Label


class Dialog(QDialog):
    """A sheet over its window; shown with `open()`, answered by `finished`, gone when closed.

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
        column = VBox(Heading(title, 2), space=16, margins=24, parent=self)
        if intro:
            column.add(Label(intro, wrap=True))
        column.add(self._banner)
        column.add(self.body, 1)
        self.footer = HBox(None, self.secondary, self.primary)
        column.add(self.footer)
        self.setMinimumWidth(theme().px(width))

    def add(self, item: QWidget | QLayout) -> None:
        """Add a field or a layout to the content."""
        self.body.add(item)

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

    def clear_error(self) -> None:
        """Take the error away."""
        self._banner.hide()

    def set_busy(self, *, busy: bool) -> None:
        """Keep the main button from being pressed twice while the work goes on."""
        self.primary.setEnabled(not busy)

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
