"""Birth numbers of the synthetic series (month + 80), which belong to nobody."""

from datetime import date
from random import Random

from stdnum.no import fodselsnummer

#: What the synthetic series adds to the month.
SYNTHETIC = 80


def synthetic(rng: Random, born: date, *, female: bool, taken: set[str]) -> str:
    """A number for a birth date between 1900 and 2039 that is not in ``taken``; adds it there."""
    low, high = (0, 499) if born.year < 2000 else (500, 999)
    head = f"{born.day:02}{born.month + SYNTHETIC:02}{born.year % 100:02}"
    while True:
        individual = rng.randrange(low, high + 1)
        # The ninth digit tells the sex: even for women, odd for men.
        individual -= (individual % 2) if female else -(1 - individual % 2)
        nine = f"{head}{individual:03}"
        first = fodselsnummer.calc_check_digit1(nine + "00")
        if first == "-" or len(first) != 1:
            continue
        second = fodselsnummer.calc_check_digit2(nine + first + "0")
        number = nine + first + second
        if len(number) == 11 and number.isdigit() and number not in taken:
            taken.add(number)
            return number
