"""A plan as text that is kept with its version, and back: JSON with a ``format`` number inside.

What a reader of the version needs stands in it, so that a name that changed, a service that left
and a consent that was withdrawn since are told as they were.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from typing import Any

from factdesk.people.consents import ConsentStanding, ConsentState
from factdesk.people.kinds import LanguageForm
from factdesk.plans.content import opened
from factdesk.plans.facts import (
    GoalRow,
    MeasureRow,
    PartyFact,
    PlanFacts,
    PlanRow,
    ProgressRow,
    VersionRow,
    every_goal,
    every_measure,
    grouped,
)
from factdesk.plans.kinds import Party, PartyKind
from factdesk.plans.rules import check_points
from factdesk.plans.tables import GoalProgress, IndividualPlan, PlanGoal, PlanMeasure
from factdesk.store.base import Entity
from factdesk.store.encoding import decode_row, dumps, encode

#: The shape of the content. A new shape gets the next number, and old ones are still read.
FORMAT = 1

_PARTS = frozenset({"children", "measures", "progress", "responsible"})


def to_content(facts: PlanFacts) -> str:
    """The plan as canonical JSON."""
    goals = every_goal(facts.goals)
    return dumps(
        {
            "format": FORMAT,
            "person_id": facts.person_id,
            "name": facts.name,
            "language": facts.language.value,
            "day": facts.day.isoformat(),
            "coordinator_id": facts.coordinator_id,
            "child_coordinator_id": facts.child_coordinator_id,
            "consent": encode(facts.consent.state),
            "next_meeting": encode(facts.next_meeting),
            "plan": None if facts.plan is None else _columns(facts.plan),
            "goals": [_columns(goal) for goal in goals],
            "measures": [
                _columns(row) | {"responsible": _party(row.responsible)}
                for row in every_measure(facts.goals)
            ],
            "progress": [
                _columns(row) | {"goal_id": goal.id} for goal in goals for row in goal.progress
            ],
            "parties": [
                {name: encode(getattr(one, name)) for name in _PARTY_TEXTS}
                | {"party": _party(one.party)}
                for one in facts.parties
            ],
        }
    )


def from_content(content: str, versions: tuple[VersionRow, ...] = ()) -> PlanFacts:
    """The facts of a kept version; ``versions`` are what is known of versions today.

    Raises KeptByNewerProgram.
    """
    kept = opened(content, FORMAT)
    plan = kept["plan"] and PlanRow(**_decoded(IndividualPlan, kept["plan"]))
    goals = grouped(
        [GoalRow(**_decoded(PlanGoal, row)) for row in kept["goals"]],
        [_measure(row) for row in kept["measures"]],
        [(row["goal_id"], _progress(row)) for row in kept["progress"]],
    )
    parties = tuple(_party_fact(one) for one in kept["parties"])
    state = kept["consent"] and ConsentState(kept["consent"])
    consent: ConsentStanding[Any] = ConsentStanding(state, None)
    meeting = kept["next_meeting"]
    return PlanFacts(
        person_id=kept["person_id"],
        name=kept["name"],
        language=LanguageForm(kept["language"]),
        day=date.fromisoformat(kept["day"]),
        coordinator_id=kept["coordinator_id"],
        child_coordinator_id=kept["child_coordinator_id"],
        plan=plan,
        goals=goals,
        parties=parties,
        points=check_points(plan, goals, parties, consent, kept["coordinator_id"]),
        consent=consent,
        can_begin=False,
        versions=versions,
        next_meeting=meeting and datetime.fromisoformat(meeting),
    )


_PARTY_TEXTS = ("name", "role", "phone", "email", "in_plan", "has_left", "consent")


def _columns(row: Any) -> dict[str, Any]:
    return {
        field.name: encode(getattr(row, field.name))
        for field in fields(row)
        if field.name not in _PARTS
    }


def _decoded(cls: type[Entity], values: dict[str, Any]) -> dict[str, Any]:
    return decode_row(cls.__table__, values)  # type: ignore[arg-type]


def _measure(values: dict[str, Any]) -> MeasureRow:
    named = ("responsible_name", "responsible_left", "is_late")
    return MeasureRow(
        **_decoded(PlanMeasure, values),
        **{name: values[name] for name in named},
        responsible=_party_from(values["responsible"]),
    )


def _progress(values: dict[str, Any]) -> ProgressRow:
    columns = _decoded(GoalProgress, values)
    return ProgressRow(**{field.name: columns[field.name] for field in fields(ProgressRow)})


def _party(party: Party | None) -> list[str | None] | None:
    return None if party is None else [party.kind.value, party.id]


def _party_from(values: list[Any] | None) -> Party | None:
    return None if values is None else Party(PartyKind(values[0]), values[1])


def _party_fact(values: dict[str, Any]) -> PartyFact:
    state = values["consent"]
    party = _party_from(values["party"])
    if party is None:
        raise ValueError("a party of a version is nobody")
    texts = {name: values[name] for name in _PARTY_TEXTS if name != "consent"}
    return PartyFact(party=party, consent=state and ConsentState(state), **texts)
