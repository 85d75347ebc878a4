"""How far a goal has come: noted, corrected, removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from factdesk.people.writing import demand_past, with_name
from factdesk.plans.errors import OddStep
from factdesk.plans.field_words import field_word
from factdesk.plans.kinds import STEPS
from factdesk.plans.tables import GoalProgress
from factdesk.plans.writing import goal_for_writing, written
from factdesk.store.action import Action
from factdesk.store.keep import KEEP, Keep
from factdesk.store.unchanged import demand_unchanged
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class NoteProgress(Action[str]):
    """How far a goal had come on a day, as the person sees it; gives the id.

    ``step`` is one of ``kinds.STEPS``. Raises OddStep, DateAhead and PlanEnded.
    """

    goal_id: str
    day: date
    step: int
    note: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "plans.progress.note"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> str:
        """Add the row."""
        goal = goal_for_writing(work, self.goal_id)
        _check(work, self.day, self.step)
        return work.add(
            GoalProgress(
                goal_id=goal.id,
                day=self.day,
                step=self.step,
                staff_id=work.actor.id,
                **written({"note": self.note}),
            )
        ).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Progress noted: …»."""
        return with_name(_("Progress noted"), details)


@dataclass(frozen=True)
class EditProgress(Action[None]):
    """Correct the fields given of what was noted, seen at version ``seen``."""

    progress_id: str
    seen: int
    day: date | Keep = KEEP
    step: int | Keep = KEEP
    note: str | Keep | None = KEEP
    reason: str | None = None

    code: ClassVar[str] = "plans.progress.edit"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Change the row."""
        row = work.get(GoalProgress, self.progress_id)
        goal_for_writing(work, row.goal_id)
        changes = written({"day": self.day, "step": self.step, "note": self.note})
        _check(work, changes.get("day", row.day), changes.get("step", row.step))
        work.edit(GoalProgress, row.id, self.seen, **changes)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Progress changed: …»."""
        return with_name(_("Progress changed"), details)


@dataclass(frozen=True)
class RemoveProgress(Action[None]):
    """Take away what was noted by mistake; undo brings it back."""

    progress_id: str
    seen: int
    reason: str | None = None

    code: ClassVar[str] = "plans.progress.remove"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Remove the row."""
        row = work.get(GoalProgress, self.progress_id)
        goal_for_writing(work, row.goal_id)
        demand_unchanged(work, row, self.seen)
        work.delete(row)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Progress removed: …»."""
        return with_name(_("Progress removed"), details)


def _check(work: Work, day: date, step: int) -> None:
    if step not in STEPS:
        raise OddStep
    demand_past(work.today, (field_word("day"), day))
