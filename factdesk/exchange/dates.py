"""Dates as teams write them: real dates, "12.3.26", "09/10-1951", "200653", "uke 45", 46291.

A text may mean several dates ("24.11.00", or the number 21102, which is a day's serial number and
also 2 November 2002 without its zero). Every reading that is possible is tried, those out of
reason are set aside, and only when one is left is the date certain. A doubt is reported with its
candidates, never settled by a guess.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Final, Literal

from dateutil.relativedelta import relativedelta

from factdesk.exchange.sheets import CellValue, text_of
from factdesk.words import _, format_date

Precision = Literal["day", "week", "month", "none"]
"""How much a text says: a day, a week (its Monday is given), a month (its first day), nothing."""

OLDEST_YEARS: Final = 130
"""The oldest birth date within reason; generous, so that 1900 and 2000 are both possible."""

_SERIAL_ZERO: Final = date(1899, 12, 30)
_DAY: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2})?)?")
_SIX: Final = re.compile(r"(\d{2})(\d{2})(\d{2})")
_EIGHT: Final = re.compile(r"(\d{2})(\d{2})(\d{4})")
_NO_YEAR: Final = re.compile(r"(\d{1,2})[./](\d{1,2})\.?")
_WEEK: Final = re.compile(
    r"(?:uke|veke|week|wk|u|w)\.?\s*(\d{1,2})(?:\s*[-/,' ]\s*'?(\d{4}|\d{2}))?", re.IGNORECASE
)
_MONTH_NUMBER: Final = re.compile(r"(\d{1,2})[/.-](\d{4}|\d{2})")
_MONTH_NAME: Final = re.compile(
    r"(?:(\d{1,2})\.?\s*)?([^\W\d_]{3,9})\.?\s*[-'’/]?\s*(\d{4}|\d{2})", re.IGNORECASE
)
_INSIDE: Final = re.compile(
    r"(?<![\d./-])(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{1,2}/\d{2,4})"
    r"(?![\d/-])"
)
_MONTHS: Final = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "mai": 5, "may": 5, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "des": 12, "dec": 12,
}  # fmt: skip
_MONTH_WORD: Final = re.compile(
    r"(jan(uar|uary)?|feb(ruar|ruary)?|mar(s|ch)?|apr(il)?|mai|may|jun(i|e)?|jul(i|y)?|aug(ust)?"
    r"|sept?(ember)?|o[kc]t(ober)?|nov(ember)?|de[sc](ember)?)",
    re.IGNORECASE,
)
_RELATIVE: Final = re.compile(
    r"(i\s?dag|i\s?g[åa]r|i\s?morgen|today|yesterday|tomorrow)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ReadDate:
    """What a cell says about a date.

    `value` is None where nothing certain can be read; `candidates` then holds what it could be,
    and `why` says it in words. `rest` is the text around a date found inside a longer text;
    `at` is the time of day, where there is one.
    """

    value: date | None
    certain: bool
    kind: Precision
    why: str = ""
    candidates: tuple[date, ...] = ()
    rest: str = ""
    at: time | None = None


Candidate = tuple[date, Precision]


def read_date(value: CellValue, today: date) -> ReadDate:
    """Read a date from the team's work: placed, taken in, next contact, plan made.

    Dates more than sixty years back or ten years ahead are out of reason. A week without a year
    is the latest such week that begins no later than a week after `today`.
    """
    return _read(value, today - relativedelta(years=60), today + relativedelta(years=10), today)


def read_birth_date(value: CellValue, today: date, known: date | None = None) -> ReadDate:
    """Read a birth date; `known` is the date of the person's birth number, where there is one.

    Two digits for the year are certain only where one century is possible, or where the birth
    number decides. A week or a month is no birth date.
    """
    read = _read(value, today - relativedelta(years=OLDEST_YEARS), today, today)
    if known is not None and known in read.candidates and read.kind in ("day", "none"):
        return ReadDate(known, True, "day", candidates=read.candidates, rest=read.rest, at=read.at)
    if read.value is not None and read.kind != "day":
        return ReadDate(None, False, "none", _("A birth date needs a day, not a week or a month."))
    return read


def _read(value: CellValue, earliest: date, latest: date, today: date) -> ReadDate:
    """Return the one date within reason, or why there is none."""
    text = " ".join(text_of(value).split())
    if not text:
        return ReadDate(None, False, "none", _("Nothing is written."))
    if _RELATIVE.fullmatch(text):
        why = _("The text says a day without a date, and when it was written is not known.")
        return ReadDate(None, False, "none", why)
    at = _time_of_day(value, text)
    rest = at.isoformat("minutes") if at else ""
    found = list(dict.fromkeys(_candidates(value, text, today)))
    if not found and isinstance(value, str):
        inside = _INSIDE.findall(text)
        if len(inside) == 1:
            found = list(dict.fromkeys(_candidates(inside[0], inside[0], today)))
            rest = " ".join(text.replace(inside[0], " ").split())
    reasonable = [each for each in found if earliest <= each[0] <= latest]
    days = tuple(sorted({day for day, _precision in reasonable}))
    if len(days) == 1:
        return ReadDate(days[0], True, reasonable[0][1], candidates=days, rest=rest, at=at)
    if days:
        shown = _(" or ").join(format_date(day, "numeric") for day in days)
        why = _("It can mean {dates}.").format(dates=shown)
        return ReadDate(None, False, "none", why, days, rest)
    if found:
        return ReadDate(None, False, "none", _("The date is too far back or ahead to be right."))
    return ReadDate(None, False, "none", _("It is not a date that exists."))


def _time_of_day(value: CellValue, text: str) -> time | None:
    """Return the time that stands beside a date, midnight aside."""
    if isinstance(value, str) and _ISO.fullmatch(text) and ":" in text:
        value = datetime.fromisoformat(text) if len(text) >= 16 and text[7] == "-" else None
    return value.time() if isinstance(value, datetime) and value.time() != time(0) else None


def _candidates(value: CellValue, text: str, today: date) -> Iterator[Candidate]:
    """Yield every reading of a value, sensible or not."""
    if isinstance(value, datetime):
        yield value.date(), "day"
    elif isinstance(value, date):
        yield value, "day"
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _from_number(value)
    elif isinstance(value, str):
        yield from _from_text(text.rstrip(" .,;"), today)


def _from_number(value: float) -> Iterator[Candidate]:
    """Yield a spreadsheet's serial day number, and digits that lost their leading zero."""
    if 1 <= value < 200_000:
        # The 1900 system counts a 29 February 1900 that never was; days before it are one off.
        yield _SERIAL_ZERO + timedelta(days=int(value) + (1 if value < 60 else 0)), "day"
    if isfinite(value) and value == int(value):
        digits = str(int(value))
        if len(digits) in (5, 6):
            yield from _days(_SIX, digits.zfill(6))
        elif len(digits) in (7, 8):
            yield from _days(_EIGHT, digits.zfill(8))


def _from_text(text: str, today: date) -> Iterator[Candidate]:
    """Yield the readings of a text that is a date as a whole."""
    if match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
        yield from _existing(year, month, day)
    compact = re.sub(r"\s*([./-])\s*", r"\1", text)
    for pattern in (_DAY, _SIX, _EIGHT):
        yield from _days(pattern, compact)
    if re.fullmatch(r"\d{8}", text):
        yield from _existing(int(text[:4]), int(text[4:6]), int(text[6:]))
    if re.fullmatch(r"\d{5}", text):
        yield _SERIAL_ZERO + timedelta(days=int(text)), "day"
    if match := _WEEK.fullmatch(text):
        yield from _weeks(int(match[1]), match[2], today)
    if match := _NO_YEAR.fullmatch(compact):
        yield from _without_year(int(match[1]), int(match[2]), today)
    if match := _MONTH_NUMBER.fullmatch(compact):
        for year in _years(match[2]):
            yield from ((day, "month") for day, _kind in _existing(year, int(match[1]), 1))
    if (match := _MONTH_NAME.fullmatch(text)) and _MONTH_WORD.fullmatch(match[2]):
        month = _MONTHS[match[2][:3].lower()]
        for year in _years(match[3]):
            if match[1]:
                yield from _existing(year, month, int(match[1]))
            else:
                yield date(year, month, 1), "month"


def _days(pattern: re.Pattern[str], text: str) -> Iterator[Candidate]:
    """Yield day, month and year in the Norwegian order, with each century a short year allows."""
    if match := pattern.fullmatch(text):
        for year in _years(match[3]):
            yield from _existing(year, int(match[2]), int(match[1]))


def _years(digits: str) -> tuple[int, ...]:
    """Return the years that two or four digits can mean."""
    if len(digits) == 4:
        return (int(digits),) if int(digits) >= 1 else ()
    return (1900 + int(digits), 2000 + int(digits))


def _existing(year: int, month: int, day: int) -> Iterator[Candidate]:
    """Yield the date if the calendar has it."""
    try:
        yield date(year, month, day), "day"
    except ValueError:
        return


def _weeks(week: int, year: str | None, today: date) -> Iterator[Candidate]:
    """Yield the Monday of an ISO week; without a year, of the latest one that has come."""
    if year is not None:
        years = [int(year) if len(year) == 4 else 2000 + int(year)]
    else:
        years = list(range(today.year + 1, today.year - 8, -1))
    for each in years:
        try:
            monday = date.fromisocalendar(each, week, 1)
        except ValueError:
            continue
        if year is not None or monday <= today + timedelta(days=7):
            yield monday, "week"
            return


def _without_year(day: int, month: int, today: date) -> Iterator[Candidate]:
    """Yield "27/10" as the last such day that has come, and as the next one.

    Two candidates make it uncertain on purpose: nothing in the text says which year.
    """
    for year in (today.year - 1, today.year, today.year + 1):
        yield from _existing(year, month, day)
