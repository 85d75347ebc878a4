"""What an undo must leave true of assessments, whoever acted in between."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select

from factdesk.assessments.raters import raters_of_many
from factdesk.assessments.rules import MOST_MAIN, Rater, all_done
from factdesk.assessments.tables import (
    Assessment,
    Assessor,
    Evidence,
    Improvement,
    Rating,
    SampledChart,
    Settled,
)
from factdesk.store.base import Entity
from factdesk.store.conflict import CannotUndo
from factdesk.store.undo import after_undo
from factdesk.store.work import Work
from factdesk.words import _

_PARTS: tuple[type[Entity], ...] = (Assessor, Rating, Settled, Evidence, SampledChart)


@after_undo("assessments", *(part.__tablename__ for part in _PARTS))
def refuse_change_of_signed_assessment(work: Work) -> None:
    """What was signed, or withdrawn, since stays as it was then."""
    touched = {row.id for row in work.touched_rows(Assessment)}
    parents = set(touched)
    for part in _PARTS:
        parents |= work.touched_parents(part, "assessment_id")
    rows = work.session.execute(
        select(Assessment.id, Assessment.signed_at, Assessment.withdrawn_at).where(
            Assessment.id.in_(parents)
        )
    )
    for assessment_id, signed_at, withdrawn_at in rows:
        if signed_at is not None:
            raise CannotUndo(_("Nothing was changed. The assessment has been signed since."))
        if withdrawn_at is not None and assessment_id not in touched:
            raise CannotUndo(_("Nothing was changed. The assessment has been withdrawn since."))


@after_undo("assessments")
def refuse_amendment_without_its_link(work: Work) -> None:
    """A withdrawn amendment stays so once another one has taken its place."""
    for row in work.touched_rows(Assessment):
        if row.amended_why is not None and row.amends_id is None and row.withdrawn_at is None:
            raise CannotUndo(_("Nothing was changed. There is another amendment now."))


@after_undo("ratings")
def refuse_change_of_finished_ratings(work: Work) -> None:
    """The scores of a rater who is done since, or no longer rates, stand."""
    # An amendment is done again with its raters, who were done when it was copied.
    redone = {row.id for row in work.touched_rows(Assessor)}
    assessors = work.touched_parents(Rating, "assessor_id") - redone
    closed = select(Assessor.id).where(
        Assessor.id.in_(assessors),
        Assessor.done_at.is_not(None) | Assessor.left_at.is_not(None),
    )
    if work.session.scalars(closed).first() is not None:
        raise CannotUndo(_("Nothing was changed. These scores have been marked as done since."))


@after_undo("assessors")
def refuse_rater_who_has_seen_the_scores(work: Work) -> None:
    """Nobody begins to rate again by an undo once the others' scores have been shown."""
    touched = {row.id for row in work.touched_rows(Assessor)}
    parents = work.touched_parents(Assessor, "assessment_id")
    for each in raters_of_many(work.session, tuple(parents)).values():
        others = [rater for rater in each.raters if rater.id not in touched]
        if all_done(others) and any(_rates(rater, touched) for rater in each.raters):
            raise CannotUndo(
                _("Nothing was changed. The raters' scores have been shown to each other since.")
            )


def _rates(rater: Rater, touched: set[str]) -> bool:
    return rater.id in touched and rater.is_pending


@after_undo("settled_items")
def refuse_too_many_main_recommendations(work: Work) -> None:
    """The report's first page has room for so many."""
    parents = work.touched_parents(Settled, "assessment_id")
    marked = select(Settled.assessment_id).where(
        Settled.assessment_id.in_(parents), Settled.is_main
    )
    if any(count > MOST_MAIN for count in Counter(work.session.scalars(marked)).values()):
        raise CannotUndo(_("Nothing was changed. Other main recommendations were chosen since."))


@after_undo("improvements")
def refuse_improvement_of_withdrawn_assessment(work: Work) -> None:
    """What has been withdrawn plans nothing."""
    parents = work.touched_parents(Improvement, "assessment_id")
    withdrawn = select(Assessment.id).where(
        Assessment.id.in_(parents), Assessment.withdrawn_at.is_not(None)
    )
    if work.session.scalars(withdrawn).first() is not None:
        raise CannotUndo(_("Nothing was changed. The assessment has been withdrawn since."))
