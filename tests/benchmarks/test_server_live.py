"""From an action on one desk to another desk's screen, over a team server on this machine."""

from __future__ import annotations

import random
import threading
import time
from concurrent.futures import Future
from contextlib import closing
from statistics import median, quantiles
from typing import Any

import pytest

from factdesk.board.actions.edit_board_row import EditBoardRow
from factdesk.board.facts import BoardFacts
from factdesk.board.views import Board
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.simulation.filling import fill
from factdesk.simulation.wish import Wish
from tests.benchmarks.conftest import Comparison, Result
from tests.support.builders import Make
from tests.support.desks import MONDAY, member
from tests.support.following import Following
from tests.support.servers import ServerTeam

DESKS, ACTIONS, MEETING = 15, 200, 15 * 60
#: How many times as fast as in a meeting the actions come.
FASTER = 12


@pytest.fixture
def first(server_team: ServerTeam, clock: FixedClock) -> Desk:
    """The desk of the administrator of a simulated team."""
    desk = server_team.desk(clock)
    fill(desk, Wish(MONDAY.date(), people=90, days=180))
    return desk


def beside(team: ServerTeam, first: Desk, staff_id: str, name: str) -> Desk:
    """Another member's desk that follows the server."""
    desk = team.beside(first, member(staff_id, name), first.clock)
    desk.follow(desk.keys)  # type: ignore[arg-type]
    return desk


class Screen(Following[BoardFacts]):
    """The board of a desk, read anew whenever it is touched, and when what it shows arrived."""

    def __init__(self, desk: Desk) -> None:
        self.arrived: dict[str, float] = {}
        super().__init__(desk, Board())
        assert self.when(lambda _board: True)

    def taken(self, answer: BoardFacts) -> BoardFacts:
        """Note the words that are new."""
        now = time.perf_counter()
        for row in answer.rows:
            self.arrived.setdefault(row.agreed, now)
        return answer

    def shows(self, words: str) -> bool:
        """Wait until a row has shown the words."""
        return self.when(lambda _board: words in self.arrived, 60)


class Bare:
    """A bare NOTIFY to a bare listener, and then the view's own query."""

    def __init__(self, team: ServerTeam, desk: Desk) -> None:
        self._desk = desk
        self._listener, self._notifier = (
            team.cluster.connect(database=team.database) for _each in range(2)
        )
        self._listener.execute("LISTEN fd_bare")

    def __call__(self) -> None:
        """Once."""
        self._notifier.execute("NOTIFY fd_bare")
        assert len(list(self._listener.notifies(timeout=10, stop_after=1))) == 1
        self._desk.see(Board())

    def close(self) -> None:
        """Hang up."""
        self._listener.close()
        self._notifier.close()


def test_the_other_desk_shows_it_within_three_bare_notifications_and_reads(
    compare: Comparison, first: Desk, server_team: ServerTeam
) -> None:
    """Run, hear, ask, answer, against NOTIFY, hear, ask, answer."""
    staff = Make(first).staff("Tove Kvam")
    second = beside(server_team, first, staff, "Tove Kvam")
    screen = Screen(second)
    episode = screen.shown.rows[0].episode_id
    count = iter(range(10_000))

    def given() -> tuple[int, str]:
        row = screen.shown.row(episode)
        assert row is not None
        return row.version, f"avtale {next(count)}"

    def act(seen: int, words: str) -> None:
        first.run(EditBoardRow(episode, seen, agreed=words))
        assert screen.shows(words)

    with closing(Bare(server_team, second)) as bare:
        result = compare.measure(
            "Action on one desk to another desk's board",
            act, bare, goal=3, rounds=60, before=given,
        )  # fmt: skip
    assert result.is_reached, result.line()


def test_a_meeting_of_fifteen_desks(
    compare: Comparison, benchmark: Any, first: Desk, server_team: ServerTeam
) -> None:
    """200 actions of a quarter of an hour, compressed; how long until each other desk shows it."""
    make = Make(first)
    names = [f"Medlem {chr(65 + number)}" for number in range(DESKS)]
    desks = [beside(server_team, first, make.staff(name), name) for name in names]
    screens = [Screen(desk) for desk in desks]
    rows = [row.episode_id for row in screens[0].shown.rows]
    assert len(rows) >= DESKS
    # Everybody writes in rows of their own: what is measured is the way, not collisions.
    chance = random.Random(1)
    acts: list[tuple[int, str, float]] = []
    futures: list[Future[None]] = []
    pause = threading.Event()
    bare_taken = []

    def meeting() -> None:
        began = time.perf_counter()
        with closing(Bare(server_team, desks[0])) as bare:
            for number in range(ACTIONS):
                due = began + number * MEETING / FASTER / ACTIONS
                pause.wait(max(due - time.perf_counter(), 0))
                who = number % DESKS
                mine = chance.choice(rows[who::DESKS])
                if futures:
                    futures[-1].result()
                if number % 20 == 10:
                    before = time.perf_counter()
                    bare()
                    bare_taken.append(time.perf_counter() - before)
                row = screens[who].shown.row(mine)
                assert row is not None
                words = f"avtale {number}"
                acts.append((who, words, time.perf_counter()))
                futures.append(desks[who].run(EditBoardRow(mine, row.version, agreed=words)))
        for future in futures:
            future.result()

    benchmark.pedantic(meeting, rounds=1)
    delays = []
    for who, words, began in acts:
        for number, screen in enumerate(screens):
            if number != who:
                assert screen.shows(words), (words, number)
                delays.append(screen.arrived[words] - began)
    shown = {row.episode_id: row.agreed for row in first.see(Board()).rows}
    for screen in screens:
        assert {row.episode_id: row.agreed for row in screen.shown.rows} == shown
    percentile = quantiles(delays, n=100)[-1]
    for name, value in (("median", median(delays)), ("99th percentile", percentile)):
        compare.keep(
            Result(f"15 desks, 200 actions: view, {name}", value, median(bare_taken), float("inf"))
        )
