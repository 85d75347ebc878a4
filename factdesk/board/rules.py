"""Rules of the board: plain functions on plain values, with the day passed in."""

from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from factdesk.board.defaults import category_word, level_word
from factdesk.clock import OSLO
from factdesk.norwegian_days import public_holidays

#: The distance between neighbours in a section, so that a row can be put between two others
#: without touching them: a move changes one row, and collides with no other move.
SPACING = 1024

#: How many days back «different members face to face» looks.
SEEN_DAYS = 14

#: How many days a discharge is told of beside the name.
DISCHARGE_SHOWN_DAYS = 30

#: How many months of a crisis plan's age are told.
MONTHS_SHOWN_FROM = 6


def norwegian_day(moment: datetime) -> date:
    """The day it was in Norway."""
    return moment.astimezone(OSLO).date()


def days_on_board(placed_at: datetime, today: date) -> int:
    """Days since the person was placed; the day itself is 0."""
    return max((today - norwegian_day(placed_at)).days, 0)


def is_old(day: date | None, today: date, due_days: int) -> bool:
    """Whether something that shall happen every ``due_days`` days last happened too long ago.

    What has never happened is old.
    """
    return day is None or (today - day).days > due_days


def months_since(day: date, today: date) -> int:
    """Whole months from ``day`` to ``today``; a day ahead gives 0."""
    gap = relativedelta(today, day)
    return max(gap.years * 12 + gap.months, 0)


def shown_category(code: str | None, name: str | None) -> str:
    """The team's name of a category, else the program's word."""
    return name or category_word(code)


def shown_level(level: str, word: str | None) -> str:
    """The team's word for a level, else the program's."""
    return word or level_word(level)


def is_working_day(day: date) -> bool:
    """Whether it is Monday to Friday and no public holiday in Norway."""
    return day.weekday() < 5 and day not in public_holidays(day.year)


def last_working_day(today: date) -> date:
    """The working day before ``today``: on a Monday Friday, after Easter the Wednesday before."""
    day = today - timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def between(above: int | None, below: int | None) -> int | None:
    """The position between two neighbours; ``None`` where there is no room left."""
    if above is None and below is None:
        return SPACING
    if below is None:
        return (above or 0) + SPACING
    if above is None:
        return below - SPACING
    middle = (above + below) // 2
    return middle if middle not in (above, below) else None


def contact_after_discharge_due(
    discharged_on: date, last_met_on: date | None, due_days: int
) -> date | None:
    """The day the first contact after a discharge is due, or ``None`` once it has been."""
    if last_met_on is not None and last_met_on >= discharged_on:
        return None
    return discharged_on + timedelta(days=due_days)


def draft_place(row_id: str, field: str) -> str:
    """Where the draft of a field on the board is kept."""
    return f"board.{row_id}.{field}"
