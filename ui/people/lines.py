"""Rows that belong to a person, in a card: a line each, Enter opens one, a button adds one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from factdesk.words import ngettext
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow, HBox, VBox
from ui.widgets.marks import Chip
from ui.widgets.paint import Tone, paint_box, paint_focus
from ui.widgets.texts import Card, Heading, Label


@dataclass(frozen=True)
class LineAct:
    """Something done with a line by a button on it: its key, and the button's words."""

    key: str
    text: str


@dataclass(frozen=True)
class LineFacts:
    """What one line says: its row, title, detail, chips as (text, tone), and what is done."""

    row: Any
    title: str
    detail: str = ""
    chips: tuple[tuple[str, Tone], ...] = ()
    ended: bool = False
    acts: tuple[LineAct, ...] = ()

    @property
    def spoken(self) -> str:
        """All of it for a screen reader."""
        parts = (self.title, *(text for text, _tone in self.chips), self.detail)
        return ", ".join(part for part in parts if part)


class LineWidget(QWidget):
    """One line; ``opened`` at Enter, Space, F2 and a click where it may be changed.

    ``acted(key)`` at the buttons, which are there only then.
    """

    opened = Signal()
    acted = Signal(str)

    def __init__(self, facts: LineFacts, *, may_open: bool) -> None:
        """Take what it says."""
        super().__init__()
        self.facts, self._may_open = facts, may_open
        self.setAccessibleName(facts.spoken)
        title = Label(facts.title, "strong", "muted" if facts.ended else "", wrap=True)
        column = VBox(title, space=3)
        whole = HBox(space=8, margins=(8, 6, 8, 6), parent=self)
        whole.add(column, 1)
        self.buttons: dict[str, Button] = {}
        for act in facts.acts if may_open else ():
            button = Button(act.text, "quiet", spoken=f"{act.text} {facts.title}")
            button.clicked.connect(lambda _checked=False, key=act.key: self.acted.emit(key))
            self.buttons[act.key] = button
            whole.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        if facts.chips:
            holder = QWidget()
            flow = Flow(holder)
            for text, tone in facts.chips:
                flow.addWidget(Chip(text, tone))
            column.add(holder)
        if facts.detail:
            column.add(Label(facts.detail, "small", "muted", wrap=True))
        if may_open:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def focused_act(self) -> str:
        """Which of its buttons has the keyboard, or ""."""
        return next((key for key, button in self.buttons.items() if button.hasFocus()), "")

    @property
    def has_keyboard(self) -> bool:
        """Whether it or one of its buttons has the keyboard."""
        return self.hasFocus() or bool(self.focused_act)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open it."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space)
        if self._may_open and event.key() in keys:
            self.opened.emit()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open it."""
        if self._may_open and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()
            return
        super().mouseReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self.update()
        super().focusOutEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground under the mouse and the focus ring."""
        if not self._may_open:
            return
        painter = QPainter(self)
        if self.underMouse():
            paint_box(painter, QRectF(self.rect()), theme().colour("hover"))
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()))
        painter.end()


class LinesCard(Card):
    """Those in force, and behind a button those that have ended.

    ``wanted(row)`` opens one, ``added`` asks for a new one, ``acted(key, row)`` is a line's own
    button. ``intro`` stands above them.
    """

    wanted = Signal(object)
    acted = Signal(str, object)
    added = Signal()

    def __init__(self, title: str, empty: str, add: str, *, may_edit: bool) -> None:
        """Take the heading, what is said of none, and what the button adds."""
        super().__init__(space=4, margins=(12, 12, 12, 12))
        self.setAccessibleName(title)
        self._may_edit, self._earlier_shown = may_edit, False
        self._facts: tuple[LineFacts, ...] = ()
        self.add_button = Button(icon="plus", kind="quiet", spoken=add)
        if not may_edit:
            self.add_button.hide()
        self.add_button.clicked.connect(self.added)
        self._head = HBox(Heading(title, 3), None, self.add_button, margins=(8, 0, 0, 0))
        self.intro = Label("", "small", "muted", wrap=True)
        self.intro.setContentsMargins(theme().px(8), 0, theme().px(8), 0)
        self.intro.hide()
        self._empty = Label(empty, tone="muted", wrap=True)
        self._empty.setContentsMargins(theme().px(8), 0, theme().px(8), theme().px(4))
        self._lines = VBox(space=2)
        self._earlier = Button("", "quiet", icon="chevron-right")
        self._earlier.clicked.connect(self._toggle)
        for item in (self._head, self.intro, self._empty, self._lines, HBox(self._earlier, None)):
            self.body.add(item)
        self._earlier.hide()

    def add_tool(self, button: Button) -> None:
        """Put a button for all of them before the one that adds."""
        self._head.insertWidget(self._head.count() - 1, button)

    @property
    def lines(self) -> list[LineWidget]:
        """The lines shown."""
        items = (self._lines.itemAt(at) for at in range(self._lines.count()))
        found = (item.widget() for item in items if item is not None)
        return [line for line in found if isinstance(line, LineWidget)]

    def show_lines(self, facts: Sequence[LineFacts]) -> None:
        """Show these; the line with the focus keeps it."""
        if tuple(facts) == self._facts:
            return
        self._facts = tuple(facts)
        self._rebuild()

    def _rebuild(self) -> None:
        focused = next(
            ((line.facts.row.id, line.focused_act) for line in self.lines if line.has_keyboard),
            None,
        )
        for line in self.lines:
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        current = [one for one in self._facts if not one.ended]
        earlier = [one for one in self._facts if one.ended]
        for one in [*current, *(earlier if self._earlier_shown else [])]:
            line = LineWidget(one, may_open=self._may_edit)
            line.opened.connect(lambda one=one: self.wanted.emit(one.row))
            line.acted.connect(lambda key, one=one: self.acted.emit(key, one.row))
            self._lines.add(line)
            if focused is not None and one.row.id == focused[0]:
                line.buttons.get(focused[1], line).setFocus(Qt.FocusReason.OtherFocusReason)
                focused = None
        if focused is not None:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._empty.setVisible(not current)
        text = ngettext("{count} earlier", "{count} earlier", len(earlier))
        self._earlier.set_text(text.format(count=len(earlier)))
        self._earlier.set_icon("chevron-down" if self._earlier_shown else "chevron-right")
        self._earlier.setVisible(bool(earlier))

    def _toggle(self) -> None:
        self._earlier_shown = not self._earlier_shown
        self._rebuild()


def said(*parts: tuple[str, object]) -> str:
    """«Decided: 1 March 2026 · Note», leaving out what is not said."""
    shown = [f"{word}: {value}" if word else str(value) for word, value in parts if value]
    return " · ".join(shown)


def yes(flag: bool, words: str) -> str:
    """The words where the flag is set."""
    return words if flag else ""
