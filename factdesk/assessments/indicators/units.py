"""Units of figures: their words, and a figure written with its unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache

from factdesk.assessments.indicators.figure import Figure
from factdesk.words import _, format_number, language, ngettext
from fidelity.rounding import half_up

#: Decimals that a value of each unit is shown with, where it is not whole.
_DECIMALS = {"percent": 1, "per_fte": 1, "minutes_per_week": 1}
#: The words of each unit behind so many of it; only the one that is asked for is looked up.
_WORDS: Mapping[str, Callable[[int], str]] = {
    "percent": lambda _count: "%",
    "per_fte": lambda count: ngettext("person per full post", "persons per full post", count),
    "fte": lambda count: ngettext("full post", "full posts", count),
    "per_100": lambda count: ngettext(
        "full post per 100 persons", "full posts per 100 persons", count
    ),
    "per_week": lambda _count: _("a week"),
    "per_month": lambda _count: _("a month"),
    "minutes_per_week": lambda count: ngettext("minute a week", "minutes a week", count),
    "count": lambda _count: "",
}
#: Enough for every edge that a scale is written with.
_PLAIN_DECIMALS = 4


def unit_word(code: str, value: Fraction | None = None) -> str:
    """The unit in words, as it stands behind a number; the code itself for an unknown one.

    One of it is said of 1 alone: «1 full post», but «0.5 full posts».
    """
    found = _WORDS.get(code)
    return code if found is None else found(1 if value == 1 else 2)


def written(figure: Figure) -> str:
    """The value with its unit: «61.5 %»; a dash where it could not be computed."""
    return amount(figure.value, figure.unit)


def amount(value: Fraction | None, unit: str) -> str:
    """A value of a unit as it is shown; whole numbers without decimals."""
    if value is None:
        return "–"
    decimals = 0 if value.denominator == 1 else _DECIMALS.get(unit, 2)
    number = format_number(half_up(value, decimals), decimals)
    word = unit_word(unit, value)
    return f"{number} {word}" if word else number


def plain(value: Fraction) -> str:
    """A number as exactly as it is written: «60», «0.4», «6/13»."""
    return _plain(value, language())


@lru_cache(maxsize=512)
def _plain(value: Fraction, _language: str) -> str:
    """The same; the edges of a scale are written each time that its figures are told."""
    for decimals in range(_PLAIN_DECIMALS + 1):
        if (value * 10**decimals).denominator == 1:
            return format_number(half_up(value, decimals), decimals)
    return f"{value.numerator}/{value.denominator}"
