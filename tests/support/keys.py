"""Keys from passphrases, derived once for the whole run: what they cost is wanted, and fixed.

A derivation is a function of what it is given, so tests that open copies of one team need it once.
Those of the derivation itself call it where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from factdesk.store.folder import slots
from factdesk.store.folder.derivation import argon2id
from factdesk.store.server import passwords


@pytest.fixture(scope="session", autouse=True)
def _remembered_keys() -> Iterator[None]:
    """Remember every key that was derived, for slots and for logins."""

    @cache
    def derived(secret: bytes, salt: bytes, cost: tuple[tuple[str, int], ...]) -> bytes:
        return argon2id(secret, salt, **dict(cost))

    def remembered(secret: bytes | bytearray, salt: bytes, **cost: int) -> bytes:
        return derived(bytes(secret), salt, tuple(sorted(cost.items())))

    with pytest.MonkeyPatch.context() as patch:
        for place in (slots, passwords):
            patch.setattr(place, "argon2id", remembered)
        yield
