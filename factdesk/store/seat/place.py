"""The folder of a seat on this computer: its header, its lock, its keys and its files.

In shape a team folder with one user: the header holds the slot that the server keeps for the
user, so the same passphrase opens both. The outbox does not need the header: it opens with the
team's data key, so what was written is not lost with a copy that had to be deleted.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from platformdirs import user_data_path

from factdesk.store.folder import files
from factdesk.store.folder.header import (
    COPY_NAME,
    HEADER_NAME,
    SALT_BYTES,
    Header,
    read_header,
    write_header,
)
from factdesk.store.folder.lock import FolderLock
from factdesk.store.folder.refusals import FolderRefusal, HeaderTampered
from factdesk.store.folder.secrets import SecretKey
from factdesk.store.folder.slots import KeySlot
from factdesk.store.seat.cipher_file import CipherFile

BASE_NAME, FILLING_NAME, OVERLAY_NAME = "factdesk.db", "filling.db", "overlay-{}.db"
OUTBOX_NAME, NOTE_NAME = "outbox.db", "seat.json"
_COPY_PURPOSE, _OUTBOX_PURPOSE = "factdesk seat copy", "factdesk seat outbox"


@dataclass(frozen=True)
class Note:
    """What is known of a seat without a key, so that it is found and can be wiped in time.

    ``met_at`` is when the seat last met its server, by the server's clock; ``seen_at`` the latest
    time this machine has shown. It holds nothing about the team but its address.
    """

    address: str
    role: str
    store_id: str
    staff_id: str
    met_at: datetime
    seen_at: datetime
    away_days: int

    def as_bytes(self) -> bytes:
        """The file's content."""
        values = asdict(self)
        for name in ("met_at", "seen_at"):
            values[name] = values[name].astimezone(UTC).isoformat()
        return json.dumps(values, indent=1, sort_keys=True).encode() + b"\n"

    @classmethod
    def of(cls, content: bytes) -> Self:
        """Read the file's content. Raises ValueError for what is none."""
        raw = json.loads(content)
        if not isinstance(raw, dict) or set(raw) != set(cls.__dataclass_fields__):
            raise ValueError("not the note of a seat")
        raw["met_at"] = datetime.fromisoformat(raw["met_at"])
        raw["seen_at"] = datetime.fromisoformat(raw["seen_at"])
        if raw["met_at"].tzinfo is None or raw["seen_at"].tzinfo is None:
            raise ValueError("a moment without a zone")
        if type(raw["away_days"]) is not int:
            raise ValueError("a number of days")
        return cls(**raw)

    def seen(self, now: datetime) -> Note:
        """The note with the time of now, unless a later one was seen already."""
        return replace(self, seen_at=max(self.seen_at, now))


def seats_folder() -> Path:
    """Where the seats of this computer's user lie."""
    return user_data_path("FACTdesk", appauthor=False) / "seats"


def folder_for(store_id: str, role: str, root: Path | None = None) -> Path:
    """The folder of one user's seat in one team."""
    if not (store_id.isalnum() and store_id.isascii()):
        raise ValueError("a store's id is letters and digits")
    safe = role if all(sign.isalnum() or sign in "._-" for sign in role) else None
    name = safe or hashlib.sha256(role.encode()).hexdigest()[:20]
    return (root or seats_folder()) / f"{store_id}-{name}"


def read_note(folder: Path) -> Note | None:
    """The note of a seat; ``None`` where there is none that can be read."""
    try:
        return Note.of((folder / NOTE_NAME).read_bytes())
    except (OSError, ValueError, TypeError):
        return None


class SeatFolder:
    """The opened folder of a seat, under a lock that one program holds."""

    def __init__(
        self, path: Path, lock: FolderLock, header: Header, data_key: SecretKey, note: Note
    ) -> None:
        """Hold what ``open`` made; not to be called by others."""
        self.path, self._lock, self._header, self.note = path, lock, header, note
        salt = note.store_id.encode()
        self._copy_key = data_key.derive(_COPY_PURPOSE, salt)
        self._outbox_key = data_key.derive(_OUTBOX_PURPOSE, salt)
        self.base = CipherFile(path / BASE_NAME, self._copy_key)
        self.filling = CipherFile(path / FILLING_NAME, self._copy_key)
        self.outbox = CipherFile(path / OUTBOX_NAME, self._outbox_key)
        self._overlays = 0

    @classmethod
    def open(cls, path: Path, data_key: SecretKey, slot: KeySlot, note: Note) -> Self:
        """Open or make the folder of a seat with the team's key in hand.

        ``note`` is what stands where none is kept yet. A copy whose header is of another key is
        taken away; the outbox stays. Raises AlreadyOpen, NoSpace, ReadOnlyFolder.
        """
        with files.known_disk_errors(), files.known_place_errors():
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.chmod(0o700)
        lock = FolderLock(path)
        lock.take()
        try:
            header = _header(path, data_key, slot, note.store_id)
            kept = read_note(path)
            if kept is not None and kept.store_id == note.store_id:
                note = replace(kept, address=note.address, staff_id=note.staff_id)
            folder = cls(path, lock, header, data_key, note)
            folder._sweep()
            lock.sign(note.role)
        except BaseException:
            lock.release()
            raise
        return folder

    def new_overlay(self) -> CipherFile:
        """A file of its own for what is written over the copy; older ones may still be read."""
        self._overlays += 1
        name = OVERLAY_NAME.format(self._overlays)
        return CipherFile(self.path / name, self._copy_key)

    def keep_note(self, note: Note) -> None:
        """Write the note. Raises NoSpace, ReadOnlyFolder."""
        files.write_atomically({self.path / NOTE_NAME: note.as_bytes()})
        self.note = note

    def renew(self, data_key: SecretKey, slot: KeySlot) -> None:
        """Take over the slot of a passphrase that was changed meanwhile."""
        if self._header.slots != (slot,):
            self._header = self._header.with_slots((slot,)).sealed(data_key)
            write_header(self.path, self._header)

    def put_outbox_aside(self) -> Path:
        """Give a damaged outbox another name, so that a new one can be begun."""
        number = 1
        while (aside := self.path / f"outbox-damaged-{number}.db").exists():
            number += 1
        with files.known_disk_errors():
            for end in ("-wal", "-shm", ""):
                source = self.outbox.path.with_name(self.outbox.path.name + end)
                if source.exists():
                    source.replace(aside.with_name(aside.name + end))
        self.outbox = CipherFile(self.outbox.path, self._outbox_key)
        return aside

    def close(self) -> None:
        """Drop the keys and give the lock back; may be called again."""
        self._copy_key.wipe()
        self._outbox_key.wipe()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _sweep(self) -> None:
        """Take away what a program that was killed has left; the lock is ours."""
        self.filling.remove()
        for stray in self.path.glob(OVERLAY_NAME.format("*")):
            CipherFile(stray, self._copy_key).remove()


def _header(path: Path, data_key: SecretKey, slot: KeySlot, store_id: str) -> Header:
    """The header with the user's slot as the server has it now."""
    try:
        header = read_header(path).header
        if header.store_id != store_id or not header.is_sealed_by(data_key):
            raise HeaderTampered
    except FolderRefusal:
        destroy_copy(path)
        header = Header(
            store_id=store_id,
            created=datetime.now(UTC).replace(microsecond=0),
            revision=0,
            cipher_salt=os.urandom(SALT_BYTES),
            slots=(),
        )
    if header.slots != (slot,):
        header = header.with_slots((slot,)).sealed(data_key)
        write_header(path, header)
    return header


def destroy_copy(path: Path) -> None:
    """Delete the copy of a seat: first the header, without which no passphrase opens it.

    The outbox and the note stay. A file that another program holds open is emptied instead.
    """
    for name in (HEADER_NAME, COPY_NAME):
        _destroy(path / name)
    for pattern in (BASE_NAME, FILLING_NAME, OVERLAY_NAME.format("*")):
        for found in sorted(path.glob(pattern + "*")):
            _destroy(found)


def destroy_seat(path: Path) -> None:
    """Delete everything of a seat, the outbox too; the lock file stays for who holds it."""
    destroy_copy(path)
    for pattern in (OUTBOX_NAME + "*", NOTE_NAME + "*", "outbox-damaged-*"):
        for found in sorted(path.glob(pattern)):
            _destroy(found)


def _destroy(path: Path) -> None:
    """Overwrite the beginning of a file and delete it; what is not there is well."""
    with suppress(OSError), path.open("r+b") as file:
        file.write(bytes(min(path.stat().st_size, 1 << 16)))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileNotFoundError), files.known_disk_errors():
        path.unlink()
