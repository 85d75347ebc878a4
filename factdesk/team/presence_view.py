"""A week of presence: members by days, with the public holidays."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from sqlalchemy import select

from factdesk.store.action import Reader, View
from factdesk.team.roles import Right
from factdesk.team.rules import holiday_name
from factdesk.team.tables import Presence, PresenceState, Staff
from factdesk.words import language


@dataclass(frozen=True)
class PresenceCell:
    """Where a member is on a day; ``employed`` is false on days outside the member's dates."""

    state: PresenceState
    note: str | None
    employed: bool


@dataclass(frozen=True)
class PresenceRow:
    """A member's week, Monday first."""

    staff_id: str
    initials: str
    name: str
    cells: tuple[PresenceCell, ...]

    @property
    def key(self) -> str:
        """What makes it this row."""
        return self.staff_id


@dataclass(frozen=True)
class Week:
    """``holidays`` names each day's public holiday, ``None`` on others."""

    monday: date
    days: tuple[date, ...]
    holidays: tuple[str | None, ...]
    rows: tuple[PresenceRow, ...]


@dataclass(frozen=True)
class PresenceWeek(View[Week]):
    """The seven days of the week that ``day`` lies in. Two statements."""

    day: date

    touches: ClassVar[frozenset[str]] = frozenset({"staff", "presence"})
    right: ClassVar[str | None] = Right.SEE_BOARD

    def read(self, reader: Reader) -> Week:
        """Members employed on a day of the week, in order of initials."""
        monday = self.day - timedelta(days=self.day.weekday())
        days = tuple(monday + timedelta(days=number) for number in range(7))
        noted = {
            (row.staff_id, row.day): row
            for row in reader.session.scalars(
                select(Presence).where(Presence.day.between(days[0], days[-1]))
            )
        }
        rows = []
        for staff in reader.session.scalars(select(Staff).order_by(Staff.initials, Staff.id)):
            cells = tuple(_cell(staff, day, noted.get((staff.id, day))) for day in days)
            if any(cell.employed for cell in cells):
                rows.append(PresenceRow(staff.id, staff.initials, staff.name, cells))
        holidays = tuple(holiday_name(day, language()) for day in days)
        return Week(monday, days, holidays, tuple(rows))


def _cell(staff: Staff, day: date, noted: Presence | None) -> PresenceCell:
    employed = (staff.valid_from is None or staff.valid_from <= day) and (
        staff.valid_to is None or day <= staff.valid_to
    )
    if noted is None:
        return PresenceCell(PresenceState.HERE, None, employed)
    return PresenceCell(noted.state, noted.note, employed)
