"""Change the texts and dates of a crisis plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from factdesk.people.writing import with_name
from factdesk.plans.crisis_writing import demand_days, plan_of, tell_date, tidied
from factdesk.plans.tables import CrisisPlan
from factdesk.store.action import Action
from factdesk.store.keep import KEEP, Keep, given
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class EditCrisisPlan(Action[None]):
    """Change the fields given, seen at version ``seen``. Raises DateAhead and DatesOutOfOrder."""

    crisis_plan_id: str
    seen: int
    made_on: date | Keep = KEEP
    made_with: str | Keep | None = KEEP
    review_on: date | Keep | None = KEEP
    triggers: str | Keep | None = KEEP
    helps: str | Keep | None = KEEP
    wishes: str | Keep | None = KEEP
    not_wished: str | Keep | None = KEEP
    told: str | Keep | None = KEEP
    reason: str | None = None

    code: ClassVar[str] = "plans.crisis.edit"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Check the days where they change, and change."""
        plan = plan_of(work, self.crisis_plan_id)
        days = given({"made_on": self.made_on, "review_on": self.review_on})
        fields = days | given(
            {
                "made_with": self.made_with,
                "triggers": self.triggers,
                "helps": self.helps,
                "wishes": self.wishes,
                "not_wished": self.not_wished,
                "told": self.told,
            }
        )
        if days:
            demand_days(
                work,
                days.get("made_on", plan.made_on),
                plan.reviewed_on,
                days.get("review_on", plan.review_on),
            )
        plan = work.edit(CrisisPlan, plan.id, self.seen, **tidied(fields))
        if "made_on" in days:
            tell_date(work, plan)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Crisis plan changed: Åse Ødegård»."""
        return with_name(_("Crisis plan changed"), details)
