"""What is asked about assessments: the list, one of them, several side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from factdesk.assessments.comparing import compared
from factdesk.assessments.facts import AssessmentFacts, AssessmentRow, ComparisonFacts
from factdesk.assessments.listing import rows_of
from factdesk.assessments.loading import loaded
from factdesk.store.action import Reader, View
from factdesk.team.roles import Right

_TABLES = frozenset("assessments assessors ratings settled_items scale_forms staff".split())


@dataclass(frozen=True)
class Assessments(View[tuple[AssessmentRow, ...]]):
    """All assessments, newest first."""

    touches: ClassVar[frozenset[str]] = _TABLES
    right: ClassVar[str | None] = Right.SEE_FIDELITY

    def read(self, reader: Reader) -> tuple[AssessmentRow, ...]:
        """The rows; no score that the reader may not see yet is among them."""
        return rows_of(reader)


@dataclass(frozen=True)
class TheAssessment(View[AssessmentFacts]):
    """One assessment as far as the reader may see it. Raises Gone."""

    assessment_id: str

    touches: ClassVar[frozenset[str]] = _TABLES | frozenset(
        "assessment_evidence sampled_charts improvements tasks persons".split()
    )
    right: ClassVar[str | None] = Right.SEE_FIDELITY

    def read(self, reader: Reader) -> AssessmentFacts:
        """Everything that is not hidden from the reader."""
        return loaded(reader, self.assessment_id)


@dataclass(frozen=True)
class Comparison(View[ComparisonFacts]):
    """Signed assessments side by side. Raises OtherEdition and NotSigned."""

    assessment_ids: tuple[str, ...]

    touches: ClassVar[frozenset[str]] = _TABLES
    right: ClassVar[str | None] = Right.SEE_FIDELITY

    def read(self, reader: Reader) -> ComparisonFacts:
        """In the order of their periods."""
        return compared(reader, self.assessment_ids)
