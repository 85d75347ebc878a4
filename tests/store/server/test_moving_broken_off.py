"""A move that is refused, stopped, cut or killed: nothing is half there, and nothing is twice."""

from __future__ import annotations

import gc
import shutil
import warnings
from pathlib import Path

import psycopg
import pytest

from factdesk import moving, opening, users
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.opening_server import open_server
from factdesk.store import faults
from factdesk.store.action import Refused
from factdesk.store.check import check
from factdesk.store.folder.refusals import FolderMoved, NoSpace, WrongPassphrase
from factdesk.store.folder.team_folder import TeamFolder
from factdesk.store.sealing import SealBroken
from factdesk.store.server import carrying
from factdesk.store.server.carrying import Stopped
from factdesk.store.server.moving import TeamComing
from factdesk.store.server.refusals import (
    AdministratorRefused,
    LoginNameTaken,
    ServerAway,
    ServerStandsBy,
)
from factdesk.store.server.unfit import TeamExists
from factdesk.team.actions.move_to_server import LoginNamesAlike
from tests.support.builders import Make
from tests.support.desks import PASSPHRASE, member
from tests.support.moving import Place, everything

TOVES = "fjellrev ullgenser 88 trappetrinn"  # a test's own, opens nothing else


def nothing_is_there(place: Place) -> bool:
    """Whether the prepared database holds no team, no row and no login of a team."""
    [(count,)] = place.asked(
        "SELECT (SELECT count(*) FROM factdesk.teams) + (SELECT count(*) FROM factdesk.members)"
        " + (SELECT count(*) FROM change_log) + (SELECT count(*) FROM staff)"
        " + (SELECT count(*) FROM pg_roles WHERE rolname = 'marit.holm')"
    )
    return count == 0


def is_open_to_work(desk: Desk) -> bool:
    """Whether the folder is not marked as moved."""
    return desk.folder is not None and desk.folder.moved is None


def stopped_at(table: str) -> carrying.Progress:
    """Progress that stops the move when a table begins."""
    return lambda name, _carried, _total: name != table


def cut_when(place: Place, table: str) -> carrying.Progress:
    """Progress that has the server end the connection when a table begins."""

    def progress(name: str, _carried: int, _total: int) -> bool:
        if name == table:
            cut(place)
        return True

    return progress


def cut(place: Place) -> None:
    """End the administrator's connections on the server."""
    place.asked(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'it.drift'"
    )


@pytest.mark.parametrize("table", ["access_log", "change_log", "contacts", carrying.VERIFYING])
def test_a_cut_in_the_middle_leaves_nothing_and_the_next_try_is_whole(
    desk: Desk, make: Make, place: Place, clock: FixedClock, table: str
) -> None:
    make.contact(make.person("Nils", "Utsi"))
    with pytest.raises(ServerAway):
        moving.upload(desk, place.administrator, PASSPHRASE, cut_when(place, table))
    assert nothing_is_there(place)
    assert is_open_to_work(desk)
    moving.upload(desk, place.administrator, PASSPHRASE)
    with open_server(place.user(), PASSPHRASE, clock) as there:
        assert all(step.is_in_order for step in check(there.store, None))


def test_a_move_that_is_stopped_leaves_nothing(desk: Desk, make: Make, place: Place) -> None:
    make.person("Nils", "Utsi")
    for table in ("change_log", "persons", carrying.VERIFYING):
        with pytest.raises(Stopped):
            moving.upload(desk, place.administrator, PASSPHRASE, stopped_at(table))
        assert nothing_is_there(place)
        assert is_open_to_work(desk)


def test_a_line_cut_at_the_last_step_leaves_the_folder_closed_until_it_is_known(
    desk: Desk, place: Place, team_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = TeamFolder.mark_moved

    def marked_and_cut(folder: TeamFolder, moved: object) -> None:
        real(folder, moved)  # type: ignore[arg-type]
        cut(place)

    with monkeypatch.context() as patch:
        patch.setattr(TeamFolder, "mark_moved", marked_and_cut)
        with pytest.raises(moving.PerhapsMoved):
            moving.upload(desk, place.administrator, PASSPHRASE)
    desk.close()
    assert nothing_is_there(place)
    with pytest.raises(FolderMoved):
        opening.open_team(team_folder, PASSPHRASE)
    folder = TeamFolder.open(team_folder, PASSPHRASE)
    with opening.open_folder(folder, moved_too=True) as again:
        assert moving.upload(again, place.administrator, PASSPHRASE).trouble is None


def test_a_line_cut_after_the_last_step_is_found_out_by_trying_again(
    desk: Desk, place: Place, team_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = moving.moving.carry_team_up

    def carried_and_lost(*arguments: object) -> None:
        real(*arguments)  # type: ignore[arg-type]
        raise ServerAway

    monkeypatch.setattr(moving.moving, "carry_team_up", carried_and_lost)
    with pytest.raises(moving.PerhapsMoved):
        moving.upload(desk, place.administrator, PASSPHRASE)
    monkeypatch.undo()
    monkeypatch.setenv("PGPASSWORD", place.password)
    desk.close()
    folder = TeamFolder.open(team_folder, PASSPHRASE)
    with opening.open_folder(folder, moved_too=True) as again:
        with pytest.raises(TeamExists):
            moving.upload(again, place.administrator, PASSPHRASE)
        assert again.folder is not None
        assert again.folder.moved is not None


def test_a_program_killed_at_the_last_step_leaves_the_folder_closed(
    desk: Desk, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = TeamFolder.mark_moved

    def marked_and_killed(folder: TeamFolder, moved: object) -> None:
        real(folder, moved)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(TeamFolder, "mark_moved", marked_and_killed)
    with pytest.raises(KeyboardInterrupt):
        moving.upload(desk, place.administrator, PASSPHRASE)
    assert nothing_is_there(place)
    assert not is_open_to_work(desk)


def test_of_two_who_move_the_same_team_at_once_one_wins_and_the_other_is_told(
    desk: Desk, place: Place, team_template: Path, tmp_path: Path
) -> None:
    told: list[type[Exception]] = []
    shutil.copytree(team_template, tmp_path / "copy")
    with opening.open_team(tmp_path / "copy", PASSPHRASE) as other:

        def meanwhile(name: str, _carried: int, _total: int) -> bool:
            if name == "change_log" and not told:
                with pytest.raises(TeamComing) as refused:
                    moving.upload(other, place.administrator, PASSPHRASE)
                told.append(refused.type)
            return True

        moving.upload(desk, place.administrator, PASSPHRASE, meanwhile)
        assert told
        with pytest.raises(TeamExists):
            moving.upload(other, place.administrator, PASSPHRASE)
        assert is_open_to_work(other)


def test_two_user_names_that_give_one_login_name_are_told_before_anything_is_done(
    desk: Desk, make: Make, place: Place
) -> None:
    users.add_user(desk, make.staff("Åse Lie"), "Åse Lie", TOVES)
    users.add_user(desk, make.staff("Ase Lie"), "Ase Lie", TOVES)
    with pytest.raises(LoginNamesAlike, match=r"ase\.lie"):
        moving.upload(desk, place.administrator, PASSPHRASE)
    assert is_open_to_work(desk)
    assert place.asked("SELECT to_regclass('factdesk.schema_info') IS NULL") == [(True,)]


def test_who_moves_a_team_is_its_administrator_and_types_the_own_passphrase(
    desk: Desk, make: Make, place: Place
) -> None:
    with pytest.raises(WrongPassphrase):
        moving.upload(desk, place.administrator, TOVES)
    desk.actor = member(make.staff("Tove Kvam"), "Tove Kvam")
    with pytest.raises(Refused):
        moving.upload(desk, place.administrator, PASSPHRASE)


def test_a_login_name_of_somebody_else_is_told_before_anything_is_carried(
    desk: Desk, place: Place
) -> None:
    place.do("CREATE ROLE \"marit.holm\" LOGIN PASSWORD 'x'")
    carried: list[str] = []

    def progress(name: str, _carried: int, _total: int) -> bool:
        carried.append(name)
        return True

    try:
        with pytest.raises(LoginNameTaken):
            moving.upload(desk, place.administrator, PASSPHRASE, progress)
    finally:
        place.do('DROP ROLE "marit.holm"')
    assert not carried


def test_a_wrong_administrator_is_told_and_nothing_is_changed(
    desk: Desk, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", "wrong")
    with pytest.raises(AdministratorRefused):
        moving.upload(desk, place.administrator, PASSPHRASE)
    assert is_open_to_work(desk)


def test_a_full_disk_on_the_server_is_told_and_nothing_is_changed(
    desk: Desk, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise psycopg.errors.DiskFull("could not extend file")

    monkeypatch.setattr(carrying, "_copy", full)
    with pytest.raises(faults.ServerFull):
        moving.upload(desk, place.administrator, PASSPHRASE)
    assert nothing_is_there(place)
    assert is_open_to_work(desk)


@pytest.mark.parametrize("pages", [1, 60, 150])
def test_a_disk_that_fills_while_a_team_comes_back_leaves_nothing(
    desk: Desk,
    make: Make,
    place: Place,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pages: int,
) -> None:
    make.person("Nils", "x" * 1_000_000)
    moving.upload(desk, place.administrator, PASSPHRASE)
    real = TeamFolder.connect

    def nearly_full(folder: TeamFolder) -> object:
        connection = real(folder)
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    with open_server(place.user(), PASSPHRASE) as there:
        with monkeypatch.context() as patch:
            patch.setattr(TeamFolder, "connect", nearly_full)
            with pytest.raises(NoSpace):
                moving.download(there, tmp_path / "back")
        assert not (tmp_path / "back").exists()
        moving.download(there, tmp_path / "back")


def test_a_download_that_is_stopped_or_cut_leaves_nothing(
    desk: Desk, place: Place, tmp_path: Path
) -> None:
    moving.upload(desk, place.administrator, PASSPHRASE)
    (tmp_path / "there").mkdir()

    def cut_users(name: str, _carried: int, _total: int) -> bool:
        if name == "change_log":
            place.asked(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE usename = 'marit.holm' AND state = 'idle in transaction'"
            )
        return True

    with open_server(place.user(), PASSPHRASE) as there:
        with pytest.raises(Stopped):
            moving.download(there, tmp_path / "back", stopped_at("change_log"))
        assert not (tmp_path / "back").exists()
        with warnings.catch_warnings():
            # The database library closes no cursor whose line is gone, and complains of it.
            warnings.simplefilter("ignore", ResourceWarning)
            with pytest.raises(faults.ConnectionLost):
                moving.download(there, tmp_path / "there", cut_users)
            gc.collect()
        assert list((tmp_path / "there").iterdir()) == []


def test_a_value_that_was_altered_on_the_server_stops_the_download(
    desk: Desk, make: Make, place: Place, tmp_path: Path
) -> None:
    first, second = make.person("Nils", "Utsi"), make.person("Kari", "Ås")
    moving.upload(desk, place.administrator, PASSPHRASE)
    place.do(
        f"UPDATE persons SET family_name = (SELECT family_name FROM persons WHERE id = '{first}')"
        f" WHERE id = '{second}'"
    )
    with open_server(place.user(), PASSPHRASE) as there, pytest.raises(SealBroken):
        moving.download(there, tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_only_an_administrator_carries_a_team_away(
    desk: Desk, make: Make, place: Place, tmp_path: Path
) -> None:
    tove = make.staff("Tove Kvam")
    moving.upload(desk, place.administrator, PASSPHRASE)
    with open_server(place.user(), PASSPHRASE) as there:
        users.add_user(there, tove, "tove.kvam", TOVES)
        rows = everything(there)
    with open_server(place.user("tove.kvam"), TOVES) as hers, pytest.raises(Refused):
        moving.download(hers, tmp_path / "back")
    assert rows["staff"]
    assert not (tmp_path / "back").exists()


def test_a_standby_that_takes_no_changes_is_as_good_as_away(desk: Desk, place: Place) -> None:
    moving.upload(desk, place.administrator, PASSPHRASE)
    place.do('ALTER ROLE "marit.holm" SET default_transaction_read_only = on')
    with pytest.raises(ServerStandsBy):
        open_server(place.user(), PASSPHRASE)
