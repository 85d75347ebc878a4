"""Figures of posts over time: who left them in two years, and how much of them was filled."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import cache, cached_property
from typing import Any

from sqlalchemy import and_, func, select

from factdesk.assessments.indicators import roster
from factdesk.assessments.indicators.figure import Coverage, Figure, FigureRow, Maker, Wanted
from factdesk.assessments.indicators.roster import LongLeave, StaffMember
from factdesk.assessments.indicators.shares import percent
from factdesk.assessments.indicators.stretches import full_months, month_end, months_back
from factdesk.assessments.indicators.units import amount
from factdesk.team.tables import ListItem, Post
from factdesk.words import _, format_date, ngettext

_MONTHS = 12
#: From how many months with posts on the figure says something of a year.
_FEWEST_MONTHS = 6
_ONE = Fraction(1)


@dataclass(frozen=True)
class FundedPost:
    """A post; ``profession`` is the built-in code, empty where anybody may fill it."""

    id: str
    title: str
    profession: str
    fte: Fraction
    valid_from: date | None
    valid_to: date | None

    def is_there(self, day: date) -> bool:
        """Whether the post was funded on a day, both ends counted."""
        return roster.covers(self.valid_from, self.valid_to, day)


def turnover(wanted: Wanted) -> Figure:
    """Members whose last day was within two years, per post on the last day (DACTS H5)."""
    last = wanted.last
    first = months_back(last, 24)
    everybody = roster.members(wanted, first, last)
    leavers = [
        member for member in everybody if member.valid_to is not None and member.valid_to <= last
    ]
    posts = _posts(wanted, last, last)
    return Figure(
        "turnover",
        percent(len(leavers), len(posts)),
        Fraction(len(leavers)),
        Fraction(len(posts)),
        "percent",
        first,
        last,
        _dated(everybody),
        _(
            "Members whose last day was within the two years that end on the last day, divided by"
            " the posts that there are that day."
        ),
        rows=(
            *(_leaver_row(member) for member in leavers),
            *(_post_row(post) for post in posts),
        ),
        too_little=_unknown_before(everybody, first) if posts else no_posts(),
    )


def _unknown_before(everybody: Sequence[StaffMember], first: date) -> str:
    """Why the roster does not reach two years back: who left before it begins is not in it.

    One member whose first day is on the first of the two years or before shows that it does.
    """
    dated = [member.valid_from for member in everybody if member.valid_from is not None]
    begins = min(dated, default=None)
    if begins is not None and begins <= first:
        return ""
    if begins is None or len(dated) < len(everybody):
        text = _(
            "No member has a first day by {day}: whether the list of members goes two years back"
            " is not known, so nothing is suggested."
        )
        return text.format(day=format_date(first, "numeric"))
    text = _(
        "Nobody is registered in the team before {day}: who left in the two years is known only"
        " from then on, so nothing is suggested."
    )
    return text.format(day=format_date(begins, "numeric"))


def staff_capacity(wanted: Wanted) -> Figure:
    """How much of the posts was filled over twelve months; a long leave is a vacancy (DACTS H6)."""
    months = full_months(wanted.last, _MONTHS)
    first, last = months[0], month_end(months[-1])
    posts = _posts(wanted, first, last)
    everybody = roster.members(wanted, first, last)
    away = roster.leaves(wanted, first, last)
    year = Year(posts, everybody, away)
    rows = tuple(_month_row(month, year.filled(month, month_end(month))) for month in months)
    counted = [row for row in rows if row.is_counted]
    filled = sum((row.numerator or Fraction(0) for row in counted), Fraction(0))
    total = sum((row.denominator or Fraction(0) for row in counted), Fraction(0))
    return Figure(
        "staff_capacity",
        filled * 100 / total if total else None,
        filled,
        total,
        "percent",
        first,
        last,
        _covered(len(counted)),
        _(
            "The latest twelve calendar months, day by day: full posts that were filled, divided"
            " by full posts. A post of a profession is filled by that profession, a post of none by"
            " whoever is left. A member on long leave fills nothing while it lasts."
        ),
        rows=(*rows, *_leave_rows(away, everybody)),
        too_little=_too_few(len(counted)),
    )


@dataclass(frozen=True)
class Year:
    """Posts, members and leaves that touch the months looked at."""

    posts: Sequence[FundedPost]
    members: Sequence[StaffMember]
    away: Sequence[LongLeave]
    _known: dict[int, tuple[Fraction, Fraction]] = field(default_factory=dict, compare=False)

    def filled(self, first: date, last: date) -> tuple[Fraction, Fraction]:
        """Full posts that were filled and full posts that there were, each the mean per day."""
        filled = there = Fraction(0)
        for day, days in self._stretches(first, last):
            some, all_of_them = self._on(day)
            filled += some * days
            there += all_of_them * days
        length = (last - first).days + 1
        return filled / length, there / length

    def _stretches(self, first: date, last: date) -> Iterable[tuple[date, int]]:
        """The days on which something changes, and for how many days it stays so."""
        days = [first, *(day for day in self._changes if first < day <= last)]
        for day, following in zip(days, [*days[1:], last + timedelta(days=1)], strict=True):
            yield day, (following - day).days

    @cached_property
    def _changes(self) -> Sequence[date]:
        """The days on which a post, a member or a leave comes or is gone, in order."""
        spans = [(post.valid_from, post.valid_to) for post in self.posts]
        spans += [(member.valid_from, member.valid_to) for member in self.members]
        spans += [(leave.first_day, leave.last_day) for leave in self.away]
        return sorted({day for begins, ends in spans for day in _changes(begins, ends)})

    def _on(self, day: date) -> tuple[Fraction, Fraction]:
        """Posts filled and posts, which stay the same from one change to the next."""
        stretch = bisect_right(self._changes, day)
        if stretch not in self._known:
            self._known[stretch] = self._counted(day)
        return self._known[stretch]

    def _counted(self, day: date) -> tuple[Fraction, Fraction]:
        gone = {leave.staff_id for leave in self.away if leave.is_long and leave.covers(day)}
        present: defaultdict[str, Fraction] = defaultdict(Fraction)
        for member in self.members:
            if member.id not in gone and member.is_here(day):
                present[member.profession] += member.fte
        wanted: defaultdict[str, Fraction] = defaultdict(Fraction)
        for post in self.posts:
            if post.is_there(day):
                wanted[post.profession] += post.fte
        filled = Fraction(0)
        for profession, posts in wanted.items():
            if profession:
                taken = min(posts, present[profession])
                present[profession] -= taken
                filled += taken
        filled += min(wanted[""], sum(present.values(), Fraction(0)))
        return filled, sum(wanted.values(), Fraction(0))


def no_posts() -> str:
    """Why there is too little where the team has registered no posts."""
    return _("No posts are registered for this time: they are added on the page of the team.")


def _posts(wanted: Wanted, first: date, last: date) -> tuple[FundedPost, ...]:
    """The posts that were funded on some day of a period, by title."""
    return tuple(
        post
        for post in wanted.once("posts", lambda: _every_post(wanted))
        if roster.touches(post.valid_from, post.valid_to, first, last)
    )


def _every_post(wanted: Wanted) -> tuple[FundedPost, ...]:
    return tuple(
        FundedPost(
            row.id,
            row.title,
            row.profession,
            Fraction(row.fte_percent) / 100,
            row.valid_from,
            row.valid_to,
        )
        for row in wanted.connection.execute(_statement())
    )


@cache
def _statement() -> Any:
    profession = and_(ListItem.list_name == "profession", ListItem.code == Post.profession)
    means: Any = func.coalesce(ListItem.means, Post.profession, "").label("profession")
    return (
        select(Post.id, Post.title, means, Post.fte_percent, Post.valid_from, Post.valid_to)
        .outerjoin(ListItem, profession)
        .order_by(Post.title, Post.id)
    )


def _changes(first: date | None, last: date | None) -> set[date]:
    """The day on which a span begins, and the first day after it."""
    found = set() if first is None else {first}
    if last is not None and last < date.max:
        found.add(last + timedelta(days=1))
    return found


def _leaver_row(member: StaffMember) -> FigureRow:
    label = f"{member.initials} · {member.word}"
    return FigureRow("staff", member.id, label, day=member.valid_to, numerator=_ONE)


def _post_row(post: FundedPost) -> FigureRow:
    label = f"{post.title} · {amount(post.fte, 'fte')}"
    return FigureRow("posts", post.id, label, denominator=_ONE)


def _month_row(month: date, means: tuple[Fraction, Fraction]) -> FigureRow:
    filled, there = means
    end = month_end(month)
    label = f"{format_date(month, 'numeric')}–{format_date(end, 'numeric')}"
    key = f"{month:%Y-%m}"
    if not there:
        note = _("no posts registered")
        return FigureRow("months", key, label, day=month, is_counted=False, note=note)
    return FigureRow(
        "months",
        key,
        label,
        day=month,
        numerator=filled,
        denominator=there,
        value=filled * 100 / there,
    )


def _leave_rows(away: Iterable[LongLeave], everybody: Iterable[StaffMember]) -> Iterable[FigureRow]:
    """The leaves behind the vacancies; nothing of why a member was away."""
    initials = {member.id: member.initials for member in everybody}
    for leave in away:
        if leave.staff_id not in initials:
            continue
        until = format_date(leave.last_day, "numeric") if leave.last_day else ""
        span = f"{format_date(leave.first_day, 'numeric')}–{until}"
        yield FigureRow(
            "leaves",
            leave.id,
            _("{initials} away {span}").format(initials=initials[leave.staff_id], span=span),
            day=leave.first_day,
            is_counted=leave.is_long,
            note="" if leave.is_long else _("too short to count as a vacancy"),
        )


def _dated(everybody: Sequence[StaffMember]) -> Coverage:
    """The members whose first day is known; the others count from ever."""
    dated = [member.valid_from for member in everybody if member.valid_from is not None]
    missing = len(everybody) - len(dated)
    text = ngettext(
        "{count} member has no first day and counts as having always been here.",
        "{count} members have no first day and count as having always been here.",
        missing,
    )
    return Coverage(len(dated), len(everybody), text.format(count=missing) if missing else "")


def _covered(months: int) -> Coverage:
    missing = _MONTHS - months
    text = ngettext(
        "{count} month has no posts registered.",
        "{count} months have no posts registered.",
        missing,
    )
    return Coverage(months, _MONTHS, text.format(count=missing) if missing else "")


def _too_few(months: int) -> str:
    if not months:
        return no_posts()
    if months < _FEWEST_MONTHS:
        text = ngettext(
            "Only {count} of the twelve months has posts registered.",
            "Only {count} of the twelve months have posts registered.",
            months,
        )
        return text.format(count=months)
    return ""


MAKERS: Mapping[str, Maker] = {"turnover": turnover, "staff_capacity": staff_capacity}
