"""How much happens on which day: weekends, holidays, Easter, Christmas and the summer."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from factdesk.board.rules import is_working_day, last_working_day
from factdesk.clock import OSLO
from factdesk.norwegian_days import public_holidays

__all__ = ["activity", "at", "is_holiday", "is_working_day", "last_working_day", "next_working"]


def is_holiday(day: date) -> bool:
    """Whether it is a public holiday in Norway."""
    return day in public_holidays(day.year)


def activity(day: date) -> float:
    """The share of an ordinary weekday's contacts that happens on a day."""
    if is_holiday(day):
        return 0.0
    if day.weekday() >= 5:
        return 0.03
    if (day.month, day.day) >= (12, 23) or (day.month, day.day) <= (1, 2):
        return 0.35
    if day.month == 7:
        return 0.5
    if (day.month == 8 and day.day < 8) or (day.month == 6 and day.day > 24):
        return 0.75
    # The three working days before Easter: Maundy Thursday follows within the week.
    thursday = day + timedelta(days=3 - day.weekday())
    if day.month in (3, 4) and day < thursday and is_holiday(thursday):
        return 0.5
    return 1.0


def next_working(day: date) -> date:
    """The day itself, or the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """The moment of a day and a time in Norway, in UTC."""
    return datetime.combine(day, time(hour, minute), OSLO).astimezone(UTC)


def after(rng: Random, day: date, low: int, high: int) -> date:
    """A day ``low`` to ``high`` days later."""
    return day + timedelta(days=rng.randint(low, high))
