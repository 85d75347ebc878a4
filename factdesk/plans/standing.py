"""Which of a person's plans are kept here; others may be on paper or in another system."""

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import exists, select

from factdesk.people.access import demand_access
from factdesk.plans.tables import CrisisPlan, IndividualPlan
from factdesk.store.action import Reader, View
from factdesk.team.roles import Right


@dataclass(frozen=True)
class Standing:
    """Whether there is an individual plan in work, and a crisis plan."""

    has_plan: bool
    has_crisis_plan: bool


@dataclass(frozen=True)
class PlansHere(View[Standing]):
    """The plans of one person that are kept here. Three statements. Raises ``Blocked``."""

    person_id: str

    touches: ClassVar[frozenset[str]] = frozenset({"plans", "crisis_plans", "access_blocks"})
    right: ClassVar[str | None] = Right.SEE_RECORD

    def read(self, reader: Reader) -> Standing:
        """Ask for both."""
        demand_access(reader, self.person_id)
        plan = exists().where(
            IndividualPlan.person_id == self.person_id, IndividualPlan.ended_on.is_(None)
        )
        crisis_plan = exists().where(CrisisPlan.person_id == self.person_id)
        found = reader.session.execute(select(plan, crisis_plan)).one()
        return Standing(*found)
