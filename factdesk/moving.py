"""Moving a team from its folder to a server, and from a server into a folder, with everything.

The folder is left as it is and marked as moved, so that the team does not go on in two places.
It is marked after everything is on the server and proven, and before that is committed: whatever
breaks off, there is never a moment when both are open to be worked in.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from factdesk.clock import Clock
from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.opening import bring_up
from factdesk.store import faults
from factdesk.store.check import check
from factdesk.store.engine import embedded, server
from factdesk.store.folder.entry import find
from factdesk.store.folder.header import Moved, parse_header
from factdesk.store.folder.refusals import WrongPassphrase
from factdesk.store.folder.slots import KeySlot, user_slot
from factdesk.store.folder.team_folder import TeamFolder
from factdesk.store.ids import new_id
from factdesk.store.server import carrying, moving
from factdesk.store.server.address import ServerAddress
from factdesk.store.server.carrying import Incomplete, Progress, quietly
from factdesk.store.server.team_server import TeamServer
from factdesk.store.work import Work, WorkSession
from factdesk.team.actions.move_to_server import MoveToServer
from factdesk.team.errors import NoKeysHere, NotAUser
from factdesk.team.roles import Right
from factdesk.team.tables import Team
from factdesk.words import _


class PerhapsMoved(KnownError):
    """The line went while the last step was under way: nobody here knows whether it was done."""

    def __init__(self) -> None:
        """Say how it is found out, and that no harm is done meanwhile."""
        super().__init__(
            _("The connection was lost at the last step: the team may be on the server or not."),
            _(
                "The folder is closed until that is known, and all is kept in it. Move the team "
                "again: either it is done then, or you are told that the team is there already."
            ),
        )


@dataclass(frozen=True)
class Uploaded:
    """What was moved: the user's address from now on, how many rows, and who still needs a key.

    ``trouble`` is why the user could not sign in at once, where the move itself is done.
    """

    address: ServerAddress
    rows: int
    without_key: tuple[str, ...]
    trouble: KnownError | None = None


def upload(
    desk: Desk, address: ServerAddress, passphrase: str, progress: Progress = quietly
) -> Uploaded:
    """Move an opened folder's team to a server, whose administrator's address this is.

    The passphrase is the user's own. All or nothing; nobody works in the folder afterwards. The
    other members' user names become login names, without keys until an administrator of the team
    gives them. Raises Refused, NoKeysHere, WrongPassphrase, LoginNamesAlike, TeamExists,
    TeamComing, Stopped, PerhapsMoved and the refusals of ``store.server``.
    """
    folder = desk.folder
    if folder is None:
        raise NoKeysHere
    desk.actor.require(Right.MANAGE_USERS)
    return desk.between(lambda _run: _upload(desk, folder, address, passphrase, progress)).result()


def _upload(
    desk: Desk, folder: TeamFolder, address: ServerAddress, passphrase: str, progress: Progress
) -> Uploaded:
    mine, recovery = _slots(folder, passphrase)
    with faults.told(folder.refusal_for), _as_it_will_be(desk) as (session, logins):
        role = logins.get(desk.actor.id)
        if role is None:
            raise NotAUser
        moving.make_ready(address)
        going = moving.Going(
            store_id=folder.store_id,
            team=session.scalars(select(Team)).one().name,
            role=role,
            staff_id=desk.actor.id,
            slot=user_slot(
                folder.data_key,
                passphrase,
                folder.store_id,
                mine.cost,
                user=role,
                staff_id=desk.actor.id,
            ),
            recovery_slot=recovery,
            passphrase=passphrase,
        )
        place = address.with_role(role).with_team(None)
        moved = Moved(place.text, desk.clock.now())
        rows = _carry(folder, address, going, session.connection(), moved, progress)
    return Uploaded(
        place,
        sum(rows.values()),
        tuple(sorted(login for login in logins.values() if login != role)),
        _trouble(place.with_team(folder.store_id), passphrase),
    )


def _carry(
    folder: TeamFolder,
    address: ServerAddress,
    going: moving.Going,
    source: Connection,
    moved: Moved,
    progress: Progress,
) -> dict[str, int]:
    """Carry, with the folder marked as moved when all is there and before it is committed."""
    before, is_marked = folder.moved, False

    def mark() -> None:
        nonlocal is_marked
        folder.mark_moved(moved)
        is_marked = True

    try:
        return moving.carry_team_up(address, going, folder.data_key, source, progress, mark)
    except faults.ConnectionLost:
        if is_marked:
            raise PerhapsMoved from None
        raise
    except Exception:  # it was not committed; who ends the program meanwhile leaves the mark
        if is_marked:
            folder.mark_moved(before)
        raise


@contextmanager
def _as_it_will_be(desk: Desk) -> Iterator[tuple[Session, dict[str, str]]]:
    """The folder's rows with the login names written and logged, and nothing of it kept.

    So the server gets them from the beginning, and never a user name as it was in the folder.
    """
    action = MoveToServer()
    with WorkSession(desk.store.writing, expire_on_commit=False) as session:
        transaction = session.begin()
        try:
            work = Work(session, desk.actor, desk.clock.now(), action.code, new_id())
            work.undoable = action.undoable
            logins = action.do(work)
            work.close(action.reason)
            yield session, logins
        finally:
            transaction.rollback()


def _slots(folder: TeamFolder, passphrase: str) -> tuple[KeySlot, KeySlot]:
    """The user's slot, which the passphrase must open, and the recovery key's."""
    header = parse_header(folder.header_bytes)
    mine = find(header, folder.user or "")
    recovery = next((slot for slot in header.slots if slot.kind == "recovery"), None)
    if mine is None or recovery is None:
        raise NotAUser
    key = mine.opened_by(passphrase, folder.store_id)
    if key is None:
        raise WrongPassphrase
    key.wipe()
    return mine, recovery


def _trouble(address: ServerAddress, passphrase: str) -> KnownError | None:
    """Why the user cannot sign in to where the team is now, if so."""
    try:
        TeamServer.open(address, passphrase).close()
    except KnownError as error:
        return error
    return None


def stay(folder: TeamFolder) -> None:
    """Work on in a folder although its team was moved: the team on the server is another then.

    Raises NoSpace.
    """
    if folder.moved is not None:
        folder.mark_moved(None)


def download(desk: Desk, path: Path, progress: Progress = quietly) -> int:
    """Carry a server's team into a new encrypted folder, while others work; how many rows.

    The user's passphrase and the recovery key open it; others are given keys in it by the user.
    Drafts are everybody's own: only the user's come along. All or nothing. Raises Refused,
    NoKeysHere, Stopped, Incomplete, SealBroken and the refusals of ``store.folder``.
    """
    with downloaded(desk, path, progress) as (_folder, rows):
        return rows


@contextmanager
def downloaded(
    desk: Desk, path: Path, progress: Progress = quietly
) -> Iterator[tuple[TeamFolder, int]]:
    """The same, with the folder still open, and how many rows it has."""
    team = desk.keys
    if not isinstance(team, TeamServer):
        raise NoKeysHere
    desk.actor.require(Right.MANAGE_USERS)
    made_here = not path.exists()
    folder = moving.make_folder(path, team)
    try:
        rows = _fill(folder, team, desk.clock, progress)
    except BaseException:
        folder.discard()
        if made_here:
            with suppress(OSError):
                path.rmdir()
        raise
    with folder:
        yield folder, rows


def _fill(folder: TeamFolder, team: TeamServer, clock: Clock, progress: Progress) -> int:
    with closing(embedded(folder, clock)) as store, faults.told(folder.refusal_for):
        bring_up(store)
        with store.writing.connect() as target, target.begin():
            target.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            carried = _take(team, clock, target, progress)
        with store.engine.connect() as connection:
            arrived = carrying.counts(connection)
        if arrived != carried:
            raise Incomplete(_("the tables do not have as many rows"))
        for step in check(store, folder):
            if not step.is_in_order:
                raise Incomplete(step.problems[0])
    return sum(carried.values())


def _take(team: TeamServer, clock: Clock, target: Connection, progress: Progress) -> dict[str, int]:
    """One snapshot of the server, whatever others write meanwhile."""
    with (
        closing(server(team, clock)) as store,
        faults.told(team.refusal_for),
        store.engine.connect() as source,
        source.begin(),
    ):
        return carrying.carry_down(source, target, progress)
