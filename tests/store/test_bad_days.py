"""A full disk, a read-only folder, and a program killed at any moment while it saves."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from factdesk import opening
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.people.tables import Person
from factdesk.store import check
from factdesk.store.folder.refusals import NoSpace, ReadOnlyFolder
from factdesk.team.tables import Model
from tests.support.builders import Make
from tests.support.desks import CHEAP, PASSPHRASE

_WRITER = """
import sys
from pathlib import Path
from factdesk import opening
from tests.support.builders import Make
desk = opening.open_team(Path(sys.argv[1]), sys.argv[2])
make = Make(desk)
for number in range(10_000):
    make.person(f"Person {number}", "x" * 3000)
    print(number, flush=True)
"""


def everything_is_in_order(desk: Desk) -> bool:
    return all(step.is_in_order for step in check.check(desk.store, desk.folder))


def with_pragma(desk: Desk, pragma: str) -> None:
    """Give every new connection a pragma that makes SQLite itself fail as the disk would."""
    desk.store.engine.dispose()

    @event.listens_for(desk.store.engine, "connect")
    def _set(connection: object, _record: object) -> None:
        connection.execute(pragma)  # type: ignore[attr-defined]


def test_a_full_disk_is_told_and_nothing_is_lost(desk: Desk, make: Make) -> None:
    make.person("Åse", "Ødegård")
    with_pragma(desk, "PRAGMA max_page_count = 1")
    with pytest.raises(NoSpace):
        make.person("Kari", "x" * 1_000_000)
    with desk.store.reading(desk.actor) as reader:
        names = reader.session.scalars(select(Person.given_name)).all()
    assert names == ["Åse"]
    assert everything_is_in_order(desk)


def test_a_disk_that_fills_while_the_folder_is_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_store: object) -> None:
        raise OperationalError("COMMIT", {}, Exception("database or disk is full"))

    monkeypatch.setattr(opening, "bring_up", full)
    with pytest.raises(NoSpace):
        opening.create_team(
            tmp_path / "new",
            team="FACT Elvebyen",
            model=Model.FACT,
            user="Kari Nordmann",
            passphrase=PASSPHRASE,
            cost=CHEAP,
        )
    assert list((tmp_path / "new").iterdir()) == []


def test_after_room_was_made_saving_goes_on(desk: Desk, make: Make) -> None:
    with_pragma(desk, "PRAGMA max_page_count = 1")
    with pytest.raises(NoSpace):
        make.person("Kari", "x" * 1_000_000)
    with_pragma(desk, "PRAGMA max_page_count = 1000000")
    make.person("Kari", "x" * 1_000_000)
    assert everything_is_in_order(desk)


def test_a_folder_that_became_read_only_is_told(desk: Desk, make: Make) -> None:
    make.person("Åse", "Ødegård")
    with_pragma(desk, "PRAGMA query_only = ON")
    with pytest.raises(ReadOnlyFolder):
        make.person("Kari", "Ruud")


@pytest.mark.parametrize("seed", range(5))
def test_killed_at_any_moment_while_saving(team_folder: Path, clock: FixedClock, seed: int) -> None:
    """What was acknowledged is there, nothing is half there, and the store opens at once."""
    wanted = random.Random(seed).randint(1, 40)
    program = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(team_folder), PASSPHRASE],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert program.stdout is not None
    acknowledged = -1
    for line in program.stdout:
        acknowledged = int(line)
        if acknowledged >= wanted:
            break
    program.send_signal(signal.SIGKILL)
    rest = program.stdout.read().split()
    program.stdout.close()
    program.wait()
    acknowledged = int(rest[-1]) if rest else acknowledged
    with opening.open_team(team_folder, PASSPHRASE, clock=clock) as desk:
        with desk.store.reading(desk.actor) as reader:
            names = reader.session.scalars(select(Person.given_name)).all()
        assert set(names) >= {f"Person {number}" for number in range(acknowledged + 1)}
        assert len(names) <= acknowledged + 2
        assert everything_is_in_order(desk)


def test_two_programs_on_one_folder(team_folder: Path, desk: Desk) -> None:
    from factdesk.store.folder.refusals import AlreadyOpen

    with pytest.raises(AlreadyOpen):
        opening.open_team(team_folder, PASSPHRASE)


def test_no_name_reaches_the_log_lines(desk: Desk, make: Make) -> None:
    """Engine errors hide their parameters, so a traceback quotes no person."""
    from sqlalchemy.exc import IntegrityError

    person = make.person("Kanarifuglen", "Hemmelig")
    with pytest.raises(IntegrityError) as caught:
        make.rows(Person(id=person, given_name="Kanarifuglen", family_name="Hemmelig"))
    assert "Kanarifuglen" not in str(caught.value)
