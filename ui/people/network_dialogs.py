"""Dialogs about those around a person: services of the care group, and next of kin."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.people.actions.next_of_kin import AddNextOfKin, EditNextOfKin, RemoveNextOfKin
from factdesk.people.actions.participants import AddParticipant, EditParticipant, LeaveCareGroup
from factdesk.people.care_group import ParticipantRow
from factdesk.people.record import KinRow
from factdesk.store.action import Action
from factdesk.words import _, ngettext
from ui.bridge import Bridge
from ui.people.row_dialog import RowDialog, demanded
from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.selects import CheckBox
from ui.widgets.texts import Label


class ParticipantDialog(RowDialog):
    """An outside service, its contact, and how to reach it."""

    def __init__(
        self, parent: QWidget, bridge: Bridge, person_id: str, row: ParticipantRow | None = None
    ) -> None:
        """``row`` is ``None`` for a new one."""
        super().__init__(parent, bridge, _("Service") if row else _("New service"))
        self._person_id, self._row = person_id, row
        self.service = self.choice("service", row.service if row else None)
        self.organisation, self.name = QLineEdit(), QLineEdit()
        self.role, self.phone, self.email = QLineEdit(), QLineEdit(), QLineEdit()
        self.in_plan = CheckBox(_("Takes part in the planning"))
        self.in_plan.setChecked(row.in_plan if row else True)
        self.pair(Field(_("Service"), self.service), Field(_("Where"), self.organisation))
        self.pair(Field(_("Contact person"), self.name), Field(_("Role"), self.role))
        self.pair(Field(_("Telephone"), self.phone), Field(_("E-mail"), self.email))
        self.add(self.in_plan)
        if row is not None:
            for line, text in self._texts(row):
                line.setText(text or "")
        self.service.setFocus()

    def action(self) -> Action[Any]:
        """Add or change."""
        values: dict[str, Any] = {
            "service": str(self.service.value or ""),
            "organisation": self.organisation.text(),
            "name": self.name.text(),
            "role": self.role.text(),
            "phone": self.phone.text(),
            "email": self.email.text(),
            "in_plan": self.in_plan.isChecked(),
        }
        if self._row is None:
            return AddParticipant(self._person_id, **values)
        return EditParticipant(self._row.id, self._row.version, **values)

    def _texts(self, row: ParticipantRow) -> tuple[tuple[QLineEdit, str | None], ...]:
        return (
            (self.organisation, row.organisation),
            (self.name, row.name),
            (self.role, row.role),
            (self.phone, row.phone),
            (self.email, row.email),
        )


class LeaveDialog(RowDialog):
    """The day a service left the group, and what that does not do by itself."""

    def __init__(
        self, parent: QWidget, bridge: Bridge, row: ParticipantRow, name: str, consents: int
    ) -> None:
        """``consents`` is how many consents in force there are with it."""
        title = _("{name} leaves the care group").format(name=name)
        super().__init__(parent, bridge, title)
        self._row = row
        self.left = self.day(bridge.clock.today(), "past")
        self.add(Field(_("Out of the group from"), self.left))
        self.add(Label(_("What it has had a part in stays in the plan."), tone="muted", wrap=True))
        if consents:
            text = ngettext(
                "The consent with it goes on. Withdraw it afterwards if the person wants that.",
                "The {count} consents with it go on. Withdraw them afterwards if the person "
                "wants that.",
                consents,
            )
            self.add(Label(text.format(count=consents), tone="warn", wrap=True))
        self.left.setFocus()

    def action(self) -> Action[Any]:
        """Leave."""
        day = demanded(self.left, _("Out of the group from"))
        return LeaveCareGroup(self._row.id, self._row.version, day)


class KinDialog(RowDialog):
    """A relative or other close person."""

    def __init__(
        self,
        parent: QWidget,
        bridge: Bridge,
        person_id: str,
        row: KinRow | None = None,
        consents: int = 0,
    ) -> None:
        """``row`` is ``None`` for a new one; ``consents`` are those that go when it is removed."""
        super().__init__(parent, bridge, _("Next of kin") if row else _("New next of kin"))
        self._person_id, self._row = person_id, row
        self.name, self.relation = QLineEdit(), QLineEdit()
        self.phone, self.email = QLineEdit(), QLineEdit()
        self.guardian = CheckBox(_("Has parental responsibility"))
        self.in_plan = CheckBox(_("Takes part in the planning"))
        self.pair(Field(_("Name"), self.name), Field(_("Relation"), self.relation))
        self.pair(Field(_("Telephone"), self.phone), Field(_("E-mail"), self.email))
        self.add(self.guardian)
        self.add(self.in_plan)
        if row is not None:
            self._fill(row, consents)
        self.name.setFocus()

    def action(self) -> Action[Any]:
        """Add or change."""
        values: dict[str, Any] = {
            "name": self.name.text(),
            "relation": self.relation.text(),
            "phone": self.phone.text(),
            "email": self.email.text(),
            "is_guardian": self.guardian.isChecked(),
            "in_plan": self.in_plan.isChecked(),
        }
        if self._row is None:
            return AddNextOfKin(self._person_id, **values)
        return EditNextOfKin(self._row.id, self._row.version, **values)

    def _fill(self, row: KinRow, consents: int) -> None:
        self.name.setText(row.name)
        self.relation.setText(row.relation)
        self.phone.setText(row.phone or "")
        self.email.setText(row.email or "")
        self.guardian.setChecked(row.is_guardian)
        self.in_plan.setChecked(row.in_plan)
        self.remove = Button(_("Take off the list"), "danger")
        if consents:
            text = ngettext(
                "Take off the list, with {count} consent",
                "Take off the list, with {count} consents",
                consents,
            )
            self.remove.set_text(text.format(count=consents))
        self.remove.clicked.connect(lambda: self.send(RemoveNextOfKin(row.id, row.version)))
        self.footer.insertWidget(0, self.remove)
