"""Where visits stand on the day, and what letting one go elsewhere means."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from factdesk.clock import OSLO
from factdesk.contacts.rules import moment
from factdesk.contacts.tables import ContactState, WithWhom
from factdesk.contacts.views import DayCar, DayFacts, DayStaff, DayVisit
from factdesk.store.keep import KEEP
from factdesk.team.tables import PresenceState
from ui.today.lanes import FIRST, LAST, DayLanes, lay_out, minute_of, time_at
from ui.today.moves import action_of
from ui.today.timeline import Drop

DAY = date(2026, 11, 23)


def visit(name: str, at: time | None, *staff: str, minutes=30, car=None, day=DAY) -> DayVisit:
    return DayVisit(
        name, 1, f"p{name}", name, None, None, None, (), ContactState.PLANNED, "face_to_face",
        WithWhom.PERSON, "home", moment(day, at), at is None, minutes, 1, car, None, staff, (),
    )  # fmt: skip


def facts(*visits: DayVisit, day=DAY) -> DayFacts:
    staff = tuple(
        DayStaff(one, one.upper(), one, None, PresenceState.HERE, None,
                 tuple(v.id for v in visits if one in v.staff))
        for one in ("mh", "tk")
    )  # fmt: skip
    cars = (DayCar("c1", "Bil 1", None, tuple(v.id for v in visits if v.car_id == "c1")),)
    return DayFacts(day, moment(day, time(8)), staff, cars, visits, ())


def titles(lanes: DayLanes) -> list[str]:
    return [lane.kind for lane in lanes.lanes]


def test_a_visit_stands_with_each_of_its_staff_and_its_car():
    lanes = lay_out(facts(visit("a", time(10), "mh", "tk", car="c1")))
    assert titles(lanes) == ["staff", "staff", "car"]
    assert [entry.lane for entry in lanes.entries] == [0, 1, 2]


def test_the_tray_is_on_top_only_while_somebody_is_missing():
    assert titles(lay_out(facts(visit("a", time(10)))))[0] == "tray"
    assert "tray" not in titles(lay_out(facts()))


def test_visits_that_cover_each_other_lie_below_each_other():
    lanes = lay_out(facts(visit("a", time(10), "mh"), visit("b", time(10, 15), "mh"),
                          visit("c", time(12), "mh")))  # fmt: skip
    assert [entry.place for entry in lanes.entries] == [0, 1, 0]
    assert lanes.lanes[0].places == 2
    assert [entry.free for entry in lanes.entries] == [12 * 60, 24 * 60, 24 * 60]


def test_the_day_grows_to_what_lies_outside_it():
    assert (lay_out(facts()).first, lay_out(facts()).last) == (FIRST, LAST)
    lanes = lay_out(facts(visit("a", time(6, 50), "mh"), visit("b", time(23, 50), "mh")))
    assert (lanes.first, lanes.last) == (6 * 60 + 30, 24 * 60)


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28)])
def test_the_axis_is_the_clock_on_the_wall_when_the_clocks_change(day):
    lanes = lay_out(facts(visit("a", time(9, 30), "mh", day=day), day=day))
    assert lanes.entries[0].first == 9 * 60 + 30


def test_times_by_hand_fall_on_quarters_within_the_day():
    assert time_at(10 * 60 + 8) == time(10, 15)
    assert time_at(-20) == time(0)
    assert time_at(5000) == time(23, 45)
    assert minute_of(datetime(2026, 11, 23, 13, 30, tzinfo=OSLO)) == 810


def drop(one: DayVisit, source: str, target: str, minute: int) -> Drop:
    lanes = lay_out(facts(one, visit("other", time(15))))
    by_id = {lane.id: lane for lane in lanes.lanes}
    entry = next(e for e in lanes.entries if e.visit == one and lanes.lanes[e.lane].id == source)
    return Drop(entry, by_id[source], by_id[target], minute)


def test_dragging_to_a_colleague_hands_the_visit_over():
    action = action_of(drop(visit("a", time(10), "mh"), "mh", "tk", 600), DAY)
    assert action is not None
    assert (action.staff_ids, action.was_staff, action.start) == (("tk",), ("mh",), KEEP)


def test_dragging_from_the_tray_puts_a_colleague_on_it_at_a_time():
    action = action_of(drop(visit("a", None), "", "mh", 810), DAY)
    assert action is not None
    assert (action.staff_ids, action.day_only) == (("mh",), False)
    assert action.start == moment(DAY, time(13, 30))


def test_dragging_to_the_tray_to_a_car_and_to_all_day():
    one = visit("a", time(10), "mh", "tk")
    off = action_of(drop(one, "mh", "", 600), DAY)
    car = action_of(drop(one, "mh", "c1", 600), DAY)
    all_day = action_of(drop(one, "mh", "mh", -1), DAY)
    assert off is not None
    assert off.staff_ids == ("tk",)
    assert car is not None
    assert (car.car_id, car.staff_ids) == ("c1", KEEP)
    assert all_day is not None
    assert all_day.day_only is True


def test_dragging_to_where_it_is_changes_nothing():
    one = visit("a", time(10), "mh")
    assert action_of(drop(one, "mh", "mh", 600), DAY) is None
    assert action_of(replace(drop(one, "mh", "mh", 600), minute=615), DAY) is not None
