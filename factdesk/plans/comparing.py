"""What differs between two versions of a plan, in words: rows matched by id, texts whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from factdesk.plans.facts import (
    GoalRow,
    MeasureRow,
    PartyFact,
    PlanFacts,
    ProgressRow,
    every_goal,
)
from factdesk.plans.field_words import PLAN_TEXTS, field_word, value_words
from factdesk.plans.kinds import Party
from factdesk.plans.rules import short
from factdesk.team.defaults import word
from factdesk.words import _, format_date, pgettext

Kind: TypeAlias = Literal["added", "removed", "changed"]
#: The team's own words for life areas, by code.
Areas: TypeAlias = Mapping[str, str | None]

_PLAN = ("period_from", "period_to", "review_on", *PLAN_TEXTS, "ended_on", "end_reason")
_GOAL = ("text", "life_area", "status")
_MEASURE = ("text", "how", "extent", "responsible", "start_on", "due_on", "status")
_PROGRESS = ("day", "step", "note")
_PARTY = ("name", "role", "phone", "email", "in_plan", "has_left")


@dataclass(frozen=True)
class Difference:
    """One thing that differs: under which heading, what it is of, and both values in words.

    ``before`` is empty for what was added, ``after`` for what was removed.
    """

    section: str
    what: str
    change: Kind
    before: str
    after: str


def compare(one: PlanFacts, other: PlanFacts, areas: Areas) -> tuple[Difference, ...]:
    """Every difference from one to the other, in the order of the plan. Order does not count."""
    found = [
        Difference(pgettext("plan", "The plan"), field_word(name), *change)
        for name in _PLAN
        if (change := changed(_words(one.plan, name, areas), _words(other.plan, name, areas)))
    ]
    found += _rows(pgettext("plan", "Goals"), _goals(one), _goals(other), _GOAL, areas, _goal_title)
    found += _rows(
        pgettext("plan", "Measures"), _measures(one), _measures(other), _MEASURE, areas, _title
    )
    found += _rows(
        pgettext("plan", "Progress"), _progress(one), _progress(other), _PROGRESS, areas, _on_day
    )
    found += _rows(
        _("Who takes part"), _parties(one), _parties(other), _PARTY, areas, lambda row: row.name
    )
    return tuple(found)


def _goals(facts: PlanFacts) -> dict[str, GoalRow]:
    return {goal.id: goal for goal in every_goal(facts.goals)}


def _measures(facts: PlanFacts) -> dict[str, MeasureRow]:
    return {row.id: row for goal in every_goal(facts.goals) for row in goal.measures}


def _progress(facts: PlanFacts) -> dict[str, ProgressRow]:
    return {row.id: row for goal in every_goal(facts.goals) for row in goal.progress}


def _parties(facts: PlanFacts) -> dict[Party, PartyFact]:
    return {one.party: one for one in facts.parties}


def _goal_title(row: GoalRow) -> str:
    kind = _("Sub-goal «{goal}»") if row.parent_id else _("Goal «{goal}»")
    return kind.format(goal=short(row.text))


def _title(row: MeasureRow) -> str:
    return _("Measure «{measure}»").format(measure=short(row.text))


def _on_day(row: ProgressRow) -> str:
    return _("Progress {date}").format(date=format_date(row.day, "medium"))


def _rows(
    section: str,
    before: Mapping[Any, Any],
    after: Mapping[Any, Any],
    names: Iterable[str],
    areas: Areas,
    title: Callable[[Any], str],
) -> list[Difference]:
    found = []
    for key in (*before, *(key for key in after if key not in before)):
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            row = new if old is None else old
            whole = _whole(row, names, areas)
            change: Kind = "added" if old is None else "removed"
            both = ("", whole) if old is None else (whole, "")
            found.append(Difference(section, title(row), change, *both))
            continue
        for name in names:
            change_of = changed(_words(old, name, areas), _words(new, name, areas))
            if change_of:
                what = f"{title(old)}: {field_word(name)}"
                found.append(Difference(section, what, *change_of))
    return found


def _whole(row: Any, names: Iterable[str], areas: Areas) -> str:
    """A row as text: its first field alone, each other that is filled behind its word."""
    lines = [(name, _words(row, name, areas)) for name in names if getattr(row, name) is not False]
    rest = [f"{field_word(name)}: {words}" for name, words in lines[1:] if words]
    return "\n".join([lines[0][1], *rest])


def _words(row: Any, name: str, areas: Areas) -> str:
    if row is None:
        return ""
    if name == "responsible":
        return str(row.responsible_name)
    value = getattr(row, name)
    if name == "life_area":
        return areas.get(value) or word("life_area", value)
    return value_words(name, value)


def changed(before: str, after: str) -> tuple[Kind, str, str] | None:
    """What became of a text, with both values; ``None`` where it is the same."""
    if before == after:
        return None
    kind: Kind = "changed" if before and after else "added" if after else "removed"
    return kind, before, after
