"""Where a value of a plan lives: the table, the row and the column."""

from __future__ import annotations

from dataclasses import dataclass

PLAN, GOAL, MEASURE, PROGRESS = "plans", "plan_goals", "plan_measures", "goal_progress"


@dataclass(frozen=True, slots=True)
class Spot:
    """One value: ``entity`` is a table's name, ``field`` a column's or «responsible»."""

    entity: str
    row_id: str
    field: str

    @property
    def place(self) -> str:
        """The end of the name under which its draft is kept."""
        return f"{self.entity}.{self.row_id}.{self.field}"
