"""The goals of a plan and their sub-goals: added, changed, moved, removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import select

from factdesk.people.writing import with_name
from factdesk.plans.errors import GoalTooDeep
from factdesk.plans.kinds import GoalStatus
from factdesk.plans.rules import short
from factdesk.plans.tables import GoalProgress, PlanGoal, PlanMeasure, PlanMeetingItem
from factdesk.plans.writing import (
    goal_for_writing,
    goals_beside,
    move,
    next_position,
    open_for_writing,
    written,
)
from factdesk.store.action import Action
from factdesk.store.keep import KEEP, Keep
from factdesk.store.unchanged import demand_unchanged
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


@dataclass(frozen=True)
class AddGoal(Action[str]):
    """A goal, or with ``parent_id`` a sub-goal of one; gives the id.

    Raises TextMissing, TextTooLong, PlanEnded, and GoalTooDeep for a sub-goal of a sub-goal.
    """

    plan_id: str
    life_area: str
    text: str
    parent_id: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "plans.goal.add"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> str:
        """Add it behind the others."""
        plan = open_for_writing(work, self.plan_id)
        texts = written({"life_area": self.life_area, "text": self.text}, "life_area", "text")
        if self.parent_id is not None:
            parent = work.get(PlanGoal, self.parent_id)
            if parent.plan_id != plan.id or parent.parent_id is not None:
                raise GoalTooDeep
        beside = goals_beside(work, plan.id, self.parent_id)
        work.tell(goal=short(texts["text"]))
        return work.add(
            PlanGoal(
                plan_id=plan.id,
                parent_id=self.parent_id,
                position=next_position(beside),
                **texts,
            )
        ).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Goal added: …»."""
        return with_name(_("Goal added"), details)


@dataclass(frozen=True)
class EditGoal(Action[None]):
    """Change the fields given of a goal seen at version ``seen``."""

    goal_id: str
    seen: int
    text: str | Keep = KEEP
    life_area: str | Keep = KEEP
    status: GoalStatus | Keep = KEEP
    reason: str | None = None

    code: ClassVar[str] = "plans.goal.edit"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Change the row."""
        goal = goal_for_writing(work, self.goal_id)
        every = {"text": self.text, "life_area": self.life_area, "status": self.status}
        work.edit(PlanGoal, goal.id, self.seen, **written(every, "life_area", "text"))

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Goal changed: …»."""
        return with_name(_("Goal changed"), details)


@dataclass(frozen=True)
class MoveGoal(Action[None]):
    """Put a goal at place ``to`` (0 is first) among the goals beside it.

    ``seen`` is the version the user saw; the order is not a field that two people collide over.
    """

    goal_id: str
    seen: int
    to: int
    reason: str | None = None

    code: ClassVar[str] = "plans.goal.move"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Number the goals anew."""
        goal = goal_for_writing(work, self.goal_id)
        move(work, PlanGoal, goals_beside(work, goal.plan_id, goal.parent_id), goal, self.to)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Goal moved: …»."""
        return with_name(_("Goal moved"), details)


@dataclass(frozen=True)
class RemoveGoal(Action[None]):
    """Take a goal out of the plan with its sub-goals, measures and progress; undo brings all back.

    What plan meetings said of it stays, no longer tied to it. Raises Conflict where the goal's
    text was changed since ``seen``.
    """

    goal_id: str
    seen: int
    reason: str | None = None

    code: ClassVar[str] = "plans.goal.remove"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Remove everything below the goal, then the goal."""
        goal = goal_for_writing(work, self.goal_id)
        demand_unchanged(work, goal, self.seen)
        work.tell(goal=short(goal.text))
        children = list(goals_beside(work, goal.plan_id, goal.id))
        ids = [goal.id, *(child.id for child in children)]
        for item in work.session.scalars(
            select(PlanMeetingItem).where(PlanMeetingItem.goal_id.in_(ids))
        ).all():
            work.edit(PlanMeetingItem, item.id, None, goal_id=None)
        work.session.flush()
        for cls in (GoalProgress, PlanMeasure):
            rows = work.session.scalars(select(cls).where(cls.goal_id.in_(ids))).all()
            for row in rows:
                work.delete(row)
        for row in (*children, goal):
            work.delete(row)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Goal removed: …»."""
        return with_name(_("Goal removed"), details)
