"""The figure of the board meetings: how often the team meets, and whether it goes through all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from sqlalchemy import Connection, Date, and_, bindparam, case, func, select

from factdesk.assessments.indicators.caseload import on_caseload_at
from factdesk.assessments.indicators.figure import Coverage, Figure, FigureRow, Maker, Wanted
from factdesk.assessments.indicators.stretches import FIRST, LAST, complete_weeks
from factdesk.assessments.indicators.units import amount
from factdesk.board.tables import BoardMeeting, MeetingItem
from factdesk.people.tables import Person
from factdesk.words import _, format_date, ngettext

_WEEKS = 4
#: From so many days without a log on a whole week is missing, not only a holiday.
_DAYS_MISSED = 8
_ONE = Fraction(1)


def program_meeting(wanted: Wanted) -> Figure:
    """Days a week with a board meeting, over the latest four complete weeks (DACTS H3)."""
    first, last = complete_weeks(wanted.last, _WEEKS)
    meetings, log = _meetings(wanted.connection, first, last), _log(wanted, last)
    rows = tuple(_rows(meetings))
    held = [row for row in rows if row.is_counted]
    running = sum(1 for meeting in meetings if meeting.ended_at is None)
    complete = sum(1 for meeting in meetings if _all_gone_through(meeting))
    ended = len(meetings) - running
    is_all = ended > 0 and complete == ended
    return Figure(
        "program_meeting",
        Fraction(len(held), _WEEKS),
        Fraction(len(held)),
        Fraction(_WEEKS),
        "per_week",
        first,
        last,
        _coverage(ended, running),
        _(
            "Days with a board meeting that was held and ended, in the latest four complete weeks,"
            " divided by four."
        ),
        rows=rows,
        too_little=_too_little(log.begins, first),
        most=None if is_all else 4,
        most_why=""
        if is_all
        else _(
            "A 5 needs everybody on the caseload to be gone through at every meeting; {count} of"
            " {meetings} did."
        ).format(count=complete, meetings=ended),
        beside=_whole_period(log.days, wanted.first, wanted.last),
    )


def _meetings(connection: Connection, first: date, last: date) -> Sequence[Any]:
    """The meetings of a period, with how many were on the caseload and gone through that day."""
    return connection.execute(_statement(), {"first": first, "last": last}).all()


@cache
def _statement() -> Any:
    active = on_caseload_at(BoardMeeting.day)
    gone_through = (
        select(func.count(func.distinct(MeetingItem.person_id)))
        .join(Person, Person.id == MeetingItem.person_id)
        .where(
            MeetingItem.meeting_id == BoardMeeting.id,
            MeetingItem.discussed_at.is_not(None),
            active,
        )
        .correlate(BoardMeeting)
        .scalar_subquery()
    )
    caseload = (
        select(func.count()).select_from(Person).where(active).correlate(BoardMeeting)
    ).scalar_subquery()
    found: Any = select(
        BoardMeeting.id,
        BoardMeeting.day,
        BoardMeeting.ended_at,
        gone_through.label("gone_through"),
        caseload.label("caseload"),
    )
    return found.where(BoardMeeting.day >= FIRST, BoardMeeting.day <= LAST).order_by(
        BoardMeeting.day, BoardMeeting.started_at, BoardMeeting.id
    )


def _rows(meetings: Sequence[Any]) -> Sequence[FigureRow]:
    rows = []
    days: set[date] = set()
    for meeting in meetings:
        note = ""
        if meeting.ended_at is None:
            note = _("not ended")
        elif meeting.day in days:
            note = _("another meeting the same day is counted")
        else:
            days.add(meeting.day)
        text = _("{day}: {count} of {caseload} gone through")
        label = text.format(
            day=format_date(meeting.day, "numeric"),
            count=meeting.gone_through,
            caseload=meeting.caseload,
        )
        rows.append(
            FigureRow(
                "board_meetings",
                meeting.id,
                label,
                day=meeting.day,
                numerator=None if note else _ONE,
                is_counted=not note,
                note=note,
            )
        )
    return rows


def _all_gone_through(meeting: Any) -> bool:
    return (
        meeting.ended_at is not None
        and meeting.caseload > 0
        and bool(meeting.gone_through == meeting.caseload)
    )


def _coverage(ended: int, running: int) -> Coverage:
    text = ngettext(
        "{count} meeting was begun and never ended.",
        "{count} meetings were begun and never ended.",
        running,
    )
    return Coverage(ended, ended + running, text.format(count=running) if running else "")


def _too_little(begins: date | None, first: date) -> str:
    """Why the log says too little: no meeting ever ended by then, or it begins within the weeks."""
    if begins is None:
        return _("No board meetings are logged by then, so nothing is suggested.")
    if (begins - first).days >= _DAYS_MISSED:
        text = _("The log of meetings begins on {day}: less than three of the four weeks.")
        return text.format(day=format_date(begins, "numeric"))
    return ""


def _log(wanted: Wanted, weeks_end: date) -> Any:
    """The day of the first meeting ended by the end of the weeks, and the days of the period."""
    asked = {"weeks_end": weeks_end, "first": wanted.first, "last": wanted.last}
    return wanted.connection.execute(_log_statement(), asked).one()


@cache
def _log_statement() -> Any:
    by_then = BoardMeeting.day <= bindparam("weeks_end", type_=Date())
    in_period = and_(BoardMeeting.day >= FIRST, BoardMeeting.day <= LAST)
    return select(
        func.min(case((by_then, BoardMeeting.day))).label("begins"),
        func.count(func.distinct(case((in_period, BoardMeeting.day)))).label("days"),
    ).where(BoardMeeting.ended_at.is_not(None))


def _whole_period(days: int, first: date, last: date) -> tuple[str, ...]:
    """The same over the whole period, in words."""
    weeks = Fraction((last - first).days + 1, 7)
    if weeks <= 0:
        return ()
    text = _("Over the whole period: {rate}.")
    return (text.format(rate=amount(days / weeks, "per_week")),)


MAKERS: Mapping[str, Maker] = {"program_meeting": program_meeting}
