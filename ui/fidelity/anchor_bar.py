"""The anchors of an item as choices: a score and what earns it, one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QSizePolicy, QWidget

from factdesk.words import _
from ui.theme import theme
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
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

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

    def hasHeightForWidth(self) -> bool:
        """The words are broken into lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the words need at this width."""
        px = theme().px
        words, foot = self._words_height(width), self._foot_height()
        if self.is_line:
            return max(px(40), words + px(16)) + foot
        head = QFontMetrics(theme().font("large")).height()
        return px(10) + head + (px(2) + words if words else 0) + foot + px(10)

    def sizeHint(self) -> QSize:
        """Return a size to begin with."""
        width = theme().px(_LEAST_WITH_WORDS if self.choice.text else _LEAST)
        return QSize(width, self.heightForWidth(width))

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
        words = QRectF(
            inside.left(), top.bottom() + px(2), inside.width(), self._words_height(self.width())
        )
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

    def _words_height(self, width: int) -> int:
        if not self.choice.text:
            return 0
        px = theme().px
        room = width - px(22) - (px(26) if self.is_line else 0)
        metrics = QFontMetrics(theme().font("small"))
        flags = int(Qt.TextFlag.TextWordWrap)
        return metrics.boundingRect(0, 0, max(1, room), 10_000, flags, self.choice.text).height()

    def longest_word(self) -> int:
        """How wide the longest word is, with the air around it."""
        words = self.choice.text.split()
        widest = max((text_width(word, "small") for word in words), default=0)
        return max(widest, text_width(self._foot(), "tiny")) + theme().px(24)


class AnchorBar(QWidget):
    """``chosen(score)``: the user chose one. Beside each other where there is room, else below."""

    chosen = Signal(int)

    def __init__(self) -> None:
        """Without choices."""
        super().__init__()
        self.setAccessibleName(_("Score"))
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._tell)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._columns = 0
        self.buttons: list[AnchorButton] = []
        theme().changed.connect(self._arrange)

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
        self._arrange()

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in as many columns as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def _rebuild(self, choices: Sequence[AnchorChoice]) -> None:
        for button in self.buttons:
            self._group.removeButton(button)
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [AnchorButton(choice.score) for choice in choices]
        for button in self.buttons:
            self._group.addButton(button)
        self._columns = 0

    def _check(self, chosen: int | None) -> None:
        self._group.setExclusive(False)
        for button in self.buttons:
            button.setChecked(button.choice.score == chosen)
        self._group.setExclusive(True)

    def _arrange(self) -> None:
        count, px = len(self.buttons), theme().px
        if not count:
            return
        self._grid.setSpacing(px(_GAP))
        least = px(_LEAST_WITH_WORDS if any(each.choice.text for each in self.buttons) else _LEAST)
        least = max(least, *(each.longest_word() for each in self.buttons))
        fits = max(1, (self.width() + px(_GAP)) // (least + px(_GAP)))
        # Half a row would look as if something were missing: all in one, two even rows, or lines.
        half = -(-count // 2)
        columns = count if fits >= count else half if fits >= half and half > 3 else 1
        if columns == self._columns and self._grid.count() == count:
            return
        for at in range(self._columns):
            self._grid.setColumnStretch(at, 0)
        self._columns = columns
        for at, button in enumerate(self.buttons):
            button.is_line = columns == 1
            self._grid.addWidget(button, at // columns, at % columns)
            button.updateGeometry()
        for at in range(columns):
            self._grid.setColumnStretch(at, 1)

    def _tell(self, button: AnchorButton) -> None:
        self.chosen.emit(button.choice.score)
