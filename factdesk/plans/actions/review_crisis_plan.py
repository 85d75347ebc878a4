"""Go through a crisis plan with the person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from factdesk.people.writing import tidy, with_name
from factdesk.plans.crisis_content import keep
from factdesk.plans.crisis_writing import demand_days, months, plan_of, tell_date
from factdesk.plans.kinds import PlanKind
from factdesk.plans.rules import review_after
from factdesk.plans.tables import CrisisPlan, PlanVersion
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class ReviewCrisisPlan(Action[int]):
    """Keep the plan as it stands as a version and say when it was gone through.

    Gives the number of the version that is now worked on. ``on`` is today and ``review_on`` the
    team's interval later where they are not given. Raises DateAhead and DatesOutOfOrder.
    """

    crisis_plan_id: str
    seen: int
    on: date | None = None
    review_on: date | None = None
    why: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "plans.crisis.review"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> int:
        """Add the version and raise the number."""
        plan = plan_of(work, self.crisis_plan_id)
        on = self.on or work.today
        review_on = self.review_on or review_after(on, months(work))
        demand_days(work, plan.made_on, on, review_on)
        content, number = keep(work, plan), plan.number
        plan = work.edit(
            CrisisPlan,
            plan.id,
            self.seen,
            number=number + 1,
            reviewed_on=on,
            review_on=review_on,
        )
        work.add(
            PlanVersion(
                person_id=plan.person_id,
                kind=PlanKind.CRISIS,
                plan_id=plan.id,
                number=number,
                made_at=work.now,
                made_by=work.actor.id,
                why=tidy(self.why),
                content=content,
            )
        )
        tell_date(work, plan)
        return plan.number

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Crisis plan gone through: Åse Ødegård»."""
        return with_name(_("Crisis plan gone through"), details)
