"""The anchors of an item as choices: a score and what earns it, one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from factdesk.words import _
from ui.theme import theme
from ui.widgets.layouts import Placing
from ui.widgets.paint import paint_box, paint_focus, paint_text, text_width

#: Design pixels: the least width of a choice beside others, without and with words on it.
_LEAST, _LEAST_WITH_WORDS = 64, 96
_GAP = 10
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


@dataclass(frozen=True)
class AnchorChoice:
    """One score: its anchor's words, whether the figure suggests it, and who gave it."""

    score: int
    text: str
    is_suggested: bool = False
    raters: tuple[str, ...] = ()


class AnchorButton(QRadioButton):
    """A score to choose; a screen reader says it as one of several."""

    def __init__(self, score: int) -> None:
        """Take the score it stands for."""
        super().__init__()
        self.choice = AnchorChoice(score, "")
        #: In a column of its own the words stand beside the score.
        self.is_line = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_choice(self.choice)

    def show_choice(self, choice: AnchorChoice) -> None:
        """Show the words of a score."""
        self.choice = choice
        parts = [f"{choice.score}", choice.text]
        if choice.is_suggested:
            parts.append(_("suggested by the figure"))
        if choice.raters:
            parts.append(_("given by {names}").format(names=", ".join(choice.raters)))
        self.setAccessibleName(", ".join(filter(None, parts)))
        self.updateGeometry()
        self.update()

    def hitButton(self, _at: QPoint) -> bool:
        """Everywhere in the box."""
        return True

    def height_at(self, width: int, *, is_line: bool) -> int:
        """As high as the words need at this width."""
        px = theme().px
        words, foot = self._words_height(width, is_line=is_line), self._foot_height()
        if is_line:
            return max(px(40), words + px(16)) + foot
        head = QFontMetrics(theme().font("large")).height()
        return px(10) + head + (px(2) + words if words else 0) + foot + px(10)

    def sizeHint(self) -> QSize:
        """Return a size to begin with."""
        width = theme().px(_LEAST_WITH_WORDS if self.choice.text else _LEAST)
        return QSize(width, self.height_at(width, is_line=False))

    def minimumSizeHint(self) -> QSize:
        """Return the least: a word on a line."""
        return QSize(theme().px(_LEAST), theme().px(36))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go on without choosing; Enter chooses as Space does."""
        bar = self.parent()
        step = _STEPS.get(Qt.Key(event.key()))
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif step is not None and isinstance(bar, AnchorBar):
            bar.step_from(self, step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take the new size when the text has another one."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box, the score, its words, and at the foot what speaks for it."""
        looks, rect, painter = theme(), QRectF(self.rect()), QPainter(self)
        chosen = self.isChecked()
        ink = "on_accent" if chosen else "text"
        if not self.isEnabled() and not chosen:
            ink = "muted"
        ground = "accent" if chosen else "hover" if self._is_hot() else "surface"
        edge = "accent" if chosen or self.choice.is_suggested else "button_edge"
        paint_box(painter, rect, looks.colour(ground), looks.colour(edge), radius=7)
        inside = rect.adjusted(looks.px(12), 0, -looks.px(10), 0)
        if self.is_line:
            self._paint_line(painter, inside, ink)
        else:
            self._paint_box_words(painter, inside, ink)
        self._paint_foot(painter, inside, ink)
        if self.hasFocus():
            paint_focus(painter, rect, 7)
            if chosen:
                gap = looks.px(3)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(looks.colour("on_accent"), looks.px(1)))
                painter.drawRoundedRect(rect.adjusted(gap, gap, -gap, -gap), 5, 5)
        painter.end()

    def _is_hot(self) -> bool:
        return self.isEnabled() and (self.underMouse() or self.isDown())

    def _paint_box_words(self, painter: QPainter, inside: QRectF, ink: str) -> None:
        px = theme().px
        head = QFontMetrics(theme().font("large")).height()
        top = QRectF(inside.left(), inside.top() + px(10), inside.width(), head)
        self._paint_score(painter, top, ink)
        height = self._words_height(self.width(), is_line=False)
        words = QRectF(inside.left(), top.bottom() + px(2), inside.width(), height)
        self._paint_words(painter, words, ink)

    def _paint_line(self, painter: QPainter, inside: QRectF, ink: str) -> None:
        px = theme().px
        body = inside.adjusted(0, 0, 0, -self._foot_height())
        self._paint_score(painter, QRectF(body.left(), body.top(), px(22), body.height()), ink)
        words = body.adjusted(px(26), px(8), 0, -px(8))
        self._paint_words(painter, words, ink, Qt.AlignmentFlag.AlignVCenter)

    def _paint_score(self, painter: QPainter, box: QRectF, ink: str) -> None:
        font = theme().font("large")
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme().colour(ink))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), str(self.choice.score))

    def _paint_words(
        self,
        painter: QPainter,
        box: QRectF,
        ink: str,
        upright: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignTop,
    ) -> None:
        painter.setFont(theme().font("small"))
        painter.setPen(theme().colour(ink))
        flags = int(Qt.TextFlag.TextWordWrap) | int(upright)
        painter.drawText(box, flags, self.choice.text)

    def _paint_foot(self, painter: QPainter, inside: QRectF, ink: str) -> None:
        foot = self._foot()
        if foot:
            height = self._foot_height()
            left = inside.left() + (theme().px(26) if self.is_line else 0)
            bottom = inside.bottom() - theme().px(8 if not self.is_line else 4)
            box = QRectF(left, bottom - height, inside.right() - left, height)
            tone = "accent" if ink == "text" else ink
            paint_text(painter, box, foot, tone, "tiny")

    def _foot(self) -> str:
        parts = [", ".join(self.choice.raters)] if self.choice.raters else []
        if self.choice.is_suggested:
            parts.append("◆ " + _("suggested"))
        return " · ".join(parts)

    def _foot_height(self) -> int:
        return QFontMetrics(theme().font("tiny")).height() if self._foot() else 0

    def _words_height(self, width: int, *, is_line: bool) -> int:
        if not self.choice.text:
            return 0
        px = theme().px
        room = width - px(22) - (px(26) if is_line else 0)
        metrics = QFontMetrics(theme().font("small"))
        flags = int(Qt.TextFlag.TextWordWrap)
        return metrics.boundingRect(0, 0, max(1, room), 10_000, flags, self.choice.text).height()

    def longest_word(self) -> int:
        """How wide the longest word is, with the air around it."""
        words = self.choice.text.split()
        widest = max((text_width(word, "small") for word in words), default=0)
        return max(widest, text_width(self._foot(), "tiny")) + theme().px(24)


class _Anchors(Placing):
    """Beside each other where there is room for all, in two even rows, or as lines."""

    def heightForWidth(self, width: int) -> int:
        """The height of all rows at a width."""
        return sum(self._heights(width)) + theme().px(_GAP) * (self._rows(width) - 1)

    def sizeHint(self) -> QSize:
        """Room for all beside each other."""
        width = (self._least() + theme().px(_GAP)) * max(1, len(self._items))
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """Room for one."""
        return QSize(theme().px(_LEAST), theme().px(40))

    def setGeometry(self, rect: QRect) -> None:
        """Place them."""
        super().setGeometry(rect)
        gap, columns = theme().px(_GAP), self.columns(rect.width())
        top, heights = rect.top(), self._heights(rect.width())
        for at, button in enumerate(self._buttons()):
            row, column = divmod(at, columns)
            if column == 0 and row:
                top += heights[row - 1] + gap
            # Rounded from the edges, so that the last one ends where the room does.
            left = rect.left() + round(column * (rect.width() + gap) / columns)
            right = rect.left() + round((column + 1) * (rect.width() + gap) / columns) - gap
            button.is_line = columns == 1
            button.setGeometry(QRect(left, top, right - left, heights[row]))
            button.update()

    def columns(self, width: int) -> int:
        """How many stand beside each other: half a row would look as if something were missing."""
        count, gap = max(1, len(self._items)), theme().px(_GAP)
        fits = (width + gap) // (self._least() + gap)
        half = -(-count // 2)
        if fits >= count:
            return count
        return half if fits >= half and half > 3 else 1

    def _buttons(self) -> list[AnchorButton]:
        widgets = (item.widget() for item in self._items)
        return [widget for widget in widgets if isinstance(widget, AnchorButton)]

    def _least(self) -> int:
        buttons = self._buttons()
        with_words = any(each.choice.text for each in buttons)
        words = (each.longest_word() for each in buttons)
        return max(theme().px(_LEAST_WITH_WORDS if with_words else _LEAST), *words, 0)

    def _rows(self, width: int) -> int:
        return max(1, -(-len(self._items) // self.columns(width)))

    def _heights(self, width: int) -> list[int]:
        columns = self.columns(width)
        each = (width + theme().px(_GAP)) // columns - theme().px(_GAP)
        buttons = self._buttons()
        rows = [buttons[at : at + columns] for at in range(0, len(buttons), columns)]
        return [max(button.height_at(each, is_line=columns == 1) for button in row) for row in rows]


class AnchorBar(QWidget):
    """``chosen(score)``: the user chose one."""

    chosen = Signal(int)

    def __init__(self) -> None:
        """Without choices."""
        super().__init__()
        self.setAccessibleName(_("Score"))
        # Free to grow: a fixed height would be that of one row, however many rows there are.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._tell)
        self._anchors = _Anchors(self)
        self.buttons: list[AnchorButton] = []

    @property
    def score(self) -> int | None:
        """The score chosen."""
        return next((each.choice.score for each in self.buttons if each.isChecked()), None)

    def show_choices(
        self, choices: Sequence[AnchorChoice], chosen: int | None, *, may_choose: bool
    ) -> None:
        """Show the scores of an item, the one given, and whether it may be changed."""
        if len(choices) != len(self.buttons):
            self._rebuild(choices)
        for button, choice in zip(self.buttons, choices, strict=True):
            if button.choice != choice:
                button.show_choice(choice)
            button.setEnabled(may_choose)
        self._check(chosen)

    def step_from(self, button: AnchorButton, step: int) -> None:
        """Give the keyboard to the choice beside."""
        at = self.buttons.index(button) + step
        if 0 <= at < len(self.buttons):
            self.buttons[at].setFocus(Qt.FocusReason.TabFocusReason)

    def give_focus(self) -> None:
        """Take the keyboard at what is chosen, else at the first."""
        if self.buttons:
            wanted = next((each for each in self.buttons if each.isChecked()), self.buttons[0])
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rebuild(self, choices: Sequence[AnchorChoice]) -> None:
        for button in self.buttons:
            self._group.removeButton(button)
            self._anchors.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [AnchorButton(choice.score) for choice in choices]
        for button in self.buttons:
            self._group.addButton(button)
            self._anchors.addWidget(button)

    def _check(self, chosen: int | None) -> None:
        self._group.setExclusive(False)
        for button in self.buttons:
            button.setChecked(button.choice.score == chosen)
        self._group.setExclusive(True)

    def _tell(self, button: AnchorButton) -> None:
        self.chosen.emit(button.choice.score)
