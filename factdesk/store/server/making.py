"""What the database administrator's login does for a desk: prepare, make a team, take it back."""

from __future__ import annotations

from factdesk.store.folder.slots import KeySlot
from factdesk.store.server.address import ServerAddress


def prepare(address: ServerAddress) -> None:
    """Bring a new database to where teams can be made in it; does nothing where it is there."""


def make_team(address: ServerAddress, store_id: str, name: str, recovery_slot: KeySlot) -> None:
    """Note a team on the server, so that rows of it can be written."""


def add_first_member(
    address: ServerAddress,
    store_id: str,
    role: str,
    staff_id: str,
    passphrase: str,
    slot: KeySlot,
) -> None:
    """Make the first user's login."""


def discard_team(address: ServerAddress, store_id: str) -> None:
    """Take back a team that could not be finished."""
