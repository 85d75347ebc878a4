"""The measures of a goal: added, changed, moved, removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import ClassVar

from factdesk.people.writing import with_name
from factdesk.plans.kinds import MeasureStatus, Party
from factdesk.plans.parties import party_of, references
from factdesk.plans.tables import IndividualPlan, PlanMeasure
from factdesk.plans.writing import (
    demand_measure_dates,
    demand_responsible,
    edit_measure,
    goal_for_writing,
    measure_for_writing,
    measures_beside,
    move,
    next_position,
    written,
)
from factdesk.store.action import Action
from factdesk.store.keep import KEEP, Keep
from factdesk.store.unchanged import demand_unchanged
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _

_NOT_FIELDS = frozenset({"measure_id", "seen", "reason"})


@dataclass(frozen=True)
class AddMeasure(Action[str]):
    """What is done for a goal; gives the id. Nobody need be responsible yet.

    Raises TextMissing, TextTooLong, DatesOutOfOrder, CannotBeResponsible and PlanEnded.
    """

    goal_id: str
    text: str
    how: str | None = None
    extent: str | None = None
    responsible: Party | None = None
    start_on: date | None = None
    due_on: date | None = None
    status: MeasureStatus = MeasureStatus.PLANNED
    reason: str | None = None

    code: ClassVar[str] = "plans.measure.add"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> str:
        """Add it behind the others."""
        goal = goal_for_writing(work, self.goal_id)
        texts = written({"text": self.text, "how": self.how, "extent": self.extent}, "text")
        demand_measure_dates(self.start_on, self.due_on)
        person_id = work.get(IndividualPlan, goal.plan_id).person_id
        demand_responsible(work, person_id, self.responsible)
        return work.add(
            PlanMeasure(
                plan_id=goal.plan_id,
                goal_id=goal.id,
                start_on=self.start_on,
                due_on=self.due_on,
                status=self.status,
                position=next_position(measures_beside(work, goal.id)),
                **texts,
                **references(self.responsible),
            )
        ).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Measure added: …»."""
        return with_name(_("Measure added"), details)


@dataclass(frozen=True)
class EditMeasure(Action[None]):
    """Change the fields given of a measure seen at version ``seen``.

    A collision over who is responsible is one of the field ``responsible``, its values parties.
    """

    measure_id: str
    seen: int
    text: str | Keep = KEEP
    how: str | Keep | None = KEEP
    extent: str | Keep | None = KEEP
    responsible: Party | Keep | None = KEEP
    start_on: date | Keep | None = KEEP
    due_on: date | Keep | None = KEEP
    status: MeasureStatus | Keep = KEEP
    reason: str | None = None

    code: ClassVar[str] = "plans.measure.edit"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Check dates and who is responsible, then change."""
        row = measure_for_writing(work, self.measure_id)
        every = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in _NOT_FIELDS}
        changes = written(every, "text")
        if not changes.keys().isdisjoint({"start_on", "due_on"}):
            demand_measure_dates(
                changes.get("start_on", row.start_on), changes.get("due_on", row.due_on)
            )
        if "responsible" in changes and changes["responsible"] != party_of(row):
            person_id = work.get(IndividualPlan, row.plan_id).person_id
            demand_responsible(work, person_id, changes["responsible"])
        edit_measure(work, row, self.seen, changes)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Measure changed: …»."""
        return with_name(_("Measure changed"), details)


@dataclass(frozen=True)
class MoveMeasure(Action[None]):
    """Put a measure at place ``to`` (0 is first) among the measures of its goal."""

    measure_id: str
    seen: int
    to: int
    reason: str | None = None

    code: ClassVar[str] = "plans.measure.move"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Number the measures anew."""
        row = measure_for_writing(work, self.measure_id)
        move(work, PlanMeasure, measures_beside(work, row.goal_id), row, self.to)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Measure moved: …»."""
        return with_name(_("Measure moved"), details)


@dataclass(frozen=True)
class RemoveMeasure(Action[None]):
    """Take a measure out of the plan; undo brings it back. Raises Conflict like RemoveGoal."""

    measure_id: str
    seen: int
    reason: str | None = None

    code: ClassVar[str] = "plans.measure.remove"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Remove the row."""
        row = measure_for_writing(work, self.measure_id)
        demand_unchanged(work, row, self.seen)
        work.delete(row)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Measure removed: …»."""
        return with_name(_("Measure removed"), details)
