"""Who can be responsible in a plan, in words."""

from __future__ import annotations

from factdesk.plans.facts import PlanFacts, every_measure
from factdesk.plans.kinds import Party, PartyKind
from factdesk.words import _


def party_choices(facts: PlanFacts) -> list[tuple[Party | None, str]]:
    """Everybody around the plan who has not left, nobody first."""
    choices: list[tuple[Party | None, str]] = [(None, _("Nobody yet"))]
    for one in facts.parties:
        if not one.has_left or _owns(facts, one.party):
            detail = one.role if one.role and one.role != one.name else ""
            choices.append((one.party, f"{one.name} · {detail}" if detail else one.name))
    return choices


def party_name(facts: PlanFacts, party: Party | None) -> str:
    """The name of somebody around the plan, "" for nobody; one who has left is marked."""
    if party is None:
        return ""
    found = next((one for one in facts.parties if one.party == party), None)
    if found is None:
        for row in every_measure(facts.goals):
            if row.responsible == party:
                return _("{name} (has left)").format(name=row.responsible_name)
        return facts.name if party.kind is PartyKind.PERSON else ""
    return _("{name} (has left)").format(name=found.name) if found.has_left else found.name


def _owns(facts: PlanFacts, party: Party) -> bool:
    return any(row.responsible == party for row in every_measure(facts.goals))
