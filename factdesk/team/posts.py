"""The posts that the owners fund, and who is away from one for long: rows, and what is refused."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import select

from factdesk.errors import KnownError
from factdesk.store.action import Reader, View
from factdesk.store.conflict import CannotUndo
from factdesk.store.undo import after_undo
from factdesk.store.work import Work
from factdesk.team.deputies import any_overlap, overlap
from factdesk.team.errors import DatesReversed, UnknownCode
from factdesk.team.roles import Right
from factdesk.team.rules import check_dates, check_fte, clean_name
from factdesk.team.tables import Leave, LeaveKind, ListItem, Post, Staff
from factdesk.words import _, format_date


class AwayAlready(KnownError):
    """The member has another leave on some of the days."""

    def __init__(self, first_day: date) -> None:
        text = _("The member has a leave on some of these days already, from {day}.")
        super().__init__(
            text.format(day=format_date(first_day, "numeric")),
            _("Nothing was changed. Change that one, or choose other days."),
        )


@dataclass(frozen=True)
class PostRow:
    """A post; ``is_there`` says whether it is funded today."""

    id: str
    version: int
    title: str
    profession: str | None
    fte_percent: Decimal
    valid_from: date | None
    valid_to: date | None
    is_there: bool


@dataclass(frozen=True)
class LeaveRow:
    """A member's leave; ``last_day`` is empty while nobody knows."""

    id: str
    version: int
    staff_id: str
    initials: str
    name: str
    kind: LeaveKind
    first_day: date
    last_day: date | None


@dataclass(frozen=True)
class PostsAndLeavesFacts:
    """All posts by title, and all leaves, the newest first."""

    posts: tuple[PostRow, ...]
    leaves: tuple[LeaveRow, ...]


@dataclass(frozen=True)
class PostsAndLeaves(View[PostsAndLeavesFacts]):
    """For whoever edits the team: why a member is away is not for everybody. Two statements."""

    touches: ClassVar[frozenset[str]] = frozenset({"posts", "leaves", "staff"})
    right: ClassVar[str | None] = Right.EDIT_TEAM

    def read(self, reader: Reader) -> PostsAndLeavesFacts:
        """Fill the rows."""
        session, today = reader.session, reader.today
        posts = session.scalars(select(Post).order_by(Post.title, Post.id))
        leaves = session.execute(
            select(Leave, Staff.initials, Staff.name)
            .join(Staff, Staff.id == Leave.staff_id)
            .order_by(Leave.first_day.desc(), Leave.id)
        )
        return PostsAndLeavesFacts(
            tuple(_post(post, today) for post in posts),
            tuple(_leave(leave, initials, name) for leave, initials, name in leaves),
        )


def post_values(
    work: Work,
    title: str,
    profession: str | None,
    fte_percent: Decimal,
    valid_from: date | None,
    valid_to: date | None,
) -> dict[str, Any]:
    """The columns of a post. Raises TextNeeded, FteUnfit, DatesReversed and UnknownCode."""
    check_dates(valid_from, valid_to)
    code = profession or None
    if code is not None:
        known = select(ListItem.id).where(ListItem.list_name == "profession", ListItem.code == code)
        if work.session.scalars(known).first() is None:
            raise UnknownCode
    return {
        "title": clean_name(title),
        "profession": code,
        "fte_percent": check_fte(fte_percent),
        "valid_from": valid_from,
        "valid_to": valid_to,
    }


def demand_free(
    work: Work, staff_id: str, first_day: date, last_day: date | None, but: str | None = None
) -> None:
    """Raise DatesReversed, or AwayAlready where another leave of the member has some of the days.

    ``but`` is the leave that is changed.
    """
    if last_day is not None and last_day < first_day:
        raise DatesReversed
    days = (first_day, last_day)
    for other in work.session.scalars(select(Leave).where(Leave.staff_id == staff_id)):
        if other.id != but and overlap(days, (other.first_day, other.last_day)):
            raise AwayAlready(other.first_day)


@after_undo("leaves")
def _one_leave_a_day(work: Work) -> None:
    """An undo does not bring a second leave of a member to a day."""
    staff: defaultdict[str, list[tuple[date, date | None]]] = defaultdict(list)
    for row in work.session.scalars(select(Leave)):
        staff[row.staff_id].append((row.first_day, row.last_day))
    if any(any_overlap(periods) for periods in staff.values()):
        raise CannotUndo


def _post(post: Post, today: date) -> PostRow:
    begun = post.valid_from is None or post.valid_from <= today
    return PostRow(
        post.id,
        post.version,
        post.title,
        post.profession,
        post.fte_percent,
        post.valid_from,
        post.valid_to,
        begun and (post.valid_to is None or today <= post.valid_to),
    )


def _leave(leave: Leave, initials: str, name: str) -> LeaveRow:
    return LeaveRow(
        leave.id,
        leave.version,
        leave.staff_id,
        initials,
        name,
        leave.kind,
        leave.first_day,
        leave.last_day,
    )
