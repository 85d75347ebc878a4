"""The two quick questions of the day: how did it go, and why is it called off."""

from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.clock import OSLO
from factdesk.contacts.actions.cancel_contact import CancelContact
from factdesk.contacts.actions.complete_contact import CompleteContact
from factdesk.contacts.quick_entry import read_minutes
from factdesk.contacts.rules import day_of, default_start, moment
from factdesk.contacts.views import DayVisit
from factdesk.contacts.writing import BadContact
from factdesk.store.keep import KEEP
from factdesk.words import _, format_date
from ui.bridge import Bridge
from ui.widgets.date_fields import TimeField
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field
from ui.widgets.layouts import HBox
from ui.widgets.selects import CheckBox

#: The usual length of a visit, in minutes.
MINUTES = 30


class DoneDialog(Dialog):
    """Say that a planned visit is done: when, how long, one line; or that nobody came."""

    def __init__(
        self, bridge: Bridge, visit: DayVisit, parent: QWidget, *, came: bool = True
    ) -> None:
        """Take the visit, and whether to begin with «did not come»."""
        day = format_date(day_of(visit.start), "day")
        title = _("{person}: how did it go?").format(person=visit.person)
        super().__init__(parent, title, _("Save"), intro=day, width=480)
        self._bridge, self._visit = bridge, visit
        self.at, self.minutes, self.note = TimeField(), QLineEdit(), QLineEdit()
        self.missed = CheckBox(_("Did not come"))
        self.missed.setChecked(not came)
        self._fields = {
            "start": Field(_("Start"), self.at),
            "minutes": Field(_("Minutes"), self.minutes),
            "short_note": Field(_("Short note, for the board"), self.note),
        }
        self.add(HBox(self._fields["start"], self._fields["minutes"], space=12))
        self.add(self._fields["short_note"])
        self.add(self.missed)
        self._fill()
        self.note.setFocus()

    def submit(self) -> None:
        """Check and save; what is wrong is shown at its field."""
        for field in self._fields.values():
            field.set_error("")
        typed = self.minutes.text().strip()
        minutes = read_minutes(typed) if typed else None
        if typed and minutes is None:
            message = _("Write between 1 minute and 24 hours: 30, 45 or 1,5t.")
            self._fields["minutes"].set_error(message)
            self.minutes.setFocus()
            return
        if not self.at.is_valid:
            self.at.setFocus()
            return
        visit, at = self._visit, self.at.value
        start = None if at is None else moment(day_of(visit.start), at)
        self.set_busy(busy=True)
        action = CompleteContact(
            visit.id,
            visit.version,
            came=not self.missed.isChecked(),
            minutes=minutes,
            short_note=KEEP if self.note.text() == (visit.short_note or "") else self.note.text(),
            start=None if start == visit.start and not visit.day_only else start,
            staff_ids=None if visit.staff else (self._bridge.actor.id,),
        )
        self._bridge.run(action, on=self, then=lambda _done: self.accept(), failed=self._failed)

    def _fill(self) -> None:
        visit, now = self._visit, self._bridge.clock.now()
        minutes = visit.minutes or MINUTES
        if not visit.day_only and visit.start <= now:
            self.at.set_value(visit.start.astimezone(OSLO).time())
        elif day_of(visit.start) == day_of(now):
            self.at.set_value(default_start(now, minutes).astimezone(OSLO).time())
        self.minutes.setText(str(minutes))
        self.note.setText(visit.short_note or "")

    def _failed(self, error: BaseException) -> bool:
        self.set_busy(busy=False)
        if not isinstance(error, BadContact):
            return False
        field = self._fields.get(error.field)
        if field is None:
            self.show_error(error)
        else:
            field.set_error(error.message)
            field.setFocus()
        return True


class CancelDialog(Dialog):
    """Ask before a visit is called off, and why; a contact that is done needs a reason."""

    def __init__(self, bridge: Bridge, visit: DayVisit, parent: QWidget) -> None:
        """Take the visit."""
        title = _("Cancel the contact with {person}?").format(person=visit.person)
        intro = (
            _("It goes from the day list. Ctrl+Z brings it back.")
            if visit.is_planned
            else _("It is done and may have been read. Write why it shall not stand.")
        )
        super().__init__(
            parent, title, _("Cancel the contact"), secondary=_("Keep it"), intro=intro,
            danger=True, width=480,
        )  # fmt: skip
        self._bridge, self._visit = bridge, visit
        self.why = QLineEdit()
        label = _("Reason (may be left empty)") if visit.is_planned else _("Why it shall not stand")
        self._field = Field(label, self.why)
        self.add(self._field)
        self.why.setFocus()

    def submit(self) -> None:
        """Call it off."""
        self.set_busy(busy=True)
        visit = self._visit
        action = CancelContact(visit.id, visit.version, reason=self.why.text().strip() or None)
        self._bridge.run(action, on=self, then=lambda _done: self.accept(), failed=self._failed)

    def _failed(self, error: BaseException) -> bool:
        self.set_busy(busy=False)
        if isinstance(error, BadContact):
            self._field.set_error(error.message)
            self.why.setFocus()
            return True
        return False
