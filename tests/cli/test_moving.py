"""The terminal's commands that move a team, and back up and restore one on a server."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from factdesk import opening
from factdesk.clock import FixedClock
from factdesk.opening_server import open_server
from tests.cli.conftest import Run
from tests.support.builders import Make
from tests.support.desks import PASSPHRASE
from tests.support.moving import Place, everything


@pytest.fixture
def run(run: Run) -> Run:
    """Run a command; the passphrase is typed where nothing else is."""
    return partial(run, typed=PASSPHRASE + "\n")


@pytest.fixture
def filled(team_folder: Path, clock: FixedClock) -> Path:
    """A closed team folder with a person in it."""
    with opening.open_team(team_folder, PASSPHRASE, clock=clock) as desk:
        make = Make(desk)
        make.contact(make.person("Nils", "Utsi"))
    return team_folder


def test_a_team_goes_up_and_comes_down(
    run: Run, filled: Path, place: Place, tmp_path: Path
) -> None:
    status, out, err = run("server", "upload", filled, place.administrator.text)
    assert status == 0
    assert out.strip() == place.user().text
    assert "everything was verified" in err
    assert "100 %" in err
    status, _out, err = run("export", filled, tmp_path / "out")
    assert status == 2
    assert "was moved to a server" in err
    assert place.user().text in err
    assert run("check", filled)[0] == 0
    status, out, _err = run("server", "download", place.user().text, tmp_path / "back")
    assert status == 0
    assert run("check", tmp_path / "back")[0] == 0
    status, _out, err = run("server", "upload", filled, place.administrator.text)
    assert status == 2
    assert "is on the server already" in err


def test_a_move_is_given_up_with_a_clear_word(
    run: Run, filled: Path, place: Place, tmp_path: Path
) -> None:
    assert run("server", "stay", filled)[0] == 2
    assert run("server", "upload", filled, place.administrator.text)[0] == 0
    status, out, _err = run("server", "stay", filled)
    assert status == 0
    assert "at one place only" in out
    assert run("export", filled, tmp_path / "out")[0] == 0


def test_a_server_s_team_is_backed_up_and_restored_to_another_server(
    run: Run, filled: Path, new_place: Callable[[], Place], tmp_path: Path, clock: FixedClock
) -> None:
    first, second, file = new_place(), new_place(), tmp_path / "team.factdesk"
    assert run("server", "upload", filled, first.administrator.text)[0] == 0
    assert run("backup", first.user().text, file)[0] == 0
    status, _out, err = run("backup", first.user().text, file)
    assert status == 2
    assert "file of that name" in err
    with open_server(first.user(), PASSPHRASE, clock) as there:
        before = everything(there)
        assert before["team"][0]
    status, _out, err = run("restore", file, first.administrator.text)
    assert status == 2
    assert "is on the server already" in err
    first.forget()
    status, out, _err = run("restore", file, second.administrator.text)
    assert status == 0
    assert out.strip() == second.user().text
    with open_server(second.user(), PASSPHRASE, clock) as there:
        assert everything(there)["persons"] == before["persons"]
        assert everything(there)["contacts"] == before["contacts"]
    status, _out, _err = run("restore", file, tmp_path / "folder")
    assert status == 0


def test_a_restore_beside_the_teams_own_database_says_what_helps(
    run: Run, filled: Path, new_place: Callable[[], Place], tmp_path: Path
) -> None:
    first, second, file = new_place(), new_place(), tmp_path / "team.factdesk"
    assert run("server", "upload", filled, first.administrator.text)[0] == 0
    assert run("backup", first.user().text, file)[0] == 0
    status, out, err = run("restore", file, second.administrator.text)
    assert (status, out) == (2, "")
    assert "The login marit.holm belongs to another database of this server" in err
    assert "Use another PostgreSQL cluster" in err
    assert "Choose another user name" not in err


def test_a_wrong_passphrase_or_address_is_told(run: Run, filled: Path, place: Place) -> None:
    status, _out, err = run(
        "server", "upload", filled, place.administrator.text, typed="feil ord her 1\n"
    )
    assert status == 2
    assert "passphrase" in err
    assert run("server", "upload", filled, "postgresql://db/x")[0] == 2
    status, _out, err = run("server", "upload", filled, "postgresql://it:hemmelig@127.0.0.1/x")
    assert status == 2
    assert "hemmelig" not in err
    assert run("check", filled)[0] == 0
