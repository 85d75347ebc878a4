"""What becomes of each person of a plan: the user's decision, or the careful default."""

from collections.abc import Mapping
from typing import Final

from factdesk.exchange.plan import ImportPlan, PlannedPerson

NEW: Final = "new"
LEAVE: Final = "leave"

Decisions = Mapping[str, str]
"""By the key of a planned person: ``new``, ``leave``, or the id of the person in the store."""


def default_decision(person: PlannedPerson) -> str:
    """Return what happens to a person nobody has decided about.

    Somebody who may be a person the team has already is left for a human to look at; any other
    doubt comes in as a new person, with a note that tells the doubt.
    """
    if person.matches:
        return person.matches
    return LEAVE if person.may_be else NEW


def settled(plan: ImportPlan, decisions: Decisions) -> dict[str, str]:
    """Return the decision for every person of the plan, by key."""
    return {
        person.key: decisions.get(person.key) or default_decision(person) for person in plan.persons
    }


def left_persons(plan: ImportPlan, decisions: Decisions) -> tuple[PlannedPerson, ...]:
    """Return the persons that are not brought in, to be told of."""
    fates = settled(plan, decisions)
    return tuple(person for person in plan.persons if fates[person.key] == LEAVE)
