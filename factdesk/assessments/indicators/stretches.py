"""The stretches of days that figures look back over, counted back from the last day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from factdesk.contacts.rules import day_bounds

#: The latest four weeks of a chart.
WEEKS = 4


def weeks_back(last: date, weeks: int = WEEKS) -> date:
    """The first of so many whole weeks that end on a day."""
    return _back(last, timedelta(days=7 * weeks - 1))


def months_back(last: date, months: int) -> date:
    """The first day of so many months that end on a day: 24 October for one to 23 November."""
    if last == date.max:
        return _back(last, relativedelta(months=months))
    return _back(last + timedelta(days=1), relativedelta(months=months))


def full_months(last: date, count: int) -> tuple[date, ...]:
    """The first days of the latest calendar months that are over on a day, the oldest first.

    A month whose last day is the day itself is over.
    """
    after = last + timedelta(days=1) if last < date.max else last
    return tuple(_back(after.replace(day=1), relativedelta(months=n)) for n in range(count, 0, -1))


def month_end(first: date) -> date:
    """The last day of the month that begins on a day."""
    return first + relativedelta(day=31)


def moments(first: date, last: date) -> tuple[datetime, datetime]:
    """From the first moment of a day in Norway to the first one after another."""
    return day_bounds(first)[0], day_bounds(last)[1]


def _back(day: date, step: timedelta | relativedelta) -> date:
    """A day moved back, as far as the calendar goes."""
    try:
        return day - step
    except (OverflowError, ValueError):
        return date.min
