"""Numbers are rounded once, half up, without floats."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.rounding import half_up, written


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("4.05", 1, "4.1"),
        ("4.0499999999999999999", 1, "4.0"),
        ("2.675", 2, "2.68"),
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("-2.25", 1, "-2.3"),
        ("-0.04", 1, "0.0"),
        ("0", 2, "0.00"),
        ("1/3", 4, "0.3333"),
        ("123456789012345678901234567890.5", 0, "123456789012345678901234567891"),
    ],
)
def test_a_half_goes_up(value, decimals, text):
    assert written(Fraction(value), decimals) == text


def test_nothing_is_written_for_no_value():
    assert written(None, 2) is None


@given(st.fractions(min_value=-1000, max_value=1000), st.integers(0, 6))
def test_the_rounded_value_is_the_nearest_on_the_grid(value, decimals):
    rounded = half_up(value, decimals)
    assert abs(Fraction(rounded) - value) <= Fraction(1, 2 * 10**decimals)
    assert rounded.as_tuple().exponent == -decimals


@given(st.integers(0, 10_000), st.integers(0, 4))
def test_exactly_between_two_the_higher_is_taken(whole, decimals):
    grid = Fraction(1, 10**decimals)
    assert half_up(whole * grid + grid / 2, decimals) == Decimal(whole + 1).scaleb(-decimals)
