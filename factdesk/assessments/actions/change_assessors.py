"""Add a rater to an assessment, or take one off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from factdesk.assessments.assessors import NewAssessor, add_assessor
from factdesk.assessments.errors import RaterLeft, ScoresShown
from factdesk.assessments.raters import raters_of
from factdesk.assessments.rules import all_done
from factdesk.assessments.tables import Assessor
from factdesk.assessments.writing import open_assessment
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _

__all__ = ["AddAssessor", "LeaveAssessors", "NewAssessor"]


@dataclass(frozen=True)
class AddAssessor(Action[str]):
    """Somebody rates too; gives the id. Not once the raters' scores have been shown.

    Raises AssessmentSigned, AssessmentWithdrawn, ScoresShown, RaterTwice, NotAMember.
    """

    assessment_id: str
    assessor: NewAssessor
    reason: str | None = None

    code: ClassVar[str] = "assessment.add_assessor"
    right: ClassVar[str | None] = Right.LEAD_ASSESSMENT

    def do(self, work: Work) -> str:
        """Add, last."""
        assessment = open_assessment(work, self.assessment_id)
        if all_done(raters_of(work.session, assessment.id).raters):
            raise ScoresShown
        added = add_assessor(work, assessment.id, self.assessor)
        work.tell(name=added.name)
        return added.id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Added Tove Kvam as a rater»."""
        return _("Added {name} as a rater").format(**details)


@dataclass(frozen=True)
class LeaveAssessors(Action[None]):
    """A rater takes part no longer; name and scores stay, and the others need not wait.

    Cannot be undone where it shows the others' scores. Raises RaterLeft and the refusals of what
    is signed or withdrawn.
    """

    assessor_id: str
    seen: int
    reason: str | None = None

    code: ClassVar[str] = "assessment.leave_assessors"
    right: ClassVar[str | None] = Right.LEAD_ASSESSMENT

    def do(self, work: Work) -> None:
        """Say when."""
        assessor = work.get(Assessor, self.assessor_id)
        open_assessment(work, assessor.assessment_id)
        if assessor.left_at is not None:
            raise RaterLeft
        work.tell(name=assessor.name)
        work.edit(Assessor, assessor.id, self.seen, left_at=work.now)
        work.session.flush()
        raters = raters_of(work.session, assessor.assessment_id)
        work.undoable = not all_done(raters.raters)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Took Tove Kvam off the raters»."""
        return _("Took {name} off the raters").format(**details)
