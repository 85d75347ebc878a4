"""Marks: who is at what reaches the other desks, and passes by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.store.link import Link, LinkState
from factdesk.store.marks import LONGEST_VALUE, Mark, Marks
from tests.support.builders import Make
from tests.support.desks import MONDAY
from tests.support.shared_desks import QUICK, Heard, Shared

GOAL = "persons:0190:own_goal"


def told_of(desk: Desk) -> Heard[tuple[Mark, ...]]:
    heard: Heard[tuple[Mark, ...]] = Heard()
    desk.marks.on_change(heard)
    heard(desk.marks.all())
    return heard


def reached(desk: Desk, state: LinkState = LinkState.LIVE) -> Desk:
    """The desk, once it has reached the server."""
    links: Heard[Link] = Heard()
    desk.on_link(links)
    links(desk.link)
    links.until(lambda told: told[-1].state is state)
    return desk


def hears(*expected: tuple[str, str, str]):
    """Whether the newest marks are these: kind, what, value."""
    return lambda told: [(m.kind, m.what, m.value) for m in told[-1]] == list(expected)


# -- in memory


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(MONDAY)


@pytest.fixture
def marks(clock: FixedClock) -> Marks:
    return Marks("0190", clock)


def other(marks: Marks, clock: FixedClock, value: str = "") -> Mark:
    return Mark("editing", GOAL, value, "0191", "a-seat", clock.now())


def test_in_a_folder_a_desk_knows_its_own_marks(desk: Desk) -> None:
    heard = told_of(desk)
    desk.marks.set("editing", GOAL)
    desk.marks.set("editing", GOAL)
    desk.marks.clear("editing", GOAL)
    desk.marks.clear("editing", GOAL)
    assert [len(marks) for marks in heard.values] == [0, 1, 0]
    assert heard.values[1][0].staff_id == desk.actor.id


@pytest.mark.parametrize(
    ("kind", "what", "value"),
    [
        ("editing", "Åse Nordmann", ""),
        ("", GOAL, ""),
        ("editing", "x" * 121, ""),
        ("editing", "a\nb", ""),
        ("meeting", "0190", "x" * (LONGEST_VALUE + 1)),
    ],
)
def test_a_mark_holds_codes_and_ids_only(marks: Marks, kind: str, what: str, value: str) -> None:
    with pytest.raises(ValueError, match="codes, ids"):
        marks.set(kind, what, value)
    assert marks.all() == ()


def test_an_own_mark_stands_until_it_is_cleared(marks: Marks, clock: FixedClock) -> None:
    marks.set("editing", GOAL)
    clock.move(timedelta(hours=2))
    assert [mark.what for mark in marks.all()] == [GOAL]


def test_a_mark_of_others_that_nobody_renews_is_gone_after_a_minute(
    marks: Marks, clock: FixedClock
) -> None:
    heard: Heard[tuple[Mark, ...]] = Heard()
    marks.on_change(heard)
    marks.heard([other(marks, clock)])
    clock.move(timedelta(seconds=59))
    marks.forget_old()
    assert len(marks.all()) == 1
    clock.move(timedelta(seconds=2))
    assert marks.all() == ()
    marks.forget_old()
    assert [len(told) for told in heard.values] == [1, 0]


def test_a_renewal_is_no_change(marks: Marks, clock: FixedClock) -> None:
    heard: Heard[tuple[Mark, ...]] = Heard()
    marks.on_change(heard)
    marks.heard([other(marks, clock)])
    clock.move(timedelta(seconds=20))
    marks.heard([other(marks, clock)])
    marks.heard([other(marks, clock, "2")])
    assert [[mark.value for mark in told] for told in heard.values] == [[""], ["2"]]


def test_what_comes_back_from_the_server_of_this_seat_is_left_out(
    marks: Marks, clock: FixedClock
) -> None:
    marks.set("editing", GOAL)
    marks.heard([replace(other(marks, clock), seat=marks.seat)])
    assert len(marks.all()) == 1


def test_a_listener_may_set_marks_and_everybody_hears_in_order(marks: Marks) -> None:
    heard: Heard[tuple[Mark, ...]] = Heard()
    marks.on_change(lambda told: marks.set("meeting", "0190") if len(told) == 1 else None)
    marks.on_change(heard)
    marks.set("editing", GOAL)
    assert [len(told) for told in heard.values] == [1, 2]


# -- over a server


def test_another_desk_sees_a_mark_come_change_and_go(shared: Shared) -> None:
    first, second = reached(shared.desk()), reached(shared.desk())
    heard = told_of(second)
    first.marks.set("meeting", "0190", '{"step": 1}')
    heard.until(hears(("meeting", "0190", '{"step": 1}')))
    first.marks.set("meeting", "0190", "it's \\ 2")
    (mark,) = heard.until(hears(("meeting", "0190", "it's \\ 2")))[-1]
    assert mark.seat == first.marks.seat
    first.marks.clear("meeting", "0190")
    heard.until(hears())


def test_marks_pass_where_notifications_do_not(shared: Shared) -> None:
    first, second = (
        reached(shared.desk(polling=True), LinkState.POLLING),
        reached(shared.desk(polling=True), LinkState.POLLING),
    )
    heard = told_of(second)
    first.marks.set("editing", GOAL)
    heard.until(hears(("editing", GOAL, "")))
    first.marks.clear("editing", GOAL)
    heard.until(hears())


def test_a_desk_that_opens_sees_what_stands(shared: Shared) -> None:
    first = reached(shared.desk())
    first.marks.set("editing", GOAL)
    told_of(reached(shared.desk())).until(hears(("editing", GOAL, "")))


def test_closing_a_desk_clears_its_marks(shared: Shared) -> None:
    first, second = reached(shared.desk()), reached(shared.desk())
    heard = told_of(second)
    first.marks.set("editing", GOAL)
    heard.until(hears(("editing", GOAL, "")))
    first.close()
    heard.until(hears())


def test_a_mark_is_renewed_for_as_long_as_it_stands(shared: Shared) -> None:
    first = reached(shared.desk(pace=replace(QUICK, renew=0.1)))
    heard = told_of(reached(shared.desk()))
    first.marks.set("editing", GOAL)
    heard.until(hears(("editing", GOAL, "")))
    shared.sql("DELETE FROM factdesk.kept")
    told_of(reached(shared.desk(polling=True), LinkState.POLLING)).until(
        hears(("editing", GOAL, ""))
    )


def test_what_was_marked_while_away_is_told_at_the_return(shared: Shared) -> None:
    wire = shared.wire()
    first, second = reached(shared.desk(wire)), reached(shared.desk())
    links: Heard[Link] = Heard()
    first.on_link(links)
    wire.refuse()
    wire.cut()
    links.until(lambda told: told[-1].is_away)
    first.marks.set("editing", GOAL)
    wire.restore()
    told_of(second).until(hears(("editing", GOAL, "")))


def test_a_server_that_refuses_marks_hinders_nothing_else(
    shared: Shared, expected_log: Callable[[str], None]
) -> None:
    expected_log("factdesk.store: marks were refused")
    first = reached(shared.desk())
    shared.sql("DROP FUNCTION factdesk.set_mark")
    first.marks.set("editing", GOAL)
    second = reached(shared.desk(polling=True), LinkState.POLLING)
    second.marks.set("editing", GOAL)
    heard: Heard[object] = Heard()
    first.subscribe(heard)
    Make(second).person()
    heard.until(bool)
