"""The random sample of charts: drawn by a seed, and the same wherever it is drawn again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

#: What the seed's column holds, on both engines.
HIGHEST_SEED = 2**31 - 1
#: The most charts that a sample may have.
MOST_CHARTS = 200


def draw(person_ids: Iterable[str], seed: int, size: int) -> tuple[str, ...]:
    """The persons of the sample, in the order drawn; fewer where there are no more.

    Each is ordered by the SHA-256, in hex, of «seed:id», and the first ``size`` are taken: no
    generator of random numbers of a language or an engine is in it, and anybody can redo it.
    """
    return tuple(sorted(set(person_ids), key=lambda each: (place(seed, each), each))[:size])


def place(seed: int, person_id: str) -> str:
    """What a person is ordered by."""
    return hashlib.sha256(f"{seed}:{person_id}".encode()).hexdigest()


def seed_from(text: str) -> int:
    """A seed that a text gives, 0 to ``HIGHEST_SEED``; of an act's id it is a new one each time."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") & HIGHEST_SEED
