"""The list of assessments, and those of one edition that were signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from factdesk.assessments.facts import (
    OPEN,
    SETTLING,
    SIGNED,
    WITHDRAWN,
    AssessmentRow,
    ComparedAssessment,
)
from factdesk.assessments.forms import scale_in
from factdesk.assessments.raters import Raters, raters_of_many
from factdesk.assessments.rules import (
    all_done,
    by_slot,
    given_of,
    own,
    provisional,
)
from factdesk.assessments.signing import opened
from factdesk.assessments.tables import Assessment, Rating, ScaleForm, Settled
from factdesk.store.action import Reader
from factdesk.words import language
from fidelity.model import Scale
from fidelity.scoring import Outcome, text


@dataclass(frozen=True)
class Answered:
    """How many slots each rater has answered, by id, and how many are settled, by assessment."""

    ratings: Mapping[str, int]
    settled: Mapping[str, int]


def rows_of(reader: Reader) -> tuple[AssessmentRow, ...]:
    """All assessments, newest period first. Five statements."""
    session = reader.session
    found = session.scalars(
        select(Assessment).order_by(
            Assessment.period_to.desc(), Assessment.opened_at.desc(), Assessment.id.desc()
        )
    ).all()
    if not found:
        return ()
    forms = session.execute(select(ScaleForm.id, ScaleForm.content))
    scales = {form_id: scale_in(content) for form_id, content in forms}
    raters = raters_of_many(session, [each.id for each in found])
    answered = answered_of(session)
    amended = amended_by(found)
    return tuple(
        listed(
            each,
            scales[each.form_id],
            raters.get(each.id, Raters((), ())),
            answered,
            amended.get(each.id),
            reader.actor.id,
        )
        for each in found
    )


def answered_of(session: Session) -> Answered:
    """The counts of every assessment. Two statements."""
    ratings = select(Rating.assessor_id, func.count()).group_by(Rating.assessor_id)
    settled = (
        select(Settled.assessment_id, func.count())
        .where(Settled.mark.is_not(None))
        .group_by(Settled.assessment_id)
    )
    return Answered(
        dict(session.execute(ratings).all()),
        dict(session.execute(settled).all()),
    )


def amended_by(assessments: Iterable[Assessment]) -> dict[str, str]:
    """The id of the amendment of each that has one, withdrawn ones left aside."""
    return {
        each.amends_id: each.id
        for each in assessments
        if each.amends_id is not None and each.withdrawn_at is None
    }


def state_of(assessment: Assessment, raters: Raters) -> str:
    """Where it stands."""
    if assessment.signed_at is not None:
        return SIGNED
    if assessment.withdrawn_at is not None:
        return WITHDRAWN
    return SETTLING if all_done(raters.raters) else OPEN


def listed(
    assessment: Assessment,
    scale: Scale,
    raters: Raters,
    answered: Answered,
    amendment: str | None,
    staff_id: str,
) -> AssessmentRow:
    """One row of the list."""
    state = state_of(assessment, raters)
    signed = signed_outcome(assessment, scale) if state == SIGNED else None
    me = own(raters.raters, staff_id)
    if state != OPEN:
        count = answered.settled.get(assessment.id, 0)
    elif me is not None:
        count = answered.ratings.get(me.id, 0)
    else:
        count = max((answered.ratings.get(each.id, 0) for each in raters.raters), default=0)
    return AssessmentRow(
        id=assessment.id,
        version=assessment.version,
        title=assessment.title,
        form_id=assessment.form_id,
        scale_id=scale.id,
        edition=scale.edition,
        instrument=scale.instrument,
        period_from=assessment.period_from,
        period_to=assessment.period_to,
        state=state,
        total_text=None if signed is None else text(scale, signed.total),
        band_title=None if signed is None else band_title(signed),
        answered=count,
        slots=sum(1 for _slot in scale.slots()),
        assessor_names=tuple(row.name for row in raters.rows),
        is_mine=me is not None,
        opened_at=assessment.opened_at,
        signed_at=assessment.signed_at,
        amends_id=assessment.amends_id,
        amended_by=amendment,
    )


def signed_outcome(assessment: Assessment, scale: Scale) -> Outcome | None:
    """What was signed, recomputed from the signed scores; ``None`` where they cannot be read."""
    kept = opened(assessment.content, with_rows=False)
    return None if kept is None else provisional(scale, given_of(kept.rows.settled))


def band_title(outcome: Outcome) -> str | None:
    """The title of the band in the reader's language."""
    return None if outcome.band is None else outcome.band.title.in_language(language())


def means_of(outcome: Outcome) -> dict[str, Fraction]:
    """The means of parts and subscales by code, where there is one."""
    return {each.code: each.mean for each in outcome.groups if each.mean is not None}


def standing(assessments: Sequence[Assessment]) -> list[Assessment]:
    """The signed ones that no signed amendment has replaced, earliest period first."""
    signed = [each for each in assessments if each.signed_at is not None]
    replaced = {each.amends_id for each in signed}
    kept = [each for each in signed if each.id not in replaced]
    return sorted(kept, key=lambda each: (each.period_to, each.opened_at, each.id))


def signed_figures_of(assessment: Assessment, scale: Scale) -> ComparedAssessment:
    """The scores and means of a signed one; empty where they cannot be read."""
    kept = opened(assessment.content, with_rows=False)
    settled = () if kept is None else kept.rows.settled
    outcome = provisional(scale, given_of(settled))
    return ComparedAssessment(
        id=assessment.id,
        title=assessment.title,
        period_from=assessment.period_from,
        period_to=assessment.period_to,
        total=outcome.total,
        total_text=text(scale, outcome.total),
        band_title=band_title(outcome),
        groups=means_of(outcome),
        items={
            slot: each.score
            for slot, each in by_slot(scale, settled).items()
            if each.score is not None
        },
    )
