"""Several people on one team server while lines break, programs are killed and the server stops.

At the end every screen of every seat shows what the server has, nothing that was promised is
missing, nothing is there twice, what was refused is told with words, and the log verifies.
``FACTDESK_PROOF=1-200`` runs these seeds instead of one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.store.server import listening
from factdesk.store.server.team_server import TeamServer
from tests.support.builders import Make
from tests.support.people import PASSPHRASE
from tests.support.servers import ROLE, ServerTeam
from tests.support.shared_desks import QUICK
from tests.support.wire import Wire
from tests.whole_server.deeds import Deed, Told
from tests.whole_server.proving import prove
from tests.whole_server.seats import Ground, Seat, address_over
from tests.whole_server.working import Weather, Worker

SECOND, THIRD = "tove.kvam", "nils.berg"
STEPS = 8


#: How the server stops: both ways where more is asked for.
WAYS = ("restart", "kill") if "FACTDESK_PROOF" in os.environ else ("kill",)


def seeds() -> list[int]:
    """One, or those that are asked for."""
    first, _dash, last = os.environ.get("FACTDESK_PROOF", "1").partition("-")
    return list(range(int(first), int(last or first) + 1))


@pytest.fixture
def ground(server_team: ServerTeam, clock: FixedClock) -> Ground:
    """Three persons, two of them on the board, and three members with logins."""
    with server_team.desk(clock) as desk:
        make = Make(desk)
        assert isinstance(desk.keys, TeamServer)
        for name, role in (("Tove Kvam", SECOND), ("Nils Berg", THIRD)):
            desk.keys.add_user(role, PASSPHRASE, make.staff(name, user_name=role))
        persons = tuple(make.person(name, coordinator_id=desk.actor.id) for name in ("Åse", "Bo"))
        episodes = tuple(make.place(person) for person in persons)
        categories = tuple(make.category(code) for code in ("crisis", "admitted"))
        return Ground((*persons, make.person("Cato")), episodes, categories, clock.today())


class Run:
    """One run: its seats, what happens to the server meanwhile, and the proof at the end."""

    def __init__(self, team: ServerTeam, ground: Ground, clock: FixedClock, root: Path) -> None:
        self.team, self.ground, self.clock, self.root = team, ground, clock, root
        self.seats: list[Seat] = []

    def seat(self, role: str, computer: str) -> Seat:
        """A seat of a login on a computer of its own, not opened yet."""
        there = self.team.address(role)
        wire = Wire((there.host, there.port))
        over = address_over(wire, there)
        self.seats.append(Seat(role, self.root / computer, wire, over, self.ground, self.clock))
        return self.seats[-1]

    def work(self, seed: int, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Have everybody work at the same time."""
        workers = []
        for number, seat in enumerate(self.seats):
            assert seat.desk is not None
            weather = Weather(seat.wire, Random(seed * 100 + number), seat.desk.links.look)
            name = f"{seat.root.name}-{seed}"
            workers.append(Worker(seat, name, seed * 1000 + number, weather))
        threads = [threading.Thread(target=one.work, args=(STEPS,)) for one in workers]
        for thread in threads:
            thread.start()
        meanwhile()
        for thread in threads:
            thread.join()
        assert [one.errors for one in workers if one.errors] == []

    def end(self) -> None:
        """All lines restored: everybody comes home, and everything is held against the server."""
        for seat in self.seats:
            seat.come_home()
        prove(self.new(ROLE), self.seats, self.new)

    def new(self, role: str) -> Desk:
        """A new desk without a seat; closed after the test."""
        return self.team.desk(self.clock, role)

    def killed(self, seat: Seat, seed: int, after: int) -> list[Deed]:
        """Have another process work at a seat and kill it after so many deeds; those deeds."""
        given = {
            "address": self.team.address(seat.role).text, "root": str(seat.root), "seed": seed,
            "name": f"killed-{seed}", "steps": 10_000, "persons": self.ground.persons,
            "episodes": self.ground.episodes, "categories": self.ground.categories,
        }  # fmt: skip
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.whole_server.killed", json.dumps(given)],
            stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )  # fmt: skip
        deeds: dict[str, Deed] = {}
        with program:
            assert program.stdout is not None
            for line in program.stdout:
                deed = Deed(**json.loads(line))
                deed.told = Told(deed.told)
                deeds[deed.act_id] = deed
                if len(deeds) > after:
                    program.kill()
        assert program.returncode == -9, program.returncode
        return list(deeds.values())


@pytest.fixture
def run(
    server_team: ServerTeam, ground: Ground, clock: FixedClock, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Run]:  # fmt: skip
    """A run with nobody at work yet."""
    monkeypatch.setattr(listening, "Pace", lambda: QUICK)
    run = Run(server_team, ground, clock, tmp_path)
    yield run
    for seat in run.seats:
        seat.close()


@pytest.mark.parametrize("seed", seeds())
def test_whatever_happens_to_the_lines(run: Run, seed: int) -> None:
    """Two people at three computers and a third person, on lines that are cut, held and slow."""
    for role, computer in ((ROLE, "one"), (SECOND, "two"), (ROLE, "three"), (THIRD, "four")):
        run.seat(role, computer).open()
    run.work(seed)
    run.end()


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("seed", seeds())
def test_a_server_that_stops_in_the_middle(run: Run, seed: int, how: str) -> None:
    """Stopped in order, or shot down so that it has to recover."""
    for role, computer in ((ROLE, "one"), (SECOND, "two"), (THIRD, "three")):
        run.seat(role, computer).open()
    cluster = run.team.cluster
    enough = threading.Event()

    def listen(_deed: Deed) -> None:
        if sum(len(seat.deeds.every) for seat in run.seats) > STEPS:
            enough.set()

    def stop() -> None:
        assert enough.wait(60)
        cluster.stop() if how == "restart" else cluster.kill()
        cluster.start()

    for seat in run.seats:
        seat.deeds.listen = listen
    run.work(seed, stop)
    run.end()


@pytest.mark.parametrize("seed", seeds())
def test_a_program_that_is_killed(run: Run, seed: int) -> None:
    """Killed twice while others work, then started again, by whom it was killed from."""
    for role, computer in ((ROLE, "one"), (SECOND, "two")):
        run.seat(role, computer).open()
    there = list(run.seats)
    mortal = run.seat(THIRD, "mortal")
    run.seats.remove(mortal)

    def kill() -> None:
        for number in (1, 2):
            after = Random(seed * 10 + number).randrange(3, 15)
            mortal.deeds.every.extend(run.killed(mortal, seed * 10 + number, after))

    try:
        run.work(seed, kill)
    finally:
        run.seats = [*there, mortal]
    mortal.open()
    run.end()
