"""Times, lengths, clashes: at the edges of days, years and clock changes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from factdesk.clock import OSLO
from factdesk.contacts import rules
from factdesk.contacts.rules import Clash, ClashKind, Slot


def oslo(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=OSLO)


def slot(name: str, start: datetime, *staff: str, minutes=30, day_only=False, car=None, needs=1):
    return Slot(name, start, minutes, day_only, staff, car, needs)


NINE = oslo(2026, 11, 23, 9)


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 10, 25), 25),
        (date(2027, 3, 28), 23),
        (date(2028, 2, 29), 24),
        (date(2026, 12, 31), 24),
    ],
)
def test_a_day_has_as_many_hours_as_the_clock_gives_it(day, hours):
    first, after = rules.day_bounds(day)
    assert after - first == timedelta(hours=hours)
    assert rules.day_of(first) == day
    assert rules.day_of(after - timedelta(microseconds=1)) == day
    assert rules.day_of(after) == day + timedelta(days=1)


def test_a_time_the_spring_leaves_out_becomes_the_next_hour():
    found = rules.moment(date(2027, 3, 28), time(2, 30))
    assert found.astimezone(OSLO).time() == time(3, 30)


def test_a_doubled_autumn_time_is_the_first_of_the_two():
    assert rules.moment(date(2026, 10, 25), time(2, 30)) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


def test_a_day_without_a_time_of_day_is_noon():
    assert rules.moment(date(2028, 2, 29), None) == oslo(2028, 2, 29, 12)


@pytest.mark.parametrize(
    ("minutes", "possible"),
    [(None, True), (0, False), (-5, False), (1, True), (1440, True), (1441, False)],
)
def test_a_contact_lasts_between_a_minute_and_a_day(minutes, possible):
    assert rules.minutes_are_possible(minutes) is possible


def test_what_lies_ahead_is_future():
    assert not rules.is_future(NINE, NINE)
    assert rules.is_future(NINE + timedelta(seconds=1), NINE)
    assert not rules.is_future(oslo(2026, 11, 23, 12), NINE, day_only=True)
    assert rules.is_future(oslo(2026, 11, 24, 12), NINE, day_only=True)


def test_a_planned_contact_that_is_over_awaits_an_answer():
    assert rules.awaits_answer(True, NINE, False, NINE)
    assert not rules.awaits_answer(True, NINE, False, NINE - timedelta(minutes=1))
    assert not rules.awaits_answer(False, NINE, False, NINE)
    assert not rules.awaits_answer(True, oslo(2026, 11, 23, 12, 30), True, oslo(2026, 11, 23, 23))
    assert rules.awaits_answer(True, oslo(2026, 11, 22, 12, 30), True, oslo(2026, 11, 23, 0, 1))


def test_a_kind_counts_by_what_it_means():
    means = {"group_walk": "face_to_face", "stood_up": "did_not_come"}
    assert rules.is_face_to_face("group_walk", means)
    assert rules.is_face_to_face("face_to_face", {})
    assert not rules.is_face_to_face("telephone", means)
    assert rules.is_did_not_come("stood_up", means)


def test_a_contact_just_ended_began_its_length_ago_in_steps_of_five():
    now = oslo(2026, 11, 23, 8, 33, 20)
    assert rules.default_start(now, 30) == oslo(2026, 11, 23, 8, 0)


def test_a_contact_just_after_midnight_is_not_put_on_the_day_before():
    assert rules.default_start(oslo(2026, 11, 23, 0, 10), 30) == oslo(2026, 11, 23)


def test_visits_that_touch_do_not_overlap():
    first, second = slot("a", NINE, "mh"), slot("b", NINE + timedelta(minutes=30), "mh")
    assert not rules.overlap(first, second)
    assert rules.clashes([first, second]) == {}


def test_the_same_member_at_two_places_at_once_is_a_warning_on_both():
    first = slot("a", NINE, "mh", "tk", minutes=60)
    second = slot("b", NINE + timedelta(minutes=45), "mh")
    assert rules.clashes([second, first]) == {
        "a": (Clash(ClashKind.OVERLAP, "mh", "b"),),
        "b": (Clash(ClashKind.OVERLAP, "mh", "a"),),
    }


def test_an_unknown_length_counts_as_half_an_hour():
    first = slot("a", NINE, "mh", minutes=None)
    assert rules.clashes([first, slot("b", NINE + timedelta(minutes=29), "mh")])
    assert not rules.clashes([first, slot("b", NINE + timedelta(minutes=30), "mh")])


def test_a_day_without_a_time_is_never_in_the_way():
    assert rules.clashes([slot("a", NINE, "mh"), slot("b", NINE, "mh", day_only=True)]) == {}


def test_a_car_booked_twice_is_a_warning():
    found = rules.clashes([slot("a", NINE, "mh", car="1"), slot("b", NINE, "tk", car="1")])
    assert found["a"] == (Clash(ClashKind.CAR, None, "b"),)


def test_too_few_nobody_and_away_are_warnings():
    found = rules.clashes(
        [slot("a", NINE, "mh", needs=2), slot("b", NINE), slot("c", NINE, "ab")], away=["ab"]
    )
    assert found == {
        "a": (Clash(ClashKind.TOO_FEW),),
        "b": (Clash(ClashKind.UNASSIGNED),),
        "c": (Clash(ClashKind.AWAY, "ab"),),
    }


def test_overlaps_are_found_across_the_doubled_hour():
    start = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)
    other = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)
    assert rules.overlap(slot("a", start, "mh"), slot("b", other, "mh"))
