"""Write who is away from a post for long: new leaves, changes, and one written by mistake."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from factdesk.store.action import Action
from factdesk.store.unchanged import demand_unchanged
from factdesk.store.work import Work
from factdesk.team.posts import demand_free
from factdesk.team.roles import Right
from factdesk.team.tables import Leave, LeaveKind, Staff
from factdesk.words import _


@dataclass(frozen=True)
class AddLeave(Action[str]):
    """From and to, both days counted; open while nobody knows the end. Gives the id.

    Raises DatesReversed, and AwayAlready where the member has another leave on some of the days.
    """

    staff_id: str
    kind: LeaveKind
    first_day: date
    last_day: date | None = None
    reason: str | None = None

    code: ClassVar[str] = "team.add_leave"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> str:
        """Check the days, then add."""
        staff = work.get(Staff, self.staff_id)
        demand_free(work, staff.id, self.first_day, self.last_day)
        work.tell(initials=staff.initials)
        return work.add(
            Leave(
                staff_id=staff.id,
                kind=self.kind,
                first_day=self.first_day,
                last_day=self.last_day,
            )
        ).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«New leave of TK»."""
        return _("New leave of {initials}").format(initials=details["initials"])


@dataclass(frozen=True)
class EditLeave(Action[None]):
    """Kind and days as they shall be. Raises as AddLeave, and Conflict."""

    leave_id: str
    seen: int
    kind: LeaveKind
    first_day: date
    last_day: date | None
    reason: str | None = None

    code: ClassVar[str] = "team.edit_leave"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> None:
        """Check the days, then change."""
        leave = work.get(Leave, self.leave_id)
        demand_free(work, leave.staff_id, self.first_day, self.last_day, but=leave.id)
        work.tell(initials=work.get(Staff, leave.staff_id).initials)
        work.edit(
            Leave,
            leave.id,
            self.seen,
            kind=self.kind,
            first_day=self.first_day,
            last_day=self.last_day,
        )

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Changed a leave of TK»."""
        return _("Changed a leave of {initials}").format(initials=details["initials"])


@dataclass(frozen=True)
class RemoveLeave(Action[None]):
    """Take away a leave that was written by mistake. Raises Conflict where somebody changed it."""

    leave_id: str
    seen: int
    reason: str | None = None

    code: ClassVar[str] = "team.remove_leave"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> None:
        """Remove it."""
        leave = work.get(Leave, self.leave_id)
        work.tell(initials=work.get(Staff, leave.staff_id).initials)
        demand_unchanged(work, leave, self.seen)
        work.delete(leave)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Removed a leave of TK»."""
        return _("Removed a leave of {initials}").format(initials=details["initials"])
