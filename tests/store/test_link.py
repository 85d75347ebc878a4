"""The state of the line, changed from any thread and told in order."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from factdesk.clock import FixedClock
from factdesk.store.link import Link, Links, LinkState
from factdesk.store.telling import Telling


@pytest.fixture
def links(clock: FixedClock) -> Links:
    return Links(clock)


@pytest.fixture
def told(links: Links) -> list[Link]:
    told: list[Link] = []
    links.on_change(told.append)
    return told


def test_it_is_away_since_it_was_said_first(
    links: Links, told: list[Link], clock: FixedClock
) -> None:
    began = clock.now()
    links.away("The cable is out.")
    clock.move(timedelta(minutes=5))
    links.away("The server does not answer.")
    assert links.now == Link(LinkState.AWAY, began, 0, "The server does not answer.")
    assert links.reached(LinkState.LIVE)
    assert links.now == Link(LinkState.LIVE)
    assert [link.state.value for link in told] == ["away", "away", "live"]


def test_what_does_not_change_is_not_told(links: Links, told: list[Link]) -> None:
    links.wait_with(0)
    links.reached(LinkState.LOCAL)
    assert told == []


def test_what_waits_is_counted_through_every_state(links: Links) -> None:
    links.away("")
    links.wait_with(3)
    links.reached(LinkState.LIVE)
    assert links.now.waiting == 3


def test_nobody_is_back_whose_line_was_lost_again_meanwhile(links: Links) -> None:
    links.away("")
    seen = links.losses
    links.lost("")
    assert not links.reached(LinkState.LIVE, seen)
    assert links.now.is_away
    assert links.reached(LinkState.LIVE, links.losses)


def test_what_has_happened_to_the_server_stays_said(links: Links) -> None:
    links.say("It was set back.")
    links.away("The cable is out.")
    links.reached(LinkState.LIVE)
    assert links.now.why == "It was set back."


def test_the_listener_looks_at_once_when_the_line_is_said_to_be_lost(links: Links) -> None:
    poked: list[LinkState] = []
    links.when_lost(lambda: poked.append(links.now.state))
    links.lost("")
    links.look()
    assert poked == [LinkState.AWAY, LinkState.AWAY]


def test_hooks_are_kept_in_order_until_they_are_stopped(links: Links) -> None:
    first, second = (lambda: None), (lambda: None)
    stop = links.on_return(first)
    links.on_return(second)
    assert links.hooks() == (first, second)
    stop()
    stop()
    assert links.hooks() == (second,)


def test_listeners_hear_states_in_the_order_they_were_taken(links: Links) -> None:
    """Also where many threads change it, and where a listener changes it itself."""
    told: list[int] = []
    links.on_change(lambda link: told.append(link.waiting))
    links.on_change(lambda link: links.wait_with(-1) if link.waiting == 50 else None)
    start = threading.Barrier(4)

    def change(first: int) -> None:
        start.wait()
        for number in range(first, first + 100):
            links.wait_with(number)

    threads = [threading.Thread(target=change, args=(1 + 100 * each,)) for each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for first in (1, 101, 201, 301):
        of_one = [number for number in told if first <= number < first + 100]
        assert of_one == sorted(of_one)
    assert told[-1] == links.now.waiting


def test_a_listener_that_fails_hinders_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expected_log: Callable[[str], None]
) -> None:
    monkeypatch.setattr("factdesk.faults.user_log_path", lambda *_a, **_o: tmp_path)
    expected_log("factdesk.store: a listener failed")
    telling: Telling[int] = Telling()
    told: list[int] = []
    telling.add(lambda number: number // 0)
    stop = telling.add(told.append)
    telling.tell(1)
    stop()
    telling.tell(2)
    assert told == [1]
