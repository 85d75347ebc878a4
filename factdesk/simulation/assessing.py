"""Two made-up DACTS assessments a year apart, made with the actions that people use.

Scores follow what the figures suggest; where a person must judge, they are made up.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from dateutil.relativedelta import relativedelta

from factdesk.assessments.actions.change_assessors import NewAssessor
from factdesk.assessments.actions.edit_assessment import EditAssessment
from factdesk.assessments.actions.evidence import AddEvidence
from factdesk.assessments.actions.finish_rating import FinishRating
from factdesk.assessments.actions.improvements import PlanImprovement
from factdesk.assessments.actions.open_assessment import OpenAssessment
from factdesk.assessments.actions.rate import Rate
from factdesk.assessments.actions.settle import Settle, SettleEqual, WriteItem
from factdesk.assessments.actions.sign_assessment import SignAssessment
from factdesk.assessments.facts import AssessmentFacts
from factdesk.assessments.figure_views import Figures
from factdesk.assessments.kinds import EvidenceKind, RatingMark
from factdesk.assessments.views import TheAssessment
from factdesk.board.actions.close_task import FinishTask
from factdesk.clock import ShiftedClock
from factdesk.desk import Desk
from factdesk.simulation import assessment_phrases as phrases
from factdesk.team.views import TheTeam

#: The charts of the first and of the second assessment are drawn by these.
_SEEDS = (2025, 2026)
_OUTSIDE = NewAssessor(None, "Siri Nygård", "Kompetansetjenesten", is_outside=True)
#: What the first rater has not come to in an assessment in work.
_NOT_YET = ("S6", "S8", "S10")


def assess_a_year_ago(desk: Desk, clock: ShiftedClock) -> str:
    """The first assessment, signed a year before today; the id. The clock ends where it began."""
    today = clock.today()
    then = today - relativedelta(years=1)
    clock.by = timedelta(days=(then - today).days)
    try:
        found = begin(desk, is_first=True)
        finish(desk, found)
    finally:
        clock.by = timedelta(0)
    return found


def begin(desk: Desk, *, is_first: bool = False) -> str:
    """Open one of the year until today; the first rater has some items left. The id."""
    today = desk.clock.today()
    found = desk.do(
        OpenAssessment(
            "dacts",
            f"DACTS, høsten {today.year}",
            today - relativedelta(years=1) + timedelta(days=1),
            today,
            (NewAssessor(desk.actor.id, desk.actor.name, "Fjellbygda kommune"), _OUTSIDE),
            owners="Fjellbygda kommune og Nordfjell HF",
            area="Fjellbygda, Sørdal og Nes",
            sources=phrases.SOURCES,
            sample_size=10,
            sample_seed=_SEEDS[0] if is_first else _SEEDS[1],
        )
    )
    facts = desk.see(TheAssessment(found))
    _tick_off(desk, facts)
    for item, (kind, text) in phrases.EVIDENCE.items():
        desk.do(AddEvidence(found, item, EvidenceKind(kind), text))
    _rate(desk, facts, 0, but=_NOT_YET)
    return found


def finish(desk: Desk, assessment_id: str) -> None:
    """Rate the rest, the outside rater from the paper form; settle, plan the improvement, sign."""
    facts = desk.see(TheAssessment(assessment_id))
    for place, rater in enumerate(facts.assessors):
        _rate(desk, facts, place)
        desk.do(FinishRating(rater.id, rater.version))
    desk.do(SettleEqual(assessment_id))
    _settle_rest(desk, assessment_id)
    _write(desk, assessment_id)
    facts = desk.see(TheAssessment(assessment_id))
    desk.do(
        EditAssessment(
            assessment_id, facts.version, strengths=phrases.STRENGTHS, weaknesses=phrases.WEAKNESSES
        )
    )
    members = desk.see(TheTeam()).members
    for item, place, days in _main(facts):
        text = phrases.COMMENTS[item][1]
        if text is not None:
            owner = members[place % len(members)].id
            due = desk.clock.today() + timedelta(days=days)
            desk.do(PlanImprovement(assessment_id, item, text, owner, due))
    desk.do(SignAssessment(assessment_id, desk.see(TheAssessment(assessment_id)).version))


def _rate(desk: Desk, facts: AssessmentFacts, place: int, but: tuple[str, ...] = ()) -> None:
    """Give a rater's scores of the items that have none yet."""
    rater = facts.assessors[place]
    for item, score, suggested in _scores(desk, facts, place):
        if item not in but and facts.rating(rater.id, item) is None:
            desk.do(Rate(facts.id, rater.id, item, RatingMark.SCORE, score, None, suggested))


def _scores(
    desk: Desk, facts: AssessmentFacts, place: int
) -> Iterator[tuple[str, int, int | None]]:
    """Each item with a rater's score and what was suggested; the raters differ here and there."""
    figures = desk.see(Figures.of_assessment(facts))
    now = _is_now(facts)
    for item in facts.scale.items:
        rng = Random(f"{facts.sample_seed} {item.code}")
        found = figures.get(item.code)
        suggested = found.suggestion.score if found and found.suggestion else None
        score = suggested or phrases.JUDGED.get(item.code, (3, 3))[now]
        if rng.random() < 0.2:
            part = facts.scale.part(item.part)
            step = rng.choice((-1, 1)) if place else 0
            score = min(max(score + step, part.lowest), part.highest)
        yield item.code, score, suggested


def _is_now(facts: AssessmentFacts) -> bool:
    return facts.sample_seed == _SEEDS[1]


def _main(facts: AssessmentFacts) -> tuple[tuple[str, int, int], ...]:
    """The main recommendations: item, place in the team of who takes it on, days."""
    return phrases.MAIN[_is_now(facts)]


def _tick_off(desk: Desk, facts: AssessmentFacts) -> None:
    """Most of what was planned after the last assessment has been done."""
    planned = facts.previous.improvements if facts.previous else ()
    for each in planned[:-1]:
        desk.do(FinishTask(each.task_id, each.task_version))


def _settle_rest(desk: Desk, assessment_id: str) -> None:
    """What the raters scored otherwise: the first one's score, and why."""
    facts = desk.see(TheAssessment(assessment_id))
    first, other = facts.assessors
    for slot, items in facts.scale.slots():
        settled = facts.settled.get(slot)
        if settled is not None and settled.mark is not None:
            continue
        mine, theirs = facts.rating(first.id, slot), facts.rating(other.id, slot)
        if mine is None or theirs is None:
            continue
        lasting = f"{other.name}: {theirs.score}" if items[0].code in phrases.JUDGED else None
        desk.do(
            Settle(
                assessment_id,
                slot,
                mine.item,
                mine.mark,
                mine.score,
                settled.version if settled else None,
                why=phrases.WHY_SETTLED,
                dissent=lasting,
            )
        )


def _write(desk: Desk, assessment_id: str) -> None:
    """Comments and recommendations, three of them the main ones."""
    facts = desk.see(TheAssessment(assessment_id))
    main, settled = {code for code, _place, _days in _main(facts)}, facts.settled
    for item, (comment, recommendation) in phrases.COMMENTS.items():
        desk.do(
            WriteItem(
                assessment_id,
                item,
                settled[item].version,
                comment=comment,
                recommendation=recommendation,
                is_main=item in main,
            )
        )
