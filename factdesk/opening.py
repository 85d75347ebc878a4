"""From a team folder to a desk: create, sign in, and hand over the key and the folder's lock."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import configure_mappers

from factdesk.board.actions.set_up_board import SetUpBoard
from factdesk.clock import OSLO, Clock, SystemClock
from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.norwegian_days import public_holidays
from factdesk.signing_in import SYSTEM, last_act, sign_in, station, system
from factdesk.store import faults, schema
from factdesk.store.engine import Store, embedded, without_references
from factdesk.store.folder.refusals import FolderMoved, NewerStore
from factdesk.store.folder.slots import KdfCost
from factdesk.store.folder.team_folder import TeamFolder
from factdesk.team.actions.set_up_team import SetUpTeam
from factdesk.team.tables import EmployerKind, Model
from factdesk.words import _

__all__ = ["SYSTEM", "create_team", "open_folder", "open_team", "prepare", "station"]


def prepare() -> None:
    """Do beforehand, on any thread, what the first answers of a desk would wait for."""
    configure_mappers()
    public_holidays(SystemClock().today().year)


def create_team(
    path: Path,
    *,
    team: str,
    model: Model,
    user: str,
    passphrase: str,
    employers: tuple[tuple[str, EmployerKind], ...] = (),
    language: str = "nb",
    clock: Clock | None = None,
    cost: KdfCost | None = None,
) -> tuple[Desk, str]:
    """Make a team folder with its first administrator; the open desk and the recovery key.

    Raises the refusals of ``store.folder`` and leaves nothing half made.
    """
    folder, recovery_key = TeamFolder.create(path, user, passphrase, cost, about=(team,))
    store = embedded(folder, clock or SystemClock())
    try:
        with faults.told(folder.refusal_for):
            bring_up(store)
            actor = system()
            store.run(SetUpTeam(folder.store_id, team, model, user, employers, language), actor)
            store.run(SetUpBoard(), actor)
            return _sign_in(folder, store, folder.user or user), recovery_key
    except BaseException:
        store.close()
        folder.discard()
        raise


def open_team(
    path: Path, passphrase: str, user: str | None = None, clock: Clock | None = None
) -> Desk:
    """Unlock a team folder; the open desk. Raises the refusals of ``store.folder``."""
    return _open(TeamFolder.open(path, passphrase, user), clock)


def open_folder(
    folder: TeamFolder,
    clock: Clock | None = None,
    user: str | None = None,
    *,
    moved_too: bool = False,
) -> Desk:
    """The desk on an unlocked folder, for ``user`` where the recovery key unlocked it.

    A folder whose team went to a server opens only with ``moved_too``, to be moved again.
    """
    return _open(folder, clock, user, moved_too=moved_too)


def _open(
    folder: TeamFolder, clock: Clock | None, user: str | None = None, *, moved_too: bool = False
) -> Desk:
    moved = folder.moved
    if moved is not None and not moved_too:
        folder.close()
        raise FolderMoved(moved.to, moved.at.astimezone(OSLO).date().isoformat())
    store = embedded(folder, clock or SystemClock())
    try:
        with faults.told(folder.refusal_for):
            _bring_to_head(folder, store)
            return _sign_in(folder, store, user or folder.user or "")
    except BaseException:
        store.close()
        folder.close()
        raise


def _bring_to_head(folder: TeamFolder, store: Store) -> None:
    with store.engine.connect() as connection:
        revision = schema.revision(connection)
    if revision == schema.HEAD:
        return
    if revision is None:
        raise KnownError(
            _("This team folder was never finished: the program ended while it was being made."),
            _("Nothing has been saved in it. Make a new team in another folder."),
        )
    if revision not in schema.known_revisions():
        raise NewerStore()
    folder.keep_copy(f"before-{schema.HEAD}")
    bring_up(store)


def bring_up(store: Store) -> None:
    """Bring a folder's database to this program's schema: all revisions in one transaction."""
    with without_references(store) as connection:
        schema.upgrade(connection)


def _sign_in(folder: TeamFolder, store: Store, user: str) -> Desk:
    desk = sign_in(store, folder.close, user=user)
    desk.folder = desk.keys = folder
    desk.notices.extend(folder.notices)
    last = last_act(store)
    if last is not None and store.clock.now() < last:
        desk.notices.append(
            _(
                "The clock of this machine is behind the newest change in the team "
                "folder. Check date and time before you write."
            )
        )
    return desk
