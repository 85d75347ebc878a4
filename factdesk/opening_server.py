"""From the address of a team server to a desk: make a team there, and sign in.

A team is made by two logins. The database administrator's makes the roles, the schema and the
team, and never learns the passphrase; the first user's opens the desk afterwards.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import Connection

from factdesk.board.actions.set_up_board import SetUpBoard
from factdesk.clock import Clock, SystemClock
from factdesk.desk import Desk
from factdesk.signing_in import sign_in, system
from factdesk.store import faults
from factdesk.store.action import Action
from factdesk.store.engine import Store, server
from factdesk.store.folder import slots
from factdesk.store.folder.secrets import SecretKey
from factdesk.store.folder.slots import KdfCost
from factdesk.store.folder.strength import demand_strength
from factdesk.store.ids import new_id, sequence
from factdesk.store.sealing import Sealer
from factdesk.store.server import making, preparing
from factdesk.store.server.address import ServerAddress, role_name
from factdesk.store.server.team_server import TeamServer, guessable
from factdesk.store.work import Work, WorkSession
from factdesk.team.actions.set_up_team import SetUpTeam
from factdesk.team.tables import EmployerKind, Model
from factdesk.words import _, ngettext

R = TypeVar("R")

#: How far the machine's clock may be from the server's before the user is told.
CLOCK_TOLERANCE = timedelta(minutes=2)


@dataclass(frozen=True)
class NewTeam:
    """What a new team on a server is made of; ``user`` is its first administrator."""

    name: str
    model: Model
    user: str
    employers: tuple[tuple[str, EmployerKind], ...] = ()
    language: str = "nb"


def make_server_team(
    address: ServerAddress,
    new: NewTeam,
    passphrase: str,
    clock: Clock | None = None,
    cost: KdfCost | None = None,
) -> tuple[ServerAddress, str]:
    """Prepare the database where needed and make a team: its user's address, its recovery key.

    ``address`` is the database administrator's. Raises the refusals of ``store.server`` and
    leaves no team half made.
    """
    role = role_name(new.user)
    demand_strength(passphrase, guessable([new.name, new.user], role))
    cost = cost or slots.tune()
    key, store_id = SecretKey.random(), os.urandom(16).hex()
    recovery_key, recovery_slot = slots.recovery_slot(key, store_id, cost)
    making.prepare(address)
    given = SetUpTeam(store_id, new.name, new.model, new.user, new.employers, new.language, role)
    now = (clock or SystemClock()).now()
    try:
        with making.administering(address, Sealer(key, store_id)) as connection:
            preparing.demand_new(connection, new.name.strip(), role)
            preparing.create_team(connection, store_id, new.name.strip(), recovery_slot.as_json())
            preparing.act_for(connection, store_id)
            staff_id = _do(connection, given, now)
            _do(connection, SetUpBoard(), now)
            slot = slots.user_slot(key, passphrase, store_id, cost, user=role, staff_id=staff_id)
            making.add_first_member(connection, address, store_id, staff_id, passphrase, slot)
    finally:
        key.wipe()
    return address.with_role(role).with_team(store_id), recovery_key


def _do(connection: Connection, action: Action[R], now: datetime) -> R:
    """Do an action within the administrator's transaction, logged as what no person does."""
    act_id = new_id()
    with sequence(act_id), WorkSession(bind=connection, expire_on_commit=False) as session:
        work = Work(session, system(), now, action.code, act_id)
        work.undoable = action.undoable
        result = action.do(work)
        work.close(action.reason)
        session.flush()
    return result


def open_server(address: ServerAddress, passphrase: str, clock: Clock | None = None) -> Desk:
    """Sign in to a team server; the open desk. Raises the refusals of ``store.server``."""
    return open_unlocked(TeamServer.open(address, passphrase), clock)


def open_unlocked(team: TeamServer, clock: Clock | None = None) -> Desk:
    """The desk on an unlocked team server."""
    try:
        store = server(team, clock or SystemClock())
        try:
            with faults.told(team.refusal_for):
                return _desk(team, store)
        except BaseException:
            store.close()
            raise
    except BaseException:
        team.close()
        raise


def open_recovered(team: TeamServer, user: str, clock: Clock | None = None) -> Desk:
    """The desk of a user on a team that the recovery key has opened, to set a new passphrase.

    Raises UnknownUser and closes nothing.
    """
    staff_id = team.staff_id_of(role_name(user))
    store = server(team, clock or SystemClock())
    try:
        with faults.told(team.refusal_for):
            desk = sign_in(store, lambda: None, staff_id=staff_id)
    except BaseException:
        store.close()
        raise
    desk.keys = team
    return desk


def _desk(team: TeamServer, store: Store) -> Desk:
    desk = sign_in(store, team.close, staff_id=team.staff_id, login=team.user)
    desk.keys = team
    desk.notices.extend(team.notices)
    desk.notices.extend(clock_notice(team.machine_ahead))
    desk.follow(team, polling=team.address.is_polled)
    return desk


def clock_notice(ahead: timedelta) -> list[str]:
    """What the user is told of a machine whose clock is not the server's."""
    if abs(ahead) <= CLOCK_TOLERANCE:
        return []
    minutes = round(abs(ahead).total_seconds() / 60)
    behind = ngettext(
        "The clock of this machine is {count} minute behind the server's.",
        "The clock of this machine is {count} minutes behind the server's.",
        minutes,
    )
    before = ngettext(
        "The clock of this machine is {count} minute ahead of the server's.",
        "The clock of this machine is {count} minutes ahead of the server's.",
        minutes,
    )
    told = (before if ahead > timedelta(0) else behind).format(count=minutes)
    return [f"{told} " + _("Check date and time before you write.")]
