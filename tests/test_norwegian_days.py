"""Public holidays agree with the library that knows every country's."""

from datetime import date

import holidays
import pytest

from factdesk.norwegian_days import public_holidays


@pytest.mark.parametrize("first", range(1950, 2100, 25))
def test_every_year_agrees_with_the_library(first):
    for year in range(first, first + 25):
        assert public_holidays(year) == set(holidays.country_holidays("NO", years=year))


def test_a_day_can_be_two_holidays_at_once():
    # Ascension Day fell on the first of May.
    assert date(2008, 5, 1) in public_holidays(2008)
    assert len(public_holidays(2008)) == 11
