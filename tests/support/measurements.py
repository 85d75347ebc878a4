"""Assessments for tests, made by the actions that a user does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from factdesk.assessments.actions.finish_rating import FinishRating
from factdesk.assessments.actions.open_assessment import OpenAssessment
from factdesk.assessments.actions.rate import Rate
from factdesk.assessments.actions.settle import SettleEqual, WriteItem
from factdesk.assessments.actions.sign_assessment import SignAssessment
from factdesk.assessments.assessors import NewAssessor
from factdesk.assessments.facts import AssessmentFacts
from factdesk.assessments.kinds import RatingMark
from factdesk.assessments.views import TheAssessment
from factdesk.desk import Desk
from fidelity.rating import Given


def opened(
    desk: Desk,
    title: str = "DACTS 2026",
    *,
    form: str = "dacts",
    to: date = date(2026, 11, 22),
    raters: tuple[NewAssessor, ...] = (),
) -> str:
    """An open assessment; who is signed in rates where nobody else is named."""
    first = to.replace(year=to.year - 1)
    who = raters or (NewAssessor(staff_id=desk.actor.id),)
    return desk.do(OpenAssessment(form, title, first, to, who))


def rated(
    desk: Desk, assessment_id: str, score: int = 4, others: Mapping[str, Given] | None = None
) -> None:
    """Score every item as who is signed in, and be done; ``others`` are other scores by item."""
    facts = desk.see(TheAssessment(assessment_id))
    assert facts.my_id is not None
    for slot, items in facts.scale.slots():
        given = (others or {}).get(slot, score)
        desk.do(Rate(assessment_id, facts.my_id, items[0].code, *marked(given), None))
    me = next(each for each in the(desk, assessment_id).assessors if each.is_me)
    desk.do(FinishRating(me.id, me.version))


def signed(
    desk: Desk,
    title: str = "DACTS 2025",
    *,
    form: str = "dacts",
    to: date = date(2025, 11, 22),
    score: int = 4,
    others: Mapping[str, Given] | None = None,
    recommended: Mapping[str, str] | None = None,
) -> str:
    """A signed assessment with one rater; ``recommended`` are recommendations by slot."""
    made = opened(desk, title, form=form, to=to)
    rated(desk, made, score, others)
    desk.do(SettleEqual(made))
    for slot, text in (recommended or {}).items():
        seen = the(desk, made).settled[slot].version
        desk.do(WriteItem(made, slot, seen, recommendation=text, is_main=True))
    desk.do(SignAssessment(made, the(desk, made).version))
    return made


def the(desk: Desk, assessment_id: str) -> AssessmentFacts:
    """The assessment as it is now."""
    return desk.see(TheAssessment(assessment_id))


def marked(given: Given) -> tuple[RatingMark, int | None]:
    """A score or a mark as an action takes it."""
    if isinstance(given, int):
        return RatingMark.SCORE, given
    return RatingMark(given.value), None
