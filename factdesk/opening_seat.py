"""From the address of a team server to a desk that goes on without it: the seat.

With the server there the desk is the server's, beside a copy that follows it. Where nobody
answers, the same passphrase opens the copy. Where the server answers and refuses, nothing does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from sqlalchemy.orm import Session

from factdesk.clock import Clock, SystemClock
from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.opening_server import clock_notice, open_unlocked
from factdesk.seat_scope import scope_of
from factdesk.signing_in import EmploymentEnded, actor_of, demand_own
from factdesk.store import faults
from factdesk.store.action import Actor
from factdesk.store.engine import Store, server
from factdesk.store.feed import Changes
from factdesk.store.folder.header import read_header
from factdesk.store.folder.refusals import (
    AlreadyOpen,
    FolderRefusal,
    NoSpace,
    ReadOnlyFolder,
    UnusablePlace,
    WrongPassphrase,
)
from factdesk.store.link import Links
from factdesk.store.seat import outbox as outboxes
from factdesk.store.seat import refusals, wiping
from factdesk.store.seat.copy import LocalCopy
from factdesk.store.seat.outbox import Outbox, State
from factdesk.store.seat.place import Note, SeatFolder, folder_for, read_note, seats_folder
from factdesk.store.seat.seat_store import SeatStore
from factdesk.store.server.address import ServerAddress, role_name
from factdesk.store.server.refusals import (
    Removed,
    ServerAway,
    SeveralTeams,
)
from factdesk.store.server.team_server import TeamServer
from factdesk.team.tables import Staff, Team
from factdesk.words import _


def open_seat(
    address: ServerAddress, passphrase: str, clock: Clock | None = None, root: Path | None = None
) -> Desk:
    """Sign in to a team server, or to this computer's copy where it cannot be reached.

    Raises the refusals of ``store.server``; AwayTooLong, SeatRemoved and NoCopy of ``store.seat``.
    """
    clock = clock or SystemClock()
    address = address.with_role(role_name(address.role))
    wiping.sweep(clock.now(), root)
    try:
        team = TeamServer.open(address, passphrase)
    except ServerAway as away:
        return _open_away(address, passphrase, clock, root, away)
    except Removed as refused:
        _wipe(address, passphrase, root, refused)
        raise
    return _open_there(team, passphrase, clock, root)


# -- with the server there -----------------------------------------------------------------------


def _open_there(team: TeamServer, passphrase: str, clock: Clock, root: Path | None) -> Desk:
    with _closing_on_error(team.close):
        store = server(team, clock)
        with _closing_on_error(store.close), faults.told(team.refusal_for):
            try:
                actor, days = _member(store, team.staff_id or "", team.user)
            except EmploymentEnded as ended:
                _wipe(team.address, passphrase, root, ended)
                raise
        folder, problem = _folder(team, actor, days, clock, root)
        if folder is None:
            store.close()
            desk = open_unlocked(team, clock)
            desk.notices.extend(problem)
            return desk
        with _closing_on_error(folder.close), _closing_on_error(store.close):
            desk = _desk(team, store, folder, actor, problem, Links(clock))
    desk.notices.extend(clock_notice(team.machine_ahead))
    desk.follow(team, polling=team.address.is_polled)
    return desk


def _folder(
    team: TeamServer, actor: Actor, days: int, clock: Clock, root: Path | None
) -> tuple[SeatFolder | None, list[str]]:
    """The seat's folder; without one the desk works, and its user is told what it lacks."""
    now = clock.now().astimezone(UTC)
    met = now - team.machine_ahead
    path = folder_for(team.store_id, team.user or "", root)
    note = Note(
        team.address.text, team.user or "", team.store_id, actor.id, met, max(now, met), days
    )
    try:
        return SeatFolder.open(path, team.data_key, team.slot, note), []
    except AlreadyOpen:
        return None, [
            _(
                "Another window on this computer keeps the copy of this team's data. "
                "This one cannot go on when the server is away."
            )
        ]
    except (NoSpace, ReadOnlyFolder, UnusablePlace) as refusal:
        words = _("No copy is kept on this computer, so you cannot go on without the server.")
        return None, [f"{words} {refusal.message}"]


# -- without the server --------------------------------------------------------------------------


def _open_away(
    address: ServerAddress, passphrase: str, clock: Clock, root: Path | None, away: ServerAway
) -> Desk:
    path, note = _seat_of(address, root)
    if path is None or note is None:
        raise away
    try:
        slot = read_header(path).header.slots[0]
    except (FolderRefusal, IndexError):
        if wiping.is_overdue(note, clock.now()):
            raise refusals.AwayTooLong(note.away_days, wiping.has_outbox(path)) from None
        raise refusals.NoCopy from None
    team = TeamServer.from_slot(address, passphrase, slot, note.store_id, note.staff_id)
    with _closing_on_error(team.close):
        folder = SeatFolder.open(path, team.data_key, slot, note)
        with _closing_on_error(folder.close):
            copy = LocalCopy(folder, clock)
            if not copy.open():
                raise refusals.NoCopy
            with _closing_on_error(copy.close):
                copy.demand_in_time()
                actor, _days = _member(copy.store, note.staff_id)
            copy.close()
            store = server(team, clock)
            with _closing_on_error(store.close):
                links = Links(clock)
                links.away(away.message, note.met_at)
                desk = _desk(team, store, folder, actor, [], links)
    desk.follow(team, polling=team.address.is_polled, away=away.message)
    return desk


def _seat_of(address: ServerAddress, root: Path | None) -> tuple[Path | None, Note | None]:
    """The seat that was opened at this address before. Raises SeveralTeams."""
    found: list[tuple[Path, Note]] = []
    folder = root or seats_folder()
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        note = read_note(path)
        if note is not None and _is_at(note, address):
            found.append((path, note))
    if len(found) > 1:
        raise SeveralTeams
    return found[0] if found else (None, None)


def _is_at(note: Note, address: ServerAddress) -> bool:
    try:
        kept = ServerAddress.parse(note.address)
    except KnownError:
        return False
    same = (kept.host, kept.port, kept.database, note.role) == (
        address.host,
        address.port,
        address.database,
        address.role,
    )
    return same and address.team in (None, kept.team, note.store_id)


# -- both ----------------------------------------------------------------------------------------


def _member(store: Store, staff_id: str, login: str | None = None) -> tuple[Actor, int]:
    """The member who signs in, and how long a seat may be away. Raises EmploymentEnded."""
    with Session(store.engine) as session, session.begin():
        staff = session.get(Staff, staff_id)
        team = session.query(Team).first()
        if staff is None:
            raise EmploymentEnded
        if staff.valid_to is not None and staff.valid_to < store.clock.today():
            raise EmploymentEnded
        if login is not None:
            demand_own(staff, login)
        return actor_of(staff), 14 if team is None else team.away_days


@dataclass
class _Notices:
    """Where words for the user go: to the desk, once there is one."""

    texts: list[str]

    def take(self, error: KnownError) -> None:
        """Keep what was told, once."""
        if str(error) not in self.texts:
            self.texts.append(str(error))


def _desk(
    team: TeamServer,
    store: Store,
    folder: SeatFolder,
    actor: Actor,
    problems: list[str],
    links: Links,
) -> Desk:
    """The desk of a seat, with what waits shown or sent."""
    notices = _Notices(problems)
    copy = LocalCopy(folder, store.clock)
    try:
        copy.open()
    except refusals.CopyDamaged as damaged:
        if links.now.is_away:
            raise
        notices.take(damaged)
        copy.remove()
    with _closing_on_error(copy.close):
        outbox = _outbox(folder, notices)
        with _closing_on_error(outbox.close):
            seat = SeatStore(store, copy, outbox, actor, links, scope_of, trouble=notices.take)
            with _closing_on_error(seat.close):
                seat.start()
                desk = Desk(seat, actor, lambda: _close(folder, team, desk.refusal), links)
    desk.keys = team
    desk.when_shut_out = lambda why: _shut_out(why, outbox)
    desk.notices = notices.texts
    desk.notices.extend(team.notices)

    def follow(_changes: Changes) -> None:
        seat.wake()

    desk.subscribe(follow)
    seat.wake()
    return desk


def _outbox(folder: SeatFolder, notices: _Notices) -> Outbox:
    try:
        return Outbox(folder.outbox)
    except refusals.OutboxDamaged as damaged:
        notices.take(damaged)
        folder.put_outbox_aside()
        return Outbox(folder.outbox)


def _shut_out(why: KnownError, outbox: Outbox) -> KnownError:
    """What the user is told whom the server lets in no more while the desk is open."""
    if not isinstance(why, Removed):
        return why
    undelivered = len(outbox.entries(State.WAITING, State.REFUSED))
    return refusals.SeatRemoved(undelivered)


def _close(folder: SeatFolder, team: TeamServer, refusal: KnownError | None) -> None:
    """Give the seat back; with it goes the copy of who was removed while the desk was open."""
    with suppress(FolderRefusal):
        if isinstance(refusal, refusals.SeatRemoved):
            wiping.wipe_removed(folder.path, refusal.undelivered)
        else:
            folder.renew(team.data_key, team.slot)
    folder.close()
    team.close()


def _wipe(address: ServerAddress, passphrase: str, root: Path | None, refused: KnownError) -> None:
    """Delete the copy of somebody who may no longer have one. Raises SeatRemoved where one was."""
    path, note = _seat_of(address, root)
    if path is None or note is None:
        return
    undelivered: int | None = None
    with suppress(FolderRefusal, IndexError, WrongPassphrase):
        slot = read_header(path).header.slots[0]
        team = TeamServer.from_slot(address, passphrase, slot, note.store_id, note.staff_id)
        try:
            with SeatFolder.open(path, team.data_key, slot, note) as folder:
                undelivered = outboxes.count(folder.outbox)
        finally:
            team.close()
    wiping.wipe_removed(path, undelivered)
    raise refusals.SeatRemoved(undelivered) from refused


@contextmanager
def _closing_on_error(close: Callable[[], None]) -> Iterator[None]:
    try:
        yield
    except BaseException:
        close()
        raise
