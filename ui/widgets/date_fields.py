"""Fields for a day and for a time of day, typed freely, shown one way."""

from collections.abc import Callable
from datetime import date, time

from PySide6.QtCore import QDate, QLocale, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QWidget

from factdesk.errors import KnownError
from factdesk.words import _, format_time, language, weekday_name
from ui.theme import icon, theme
from ui.widgets.buttons import Button
from ui.widgets.date_text import Prefer, read_date, read_time, write_date
from ui.widgets.layouts import HBox, VBox

_LOCALES = {
    "nb": QLocale(QLocale.Language.NorwegianBokmal, QLocale.Country.Norway),
    "nn": QLocale(QLocale.Language.NorwegianNynorsk, QLocale.Country.Norway),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}


class _Typed(QLineEdit):
    """A line that is read when Enter is pressed or the focus leaves."""

    finished = Signal()
    stepped = Signal(int)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Read it."""
        super().focusOutEvent(event)
        self.finished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read it at Enter, which then goes on to the dialog; step at an arrow."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Up else -1)
            return
        super().keyPressEvent(event)


class DateField(QWidget):
    """A day: typed as 12.3., 12.3.26, today, +7 …, stepped with the arrows, or from a calendar.

    `changed(date or None)` is told when another day is read, `problem_changed(text)` when what is
    typed cannot be read ("" when it can again). What cannot be read is kept in the field, and
    `value` is then None: ask `is_valid` before storing.
    """

    changed = Signal(object)
    problem_changed = Signal(str)

    def __init__(
        self,
        today: Callable[[], date],
        *,
        prefer: Prefer = "near",
        spoken: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Take the clock's day, which year a date without one means, and the spoken name."""
        super().__init__(parent)
        self._today, self._prefer = today, prefer
        self._value: date | None = None
        self._problem = ""
        self.line = _Typed()
        self.line.setPlaceholderText(_("day.month.year"))
        self.line.setAccessibleName(spoken or _("Date"))
        self.line.finished.connect(self.read)
        self.line.stepped.connect(self._step)
        self._button = Button(
            icon="calendar-days", kind="quiet", spoken=_("Choose from a calendar")
        )
        self._button.clicked.connect(self.open_calendar)
        HBox(self.line, self._button, space=4, parent=self)
        self.setFocusProxy(self.line)

    @property
    def value(self) -> date | None:
        """The day read last, or None."""
        return self._value

    @property
    def is_valid(self) -> bool:
        """Read what is typed, and tell whether it could be read; nothing typed can be."""
        self.read()
        return not self._problem

    def set_value(self, day: date | None) -> None:
        """Show a day without telling it."""
        self._value = day
        self._say("")
        self._show()

    def read(self) -> None:
        """Read what is typed now."""
        if self.line.text() == write_date(self._value) and not self._problem:
            return
        try:
            day = read_date(self.line.text(), self._today(), self._prefer)
        except KnownError as error:
            self._take(None)
            self._say(str(error))
            return
        self._say("")
        self._take(day)
        self._show()

    def open_calendar(self) -> None:
        """Open the calendar under the field."""
        calendar = _Calendar(self, self._value or self._today())
        calendar.chosen.connect(self._choose)
        calendar.show()

    def _choose(self, day: date) -> None:
        """Take a day from the calendar."""
        self._say("")
        self._take(day)
        self._show()
        self.line.setFocus()

    def _step(self, days: int) -> None:
        """Go to the day after or before."""
        self.read()
        if not self._problem:
            start = self._value or self._today()
            self._choose(date.fromordinal(start.toordinal() + days))

    def _take(self, day: date | None) -> None:
        """Keep a day, and tell it when it is another one."""
        if day != self._value:
            self._value = day
            self.changed.emit(day)

    def _show(self) -> None:
        """Write the day the one way it is shown; the weekday is said beside it."""
        self.line.setText(write_date(self._value))
        weekday = weekday_name(self._value) if self._value else ""
        self.line.setToolTip(weekday)
        self.line.setAccessibleDescription(weekday)

    def _say(self, problem: str) -> None:
        """Tell what is wrong with what is typed, once."""
        if problem != self._problem:
            self._problem = problem
            self.problem_changed.emit(problem)


class _Calendar(QFrame):
    """A month to choose a day from; Esc closes it."""

    chosen = Signal(object)

    def __init__(self, field: QWidget, day: date) -> None:
        """Take the field it opens under and the day it begins at."""
        super().__init__(field, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "card")
        month = QCalendarWidget()
        month.setAccessibleName(_("Calendar"))
        month.setLocale(_LOCALES[language()])
        month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        month.setSelectedDate(QDate(day.year, day.month, day.day))
        weekend = QTextCharFormat()
        weekend.setForeground(theme().colour("muted"))
        for day_of_week in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            month.setWeekdayTextFormat(day_of_week, weekend)
        for name, drawing in (("prev", "chevron-left"), ("next", "chevron-right")):
            button = month.findChild(QToolButton, f"qt_calendar_{name}month")
            if isinstance(button, QToolButton):
                button.setIcon(icon(drawing))
        month.activated.connect(self._take)
        month.clicked.connect(self._take)
        VBox(month, margins=8, parent=self)
        month.setMinimumSize(QSize(theme().px(340), theme().px(260)))
        self.move(field.mapToGlobal(QPoint(0, field.height())))
        month.setFocus()

    def _take(self, day: QDate) -> None:
        """Tell the day, and go."""
        self.chosen.emit(date(day.year(), day.month(), day.day()))
        self.close()


class TimeField(QWidget):
    """A time of day: typed as 9, 930, 9.30 or 9:30; the arrows step a quarter of an hour.

    `changed(time or None)` and `problem_changed(text)` as in `DateField`.
    """

    changed = Signal(object)
    problem_changed = Signal(str)

    def __init__(self, *, spoken: str = "", parent: QWidget | None = None) -> None:
        """Take the spoken name."""
        super().__init__(parent)
        self._value: time | None = None
        self._problem = ""
        self.line = _Typed()
        self.line.setPlaceholderText(_("hour:minutes"))
        self.line.setAccessibleName(spoken or _("Time of day"))
        self.line.finished.connect(self.read)
        self.line.stepped.connect(self._step)
        HBox(self.line, parent=self)
        self.setFocusProxy(self.line)

    @property
    def value(self) -> time | None:
        """The time read last, or None."""
        return self._value

    @property
    def is_valid(self) -> bool:
        """Read what is typed, and tell whether it could be read; nothing typed can be."""
        self.read()
        return not self._problem

    def set_value(self, moment: time | None) -> None:
        """Show a time without telling it."""
        self._value = moment
        self._say("")
        self.line.setText(format_time(moment) if moment else "")

    def read(self) -> None:
        """Read what is typed now."""
        try:
            moment = read_time(self.line.text())
        except KnownError as error:
            self._take(None)
            self._say(str(error))
            return
        self._say("")
        self._take(moment)
        self.line.setText(format_time(moment) if moment else "")

    def _step(self, quarters: int) -> None:
        """Go to the next or the last full quarter; the day is not left."""
        self.read()
        if self._problem:
            return
        minutes = self._value.hour * 60 + self._value.minute if self._value else 8 * 60
        wanted = minutes // 15 + 1 if quarters > 0 else (minutes - 1) // 15
        minutes = min(23 * 60 + 45, max(0, wanted * 15))
        self._take(time(minutes // 60, minutes % 60))
        self.line.setText(format_time(time(minutes // 60, minutes % 60)))

    def _take(self, moment: time | None) -> None:
        """Keep a time, and tell it when it is another one."""
        if moment != self._value:
            self._value = moment
            self.changed.emit(moment)

    def _say(self, problem: str) -> None:
        """Tell what is wrong with what is typed, once."""
        if problem != self._problem:
            self._problem = problem
            self.problem_changed.emit(problem)
