"""Rules of a crisis plan: telephone numbers, its age, what each level looks like.

Plain functions on plain values; the day is always passed in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Final

from dateutil.relativedelta import relativedelta

#: The numbers that everybody in Norway can call: the doctor on call, and the ambulance.
CASUALTY, EMERGENCY = "116 117", "113"

#: The status mark of a built-in level; a level of the team's own is marked by its place.
_MARKS: Final = {"good": "green", "warning": "yellow", "crisis": "red"}

_SIGNS = frozenset(" -./()\u00a0\u2011\u2013\t\n")


def has_digit(text: str) -> bool:
    """Whether anything in a text can be dialled."""
    return any(letter.isdecimal() for letter in text)


def show_phone(text: str) -> str:
    """A telephone number in groups, as it is read aloud.

    Norwegian numbers have their usual groups, others keep those they were written with. A number
    with words around it («22 33 44 55, ask for the ward») stands as it was written.
    """
    text = " ".join("".join(_digit(letter) for letter in text).split())
    plus = text.startswith(("+", "00"))
    rest = text.removeprefix("+") if text.startswith("+") else text.removeprefix("00")
    if not plus:
        rest = text
    if any(letter not in _SIGNS and not letter.isdigit() for letter in rest):
        return text
    digits = "".join(letter for letter in rest if letter.isdigit())
    if not plus:
        # «0-0…» in groups would be read as the sign for a number abroad.
        return text if digits.startswith("00") else _grouped(digits) or text
    if digits.startswith("47") and len(digits) == 10:
        return f"+47 {_grouped(digits[2:])}"
    return "+" + " ".join(rest.split())


def _digit(letter: str) -> str:
    """A digit of any script as the one on the telephone."""
    return str(unicodedata.decimal(letter)) if letter.isdecimal() else letter


def _grouped(digits: str) -> str:
    """A Norwegian number in groups; "" for a length that Norway does not have.

    Eight digits: 3-2-3 for mobile and service numbers (4, 8, 9), else in pairs.
    """
    sizes: tuple[int, ...]
    if len(digits) == 8:
        sizes = (3, 2, 3) if digits[0] in "489" else (2, 2, 2, 2)
    elif len(digits) == 6:
        sizes = (3, 3)
    elif len(digits) in (3, 4, 5):
        sizes = (len(digits),)
    elif len(digits) == 12:
        # Numbers of machines and some ward alarms.
        sizes = (3, 3, 3, 3)
    else:
        return ""
    parts, at = [], 0
    for size in sizes:
        parts.append(digits[at : at + size])
        at += size
    return " ".join(parts)


def newest(made_on: date, reviewed_on: date | None) -> date:
    """The day the plan was last gone through with the person."""
    return made_on if reviewed_on is None else max(made_on, reviewed_on)


def is_old(gone_through: date, day: date, months: int) -> bool:
    """Whether so many whole months have passed since the plan was gone through."""
    gap = relativedelta(day, gone_through)
    return gap.years * 12 + gap.months >= months


def level_marks(means: Sequence[str]) -> tuple[str, ...]:
    """The status mark of each level of a list, mildest first: green, yellow, red.

    A built-in level keeps its own; a team's own has green first, red last, yellow between.
    """
    last = len(means) - 1
    return tuple(
        _MARKS.get(one) or ("red" if at == last else "green" if at == 0 else "yellow")
        for at, one in enumerate(means)
    )
