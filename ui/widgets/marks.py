"""Small marks as widgets: status, chip, initials, key hint, icon. All are read aloud as words."""

import re

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from factdesk.words import _
from ui.theme import theme
from ui.widgets.paint import (
    Level,
    Presence,
    Tone,
    chip_size,
    keycap_width,
    paint_chip,
    paint_icon,
    paint_initials,
    paint_keycap,
    paint_status,
    presence_word,
    status_word,
)


def key_text(keys: str) -> str:
    """Return a key sequence ("Ctrl+K", "Space") as a hint shows it: "Ctrl K", "Mellomrom"."""
    names = {
        "space": _("Space"),
        "return": "↵",
        "enter": "↵",
        "del": "Del",
        "esc": "Esc",
        "up": "↑",
        "down": "↓",
        "shift": _("Shift"),
    }
    # The last key may be "+" itself: a plus between keys has something on both sides.
    parts = re.split(r"(?<=.)\+(?=.)", keys)
    return " ".join(names.get(part.lower(), part) for part in parts)


class Mark(QWidget):
    """A painted mark of a size that follows the text."""

    def __init__(self, spoken: str, parent: QWidget | None = None) -> None:
        """Take the words a screen reader says for it."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spoken)

    def changeEvent(self, event: QEvent) -> None:
        """Take the new size when the text has another one."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Return the size it always has."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark."""
        painter = QPainter(self)
        self.draw(painter, QRectF(self.rect()))
        painter.end()

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Draw what the mark shows; each mark has its own."""


class StatusMark(Mark):
    """The mark of a status level; `word` is the team's own word for it."""

    def __init__(
        self, level: Level, word: str = "", parent: QWidget | None = None, size: int = 22
    ) -> None:
        """Take the level, its word, and the size in design pixels."""
        super().__init__(word or status_word(level), parent)
        self._size = size
        self.set_level(level, word)

    @property
    def level(self) -> Level:
        """The level shown."""
        return self._level

    def set_level(self, level: Level, word: str = "") -> None:
        """Show another level."""
        self._level: Level = level
        self.setAccessibleName(word or status_word(level))
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        """Return its size."""
        return QSize(theme().px(self._size), theme().px(self._size))

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the shape."""
        paint_status(painter, rect, self._level)


class Chip(Mark):
    """A few words on a soft fill; `strong` stands in front in semibold."""

    def __init__(
        self, text: str, tone: Tone = "neutral", strong: str = "", parent: QWidget | None = None
    ) -> None:
        """Take the words and how much attention they ask for."""
        super().__init__(f"{strong} {text}".strip(), parent)
        self._text, self._tone, self._strong = text, tone, strong

    def sizeHint(self) -> QSize:
        """Return its size."""
        return QSize(*chip_size(self._text, self._strong))

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the chip."""
        paint_chip(painter, rect, self._text, self._tone, self._strong)


class InitialsBadge(Mark):
    """A colleague by initials, and whether they are here."""

    def __init__(
        self,
        initials: str,
        name: str = "",
        presence: Presence = "present",
        parent: QWidget | None = None,
    ) -> None:
        """Take initials, full name and presence."""
        super().__init__("", parent)
        self._initials, self._name = initials, name
        self.set_presence(presence)

    def set_presence(self, presence: Presence) -> None:
        """Show another presence."""
        self._presence: Presence = presence
        who = self._name or self._initials
        spoken = _("{name}, {presence}").format(name=who, presence=presence_word(presence))
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        """Return its size."""
        return QSize(theme().px(30), theme().px(30))

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the badge."""
        paint_initials(painter, rect, self._initials, self._presence)


class KeyCap(Mark):
    """The hint of a key; `keys` as in QKeySequence ("Ctrl+Z", "F5", "Space")."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        """Take the keys."""
        spoken = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        super().__init__(_("key {keys}").format(keys=spoken), parent)
        self._shown = key_text(keys)

    def sizeHint(self) -> QSize:
        """Return its size."""
        return QSize(keycap_width(self._shown), theme().px(20))

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the key."""
        paint_keycap(painter, rect, self._shown)


class IconMark(Mark):
    """An icon that says something; `spoken` may be empty where words beside it say the same."""

    def __init__(
        self,
        name: str,
        colour: str = "text",
        spoken: str = "",
        size: int = 20,
        parent: QWidget | None = None,
    ) -> None:
        """Take the icon, its colour, what is said for it, and its size in design pixels."""
        super().__init__(spoken, parent)
        self._icon, self._token, self._size = name, colour, size
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not spoken)

    def sizeHint(self) -> QSize:
        """Return its size."""
        return QSize(theme().px(self._size), theme().px(self._size))

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the icon."""
        paint_icon(painter, rect, self._icon, self._token)
