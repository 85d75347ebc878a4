"""Rules of plan meetings."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.plans.meeting_rules import HEADING_SIGNS, end_time, length_is_possible
from factdesk.plans.rules import short

BEGAN = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("later", "ended"),
    [
        (timedelta(minutes=20), timedelta(minutes=20)),
        (timedelta(hours=5), timedelta(hours=5)),
        (timedelta(days=2), timedelta(minutes=60)),
    ],
)
def test_a_meeting_ends_now_or_on_a_later_day_when_it_was_planned_to(later, ended):
    assert end_time(BEGAN, 60, BEGAN + later) == BEGAN + ended


def test_a_meeting_over_midnight_does_not_end_ahead():
    began = datetime(2026, 11, 23, 22, 50, tzinfo=UTC)
    now = began + timedelta(minutes=20)
    assert end_time(began, 60, now) == now


@pytest.mark.parametrize(
    ("minutes", "possible"), [(0, False), (1, True), (600, True), (601, False)]
)
def test_lengths(minutes, possible):
    assert length_is_possible(minutes) is possible


@given(st.text())
def test_a_heading_is_one_line_and_not_too_long(text):
    line = short(text, HEADING_SIGNS)
    assert len(line) <= HEADING_SIGNS + 2
    assert len(line.splitlines()) <= 1


def test_a_short_text_is_left_alone():
    assert short("Bo  for\nmeg selv") == "Bo for meg selv"
