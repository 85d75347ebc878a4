"""What can be told of a team folder without a key: whether it is one, and who may open it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from factdesk.store.folder import pages, place
from factdesk.store.folder.header import (
    COPY_NAME,
    DATABASE_NAME,
    HEADER_NAME,
    Header,
    HeaderReading,
    read_header,
)
from factdesk.store.folder.refusals import (
    HeaderTampered,
    NameEmpty,
    NameUnreadable,
    NotATeamFolder,
    TeamFolderThere,
    TeamFolderUnfinished,
    UserNeeded,
)
from factdesk.store.folder.secrets import same_name
from factdesk.store.folder.slots import KeySlot

_LONGEST_NAME = 200


def users_in(path: Path) -> tuple[str, ...]:
    """Return the user names of a team folder without a key, for the unlock screen.

    Raises NotATeamFolder, HeaderMissing, HeaderDamaged, HeaderTampered or NewerStore.
    """
    path = Path(path).absolute()
    _demand_ours(path)
    return tuple(slot.user or "" for slot in user_slots(read_header(path).header))


def is_team_folder(path: Path) -> bool:
    """Tell whether something of a team folder lies here, whole or not."""
    names = (HEADER_NAME, COPY_NAME, DATABASE_NAME)
    return any((Path(path) / name).is_file() for name in names)


def demand_no_team_folder(path: Path) -> None:
    """Raise TeamFolderThere, or TeamFolderUnfinished where a database lies without its header."""
    if any((path / name).is_file() for name in (HEADER_NAME, COPY_NAME)):
        raise TeamFolderThere
    if (path / DATABASE_NAME).is_file():
        raise TeamFolderUnfinished


def _demand_ours(path: Path) -> None:
    if not path.is_dir() or not is_team_folder(path):
        raise NotATeamFolder


def demand_team_folder(path: Path, mounts: place.Mounts) -> Path:
    """Check what can be checked before the lock, so that no lock file lands where it should not."""
    path = Path(path).absolute()
    place.demand_local(path, mounts)
    _demand_ours(path)
    place.demand_writable(path)
    for name in (HEADER_NAME, COPY_NAME, DATABASE_NAME):
        if (path / name).is_file():
            place.demand_writable(path / name)
    return path


def read(path: Path) -> HeaderReading:
    """Read what needs no key; the folder's lock is held, so nobody is writing it."""
    reading = read_header(path)
    pages.glance(path / DATABASE_NAME)
    return reading


def clean_name(name: str) -> str:
    """Return a user name as it is kept.

    Raises NameEmpty if it is none, or too long, and NameUnreadable if signs in it do not show.
    """
    clean = unicodedata.normalize("NFC", " ".join(name.split()))
    if not 0 < len(clean) <= _LONGEST_NAME:
        raise NameEmpty
    if not clean.isprintable() or any(unicodedata.category(s) == "Cc" for s in name.strip()):
        raise NameUnreadable
    return clean


def user_slots(header: Header) -> tuple[KeySlot, ...]:
    """Return the slots of those who have a passphrase."""
    return tuple(slot for slot in header.slots if slot.kind == "user")


def find(header: Header, user: str) -> KeySlot | None:
    """Return the slot of a user, named in any case and spelling; None if there is none."""
    wanted = same_name(user)
    return next((s for s in user_slots(header) if same_name(s.user or "") == wanted), None)


def slot_of(header: Header, user: str | None) -> KeySlot | None:
    """Return the slot to try; nobody needs naming where one user is. Raises UserNeeded."""
    named = user_slots(header)
    if not named:
        raise HeaderTampered
    if user is not None:
        return find(header, user)
    if len(named) > 1:
        raise UserNeeded
    return named[0]
