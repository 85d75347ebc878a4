"""Unlocking a team folder without waiting for the program: the key needs only the folder.

Deriving the key takes about half a second in which Python is free, so what reads the store is
loaded by then where somebody has begun to load it on another thread.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from factdesk.store.folder.team_folder import TeamFolder

if TYPE_CHECKING:
    from factdesk.clock import Clock
    from factdesk.desk import Desk


def unlock(
    path: Path, passphrase: str, user: str | None = None, clock: Clock | None = None
) -> Desk:
    """Derive the key, then open the desk. Raises the refusals of ``store.folder``."""
    folder = TeamFolder.open(path, passphrase, user)
    try:
        from factdesk.opening import open_folder
    except BaseException:
        folder.close()
        raise
    return open_folder(folder, clock)
