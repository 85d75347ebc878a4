import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from factdesk.store.folder import cipher, files, refusals
from factdesk.store.folder.team_folder import TeamFolder
from tests.store.folder.kit import CHEAP, KARI, OLA, fingerprint

KILLED_AT_CALL = """
import os, signal, sys
from pathlib import Path
from factdesk.store.folder import files
from factdesk.store.folder.team_folder import TeamFolder

folder = TeamFolder.open(Path(sys.argv[1]), sys.argv[2])
left = int(sys.argv[4])

def counted(owner, name):
    real = getattr(owner, name)
    def call(*arguments, **named):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **named)
    setattr(owner, name, call)

for name in ("open", "write", "fsync", "close", "unlink", "rename", "replace"):
    counted(os, name)
folder.set_passphrase("Kari", sys.argv[3])
left = 10 ** 6
print("done")
"""


def test_killed_at_any_step_of_a_change_the_old_or_the_new_passphrase_opens(
    pattern: tuple[Path, str], team: Path
) -> None:
    original = {entry.name: entry.read_bytes() for entry in pattern[0].iterdir()}
    opened_by = []
    for step in range(100):
        for entry in team.iterdir():
            entry.unlink()
        for name, content in original.items():
            (team / name).write_bytes(content)
        result = subprocess.run(
            [sys.executable, "-c", KILLED_AT_CALL, str(team), KARI, OLA, str(step)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        try:
            folder = TeamFolder.open(team, KARI)
            opened_by.append("old")
        except refusals.WrongPassphrase:
            folder = TeamFolder.open(team, OLA)
            opened_by.append("new")
        with folder:
            folder.set_passphrase("Kari", KARI)
        assert not list(team.glob("*.new"))
        if "done" in result.stdout:
            break
        assert result.returncode == -9, result.stderr
    assert opened_by[0] == "old"
    assert opened_by[-1] == "new"
    assert opened_by == sorted(opened_by, reverse=True)
    assert len(opened_by) > 8


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_full_disk_while_changing_users_keeps_the_old_state(
    team: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    with TeamFolder.open(team, KARI) as folder:
        before = fingerprint(team)

        def full(*_arguments: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(files.os, call, full)
            with pytest.raises(refusals.NoSpace):
                folder.add_user("Ola", OLA)
        assert fingerprint(team) == before
        assert folder.users() == ("Kari",)
        folder.add_user("Ola", OLA)
    TeamFolder.open(team, OLA, "Ola").close()


@pytest.mark.parametrize("there_already", [False, True])
@pytest.mark.parametrize("step", range(6))
def test_a_full_disk_while_creating_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, there_already: bool
) -> None:
    path = tmp_path / "new"
    if there_already:
        path.mkdir()
    real, left = os.fsync, [step]

    def full(descriptor: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(files.os, "fsync", full)
        with pytest.raises(refusals.NoSpace):
            TeamFolder.create(path, "Kari", KARI, CHEAP)
    assert path.exists() == there_already
    assert not there_already or not os.listdir(path)
    folder, _key = TeamFolder.create(path, "Kari", KARI, CHEAP)
    folder.close()


def test_a_failing_database_while_creating_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise refusals.NoSpace

    monkeypatch.setattr(cipher, "make_database", full)
    with pytest.raises(refusals.NoSpace):
        TeamFolder.create(tmp_path / "new", "Kari", KARI, CHEAP)
    assert not (tmp_path / "new").exists()


def test_a_really_full_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("needs the right to mount a small disk")
    try:
        ballast = disk / "ballast"
        refused = 0
        for free_pages in range(16):
            ballast.write_bytes(bytes(4096 * (15 - free_pages)))
            try:
                folder, _key = TeamFolder.create(disk / "team", "Kari", KARI, CHEAP)
            except refusals.NoSpace:
                refused += 1
                assert os.listdir(disk) == ["ballast"]
            else:
                folder.close()
                break
        assert refused
    finally:
        subprocess.run(["umount", str(disk)], check=True)
