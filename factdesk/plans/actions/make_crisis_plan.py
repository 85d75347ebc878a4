"""Make a person's crisis plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import select

from factdesk.people.writing import demand_text, tell_of, tidy, with_name
from factdesk.plans.crisis_errors import HasCrisisPlan
from factdesk.plans.crisis_writing import demand_days, months, phone, tell_date
from factdesk.plans.rules import review_after
from factdesk.plans.tables import CrisisContact, CrisisPlan
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class NewCrisisContact:
    """Somebody to call, as it is written when the plan is made."""

    name: str
    phone: str
    role: str | None = None
    hours: str | None = None


@dataclass(frozen=True)
class MakeCrisisPlan(Action[str]):
    """A new crisis plan with whom to call; gives the id.

    Made today where no day is given, and looked at again after the team's interval. Raises
    ``HasCrisisPlan``, ``DateAhead``, ``DatesOutOfOrder``, ``TextMissing`` and ``NotANumber``.
    """

    person_id: str
    made_with: str | None = None
    made_on: date | None = None
    review_on: date | None = None
    contacts: tuple[NewCrisisContact, ...] = ()
    reason: str | None = None

    code: ClassVar[str] = "plans.crisis.make"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> str:
        """Add the plan and its contacts; the levels come when they are written."""
        tell_of(work, self.person_id)
        there = work.session.scalars(
            select(CrisisPlan.id).where(CrisisPlan.person_id == self.person_id)
        ).first()
        if there is not None:
            raise HasCrisisPlan(there)
        made_on = self.made_on or work.today
        review_on = self.review_on or review_after(made_on, months(work))
        demand_days(work, made_on, None, review_on)
        plan = work.add(
            CrisisPlan(
                person_id=self.person_id,
                made_on=made_on,
                made_with=tidy(self.made_with),
                review_on=review_on,
            )
        )
        for position, one in enumerate(self.contacts):
            work.add(
                CrisisContact(
                    crisis_plan_id=plan.id,
                    name=demand_text(one.name, _("Name")),
                    role=tidy(one.role),
                    phone=phone(one.phone),
                    hours=tidy(one.hours),
                    position=position,
                )
            )
        tell_date(work, plan)
        return plan.id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Crisis plan made: Åse Ødegård»."""
        return with_name(_("Crisis plan made"), details)
