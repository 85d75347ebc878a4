"""Several seats on one team server whose wires are cut, held and delayed at any moment.

At the end every screen shows what the server has, nothing that was told saved is missing, nothing
is there twice, and the chain of changes verifies.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pytest
from sqlalchemy import select

from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.opening_seat import open_seat
from factdesk.people.actions.add_person import AddPerson
from factdesk.people.actions.notes import AddNote
from factdesk.people.tables import Note, Person
from factdesk.store import log
from factdesk.store.action import Reader, View
from factdesk.store.feed import Changes
from factdesk.store.link import Link
from factdesk.store.seat.outbox import State
from factdesk.store.seat.seat_store import SeatStore
from factdesk.store.server import listening
from factdesk.store.server.address import ServerAddress
from tests.support.desks import PASSPHRASE
from tests.support.following import Following
from tests.support.servers import ServerTeam
from tests.support.shared_desks import QUICK, Heard
from tests.support.wire import Wire, after_commit, before_commit


@dataclass(frozen=True)
class AllTexts(View[tuple[str, ...]]):
    """Names and notes in the order of their ids; the tests' own."""

    touches: ClassVar[frozenset[str]] = frozenset({"notes", "persons"})

    def read(self, reader: Reader) -> tuple[str, ...]:
        session = reader.session
        names = session.scalars(select(Person.given_name).order_by(Person.id))
        notes = session.scalars(select(Note.text).order_by(Note.id))
        return (*(name or "" for name in names), *notes)


@dataclass
class Seat:
    """One computer, its wire, and what it was told is saved."""

    name: str
    desk: Desk
    wire: Wire
    screen: Following[tuple[str, ...]]
    saved: list[str]
    refused: list[str]

    def work(self, chance: random.Random, person: str, steps: int) -> None:
        """Write notes and persons while the wire does what it likes."""
        for number in range(steps):
            text = f"{self.name}-{number}"
            action: Any = AddNote(person, text)
            if chance.random() < 0.3:
                action = AddPerson(given_name=text, family_name="Ny")
            self._befall(chance)
            try:
                self.desk.do(action)
            except KnownError:
                self.refused.append(text)
            else:
                self.saved.append(text)

    def come_home(self) -> None:
        """Let everything through and wait until all is sent, and every question answered.

        An answer stays until its user has read it.
        """
        store = self.desk.store
        assert isinstance(store, SeatStore)
        self.wire.cut_when(lambda _from_client, _data: False)
        self.wire.restore()
        heard: Heard[Link] = Heard()
        self.desk.on_link(heard)
        heard(self.desk.link)
        self.desk.links.look()
        heard.until(lambda links: not links[-1].is_away, 40)
        assert [one for one in store.waiting() if one.state is not State.ANSWERED] == []

    def _befall(self, chance: random.Random) -> None:
        match chance.randrange(12):
            case 0:
                self.wire.cut()
            case 1:
                self.wire.refuse()
                self.wire.cut()
            case 2:
                self.wire.cut_when(before_commit)
            case 3:
                self.wire.cut_when(after_commit)
            case 4:
                self.wire.delay(chance.random() / 50)
            case 5:
                self.wire.hold()
                threading.Timer(chance.random() / 3, self.wire.restore).start()
            case 6 | 7 | 8:
                self.wire.restore()
                self.desk.links.look()
            case _:
                return


@pytest.fixture
def open_seats(
    server_team: ServerTeam, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[int], list[Seat]]]:
    """Return a function that opens so many seats, each over a wire of its own."""
    monkeypatch.setattr(listening, "Pace", lambda: QUICK)
    there = server_team.address()
    seats: list[Seat] = []

    def open_all(count: int) -> list[Seat]:
        for number in range(count):
            wire = Wire((there.host, there.port))
            here = ServerAddress.parse(there.text.replace(f":{there.port}", f":{wire.port}"))
            desk = open_seat(here, PASSPHRASE, clock, tmp_path / f"seat-{number}")
            assert isinstance(desk.store, SeatStore)
            assert desk.store.settle()
            seats.append(Seat(f"s{number}", desk, wire, Following(desk, AllTexts()), [], []))
        return seats

    yield open_all
    for seat in seats:
        seat.wire.restore()
        seat.desk.close()
        seat.wire.close()


@pytest.mark.parametrize(("seed", "restarts"), [(1, False), (3, True)])
def test_every_screen_shows_the_truth_and_nothing_saved_is_missing(
    open_seats: Callable[[int], list[Seat]],
    server_team: ServerTeam,
    clock: FixedClock,
    seed: int,
    restarts: bool,
) -> None:
    """Also where the server is restarted in the middle."""
    with server_team.desk(clock) as first:
        person = first.do(AddPerson(given_name="Åse", family_name="Ødegård"))
    seats = open_seats(3)
    threads = [
        threading.Thread(target=seat.work, args=(random.Random(seed * 10 + at), person, 15))
        for at, seat in enumerate(seats)
    ]
    for thread in threads:
        thread.start()
    if restarts:
        heard: Heard[Changes] = Heard()
        seats[0].desk.subscribe(heard)
        heard.until(lambda changes: len(changes) > 3)
        server_team.cluster.restart()
    for thread in threads:
        thread.join()
    for seat in seats:
        seat.come_home()
    prove(server_team.desk(clock), seats)


def prove(fresh: Desk, seats: list[Seat]) -> None:
    """What was saved is there once, what was refused at most once; every screen shows the same."""
    truth = fresh.see(AllTexts())
    counted = Counter(truth)
    for seat in seats:
        assert {text: counted[text] for text in seat.saved if counted[text] != 1} == {}
        assert all(counted[text] <= 1 for text in seat.refused)
        is_so, shown = seat.screen.until(truth), Counter(seat.screen.shown)
        assert is_so, (counted - shown, shown - counted)
    with fresh.store.reading(fresh.actor) as reader:
        assert list(log.verify(reader.session)) == []
        assert list(log.verify_acts(reader.session)) == []
