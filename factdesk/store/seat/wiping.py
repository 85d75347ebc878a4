"""When a copy must not stay: a seat away for too long, and a user who was removed.

What decides about the time stands twice: open beside the copy, so that a seat is wiped without
its passphrase, and inside it, where nobody can set it later. Whoever makes the open one older
only has the copy deleted earlier; a clock that is set back is of no use, because the latest time
ever seen counts.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from factdesk.errors import KnownError
from factdesk.store.folder import files
from factdesk.store.folder.header import HEADER_NAME
from factdesk.store.folder.lock import FolderLock
from factdesk.store.folder.refusals import AlreadyOpen
from factdesk.store.seat.place import (
    NOTE_NAME,
    OUTBOX_NAME,
    Note,
    destroy_copy,
    destroy_seat,
    read_note,
    seats_folder,
)


def is_too_long(met_at: datetime, seen_at: datetime, now: datetime, days: int) -> bool:
    """Whether a seat has been away for longer than ``days``, by the latest time ever seen."""
    return max(now, seen_at) - met_at > timedelta(days=days)


def is_overdue(note: Note, now: datetime) -> bool:
    """Whether the seat of a note must be wiped."""
    return is_too_long(note.met_at, note.seen_at, now, note.away_days)


def sweep(now: datetime, root: Path | None = None) -> tuple[Note, ...]:
    """At the start of the program: wipe every seat that is overdue; their notes.

    A seat that another program uses has been checked by it. Seats whose copy is gone keep their
    outbox, which only the server's key opens.
    """
    wiped = []
    folder = root or seats_folder()
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        note = read_note(path)
        if note is None or not path.is_dir():
            continue
        with suppress(AlreadyOpen, KnownError):
            if _checked(path, note, now):
                wiped.append(note)
    return tuple(wiped)


def _checked(path: Path, note: Note, now: datetime) -> bool:
    """Whether a seat was overdue and is wiped now; the time is kept either way."""
    lock = FolderLock(path)
    lock.take()
    try:
        later = note.seen(now)
        if later != note:
            files.write_atomically({path / NOTE_NAME: later.as_bytes()})
        if not is_overdue(later, now):
            return False
        had_one = (path / HEADER_NAME).exists()
        destroy_copy(path)
        return had_one
    finally:
        lock.release()


def wipe_removed(path: Path, undelivered: int | None) -> None:
    """Wipe the seat of a user who was removed; the lock is the caller's.

    What was not delivered stays, under a key that only the server has: somebody who is added
    again by mistake of a removal loses nothing.
    """
    destroy_copy(path)
    if undelivered == 0:
        destroy_seat(path)


def has_outbox(path: Path) -> bool:
    """Whether something may wait in a seat whose copy is gone."""
    return (path / OUTBOX_NAME).is_file()
