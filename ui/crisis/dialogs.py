"""Dialogs of a crisis plan: make it, go through it, and somebody to call."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.errors import KnownError
from factdesk.plans.actions.crisis_contacts import (
    AddCrisisContact,
    EditCrisisContact,
    RemoveCrisisContact,
)
from factdesk.plans.actions.make_crisis_plan import MakeCrisisPlan, NewCrisisContact
from factdesk.plans.actions.review_crisis_plan import ReviewCrisisPlan
from factdesk.plans.crisis_proposal import CrisisContactsProposed
from factdesk.plans.crisis_view import ContactRow, CrisisRow
from factdesk.plans.crisis_words import contact_words, plan_words
from factdesk.plans.rules import review_after
from factdesk.store.action import Action
from factdesk.words import _
from ui.bridge import Bridge
from ui.widgets.buttons import Button
from ui.widgets.date_fields import DateField
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field
from ui.widgets.layouts import HBox, VBox
from ui.widgets.selects import CheckBox
from ui.widgets.texts import Heading, Label


class CrisisDialog(Dialog):
    """What these dialogs share: sending one action; a refusal is shown and what is typed stays."""

    def __init__(self, parent: QWidget, bridge: Bridge, title: str, primary: str = "") -> None:
        """Take the title and the words of the main button."""
        super().__init__(parent, title, primary or _("Save"), width=600)
        self.bridge = bridge

    def action(self) -> Action[Any]:
        """What is to be done; every dialog has its own."""
        raise KnownError(_("There is nothing to save."))

    def submit(self) -> None:
        """Save, if every date can be read."""
        self.clear_error()
        problems = [field for field in self.findChildren(DateField) if not field.is_valid]
        if problems:
            problems[0].setFocus()
            return
        self.send(self.action())

    def send(self, action: Action[Any]) -> None:
        """Run an action; the dialog closes when it is done."""
        self.set_busy(busy=True)
        self.bridge.run(action, on=self, then=lambda _result: self.accept(), failed=self.refused)

    def day(self, value: date | None, prefer: Any = "near") -> DateField:
        """A field for a day."""
        field = DateField(self.bridge.clock.today, prefer=prefer)
        field.set_value(value)
        return field

    def pair(self, left: Field, right: Field) -> None:
        """Add two fields of the same width beside each other."""
        row = HBox(space=16)
        row.add(left, 1)
        row.add(right, 1)
        self.body.add(row)


class MakeDialog(CrisisDialog):
    """Who made it and when, and whom to call: a proposal that the user takes out of."""

    def __init__(self, parent: QWidget, bridge: Bridge, person_id: str, first_name: str) -> None:
        """Ask for the proposal."""
        super().__init__(parent, bridge, _("Make the crisis plan"), _("Make the crisis plan"))
        self._person_id = person_id
        self._proposed: list[tuple[CheckBox, NewCrisisContact]] = []
        words = plan_words()
        self.made_with, self.made_on = QLineEdit(), self.day(bridge.clock.today(), "past")
        self.made_with.setPlaceholderText(
            _("{name}, and who else took part").format(name=first_name)
        )
        self.pair(Field(words["made_with"], self.made_with), Field(words["made_on"], self.made_on))
        self.add(Heading(_("Whom to call"), 3))
        self.add(
            Label(
                _("Take out who should not stand there; others can be added later."),
                "small",
                "muted",
                wrap=True,
            )
        )
        self._list = VBox(space=6)
        self.add(self._list)
        self.set_busy(busy=True)
        bridge.ask(CrisisContactsProposed(person_id), on=self, then=self._propose)
        self.made_with.setFocus()

    @property
    def proposed(self) -> list[CheckBox]:
        """A box for each proposal."""
        return [box for box, _contact in self._proposed]

    def action(self) -> Action[str]:
        """Make it."""
        return MakeCrisisPlan(
            self._person_id,
            self.made_with.text(),
            self.made_on.value,
            contacts=tuple(contact for box, contact in self._proposed if box.isChecked()),
        )

    def _propose(self, contacts: tuple[NewCrisisContact, ...]) -> None:
        for contact in contacts:
            who = " · ".join(part for part in (contact.name, contact.role, contact.hours) if part)
            box = CheckBox(f"{contact.phone}   {who}")
            box.setChecked(True)
            self._proposed.append((box, contact))
            self._list.add(box)
        self.set_busy(busy=False)


class ReviewDialog(CrisisDialog):
    """The plan was gone through with the person: when, when next, and why now."""

    def __init__(self, parent: QWidget, bridge: Bridge, plan: CrisisRow) -> None:
        """Today, and the team's interval from then."""
        super().__init__(
            parent, bridge, _("Go through the crisis plan"), _("It has been gone through")
        )
        self._plan = plan
        words, today = plan_words(), bridge.clock.today()
        months = bridge.team.settings.crisis_plan_months
        self.on = self.day(today, "past")
        self.review_on = self.day(review_after(today, months), "future")
        self.why = QLineEdit()
        self.add(
            Label(
                _(
                    "The plan as it stands is kept as version {number}. "
                    "What you change afterwards is version {next}."
                ).format(number=plan.number, next=plan.number + 1),
                wrap=True,
            )
        )
        self.pair(Field(words["reviewed_on"], self.on), Field(words["review_on"], self.review_on))
        self.add(Field(_("Why (may be left empty)"), self.why))
        self.on.setFocus()

    def action(self) -> Action[int]:
        """Keep the version."""
        return ReviewCrisisPlan(
            self._plan.id,
            self._plan.version,
            self.on.value,
            self.review_on.value,
            self.why.text(),
        )


class ContactDialog(CrisisDialog):
    """Somebody to call."""

    def __init__(
        self, parent: QWidget, bridge: Bridge, crisis_plan_id: str, row: ContactRow | None = None
    ) -> None:
        """``row`` is ``None`` for a new one."""
        super().__init__(parent, bridge, _("Whom to call") if row else _("Somebody to call"))
        self._plan_id, self._row = crisis_plan_id, row
        words = contact_words()
        self.name, self.phone = QLineEdit(), QLineEdit()
        self.role, self.hours = QLineEdit(), QLineEdit()
        self.pair(Field(words["name"], self.name), Field(words["phone"], self.phone))
        self.pair(Field(words["role"], self.role), Field(words["hours"], self.hours))
        if row is not None:
            self.name.setText(row.name)
            self.phone.setText(row.phone)
            self.role.setText(row.role or "")
            self.hours.setText(row.hours or "")
            self.remove = Button(_("Take off the list"), "danger")
            self.remove.clicked.connect(lambda: self.send(RemoveCrisisContact(row.id, row.version)))
            self.footer.insertWidget(0, self.remove)
        self.name.setFocus()

    def action(self) -> Action[Any]:
        """Add or change."""
        values = {
            "name": self.name.text(),
            "phone": self.phone.text(),
            "role": self.role.text(),
            "hours": self.hours.text(),
        }
        if self._row is None:
            return AddCrisisContact(self._plan_id, **values)
        return EditCrisisContact(self._row.id, self._row.version, **values)
