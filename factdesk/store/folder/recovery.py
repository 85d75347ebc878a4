"""The recovery key as it is printed: 160 random bits in Crockford's base 32, with a check sign.

Crockford, https://www.crockford.com/base32.html: no I, L, O or U among the digits; the check sign
is the number modulo 37 and finds every single wrong sign and every swap of neighbours.
"""

from __future__ import annotations

import os

from factdesk.store.folder.refusals import RecoveryKeyMistyped

RECOVERY_BYTES = 20
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK_SIGNS = _DIGITS + "*~$=U"
_SIGNS = RECOVERY_BYTES * 8 // 5
_GROUP = 4
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_recovery_secret() -> bytearray:
    """Return 160 fresh random bits."""
    return bytearray(os.urandom(RECOVERY_BYTES))


def as_text(secret: bytes | bytearray) -> str:
    """Return the secret as eight groups of four signs and the check sign, for print."""
    number = int.from_bytes(secret, "big")
    signs = "".join(_DIGITS[(number >> 5 * place) & 31] for place in reversed(range(_SIGNS)))
    groups = [signs[start : start + _GROUP] for start in range(0, _SIGNS, _GROUP)]
    return "-".join([*groups, _CHECK_SIGNS[number % 37]])


def from_text(text: str) -> bytearray:
    """Return the secret somebody typed; case, spaces, hyphens and O/0, I/L/1 do not matter.

    Raises RecoveryKeyMistyped before any slow derivation if a sign is wrong or missing.
    """
    signs = "".join(sign for sign in text.upper() if not sign.isspace() and sign not in "-‐‑–—")
    signs = signs.translate(_ALIKE)
    body, check = signs[:-1], signs[-1:]
    if len(body) != _SIGNS or any(sign not in _DIGITS for sign in body):
        raise RecoveryKeyMistyped
    number = 0
    for sign in body:
        number = number * 32 + _DIGITS.index(sign)
    if not check or _CHECK_SIGNS[number % 37] != check:
        raise RecoveryKeyMistyped
    return bytearray(number.to_bytes(RECOVERY_BYTES, "big"))
