"""Telephone numbers as they are read aloud, a plan's age, and what each level looks like."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.plans.crisis_rules import has_digit, is_old, level_marks, newest, show_phone


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("22334455", "22 33 44 55"),
        ("90123456", "901 23 456"),
        ("901 23 456", "901 23 456"),
        (" 22-33.44/55 ", "22 33 44 55"),
        ("80012345", "800 12 345"),
        ("+4790123456", "+47 901 23 456"),
        ("0047 90 12 34 56", "+47 901 23 456"),
        ("+46 70-123 45 67", "+46 70-123 45 67"),
        ("0046701234567", "+46701234567"),
        ("113", "113"),
        ("116117", "116 117"),
        ("116 117", "116 117"),
        ("02800", "02800"),
        ("22 33 44 55 (ask for the ward)", "22 33 44 55 (ask for the ward)"),
        ("٩٠١٢٣٤٥٦", "901 23 456"),
        ("12345678901234", "12345678901234"),
        ("", ""),
    ],
)
def test_numbers_stand_in_groups(written: str, shown: str) -> None:
    assert show_phone(written) == shown


@given(st.text(alphabet="0123456789 +-()", max_size=20))
def test_no_digit_is_lost_and_showing_twice_changes_nothing(written: str) -> None:
    digits = "".join(letter for letter in written if letter.isdigit())
    shown = show_phone(written)
    kept = "".join(letter for letter in shown if letter.isdigit())
    assert kept in (digits, digits.removeprefix("00"))
    assert show_phone(shown) == shown


@pytest.mark.parametrize(
    ("text", "answer"), [("ring", False), ("", False), ("²", False), ("x1", True)]
)
def test_a_number_has_a_digit(text: str, answer: bool) -> None:
    assert has_digit(text) is answer


@pytest.mark.parametrize(
    ("day", "old"),
    [(date(2026, 11, 22), False), (date(2026, 11, 23), True), (date(2027, 1, 1), True)],
)
def test_a_plan_is_old_when_the_interval_has_passed(day: date, old: bool) -> None:
    assert is_old(date(2025, 11, 23), day, 12) is old


def test_the_newest_of_made_and_gone_through_counts() -> None:
    assert newest(date(2026, 1, 1), None) == date(2026, 1, 1)
    assert newest(date(2026, 1, 1), date(2026, 6, 1)) == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("means", "marks"),
    [
        (["good", "warning", "crisis"], ("green", "yellow", "red")),
        (["good", "tired", "warning", "crisis"], ("green", "yellow", "yellow", "red")),
        (["calm", "restless", "storm"], ("green", "yellow", "red")),
        (["storm"], ("red",)),
        ([], ()),
    ],
)
def test_levels_go_from_green_to_red(means: list[str], marks: tuple[str, ...]) -> None:
    assert level_marks(means) == marks
