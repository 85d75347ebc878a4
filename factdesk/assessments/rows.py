"""The rows of one assessment together, from the store or from what was signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar, cast

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from factdesk.assessments.tables import (
    Assessment,
    Assessor,
    Evidence,
    Rating,
    SampledChart,
    Settled,
)
from factdesk.store.base import Entity
from factdesk.store.encoding import decode_row, encode

E = TypeVar("E", bound=Entity)

#: Of the assessment's own row: what signing itself sets, and what is no part of it.
_NOT_SIGNED: Final = frozenset(
    "version content content_hash signed_at signed_by withdrawn_at".split()
)


@dataclass(frozen=True)
class Rows:
    """The assessment's own row and its parts, each in a settled order."""

    assessment: Assessment
    assessors: tuple[Assessor, ...]
    ratings: tuple[Rating, ...]
    settled: tuple[Settled, ...]
    evidence: tuple[Evidence, ...]
    sample: tuple[SampledChart, ...]


def rows_of(session: Session, assessment: Assessment) -> Rows:
    """The parts as they are stored now. Five statements."""
    return Rows(
        assessment,
        _parts(session, Assessor, assessment.id),
        _parts(session, Rating, assessment.id),
        _parts(session, Settled, assessment.id),
        _parts(session, Evidence, assessment.id),
        _parts(session, SampledChart, assessment.id),
    )


def _parts(session: Session, cls: type[E], assessment_id: str) -> tuple[E, ...]:
    column = cls.assessment_id  # type: ignore[attr-defined]
    return tuple(session.scalars(select(cls).where(column == assessment_id).order_by(cls.id)))


def values_of(rows: Rows) -> dict[str, Any]:
    """The rows as JSON can hold them, without versions."""
    return {
        "assessment": _values(rows.assessment, _NOT_SIGNED),
        "assessors": [_values(each) for each in rows.assessors],
        "ratings": [_values(each) for each in rows.ratings],
        "settled": [_values(each) for each in rows.settled],
        "evidence": [_values(each) for each in rows.evidence],
        "sample": [_values(each) for each in rows.sample],
    }


def _values(row: Entity, but: frozenset[str] = frozenset({"version"})) -> dict[str, Any]:
    names = (column.name for column in row.__table__.columns)
    return {name: encode(getattr(row, name)) for name in names if name not in but}


def rows_from(values: Mapping[str, Any]) -> Rows:
    """The rows back from their values; they belong to no session."""
    return Rows(
        _made(Assessment, values["assessment"]),
        tuple(_made(Assessor, each) for each in values["assessors"]),
        tuple(_made(Rating, each) for each in values["ratings"]),
        tuple(_made(Settled, each) for each in values["settled"]),
        tuple(_made(Evidence, each) for each in values["evidence"]),
        tuple(_made(SampledChart, each) for each in values["sample"]),
    )


def _made(cls: type[E], values: Mapping[str, Any]) -> E:
    return cls(**decode_row(cast(Table, cls.__table__), values), version=1)
