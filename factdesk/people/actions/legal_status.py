"""Legal status: a decision with its control and expiry dates, corrected and ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from factdesk.people.tables import LegalStatus
from factdesk.people.writing import demand_order, demand_past, demand_text, tell_of, tidy, with_name
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class AddLegalStatus(Action[str]):
    """A decision; ``kind`` is a code of the list ``legal_kind``. Gives the id."""

    person_id: str
    kind: str
    decided_on: date
    control_on: date | None = None
    expires_on: date | None = None
    note: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "people.legal.add"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> str:
        """Add the row."""
        _check(work.today, self.decided_on, self.control_on, self.expires_on)
        tell_of(work, self.person_id)
        return work.add(
            LegalStatus(
                person_id=self.person_id,
                kind=demand_text(self.kind, _("Kind")),
                decided_on=self.decided_on,
                control_on=self.control_on,
                expires_on=self.expires_on,
                note=tidy(self.note),
            )
        ).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Legal status added: …»."""
        return with_name(_("Legal status added"), details)


@dataclass(frozen=True)
class EditLegalStatus(Action[None]):
    """Every field of a decision, seen at version ``seen``; ``ended_on`` ends it."""

    row_id: str
    seen: int
    kind: str
    decided_on: date
    control_on: date | None = None
    expires_on: date | None = None
    ended_on: date | None = None
    note: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "people.legal.edit"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Change the row."""
        _check(work.today, self.decided_on, self.control_on, self.expires_on)
        demand_order((_("Decided"), self.decided_on), (_("Ended"), self.ended_on))
        row = work.edit(
            LegalStatus,
            self.row_id,
            self.seen,
            kind=demand_text(self.kind, _("Kind")),
            decided_on=self.decided_on,
            control_on=self.control_on,
            expires_on=self.expires_on,
            ended_on=self.ended_on,
            note=tidy(self.note),
        )
        tell_of(work, row.person_id)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Legal status changed: …»."""
        return with_name(_("Legal status changed"), details)


def _check(today: date, decided: date, control: date | None, expires: date | None) -> None:
    """A decision has been made; it is controlled before it runs out."""
    demand_past(today, (_("Decided"), decided))
    demand_order((_("Decided"), decided), (_("Control"), control), (_("Expires"), expires))
