"""What several figures say alike: a share in percent, and that there was nobody."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from factdesk.words import _


@lru_cache(maxsize=4096)
def whole(number: int) -> Fraction:
    """A whole number as a fraction; the same few stand in thousands of rows."""
    return Fraction(number)


@lru_cache(maxsize=4096)
def ratio(part: int, of: int) -> Fraction:
    """A part of something, exactly."""
    return Fraction(part, of)


def percent(part: int, of: int) -> Fraction | None:
    """So much of the whole in percent, exactly; nothing of nothing."""
    return ratio(100 * part, of) if of else None


def nobody() -> str:
    """Why there is too little where the caseload is empty."""
    return _("Nobody was on the caseload then, so nothing is suggested.")
