"""Rules of the team room: plain functions on plain values."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from factdesk.norwegian_days import holiday_names
from factdesk.team.errors import (
    DatesReversed,
    FteUnfit,
    InitialsUnfit,
    OutOfRange,
    TextNeeded,
)


def initials_of(name: str, taken: Collection[str] = ()) -> str:
    """Two initials for a name («Marit Holm» → MH), made longer where they are taken.

    A single name gives its first two letters. ``taken`` are initials in use, in any case.
    """
    used = {initials.upper() for initials in taken}
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha()] or ["?"]
    first, last = words[0], words[-1]
    if len(words) > 1:
        candidates = [first[0] + last[:n] for n in range(1, len(last) + 1)]
        candidates.append("".join(word[0] for word in words))
    else:
        candidates = [first[:n] for n in range(2, max(3, len(first) + 1))]
    for candidate in candidates:
        if candidate.upper() not in used:
            return candidate.upper()
    number = 2
    while f"{candidates[0].upper()}{number}" in used:
        number += 1
    return f"{candidates[0].upper()}{number}"


#: What makes sense for each number of the team's settings: lowest and highest.
SETTING_RANGES: dict[str, tuple[int, int]] = {
    "autolock_minutes": (1, 60),
    "meeting_minutes": (5, 120),
    "rotation_persons": (0, 30),
    "contact_due_days": (1, 90),
    "staff_seen_norm": (1, 10),
    "crisis_plan_months": (1, 60),
    "legal_notice_days": (1, 90),
    "discharge_contact_days": (1, 30),
    "plan_review_months": (1, 24),
    "first_plan_weeks": (1, 52),
    "consent_notice_days": (1, 180),
    "specialist_seen_days": (7, 730),
    "long_leave_days": (1, 365),
    "away_days": (1, 90),
}

_LONGEST_INITIALS = 5
_HALF = Decimal("0.5")


def clean_name(text: str) -> str:
    """A name with single spaces. Raises :class:`TextNeeded` where nothing is left."""
    name = " ".join(text.split())
    if not name:
        raise TextNeeded
    return name


def clean_text(text: str | None) -> str | None:
    """An optional text as typed, without spaces around it; ``None`` where nothing is left."""
    return (text or "").strip() or None


def clean_initials(text: str) -> str:
    """Initials as the board writes them: capitals. Raises :class:`InitialsUnfit`."""
    initials = text.strip().upper()
    if not 0 < len(initials) <= _LONGEST_INITIALS or not initials.isalnum():
        raise InitialsUnfit
    return initials


def check_fte(percent: Decimal) -> Decimal:
    """A share of a post in percent. Raises :class:`FteUnfit` unless 0 to 100 in half steps."""
    if not percent.is_finite() or not 0 <= percent <= 100 or percent % _HALF:
        raise FteUnfit
    return percent


def check_dates(first: date | None, last: date | None) -> None:
    """Raise :class:`DatesReversed` where the last day comes before the first."""
    if first is not None and last is not None and last < first:
        raise DatesReversed


def check_setting(name: str, value: int) -> int:
    """A number of the settings. Raises :class:`OutOfRange`."""
    low, high = SETTING_RANGES[name]
    if not low <= value <= high:
        raise OutOfRange(low, high)
    return value


def holiday_name(day: date, language: str) -> str | None:
    """The public holiday in Norway on a day, in Norwegian or English; ``None`` on other days."""
    return holiday_names(day.year, "en_US" if language == "en" else "no").get(day)
