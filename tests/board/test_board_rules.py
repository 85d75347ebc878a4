"""Rules of the board on plain values."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.board import rules


@pytest.mark.parametrize(
    ("today", "before"),
    [
        (date(2026, 11, 23), date(2026, 11, 20)),
        (date(2026, 11, 24), date(2026, 11, 23)),
        (date(2026, 4, 7), date(2026, 4, 1)),
        (date(2026, 5, 18), date(2026, 5, 15)),
        (date(2027, 1, 4), date(2026, 12, 31)),
    ],
)
def test_the_last_working_day_knows_weekends_and_norwegian_holidays(today, before):
    assert rules.last_working_day(today) == before


@given(st.one_of(st.none(), st.integers(-9999, 9999)), st.integers(1, 5000))
def test_a_position_between_two_is_between_or_there_is_no_room(above, gap):
    below = (above or 0) + gap
    position = rules.between(above, below)
    assert position is None or ((above is None or above < position) and position < below)
    assert (position is None) == (above is not None and gap == 1)


def test_what_never_happened_is_old_and_the_last_day_is_not():
    today = date(2026, 11, 23)
    assert rules.is_old(None, today, 7)
    assert not rules.is_old(date(2026, 11, 16), today, 7)
    assert rules.is_old(date(2026, 11, 15), today, 7)
