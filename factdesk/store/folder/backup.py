"""Backup and restore: one file with the header and a consistent copy of the database, as encrypted
as the folder itself.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from factdesk.store.folder import entry, files, place
from factdesk.store.folder.header import COPY_NAME, DATABASE_NAME, HEADER_NAME
from factdesk.store.folder.refusals import (
    BackupDamaged,
    BackupExists,
    BackupInside,
    UnusablePlace,
)
from factdesk.store.folder.team_folder import TeamFolder

_SUMS_NAME = "SHA256SUMS"
_UNFINISHED = ".unfinished-backup"
_MEMBERS = (HEADER_NAME, DATABASE_NAME)


def back_up(folder: TeamFolder, file: Path) -> None:
    """Write an unlocked folder into a new file, whole or not at all, while others may read.

    Raises BackupExists, BackupInside, UnusablePlace, NoSpace or ReadOnlyFolder.
    """
    file = Path(file).absolute()
    with files.known_place_errors():
        if file.exists() or file.is_symlink():
            raise BackupExists
    if any(entry.is_team_folder(above) for above in file.resolve().parents):
        raise BackupInside
    if not file.parent.is_dir():
        raise UnusablePlace
    beside = file.with_name(file.name + _UNFINISHED)
    copy = folder.keep_copy(f"for-{os.getpid()}")
    try:
        with files.known_disk_errors():
            # Not from the disk: of the two files there, one may be damaged or another store's.
            header = folder.header_bytes
            with files.known_place_errors():
                beside.unlink(missing_ok=True)  # left by a program that was killed here
                files.write_new(beside, b"")
            with zipfile.ZipFile(beside, "w", zipfile.ZIP_STORED) as archive:
                archive.writestr(HEADER_NAME, header)
                archive.write(copy, DATABASE_NAME)
                sums = f"{_sum(header)}  {HEADER_NAME}\n{_sum_of(copy)}  {DATABASE_NAME}\n"
                archive.writestr(_SUMS_NAME, sums)
            with beside.open("rb") as written:
                os.fsync(written.fileno())
            beside.replace(file)
            files.flush_folder(file.parent)
    finally:
        copy.unlink(missing_ok=True)
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def restore(
    file: Path,
    path: Path,
    unlock: Callable[[Path], TeamFolder],
    mounts: place.Mounts = place.all_mounts,
) -> TeamFolder:
    """Lay a backup out in a new or empty folder and unlock it there; the opened folder.

    A backup that is damaged or does not unlock leaves nothing behind. Raises BackupDamaged and
    the refusals of creating and opening.
    """
    path = Path(path).absolute()
    place.demand_local(path, mounts)
    with files.known_place_errors():
        entry.demand_no_team_folder(path)
        place.demand_free_place(path)
    contents = _read(Path(file))
    made_here = not path.exists()
    try:
        with files.known_disk_errors(), files.known_place_errors():
            path.mkdir(mode=0o700, exist_ok=True)
            path.chmod(0o700)
            files.write_new(path / DATABASE_NAME, contents[DATABASE_NAME])
            files.write_new(path / COPY_NAME, contents[HEADER_NAME])
            files.write_new(path / HEADER_NAME, contents[HEADER_NAME])
            files.flush_folder(path)
        return unlock(path)
    except BaseException:
        for left in path.iterdir() if path.is_dir() else ():
            with suppress(OSError):
                left.unlink()
        if made_here:
            with suppress(OSError):
                path.rmdir()
        raise


def _read(file: Path) -> dict[str, bytes]:
    if not file.is_file():
        raise BackupDamaged
    try:
        with files.known_disk_errors(), zipfile.ZipFile(file) as archive:
            contents = {name: archive.read(name) for name in _MEMBERS}
            sums = archive.read(_SUMS_NAME).decode()
    except (OSError, zipfile.BadZipFile, KeyError, UnicodeDecodeError) as error:
        raise BackupDamaged from error
    for name, content in contents.items():
        if f"{_sum(content)}  {name}\n" not in sums:
            raise BackupDamaged
    return contents


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _sum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
