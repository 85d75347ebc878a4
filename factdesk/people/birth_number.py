"""Norwegian birth numbers: reading, checking, and what they say about birth date and sex.

Eleven digits: the birth date (ddmmyy), three individual digits and two check digits. Besides the
ordinary ones there are D-numbers (day + 40), H-numbers (month + 40), FH-numbers (the first digit
8 or 9, no birth date inside) and the synthetic test series (month + 80), whose check digits are
computed on the number as it is written. The arithmetic of the ordinary ones is python-stdnum's.
"""

from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Literal

from stdnum.exceptions import ValidationError
from stdnum.no import fodselsnummer

from factdesk.errors import KnownError
from factdesk.words import _

Kind = Literal["ordinary", "d", "h", "fh", "synthetic"]
"""Which series a number belongs to."""

Problem = Literal["length", "letters", "date", "check digits"]
"""What is wrong with a text that is not a birth number."""

_LENGTH = 11
_SEPARATORS = " -.:\u00a0\u202f\t"


class BadBirthNumber(KnownError):
    """The text is not a birth number; `problem` tells in which way."""

    def __init__(self, problem: Problem, message: str) -> None:
        """Take the kind of problem and what to tell the user; the number itself is not repeated."""
        super().__init__(
            message,
            _("Compare it with the person's papers, or leave the birth number as unknown."),
        )
        self.problem: Problem = problem


@dataclass(frozen=True, slots=True)
class BirthNumber:
    """A birth number whose date and check digits are in order.

    `birth_date` and `sex` ("female" or "male") are None for an FH-number, which holds neither.
    """

    digits: str
    kind: Kind
    birth_date: date | None
    sex: Literal["female", "male"] | None

    def __str__(self) -> str:
        """Return the number as it is written on paper: "ddmmyy nnnnn"."""
        return f"{self.digits[:6]} {self.digits[6:]}"


def read(text: str, today: date | None = None) -> BirthNumber:
    """Return the birth number a text holds, blanks, dots and hyphens aside.

    With `today`, a number whose birth date lies after it is refused. Raises `BadBirthNumber`.
    """
    digits = "".join(sign for sign in text if sign not in _SEPARATORS)
    if not (digits.isascii() and digits.isdigit()):
        raise BadBirthNumber("letters", _("A birth number has only digits."))
    if len(digits) != _LENGTH:
        raise BadBirthNumber(
            "length",
            _("A birth number has 11 digits; this one has {count}.").format(count=len(digits)),
        )
    kind, plain = _series(digits)
    born = None if kind == "fh" else _birth_date(plain)
    if born and today and born > today:
        raise BadBirthNumber("date", _("The birth number's date is in the future."))
    if not _check_digits_agree(digits):
        raise BadBirthNumber(
            "check digits",
            _("The last two digits do not agree with the others: a digit is wrong or swapped."),
        )
    sex: Literal["female", "male"] | None = None
    if kind != "fh":
        sex = "male" if int(digits[8]) % 2 else "female"
    return BirthNumber(digits, kind, born, sex)


def from_cell(value: str | int | float, today: date | None = None) -> BirthNumber:
    """Return the birth number a spreadsheet cell holds.

    A number stored as a number has lost its leading zero, so ten digits are filled up to eleven;
    a text of ten digits is wrong. Raises `BadBirthNumber`.
    """
    if isinstance(value, str):
        return read(value, today)
    if isinstance(value, bool) or not isfinite(value) or value != int(value) or value < 0:
        raise BadBirthNumber("letters", _("A birth number has only digits."))
    digits = str(int(value))
    return read(digits.zfill(_LENGTH) if len(digits) == _LENGTH - 1 else digits, today)


def _series(digits: str) -> tuple[Kind, str]:
    """Return the series and the digits with the marks of the series taken off the date."""
    day, month = int(digits[:2]), int(digits[2:4])
    kind: Kind = "ordinary"
    if day >= 80:
        return "fh", digits
    if day > 40:
        day, kind = day - 40, "d"
    if month > 80:
        month, kind = month - 80, "synthetic"
    elif month > 40:
        month, kind = month - 40, "h"
    return kind, f"{day:02}{month:02}{digits[4:]}"


def _birth_date(plain: str) -> date:
    """Return the date of unmarked digits; raises `BadBirthNumber` where there is none."""
    try:
        return fodselsnummer.get_birth_date(plain)
    except ValidationError as error:
        raise BadBirthNumber(
            "date", _("The first six digits of the birth number are not a date that exists.")
        ) from error


def _check_digits_agree(digits: str) -> bool:
    """Return whether both check digits follow from the digits as written, marks and all."""
    return (
        fodselsnummer.calc_check_digit1(digits) == digits[9]
        and fodselsnummer.calc_check_digit2(digits) == digits[10]
    )
