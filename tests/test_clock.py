"""Clocks that are passed in."""

from datetime import UTC, date, datetime, timedelta

import pytest

from factdesk.clock import OSLO, FixedClock, ShiftedClock, SystemClock


def test_the_day_is_the_day_in_norway():
    clock = FixedClock(datetime(2027, 6, 30, 22, 30, tzinfo=UTC))
    assert clock.today() == date(2027, 7, 1)


def test_the_moment_is_always_in_utc():
    clock = FixedClock(datetime(2027, 1, 1, 8, 30, tzinfo=OSLO))
    assert clock.now() == datetime(2027, 1, 1, 7, 30, tzinfo=UTC)
    assert clock.now().utcoffset() == timedelta(0)
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_a_fixed_clock_moves_only_when_moved():
    clock = FixedClock(datetime(2027, 1, 1, tzinfo=UTC))
    clock.move(timedelta(days=1))
    assert clock.now() == clock.now() == datetime(2027, 1, 2, tzinfo=UTC)


def test_a_shifted_clock_runs_beside_another_one():
    other = FixedClock(datetime(2027, 1, 1, tzinfo=UTC))
    clock = ShiftedClock(other, timedelta(days=-365))
    other.move(timedelta(hours=1))
    assert clock.now() == datetime(2026, 1, 1, 1, tzinfo=UTC)


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        FixedClock(datetime(2027, 1, 1))
