"""Ages and what they change, to the day; names; dates in order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from factdesk.people.rules import (
    ConsentBand,
    age_on,
    birthday,
    consent_band,
    consent_words,
    days_left,
    display_name,
    limits_apply,
    list_name,
    name_initials,
    next_turning,
    wrong_order,
)

TODAY = date(2026, 11, 23)
births = st.dates(date(1920, 1, 1), TODAY)


def years_ago(years: int, days: int = 0) -> date:
    """Who turns ``years`` in ``days`` days."""
    return TODAY - relativedelta(years=years) + timedelta(days=days)


@pytest.mark.parametrize(
    ("years", "before", "after"),
    [
        (12, ConsentBand.CHILD, ConsentBand.FROM_12),
        (16, ConsentBand.FROM_12, ConsentBand.FROM_16),
        (18, ConsentBand.FROM_16, ConsentBand.ADULT),
    ],
)
def test_the_band_changes_on_the_birthday_itself(
    years: int, before: ConsentBand, after: ConsentBand
) -> None:
    assert consent_band(years_ago(years, 1), TODAY) is before
    assert consent_band(years_ago(years), TODAY) is after


def test_an_unknown_or_future_birth_date_gives_no_band() -> None:
    assert consent_band(None, TODAY) is None
    assert consent_band(TODAY + timedelta(days=1), TODAY) is None
    assert "unknown" in consent_words(None)


@pytest.mark.parametrize(
    ("year", "on"), [(2024, date(2024, 2, 29)), (2026, date(2026, 3, 1)), (2027, date(2027, 3, 1))]
)
def test_born_on_29_february(year: int, on: date) -> None:
    born = date(2008, 2, 29)
    assert birthday(born, year - 2008) == on
    assert age_on(born, on) == year - 2008
    assert age_on(born, on - timedelta(days=1)) == year - 2009


@given(births)
def test_age_grows_by_one_at_each_birthday_and_never_falls(born: date) -> None:
    for years in (1, 12, 16, 18, 60):
        on = birthday(born, years)
        assert age_on(born, on) == years
        assert age_on(born, on - timedelta(days=1)) == years - 1


@given(births, st.integers(0, 400))
def test_a_turning_is_told_sixty_days_before_and_on_the_day(born: date, ahead: int) -> None:
    day = born + timedelta(days=365 * 12 + ahead)
    turning = next_turning(born, day)
    if turning is not None:
        assert birthday(born, turning.years) == turning.on
        assert 0 <= turning.days_left <= 60
    for years in (12, 16, 18):
        assert next_turning(born, birthday(born, years)) is not None
        early = next_turning(born, birthday(born, years) - timedelta(days=60))
        assert early is not None
        assert early.days_left == 60
        assert next_turning(born, birthday(born, years) - timedelta(days=61)) is None


def test_limits_towards_parents_end_at_18() -> None:
    assert limits_apply(years_ago(18, 1), TODAY)
    assert not limits_apply(years_ago(18), TODAY)
    assert limits_apply(None, TODAY)


@pytest.mark.parametrize(
    ("given_name", "family", "preferred", "shown", "listed", "initials"),
    [
        (
            "Čáhppe",
            "Ødegård-Þórsson",
            None,
            "Čáhppe Ødegård-Þórsson",
            "Ødegård-Þórsson, Čáhppe",
            "ČØ",
        ),
        ("Even Máret", "Ali", "Even", "Even Ali", "Ali, Even Máret", "EA"),
        ("Amina", "", None, "Amina", "Amina", "A"),
        ("", "Amina", None, "Amina", "Amina", "A"),
        ("Åse", "O'Brien", None, "Åse O'Brien", "O'Brien, Åse", "ÅO"),
        ("", "", None, "(no name)", "(no name)", "?"),
    ],
)
def test_names(
    given_name: str, family: str, preferred: str | None, shown: str, listed: str, initials: str
) -> None:
    assert display_name(given_name, family, preferred) == shown
    assert list_name(given_name, family) == listed
    assert name_initials(given_name, family) == initials


@given(st.text(max_size=200), st.text(max_size=200))
def test_a_shown_name_is_never_empty(given_name: str, family: str) -> None:
    assert display_name(given_name, family).strip()
    assert list_name(given_name, family).strip()
    assert name_initials(given_name, family)


def test_dates_in_order() -> None:
    a, b = date(2026, 1, 1), date(2026, 2, 1)
    assert wrong_order([("a", a), ("gap", None), ("b", b)]) is None
    assert wrong_order([("a", a), ("b", a)]) is None
    assert wrong_order([("b", b), ("gap", None), ("a", a)]) == ("b", "a")
    assert days_left(b, a) == 31
    assert days_left(None, a) is None
