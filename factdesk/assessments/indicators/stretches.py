"""The stretches of days that figures look back over, counted back from the last day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from sqlalchemy import Date, bindparam

from factdesk.assessments.errors import DayOutOfReach
from factdesk.contacts.rules import day_bounds
from factdesk.store.base import UtcDateTime

#: The latest weeks of a chart.
WEEKS = 4
#: Where figures can look back from: the calendar has an end on either side.
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


#: The days and the moments of a statement that is built once.
FIRST, LAST = bindparam("first", type_=Date()), bindparam("last", type_=Date())
BEGINS, ENDS = bindparam("begins", type_=UtcDateTime()), bindparam("ends", type_=UtcDateTime())


def demand_reach(day: date) -> None:
    """Raise DayOutOfReach for a year that is a slip."""
    if not EARLIEST <= day <= LATEST:
        raise DayOutOfReach(EARLIEST, LATEST)


def weeks_back(last: date, weeks: int = WEEKS) -> date:
    """The first of so many whole weeks that end on a day."""
    return last - timedelta(days=7 * weeks - 1)


def complete_weeks(last: date, weeks: int) -> tuple[date, date]:
    """The latest whole weeks, Monday through Sunday, that are over on a day; Sunday itself is."""
    sunday = last - timedelta(days=(last.weekday() + 1) % 7)
    return sunday - timedelta(days=7 * weeks - 1), sunday


def months_back(last: date, months: int) -> date:
    """The first day of so many months that end on a day: 24 October for one to 23 November."""
    return last + timedelta(days=1) - relativedelta(months=months)


def full_months(last: date, count: int) -> tuple[date, ...]:
    """The first days of the latest calendar months that are over on a day, the oldest first.

    A month whose last day is the day itself is over.
    """
    after = (last + timedelta(days=1)).replace(day=1)
    return tuple(after - relativedelta(months=number) for number in range(count, 0, -1))


def month_end(first: date) -> date:
    """The last day of the month that a day is in."""
    return first + relativedelta(day=31)


def moments(first: date, last: date) -> tuple[datetime, datetime]:
    """From the first moment of a day in Norway to the first one after another."""
    return day_bounds(first)[0], day_bounds(last)[1]
