"""Warnings before a visit: given with a review date, looked at again, ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from dateutil.relativedelta import relativedelta

from factdesk.people.errors import ReviewMissing
from factdesk.people.rules import WARNING_MONTHS
from factdesk.people.tables import VisitWarning
from factdesk.people.writing import demand_order, demand_text, tell_of, tidy, with_name
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class AddWarning(Action[str]):
    """A warning from today; looked at again after three months where nothing is said."""

    person_id: str
    kind: str
    text: str | None = None
    review_on: date | None = None
    reason: str | None = None

    code: ClassVar[str] = "people.warning.add"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> str:
        """Add the row; gives the id."""
        review = self.review_on or work.today + relativedelta(months=WARNING_MONTHS)
        if review <= work.today:
            raise ReviewMissing
        tell_of(work, self.person_id)
        return work.add(
            VisitWarning(
                person_id=self.person_id,
                kind=demand_text(self.kind, _("Kind")),
                text=tidy(self.text),
                since=work.today,
                review_on=review,
            )
        ).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Warning added: …»."""
        return with_name(_("Warning added"), details)


@dataclass(frozen=True)
class EditWarning(Action[None]):
    """Every field of a warning, seen at version ``seen``.

    ``ended_on`` ends it; without an end the review date must be after today, so that looking at
    it again is one and the same act as setting the next date.
    """

    row_id: str
    seen: int
    kind: str
    review_on: date
    text: str | None = None
    ended_on: date | None = None
    reason: str | None = None

    code: ClassVar[str] = "people.warning.edit"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Change the row."""
        row = work.get(VisitWarning, self.row_id)
        demand_order((_("Since"), row.since), (_("Ended"), self.ended_on))
        if self.ended_on is None and self.review_on <= work.today:
            raise ReviewMissing
        work.edit(
            VisitWarning,
            self.row_id,
            self.seen,
            kind=demand_text(self.kind, _("Kind")),
            text=tidy(self.text),
            review_on=self.review_on,
            ended_on=self.ended_on,
        )
        tell_of(work, row.person_id, ended="yes" if self.ended_on else None)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Warning ended: …» or «Warning looked at: …»."""
        done = _("Warning ended") if "ended" in details else _("Warning looked at again")
        return with_name(done, details)
