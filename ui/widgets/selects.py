"""A tick box and a drop-down list in the kit's looks."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from ui.theme import theme
from ui.widgets.paint import paint_box, paint_focus, paint_icon, paint_text, text_width


class CheckBox(QCheckBox):
    """A tick box with its words."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Take the words."""
        super().__init__(text, parent)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """Return the size of box and words."""
        px = theme().px
        return QSize(px(40) + text_width(self.text()), px(30))

    def minimumSizeHint(self) -> QSize:
        """Return the same: words are not cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint box, tick, words and focus ring."""
        looks = theme()
        painter = QPainter(self)
        side = looks.px(20)
        box = QRectF(looks.px(4), (self.height() - side) / 2, side, side)
        ticked = self.isChecked()
        fill = looks.colour("accent" if ticked else "surface")
        edge = looks.colour("accent" if ticked else "field_edge")
        paint_box(painter, box, fill, edge, radius=4)
        if ticked:
            gap = looks.px(2)
            paint_icon(painter, box.adjusted(gap, gap, -gap, -gap), "check", "on_accent")
        words = QRectF(self.rect()).adjusted(looks.px(32), 0, 0, 0)
        paint_text(painter, words, self.text(), "text" if self.isEnabled() else "disabled")
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()))
        painter.end()


class Select(QComboBox):
    """A drop-down list; `add(value, text)` adds a choice, `value` is the one chosen."""

    def __init__(self, spoken: str = "", parent: QWidget | None = None) -> None:
        """Take the name of what is chosen; a `Field` gives it its own."""
        super().__init__(parent)
        self.setAccessibleName(spoken)

    @property
    def value(self) -> object:
        """The value chosen, or None."""
        return self.currentData()

    def add(self, value: object, text: str) -> None:
        """Add a choice."""
        self.addItem(text, value)

    def set_value(self, value: object) -> None:
        """Choose a value; one that is not there chooses nothing."""
        self.setCurrentIndex(self.findData(value))

    def event(self, event: QEvent) -> bool:
        """Keep letters, which look for a choice, from being a page's keys."""
        plain = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.text().strip()
            and event.modifiers() in plain
        ):
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the list closed, with its arrow."""
        super().paintEvent(event)
        px = theme().px
        painter = QPainter(self)
        room = QRectF(self.width() - px(28), 0, px(18), self.height())
        paint_icon(painter, room, "chevron-down", "muted")
        painter.end()
