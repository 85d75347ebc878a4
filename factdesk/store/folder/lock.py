"""One program at a time: a lock the operating system takes back when the program dies."""

from __future__ import annotations

import getpass
import json
import os
import socket
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import psutil
from filelock import FileLock, Timeout

from factdesk.store.folder.files import known_disk_errors, write_atomically
from factdesk.store.folder.refusals import AlreadyOpen
from factdesk.words import _, format_datetime

LOCK_NAME = "factdesk.lock"
HOLDER_NAME = "factdesk.lock.holder"
_MOST_BYTES = 4096


class FolderLock:
    """The lock of one team folder, with a note beside it for the message others get."""

    def __init__(self, folder: Path) -> None:
        """Name the lock; nothing is touched until `take`."""
        self._holder = folder / HOLDER_NAME
        # An existence lock would survive a crash, so there is no falling back to one; and the
        # desk may close from another thread than it was opened on.
        self._lock = FileLock(
            folder / LOCK_NAME, timeout=0, mode=0o600, thread_local=False, fallback_to_soft=False
        )
        self._signed = False

    def take(self) -> None:
        """Take the lock at once or raise AlreadyOpen; raises ReadOnlyFolder if not writable."""
        try:
            with known_disk_errors():
                self._lock.acquire()
        except Timeout:
            raise AlreadyOpen(self._holder_sentence()) from None

    def sign(self, user: str) -> None:
        """Note who holds it, where and since when, for the message others get."""
        note = {
            "user": user or _login_name(),
            "host": socket.gethostname(),
            "pid": os.getpid(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        write_atomically({self._holder: json.dumps(note).encode()})
        self._signed = True

    def release(self) -> None:
        """Give the lock back; may be called again."""
        if self._signed:
            with suppress(OSError):
                self._holder.unlink(missing_ok=True)
            self._signed = False
        self._lock.release()

    def _holder_sentence(self) -> str:
        try:
            with self._holder.open("rb") as file:
                note = json.loads(file.read(_MOST_BYTES))
            user, host, pid = str(note["user"]), str(note["host"]), int(note["pid"])
            since = datetime.fromisoformat(note["since"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""
        if host == socket.gethostname() and not psutil.pid_exists(pid):
            return ""  # left by a program that crashed; whoever holds it now has not signed yet
        return _("It was opened by {user} on the computer {host}, {since}.").format(
            user=user, host=host, since=format_datetime(since)
        )


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"
