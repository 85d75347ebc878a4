"""Change what is written about an assessment as a whole, or withdraw it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.assessments.drafts import text_draft
from factdesk.assessments.field_words import field_word
from factdesk.assessments.tables import Assessment
from factdesk.assessments.writing import demand_part, leads, open_assessment, written
from factdesk.people.errors import TextMissing
from factdesk.people.writing import tidy
from factdesk.store.action import Action
from factdesk.store.conflict import Refused
from factdesk.store.keep import KEEP, Keep
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _

#: What a rater writes too; the rest is for who leads.
OF_RATERS = frozenset({"sources", "strengths", "weaknesses"})


@dataclass(frozen=True)
class EditAssessment(Action[None]):
    """Only the fields given are changed. A rater may write sources, strengths and weaknesses.

    Raises AssessmentSigned, AssessmentWithdrawn, TextMissing, TextTooLong, Refused and Conflict.
    """

    assessment_id: str
    seen: int
    title: str | Keep = KEEP
    owners: str | Keep | None = KEEP
    area: str | Keep | None = KEEP
    sources: str | Keep | None = KEEP
    strengths: str | Keep | None = KEEP
    weaknesses: str | Keep | None = KEEP
    reason: str | None = None

    code: ClassVar[str] = "assessment.edit"
    right: ClassVar[str | None] = Right.RATE

    def do(self, work: Work) -> None:
        """Change the fields given."""
        assessment = open_assessment(work, self.assessment_id)
        names = ("title", "owners", "area", "sources", "strengths", "weaknesses")
        fields = written({name: getattr(self, name) for name in names}, "title")
        demand_part(work, assessment.id)
        if not leads(work.actor) and not OF_RATERS.issuperset(fields):
            raise Refused(Right.LEAD_ASSESSMENT)
        work.edit(Assessment, assessment.id, self.seen, **fields)
        work.drop_drafts(text_draft(assessment.id, name) for name in fields)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Changed the assessment DACTS 2026»."""
        return _("Changed the assessment {assessment}").format(**details)


@dataclass(frozen=True)
class WithdrawAssessment(Action[None]):
    """It was opened by mistake, or is given up; ``reason`` says why. What was written stays.

    Raises TextMissing without a reason, AssessmentSigned and AssessmentWithdrawn.
    """

    assessment_id: str
    seen: int
    reason: str | None = None

    code: ClassVar[str] = "assessment.withdraw"
    right: ClassVar[str | None] = Right.LEAD_ASSESSMENT

    def do(self, work: Work) -> None:
        """Say when."""
        assessment = open_assessment(work, self.assessment_id)
        if tidy(self.reason) is None:
            raise TextMissing(field_word("reason"))
        work.edit(Assessment, assessment.id, self.seen, withdrawn_at=work.now)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Withdrew the assessment DACTS 2026»."""
        return _("Withdrew the assessment {assessment}").format(**details)
