"""The raters of an assessment as the rules want them, with the rows behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from factdesk.assessments.rules import Rater
from factdesk.assessments.tables import Assessor, Rating


@dataclass(frozen=True)
class Raters:
    """The rows in their order, and the same as the rules see them."""

    rows: tuple[Assessor, ...]
    raters: tuple[Rater, ...]

    def of(self, assessor_id: str) -> Rater:
        """The rater of a row. Raises ``KeyError``."""
        for each in self.raters:
            if each.id == assessor_id:
                return each
        raise KeyError(assessor_id)


def raters_of(session: Session, assessment_id: str) -> Raters:
    """The raters of one assessment. One statement."""
    return raters_of_many(session, (assessment_id,)).get(assessment_id, Raters((), ()))


def raters_of_many(session: Session, assessment_ids: Sequence[str]) -> Mapping[str, Raters]:
    """The raters of assessments by id. One statement."""
    has_rated = exists().where(Rating.assessor_id == Assessor.id)
    found: dict[str, list[tuple[Assessor, Rater]]] = {}
    for row, rated in session.execute(
        select(Assessor, has_rated)
        .where(Assessor.assessment_id.in_(assessment_ids))
        .order_by(Assessor.position, Assessor.id)
    ):
        rater = Rater(
            row.id,
            row.staff_id,
            row.done_at is not None,
            row.left_at is not None,
            bool(rated),
        )
        found.setdefault(row.assessment_id, []).append((row, rater))
    return {
        assessment_id: Raters(tuple(row for row, _ in each), tuple(rater for _, rater in each))
        for assessment_id, each in found.items()
    }
