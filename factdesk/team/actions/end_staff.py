"""A member leaves the team."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.members import refuse_last_administrator, refuse_taken_initials
from factdesk.team.roles import Right
from factdesk.team.rules import check_dates
from factdesk.team.tables import Staff
from factdesk.words import _, format_date


@dataclass(frozen=True)
class EndStaff(Action[None]):
    """``last_day`` is the last one in the team; ``None`` takes the member back.

    Whom the member coordinates is the concern of a room above; the screen asks before.
    Raises DatesReversed, LastAdministrator, InitialsTaken and Conflict.
    """

    staff_id: str
    seen: int
    last_day: date | None
    reason: str | None = None

    code: ClassVar[str] = "team.end_staff"
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def do(self, work: Work) -> None:
        """Set the last day."""
        staff = work.get(Staff, self.staff_id)
        check_dates(staff.valid_from, self.last_day)
        if self.last_day is not None:
            refuse_last_administrator(work, staff.id)
        else:
            refuse_taken_initials(work, staff.initials, staff.id)
        last_day = self.last_day.isoformat() if self.last_day else None
        work.tell(name=staff.name, last_day=last_day)
        work.edit(Staff, staff.id, self.seen, valid_to=self.last_day)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Tove Kvam leaves on 30 June 2027»."""
        if "last_day" not in details:
            return _("{name} is a member again").format(name=details["name"])
        day = format_date(date.fromisoformat(details["last_day"]))
        return _("Last day of {name}: {day}").format(name=details["name"], day=day)
