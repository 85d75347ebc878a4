"""The dates of plans that stand with a person: a plan that is kept here keeps them itself.

The room of the plans is above this one and says here which of them it keeps.
"""

from collections.abc import Callable, Collection
from typing import TypeAlias

from factdesk.store.work import Work

#: The columns of a person that a plan kept here decides.
PLAN_DATES = frozenset({"plan_on", "plan_review_on", "crisis_plan_on"})

#: Raises a known error where a plan of the person kept here decides one of the columns.
Rule: TypeAlias = Callable[[Work, str, Collection[str]], None]

_RULES: list[Rule] = []


def keeps_plan_dates(rule: Rule) -> Rule:
    """Have a rule asked before somebody writes such a date on a person by hand."""
    _RULES.append(rule)
    return rule


def demand_kept_elsewhere(work: Work, person_id: str, names: Collection[str]) -> None:
    """Ask every rule about those of the columns that are dates of plans."""
    dates = PLAN_DATES.intersection(names)
    if dates:
        for rule in _RULES:
            rule(work, person_id, dates)
