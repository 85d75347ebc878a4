"""Sign an assessment, and make an amendment of a signed one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import select

from factdesk.assessments.actions.finish_rating import demand_whole
from factdesk.assessments.errors import AmendedAlready, NotSigned, SettledSince, SignatureBroken
from factdesk.assessments.indicators.compute import compute_in_all
from factdesk.assessments.raters import raters_of
from factdesk.assessments.rows import Rows, rows_of
from factdesk.assessments.rules import agreement_between, given_of, provisional
from factdesk.assessments.signing import hash_of, holds, signed_content
from factdesk.assessments.tables import (
    Assessment,
    Assessor,
    Evidence,
    Rating,
    SampledChart,
    Settled,
)
from factdesk.assessments.writing import demand_all_done, open_assessment, scale_of, written
from factdesk.board.episodes import known_staff
from factdesk.store.action import Action
from factdesk.store.base import Entity
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _

#: Of a row that is copied, what the copy has of its own.
_OWN = frozenset({"id", "version", "assessment_id", "assessor_id"})


@dataclass(frozen=True)
class SignAssessment(Action[str]):
    """Freeze what was settled, with the figures and their rows as they are now; gives the hash.

    ``settled`` are the versions of what was settled, by slot, as the signer saw it: nobody signs
    what somebody else has written in the same moment. It cannot be undone: a correction is an
    amendment. Raises NotAllDone, NotAllAnswered with what is not settled, SettledSince, BadRating,
    Conflict, and the refusals of what is signed or withdrawn.
    """

    assessment_id: str
    seen: int
    settled: Mapping[str, int] | None = None
    reason: str | None = None

    code: ClassVar[str] = "assessment.sign"
    right: ClassVar[str | None] = Right.LEAD_ASSESSMENT
    undoable: ClassVar[bool] = False

    def do(self, work: Work) -> str:
        """Check that it is whole, write the content and its hash."""
        assessment = open_assessment(work, self.assessment_id)
        raters = raters_of(work.session, assessment.id)
        demand_all_done(raters)
        scale = scale_of(work, assessment)
        rows = rows_of(work.session, assessment)
        if self.settled is not None and self.settled != _versions(rows):
            raise SettledSince
        given = given_of(rows.settled)
        demand_whole(scale, given, settled=True)
        figures = compute_in_all(
            work.session,
            scale,
            assessment.period_from,
            assessment.period_to,
            [each.person_id for each in sorted(rows.sample, key=lambda each: each.number)],
            assessment.sample_seed,
        )
        between = agreement_between(scale, raters.raters, rows.ratings)
        content = signed_content(
            rows,
            scale,
            figures,
            None if between is None else between[1],
            provisional(scale, given),
            work.actor.name,
        )
        work.edit(
            Assessment,
            assessment.id,
            self.seen,
            signed_at=work.now,
            signed_by=known_staff(work),
            content=content,
            content_hash=hash_of(content),
        )
        return hash_of(content)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Signed the assessment DACTS 2026»."""
        return _("Signed the assessment {assessment}").format(**details)


def _versions(rows: Rows) -> dict[str, int]:
    return {each.slot: each.version for each in rows.settled}


@dataclass(frozen=True)
class AmendAssessment(Action[str]):
    """A copy of a signed assessment that can be corrected and signed anew; gives its id.

    Raters, scores, consensus, evidence and sample are copied; the first stays as it was signed.
    Raises NotSigned, AmendedAlready, SignatureBroken, and TextMissing without a reason.
    """

    assessment_id: str
    why: str
    reason: str | None = None

    code: ClassVar[str] = "assessment.amend"
    right: ClassVar[str | None] = Right.LEAD_ASSESSMENT

    def do(self, work: Work) -> str:
        """Copy, with a link back. A withdrawn amendment leaves its place."""
        first = work.get(Assessment, self.assessment_id)
        work.tell(assessment=first.title)
        if first.signed_at is None:
            raise NotSigned
        why = written({"why": self.why}, "why")["why"]
        rows = rows_of(work.session, first)
        if not holds(first.content or "", first.content_hash, rows, scale_of(work, first)):
            raise SignatureBroken
        other = work.session.scalars(
            select(Assessment).where(Assessment.amends_id == first.id)
        ).first()
        if other is not None and other.withdrawn_at is None:
            raise AmendedAlready(other.id)
        if other is not None:
            work.edit(Assessment, other.id, None, amends_id=None)
            work.session.flush()
        amendment = work.add(
            Assessment(
                **_values(first, "signed_at", "signed_by", "content", "content_hash"),
                opened_at=work.now,
                opened_by=known_staff(work),
                amends_id=first.id,
                amended_why=why,
            )
        )
        _copy(work, rows, amendment.id)
        return amendment.id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Began an amendment of DACTS 2026»."""
        return _("Began an amendment of {assessment}").format(**details)


def _copy(work: Work, rows: Rows, assessment_id: str) -> None:
    copies: dict[str | None, str | None] = {None: None}
    for assessor in rows.assessors:
        row = work.add(Assessor(assessment_id=assessment_id, **_values(assessor)))
        copies[assessor.id] = row.id
    for chart in rows.sample:
        work.add(SampledChart(assessment_id=assessment_id, **_values(chart)))
    parts: tuple[tuple[type[Entity], tuple[Any, ...]], ...] = (
        (Rating, rows.ratings),
        (Settled, rows.settled),
        (Evidence, rows.evidence),
    )
    for cls, found in parts:
        work.add_many(cls, [_copied(each, assessment_id, copies) for each in found])


def _copied(
    row: Rating | Settled | Evidence, assessment_id: str, copies: Mapping[str | None, str | None]
) -> dict[str, Any]:
    values = {"assessment_id": assessment_id, **_values(row)}
    if not isinstance(row, Settled):
        values["assessor_id"] = copies[row.assessor_id]
    return values


def _values(row: Entity, *but: str) -> dict[str, Any]:
    left_out = _OWN | set(but) | {"opened_at", "opened_by", "amends_id", "amended_why"}
    names = (column.name for column in row.__table__.columns)
    return {name: getattr(row, name) for name in names if name not in left_out}
