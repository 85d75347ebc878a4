"""What the actions on assessments share: what may be changed, by whom, and checked texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from factdesk.assessments.errors import (
    AssessmentSigned,
    AssessmentWithdrawn,
    BadRating,
    NoSuchItem,
    NotAllDone,
    NotAMember,
    NotYourRating,
    OwnScoresFirst,
    RaterDone,
    RaterLeft,
)
from factdesk.assessments.fidelity_words import rating_words
from factdesk.assessments.field_words import field_word
from factdesk.assessments.forms import form_of
from factdesk.assessments.kinds import RatingMark
from factdesk.assessments.raters import Raters, raters_of
from factdesk.assessments.rules import (
    all_done,
    codes_of,
    given_of,
    own,
    slot_of,
    writes,
)
from factdesk.assessments.tables import Assessment, Assessor, Rating, Settled
from factdesk.people.writing import demand_text, tidy
from factdesk.plans.errors import TextTooLong
from factdesk.plans.rules import LONGEST_TEXT
from factdesk.store.action import Actor
from factdesk.store.conflict import Gone, Refused
from factdesk.store.keep import given
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.team.tables import Staff
from fidelity.model import Mark, Scale
from fidelity.rating import Given, RatingError
from fidelity.scoring import so_far

#: Titles, names and the like, in characters.
LONGEST_NAME = 200
_NAMES = frozenset("title owners area name organisation".split())


def leads(actor: Actor) -> bool:
    """Whether somebody leads assessments."""
    return Right.LEAD_ASSESSMENT in actor.rights


def open_assessment(work: Work, assessment_id: str) -> Assessment:
    """An assessment that may be changed, told of. Raises Gone and its refusals."""
    assessment = work.get(Assessment, assessment_id)
    work.tell(assessment=assessment.title)
    demand_open(assessment)
    return assessment


def demand_open(assessment: Assessment) -> None:
    """Raise AssessmentSigned or AssessmentWithdrawn."""
    if assessment.signed_at is not None:
        raise AssessmentSigned
    if assessment.withdrawn_at is not None:
        raise AssessmentWithdrawn


def demand_part(work: Work, assessment_id: str) -> Raters:
    """Raise Refused unless the actor rates in the assessment, or leads; its raters."""
    raters = raters_of(work.session, assessment_id)
    me = own(raters.raters, work.actor.id)
    if not leads(work.actor) and (me is None or me.has_left):
        raise Refused(Right.LEAD_ASSESSMENT)
    return raters


def demand_all_done(raters: Raters) -> None:
    """Raise NotAllDone while somebody rates."""
    if not all_done(raters.raters):
        raise NotAllDone


def rater_for_writing(work: Work, assessor_id: str) -> tuple[Assessor, Raters]:
    """A rater whose scores the actor may write, done or not.

    Raises AssessmentSigned, AssessmentWithdrawn, RaterLeft, NotYourRating and OwnScoresFirst.
    """
    assessor = work.get(Assessor, assessor_id)
    open_assessment(work, assessor.assessment_id)
    raters = raters_of(work.session, assessor.assessment_id)
    rater = raters.of(assessor.id)
    if not writes(raters.raters, rater, work.actor.id, leads=leads(work.actor)):
        paper = rater.staff_id is None and leads(work.actor)
        raise OwnScoresFirst if paper else NotYourRating
    if rater.has_left:
        raise RaterLeft
    return assessor, raters


def rating_rater(work: Work, assessor_id: str, assessment_id: str | None = None) -> Assessor:
    """A rater whose scores the actor may change now. Raises RaterDone too, and Gone."""
    assessor, _raters = rater_for_writing(work, assessor_id)
    if assessment_id is not None and assessor.assessment_id != assessment_id:
        raise Gone(Assessor.__tablename__, assessor_id)
    if assessor.done_at is not None:
        raise RaterDone
    return assessor


def rating_for_writing(work: Work, rating_id: str) -> Rating:
    """A rating that the actor may change now."""
    rating = work.session.get(Rating, rating_id)
    if rating is None:
        raise Gone(Rating.__tablename__, rating_id)
    rating_rater(work, rating.assessor_id)
    return rating


def ratings_of(work: Work, assessor_id: str) -> list[Rating]:
    """What a rater gave."""
    query = select(Rating).where(Rating.assessor_id == assessor_id).order_by(Rating.item)
    return list(work.session.scalars(query))


def settled_of(work: Work, assessment_id: str) -> list[Settled]:
    """What is settled or written for the slots."""
    query = select(Settled).where(Settled.assessment_id == assessment_id).order_by(Settled.slot)
    return list(work.session.scalars(query))


def demand_slot(scale: Scale, code: str) -> str:
    """The slot of an item. Raises NoSuchItem."""
    slot = slot_of(scale, code)
    if slot is None:
        raise NoSuchItem(code)
    return slot


def demand_given(
    scale: Scale,
    others: Iterable[Rating] | Iterable[Settled],
    item: str,
    mark: RatingMark,
    score: int | None,
) -> int | None:
    """The score as it is stored, once the scale allows it beside the others. Raises BadRating."""
    slot = demand_slot(scale, item)
    answer: Given = Mark(mark.value) if mark is not RatingMark.SCORE else score  # type: ignore[assignment]
    siblings = codes_of(scale, slot)
    rest = {code: each for code, each in given_of(others).items() if code not in siblings}
    try:
        so_far(scale, {**rest, item: answer})
    except RatingError as wrong:
        raise BadRating(rating_words(wrong)) from wrong
    return score if mark is RatingMark.SCORE else None


def demand_score_of(scale: Scale, item: str, score: int | None) -> int | None:
    """A suggested score, where there is one, within the item's range. Raises BadRating."""
    return None if score is None else demand_given(scale, (), item, RatingMark.SCORE, score)


def scale_of(work: Work, assessment: Assessment) -> Scale:
    """The scale that an assessment is made with."""
    return form_of(work.session, assessment.form_id)


def written(fields: Mapping[str, Any], *needed: str) -> dict[str, Any]:
    """The fields a command sets, as they are stored: blanks are nothing, texts not too long.

    Raises TextMissing for one of ``needed`` that is empty, and TextTooLong.
    """
    found = given(fields)
    for name, value in found.items():
        if type(value) is not str and value is not None:
            continue
        text = demand_text(value, field_word(name)) if name in needed else tidy(value)
        most = LONGEST_NAME if name in _NAMES else LONGEST_TEXT
        if text is not None and len(text) > most:
            raise TextTooLong(field_word(name), most)
        found[name] = text
    return found


def demand_member(work: Work, staff_id: str) -> Staff:
    """Somebody who is a member of the team today. Raises Gone and NotAMember."""
    staff = work.get(Staff, staff_id)
    if staff.valid_to is not None and staff.valid_to < work.today:
        raise NotAMember(staff.name)
    return staff
