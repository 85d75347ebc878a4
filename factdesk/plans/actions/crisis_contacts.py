"""Whom a crisis plan says to call: add, edit, move, remove."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.people.writing import demand_text, with_name
from factdesk.plans.crisis_writing import (
    contacts_of,
    phone,
    plan_of,
    tidied,
)
from factdesk.plans.tables import CrisisContact
from factdesk.store.action import Action
from factdesk.store.keep import KEEP, Keep, given
from factdesk.store.unchanged import demand_unchanged
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class AddCrisisContact(Action[str]):
    """Somebody to call, last in the list; gives the id. Raises TextMissing and NotANumber."""

    crisis_plan_id: str
    name: str
    phone: str
    role: str | None = None
    hours: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "plans.crisis.contact.add"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> str:
        """Add the row."""
        plan = plan_of(work, self.crisis_plan_id)
        rows = contacts_of(work, plan.id)
        return work.add(
            CrisisContact(
                crisis_plan_id=plan.id,
                name=demand_text(self.name, _("Name")),
                phone=phone(self.phone),
                position=rows[-1].position + 1 if rows else 0,
                **tidied({"role": self.role, "hours": self.hours}),
            )
        ).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Contact in the crisis plan added: Åse Ødegård»."""
        return with_name(_("Contact in the crisis plan added"), details)


@dataclass(frozen=True)
class EditCrisisContact(Action[None]):
    """Change the fields given, seen at version ``seen``. Raises TextMissing and NotANumber."""

    contact_id: str
    seen: int
    name: str | Keep = KEEP
    phone: str | Keep = KEEP
    role: str | Keep | None = KEEP
    hours: str | Keep | None = KEEP
    reason: str | None = None

    code: ClassVar[str] = "plans.crisis.contact.edit"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Change the row."""
        row = work.get(CrisisContact, self.contact_id)
        plan_of(work, row.crisis_plan_id)
        fields = tidied(given({"role": self.role, "hours": self.hours}))
        if self.name is not KEEP:
            fields["name"] = demand_text(self.name, _("Name"))
        if self.phone is not KEEP:
            fields["phone"] = phone(self.phone)
        work.edit(CrisisContact, row.id, self.seen, **fields)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Contact in the crisis plan changed: Åse Ødegård»."""
        return with_name(_("Contact in the crisis plan changed"), details)


@dataclass(frozen=True)
class MoveCrisisContact(Action[None]):
    """Give a contact another place in the list, the first being 0; beyond the ends is the end."""

    contact_id: str
    seen: int
    to: int
    reason: str | None = None

    code: ClassVar[str] = "plans.crisis.contact.move"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Number the list anew; nobody's text changes, so where they stood is not asked."""
        row = work.get(CrisisContact, self.contact_id)
        plan = plan_of(work, row.crisis_plan_id)
        rows = contacts_of(work, plan.id)
        rows.remove(row)
        rows.insert(max(self.to, 0), row)
        for position, each in enumerate(rows):
            work.edit(CrisisContact, each.id, None, position=position)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Contact in the crisis plan moved: Åse Ødegård»."""
        return with_name(_("Contact in the crisis plan moved"), details)


@dataclass(frozen=True)
class RemoveCrisisContact(Action[None]):
    """Take a contact out of the list; undo brings it back.

    Raises ``Conflict`` where somebody has changed the name or number since it was seen: a number
    just corrected is not thrown away unseen.
    """

    contact_id: str
    seen: int
    reason: str | None = None

    code: ClassVar[str] = "plans.crisis.contact.remove"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Remove the row."""
        row = work.get(CrisisContact, self.contact_id)
        plan_of(work, row.crisis_plan_id)
        demand_unchanged(work, row, self.seen)
        work.delete(row)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Contact in the crisis plan removed: Åse Ødegård»."""
        return with_name(_("Contact in the crisis plan removed"), details)
