"""The teams opened on this computer: where they are, never a secret.

A folder is remembered by its path; a team on a server by its address, which holds host, database
and the user's own name, and the team's name behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from PySide6.QtCore import QSettings

from factdesk.errors import KnownError
from factdesk.store.server.address import ServerAddress, is_address

if TYPE_CHECKING:
    from factdesk.desk import Desk

_KEY = "unlock/places"
_MOST = 5


@dataclass(frozen=True)
class Remembered:
    """Where a team is; ``team`` is its name, known of a team on a server."""

    place: Path | ServerAddress
    team: str = ""

    @property
    def text(self) -> str:
        """The path or the address."""
        return self.place.text if isinstance(self.place, ServerAddress) else str(self.place)

    @property
    def shown(self) -> str:
        """As the list of teams says it: «FACT Fjellbygda · db.example.no», or the path."""
        if isinstance(self.place, ServerAddress):
            return f"{self.team or self.place.database} · {self.place.host}"
        return str(self.place)

    @property
    def shown_with_user(self) -> str:
        """The same where another user of this computer has the same team."""
        if isinstance(self.place, ServerAddress):
            return f"{self.shown} · {self.place.role}"
        return self.shown


def remembered_places(settings: QSettings) -> tuple[Remembered, ...]:
    """The teams, the one opened last first; what can no longer be read is left out."""
    value = settings.value(_KEY) or []
    # QSettings gives a list of one back as a text.
    kept = [value] if isinstance(value, str) else list(value)
    found = (_read(str(text)) for text in kept if text)
    return tuple(one for one in found if one is not None)


def remember(settings: QSettings, place: Path | ServerAddress, team: str = "") -> None:
    """Put a place first. A team's name that is known stays where none is given."""
    new = Remembered(place, team)
    known = remembered_places(settings)
    if not team:
        new = next((one for one in known if one.text == new.text), new)
    others = [one for one in known if one.text != new.text]
    settings.setValue(_KEY, [_write(one) for one in (new, *others)][:_MOST])


def place_of(desk: Desk) -> Path | ServerAddress | None:
    """Where an open desk's team is; ``None`` for a store without keys."""
    if desk.folder is not None:
        return desk.folder.path
    address = getattr(desk.keys, "address", None)
    return address if isinstance(address, ServerAddress) else None


def _write(one: Remembered) -> str:
    if isinstance(one.place, ServerAddress):
        return f"{one.text}#{quote(one.team)}"
    return one.text


def _read(text: str) -> Remembered | None:
    if not is_address(text):
        return Remembered(Path(text))
    address, _mark, team = text.partition("#")
    try:
        return Remembered(ServerAddress.parse(address), unquote(team))
    except KnownError:
        return None
