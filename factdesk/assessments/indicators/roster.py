"""Who was in the team, and whom the team followed, on any day: the statements, and their rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from sqlalchemy import and_, select

from factdesk.assessments.indicators.caseload import on_caseload_at
from factdesk.assessments.indicators.figure import Coverage, FigureRow, Wanted, in_order
from factdesk.assessments.indicators.stretches import LAST
from factdesk.people.tables import Person
from factdesk.team.defaults import word
from factdesk.team.roles import Role
from factdesk.team.tables import Leave, ListItem, Staff, Team
from factdesk.words import language, ngettext

#: Administrative staff, as built-in codes of professions.
ADMINISTRATIVE = frozenset({"secretary"})
PSYCHIATRIST = "psychiatrist"


@dataclass(frozen=True)
class StaffMember:
    """A member with dates; ``profession`` is the built-in code, ``fte`` the share of a full post.

    ``word`` is the profession as the team says it.
    """

    id: str
    initials: str
    profession: str
    word: str
    fte: Fraction
    valid_from: date | None
    valid_to: date | None

    def is_here(self, day: date) -> bool:
        """Whether the member was in the team on a day, the first and the last day counted."""
        return covers(self.valid_from, self.valid_to, day)


@dataclass(frozen=True)
class LongLeave:
    """A member's absence, clipped to nothing; ``is_long`` as the team has set it."""

    id: str
    staff_id: str
    first_day: date
    last_day: date | None
    is_long: bool

    def covers(self, day: date) -> bool:
        """Whether the member was away on a day."""
        return covers(self.first_day, self.last_day, day)


def covers(first: date | None, last: date | None, day: date) -> bool:
    """Whether a day is within two dates, both counted, either of them open."""
    return (first is None or first <= day) and (last is None or day <= last)


def touches(begins: date | None, ends: date | None, first: date, last: date) -> bool:
    """Whether two dates, both counted, either of them open, share a day with a period."""
    return (begins is None or begins <= last) and (ends is None or ends >= first)


def persons_on(wanted: Wanted, day: date) -> tuple[str, ...]:
    """The persons on the caseload on a day, by id, in order of id."""
    return tuple(row.id for row in _caseload(wanted, day))


def caseload_coverage(wanted: Wanted, day: date, persons: int) -> Coverage:
    """Of the persons on the caseload on a day, those whose day of enrolment is known."""
    missing = sum(row.enrolled_on is None for row in _caseload(wanted, day))
    words = ngettext(
        "{count} enrolled person has no day of enrolment and counts from the beginning.",
        "{count} enrolled persons have no day of enrolment and count from the beginning.",
        missing,
    )
    return Coverage(persons - missing, persons, words.format(count=missing) if missing else "")


def _caseload(wanted: Wanted, day: date) -> Sequence[Any]:
    return wanted.once(
        ("caseload", day), lambda: wanted.connection.execute(_persons(), {"last": day}).all()
    )


@cache
def _persons() -> Any:
    query = select(Person.id, Person.enrolled_on).where(on_caseload_at(LAST))
    return query.order_by(Person.id)


def members(wanted: Wanted, first: date, last: date) -> tuple[StaffMember, ...]:
    """Everybody who was in the team on some day of a period, in order of initials.

    Assessors from outside are users of the store and no members.
    """
    # A member has the profession's word: it is of the language that asks.
    everybody = wanted.once(("members", language()), lambda: _everybody(wanted))
    return tuple(each for each in everybody if touches(each.valid_from, each.valid_to, first, last))


def members_on(wanted: Wanted, day: date) -> tuple[StaffMember, ...]:
    """Everybody who was in the team on a day."""
    return members(wanted, day, day)


def leaves(wanted: Wanted, first: date, last: date) -> tuple[LongLeave, ...]:
    """The leaves that touch a period, oldest first, long or not.

    One that nobody knows the end of is as long as it had become on the last day of the period.
    """
    found = wanted.once("leaves", lambda: wanted.connection.execute(_leaves()).all())
    return tuple(
        _leave(row, last) for row in found if touches(row.first_day, row.last_day, first, last)
    )


def fte(rows: Iterable[StaffMember]) -> Fraction:
    """Full posts in all."""
    return sum((row.fte for row in rows), Fraction(0))


def staff_row(member: StaffMember, *, note: str = "", is_counted: bool = True) -> FigureRow:
    """The row of a member, without numbers."""
    label = f"{member.initials} · {member.word}"
    return FigureRow("staff", member.id, label, is_counted=is_counted, note=note)


def person_rows(
    wanted: Wanted,
    persons: Iterable[str],
    *,
    numerator: Fraction | None = None,
    denominator: Fraction | None = None,
) -> tuple[FigureRow, ...]:
    """A row for each person, by label."""
    ids = tuple(persons)

    def make() -> tuple[FigureRow, ...]:
        return in_order(
            FigureRow(
                "persons",
                person,
                wanted.person_label(person),
                person_id=person,
                numerator=numerator,
                denominator=denominator,
            )
            for person in ids
        )

    return wanted.once(("rows", ids, numerator, denominator), make)


@cache
def _leaves() -> Any:
    return (
        select(Leave.id, Leave.staff_id, Leave.first_day, Leave.last_day, Team.long_leave_days)
        .join(Team, Team.id.is_not(None))
        .order_by(Leave.first_day, Leave.id)
    )


@cache
def _members() -> Any:
    profession = and_(ListItem.list_name == "profession", ListItem.code == Staff.profession)
    return (
        select(
            Staff.id,
            Staff.initials,
            Staff.profession,
            ListItem.means,
            ListItem.label,
            Staff.fte_percent,
            Staff.valid_from,
            Staff.valid_to,
        )
        .outerjoin(ListItem, profession)
        .where(Staff.role != Role.ASSESSOR)
        .order_by(Staff.initials, Staff.id)
    )


def _leave(row: Any, last: date) -> LongLeave:
    days = ((row.last_day or last) - row.first_day).days + 1
    return LongLeave(row.id, row.staff_id, row.first_day, row.last_day, days >= row.long_leave_days)


def _everybody(wanted: Wanted) -> tuple[StaffMember, ...]:
    """Everybody who is or was in the team."""
    found = wanted.connection.execute(_members()).all()
    return tuple(
        StaffMember(
            row.id,
            row.initials,
            row.means or row.profession,
            row.label or word("profession", row.profession),
            Fraction(row.fte_percent) / 100,
            row.valid_from,
            row.valid_to,
        )
        for row in found
    )
