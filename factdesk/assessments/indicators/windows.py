"""How far back figures look: complete weeks, and months that end on any day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from factdesk.words import format_date

_SUNDAY = 6


def complete_weeks(last: date, weeks: int) -> tuple[date, date]:
    """The latest whole weeks, Monday through Sunday, that had ended when the day ended."""
    sunday = last - timedelta(days=(last.weekday() - _SUNDAY) % 7)
    return sunday - timedelta(days=7 * weeks - 1), sunday


def months_back(last: date, months: int) -> tuple[tuple[date, date], ...]:
    """So many months that follow each other, the last of which ends on the day; oldest first.

    A month runs through the day's number: 23 October through 22 November; where a month is too
    short for the number it ends on its last day.
    """
    ends = [_months_before(last, number) for number in range(months, -1, -1)]
    return tuple(
        (before + timedelta(days=1), end) for before, end in zip(ends, ends[1:], strict=False)
    )


def years_back(last: date, years: int) -> date:
    """The first day of the years that end on a day: 2024-11-23 for two years to 2026-11-22."""
    return months_back(last, 12 * years)[0][0]


def period_words(first: date, last: date) -> str:
    """«9 Nov–22 Nov 2026», short enough for a row."""
    return f"{format_date(first, 'numeric')}–{format_date(last, 'numeric')}"


def _months_before(day: date, months: int) -> date:
    """The day so many months earlier; the end of a month stays the end of a month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    length = monthrange(year, month + 1)[1]
    is_end = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, length if is_end else min(day.day, length))
