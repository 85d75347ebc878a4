"""Backups of a team on a server in the program's own form, and a team brought back from one.

Such a backup is what a folder's is: one encrypted file, which the user's passphrase or the
recovery key opens anywhere, without the server. It is made through a folder in the system's place
for temporary files, encrypted like every folder, and gone afterwards.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from factdesk.clock import Clock
from factdesk.desk import Desk
from factdesk.moving import Uploaded, downloaded, upload
from factdesk.opening import open_folder
from factdesk.store.folder import backup
from factdesk.store.folder.refusals import BackupExists
from factdesk.store.folder.team_folder import TeamFolder
from factdesk.store.server.address import ServerAddress
from factdesk.store.server.carrying import Progress, quietly
from factdesk.team.actions.note_backup import NoteBackup


def back_up_server(desk: Desk, file: Path, progress: Progress = quietly) -> int:
    """Carry a server's team into one new file, while others work, and note it; how many rows.

    Raises what ``moving.download`` and ``folder.backup.back_up`` raise, and leaves no half file.
    """
    if file.exists():
        raise BackupExists  # before minutes of work, and asked again at the end
    with (
        TemporaryDirectory(prefix="factdesk-") as place,
        downloaded(desk, Path(place) / "team", progress) as (folder, rows),
    ):
        backup.back_up(folder, file)
    desk.do(NoteBackup())
    return rows


def restore_to_server(
    file: Path,
    address: ServerAddress,
    passphrase: str,
    user: str | None = None,
    progress: Progress = quietly,
    clock: Clock | None = None,
) -> Uploaded:
    """Bring a team from a backup to a server, whose administrator's address this is.

    The backup may be of a server's team or of a folder's. Raises what ``folder.backup.restore``
    and ``moving.upload`` raise: a team that is there already is never replaced.
    """

    def unlock(path: Path) -> TeamFolder:
        return TeamFolder.open(path, passphrase, user)

    with TemporaryDirectory(prefix="factdesk-") as place:
        folder = backup.restore(file, Path(place) / "team", unlock)
        with open_folder(folder, clock, moved_too=True) as desk:
            return upload(desk, address, passphrase, progress)
