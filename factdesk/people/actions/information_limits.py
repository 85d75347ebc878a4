"""Limits on what parents or others are told: decided, and ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from factdesk.people.tables import InformationLimit
from factdesk.people.writing import demand_order, demand_past, demand_text, tell_of, with_name
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class AddInformationLimit(Action[str]):
    """«Parents are not told about …», why, decided by the member who writes it (pbrl § 3-4)."""

    person_id: str
    towards: str
    about: str
    why: str
    decided_on: date
    reason: str | None = None

    code: ClassVar[str] = "people.limit.add"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> str:
        """Add the row; gives the id."""
        demand_past(work.today, (_("Decided"), self.decided_on))
        tell_of(work, self.person_id)
        return work.add(
            InformationLimit(
                person_id=self.person_id,
                towards=demand_text(self.towards, _("Towards whom")),
                about=demand_text(self.about, _("About what")),
                why=demand_text(self.why, _("Why")),
                decided_by=work.actor.id,
                decided_on=self.decided_on,
            )
        ).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Information limit added: …»."""
        return with_name(_("Information limit added"), details)


@dataclass(frozen=True)
class EndInformationLimit(Action[None]):
    """The limit no longer applies from a day on."""

    row_id: str
    seen: int
    ended_on: date
    reason: str | None = None

    code: ClassVar[str] = "people.limit.end"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """End the row."""
        row = work.get(InformationLimit, self.row_id)
        demand_order((_("Decided"), row.decided_on), (_("Ended"), self.ended_on))
        work.edit(InformationLimit, row.id, self.seen, ended_on=self.ended_on)
        tell_of(work, row.person_id)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Information limit ended: …»."""
        return with_name(_("Information limit ended"), details)
