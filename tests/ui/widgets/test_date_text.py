"""Dates and times as typed."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.errors import KnownError
from ui.widgets.date_text import Prefer, read_date, read_time, write_date

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12.3.26", date(2026, 3, 12)),
        ("12.03.2026", date(2026, 3, 12)),
        ("2026-03-12", date(2026, 3, 12)),
        (" 24.11. ", date(2026, 11, 24)),
        ("24/11", date(2026, 11, 24)),
        ("i dag", TODAY),
        ("I  Morgen", date(2026, 11, 24)),
        ("i morgon", date(2026, 11, 24)),
        ("tomorrow", date(2026, 11, 24)),
        ("i går", date(2026, 11, 22)),
        ("+7", date(2026, 11, 30)),
        ("-1", date(2026, 11, 22)),
        ("3.1.", date(2027, 1, 3)),
        ("29.2.28", date(2028, 2, 29)),
        ("29.2.", date(2028, 2, 29)),
        ("1.1.85", date(1985, 1, 1)),
    ],
)
def test_reads(typed: str, day: date) -> None:
    assert read_date(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed", ["31.2.26", "31.2", "0.1.26", "1.13.26", "2026-02-30", "uke", "12"]
)
def test_refuses(typed: str) -> None:
    with pytest.raises(KnownError):
        read_date(typed, TODAY)


def test_a_day_that_does_not_exist_is_said_so(bokmal: None) -> None:
    with pytest.raises(KnownError) as refused:
        read_date("31.2.26", TODAY)
    assert refused.value.message == "Den dagen finnes ikke: 31.2.26."


def test_nothing_typed_is_no_day() -> None:
    assert read_date("  ", TODAY) is None
    assert read_time("") is None


@pytest.mark.parametrize(
    ("prefer", "typed", "day"),
    [
        ("past", "24.11", date(2025, 11, 24)),
        ("past", "23.11", TODAY),
        ("past", "1.1.30", date(1930, 1, 1)),
        ("future", "22.11", date(2027, 11, 22)),
        ("near", "1.1.30", date(2030, 1, 1)),
    ],
)
def test_a_year_that_is_not_typed_is_the_one_meant(prefer: Prefer, typed: str, day: date) -> None:
    assert read_date(typed, TODAY, prefer) == day


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_what_is_shown_can_be_read(day: date) -> None:
    assert read_date(write_date(day), TODAY) == day


@given(st.integers(-9999, 9999))
def test_days_from_now(days: int) -> None:
    assert read_date(f"{days:+d}", TODAY) == TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("typed", "moment"),
    [("9", time(9)), ("930", time(9, 30)), ("09.30", time(9, 30)), ("13:05", time(13, 5))],
)
def test_reads_times(typed: str, moment: time) -> None:
    assert read_time(typed) == moment


@pytest.mark.parametrize("typed", ["24", "9:60", "soon", "9:3"])
def test_refuses_times(typed: str) -> None:
    with pytest.raises(KnownError):
        read_time(typed)
