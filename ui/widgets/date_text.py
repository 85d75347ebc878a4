"""Dates and times as people type them."""

import re
from datetime import date, time, timedelta
from typing import Final, Literal

from factdesk.errors import KnownError
from factdesk.words import _, format_date

Prefer = Literal["near", "past", "future"]
"""Which year a date without one means: the nearest, the last one gone, or the next one to come."""

_NUMERIC: Final = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -]?(\d{4}|\d{2})?\.?")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAYS: Final = re.compile(r"([+-])\s?(\d{1,4})")
_TIME: Final = re.compile(r"(\d{1,2})(?:[.: ]?(\d{2}))?")
_WORDS: Final = {
    "i dag": 0, "idag": 0, "today": 0,
    "i morgen": 1, "imorgen": 1, "i morgon": 1, "imorgon": 1, "tomorrow": 1,
    "i går": -1, "igår": -1, "yesterday": -1,
}  # fmt: skip


def read_date(typed: str, today: date, prefer: Prefer = "near") -> date | None:
    """Return the day that was typed; None when nothing was.

    Understands 12.3., 12.3.26, 12.3.2026, 2026-03-12, "i dag", "tomorrow", +7. Raises KnownError
    for what cannot be read and for days that do not exist.
    """
    text = " ".join(typed.casefold().split())
    if not text:
        return None
    if text in _WORDS:
        return today + timedelta(days=_WORDS[text])
    if found := _DAYS.fullmatch(text):
        days = int(found[2])
        return today + timedelta(days=days if found[1] == "+" else -days)
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]), typed)
    if found := _NUMERIC.fullmatch(text):
        day, month = int(found[1]), int(found[2])
        if not found[3]:
            return _without_year(month, day, today, prefer, typed)
        year = int(found[3]) if len(found[3]) == 4 else _full_year(int(found[3]), today, prefer)
        return _day(year, month, day, typed)
    raise KnownError(
        _("“{typed}” cannot be read as a date.").format(typed=typed.strip()),
        _("Write it as 12.3.2026, today, or +7 for a week from now."),
    )


def read_time(typed: str) -> time | None:
    """Return the time of day that was typed: 9, 930, 09.30, 9:30; None when nothing was.

    Raises KnownError for what is not a time.
    """
    text = typed.strip()
    if not text:
        return None
    found = _TIME.fullmatch(text)
    if found and int(found[1]) < 24 and int(found[2] or 0) < 60:
        return time(int(found[1]), int(found[2] or 0))
    raise KnownError(
        _("“{typed}” is not a time of day.").format(typed=text), _("Write it as 9:30 or 930.")
    )


def write_date(day: date | None) -> str:
    """Return a day as the fields show it."""
    return format_date(day, "numeric") if day else ""


def _day(year: int, month: int, day: int, typed: str) -> date:
    """Return the day, or say that there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        raise KnownError(
            _("There is no such day: {typed}.").format(typed=typed.strip().rstrip(".")),
            _("Check the day and the month."),
        ) from None


def _full_year(short: int, today: date, prefer: Prefer) -> int:
    """Return the year that two digits mean: at most 20 years ahead, or never ahead for the past."""
    ahead = 0 if prefer == "past" else 20
    year = today.year // 100 * 100 + short
    return year - 100 if year > today.year + ahead else year


def _without_year(month: int, day: int, today: date, prefer: Prefer, typed: str) -> date:
    """Return the day in the year that is meant. 29 February waits for a leap year."""
    years = [today.year + step for step in range(-8, 9)]
    fitting = [date(year, month, day) for year in years if _exists(year, month, day)]
    if not fitting:
        return _day(today.year, month, day, typed)
    if prefer == "past":
        return max(found for found in fitting if found <= today)
    if prefer == "future":
        return min(found for found in fitting if found >= today)
    return min(fitting, key=lambda found: (abs((found - today).days), found < today))


def _exists(year: int, month: int, day: int) -> bool:
    """Tell whether there is such a day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
