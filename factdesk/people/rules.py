"""Rules about persons: ages and what they change, names, stages, dates that run out.

Plain functions on plain values; the day is always passed in. Age rules: practice reference § 4.1
(pasient- og brukerrettighetsloven §§ 3-4, 4-3, 4-4).
"""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from factdesk.people.kinds import Stage
from factdesk.words import _

#: How many days before a birthday that changes who consents it is announced.
NOTICE_DAYS = 60
#: The birthdays that change who consents or is informed, in years.
TURNING = (12, 16, 18)
#: After how many months a warning is looked at again, where nothing else is said.
WARNING_MONTHS = 3


class ConsentBand(enum.StrEnum):
    """Who consents to health care, by age."""

    CHILD = "child"
    FROM_12 = "from_12"
    FROM_16 = "from_16"
    ADULT = "adult"


def birthday(birth_date: date, years: int) -> date:
    """The day an age is reached.

    Who was born on 29 February reaches it on 1 March in a year without that day: the age is
    completed when the last day before it has passed.
    """
    day = birth_date + relativedelta(years=years)
    if (birth_date.month, birth_date.day) == (2, 29) and day.day == 28:
        return date(day.year, 3, 1)
    return day


def age_on(birth_date: date | None, day: date) -> int | None:
    """Completed years on a day; ``None`` for an unknown or a later birth date."""
    if birth_date is None or birth_date > day:
        return None
    years = day.year - birth_date.year
    return years if birthday(birth_date, years) <= day else years - 1


def consent_band(birth_date: date | None, day: date) -> ConsentBand | None:
    """Who consents on a day; ``None`` where the age is unknown."""
    age = age_on(birth_date, day)
    if age is None:
        return None
    if age < 12:
        return ConsentBand.CHILD
    if age < 16:
        return ConsentBand.FROM_12
    return ConsentBand.FROM_16 if age < 18 else ConsentBand.ADULT


def consent_words(band: ConsentBand | None) -> str:
    """The rule of an age band in one sentence."""
    return {
        ConsentBand.CHILD: _("Under 12: the parents consent and are informed; the child is heard."),
        ConsentBand.FROM_12: _(
            "12 to 15: the parents consent as a rule and the young person's view weighs heavily. "
            "Parents are not told what the young person, for reasons to be respected, objects to."
        ),
        ConsentBand.FROM_16: _(
            "16 or 17: consents alone. Parents are told only what parental responsibility needs."
        ),
        ConsentBand.ADULT: _("18 or older: consents alone. Nobody is told without consent."),
        None: _("The birth date is unknown, so the rules of age cannot be applied."),
    }[band]


@dataclass(frozen=True)
class Turning:
    """A birthday ahead that changes who consents or is informed."""

    years: int
    on: date
    days_left: int


def next_turning(birth_date: date | None, day: date, within: int = NOTICE_DAYS) -> Turning | None:
    """The next such birthday from ``day`` on, at most ``within`` days ahead; today counts."""
    if birth_date is None:
        return None
    for years in TURNING:
        on = birthday(birth_date, years)
        if 0 <= (on - day).days <= within:
            return Turning(years, on, (on - day).days)
    return None


def limits_apply(birth_date: date | None, day: date) -> bool:
    """Whether limits on what parents are told have a meaning: below 18, or at unknown age."""
    age = age_on(birth_date, day)
    return age is None or age < 18


def display_name(given: str, family: str, preferred: str | None = None) -> str:
    """The name a person is called by, never empty: preferred or given name, then family name."""
    name = " ".join(" ".join((preferred or given, family)).split())
    return name or _("(no name)")


def list_name(given: str, family: str) -> str:
    """«Family, Given» for lists; the one name where there is only one."""
    return ", ".join(part for part in (family.strip(), given.strip()) if part) or _("(no name)")


def same_name(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two names (given, family) hold the same words, in any order and any case.

    Teams write «Åse Ødegård», «Ødegård Åse» and everything in one field. Letters count: Utši is
    not Utsi.
    """
    return _name_words(*one) == _name_words(*other)


def _name_words(given: str, family: str) -> list[str]:
    composed = unicodedata.normalize("NFC", f"{given} {family}".replace("\u2019", "'"))
    return sorted(composed.casefold().replace(",", " ").split())


def name_initials(given: str, family: str) -> str:
    """Initials for a wall: first letters of the first given name and of the last family name."""
    parts = [*given.split()[:1], *family.split()[-1:]]
    return "".join(part[0].upper() for part in parts) or "?"


def days_left(until: date | None, day: date) -> int | None:
    """Days until a date, negative when it has passed."""
    return None if until is None else (until - day).days


def wrong_order(dates: Sequence[tuple[str, date | None]]) -> tuple[str, str] | None:
    """The first two named dates in the wrong order, or ``None``; gaps are passed over."""
    before: tuple[str, date] | None = None
    for name, day in dates:
        if day is None:
            continue
        if before is not None and day < before[1]:
            return before[0], name
        before = (name, day)
    return None


def stage_word(stage: Stage) -> str:
    """The stage in a word."""
    return {
        Stage.REFERRED: _("Referred"),
        Stage.ASSESSED: _("Assessed"),
        Stage.ENROLLED: _("Enrolled"),
        Stage.CLOSED: _("Closed"),
    }[stage]
