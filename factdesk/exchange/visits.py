"""What stands under "today": who goes, when, with which car, or a telephone call."""

import re
from dataclasses import dataclass
from datetime import time
from typing import Final, Literal

VisitKind = Literal["visit", "telephone", "video"]

_STAFF: Final = r"[A-ZÆØÅÄÖÁČĐŊŠŦŽ]{2,4}"
_VISIT: Final = re.compile(
    rf"(?P<staff>{_STAFF}(?:\s*[+/&,]\s*{_STAFF}|\s+og\s+{_STAFF})*)?\s*"
    r"(?P<verb>(?i:ring(?:er|es|e)?|tlf\.?|telefon|call|video|besøk|hjemmebesøk|heimebesøk"
    r"|hb|visit))?\s*"
    r"(?:(?i:kl\.?|at)\s*(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?"
    r"|(?P<hour2>\d{1,2})[:.](?P<minute2>\d{2}))?\s*"
    r"\(?(?P<car>(?i:bil|car)\s*\w{1,10})?\)?\.?"
)
_BETWEEN: Final = re.compile(r"\s*[+/&,;]\s*|\s+og\s+|\s+and\s+|\s+")
_TELEPHONE: Final = ("ring", "tlf", "telefon", "call")


@dataclass(frozen=True, slots=True)
class ReadVisit:
    """A contact as the board writes it; what is not said is None or empty."""

    staff: tuple[str, ...]
    kind: VisitKind
    at: time | None
    car: str | None


def read_visit(text: str, known_initials: frozenset[str] = frozenset()) -> ReadVisit | None:
    """Read "MH kl 10", "JS+TK 13:30 (bil 2)" or "ring"; None for anything else.

    Capital letters alone ("OBS") are staff only where the team has somebody with these initials.
    """
    match = _VISIT.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    staff = tuple(split_staff(match["staff"] or ""))
    hour = match["hour"] or match["hour2"]
    verb = (match["verb"] or "").lower()
    if hour is None and not verb and not (staff and set(staff) <= known_initials):
        return None
    at = None
    if hour is not None:
        minute = int(match["minute"] or match["minute2"] or 0)
        if int(hour) > 23 or minute > 59:
            return None
        at = time(int(hour), minute)
    kind: VisitKind = "visit"
    if verb.startswith(_TELEPHONE):
        kind = "telephone"
    elif verb == "video":
        kind = "video"
    return ReadVisit(staff, kind, at, match["car"])


def split_staff(text: str) -> list[str]:
    """Return the initials in one cell: "GD/TK/MH", "JS + TK", "AB og LN"."""
    return [part for part in _BETWEEN.split(text.strip()) if part]


def are_initials(parts: list[str]) -> bool:
    """Return whether every part looks like a colleague's initials."""
    return bool(parts) and all(re.fullmatch(_STAFF, part) for part in parts)
