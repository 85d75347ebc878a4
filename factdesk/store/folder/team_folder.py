"""The team folder: created once, opened with a passphrase or the recovery key, closed with a lock.

One data key opens everything; each user's passphrase and the printed recovery key wrap it in a
slot of the header. Users and passphrases change by rewriting the header, never the data. Taking a
user out does not change the data key: it ends the access to this folder, not to an old copy of the
whole folder that the user may have kept with the old passphrase.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from factdesk.store.folder import cipher, files, leftovers, pages, place, recovery, slots, strength
from factdesk.store.folder.entry import (
    clean_name,
    demand_no_team_folder,
    demand_team_folder,
    find,
    read,
    slot_of,
    user_slots,
)
from factdesk.store.folder.header import (
    DATABASE_NAME,
    SALT_BYTES,
    Header,
    HeaderReading,
    HeaderTrouble,
    Moved,
    write_header,
)
from factdesk.store.folder.lock import LOCK_NAME, FolderLock
from factdesk.store.folder.refusals import (
    FolderClosed,
    FolderNotEmpty,
    FolderRefusal,
    HeaderTampered,
    LastUser,
    NameTaken,
    UnknownUser,
    WrongPassphrase,
    WrongRecoveryKey,
)
from factdesk.store.folder.secrets import SecretKey, wipe
from factdesk.store.folder.slots import KdfCost, KeySlot

BACKUPS_NAME = "backups"
_DATABASE_PURPOSE = "factdesk database"


class TeamFolder:
    """An opened team folder: its key, its lock and its header. Use as a context manager."""

    def __init__(
        self, path: Path, lock: FolderLock, reading: HeaderReading, key: SecretKey, slot: KeySlot
    ) -> None:
        """Hold what `create` or `open` made; not to be called by others."""
        self._path = path
        self._lock = lock
        self._header = reading.header
        self._trouble = reading.trouble
        self._key = key
        self._database_key = _database_key(key, reading.header)
        self._cost = slot.cost
        self._user = slot.user
        self._changing = threading.RLock()

    # -- create and open ---------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        path: Path,
        user: str,
        passphrase: str,
        cost: KdfCost | None = None,
        staff_id: str | None = None,
        *,
        about: Iterable[str] = (),
        mounts: place.Mounts = place.all_mounts,
    ) -> tuple[Self, str]:
        """Create a team folder in a new or empty folder; return it opened, and the recovery key.

        The recovery key is the text to print; it is shown this once. `about` are words a guesser
        would try, such as the team's name. All or nothing: a failure leaves no file behind.
        Raises OnNetworkShare, UnusablePlace, NoSpace, WeakPassphrase, NameEmpty, NameUnreadable
        and the refusals of `demand_no_team_folder` and `place.demand_free_place`.
        """
        path, name = _demand_place(path, mounts), clean_name(user)
        strength.demand_strength(passphrase, [*about, name])
        cost = cost or slots.tune()
        with _claimed(path) as lock:
            key, store_id = SecretKey.random(), os.urandom(16).hex()
            slot = slots.user_slot(key, passphrase, store_id, cost, user=name, staff_id=staff_id)
            printed, recovery_slot = slots.recovery_slot(key, store_id, cost)
            return cls._fill(path, lock, key, store_id, (slot, recovery_slot)), printed

    @classmethod
    def create_with(
        cls,
        path: Path,
        data_key: SecretKey,
        store_id: str,
        key_slots: tuple[KeySlot, ...],
        *,
        mounts: place.Mounts = place.all_mounts,
    ) -> Self:
        """Create a folder of a team that there is already, with its id, key and slots.

        The first slot is the user's who is opening it. The key is copied. All or nothing, with
        the refusals of `create` that are about the place.
        """
        path = _demand_place(path, mounts)
        with _claimed(path) as lock:
            return cls._fill(path, lock, SecretKey(data_key.reveal()), store_id, key_slots)

    @classmethod
    def _fill(
        cls,
        path: Path,
        lock: FolderLock,
        key: SecretKey,
        store_id: str,
        key_slots: tuple[KeySlot, ...],
    ) -> Self:
        header = Header(
            store_id=store_id,
            created=datetime.now(UTC).replace(microsecond=0),
            revision=1,
            cipher_salt=os.urandom(SALT_BYTES),
            slots=key_slots,
        ).sealed(key)
        with files.known_disk_errors():
            files.write_new(path / DATABASE_NAME, b"")
        folder = cls(path, lock, HeaderReading(header), key, key_slots[0])
        cipher.make_database(folder.database_path, folder._database_key, header.cipher_salt)
        write_header(path, header)  # last: only now it is a team folder
        lock.sign(key_slots[0].user or "")
        return folder

    @classmethod
    def open(
        cls,
        path: Path,
        passphrase: str,
        user: str | None = None,
        *,
        mounts: place.Mounts = place.all_mounts,
    ) -> Self:
        """Open with a passphrase; `user` may be None where the store has one user.

        A refusal changes nothing in the folder. Raises the refusals of this package, above all
        WrongPassphrase (also for a user who does not exist, after the same work), UserNeeded and
        AlreadyOpen.
        """
        path = demand_team_folder(path, mounts)
        lock = FolderLock(path)
        try:
            lock.take()
            reading = read(path)
            slot = slot_of(reading.header, user)
            if slot is None:
                slots.spend_one_try(passphrase, user_slots(reading.header)[0].cost)
                raise WrongPassphrase
            key = slot.opened_by(passphrase, reading.header.store_id)
            if key is None:
                raise WrongPassphrase
            return cls._finish_opening(path, lock, reading, key, slot)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open_with_recovery(
        cls, path: Path, recovery_key: str, *, mounts: place.Mounts = place.all_mounts
    ) -> Self:
        """Open with the printed recovery key, to set a new passphrase afterwards.

        Raises RecoveryKeyMistyped (found before the slow derivation), WrongRecoveryKey and the
        same refusals as `open`.
        """
        secret = recovery.from_text(recovery_key)
        path = demand_team_folder(path, mounts)
        lock = FolderLock(path)
        try:
            lock.take()
            reading = read(path)
            for slot in reading.header.slots:
                if slot.kind == "recovery":
                    key = slot.unwrap(secret, reading.header.store_id)
                    if key is not None:
                        return cls._finish_opening(path, lock, reading, key, slot)
            raise WrongRecoveryKey
        except BaseException:
            lock.release()
            raise
        finally:
            wipe(secret)

    @classmethod
    def _finish_opening(
        cls, path: Path, lock: FolderLock, reading: HeaderReading, key: SecretKey, slot: KeySlot
    ) -> Self:
        folder = cls(path, lock, reading, key, slot)
        try:
            if not reading.header.is_sealed_by(key):
                raise HeaderTampered
            salt = reading.header.cipher_salt
            pages.examine(folder.database_path, folder._database_key, salt)
            folder.connect().close()
            if reading.trouble is HeaderTrouble.BEHIND:
                # The older file may still hold the slot of a user who was taken out.
                write_header(path, reading.header)
            leftovers.sweep(path / BACKUPS_NAME)
            lock.sign(slot.user or "")
        except BaseException:
            folder.close()
            raise
        return folder

    # -- what it is --------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """The folder."""
        return self._path

    @property
    def database_path(self) -> Path:
        """The encrypted database file."""
        return self._path / DATABASE_NAME

    @property
    def store_id(self) -> str:
        """The store's own id, 32 hex signs, the same for its whole life."""
        return self._header.store_id

    @property
    def user(self) -> str | None:
        """Who opened it; None after opening with the recovery key."""
        return self._user

    @property
    def is_open(self) -> bool:
        """Whether the key is still held."""
        return not self._key.wiped

    @property
    def data_key(self) -> SecretKey:
        """The key under which further keys are derived. Raises FolderClosed when locked."""
        self._demand_open()
        return self._key

    @property
    def header_bytes(self) -> bytes:
        """The header in force, as its two files should hold it; for a backup."""
        return self._header.as_bytes()

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should be told about this opening, in the user's language."""
        return (self._trouble.text(),) if self._trouble else ()

    @property
    def moved(self) -> Moved | None:
        """Where the team went, if it is on a server now; the folder is then not worked in."""
        return self._header.moved

    def mark_moved(self, moved: Moved | None) -> None:
        """Note in the header that the team went to a server, or that it did not. Raises NoSpace."""
        with self._changing:
            header = self._header.with_moved(moved).sealed(self.data_key)
            write_header(self._path, header)
            self._header = header

    def users(self) -> tuple[str, ...]:
        """Return the names of those who have a passphrase, in the order they were added."""
        return tuple(slot.user or "" for slot in user_slots(self._header))

    def staff_id_of(self, user: str) -> str | None:
        """Return the staff member a user is, if noted. Raises UnknownUser."""
        return self._demand_slot(user).staff_id

    def connect(self) -> cipher.Connection:
        """Return a new connection to the database, keyed and configured; for the engine.

        Raises FolderClosed after `close`.
        """
        self._demand_open()
        return cipher.connect(self.database_path, self._database_key, self._header.cipher_salt)

    def refusal_for(self, error: BaseException) -> FolderRefusal | None:
        """Return what a user is to be told of an error of the database library; None for a bug."""
        return cipher.refusal_for(error, self.database_path)

    # -- users and passphrases ---------------------------------------------------------------

    def add_user(
        self,
        name: str,
        passphrase: str,
        staff_id: str | None = None,
        *,
        about: Iterable[str] = (),
    ) -> None:
        """Give another user a passphrase. Raises NameTaken, NameEmpty, WeakPassphrase, NoSpace."""
        with self._changing:
            name = clean_name(name)
            if find(self._header, name):
                raise NameTaken
            slot = self._new_slot(name, passphrase, staff_id, about)
            self._rewrite((*self._header.slots, slot))

    def remove_user(self, name: str) -> None:
        """Take a user's slot away. Raises UnknownUser, LastUser, NoSpace."""
        with self._changing:
            gone = self._demand_slot(name)
            if len(user_slots(self._header)) == 1:
                raise LastUser
            self._rewrite(slot for slot in self._header.slots if slot is not gone)

    def change_passphrase(
        self, user: str, old: str, new: str, *, about: Iterable[str] = ()
    ) -> None:
        """Replace a passphrase by one who knows the old one.

        Raises WrongPassphrase, WeakPassphrase, UnknownUser, NoSpace.
        """
        key = self._demand_slot(user).opened_by(old, self.store_id)
        if key is None:
            raise WrongPassphrase
        key.wipe()
        self.set_passphrase(user, new, about=about)

    def set_passphrase(self, user: str, new: str, *, about: Iterable[str] = ()) -> None:
        """Set a user's passphrase without the old one, as after recovery.

        Raises UnknownUser, WeakPassphrase, NoSpace.
        """
        with self._changing:
            old = self._demand_slot(user)
            slot = self._new_slot(old.user or "", new, old.staff_id, about)
            self._rewrite(slot if each is old else each for each in self._header.slots)

    def new_recovery_key(self) -> str:
        """Replace the recovery key; return the text to print, shown this once. Raises NoSpace."""
        with self._changing:
            printed, slot = slots.recovery_slot(self.data_key, self.store_id, self._cost)
            self._rewrite((*user_slots(self._header), slot))
            return printed

    def _new_slot(
        self, name: str, passphrase: str, staff_id: str | None, about: Iterable[str]
    ) -> KeySlot:
        strength.demand_strength(passphrase, [*about, name])
        return slots.user_slot(
            self.data_key, passphrase, self.store_id, self._cost, user=name, staff_id=staff_id
        )

    def _rewrite(self, new_slots: Iterable[KeySlot]) -> None:
        header = self._header.with_slots(tuple(new_slots)).sealed(self.data_key)
        write_header(self._path, header)
        self._header = header

    def _demand_slot(self, user: str) -> KeySlot:
        slot = find(self._header, user)
        if slot is None:
            raise UnknownUser
        return slot

    # -- closing -----------------------------------------------------------------------------

    def close(self) -> None:
        """Drop and wipe the keys and give the lock back; may be called again.

        Connections handed out before are the caller's to close first.
        """
        self._key.wipe()
        self._database_key.wipe()
        self._lock.release()

    def discard(self) -> None:
        """Take back a folder that was just created and could not be filled."""
        self._key.wipe()
        self._database_key.wipe()
        leftovers.take_away(self._path, self._lock, made_here=False)

    def keep_copy(self, label: str) -> Path:
        """Keep a copy of the database as it is, as before an upgrade; the path of the copy.

        The copy is as encrypted as the original, whole or not there at all, and takes the place
        of an earlier one of the same label. Raises NoSpace, FolderClosed.
        """
        self._demand_open()
        target = self._path / BACKUPS_NAME / f"{label}.db"
        beside = target.with_name(target.name + ".new")
        with files.known_disk_errors():
            target.parent.mkdir(mode=0o700, exist_ok=True)
            try:
                beside.unlink(missing_ok=True)  # left by a program that was killed here
                files.write_new(beside, b"")
                self._copy_to(beside)
                beside.replace(target)
            except BaseException:
                leftovers.forget(beside)
                raise
            files.flush_folder(target.parent)
        return target

    def _copy_to(self, file: Path) -> None:
        salt = self._header.cipher_salt
        with (
            closing(self.connect()) as source,
            closing(cipher.connect(file, self._database_key, salt)) as copy,
        ):
            cipher.copy(source, copy, file)

    def _demand_open(self) -> None:
        if not self.is_open:
            raise FolderClosed

    def __enter__(self) -> Self:
        """Return the folder itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()


def _demand_place(path: Path, mounts: place.Mounts) -> Path:
    """Return where a folder may be created."""
    path = Path(path).absolute()
    place.demand_local(path, mounts)
    with files.known_place_errors():
        demand_no_team_folder(path)
        place.demand_free_place(path, besides=LOCK_NAME)
    return path


@contextmanager
def _claimed(path: Path) -> Iterator[FolderLock]:
    """Hold the lock of a folder that is being created, and take everything away if it fails."""
    with files.known_disk_errors(), files.known_place_errors():
        made_here = not path.exists()
        path.mkdir(mode=0o700, exist_ok=True)
        path.chmod(0o700)
    lock = FolderLock(path)
    try:
        lock.take()
        if any(entry.name != LOCK_NAME for entry in path.iterdir()):
            raise FolderNotEmpty
    except BaseException:
        lock.release()
        raise
    try:
        yield lock
    except BaseException:
        leftovers.take_away(path, lock, made_here)
        raise


def _database_key(key: SecretKey, header: Header) -> SecretKey:
    return key.derive(_DATABASE_PURPOSE, header.store_id.encode())
