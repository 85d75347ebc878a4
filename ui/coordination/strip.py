"""The strip of the coming 90 days: a mark for each date that asks something of the coordinator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from factdesk.coordination.facts import StripMark
from factdesk.words import _, format_date, ngettext
from ui.coordination.shapes import COLOURS, ShapeMark, paint_shape
from ui.coordination.strip_layout import DAYS, MOST, Measures, Spot, arranged, highest, place
from ui.coordination.words import PARTS, kind_word, mark_words
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox
from ui.widgets.paint import paint_focus, paint_text, text_width
from ui.widgets.texts import Card, Label

_SIDE, _STEP, _WORD, _AXIS, _EDGE = 18, 14, 19, 22, 20
#: Design pixels of the page: below them legend and strip give way.
_LEGEND_WIDTH, _LEAST_HEIGHT = 820, 560
_CENTRE = Qt.AlignmentFlag.AlignCenter


class StripCard(Card):
    """The strip with its heading and legend. ``opened(person id, part)``: a mark was chosen."""

    opened = Signal(str, str)

    def __init__(self) -> None:
        """Build it without marks."""
        super().__init__(space=4, margins=(12, 6, 20, 6))
        self.fold = Button(_("The next 90 days"), "quiet", icon="chevron-down")
        self._legend_room = QWidget()
        self._legend = HBox(space=12, parent=self._legend_room)
        #: Whether the user has said if the strip is to be seen.
        self._decided = False
        self.strip = Strip()
        self.strip.opened.connect(self.opened)
        self.fold.clicked.connect(lambda: self._fold(folded=not self.strip.isHidden()))
        self._kinds: tuple[str, ...] = ()
        self.body.add(HBox(self.fold, None, self._legend_room))
        self.body.add(self.strip)

    def show_marks(self, marks: Sequence[StripMark], today: date) -> None:
        """Show these marks, and in the legend the kinds among them."""
        self.strip.show_marks(marks, today)
        found = {mark.kind for mark in marks}
        kinds = tuple(kind for kind in COLOURS if kind in found)
        if kinds != self._kinds:
            self._kinds = kinds
            self._write_legend()
        self.fold.set_text(
            _("The next 90 days") if marks else _("The next 90 days: no dates to mind")
        )

    def give_room(self, width: float, height: float) -> None:
        """Be folded on a page too low for it, in design pixels, unless the user has decided."""
        self._legend_room.setVisible(width >= _LEGEND_WIDTH)
        if not self._decided:
            self._set_folded(folded=height < _LEAST_HEIGHT)

    def _fold(self, *, folded: bool) -> None:
        self._decided = True
        self._set_folded(folded=folded)

    def _set_folded(self, *, folded: bool) -> None:
        if folded != self.strip.isHidden():
            self.strip.setVisible(not folded)
            self.fold.set_icon("chevron-right" if folded else "chevron-down")

    def _write_legend(self) -> None:
        while (item := self._legend.takeAt(0)) is not None:
            part = item.layout()
            while part is not None and (inner := part.takeAt(0)) is not None:
                if (widget := inner.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()
            if part is not None:
                part.deleteLater()
        for kind in self._kinds:
            word = Label(kind_word(kind), "small", "muted")
            self._legend.add(HBox(ShapeMark(kind), word, space=5))


class SpotButton(QAbstractButton):
    """One place on the strip: a mark, or several above each other."""

    def __init__(self, spot: Spot, strip: Strip) -> None:
        """Take the place."""
        super().__init__(strip)
        self.spot = spot
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        lines = [mark_words(mark) for mark in spot.marks]
        self.setToolTip("\n".join(lines))
        self.setAccessibleName("; ".join(lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens as Space does; the arrows go along the strip."""
        strip = self.parent()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif not isinstance(strip, Strip) or not strip.step(event.key()):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be where Tab comes back to."""
        super().focusInEvent(event)
        strip = self.parent()
        if isinstance(strip, Strip):
            strip.stand_on(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the marks from the line upwards; a number for what is not drawn."""
        painter, px = QPainter(self), theme().px
        side, pad = px(_SIDE), px(3)
        shown = self.spot.marks[:MOST]
        for at, mark in enumerate(shown):
            top = self.height() - pad - side - at * px(_STEP)
            paint_shape(painter, QRectF(pad, top, side, side), mark.kind)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), 4)
        painter.end()


class Strip(QWidget):
    """The line of days with its marks; each place takes the keyboard, one Tab for them all."""

    opened = Signal(str, str)

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.setAccessibleName(_("The next 90 days"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._marks: tuple[StripMark, ...] = ()
        self._today: date | None = None
        self.buttons: list[SpotButton] = []
        self.menu: QMenu | None = None
        theme().changed.connect(self._arrange)

    def show_marks(self, marks: Sequence[StripMark], today: date) -> None:
        """Show these marks; nothing is moved where they are those shown already."""
        if (tuple(marks), today) != (self._marks, self._today):
            self._marks, self._today = tuple(marks), today
            self._arrange()

    def sizeHint(self) -> QSize:
        """Return room for words, marks and the names of the months."""
        px = theme().px
        high = 1
        if self._today is not None and self.width() > 0:
            high = highest(self._marks, self._today, self._measures(0))
        # Beside marks above each other words find room; the more there is of it, the less is added.
        words = px(_WORD) * (6 - high) // 2
        return QSize(px(400), words + px(_SIDE) + (high - 1) * px(_STEP) + px(_AXIS))

    def minimumSizeHint(self) -> QSize:
        """Return the same height and a smaller width."""
        return QSize(theme().px(200), self.sizeHint().height())

    def step(self, key: int) -> bool:
        """Go to another place; tells whether the key did so."""
        here = next((at for at, one in enumerate(self.buttons) if one.hasFocus()), 0)
        last = len(self.buttons) - 1
        to = {
            Qt.Key.Key_Left: max(here - 1, 0),
            Qt.Key.Key_Right: min(here + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(key))
        if to is None or last < 0:
            return False
        self.buttons[to].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def stand_on(self, button: SpotButton) -> None:
        """Let Tab come back to this place, and to no other."""
        for each in self.buttons:
            policy = Qt.FocusPolicy.StrongFocus if each is button else Qt.FocusPolicy.ClickFocus
            each.setFocusPolicy(policy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width between the days."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._arrange()
            self.updateGeometry()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a word is one on its mark."""
        for button in self.buttons:
            box = button.spot.word_box
            if box is not None and box.contains(event.position()):
                button.click()
                return
        super().mouseReleaseEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line, the months and the words."""
        if self._today is None:
            return
        painter, sizes, looks = QPainter(self), self._measures(), theme()
        painter.setPen(QPen(looks.colour("field_edge"), 1))
        line = round(sizes.line)
        painter.drawLine(round(sizes.left), line, round(sizes.left + sizes.width), line)
        self._paint_months(painter, sizes, self._today)
        for button in self.buttons:
            if button.spot.word_box is not None:
                paint_text(
                    painter, button.spot.word_box, button.spot.word, "text", "small", _CENTRE
                )
        painter.end()

    def _paint_months(self, painter: QPainter, sizes: Measures, today: date) -> None:
        px, free = theme().px, -1.0
        names = [(today, _("today"))]
        for ahead in range(1, DAYS + 1):
            day = today + timedelta(days=ahead)
            if day.day == 1:
                names.append((day, format_date(day, "short")))
        for day, name in names:
            x, width = place(day, today, sizes), text_width(name, "small")
            painter.fillRect(QRectF(x, sizes.line, 1, px(6)), theme().colour("field_edge"))
            left = max(0.0, min(x - width / 2, self.width() - width))
            if left > free:
                box = QRectF(left, self.height() - px(_AXIS - 3), width + 1, px(_AXIS - 4))
                paint_text(painter, box, name, "muted", "small", _CENTRE)
                free = left + width + px(8)

    def _measures(self, high: float | None = None) -> Measures:
        px = theme().px
        line = (self.height() if high is None else high) - px(_AXIS) - px(_SIDE) / 2
        edge = px(_EDGE)
        return Measures(
            edge, max(self.width() - 2 * edge, 1), line, px(_SIDE), px(_STEP), px(_WORD),
            lambda word: text_width(word, "small") + 1,
        )  # fmt: skip

    def _arrange(self) -> None:
        """Make the places anew; the keyboard stays on the place of the same mark."""
        if self._today is None:
            return
        self.setFixedHeight(self.sizeHint().height())
        focused = next((one.spot.marks[0] for one in self.buttons if one.hasFocus()), None)
        for old in self.buttons:
            old.hide()
            old.deleteLater()
        self.buttons = []
        pad = theme().px(3)
        for spot in arranged(self._marks, self._today, self._measures()):
            button = SpotButton(spot, self)
            button.setGeometry(spot.box.adjusted(-pad, -pad, pad, pad).toAlignedRect())
            button.clicked.connect(lambda _on=False, button=button: self._open(button))
            button.show()
            self.buttons.append(button)
        if self.buttons:
            again = next((one for one in self.buttons if focused in one.spot.marks), None)
            self.stand_on(again or self.buttons[0])
            if again is not None:
                again.setFocus(Qt.FocusReason.OtherFocusReason)
        many = ngettext("{n} date", "{n} dates", len(self._marks)).format(n=len(self._marks))
        self.setAccessibleDescription(many)
        self.update()

    def _open(self, button: SpotButton) -> None:
        """Open the one, or let choose among several."""
        marks = button.spot.marks
        if len(marks) == 1:
            self._choose(marks[0])
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for mark in marks:
            action = menu.addAction(mark_words(mark))
            action.triggered.connect(lambda _on=False, mark=mark: self._choose(mark))
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
        menu.setActiveAction(menu.actions()[0])
        self.menu = menu

    def _choose(self, mark: StripMark) -> None:
        self.opened.emit(mark.person_id, PARTS.get(mark.kind, "overview"))
