"""A simulation in a real encrypted store, and its command."""

import pytest
from sqlalchemy import func, select

from factdesk import opening
from factdesk.board.views import Board
from factdesk.cli import simulating
from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.people.tables import Person
from factdesk.simulation.filling import Stopped, fill
from factdesk.simulation.wish import Wish
from factdesk.store.base import Entity
from factdesk.store.check import check
from factdesk.team.tables import Staff
from tests.support.desks import PASSPHRASE


def count(desk: Desk, cls: type[Entity]) -> int:
    with desk.store.reading(desk.actor) as reader:
        return reader.session.scalar(select(func.count()).select_from(cls)) or 0


def small(desk: Desk, **size: int) -> Wish:
    return Wish(desk.clock.today(), **{"seed": 3, "people": 12, "days": 40, **size})


def test_a_filled_store_is_in_order(desk):
    written = fill(desk, small(desk))
    assert written > 300
    assert [step.problems for step in check(desk.store, desk.folder)] == [()] * 6
    assert (count(desk, Person), count(desk, Staff)) == (12, 12)


def test_the_administrator_stays_and_sees_the_board(desk):
    fill(desk, small(desk, people=40))
    assert desk.see(Board()).on_board >= 5
    with desk.store.reading(desk.actor) as reader:
        me = reader.session.get(Staff, desk.actor.id)
        assert (me.name, me.initials, me.user_name) == ("Marit Holm", "MH", "Marit Holm")
        assert me.employer_id is not None
        assert me.valid_to is None


def test_a_simulation_works_on_both_engines(any_desk):
    fill(any_desk, small(any_desk, people=5, days=10))
    assert count(any_desk, Person) == 5


def test_a_store_with_persons_is_refused(desk, make):
    make.person()
    with pytest.raises(KnownError, match="persons already"):
        fill(desk, small(desk))
    assert (count(desk, Person), count(desk, Staff)) == (1, 1)


def test_the_progress_is_told_and_can_stop_before_anything_is_kept(desk):
    told = []

    def stop(done: int, total: int) -> bool:
        told.append((done, total))
        return False

    with pytest.raises(Stopped, match="Nothing was changed"):
        fill(desk, small(desk), stop)
    assert len(told) == 1
    assert count(desk, Person) == 0


def test_the_progress_ends_with_everything(desk):
    told = []
    fill(desk, small(desk), lambda done, total: not told.append((done, total)))
    assert told[-1][0] == told[-1][1]


def test_a_large_simulation_is_written_in_parts_and_says_so_when_stopped(desk, monkeypatch):
    monkeypatch.setattr("factdesk.simulation.filling.TRANSACTION", 200)
    with pytest.raises(Stopped, match="partly filled"):
        fill(desk, small(desk), lambda done, _total: done < 400)
    assert count(desk, Staff) > 1


def test_parts_give_the_same_store(desk, monkeypatch):
    monkeypatch.setattr("factdesk.simulation.filling.TRANSACTION", 150)
    fill(desk, small(desk))
    assert [step.problems for step in check(desk.store, desk.folder)] == [()] * 6


@pytest.fixture
def options(team_folder, tmp_path):
    """The command's options on a folder of the test's own."""
    import argparse

    file = tmp_path / "passphrase.txt"
    file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    root = argparse.ArgumentParser()
    simulating.add_commands(root.add_subparsers())
    return root.parse_args(
        ["simulate", str(team_folder), "--people", "6", "--days", "15", "--seed", "4",
         "--passphrase-file", str(file)]
    )  # fmt: skip


def test_the_command_fills_and_tells_its_progress_on_standard_error(options, team_folder, capsys):
    assert options.run(options) == 0
    told = capsys.readouterr()
    assert "rows" in told.out
    assert "100 %" in told.err
    with opening.open_team(team_folder, PASSPHRASE) as desk:
        assert count(desk, Person) == 6


def test_the_command_refuses_a_second_time(options):
    assert options.run(options) == 0
    with pytest.raises(KnownError, match="persons already"):
        options.run(options)
