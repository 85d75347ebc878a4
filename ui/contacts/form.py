"""The fields of the contact entry, and which of them the user has filled by hand."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from factdesk.contacts.quick_entry import read_minutes
from factdesk.team.views import Choice, TeamFacts
from factdesk.words import _
from ui.contacts.form_values import FormValues
from ui.contacts.preview import with_whom_word
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.date_fields import DateField, TimeField
from ui.widgets.fields import Field, TextArea
from ui.widgets.layouts import HBox
from ui.widgets.pickers import StaffChoice, StaffPicker
from ui.widgets.selects import CheckBox, Select


class ContactForm(QWidget):
    """Day, time, minutes, staff, kind, place, with whom, car, how many, both notes, what about.

    ``touched`` are the fields the user has filled: the quick line leaves them alone. ``changed``
    tells that one was.
    """

    changed = Signal()

    def __init__(
        self, team: TeamFacts, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        """Take the team's choices and the clock's day."""
        super().__init__(parent)
        self.touched: frozenset[str] = frozenset()
        self._today, self._filling = today, False
        self.day = DateField(today)
        self.yesterday = Button(_("Yesterday"), "quiet", keys="Alt+Y", bind=True)
        self.at, self.minutes = TimeField(), QLineEdit()
        self.staff = StaffPicker(
            [StaffChoice(one.id, one.initials, one.name) for one in team.active]
        )
        self.kind = _select(team.choices("contact_kind"))
        self.place = _select(team.choices("contact_place"))
        self.with_whom, self.car, self.needs = Select(), Select(), Select()
        for code in ("person", "next_of_kin", "service"):
            self.with_whom.add(code, with_whom_word(code))
        self.car.add(None, _("No car"))
        for car in team.cars:
            if car.active:
                self.car.add(car.id, car.name)
        for number in range(1, 5):
            self.needs.add(number, str(number))
        self.focus, self.is_group = Select(), CheckBox(_("in a group"))
        self.focus.add(None, _("not said"))
        for choice in team.choices("contact_focus"):
            self.focus.add(choice.code, choice.label)
        self.short_note, self.note = QLineEdit(), TextArea(lines=2, most_lines=6)
        self.fields: dict[str, Field] = {}
        self._lay_out()
        self._listen()

    @property
    def values(self) -> FormValues | None:
        """What stands in the fields; ``None`` where one of them cannot be read."""
        ok = all([self.day.is_valid, self.at.is_valid, self._read_minutes(), self._read_staff()])
        if not ok:
            return None
        typed = self.minutes.text().strip()
        return FormValues(
            planned=False,
            day=self.day.value,
            at=self.at.value,
            minutes=read_minutes(typed) if typed else None,
            staff=self.staff.ids,
            kind=str(self.kind.value),
            place=str(self.place.value),
            with_whom=str(self.with_whom.value),
            car_id=str(self.car.value) if self.car.value else None,
            needs=int(str(self.needs.value)),
            short_note=self.short_note.text().strip(),
            note=self.note.toPlainText(),
            focus=str(self.focus.value) if self.focus.value else None,
            is_group=self.is_group.isChecked(),
        )

    def fill(self, values: FormValues, *, everything: bool = False) -> None:
        """Show values; the fields that the user has filled are left alone."""
        kept = frozenset() if everything else self.touched
        self._filling = True
        if "day" not in kept:
            self.day.set_value(values.day)
        if "at" not in kept:
            self.at.set_value(values.at)
        if "minutes" not in kept:
            self.minutes.setText("" if values.minutes is None else str(values.minutes))
        if "staff" not in kept:
            self.staff.set_ids(values.staff)
        for name, field in self._selects().items():
            if name not in kept:
                field.set_value(getattr(values, name))
        if "is_group" not in kept:
            self.is_group.setChecked(values.is_group)
        if "short_note" not in kept:
            self.short_note.setText(values.short_note)
        if "note" not in kept:
            self.note.set_text(values.note)
        self._filling = False

    def show_planned(self, *, planned: bool) -> None:
        """Look as for a contact to come, where no time means the whole day, or for one done."""
        self.yesterday.setVisible(not planned)
        self.at.line.setPlaceholderText(_("All day") if planned else _("hour:minutes"))

    def show_problem(self, name: str, message: str) -> bool:
        """Show what is wrong at its field and go there; False for a field that is not here."""
        aliases = {"start": "day", "car_id": "car"}
        field = self.fields.get(aliases.get(name, name))
        if field is None:
            return False
        field.set_error(message)
        field.setFocus()
        return True

    def clear_problems(self) -> None:
        """Take the errors away."""
        for field in self.fields.values():
            field.set_error("")

    def _selects(self) -> dict[str, Select]:
        return {
            "kind": self.kind,
            "place": self.place,
            "with_whom": self.with_whom,
            "car_id": self.car,
            "needs": self.needs,
            "focus": self.focus,
        }

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(12))
        grid.setVerticalSpacing(theme().px(10))
        day = QWidget()
        HBox(self.day, self.yesterday, space=4, parent=day)
        day.setFocusProxy(self.day)
        rows: list[list[tuple[str, str, QWidget, int]]] = [
            [("day", _("Day"), day, 6), ("at", _("Start"), self.at, 3),
             ("minutes", _("Minutes"), self.minutes, 3)],
            [("staff", _("Staff"), self.staff, 4), ("kind", _("How"), self.kind, 4),
             ("place", _("Where"), self.place, 4)],
            [("with_whom", _("With whom"), self.with_whom, 4), ("car", _("Car"), self.car, 4),
             ("needs", _("How many staff it takes"), self.needs, 4)],
            [("short_note", _("Short note, for the board"), self.short_note, 12)],
            [("note", _("Longer note"), self.note, 12)],
            [("focus", _("What it was about"), self.focus, 8),
             ("is_group", _("Group"), self.is_group, 4)],
        ]  # fmt: skip
        for row, cells in enumerate(rows):
            column = 0
            for name, label, editor, width in cells:
                self.fields[name] = Field(label, editor)
                grid.addWidget(self.fields[name], row, column, 1, width)
                column += width
        for column in range(12):
            grid.setColumnStretch(column, 1)
        self.day.problem_changed.connect(self.fields["day"].set_error)

    def _listen(self) -> None:
        self.day.changed.connect(lambda _value: self._touch("day"))
        self.at.changed.connect(lambda _value: self._touch("at"))
        self.minutes.textEdited.connect(lambda _text: self._touch("minutes"))
        self.staff.picked.connect(lambda _ids, _unknown: self._touch("staff"))
        for name, field in self._selects().items():
            field.activated.connect(lambda _index, name=name: self._touch(name))
        self.is_group.clicked.connect(lambda _checked: self._touch("is_group"))
        self.short_note.textEdited.connect(lambda _text: self._touch("short_note"))
        self.note.textChanged.connect(lambda: self._touch("note"))
        self.yesterday.clicked.connect(self._to_yesterday)

    def _touch(self, name: str) -> None:
        if not self._filling:
            self.touched |= {name}
            self.changed.emit()

    def _to_yesterday(self) -> None:
        """Yesterday, with its true time still to be said."""
        self.day.set_value(self._today() - timedelta(days=1))
        if "at" not in self.touched:
            self.at.set_value(None)
        self._touch("day")
        self.at.setFocus()

    def _read_minutes(self) -> bool:
        typed = self.minutes.text().strip()
        wrong = bool(typed) and read_minutes(typed) is None
        message = _("Write between 1 minute and 24 hours: 30, 45 or 1,5t.")
        self.fields["minutes"].set_error(message if wrong else "")
        return not wrong

    def _read_staff(self) -> bool:
        unknown = ", ".join(self.staff.unknown)
        message = _("Nobody in the team has the initials {initials}.").format(initials=unknown)
        self.fields["staff"].set_error(message if unknown else "")
        return not unknown


def _select(choices: tuple[Choice, ...]) -> Select:
    select = Select()
    for choice in choices:
        select.add(choice.code, choice.label)
    return select
