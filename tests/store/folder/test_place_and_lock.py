import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from factdesk.store.folder import place, refusals
from factdesk.store.folder.entry import users_in
from factdesk.store.folder.team_folder import TeamFolder
from tests.store.folder.kit import CHEAP, KARI, fingerprint


@dataclass
class Mounted:
    mountpoint: str
    fstype: str
    opts: str = "rw"


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "afpfs", "fuse.sshfs", "9p", "ceph"])
def test_a_network_share_is_refused_and_a_disk_of_ones_own_named(team: Path, kind: str) -> None:
    before = sorted(os.listdir(team))

    def mounts() -> list[Mounted]:
        return [Mounted("/", "ext4"), Mounted(str(team.parent), kind), Mounted("/proc", "proc")]

    with pytest.raises(refusals.OnNetworkShare) as refusal:
        TeamFolder.open(team, KARI, mounts=mounts)
    assert "one computer's own disk" in refusal.value.advice
    with pytest.raises(refusals.OnNetworkShare):
        TeamFolder.create(team.parent / "new", "Kari", KARI, CHEAP, mounts=mounts)
    assert sorted(os.listdir(team)) == before
    assert not (team.parent / "new").exists()


def test_the_nearest_mount_decides(tmp_path: Path) -> None:
    share, local = Mounted("/", "nfs"), Mounted(str(tmp_path), "ext4")
    assert not place.is_on_network_share(tmp_path / "team", lambda: [local, share])
    assert place.is_on_network_share(Path("/elsewhere"), lambda: [local, share])
    beside = Mounted(str(tmp_path) + "x", "nfs")
    assert not place.is_on_network_share(tmp_path, lambda: [Mounted("/", "ext4"), beside])
    drive = Mounted("/", "NTFS", "rw,remote")
    assert place.is_on_network_share(tmp_path, lambda: [drive])


def test_a_link_to_a_share_is_followed(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "share")
    mounts = [Mounted("/", "ext4"), Mounted(str(tmp_path / "share"), "cifs")]
    assert place.is_on_network_share(tmp_path / "link", lambda: mounts)


def test_what_is_no_team_folder_is_left_untouched(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("hello")
    for path in (tmp_path, tmp_path / "missing", tmp_path / "letter.txt"):
        with pytest.raises(refusals.NotATeamFolder):
            TeamFolder.open(path, KARI)
        with pytest.raises(refusals.NotATeamFolder):
            users_in(path)
    for path, kind in (
        (tmp_path, refusals.FolderNotEmpty),
        (tmp_path / "letter.txt", refusals.PlaceIsAFile),
        (tmp_path / "letter.txt" / "new", refusals.FolderAboveMissing),
        (tmp_path / "no" / "such", refusals.FolderAboveMissing),
    ):
        with pytest.raises(kind):
            TeamFolder.create(path, "Kari", KARI, CHEAP)
    assert os.listdir(tmp_path) == ["letter.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe in the file system")
def test_a_pipe_or_a_broken_link_is_no_place_for_a_team_folder(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("pipe", "link"):
        with pytest.raises(refusals.PlaceIsAFile):
            TeamFolder.create(tmp_path / name, "Kari", KARI, CHEAP)
    assert sorted(os.listdir(tmp_path)) == ["link", "pipe"]


def test_a_team_folder_is_not_made_over_another(team: Path) -> None:
    before = fingerprint(team)
    with pytest.raises(refusals.TeamFolderThere):
        TeamFolder.create(team, "Kari", KARI, CHEAP)
    assert fingerprint(team) == before


def test_a_folder_whose_making_was_stopped_is_told_for_what_it_is(team: Path) -> None:
    for name in ("factdesk.header", "factdesk.header.copy"):
        (team / name).unlink()
    before = fingerprint(team)
    with pytest.raises(refusals.TeamFolderUnfinished):
        TeamFolder.create(team, "Kari", KARI, CHEAP)
    with pytest.raises(refusals.HeaderMissing) as refusal:
        TeamFolder.open(team, KARI)
    assert "making" in refusal.value.advice
    assert fingerprint(team) == before


def test_a_name_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    with pytest.raises(refusals.UnusablePlace):
        TeamFolder.create(tmp_path / ("a" * 300), "Kari", KARI, CHEAP)


def test_the_lock_of_a_making_that_was_stopped_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "team").mkdir()
    (tmp_path / "team" / "factdesk.lock").touch()
    TeamFolder.create(tmp_path / "team", "Kari", KARI, CHEAP)[0].close()
    TeamFolder.open(tmp_path / "team", KARI).close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe in the file system")
def test_a_pipe_for_a_header_counts_as_missing(team: Path) -> None:
    (team / "factdesk.header").unlink()
    os.mkfifo(team / "factdesk.header")
    TeamFolder.open(team, KARI).close()


def test_a_read_only_folder_is_refused(team: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(team)
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: not mode & os.W_OK and real(path, mode))
    with pytest.raises(refusals.ReadOnlyFolder):
        TeamFolder.open(team, KARI)
    with pytest.raises(refusals.ReadOnlyFolder):
        TeamFolder.create(team.parent / "new", "Kari", KARI, CHEAP)
    assert fingerprint(team) == before


def test_a_second_opening_is_refused_and_told_who_has_it(team: Path) -> None:
    with TeamFolder.open(team, KARI):
        before = fingerprint(team)
        with pytest.raises(refusals.AlreadyOpen) as refusal:
            TeamFolder.open(team, KARI)
        assert "Kari" in refusal.value.message
        assert os.uname().nodename in refusal.value.message
        assert fingerprint(team) == before
    TeamFolder.open(team, KARI).close()


def test_a_killed_program_leaves_no_lock(team: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from factdesk.store.folder.team_folder import TeamFolder\n"
        "folder = TeamFolder.open(Path(sys.argv[1]), sys.argv[2])\n"
        "connection = folder.connect()\n"
        "connection.execute(\"INSERT INTO note (text) VALUES ('before the kill')\")\n"
        "print('open', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(team), KARI],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(refusals.AlreadyOpen) as refusal:
            TeamFolder.open(team, KARI)
        assert "Kari" in refusal.value.message
        other.send_signal(signal.SIGKILL)
        other.wait()
    assert (team / "factdesk.db-wal").stat().st_size > 0
    with TeamFolder.open(team, KARI) as folder:
        connection = folder.connect()
        found = connection.execute("SELECT count(*) FROM note WHERE text LIKE 'before%'")
        assert found.fetchone() == (1,)
        connection.close()
