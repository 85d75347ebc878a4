"""Identifiers: time-ordered, made by the client, never reused."""

from uuid_utils.compat import uuid7


def new_id() -> str:
    """A fresh identifier: 32 lower-case hexadecimal digits of a UUID version 7."""
    return uuid7().hex
