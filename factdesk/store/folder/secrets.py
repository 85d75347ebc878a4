"""Secret bytes in memory: kept out of texts, compared in constant time, wiped on a best effort."""

from __future__ import annotations

import hmac
import os
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32


class SecretKey:
    """A key of 256 bits that never shows itself in a repr, a log line, an exception or a pickle.

    `wipe` overwrites our own copy. Python and the libraries below may have made others, so wiping
    shortens the time a key lies in memory; it does not promise that no trace is left.
    """

    __slots__ = ("_data",)

    def __init__(self, data: bytes | bytearray) -> None:
        """Take a copy of exactly 32 bytes."""
        if len(data) != KEY_BYTES:
            raise ValueError("a key has 32 bytes")
        self._data = bytearray(data)

    @classmethod
    def random(cls) -> SecretKey:
        """Return a new key from the operating system's source of randomness."""
        return cls(os.urandom(KEY_BYTES))

    @property
    def wiped(self) -> bool:
        """Whether the key has been dropped."""
        return not self._data

    def reveal(self) -> bytes:
        """Return the bytes, for a cipher only. Raises ValueError after `wipe`."""
        if self.wiped:
            raise ValueError("this key has been wiped")
        return bytes(self._data)

    def derive(self, purpose: str, salt: bytes) -> SecretKey:
        """Return another key for one purpose (HKDF-SHA256), so that no key serves two."""
        kdf = HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=salt, info=purpose.encode())
        return SecretKey(kdf.derive(self.reveal()))

    def wipe(self) -> None:
        """Overwrite and drop the bytes; may be called again."""
        wipe(self._data)
        self._data = bytearray()

    def __eq__(self, other: object) -> bool:
        """Compare in constant time."""
        return isinstance(other, SecretKey) and hmac.compare_digest(self._data, other._data)

    __hash__ = None  # type: ignore[assignment]  # a key must not become a dictionary's key

    def __repr__(self) -> str:
        """Name the kind of thing and nothing of its content."""
        return "SecretKey(wiped)" if self.wiped else "SecretKey(hidden)"

    def __reduce__(self) -> NoReturn:
        """Refuse pickling and copying."""
        raise TypeError("a key is not copied or pickled")


def wipe(data: bytearray) -> None:
    """Overwrite a buffer with zeros in place."""
    data[:] = bytes(len(data))


@contextmanager
def passphrase_bytes(passphrase: str) -> Iterator[bytearray]:
    """A passphrase as bytes for key derivation, Unicode NFC in UTF-8; wiped at the end.

    A keyboard may send å as one sign or as a + ring; both must open the store.
    """
    secret = bytearray(unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass"))
    try:
        yield secret
    finally:
        wipe(secret)


def same_name(name: str) -> str:
    """Return the form of a user name in which two names are compared: NFC, trimmed, caseless."""
    folded = unicodedata.normalize("NFC", " ".join(name.split())).casefold()
    return unicodedata.normalize("NFC", folded)
