"""A program that is killed: what was promised is there at the next start, and is saved once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.opening import open_team
from factdesk.people.tables import Note
from tests.store.seat.away import Seat
from tests.store.seat.conftest import Bench
from tests.support.builders import Make
from tests.support.desks import MONDAY, PASSPHRASE

#: A seat's program: it opens the store that plays the server, goes away, writes three notes and
#: comes back, and is killed at the point it is told.
PROGRAM = """
import os, signal, sys
from pathlib import Path
from factdesk.clock import FixedClock
from factdesk.opening import open_team
from factdesk.people.actions.notes import AddNote
from factdesk.store.seat import outbox, overlay, seat_store
from tests.store.seat.away import Seat
from tests.store.seat.conftest import Bench
from tests.support.desks import MONDAY, PASSPHRASE

folder, path, person, owner, method, when, count = sys.argv[1:]
left = int(count)

def killed_at(cls, name):
    real = getattr(cls, name)
    def call(*arguments, **named):
        global left
        left -= 1
        if left == 0 and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        answer = real(*arguments, **named)
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer
    setattr(cls, name, call)

clock = FixedClock(MONDAY)
desk = open_team(Path(folder), PASSPHRASE, clock=clock)
seat = Seat(Bench(desk, Path(path), clock))
seat.open()
seat.go_away()
killed_at({"Outbox": outbox.Outbox, "Overlay": overlay.Overlay}[owner], method)
for number in range(3):
    seat.run(AddNote(person, f"notat {number}"))
    print(f"promised {number}", flush=True)
seat.come_back()
print("back", flush=True)
seat.close()
desk.close()
"""


@pytest.fixture
def person(desk: Desk, make: Make) -> str:
    person = make.person("Åse", "Ødegård")
    desk.close()
    return person


@pytest.fixture
def opened(team_folder: Path, tmp_path: Path) -> Iterator[list[Desk]]:
    desks: list[Desk] = []
    yield desks
    for desk in desks:
        desk.close()


@pytest.mark.parametrize(
    ("owner", "method", "when", "count"),
    [
        ("Outbox", "put", "before", 2),
        ("Outbox", "put", "after", 2),
        ("Overlay", "write", "before", 1),
        ("Overlay", "write", "after", 3),
        ("Outbox", "sending", "after", 1),
        ("Outbox", "sent", "before", 1),
        ("Outbox", "sent", "before", 3),
        ("Outbox", "sent", "after", 2),
        ("Outbox", "drop_sent", "before", 1),
        ("Outbox", "drop_sent", "after", 1),
        ("Overlay", "drop", "after", 1),
    ],
)
def test_killed_at_any_point_everything_promised_is_saved_once(
    team_folder: Path,
    tmp_path: Path,
    person: str,
    opened: list[Desk],
    owner: str,
    method: str,
    when: str,
    count: int,
) -> None:
    path = tmp_path / "seats" / "one"
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, team_folder, path, person, owner, method, when, str(count)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert result.returncode == -signal.SIGKILL, result.stderr
    promised = [f"notat {n}" for n in range(3) if f"promised {n}" in result.stdout]
    clock = FixedClock(MONDAY)
    desk = open_team(team_folder, PASSPHRASE, clock=clock)
    opened.append(desk)
    seat = Seat(Bench(desk, path, clock))
    store = seat.open(away=True)
    with store.reading(seat.actor) as reader:
        shown = list(reader.session.scalars(select(Note.text).order_by(Note.text)))
    assert shown[: len(promised)] == promised
    assert len(shown) <= len(promised) + 1, "at most what was being written when it was killed"
    seat.come_back()
    with desk.store.reading(desk.actor) as reader:
        saved = list(reader.session.scalars(select(Note.text).order_by(Note.text)))
    assert saved == shown
    assert store.outbox.entries() == ()
    seat.close()
