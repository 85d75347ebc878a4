"""One encrypted file of a seat: the copy, what is written over it, or the outbox."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from factdesk.store.folder import cipher, files, pages
from factdesk.store.folder.refusals import FolderRefusal
from factdesk.store.folder.secrets import SecretKey

_ENDS = ("", "-wal", "-shm", "-journal")


class CipherFile:
    """A SQLCipher file that stands alone: the salt of its key is what it begins with."""

    def __init__(self, path: Path, key: SecretKey) -> None:
        """Name the file; nothing is touched."""
        self.path, self._key = path, key
        self._salt = b""

    @property
    def exists(self) -> bool:
        """Whether something lies there."""
        return self.path.is_file()

    def make(self) -> None:
        """Make it anew and empty, only for its owner's eyes. Raises NoSpace, ReadOnlyFolder."""
        self.remove()
        self._salt = os.urandom(16)
        with files.known_disk_errors():
            files.write_new(self.path, b"")
        cipher.make_database(self.path, self._key, self._salt)

    def examine(self) -> None:
        """Refuse a file that this key did not write, or that was cut. Reads only.

        Raises DatabaseMissing, NotEncrypted, DatabaseDamaged or Swapped.
        """
        pages.glance(self.path)
        with files.known_disk_errors():
            self._salt = pages.salt_in(self.path)
        pages.examine(self.path, self._key, self._salt)

    def connect(self) -> cipher.Connection:
        """A new connection in autocommit; rows that are removed are overwritten."""
        if not self._salt:
            self.examine()
        connection = cipher.connect(self.path, self._key, self._salt)
        connection.execute("PRAGMA secure_delete = ON")
        return connection

    def refusal_for(self, error: BaseException) -> FolderRefusal | None:
        """What a user is to be told of an error of the database library; ``None`` for a bug."""
        return cipher.refusal_for(error, self.path)

    def take_place_of(self, other: CipherFile) -> None:
        """Stand where another file stood, which nobody has open; a crash leaves one or none."""
        with files.known_disk_errors():
            # A journal must never meet a file it was not written for.
            if any(_with(other.path, end).exists() for end in _ENDS[1:]):
                other.remove()
            self.path.replace(other.path)
            files.flush_folder(other.path.parent)
        other._salt, self._salt = self._salt, b""

    def remove(self) -> None:
        """Take it away with its journals."""
        for end in _ENDS:
            with suppress(FileNotFoundError), files.known_disk_errors():
                _with(self.path, end).unlink()
        self._salt = b""


def _with(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)
