"""Backup and restore: the copy is encrypted, whole or nothing, and proves itself."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from factdesk import opening
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.store import check
from factdesk.store.folder.backup import back_up, restore
from factdesk.store.folder.refusals import (
    BackupDamaged,
    BackupExists,
    BackupInside,
    FolderNotEmpty,
    UnusablePlace,
    WrongPassphrase,
)
from factdesk.store.folder.team_folder import TeamFolder
from tests.support.builders import Make
from tests.support.desks import PASSPHRASE


def unlock(path: Path, passphrase: str = PASSPHRASE) -> TeamFolder:
    return TeamFolder.open(path, passphrase)


@pytest.fixture
def backup(desk: Desk, make: Make, tmp_path: Path) -> Path:
    make.person("Kanarifuglen", "Ødegård")
    assert desk.folder is not None
    back_up(desk.folder, tmp_path / "backup.factdesk")
    desk.close()
    return tmp_path / "backup.factdesk"


def test_a_restored_store_has_everything_and_is_in_order(
    backup: Path, tmp_path: Path, clock: FixedClock
) -> None:
    restore(backup, tmp_path / "again", unlock).close()
    with opening.open_team(tmp_path / "again", PASSPHRASE, clock=clock) as desk:
        assert all(step.is_in_order for step in check.check(desk.store, desk.folder))
        assert desk.store.newest() > 0


def test_a_backup_is_ciphertext_for_its_owner_alone(backup: Path) -> None:
    assert b"Kanarifuglen" not in backup.read_bytes()
    assert b"SQLite format 3" not in backup.read_bytes()
    assert backup.stat().st_mode & 0o077 == 0


def test_no_copy_is_left_in_the_folder(backup: Path, team_folder: Path) -> None:
    assert list((team_folder / "backups").iterdir()) == []


def test_copies_of_a_backup_that_was_killed_are_taken_away(backup: Path, team_folder: Path) -> None:
    strays = ("for-4711.db", "for-12.db.new", "for-12.db.new-wal", "before-0001.db.new")
    for name in (*strays, "before-0001.db"):
        (team_folder / "backups" / name).write_bytes(b"x")
    with pytest.raises(WrongPassphrase):
        unlock(team_folder, "wrong")
    assert len(list((team_folder / "backups").iterdir())) == 5
    unlock(team_folder).close()
    assert [left.name for left in (team_folder / "backups").iterdir()] == ["before-0001.db"]


def test_a_backup_that_was_killed_is_in_no_way_of_the_next(desk: Desk, tmp_path: Path) -> None:
    assert desk.folder is not None
    (tmp_path / "new.factdesk.unfinished-backup").write_bytes(b"x")
    back_up(desk.folder, tmp_path / "new.factdesk")
    assert not (tmp_path / "new.factdesk.unfinished-backup").exists()


def test_an_existing_file_is_not_written_over(desk: Desk, tmp_path: Path) -> None:
    assert desk.folder is not None
    (tmp_path / "there").write_text("mine")
    with pytest.raises(BackupExists):
        back_up(desk.folder, tmp_path / "there")
    assert (tmp_path / "there").read_text() == "mine"


@pytest.mark.parametrize("name", ["factdesk.db-wal", "copy", "backups/copy"])
def test_a_backup_is_not_laid_into_a_team_folder(desk: Desk, team_folder: Path, name: str) -> None:
    assert desk.folder is not None
    (team_folder / name).unlink(missing_ok=True)
    with pytest.raises(BackupInside):
        back_up(desk.folder, team_folder / name)
    assert not (team_folder / name).exists()


@pytest.mark.parametrize("name", ["nowhere/backup", "a" * 300])
def test_a_place_where_nothing_can_be_made_is_told(desk: Desk, tmp_path: Path, name: str) -> None:
    assert desk.folder is not None
    with pytest.raises(UnusablePlace):
        back_up(desk.folder, tmp_path / name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe in the file system")
def test_a_pipe_is_no_backup(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BackupDamaged):
        restore(tmp_path / "pipe", tmp_path / "again", unlock)


def test_a_damaged_backup_restores_nothing(backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    for at in range(0, len(whole), len(whole) // 17):
        backup.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            restore(backup, tmp_path / "again", unlock).close()
        except BackupDamaged:
            assert not (tmp_path / "again").exists()
        else:  # a bit of the archive's own bookkeeping that says nothing of its contents
            for left in (tmp_path / "again").iterdir():
                left.unlink()
            (tmp_path / "again").rmdir()
    for length in (0, 10, len(whole) // 2, len(whole) - 1):
        backup.write_bytes(whole[:length])
        with pytest.raises(BackupDamaged):
            restore(backup, tmp_path / "again", unlock)
        assert not (tmp_path / "again").exists()


def test_a_file_that_is_something_else(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("letter.txt", "hello")
    for name in ("other.zip", "missing.zip"):
        with pytest.raises(BackupDamaged):
            restore(tmp_path / name, tmp_path / "again", unlock)


def test_a_wrong_passphrase_leaves_nothing(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongPassphrase):
        restore(backup, tmp_path / "again", lambda path: unlock(path, "wrong"))
    assert not (tmp_path / "again").exists()


def test_a_folder_with_something_in_it_is_refused(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "mine.txt").write_text("mine")
    with pytest.raises(FolderNotEmpty):
        restore(backup, tmp_path / "again", unlock)
    assert (tmp_path / "again" / "mine.txt").read_text() == "mine"
