"""What a creation, a copy or a program that broke off leaves behind, and taking it away."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from factdesk.store.folder.header import COPY_NAME, DATABASE_NAME, HEADER_NAME
from factdesk.store.folder.lock import HOLDER_NAME, LOCK_NAME, FolderLock


def forget(database: Path) -> None:
    """Take away a database that was not finished, with its journals."""
    for end in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            database.with_name(database.name + end).unlink(missing_ok=True)


def sweep(backups: Path) -> None:
    """Take away the copies of a program that was killed; the lock is ours, so nobody makes one."""
    for pattern in ("for-*.db", "*.db.new"):
        for stray in backups.glob(pattern):
            forget(stray)


def take_away(path: Path, lock: FolderLock, made_here: bool) -> None:
    """Undo a creation that failed; the lock is ours, so everything in the folder is too."""
    lock.release()
    journals = (DATABASE_NAME + end for end in ("-wal", "-shm", "-journal"))
    for name in (HEADER_NAME, COPY_NAME, DATABASE_NAME, *journals, HOLDER_NAME, LOCK_NAME):
        with suppress(OSError):
            (path / name).unlink(missing_ok=True)
    if made_here:
        with suppress(OSError):
            path.rmdir()
