"""A new person: name, birth number or date, and where the referral came from."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.people import birth_number
from factdesk.people.actions.add_person import AddPerson
from factdesk.people.errors import PossibleDuplicate, SameBirthNumber
from factdesk.people.rules import age_on
from factdesk.words import _, format_date
from ui.bridge import Bridge
from ui.widgets.buttons import Button
from ui.widgets.date_fields import DateField
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field
from ui.widgets.layouts import HBox
from ui.widgets.selects import Select
from ui.widgets.texts import Label


class NewPersonDialog(Dialog):
    """Adds a person; ``added(id)`` when done, ``open_wanted(id)`` for somebody already there."""

    added = Signal(str)
    open_wanted = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        """Empty, with the referral today."""
        super().__init__(parent, _("New person"), _("Add"), width=640)
        self._bridge = bridge
        self._other: str | None = None
        self.given, self.family = QLineEdit(), QLineEdit()
        self.number = QLineEdit()
        self.born = DateField(bridge.clock.today, prefer="past")
        self._read = Label(role="small", tone="muted")
        self.municipality, self.why = QLineEdit(), QLineEdit()
        self.referred_on = DateField(bridge.clock.today, prefer="past")
        self.referred_on.set_value(bridge.clock.today())
        self.source, self.coordinator = Select(_("Referred by")), Select(_("Coordinator"))
        self.source.add("", _("(not said)"))
        for choice in bridge.team.choices("referral_source"):
            self.source.add(choice.code, choice.label)
        self.coordinator.add("", _("(nobody yet)"))
        for member in bridge.team.active:
            self.coordinator.add(member.id, f"{member.initials} · {member.name}")
        self._number_field = Field(
            _("Birth number"), self.number, hint=_("Empty where it is not known")
        )
        self._pair(Field(_("Given name"), self.given), Field(_("Family name"), self.family))
        self._pair(self._number_field, Field(_("or birth date"), self.born))
        self._read.hide()
        self.add(self._read)
        self._pair(
            Field(_("Municipality"), self.municipality), Field(_("Coordinator"), self.coordinator)
        )
        self._pair(Field(_("Referred on"), self.referred_on), Field(_("Referred by"), self.source))
        self.add(Field(_("Why referred"), self.why))
        self._open = Button(_("Open that person"), "secondary")
        self._somebody_else = Button(_("This is somebody else"), "secondary")
        self._open.clicked.connect(self._open_other)
        self._somebody_else.clicked.connect(lambda: self._send(even_so=True))
        for button in (self._open, self._somebody_else):
            button.hide()
        self.add(HBox(self._open, self._somebody_else, None))
        self.number.textChanged.connect(self._read_number)
        self.given.setFocus()

    def _pair(self, left: Field, right: Field) -> None:
        row = HBox(space=16)
        row.add(left, 1)
        row.add(right, 1)
        self.add(row)

    def submit(self) -> None:
        """Add; a namesake is asked about first."""
        self._send(even_so=False)

    def _send(self, *, even_so: bool) -> None:
        if not self.born.is_valid or not self.referred_on.is_valid:
            self.show_error(_("One of the dates cannot be read."))
            return
        self.set_busy(busy=True)
        command = AddPerson(
            given_name=self.given.text(),
            family_name=self.family.text(),
            birth_number=self.number.text() or None,
            birth_date=self.born.value,
            municipality=self.municipality.text(),
            referred_on=self.referred_on.value,
            referred_by=str(self.source.value or "") or None,
            referral_reason=self.why.text(),
            coordinator_id=str(self.coordinator.value or "") or None,
            even_so=even_so,
        )
        self._bridge.run(command, on=self, then=self._added, failed=self._failed)

    def _added(self, person_id: str) -> None:
        self.accept()
        self.added.emit(person_id)

    def _failed(self, error: BaseException) -> bool:
        self.set_busy(busy=False)
        self._other = getattr(error, "person_id", None)
        self._open.setVisible(self._other is not None)
        self._somebody_else.setVisible(isinstance(error, PossibleDuplicate))
        if isinstance(error, PossibleDuplicate | SameBirthNumber):
            self.show_error(f"{error.message} ({error.name})", error.advice)
            return True
        message = getattr(error, "message", None)
        if message is None:
            return False
        self.show_error(message, getattr(error, "advice", ""))
        return True

    def _open_other(self) -> None:
        if self._other is not None:
            self.reject()
            self.open_wanted.emit(self._other)

    def _read_number(self, text: str) -> None:
        """Say while typing what the number tells, or what is wrong with it when it is whole."""
        digits = "".join(sign for sign in text if sign.isdigit())
        self._read.setText("")
        self._read.hide()
        self._number_field.set_error("")
        if len(digits) < 11:
            return
        today = self._bridge.clock.today()
        try:
            read = birth_number.read(text, today)
        except birth_number.BadBirthNumber as error:
            self._number_field.set_error(error.message)
            return
        if read.birth_date is not None:
            self._read.show()
            self._read.setText(
                _("Born {day}, {age} years").format(
                    day=format_date(read.birth_date, "medium"), age=age_on(read.birth_date, today)
                )
            )
