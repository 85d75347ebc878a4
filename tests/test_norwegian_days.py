"""Public holidays in Norway: those that stand still, and those that follow Easter."""

import subprocess
import sys
from datetime import date

import pytest

from factdesk.norwegian_days import holiday_names, public_holidays


@pytest.mark.parametrize(
    ("easter_sunday", "ascension", "whit_monday"),
    [
        (date(2008, 3, 23), date(2008, 5, 1), date(2008, 5, 12)),
        (date(2026, 4, 5), date(2026, 5, 14), date(2026, 5, 25)),
        (date(2038, 4, 25), date(2038, 6, 3), date(2038, 6, 14)),
    ],
)
def test_the_days_that_follow_easter_move_with_it(easter_sunday, ascension, whit_monday):
    days = public_holidays(easter_sunday.year)
    assert {easter_sunday, ascension, whit_monday} <= days


@pytest.mark.parametrize("year", [1990, 2026, 2050])
def test_some_days_stand_still(year):
    still = {(1, 1), (5, 1), (5, 17), (12, 25), (12, 26)}
    assert still <= {(day.month, day.day) for day in public_holidays(year)}


def test_neither_sundays_nor_christmas_eve_are_public_holidays():
    assert not {date(2026, 11, 22), date(2026, 12, 24)} & public_holidays(2026)


def test_a_day_can_be_two_holidays_at_once():
    # Ascension Day fell on the first of May.
    assert len(public_holidays(2008)) == 11


def test_days_have_names_in_norwegian_and_english():
    day = date(2026, 4, 3)
    assert holiday_names(2026)[day] == "Langfredag"
    assert holiday_names(2026, "en_US")[day] == "Good Friday"


def test_the_library_is_not_loaded_before_a_day_is_asked_for():
    code = "import sys, factdesk.board.rules, factdesk.team.rules; print('holidays' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
