"""Identifiers: time-ordered, made by the client, never reused."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from uuid_utils.compat import uuid7

#: The time in a UUID version 7: its first 48 bits, in milliseconds.
_TIME_DIGITS = 12
#: What its 12 bits after the version can count.
_COUNTED = 1 << 12
_LOW_BITS = (1 << 62) - 1
_VARIANT = 1 << 63

_ID = re.compile("[0-9a-f]{32}")

_sequence: ContextVar[Iterator[str] | None] = ContextVar("factdesk_ids", default=None)


def new_id() -> str:
    """A fresh identifier: 32 lower-case hexadecimal digits of a UUID version 7.

    Inside a :func:`sequence` it is the next one of that sequence.
    """
    inside = _sequence.get()
    return uuid7().hex if inside is None else next(inside)


def demand_id(text: str) -> str:
    """An identifier as it is, to be put into a statement. Raises ValueError for anything else."""
    if not _ID.fullmatch(text):
        raise ValueError("an identifier is 32 hexadecimal digits")
    return text


@contextmanager
def sequence(act_id: str) -> Iterator[None]:
    """Make the same identifiers in the same order whenever the act is done, on this thread.

    So an act that is done again, because nobody knows whether it was saved or because it was
    written away from the server, makes rows under the ids that are known already. They begin
    with the act's own time, follow each other in order, and are spread as widely as others:
    62 bits of SHA-256 over the act's id and the place in the sequence.
    """
    token = _sequence.set(_ids_of(act_id))
    try:
        yield
    finally:
        _sequence.reset(token)


def first_ids(act_id: str, count: int) -> tuple[str, ...]:
    """The first identifiers that an act makes, or would have made."""
    return tuple(itertools.islice(_ids_of(act_id), count))


def _ids_of(act_id: str) -> Iterator[str]:
    """The act's time, the ordinal where a UUID 7 may count, and bits of a hash.

    More rows than it can count within a millisecond go on in the next one.
    """
    time = int(act_id[:_TIME_DIGITS], 16)
    for ordinal in itertools.count():
        later, place = divmod(ordinal, _COUNTED)
        digest = hashlib.sha256(f"factdesk id {act_id} {ordinal}".encode()).digest()
        low = int.from_bytes(digest[:8], "big") & _LOW_BITS | _VARIANT
        yield f"{time + later:012x}7{place:03x}{low:016x}"
