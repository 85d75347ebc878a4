"""Rules of individual plans: the nine points, when a review is due. Plain values only.

The points are those of the regulation on individual plans of 2022 (forskrift om individuell plan
ved ytelse av velferdstjenester); practice reference § 3.2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeAlias

from dateutil.relativedelta import relativedelta

from factdesk.people.care_group import ConsentRow
from factdesk.people.consents import ConsentStanding, ConsentState
from factdesk.plans.facts import (
    GoalRow,
    MeasureRow,
    PartyFact,
    PlanRow,
    PointCheck,
    every_goal,
    every_measure,
)
from factdesk.plans.kinds import GoalStatus, MeasureStatus, PartyKind
from factdesk.words import _, ngettext

#: The longest text of a plan, in characters.
LONGEST_TEXT = 20_000
#: How much of a text stands in a sentence about it, in characters.
SHORT = 60

#: What is missing: the words, and the field where it is written.
Gap: TypeAlias = tuple[str, str]

_WORKED_ON = frozenset({MeasureStatus.PLANNED, MeasureStatus.ONGOING})


def review_after(day: date, months: int) -> date:
    """The day a plan of either kind is looked at again, so many months after a day."""
    return day + relativedelta(months=months)


def short(text: str, signs: int = SHORT) -> str:
    """A text on one line, cut at a word where it is longer than ``signs``."""
    line = " ".join(text.split())
    if len(line) <= signs:
        return line
    cut = line[:signs].rsplit(" ", 1)[0] if " " in line[:signs] else line[:signs]
    return f"{cut} …"


def check_points(
    plan: PlanRow | None,
    goals: Sequence[GoalRow],
    parties: Sequence[PartyFact],
    consent: ConsentStanding[ConsentRow],
    coordinator_id: str | None,
) -> tuple[PointCheck, ...]:
    """The nine points in order. What is written is checked to be there, never what it says."""
    aims = [goal for goal in goals if goal.status is not GoalStatus.PUT_AWAY]
    measures = [row for row in every_measure(aims) if row.status is not MeasureStatus.STOPPED]
    gaps = (
        _goals_and_needs(plan, aims),
        _participants(parties, coordinator_id),
        _coordinator(parties, coordinator_id),
        _contributions(plan, parties),
        _measures(aims, measures),
        _how(measures),
        _period(plan),
        _consents(parties, consent),
        _texts(plan, ("cooperation", _("Cooperation with others is not described."))),
    )
    return tuple(_point(number, found) for number, found in enumerate(gaps, 1))


def _point(number: int, gaps: list[Gap]) -> PointCheck:
    """A point with its gaps in words; the screen leads to the first."""
    if not gaps:
        return PointCheck(number, True, "", "")
    return PointCheck(number, False, " ".join(words for words, _field in gaps), gaps[0][1])


def _texts(plan: PlanRow | None, *wanted: Gap) -> list[Gap]:
    """A gap for each column that is empty; ``wanted`` are columns with the words of it."""
    return [
        (words, column) for column, words in wanted if plan is None or not getattr(plan, column)
    ]


def _goals_and_needs(plan: PlanRow | None, aims: Sequence[GoalRow]) -> list[Gap]:
    none = [] if aims else [(_("There is no goal."), "goals")]
    return none + _texts(
        plan,
        ("strengths", _("Resources are not described.")),
        ("needs", _("The need for services is not described.")),
    )


def _taking_part(parties: Iterable[PartyFact]) -> list[PartyFact]:
    return [one for one in parties if one.in_plan and not one.has_left]


def _participants(parties: Iterable[PartyFact], coordinator_id: str | None) -> list[Gap]:
    others = [
        one
        for one in _taking_part(parties)
        if one.party.kind is not PartyKind.PERSON
        and not (one.party.kind is PartyKind.STAFF and one.party.id == coordinator_id)
    ]
    if others:
        return []
    return [(_("Nobody takes part beside the person and the coordinator."), "parties")]


def _coordinator(parties: Iterable[PartyFact], coordinator_id: str | None) -> list[Gap]:
    if coordinator_id is None:
        return [(_("There is no coordinator."), "coordinator")]
    gone = any(
        one.has_left and one.party.kind is PartyKind.STAFF and one.party.id == coordinator_id
        for one in parties
    )
    return [(_("The coordinator has left the team."), "coordinator")] if gone else []


def _contributions(plan: PlanRow | None, parties: Iterable[PartyFact]) -> list[Gap]:
    gaps = _texts(
        plan,
        ("contribution_person", _("What the person contributes is not described.")),
        ("contribution_services", _("What the services contribute is not described.")),
    )
    if any(one.party.kind is PartyKind.NEXT_OF_KIN for one in _taking_part(parties)):
        words = _("What the next of kin contribute is not described.")
        gaps += _texts(plan, ("contribution_relatives", words))
    return gaps


def _measures(aims: Sequence[GoalRow], measures: Sequence[MeasureRow]) -> list[Gap]:
    if not measures:
        return [_no_measure(aims)]
    gaps = [
        (_("Goal «{goal}» has no measure.").format(goal=short(goal.text)), f"goal:{goal.id}")
        for goal in aims
        if goal.status is GoalStatus.ACTIVE and not any(one.measures for one in every_goal([goal]))
    ]
    worked_on = [row for row in measures if row.status in _WORKED_ON]
    gaps = _shortened(gaps)
    for is_missing, sentence in (
        (lambda row: row.responsible is None, _("Measure «{measure}» has nobody responsible.")),
        (
            lambda row: row.responsible_left,
            _("Who is responsible for measure «{measure}» has left."),
        ),
        (lambda row: not row.extent, _("Measure «{measure}» has no extent.")),
    ):
        gaps += _of_measures(worked_on, is_missing, sentence)
    return gaps


def _how(measures: Sequence[MeasureRow]) -> list[Gap]:
    if not measures:
        return [_no_measure(())]
    worked_on = [row for row in measures if row.status in _WORKED_ON]
    sentence = _("How measure «{measure}» is carried out is not described.")
    return _of_measures(worked_on, lambda row: not row.how, sentence)


def _no_measure(aims: Sequence[GoalRow]) -> Gap:
    return _("There is no measure."), f"goal:{aims[0].id}" if aims else "goals"


def _of_measures(
    measures: Iterable[MeasureRow], is_missing: Callable[[MeasureRow], bool], sentence: str
) -> list[Gap]:
    return _shortened(
        [
            (sentence.format(measure=short(row.text)), f"measure:{row.id}")
            for row in measures
            if is_missing(row)
        ]
    )


def _shortened(gaps: list[Gap]) -> list[Gap]:
    """The first of gaps of one kind, saying how many more there are."""
    if len(gaps) <= 1:
        return gaps
    more = len(gaps) - 1
    words, field = gaps[0]
    told = ngettext("The same for {count} more.", "The same for {count} more.", more)
    return [(f"{words} {told.format(count=more)}", field)]


def _period(plan: PlanRow | None) -> list[Gap]:
    return _texts(
        plan,
        ("period_from", _("The plan period has no beginning.")),
        ("period_to", _("The plan period has no end.")),
        ("review_on", _("There is no date for the next review.")),
    )


def _consents(parties: Iterable[PartyFact], consent: ConsentStanding[ConsentRow]) -> list[Gap]:
    gaps = [] if consent.holds else [(consent_words(consent.state), "consents")]
    without = [
        (_("{name} takes part without a consent in force.").format(name=one.name), "consents")
        for one in _taking_part(parties)
        if one.party.kind is PartyKind.SERVICE and (one.consent is None or not one.consent.holds)
    ]
    return gaps + _shortened(without)


def consent_words(state: ConsentState | None) -> str:
    """Why no consent to the plan is in force, in a sentence."""
    if state is None:
        return _("No consent to the plan is recorded.")
    return {
        ConsentState.AHEAD: _("The consent to the plan has not begun."),
        ConsentState.RUN_OUT: _("The consent to the plan has run out."),
        ConsentState.WITHDRAWN: _("The consent to the plan is withdrawn."),
        ConsentState.OUTGROWN: _("The young person must consent to the plan."),
    }.get(state, _("The consent to the plan is in force."))
