"""The only place where a number is rounded: once, half up, from exact fractions.

Binary floats are never used: 4.05 is not a float, and would land in the wrong band.
"""

from decimal import Decimal
from fractions import Fraction


def half_up(value: Fraction, decimals: int) -> Decimal:
    """The value with so many decimals; a half goes away from zero (2.25 is 2.3, -2.25 is -2.3)."""
    doubled = abs(value) * 2 * 10**decimals
    whole = (doubled.numerator + doubled.denominator) // (2 * doubled.denominator)
    digits = tuple(int(digit) for digit in str(whole))
    return Decimal((1 if value < 0 and whole else 0, digits, -decimals))


def written(value: Fraction | None, decimals: int) -> str | None:
    """The rounded value as text with a point and all its decimals («4.09»); ``None`` for none."""
    return None if value is None else format(half_up(value, decimals), "f")
