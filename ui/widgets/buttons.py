"""Buttons, and a bar of buttons of which one is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from factdesk.words import _
from ui.theme import theme
from ui.widgets.layouts import HBox
from ui.widgets.marks import key_text
from ui.widgets.paint import (
    keycap_width,
    paint_box,
    paint_focus,
    paint_icon,
    paint_keycap,
    paint_text,
    text_width,
)

Kind = Literal["primary", "secondary", "quiet", "danger"]
"""How a button looks: the main thing, another thing, a thing among text, a grave one."""


class Button(QPushButton):
    """A button with words, an icon or both, and the hint of its key.

    `keys` ("F5", "Ctrl+Z") is shown; with `bind` it also works while the window is active. A button
    without words needs `spoken`. Enter presses it as well as Space.
    """

    def __init__(
        self,
        text: str = "",
        kind: Kind = "secondary",
        *,
        keys: str = "",
        bind: bool = False,
        icon: str = "",
        spoken: str = "",
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Take the words, how it looks, its keys, its icon, and what is said for it."""
        super().__init__(text, parent)
        self._kind: Kind = kind
        self._icon = icon
        self._large = large
        self._keys = ""
        self.setAccessibleName(spoken or text)
        if spoken and not text:
            self.setToolTip(spoken)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_keys(keys, bind=bind)

    def set_keys(self, keys: str, *, bind: bool = False) -> None:
        """Show another key, and with `bind` let it press the button."""
        self._keys = key_text(keys) if keys else ""
        if keys:
            native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            self.setAccessibleDescription(_("key {keys}").format(keys=native))
        if bind:
            self.setShortcut(QKeySequence(keys))
        self.updateGeometry()
        self.update()

    def set_text(self, text: str) -> None:
        """Show other words, also to a screen reader."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_kind(self, kind: Kind) -> None:
        """Look otherwise."""
        self._kind = kind
        self.update()

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon = name
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size its contents need."""
        px = theme().px
        pad = 8 if self._kind == "quiet" or not self.text() else 14
        return QSize(self._content_width() + 2 * px(pad), px(46 if self._large else 36))

    def minimumSizeHint(self) -> QSize:
        """Return the same: words are not cut."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new size when the text has another one."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint box, icon, words, key and focus ring."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        fill, edge, text = self._colours()
        looks = theme()
        if fill or edge:
            ground = looks.colour(fill or "surface")
            paint_box(painter, rect, ground, looks.colour(edge) if edge else None, radius=7)
        self._draw_content(painter, rect, text)
        if self.hasFocus():
            paint_focus(painter, rect, radius=7)
            if self._is_filled():
                self._draw_inner_ring(painter, rect)
        painter.end()

    def _draw_inner_ring(self, painter: QPainter, rect: QRectF) -> None:
        """Show the focus on a filled button in the colour of its words."""
        looks = theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(looks.colour("on_accent"))
        gap = looks.px(3)
        painter.drawRoundedRect(rect.adjusted(gap, gap, -gap, -gap), looks.px(5), looks.px(5))

    def _draw_content(self, painter: QPainter, rect: QRectF, token: str) -> None:
        """Draw icon, words and key in the middle."""
        px = theme().px
        left = rect.left() + (rect.width() - self._content_width()) / 2
        if self._icon:
            box = QRectF(left, rect.top(), px(18), rect.height())
            paint_icon(painter, box, self._icon, token)
            left += px(18) + (px(8) if self.text() or self._keys else 0)
        if self.text():
            width = text_width(self.text())
            paint_text(
                painter, QRectF(left, rect.top(), width + 1, rect.height()), self.text(), token
            )
            left += width + px(8)
        if self._keys:
            box = QRectF(left, rect.top(), keycap_width(self._keys), rect.height())
            paint_keycap(painter, box, self._keys, token if self._is_filled() else "muted")

    def _content_width(self) -> int:
        """Return how wide icon, words and key are together."""
        px = theme().px
        parts = [px(18)] if self._icon else []
        parts += [text_width(self.text())] if self.text() else []
        parts += [keycap_width(self._keys)] if self._keys else []
        return sum(parts) + px(8) * max(0, len(parts) - 1)

    def _is_filled(self) -> bool:
        """Tell whether it has the accent as its ground."""
        return self.isEnabled() and (self._kind == "primary" or self.isChecked())

    def _colours(self) -> tuple[str, str, str]:
        """Return the tokens of ground, edge and words; an empty one is not drawn."""
        over = self.underMouse() or self.isDown()
        if not self.isEnabled():
            return ("" if self._kind == "quiet" else "canvas"), "", "disabled"
        if self._is_filled():
            return ("accent_hover" if over else "accent"), "", "on_accent"
        if self._kind == "danger":
            return ("danger_fill" if over else "surface"), "danger_text", "danger_text"
        if self._kind == "quiet":
            return ("hover" if over else ""), "", "text"
        return ("hover" if over else "surface"), "button_edge", "text"


@dataclass(frozen=True)
class Choice:
    """One thing to choose: its value, its words, and the key that chooses it."""

    value: str
    text: str
    keys: str = ""
    icon: str = ""


class _ChoiceButton(Button):
    """One of several; once it is chosen, Enter is the dialog's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the main button when there is nothing left to choose here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.isChecked():
            event.ignore()
            return
        super().keyPressEvent(event)


class ChoiceBar(QWidget):
    """A row of buttons of which one is chosen; arrows move, single keys choose while it has focus.

    `chosen(value)` tells what the user chose; `set_value` does not tell.
    """

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[Choice],
        spoken: str,
        *,
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Take the choices and the name of what is chosen."""
        super().__init__(parent)
        self.setAccessibleName(spoken)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        self._keys = {choice.keys.casefold(): choice.value for choice in choices if choice.keys}
        row = HBox(parent=self)
        for choice in choices:
            button = _ChoiceButton(choice.text, keys=choice.keys, icon=choice.icon, large=large)
            button.setCheckable(True)
            button.setProperty("value", choice.value)
            self._group.addButton(button)
            self._buttons[choice.value] = button
            row.add(button, 1)
        self._group.buttonClicked.connect(self._tell)
        if choices:
            self.setFocusProxy(self._buttons[choices[0].value])

    @property
    def value(self) -> str:
        """The value chosen, or "" when none is."""
        button = self._group.checkedButton()
        return str(button.property("value")) if button else ""

    def set_value(self, value: str) -> None:
        """Choose a value; "" chooses none. Raises KeyError for another value."""
        if value:
            self._buttons[value].setChecked(True)
            self.setFocusProxy(self._buttons[value])
        elif (button := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            button.setChecked(False)
            self._group.setExclusive(True)

    def button(self, value: str) -> Button:
        """Return the button of a value."""
        return self._buttons[value]

    def press(self, keys: str) -> bool:
        """Choose by a key, as the page does while the focus is elsewhere; False if unknown."""
        value = self._keys.get(keys.casefold())
        if value is None:
            return False
        self._buttons[value].click()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by the key that a choice shows."""
        if event.modifiers() or not self.press(event.text()):
            super().keyPressEvent(event)

    def _tell(self, button: QPushButton) -> None:
        """Tell what the user chose."""
        self.setFocusProxy(button)
        self.chosen.emit(self.value)
