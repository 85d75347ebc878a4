"""Headings, labels, cards, lines and the page that is still empty."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QSizePolicy, QWidget

from ui.theme.fonts import Role
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, Margins, VBox
from ui.widgets.marks import IconMark


class Label(QLabel):
    """Plain text in one of the theme's roles; never read as markup.

    `tone` is "", "muted", "danger", "warn", "ok" or "accent".
    """

    def __init__(
        self,
        text: str = "",
        role: Role = "body",
        tone: str = "",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Take the text, its role and its tone."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setText(text)

    def set_tone(self, tone: str) -> None:
        """Give the text another tone."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


class Heading(Label):
    """A heading: level 1 names the page, 2 a part of it, 3 a group."""

    def __init__(self, text: str = "", level: int = 1, parent: QWidget | None = None) -> None:
        """Take the words and the level, 1 to 3."""
        roles: dict[int, Role] = {1: "title", 2: "large", 3: "strong"}
        super().__init__(text, roles[level], parent=parent)


class Line(QFrame):
    """A thin line between two parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "line")
        self.setFixedHeight(1)


class Card(QFrame):
    """A white ground for things that belong together; `body` is its layout."""

    def __init__(
        self,
        *items: QWidget | QLayout | None,
        space: int = 8,
        margins: Margins = 20,
        parent: QWidget | None = None,
    ) -> None:
        """Take what is in it, from above; None is a stretch."""
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.body = VBox(*items, space=space, margins=margins, parent=self)


class EmptyState(QWidget):
    """What a page shows while it has nothing: an icon, why, what to do first, and its button.

    `acted` tells that the button was pressed.
    """

    acted = Signal()

    def __init__(
        self,
        icon: str,
        headline: str,
        advice: str,
        action: str = "",
        *,
        keys: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Take icon, headline, what to do first, and the button's words and key."""
        super().__init__(parent)
        self.setAccessibleName(headline)
        self.setAccessibleDescription(advice)
        column = VBox(None, space=10, margins=24, parent=self)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconMark(icon, "muted", size=40), 0, middle)
        for label in (Heading(headline, 2), Label(advice, tone="muted", wrap=True)):
            label.setAlignment(middle)
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            column.add(label)
        self.button: Button | None = None
        if action:
            self.button = Button(action, "primary", keys=keys)
            self.button.clicked.connect(self.acted)
            column.add(HBox(None, self.button, None))
        column.add(None)
