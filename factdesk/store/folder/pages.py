"""A look at the encrypted file without SQLite, so that a refused opening touches nothing.

SQLCipher 4 keeps each page of 4096 bytes as ciphertext, an IV of 16 and an HMAC-SHA512 of 64; the
first 16 bytes of page 1 are the salt (https://www.zetetic.net/sqlcipher/design/). SQLite's own
opening would make or take in a journal file before we knew whether file, journal, header and key
belong together; a journal of another store taken in would destroy this one.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from factdesk.store.folder.files import known_disk_errors
from factdesk.store.folder.refusals import (
    DatabaseDamaged,
    DatabaseMissing,
    NotEncrypted,
    Swapped,
)
from factdesk.store.folder.secrets import SecretKey

PAGE_BYTES = 4096
_SALT = 16
_IV = 16
_TAG = 64
_MAGIC = b"SQLite format 3\x00"
_WAL_HEADER = 32
_FRAME_HEADER = 24


@dataclass(frozen=True)
class PageKey:
    """The keys of one database file: for its pages, and for their authentication."""

    cipher: bytes
    authentication: bytes

    def __repr__(self) -> str:
        """Show nothing."""
        return "PageKey(hidden)"

    @classmethod
    def of(cls, key: SecretKey, salt: bytes) -> PageKey:
        """Derive as SQLCipher does: two rounds of PBKDF2 over the salt with each byte ^ 0x3a."""
        masked = bytes(byte ^ 0x3A for byte in salt)
        cipher = key.reveal()
        return cls(cipher, hashlib.pbkdf2_hmac("sha512", cipher, masked, 2, 32))

    def made(self, page: bytes, number: int) -> bool:
        """Tell whether this key wrote a page at this place of the file."""
        start = _SALT if number == 1 else 0
        signed = page[start : PAGE_BYTES - _TAG] + struct.pack("<I", number)
        tag = hmac.new(self.authentication, signed, hashlib.sha512).digest()
        return hmac.compare_digest(tag, page[PAGE_BYTES - _TAG :])

    def pages_recorded(self, first_page: bytes) -> int:
        """Return how many pages the file has by its own first page; 0 if it does not say."""
        end = PAGE_BYTES - _TAG - _IV
        iv = first_page[end : end + _IV]
        decryptor = Cipher(algorithms.AES(self.cipher), modes.CBC(iv)).decryptor()
        plain = bytes(_SALT) + decryptor.update(first_page[_SALT:end])
        changes, pages = struct.unpack(">II", plain[24:32])
        (valid_for,) = struct.unpack(">I", plain[92:96])
        return int(pages) if changes == valid_for else 0


def glance(database: Path) -> None:
    """Refuse what needs no key to be refused, before the slow derivation. Reads only.

    Raises DatabaseMissing, NotEncrypted, or DatabaseDamaged (empty or shorter than a page).
    """
    if not database.is_file():
        raise DatabaseMissing
    first_page = _first_page(database)
    if first_page.startswith(_MAGIC):
        raise NotEncrypted
    if len(first_page) < PAGE_BYTES:
        raise DatabaseDamaged


def examine(database: Path, key: SecretKey, salt: bytes) -> None:
    """Refuse a database file that cannot be the one this key and header belong to. Reads only.

    Raises DatabaseDamaged (cut short, first page not as written) or Swapped (file or journal
    written under another key).
    """
    first_page, size = _first_page(database), database.stat().st_size
    page_key = PageKey.of(key, salt)
    journal = list(_journal_pages(database.with_name(database.name + "-wal")))
    if journal and not page_key.made(journal[0][1], journal[0][0]):
        raise Swapped
    if not page_key.made(first_page, 1):
        if first_page[:_SALT] != salt:
            raise Swapped
        # A crash in the middle of taking in the journal may tear page 1; the journal still has it.
        if not any(number == 1 and page_key.made(page, 1) for number, page in journal):
            raise DatabaseDamaged
    elif not journal and (
        size % PAGE_BYTES or size // PAGE_BYTES < page_key.pages_recorded(first_page)
    ):
        raise DatabaseDamaged


def _first_page(database: Path) -> bytes:
    with known_disk_errors(), database.open("rb") as file:
        return file.read(PAGE_BYTES)


def salt_in(database: Path) -> bytes:
    """Return the salt a database file begins with."""
    with database.open("rb") as file:
        return file.read(_SALT)


def _journal_pages(journal: Path) -> Iterator[tuple[int, bytes]]:
    """Yield page number and page of the frames SQLite would take in after a crash.

    Only the first frame's checksum is computed: it decides whether SQLite takes in anything at
    all. The format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
    """
    try:
        file = journal.open("rb")
    except FileNotFoundError:
        return
    with file:
        head = file.read(_WAL_HEADER)
        if len(head) < _WAL_HEADER:
            return
        magic, _version, page_size = struct.unpack(">III", head[:12])
        if magic & ~1 != 0x377F0682 or page_size != PAGE_BYTES:
            return
        order = ">" if magic & 1 else "<"
        running = _checksum(head[:24], (0, 0), order)
        if running != struct.unpack(">II", head[24:32]):
            return
        first = True
        while len(frame := file.read(_FRAME_HEADER + PAGE_BYTES)) == _FRAME_HEADER + PAGE_BYTES:
            page = frame[_FRAME_HEADER:]
            if frame[8:16] != head[16:24]:
                return
            if first:
                running = _checksum(page, _checksum(frame[:8], running, order), order)
                if running != struct.unpack(">II", frame[16:24]):
                    return
                first = False
            yield struct.unpack(">I", frame[:4])[0], page


def _checksum(data: bytes, start: tuple[int, int], order: str) -> tuple[int, int]:
    one, two = start
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for index in range(0, len(words), 2):
        one = (one + words[index] + two) & 0xFFFFFFFF
        two = (two + words[index + 1] + one) & 0xFFFFFFFF
    return one, two
