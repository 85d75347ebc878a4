"""Backups of an open team: made between two acts, and noted, so that the team sees when it was."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import date
from pathlib import Path

from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.opening import open_folder
from factdesk.store.folder import backup
from factdesk.store.folder.team_folder import TeamFolder
from factdesk.team.actions.note_backup import NoteBackup
from factdesk.team.errors import NoKeysHere
from factdesk.users import Run

#: After so many days a team is reminded.
OLD_AFTER_DAYS = 14


def suggested_name(team: str, day: date) -> str:
    """The name of a backup's file, such as ``FACT-Fjellbygda-2026-11-23.factdesk``."""
    letters = "".join(sign if sign.isalnum() else " " for sign in team)
    return "-".join([*letters.split(), f"{day.isoformat()}.factdesk"])


def back_up(desk: Desk, file: Path) -> Future[None]:
    """Copy everything into a new file and note it; a lock waits until it is done.

    The note is written last: it says what was done. Raises NoKeysHere; the future BackupExists,
    NoSpace or ReadOnlyFolder.
    """
    folder = desk.folder
    if folder is None:
        raise NoKeysHere

    def work(run: Run) -> None:
        backup.back_up(folder, file)
        run(NoteBackup())

    return desk.between(work)


def back_up_unlocked(folder: TeamFolder, file: Path) -> KnownError | None:
    """Do the same for a folder without a desk; why it could not be noted, or None.

    The copy is first, so that a store that nobody can sign in to is copied too. The folder is
    closed afterwards. Raises BackupExists, BackupInside, UnusablePlace, NoSpace or ReadOnlyFolder.
    """
    backup.back_up(folder, file)
    try:
        with open_folder(folder) as desk:
            desk.do(NoteBackup())
    except KnownError as error:
        return error
    return None
