"""Argon2id (RFC 9106), one derivation at a time.

The library's lanes are threads of one pool in the process: two derivations at once fail with
what looks like a lack of memory. So they wait for each other.
"""

from __future__ import annotations

import threading

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

_ONE_AT_A_TIME = threading.Lock()


def argon2id(
    secret: bytes | bytearray, salt: bytes, *, length: int, memory_kib: int, passes: int, lanes: int
) -> bytes:
    """Return the key of a secret; waits for a derivation that another thread has begun."""
    kdf = Argon2id(salt=salt, length=length, iterations=passes, lanes=lanes, memory_cost=memory_kib)
    with _ONE_AT_A_TIME:
        return kdf.derive(bytes(secret))
