"""Words in the reader's language: texts, dates, times, numbers and the order of names.

Source texts are plain English; their translations are in `resources/translations/<lang>/`.
Every function here answers in the language that holds *when it is called*, so nothing here may be
called while a module is imported. Use `N_` to mark a text in a table for translation later.

The language is `set_language` for the whole program, and `in_language` for one piece of work: a
plan can be printed in nynorsk on a worker thread while the screen stays in bokmål.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from typing import Final, Literal

from factdesk.clock import OSLO
from factdesk.collation import sort_key

__all__ = [
    "LANGUAGES",
    "DateStyle",
    "Language",
    "N_",
    "_",
    "default_language",
    "format_date",
    "format_datetime",
    "format_number",
    "format_time",
    "in_language",
    "language",
    "ngettext",
    "npgettext",
    "pgettext",
    "relative_day",
    "set_language",
    "sort_key",
    "weekday_name",
]

Language = Literal["nb", "nn", "en"]
"""Bokmål, nynorsk, English."""

DateStyle = Literal["short", "day", "medium", "numeric"]
"""How long a date is: 12.3. · fredag 12. mars · 12. mars 2026 · 12.03.2026."""

LANGUAGES: Final[tuple[Language, ...]] = ("nb", "nn", "en")
"""The languages the program speaks, the first one first."""

_LOCALES: Final = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}

# The all-digit form is the same in every language: 03/12 means two things to two English readers,
# and a wrong date harms somebody.
_DATE_PATTERNS: Final[Mapping[DateStyle, Mapping[Language, str]]] = {
    "short": {"nb": "d.M.", "nn": "d.M.", "en": "d MMM"},
    "day": {"nb": "EEEE d. MMMM", "nn": "EEEE d. MMMM", "en": "EEEE d MMMM"},
    "medium": {"nb": "d. MMMM y", "nn": "d. MMMM y", "en": "d MMMM y"},
    "numeric": {"nb": "dd.MM.y", "nn": "dd.MM.y", "en": "dd.MM.y"},
}

_for_this_work: ContextVar[Language | None] = ContextVar("language", default=None)
_for_the_program: Language | None = None


def set_language(chosen: str) -> None:
    """Choose the language of the program: "nb", "nn" or "en". Raises ValueError for another."""
    global _for_the_program
    _for_the_program = _known(chosen)


def language() -> Language:
    """Return the language that holds here and now."""
    return _for_this_work.get() or _for_the_program or default_language()


@contextmanager
def in_language(chosen: str) -> Iterator[None]:
    """Speak another language within the block, in this thread or task only."""
    token = _for_this_work.set(_known(chosen))
    try:
        yield
    finally:
        _for_this_work.reset(token)


def default_language(environment: Mapping[str, str] | None = None) -> Language:
    """Return the language a terminal asks for by LC_ALL, LC_MESSAGES or LANG, the first one set.

    "C", a language the program does not speak, and nothing at all mean English. The screen has
    its own setting and begins in bokmål.
    """
    values = os.environ if environment is None else environment
    asked = next(
        (values[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if values.get(name)), ""
    )
    code = asked.split(".")[0].split("@")[0].split("_")[0].lower()
    if code in ("nb", "no"):
        return "nb"
    return "nn" if code == "nn" else "en"


def _(message: str) -> str:
    """Return the message in the reader's language."""
    # The empty message is the catalogue's header, not a text.
    return _catalogue(language()).gettext(message) if message else ""


def ngettext(one: str, many: str, number: int) -> str:
    """Return the form that fits the number, in the reader's language."""
    return _catalogue(language()).ngettext(one, many, number)


def pgettext(context: str, message: str) -> str:
    """Return the message in the reader's language, where one word has several meanings."""
    return _catalogue(language()).pgettext(context, message)


def npgettext(context: str, one: str, many: str, number: int) -> str:
    """Return the form that fits the number, where one word has several meanings."""
    return _catalogue(language()).npgettext(context, one, many, number)


def N_(message: str) -> str:
    """Mark a message for translation and return it as it is; `_` translates it when it is shown."""
    return message


def format_date(day: date, style: DateStyle = "medium") -> str:
    """Return a date as it is written: 12.3. · fredag 12. mars · 12. mars 2026 · 12.03.2026.

    A datetime is refused with TypeError: which day it is depends on the time zone.
    """
    if isinstance(day, datetime):
        raise TypeError("a moment is not a day; convert it to Europe/Oslo first")
    return _dated(day, style, language())


def format_time(moment: datetime | time) -> str:
    """Return the time of day as 10:42; an aware datetime is shown in Norwegian time."""
    shown = _in_oslo(moment) if isinstance(moment, datetime) else moment
    return f"{shown:%H:%M}"


def format_datetime(moment: datetime, style: DateStyle = "medium") -> str:
    """Return date and time in Norway of an aware datetime, as "12. mars 2026 10:42".

    Raises ValueError for a datetime without a time zone.
    """
    shown = _in_oslo(moment)
    return f"{format_date(shown.date(), style)} {shown:%H:%M}"


def format_number(value: float | Decimal, decimals: int = 0) -> str:
    """Return a number with the language's decimal mark and grouping: 1 234,5."""
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=_LOCALES[language()])


def weekday_name(day: date) -> str:
    """Return the name of the day of the week: "fredag"."""
    from babel.dates import format_date as babel_format_date

    return babel_format_date(day, "EEEE", locale=_LOCALES[language()])


def relative_day(day: date, today: date) -> str:
    """Return a day as one says it: "i dag", "i går", "tirsdag", "for 9 dager siden", "i morgen".

    The bare name of a weekday means one of the last six days; days to come are counted.
    """
    days = (day - today).days
    if days == 0:
        return _("today")
    if days == -1:
        return _("yesterday")
    if days == 1:
        return _("tomorrow")
    if -7 < days < 0:
        return weekday_name(day)
    if days < 0:
        return ngettext("{count} day ago", "{count} days ago", -days).format(count=-days)
    return ngettext("in {count} day", "in {count} days", days).format(count=days)


def _known(chosen: str) -> Language:
    """Return the language asked for, or refuse one the program does not speak."""
    if chosen not in LANGUAGES:
        raise ValueError(f"no such language: {chosen}")
    return chosen


def _in_oslo(moment: datetime) -> datetime:
    """Return the moment in Norwegian time; refuse one that says no time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be shown")
    return moment.astimezone(OSLO)


# Babel takes a tenth of a second to import, and a terminal command may never show a date: it is
# imported where it is used. A board shows the same few dates again and again, hence the cache.
@lru_cache(maxsize=4096)
def _dated(day: date, style: DateStyle, chosen: Language) -> str:
    """Return the date in the style of the language."""
    from babel.dates import format_date as babel_format_date

    return babel_format_date(day, _DATE_PATTERNS[style][chosen], locale=_LOCALES[chosen])


@lru_cache
def _catalogue(chosen: Language) -> NullTranslations:
    """Return the translations into a language; nynorsk falls back on bokmål, then on English.

    The compiled catalogues are made by `make setup`. Without them the texts are English: readable,
    so a missing file does not keep a team from its board.
    """
    if chosen == "en":
        return NullTranslations()
    compiled = files("resources").joinpath("translations", chosen, "factdesk.mo")
    if not compiled.is_file():
        return NullTranslations()
    with compiled.open("rb") as stream:
        catalogue = GNUTranslations(stream)
    if chosen == "nn":
        catalogue.add_fallback(_catalogue("nb"))
    return catalogue
