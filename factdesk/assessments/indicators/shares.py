"""What several figures say alike: a share in percent, and that there was nobody."""

from __future__ import annotations

from fractions import Fraction

from factdesk.words import _


def percent(part: int, whole: int) -> Fraction | None:
    """So much of the whole in percent, exactly; nothing of nothing."""
    return Fraction(100 * part, whole) if whole else None


def nobody() -> str:
    """Why there is too little where the caseload is empty."""
    return _("Nobody was on the caseload then, so nothing is suggested.")
