"""Where a team's data lies: a folder of this machine, or the address of a team server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from factdesk.store.server.address import ServerAddress, is_address

if TYPE_CHECKING:
    from factdesk.clock import Clock
    from factdesk.desk import Desk

Place = Path | ServerAddress


def place_of(text: str) -> Place:
    """What somebody typed: an address where it begins like one. Raises AddressUnreadable."""
    return ServerAddress.parse(text) if is_address(text) else Path(text)


def open_place(
    place: Place,
    passphrase: str,
    user: str | None = None,
    clock: Clock | None = None,
    *,
    keeps_copy: bool = True,
) -> Desk:
    """The open desk of a place; ``user`` counts for a folder, an address names its own.

    At a server's address this computer keeps a copy, with which the desk goes on when the server
    is away; one command in a terminal needs none. Raises the refusals of ``store.folder``,
    ``store.server`` or ``store.seat``.
    """
    if isinstance(place, ServerAddress):
        if keeps_copy:
            from factdesk.opening_seat import open_seat

            return open_seat(place, passphrase, clock)
        from factdesk.opening_server import open_server

        return open_server(place, passphrase, clock)
    from factdesk.opening import open_team

    return open_team(place, passphrase, user, clock)
