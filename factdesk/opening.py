"""From a team folder to a desk: create, sign in, and hand over the key and the folder's lock."""

from __future__ import annotations

import platform
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, configure_mappers

import factdesk.actions  # every action, before a logged one is told or undone
import factdesk.assessments.undoing  # what an undo must leave true
import factdesk.board.standing
import factdesk.people.undoing
import factdesk.plans.undoing
import factdesk.tables  # noqa: F401 - every mapped class, before the first query
from factdesk.board.actions.set_up_board import SetUpBoard
from factdesk.clock import Clock, SystemClock
from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.norwegian_days import public_holidays
from factdesk.store import faults, schema
from factdesk.store.action import Actor
from factdesk.store.engine import Store, embedded
from factdesk.store.folder.refusals import NewerStore
from factdesk.store.folder.secrets import same_name
from factdesk.store.folder.slots import KdfCost
from factdesk.store.folder.team_folder import TeamFolder
from factdesk.store.tables import Act
from factdesk.team.actions.set_up_team import SetUpTeam
from factdesk.team.roles import rights_of
from factdesk.team.tables import EmployerKind, Model, Staff
from factdesk.words import _

#: The actor of what no person does: setting up, importing a simulation.
SYSTEM = "system"


def station() -> str:
    """The name of this machine, as the log keeps it."""
    return platform.node() or "?"


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
            _upgrade(store)
            system = Actor(SYSTEM, SYSTEM, station())
            store.run(SetUpTeam(folder.store_id, team, model, user, employers, language), system)
            store.run(SetUpBoard(), system)
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


def open_folder(folder: TeamFolder, clock: Clock | None = None, user: str | None = None) -> Desk:
    """The desk on an unlocked folder, for ``user`` where the recovery key unlocked it."""
    return _open(folder, clock, user)


def _open(folder: TeamFolder, clock: Clock | None, user: str | None = None) -> Desk:
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
    _upgrade(store)


def _upgrade(store: Store) -> None:
    """All revisions in one transaction, with foreign keys off from before it begins."""
    with store.engine.connect() as connection:
        raw = connection.connection.driver_connection
        if raw is None:
            raise RuntimeError("no connection to upgrade")
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                schema.upgrade(connection)
        finally:
            raw.execute("PRAGMA foreign_keys=ON")


def _sign_in(folder: TeamFolder, store: Store, user: str) -> Desk:
    with Session(store.engine, expire_on_commit=False) as session, session.begin():
        staff = _staff_of(session, user)
        last = session.scalars(select(Act.at).order_by(Act.last.desc()).limit(1)).first()
    if staff is None:
        raise KnownError(
            _("The passphrase is right, but the team has no member with this user name."),
            _("Ask an administrator of the team to add the user again."),
        )
    if staff.valid_to is not None and staff.valid_to < store.clock.today():
        raise KnownError(
            _("You are no longer a member of this team, so the team's data is closed for you."),
            _("An administrator of the team can correct the dates of your employment."),
        )
    rights = rights_of(
        staff.role,
        is_administrator=staff.is_administrator,
        has_health_basis=staff.has_health_basis,
    )
    desk = Desk(store, Actor(staff.id, staff.name, station(), rights), folder.close)
    desk.folder = folder
    desk.notices.extend(folder.notices)
    if last is not None and store.clock.now() < last:
        desk.notices.append(
            _(
                "The clock of this machine is behind the newest change in the team "
                "folder. Check date and time before you write."
            )
        )
    return desk


def _staff_of(session: Session, user: str) -> Staff | None:
    """The member with this user name, in any case."""
    return next(
        (
            row
            for row in session.scalars(select(Staff).where(Staff.user_name.is_not(None)))
            if same_name(row.user_name or "") == same_name(user)
        ),
        None,
    )
