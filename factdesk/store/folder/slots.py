"""Key slots: the data key, wrapped once per user and once under the recovery key.

A slot holds no secret. Argon2id turns a passphrase into a wrapping key; AES-256-GCM wraps the data
key and is bound to everything that says whose slot it is and how slow its derivation must be.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, replace
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from factdesk.store.folder import recovery
from factdesk.store.folder.derivation import argon2id
from factdesk.store.folder.secrets import KEY_BYTES, SecretKey, passphrase_bytes, wipe

FORMAT = "factdesk-team-folder"
MIN_MEMORY_KIB = 64 * 1024
MAX_MEMORY_KIB = 2 * 1024 * 1024
MAX_TIME = 16
MAX_LANES = 16
_TUNED_MEMORY_KIB = 512 * 1024
_SALT_BYTES = 16
_NONCE_BYTES = 12
_TAG_BYTES = 16

SlotKind = Literal["user", "recovery"]


def canonical(value: object) -> bytes:
    """Return JSON with one spelling per value: sorted keys, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


@dataclass(frozen=True)
class KdfCost:
    """How costly one try of a passphrase is: memory in KiB, passes over it, parallel lanes."""

    memory_kib: int = MIN_MEMORY_KIB
    time: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        """Refuse a cost that is unsafe (below 64 MiB) or that would stall the computer."""
        if not (
            MIN_MEMORY_KIB <= self.memory_kib <= MAX_MEMORY_KIB
            and 1 <= self.time <= MAX_TIME
            and 1 <= self.lanes <= MAX_LANES
        ):
            raise ValueError("key derivation cost out of bounds")


def tune(target_seconds: float = 0.5) -> KdfCost:
    """Measure this computer and return the cost of about `target_seconds`, never below 64 MiB.

    Memory is raised first (to 512 MiB at most), since memory is what slows a guesser down.
    """
    lanes = max(1, min(4, os.cpu_count() or 1))
    cost = KdfCost(MIN_MEMORY_KIB, 1, lanes)
    taken = _measure(cost)
    while taken * 2 <= target_seconds and cost.memory_kib * 2 <= _TUNED_MEMORY_KIB:
        cost = replace(cost, memory_kib=cost.memory_kib * 2)
        taken = _measure(cost)
    passes = max(1, min(MAX_TIME, int(target_seconds / max(taken, 1e-6))))
    return replace(cost, time=passes)


def _measure(cost: KdfCost) -> float:
    start = time.perf_counter()
    _wrapping_key(bytearray(b"measure"), bytes(_SALT_BYTES), cost)
    return time.perf_counter() - start


def _wrapping_key(secret: bytearray, salt: bytes, cost: KdfCost) -> bytes:
    return argon2id(
        secret,
        salt,
        length=KEY_BYTES,
        memory_kib=cost.memory_kib,
        passes=cost.time,
        lanes=cost.lanes,
    )


@dataclass(frozen=True)
class KeySlot:
    """One wrapped copy of the data key; `user` is None for the recovery slot."""

    id: str
    kind: SlotKind
    user: str | None
    staff_id: str | None
    cost: KdfCost
    salt: bytes
    nonce: bytes
    wrapped: bytes

    def unwrap(self, secret: bytearray, store_id: str) -> SecretKey | None:
        """Return the data key, or None if the secret is not this slot's."""
        key = _wrapping_key(secret, self.salt, self.cost)
        bound = _bound_to(store_id, self.id, self.kind, self.user, self.cost, self.salt)
        try:
            return SecretKey(AESGCM(key).decrypt(self.nonce, self.wrapped, bound))
        except InvalidTag:
            return None

    def opened_by(self, passphrase: str, store_id: str) -> SecretKey | None:
        """Return the data key, or None if the passphrase is not this slot's."""
        with passphrase_bytes(passphrase) as secret:
            return self.unwrap(secret, store_id)

    def as_json(self) -> dict[str, object]:
        """Return the slot as it stands in the header."""
        return {
            "id": self.id,
            "kind": self.kind,
            "user": self.user,
            "staff_id": self.staff_id,
            "kdf": _kdf_json(self.cost, self.salt),
            "nonce": self.nonce.hex(),
            "wrapped": self.wrapped.hex(),
        }


def wrap(
    data_key: SecretKey,
    secret: bytearray,
    store_id: str,
    cost: KdfCost,
    *,
    kind: SlotKind = "user",
    user: str | None = None,
    staff_id: str | None = None,
) -> KeySlot:
    """Return a new slot that `secret` opens: new id, salt and nonce each time."""
    slot_id, salt, nonce = os.urandom(8).hex(), os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    key = _wrapping_key(secret, salt, cost)
    bound = _bound_to(store_id, slot_id, kind, user, cost, salt)
    wrapped = AESGCM(key).encrypt(nonce, data_key.reveal(), bound)
    return KeySlot(slot_id, kind, user, staff_id, cost, salt, nonce, wrapped)


def user_slot(
    data_key: SecretKey,
    passphrase: str,
    store_id: str,
    cost: KdfCost,
    *,
    user: str,
    staff_id: str | None = None,
) -> KeySlot:
    """Return a new slot of a user, which the passphrase opens."""
    with passphrase_bytes(passphrase) as secret:
        return wrap(data_key, secret, store_id, cost, user=user, staff_id=staff_id)


def recovery_slot(data_key: SecretKey, store_id: str, cost: KdfCost) -> tuple[str, KeySlot]:
    """Return a fresh recovery key, as the text to print, and the slot that it opens."""
    secret = recovery.new_recovery_secret()
    try:
        slot = wrap(data_key, secret, store_id, cost, kind="recovery")
        return recovery.as_text(secret), slot
    finally:
        wipe(secret)


def spend_one_try(passphrase: str, cost: KdfCost) -> None:
    """Do the work of one try for a user who does not exist, so that time tells nothing."""
    with passphrase_bytes(passphrase) as secret:
        _wrapping_key(secret, os.urandom(_SALT_BYTES), cost)


def read_slot(raw: object) -> KeySlot:
    """Read a slot from the header's JSON. Raises ValueError on anything not as we write it.

    Bounds are checked here, before any work, so that a header cannot ask for a weak derivation or
    for one that stalls the computer.
    """
    if not isinstance(raw, dict):
        raise ValueError("a slot is an object")
    kdf = raw.get("kdf")
    if not isinstance(kdf, dict) or kdf.get("name") != "argon2id":
        raise ValueError("unknown key derivation")
    kind, user, staff_id = raw.get("kind"), raw.get("user"), raw.get("staff_id")
    if kind not in ("user", "recovery"):
        raise ValueError("unknown kind of slot")
    if (kind == "user") != isinstance(user, str) or (kind == "recovery" and user is not None):
        raise ValueError("a user slot names its user, a recovery slot nobody")
    if staff_id is not None and not isinstance(staff_id, str):
        raise ValueError("a staff id is text")
    cost = KdfCost(_whole(kdf, "memory_kib"), _whole(kdf, "time"), _whole(kdf, "lanes"))
    return KeySlot(
        id=_hex(raw, "id", 8).hex(),
        kind="user" if kind == "user" else "recovery",
        user=user,
        staff_id=staff_id,
        cost=cost,
        salt=_hex(kdf, "salt", _SALT_BYTES),
        nonce=_hex(raw, "nonce", _NONCE_BYTES),
        wrapped=_hex(raw, "wrapped", KEY_BYTES + _TAG_BYTES),
    )


def _kdf_json(cost: KdfCost, salt: bytes) -> dict[str, object]:
    return {
        "name": "argon2id",
        "memory_kib": cost.memory_kib,
        "time": cost.time,
        "lanes": cost.lanes,
        "salt": salt.hex(),
    }


def _bound_to(
    store_id: str, slot_id: str, kind: SlotKind, user: str | None, cost: KdfCost, salt: bytes
) -> bytes:
    return canonical([FORMAT, store_id, slot_id, kind, user, _kdf_json(cost, salt)])


def _whole(raw: dict[str, object], name: str) -> int:
    value = raw.get(name)
    if type(value) is not int:
        raise ValueError(f"{name} is a whole number")
    return value


def _hex(raw: dict[str, object], name: str, size: int) -> bytes:
    value = raw.get(name)
    if not isinstance(value, str) or len(value) != 2 * size:
        raise ValueError(f"{name} has {size} bytes")
    return bytes.fromhex(value)
