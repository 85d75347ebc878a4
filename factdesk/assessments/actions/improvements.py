"""Make a task of the team out of a recommendation, or take it off the improvement plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from factdesk.assessments.errors import AssessmentWithdrawn
from factdesk.assessments.tables import Assessment, Improvement
from factdesk.assessments.writing import demand_member, demand_slot, scale_of, written
from factdesk.board.tables import Task
from factdesk.store.action import Action
from factdesk.store.conflict import Gone
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class PlanImprovement(Action[str]):
    """A task of the team, with owner and day, from now on in the board meeting; gives the id.

    A signed assessment has its plan made afterwards as well: the plan is not part of what is
    signed. Owner, day and text are changed where the task is. Raises AssessmentWithdrawn,
    NoSuchItem, NotAMember, TextMissing and TextTooLong.
    """

    assessment_id: str
    item: str | None
    text: str
    owner_id: str | None = None
    due_on: date | None = None
    reason: str | None = None

    code: ClassVar[str] = "improvement.plan"
    right: ClassVar[str | None] = Right.LEAD_ASSESSMENT

    def do(self, work: Work) -> str:
        """Add the task, and what it comes from."""
        assessment = work.get(Assessment, self.assessment_id)
        if assessment.withdrawn_at is not None:
            raise AssessmentWithdrawn
        slot = None
        if self.item is not None:
            slot = demand_slot(scale_of(work, assessment), self.item)
        text = written({"text": self.text}, "text")["text"]
        if self.owner_id is not None:
            work.tell(owner=demand_member(work, self.owner_id).initials)
        task = work.add(
            Task(
                person_id=None,
                text=text,
                owner_id=self.owner_id,
                due_on=self.due_on,
                made_at=work.now,
            )
        )
        return work.add(Improvement(assessment_id=assessment.id, item=slot, task_id=task.id)).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Planned an improvement for TK»."""
        if "owner" in details:
            return _("Planned an improvement for {owner}").format(**details)
        return _("Planned an improvement")


@dataclass(frozen=True)
class RemoveImprovement(Action[None]):
    """It is no longer planned: its task is dropped, unless it is done. Raises Gone."""

    improvement_id: str
    reason: str | None = None

    code: ClassVar[str] = "improvement.remove"
    right: ClassVar[str | None] = Right.LEAD_ASSESSMENT

    def do(self, work: Work) -> None:
        """Drop the task and take the improvement away."""
        improvement = work.session.get(Improvement, self.improvement_id)
        if improvement is None:
            raise Gone(Improvement.__tablename__, self.improvement_id)
        task = work.get(Task, improvement.task_id)
        if task.done_at is None and task.dropped_at is None:
            work.edit(Task, task.id, None, dropped_at=work.now)
        work.delete(improvement)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Took an improvement off the plan»."""
        return _("Took an improvement off the plan")
