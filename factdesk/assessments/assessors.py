"""Adding a rater to an assessment, for the actions that do."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from factdesk.assessments.errors import RaterTwice
from factdesk.assessments.tables import Assessor
from factdesk.assessments.writing import demand_member, written
from factdesk.store.work import Work


@dataclass(frozen=True)
class NewAssessor:
    """Somebody who shall rate: a member, or a name where the scores are written down from paper.

    ``name`` may be empty for a member, who is called by the name in the team.
    """

    staff_id: str | None
    name: str = ""
    organisation: str | None = None
    is_outside: bool = False


def add_assessor(work: Work, assessment_id: str, new: NewAssessor) -> Assessor:
    """Add a rater, last. Raises RaterTwice, NotAMember, TextMissing and TextTooLong."""
    name = new.name
    if new.staff_id is not None:
        staff = demand_member(work, new.staff_id)
        name = name.strip() or staff.name
        twice = select(Assessor.id).where(
            Assessor.assessment_id == assessment_id,
            Assessor.staff_id == staff.id,
            Assessor.left_at.is_(None),
        )
        if work.session.scalars(twice).first() is not None:
            raise RaterTwice(staff.name)
    last = work.session.scalar(
        select(func.max(Assessor.position)).where(Assessor.assessment_id == assessment_id)
    )
    return work.add(
        Assessor(
            assessment_id=assessment_id,
            staff_id=new.staff_id,
            is_outside=new.is_outside,
            position=0 if last is None else last + 1,
            **written({"name": name, "organisation": new.organisation}, "name"),
        )
    )
