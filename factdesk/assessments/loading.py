"""One assessment as far as the reader may see it: what is hidden is left out here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import select

from factdesk.assessments.facts import (
    SETTLING,
    SIGNED,
    AssessmentFacts,
    AssessmentRow,
    AssessorRow,
    EvidenceRow,
    PreviousFacts,
    RatingRow,
    SettledRow,
    SignedFigure,
    TrendPoint,
)
from factdesk.assessments.forms import form_of
from factdesk.assessments.indicators.labels import person_labels
from factdesk.assessments.listing import (
    Answered,
    amended_by,
    listed,
    signed_figures_of,
    standing,
)
from factdesk.assessments.permitted import Standing, permitted
from factdesk.assessments.planned import improvements_of
from factdesk.assessments.raters import Raters, raters_of
from factdesk.assessments.rows import Rows, rows_of
from factdesk.assessments.rules import (
    Rater,
    agreement_between,
    given_of,
    own,
    provisional,
    sees,
    writes,
)
from factdesk.assessments.signing import holds, opened
from factdesk.assessments.tables import Assessment, Evidence, Rating, Settled
from factdesk.assessments.writing import leads
from factdesk.store.action import Actor, Reader
from factdesk.store.conflict import Gone
from factdesk.team.roles import Right
from factdesk.team.tables import Staff
from fidelity.model import Scale


@dataclass(frozen=True)
class Shown:
    """What is shown of an assessment: the rows, and of a signed one the figures and the proof."""

    rows: Rows
    raters: Raters
    figures: Mapping[str, SignedFigure]
    signer: str | None
    hash_holds: bool | None


def loaded(reader: Reader, assessment_id: str) -> AssessmentFacts:
    """Everything that is not hidden from the reader. Raises Gone."""
    session = reader.session
    assessment = session.get(Assessment, assessment_id)
    if assessment is None:
        raise Gone(Assessment.__tablename__, assessment_id)
    scale = form_of(session, assessment.form_id)
    shown = _shown(reader, assessment, scale)
    siblings = session.scalars(
        select(Assessment).where(Assessment.form_id == assessment.form_id)
    ).all()
    row = listed(
        assessment,
        scale,
        shown.raters,
        _answered(shown.rows),
        amended_by(siblings).get(assessment.id),
        reader.actor.id,
    )
    return AssessmentFacts(
        **{each.name: getattr(row, each.name) for each in fields(AssessmentRow)},
        **_texts(shown.rows.assessment, assessment),
        **_people(reader, shown, row, scale),
        **_history(reader, assessment, siblings, scale),
        scale=scale,
        signed_by=shown.signer,
        sample=_sample(reader, shown.rows),
        is_frozen=assessment.signed_at is not None or assessment.withdrawn_at is not None,
        hash_holds=shown.hash_holds,
        figures=shown.figures,
    )


def _shown(reader: Reader, assessment: Assessment, scale: Scale) -> Shown:
    rows = rows_of(reader.session, assessment)
    raters = raters_of(reader.session, assessment.id)
    if assessment.signed_at is None:
        return Shown(rows, raters, {}, None, None)
    kept = opened(assessment.content)
    if kept is None or assessment.content is None:
        return Shown(rows, raters, {}, None, hash_holds=False)
    proved = holds(assessment.content, assessment.content_hash, rows, scale)
    return Shown(kept.rows, _signed_raters(kept.rows), kept.figures, kept.signer, proved)


def _signed_raters(rows: Rows) -> Raters:
    ordered = tuple(sorted(rows.assessors, key=lambda each: (each.position, each.id)))
    return Raters(
        ordered,
        tuple(
            Rater(each.id, each.staff_id, each.done_at is not None, each.left_at is not None)
            for each in ordered
        ),
    )


def _answered(rows: Rows) -> Answered:
    ratings: dict[str, int] = {}
    for each in rows.ratings:
        ratings[each.assessor_id] = ratings.get(each.assessor_id, 0) + 1
    settled = sum(1 for each in rows.settled if each.mark is not None)
    return Answered(ratings, {rows.assessment.id: settled})


def _texts(shown: Assessment, stored: Assessment) -> dict[str, Any]:
    names = (
        "owners", "area", "sources", "strengths", "weaknesses", "blind_first", "sample_seed",
        "sample_size", "amended_why",
    )  # fmt: skip
    texts = {name: getattr(shown, name) for name in names}
    return {
        **texts,
        "withdrawn_at": stored.withdrawn_at,
        "content_hash": stored.content_hash,
    }


def _people(reader: Reader, shown: Shown, row: AssessmentRow, scale: Scale) -> dict[str, Any]:
    """The raters, what is visible of theirs, what is settled, and what the reader may do."""
    raters, actor, rows = shown.raters.raters, reader.actor, shown.rows
    visible = {
        each.id
        for each in raters
        if row.state == SIGNED or sees(raters, each, actor.id, leads=leads(actor))
    }
    frozen = row.state not in ("open", SETTLING)
    me = own(raters, actor.id)
    mine = [each for each in rows.ratings if me is not None and each.assessor_id == me.id]
    consensus = provisional(scale, given_of(rows.settled))
    outcome = None if me is None else provisional(scale, given_of(mine))
    between = None
    if row.state in (SETTLING, SIGNED):
        between = agreement_between(scale, raters, rows.ratings)
    initials = dict(reader.session.execute(select(Staff.id, Staff.initials)).all())
    return {
        "assessors": _assessors(shown, actor, visible, frozen=frozen),
        "ratings": {
            (each.assessor_id, each.item): _rating(each)
            for each in rows.ratings
            if each.assessor_id in visible
        },
        "hidden": frozenset(each.id for each in raters) - visible,
        "settled": {each.slot: _settled(each, initials) for each in rows.settled},
        "evidence": tuple(
            _evidence(each)
            for each in sorted(rows.evidence, key=lambda each: (each.noted_at, each.id))
            if each.assessor_id is None or each.assessor_id in visible
        ),
        "consensus": consensus,
        "mine": outcome,
        "my_id": None if me is None else me.id,
        "agreement": None if between is None else between[1],
        "agreement_of": None if between is None else between[0],
        "may": permitted(Standing(row, raters, me, outcome, consensus), actor),
    }


def _assessors(
    shown: Shown, actor: Actor, visible: set[str], *, frozen: bool
) -> tuple[AssessorRow, ...]:
    raters = shown.raters.raters
    answered = _answered(shown.rows).ratings
    return tuple(
        AssessorRow(
            id=row.id,
            version=row.version,
            staff_id=row.staff_id,
            name=row.name,
            organisation=row.organisation,
            is_outside=row.is_outside,
            is_done=rater.is_done,
            done_at=row.done_at,
            has_left=rater.has_left,
            is_me=rater.staff_id == actor.id,
            answered=answered.get(row.id, 0),
            sees=row.id in visible,
            may_rate=not frozen
            and rater.is_pending
            and writes(raters, rater, actor.id, leads=leads(actor)),
        )
        for row, rater in zip(shown.raters.rows, raters, strict=True)
    )


def _rating(row: Rating) -> RatingRow:
    return RatingRow(
        id=row.id,
        version=row.version,
        assessor_id=row.assessor_id,
        item=row.item,
        mark=row.mark,
        score=row.score,
        suggested=row.suggested,
        note=row.note,
        rated_at=row.rated_at,
    )


def _settled(row: Settled, initials: Mapping[str, str]) -> SettledRow:
    return SettledRow(
        id=row.id,
        version=row.version,
        slot=row.slot,
        item=row.item,
        mark=row.mark,
        score=row.score,
        why=row.why,
        dissent=row.dissent,
        comment=row.comment,
        recommendation=row.recommendation,
        is_main=row.is_main,
        settled_at=row.settled_at,
        settled_by=None if row.settled_by is None else initials.get(row.settled_by),
    )


def _evidence(row: Evidence) -> EvidenceRow:
    return EvidenceRow(
        id=row.id,
        version=row.version,
        assessor_id=row.assessor_id,
        item=row.item,
        kind=row.kind,
        text=row.text,
        noted_at=row.noted_at,
    )


def _sample(reader: Reader, rows: Rows) -> tuple[tuple[str, str], ...]:
    """The charts under the labels that the rows behind figures bear, and in their order.

    Who may not open records is given the labels alone.
    """
    opens = Right.SEE_RECORD in reader.actor.rights
    label = person_labels(reader.session, rows.assessment.sample_seed)
    charts = ((label(each.person_id), each.person_id) for each in rows.sample)
    return tuple((person if opens else "", text) for text, person in sorted(charts))


def _history(
    reader: Reader, assessment: Assessment, siblings: Sequence[Assessment], scale: Scale
) -> dict[str, Any]:
    """What was planned, what was measured before, and the line through the years."""
    line = standing(siblings)
    chain = _chain(assessment, siblings)
    figures = {each.id: signed_figures_of(each, scale) for each in line}
    before = [
        each for each in line if each.id not in chain and each.period_to < assessment.period_to
    ]
    newest = before[-1] if before else None
    earlier = _chain(newest, siblings) if newest is not None else []
    improvements = improvements_of(reader, [*chain, *earlier])
    previous = None
    if newest is not None:
        known = figures[newest.id]
        previous = PreviousFacts(
            id=known.id,
            title=known.title,
            period_to=known.period_to,
            total=known.total,
            total_text=known.total_text,
            band_title=known.band_title,
            groups=known.groups,
            items=known.items,
            improvements=tuple(each for owner, each in improvements if owner in earlier),
        )
    trend = tuple(
        TrendPoint(
            period_to=each.period_to,
            total_text=each.total_text,
            total=each.total,
            assessment_id=each.id,
            title=each.title,
            groups=each.groups,
        )
        for each in figures.values()
    )
    return {
        "improvements": tuple(each for owner, each in improvements if owner in chain),
        "previous": previous,
        "trend": trend,
    }


def _chain(assessment: Assessment, siblings: Sequence[Assessment]) -> list[str]:
    """The assessment, what it amends, what that amends, and so on."""
    by_id = {each.id: each for each in siblings}
    chain = [assessment.id]
    while (amends := by_id[chain[-1]].amends_id) is not None and amends in by_id:
        chain.append(amends)
    return chain
