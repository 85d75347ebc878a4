"""Next of kin: add, edit, remove."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from factdesk.people.errors import StillInUse
from factdesk.people.tables import Consent, NextOfKin
from factdesk.people.writing import demand_text, is_referred_to, tell_of, tidy, with_name
from factdesk.store.action import Action
from factdesk.store.unchanged import demand_unchanged
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class AddNextOfKin(Action[str]):
    """A relative or other close person; gives the id. What may be told is a consent of its own."""

    person_id: str
    name: str
    relation: str = ""
    phone: str | None = None
    email: str | None = None
    is_guardian: bool = False
    in_plan: bool = False
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
                email=tidy(self.email),
                is_guardian=self.is_guardian,
                in_plan=self.in_plan,
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
    email: str | None = None
    is_guardian: bool = False
    in_plan: bool = False
    reason: str | None = None

    code: ClassVar[str] = "people.next_of_kin.edit"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Change the row."""
        tell_of(work, work.get(NextOfKin, self.row_id).person_id)
        work.edit(
            NextOfKin,
            self.row_id,
            self.seen,
            name=demand_text(self.name, _("Name")),
            relation=self.relation.strip(),
            phone=tidy(self.phone),
            email=tidy(self.email),
            is_guardian=self.is_guardian,
            in_plan=self.in_plan,
        )

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Next of kin changed: …»."""
        return with_name(_("Next of kin changed"), details)


@dataclass(frozen=True)
class RemoveNextOfKin(Action[None]):
    """Take one of them off the list, with the consents to tell them; undo brings all of it back.

    Raises :class:`StillInUse` for who has a measure in the plan or is invited to a meeting, and
    Conflict where somebody has changed the row since ``seen``.
    """

    row_id: str
    seen: int | None = None
    reason: str | None = None

    code: ClassVar[str] = "people.next_of_kin.remove"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Remove the row and its consents."""
        row = work.get(NextOfKin, self.row_id)
        tell_of(work, row.person_id)
        if is_referred_to(work, row, but=Consent):
            raise StillInUse(row.name)
        if self.seen is not None:
            demand_unchanged(work, row, self.seen)
        for consent in work.session.scalars(
            select(Consent).where(Consent.next_of_kin_id == row.id)
        ):
            work.delete(consent)
        work.delete(row)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Next of kin removed: …»."""
        return with_name(_("Next of kin removed"), details)
