"""Next of kin: add, edit, remove."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from factdesk.people.tables import NextOfKin
from factdesk.people.writing import demand_text, tell_of, tidy, with_name
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class AddNextOfKin(Action[str]):
    """A relative or other close person; gives the id. ``may_be_told`` is empty without consent."""

    person_id: str
    name: str
    relation: str = ""
    phone: str | None = None
    is_guardian: bool = False
    may_be_told: str | None = None
    consent_until: date | None = None
    reason: str | None = None

    code: ClassVar[str] = "people.next_of_kin.add"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> str:
        """Add the row."""
        tell_of(work, self.person_id)
        return work.add(
            NextOfKin(
                person_id=self.person_id,
                name=demand_text(self.name, _("Name")),
                relation=self.relation.strip(),
                phone=tidy(self.phone),
                is_guardian=self.is_guardian,
                may_be_told=tidy(self.may_be_told),
                consent_until=self.consent_until,
            )
        ).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Next of kin added: …»."""
        return with_name(_("Next of kin added"), details)


@dataclass(frozen=True)
class EditNextOfKin(Action[None]):
    """Everything about one of them, seen at version ``seen``."""

    row_id: str
    seen: int
    name: str
    relation: str = ""
    phone: str | None = None
    is_guardian: bool = False
    may_be_told: str | None = None
    consent_until: date | None = None
    reason: str | None = None

    code: ClassVar[str] = "people.next_of_kin.edit"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Change the row."""
        row = work.edit(
            NextOfKin,
            self.row_id,
            self.seen,
            name=demand_text(self.name, _("Name")),
            relation=self.relation.strip(),
            phone=tidy(self.phone),
            is_guardian=self.is_guardian,
            may_be_told=tidy(self.may_be_told),
            consent_until=self.consent_until,
        )
        tell_of(work, row.person_id)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Next of kin changed: …»."""
        return with_name(_("Next of kin changed"), details)


@dataclass(frozen=True)
class RemoveNextOfKin(Action[None]):
    """Take one of them off the list; undo brings the row back."""

    row_id: str
    reason: str | None = None

    code: ClassVar[str] = "people.next_of_kin.remove"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Remove the row."""
        row = work.get(NextOfKin, self.row_id)
        tell_of(work, row.person_id)
        work.delete(row)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Next of kin removed: …»."""
        return with_name(_("Next of kin removed"), details)
