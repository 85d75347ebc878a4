"""The header of a team folder: who it is, the salt of its database, and its key slots.

Two equal files. A *checksum* over the content finds accidental damage before any passphrase is
tried, so that damage is never mistaken for a wrong passphrase. A *seal* under a key derived from
the data key proves, after unlocking, that only somebody who could open the store wrote it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from pathlib import Path

from factdesk.store.folder.files import known_disk_errors, write_atomically
from factdesk.store.folder.pages import glance, salt_in
from factdesk.store.folder.refusals import (
    HeaderDamaged,
    HeaderMissing,
    HeaderTampered,
    NewerStore,
    Swapped,
)
from factdesk.store.folder.secrets import SecretKey
from factdesk.store.folder.slots import FORMAT, KeySlot, canonical, read_slot
from factdesk.words import _

HEADER_NAME = "factdesk.header"
COPY_NAME = "factdesk.header.copy"
DATABASE_NAME = "factdesk.db"
VERSION = 1
#: A program that does not know of moving refuses a folder that was moved, as a newer one's.
MOVED_VERSION = 2
SALT_BYTES = 16
_MOST_BYTES = 1 << 20
_SEAL_PURPOSE = "factdesk header seal"


class HeaderTrouble(Enum):
    """What was not in order with one of the two header files, though the store could be opened."""

    FIRST_DAMAGED = "first damaged"
    FIRST_MISSING = "first missing"
    COPY_DAMAGED = "copy damaged"
    COPY_MISSING = "copy missing"
    BEHIND = "one behind the other"
    FIRST_FOREIGN = "first of another store"
    COPY_FOREIGN = "copy of another store"

    def text(self) -> str:
        """Return what to tell the user."""
        return {
            HeaderTrouble.FIRST_DAMAGED: _(
                "The key file of the team folder was damaged; its copy was used."
            ),
            HeaderTrouble.FIRST_MISSING: _(
                "The key file of the team folder was missing; its copy was used."
            ),
            HeaderTrouble.COPY_DAMAGED: _("The copy of the team folder's key file was damaged."),
            HeaderTrouble.COPY_MISSING: _("The copy of the team folder's key file was missing."),
            HeaderTrouble.BEHIND: _(
                "The last change of a user or passphrase had been interrupted; it is complete now."
            ),
            HeaderTrouble.FIRST_FOREIGN: _(
                "The key file in this folder belongs to another team folder; its copy was used."
            ),
            HeaderTrouble.COPY_FOREIGN: _(
                "The copy of the key file in this folder belongs to another team folder; "
                "it was not used."
            ),
        }[self]


@dataclass(frozen=True)
class Moved:
    """The team went to a server: the address to find it at, and when it went."""

    to: str
    at: datetime


@dataclass(frozen=True)
class Header:
    """The content of a header file; `revision` counts its rewritings."""

    store_id: str
    created: datetime
    revision: int
    cipher_salt: bytes
    slots: tuple[KeySlot, ...]
    seal: str = ""
    moved: Moved | None = None

    def sealed(self, data_key: SecretKey) -> Header:
        """Return the header with the seal that belongs to its content."""
        return replace(self, seal=self._seal_under(data_key))

    def with_slots(self, slots: tuple[KeySlot, ...]) -> Header:
        """Return the next revision with other slots, not yet sealed."""
        return replace(self, slots=slots, revision=self.revision + 1, seal="")

    def with_moved(self, moved: Moved | None) -> Header:
        """Return the next revision, noted as moved or as not moved, not yet sealed."""
        return replace(self, moved=moved, revision=self.revision + 1, seal="")

    def is_sealed_by(self, data_key: SecretKey) -> bool:
        """Tell whether a holder of this data key wrote the content."""
        return hmac.compare_digest(self.seal.encode(), self._seal_under(data_key).encode())

    def as_bytes(self) -> bytes:
        """Return the file's content, checksum included."""
        content = {**self.content(), "seal": self.seal}
        whole = {**content, "checksum": _checksum(content)}
        return json.dumps(whole, indent=1, sort_keys=True).encode() + b"\n"

    def _seal_under(self, data_key: SecretKey) -> str:
        key = data_key.derive(_SEAL_PURPOSE, self.store_id.encode())
        seal = hmac.new(key.reveal(), canonical(self.content()), hashlib.sha256).hexdigest()
        key.wipe()
        return seal

    def content(self) -> dict[str, object]:
        """Return what the seal covers, as JSON values."""
        moved = self.moved
        noted = {} if moved is None else {"moved": {"to": moved.to, "at": moved.at.isoformat()}}
        return {
            "format": FORMAT,
            "version": VERSION if moved is None else MOVED_VERSION,
            "store_id": self.store_id,
            "created": self.created.isoformat(),
            "revision": self.revision,
            "cipher": {"salt": self.cipher_salt.hex()},
            "slots": [slot.as_json() for slot in self.slots],
            **noted,
        }


@dataclass(frozen=True)
class HeaderReading:
    """The header to go by, and what was wrong with the other file."""

    header: Header
    trouble: HeaderTrouble | None = None


def read_header(folder: Path) -> HeaderReading:
    """Read both header files and choose.

    Raises HeaderMissing if both are gone, HeaderDamaged if none is as written, NewerStore, and
    HeaderTampered if one is well-formed but asks for what FACTdesk never writes. Where the two
    are of different stores the database decides: Swapped if it is neither's.
    """
    first, copy = _read_file(folder / HEADER_NAME), _read_file(folder / COPY_NAME)
    if isinstance(first, Header) and isinstance(copy, Header):
        if first == copy:
            return HeaderReading(first)
        if first.store_id != copy.store_id:
            return _that_fits(folder / DATABASE_NAME, first, copy)
        newer = copy if copy.revision > first.revision else first
        return HeaderReading(newer, HeaderTrouble.BEHIND)
    if isinstance(first, Header):
        missing = copy is None
        trouble = HeaderTrouble.COPY_MISSING if missing else HeaderTrouble.COPY_DAMAGED
        return HeaderReading(first, trouble)
    if isinstance(copy, Header):
        missing = first is None
        trouble = HeaderTrouble.FIRST_MISSING if missing else HeaderTrouble.FIRST_DAMAGED
        return HeaderReading(copy, trouble)
    if first is None and copy is None:
        raise HeaderMissing
    raise HeaderDamaged


def _that_fits(database: Path, first: Header, copy: Header) -> HeaderReading:
    """Choose by the salt the database begins with; another store's key opens nothing here."""
    glance(database)
    with known_disk_errors():
        salt = salt_in(database)
    if first.cipher_salt == salt:
        return HeaderReading(first, HeaderTrouble.COPY_FOREIGN)
    if copy.cipher_salt == salt:
        return HeaderReading(copy, HeaderTrouble.FIRST_FOREIGN)
    raise Swapped


def write_header(folder: Path, header: Header) -> None:
    """Write both files so that a crash leaves each old or new. Raises NoSpace, ReadOnlyFolder."""
    content = header.as_bytes()
    write_atomically({folder / HEADER_NAME: content, folder / COPY_NAME: content})


def parse_header(content: bytes) -> Header:
    """Read a header file's bytes.

    Raises ValueError if they are not as they were written, NewerStore, and HeaderTampered if the
    checksum is right and the content still not ours.
    """
    try:
        raw = json.loads(content.decode("ascii"))
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not isinstance(raw, dict):
        raise ValueError("a header is an object")
    checksum = raw.pop("checksum", None)
    if not isinstance(checksum, str) or checksum != _checksum(raw):
        raise ValueError("the checksum is not right")
    version = raw.get("version")
    if raw.get("format") == FORMAT and type(version) is int and version > MOVED_VERSION:
        raise NewerStore
    try:
        return _header_from(raw)
    except (ValueError, TypeError, KeyError) as error:
        raise HeaderTampered from error


def _read_file(path: Path) -> Header | Exception | None:
    """Return the header, the reason why it is not readable, or None if there is no file."""
    try:
        with known_disk_errors():
            if not path.is_file():  # to open a pipe would be to wait for ever
                return None
            with path.open("rb") as file:
                content = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:  # a disk that cannot read its own sectors
        return error
    if len(content) > _MOST_BYTES:
        return ValueError("far too long for a header")
    try:
        return parse_header(content)
    except ValueError as error:
        return error


def _header_from(raw: dict[str, object]) -> Header:
    if raw["format"] != FORMAT or raw["version"] not in (VERSION, MOVED_VERSION):
        raise ValueError("not this format")
    store_id, created, revision, seal = (
        raw[name] for name in ("store_id", "created", "revision", "seal")
    )
    cipher, slots = raw["cipher"], raw["slots"]
    if not (
        isinstance(store_id, str)
        and isinstance(created, str)
        and type(revision) is int
        and isinstance(seal, str)
        and isinstance(cipher, dict)
        and isinstance(slots, list)
    ):
        raise TypeError("a field has the wrong type")
    salt = bytes.fromhex(cipher["salt"])
    if len(salt) != SALT_BYTES:
        raise ValueError("the salt has 16 bytes")
    header = Header(
        store_id=store_id,
        created=datetime.fromisoformat(created),
        revision=revision,
        cipher_salt=salt,
        slots=tuple(read_slot(slot) for slot in slots),
        seal=seal,
        moved=_moved_from(raw["moved"]) if "moved" in raw else None,
    )
    if canonical({**header.content(), "seal": seal}) != canonical(raw):
        raise ValueError("the header holds more than it should")
    return header


def _moved_from(raw: object) -> Moved:
    if not isinstance(raw, dict) or not isinstance(raw["to"], str):
        raise TypeError("where it went is text")
    return Moved(raw["to"], datetime.fromisoformat(raw["at"]))


def _checksum(content: dict[str, object]) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()
