"""The terminal's commands about a store, on real folders: what they do and how they end."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from factdesk import opening, users
from factdesk.desk import Desk
from factdesk.store.folder.refusals import WrongPassphrase, WrongRecoveryKey
from factdesk.store.folder.team_folder import TeamFolder
from factdesk.team.views import TheTeam
from tests.cli.conftest import HERS, NEW, Run
from tests.support.desks import ADMINISTRATOR, PASSPHRASE


@pytest.fixture
def secret(tmp_path: Path) -> Callable[[str], Path]:
    """Write a secret into a file of its own."""

    def write(text: str) -> Path:
        file = tmp_path / f"secret-{len(list(tmp_path.glob('secret-*')))}"
        file.write_text(text + "\n", encoding="utf-8")
        return file

    return write


def init(run: Run, store: Path, *more: object) -> tuple[int, str, str]:
    options = ("--team", "FACT Fjellbygda", "--model", "FACT", "--user", ADMINISTRATOR)
    return run("init", store, *options, *more, typed=PASSPHRASE + "\n")


def test_init_makes_a_store_and_prints_only_the_recovery_key(run: Run, tmp_path: Path) -> None:
    status, out, err = init(run, tmp_path / "team", "--employer", "Fjellbygda kommune:municipality")
    assert status == 0
    assert "recovery key" in err
    TeamFolder.open_with_recovery(tmp_path / "team", out.strip()).close()
    with opening.open_team(tmp_path / "team", PASSPHRASE) as desk:
        assert desk.actor.name == ADMINISTRATOR
    assert not list((tmp_path / "team").glob("*-wal"))


def test_init_in_a_folder_that_holds_something_is_wrong_use(run: Run, tmp_path: Path) -> None:
    (tmp_path / "team").mkdir()
    (tmp_path / "team" / "notes.txt").write_text("x", encoding="utf-8")
    status, out, err = init(run, tmp_path / "team")
    assert (status, out) == (2, "")
    assert "not empty" in err
    assert [file.name for file in (tmp_path / "team").iterdir()] == ["notes.txt"]


def test_a_weak_passphrase_makes_no_store(run: Run, tmp_path: Path) -> None:
    status, _out, err = run(
        "init", tmp_path / "team", "--team", "T", "--model", "ACT", "--user", "M", typed="abc\n"
    )
    assert status == 2
    assert len(err.splitlines()) == 1
    assert not (tmp_path / "team").exists()


def test_a_team_without_a_name_makes_no_store(run: Run, tmp_path: Path) -> None:
    given = ("init", tmp_path / "new", "--team", " ", "--model", "FACT", "--user", "Kari Nordmann")
    status, _out, err = run(*given, typed=f"{NEW}\n{NEW}\n")
    assert (status, err.count("\n")) == (2, 1)
    assert "name is missing" in err
    assert list((tmp_path / "new").iterdir()) == []


def test_an_employer_of_an_unknown_kind_is_wrong_use(run: Run, tmp_path: Path) -> None:
    status, _out, err = init(run, tmp_path / "team", "--employer", "Sirkus:circus")
    assert status == 2
    assert "Sirkus:circus" in err


def test_check_of_a_whole_store_ends_with_0(run: Run, team_folder: Path) -> None:
    status, out, _err = run("check", team_folder, typed=PASSPHRASE + "\n")
    assert status == 0
    assert "NOT in order" not in out


def test_check_of_a_changed_store_ends_with_1_and_says_where(run: Run, team_folder: Path) -> None:
    with TeamFolder.open(team_folder, PASSPHRASE) as folder:
        connection = folder.connect()
        connection.execute("UPDATE staff SET name = 'Annen'")
        connection.close()
    status, out, _err = run("check", team_folder, "--json", typed=PASSPHRASE + "\n")
    told = json.loads(out)
    assert (status, told["in_order"]) == (1, False)
    assert "staff" in told["steps"]["rows"][0]


def test_check_of_a_damaged_file_ends_with_1(run: Run, team_folder: Path) -> None:
    database = team_folder / "factdesk.db"
    content = bytearray(database.read_bytes())
    content[100] ^= 1
    database.write_bytes(content)
    status, _out, err = run("check", team_folder, typed=PASSPHRASE + "\n")
    assert status == 1
    assert err.startswith("factdesk: ")


@pytest.mark.parametrize("command", ["check", "passphrase", "backup"])
def test_a_wrong_passphrase_is_wrong_use_and_changes_nothing(
    run: Run, team_folder: Path, tmp_path: Path, command: str
) -> None:
    before = {file.name: file.read_bytes() for file in team_folder.iterdir() if file.is_file()}
    more = (tmp_path / "copy",) if command == "backup" else ()
    status, _out, err = run(command, team_folder, *more, typed=f"wrong\n{NEW}\n")
    assert status == 2
    assert len(err.splitlines()) == 1
    assert not (tmp_path / "copy").exists()
    assert {
        file.name: file.read_bytes() for file in team_folder.iterdir() if file.is_file()
    } == before


def test_a_backup_is_restored_and_proved(
    run: Run, team_folder: Path, tmp_path: Path, secret: Callable[[str], Path]
) -> None:
    known = ("--passphrase-file", secret(PASSPHRASE))
    assert run("backup", team_folder, tmp_path / "copy", *known)[0] == 0
    assert not list((team_folder / "backups").iterdir())
    with opening.open_team(team_folder, PASSPHRASE) as desk:
        made = desk.see(TheTeam()).backup
        assert made is not None
        assert desk.see(TheTeam()).initials(desk.actor.id) == made.initials
    status, out, _err = run("restore", tmp_path / "copy", tmp_path / "again", *known)
    assert status == 0
    assert "NOT in order" not in out
    with opening.open_team(tmp_path / "again", PASSPHRASE) as desk:
        assert desk.actor.name == ADMINISTRATOR


def test_a_store_nobody_can_sign_in_to_is_backed_up_all_the_same(
    run: Run, team_folder: Path, tmp_path: Path
) -> None:
    with TeamFolder.open(team_folder, PASSPHRASE) as folder:
        connection = folder.connect()
        connection.execute("UPDATE staff SET user_name = NULL")
        connection.close()
    status, _out, err = run("backup", team_folder, tmp_path / "copy", typed=PASSPHRASE + "\n")
    assert status == 0
    assert "no member with this user name" in err
    assert "does not remember it" in err
    assert (tmp_path / "copy").is_file()
    TeamFolder.open(team_folder, PASSPHRASE).close()


def test_a_backup_tells_what_was_wrong_with_the_key_file(
    run: Run, team_folder: Path, tmp_path: Path
) -> None:
    (team_folder / "factdesk.header").write_bytes(b"")
    status, _out, err = run("backup", team_folder, tmp_path / "copy", typed=PASSPHRASE + "\n")
    assert status == 0
    assert "its copy was used" in err
    again = run("restore", tmp_path / "copy", tmp_path / "again", typed=PASSPHRASE + "\n")
    assert again[0] == 0


def test_a_backup_never_overwrites_and_a_restore_never_mixes(
    run: Run, team_folder: Path, tmp_path: Path, secret: Callable[[str], Path]
) -> None:
    known = ("--passphrase-file", secret(PASSPHRASE))
    (tmp_path / "copy").write_text("mine", encoding="utf-8")
    assert run("backup", team_folder, tmp_path / "copy", *known)[0] == 2
    assert (tmp_path / "copy").read_text(encoding="utf-8") == "mine"
    assert run("restore", tmp_path / "copy", tmp_path / "again", *known)[0] == 2
    assert run("restore", tmp_path / "copy", team_folder, *known)[0] == 2
    assert not (tmp_path / "again").exists()


def test_the_passphrase_is_changed(
    run: Run, team_folder: Path, secret: Callable[[str], Path]
) -> None:
    old, new = secret(PASSPHRASE), secret(NEW)
    files = ("--passphrase-file", old, "--new-passphrase-file", new)
    assert run("passphrase", team_folder, *files)[0] == 0
    with pytest.raises(WrongPassphrase):
        opening.open_team(team_folder, PASSPHRASE)
    opening.open_team(team_folder, NEW).close()


@pytest.fixture
def recovery_key(team_folder: Path) -> str:
    """A recovery key that opens the folder."""
    with TeamFolder.open(team_folder, PASSPHRASE) as folder:
        return folder.new_recovery_key()


def test_recovery_sets_a_new_passphrase(
    run: Run, team_folder: Path, recovery_key: str, secret: Callable[[str], Path]
) -> None:
    files = ("--recovery-key-file", secret(recovery_key), "--new-passphrase-file", secret(NEW))
    status, out, err = run("recovery", team_folder, *files)
    assert (status, err) == (0, "")
    assert "new passphrase is set" in out
    with opening.open_team(team_folder, NEW) as desk:
        assert desk.actor.name == ADMINISTRATOR


def test_recovery_with_several_users_asks_whose(
    run: Run,
    desk: Desk,
    make,
    team_folder: Path,
    secret: Callable[[str], Path],
) -> None:
    users.add_user(desk, make.staff("Tove Kvam"), "Tove", HERS)
    key = users.new_recovery_key(desk)
    desk.close()
    files = ("--recovery-key-file", secret(key), "--new-passphrase-file", secret(NEW))
    assert run("recovery", team_folder, *files)[0] == 2
    assert run("recovery", team_folder, *files, "--user", "Nobody")[0] == 2
    assert run("recovery", team_folder, *files, "--user", "tove")[0] == 0
    with opening.open_team(team_folder, NEW, "Tove") as hers:
        assert hers.actor.name == "Tove Kvam"
    opening.open_team(team_folder, PASSPHRASE, ADMINISTRATOR).close()


@pytest.mark.parametrize("typed", ["not a key", "0000-0000-0000-0000-0000-0000-0000-0000-0"])
def test_a_key_that_does_not_open_changes_nothing(
    run: Run, team_folder: Path, secret: Callable[[str], Path], typed: str
) -> None:
    files = ("--recovery-key-file", secret(typed), "--new-passphrase-file", secret(NEW))
    assert run("recovery", team_folder, *files)[0] == 2
    opening.open_team(team_folder, PASSPHRASE).close()


def test_a_renewed_recovery_key_replaces_the_old_one(
    run: Run, team_folder: Path, recovery_key: str, secret: Callable[[str], Path]
) -> None:
    known = ("--passphrase-file", secret(PASSPHRASE))
    status, out, _err = run("recovery", team_folder, "--renew", *known)
    assert status == 0
    with pytest.raises(WrongRecoveryKey):
        TeamFolder.open_with_recovery(team_folder, recovery_key)
    TeamFolder.open_with_recovery(team_folder, out.strip()).close()


@pytest.mark.parametrize(
    "arguments",
    [
        ("fly",),
        ("init",),
        ("init", "x", "--team", "T", "--model", "NONE", "--user", "M"),
        ("check",),
        ("check", "nowhere"),
        ("backup", "nowhere"),
        ("recovery", "nowhere", "--recovery-key-file", "missing"),
        ("check", "nowhere", "--passphrase-file", "missing"),
    ],
)
def test_wrong_use_ends_with_2_in_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = run(*arguments, typed="some passphrase\n")
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_a_program_just_started_knows_every_table_it_checks(
    team_folder: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    asked = ["check", str(team_folder), "--passphrase-file", str(secret), "--json"]
    program = f"import sys; from factdesk.cli import main; sys.exit(main({asked!r}))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert json.loads(done.stdout)["in_order"] is True
    assert done.returncode == 0
