"""A team's way into a server and out of it: one transaction, proven before it is finished.

Up: the database administrator's login makes the team, carries every row and gives the first
login, all or nothing. The rows are read again and compared with the log before anything counts.
Down: one snapshot of the server is carried into a new encrypted folder while others work on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from factdesk.store.base import Base
from factdesk.store.check import chain_problems, row_problems
from factdesk.store.folder.secrets import SecretKey
from factdesk.store.folder.slots import KeySlot
from factdesk.store.folder.team_folder import TeamFolder
from factdesk.store.sealing import Sealer
from factdesk.store.server import carrying, connecting, making, passwords, preparing, refusals
from factdesk.store.server.address import ServerAddress
from factdesk.store.server.carrying import VERIFYING, Incomplete, Progress, Stopped
from factdesk.store.server.members import enter, read_jsonb
from factdesk.store.server.policies import OWNER
from factdesk.store.server.team_server import TeamServer
from factdesk.words import _


class TeamComing(refusals.ServerRefusal):
    """Somebody else is bringing the same team to the same server at this moment."""

    def __init__(self) -> None:
        """Say that one is enough."""
        super().__init__(
            _("Somebody else is moving this team to the server just now."),
            _("Nothing was changed here. Wait until they are done, and open the team there."),
        )


@dataclass(frozen=True)
class Going:
    """What goes up beside the rows: the team, its first user and the slots that open it."""

    store_id: str
    team: str
    role: str
    staff_id: str
    slot: KeySlot
    recovery_slot: KeySlot
    passphrase: str

    def __repr__(self) -> str:
        """Name it without its passphrase."""
        return f"Going({self.store_id})"


def make_ready(address: ServerAddress) -> None:
    """Prepare a new database; one that is prepared is not changed, for others work in it.

    Raises SchemaTooOld, SchemaTooNew and what ``preparing.prepare`` raises.
    """
    with making.administering(address) as connection:
        if preparing.is_prepared(connection):
            connecting.demand_fit(making.raw(connection))
        else:
            preparing.prepare(connection)


def carry_team_up(
    address: ServerAddress,
    going: Going,
    data_key: SecretKey,
    source: Connection,
    progress: Progress,
    last: Callable[[], None],
) -> dict[str, int]:
    """Make the team on a prepared server with every row of ``source``; the rows of each table.

    ``last`` is called when everything is there and proven, right before it is committed. Raises
    TeamExists, TeamComing, LoginNameTaken, Stopped, Incomplete and ServerAway: the server is then
    as it was, except that a line that goes after ``last`` leaves it open whether it was committed.
    """
    sealer = Sealer(data_key, going.store_id)
    password = passwords.database_password(going.passphrase, address.database, going.role)
    with making.administering(address, sealer) as target, lost_lines_told(target):
        _alone(target, going.store_id)
        is_new = _login_is_new(target, address, going, password)
        preparing.create_team(target, going.store_id, going.team, going.recovery_slot.as_json())
        with _within(target, going.store_id):
            carried = carrying.carry_up(source, target, sealer, going.store_id, progress)
        verifier = passwords.verifier(making.raw(target), going.role, password) if is_new else None
        preparing.add_first_member(
            target, going.store_id, going.role, going.staff_id, verifier, going.slot.as_json()
        )
        preparing.act_for(target, going.store_id)
        demand_whole(target, carried, progress)
        last()
    return carried


def demand_whole(target: Connection, carried: dict[str, int], progress: Progress) -> None:
    """Read what arrived again. Raises Incomplete where it is not what was sent, and Stopped."""
    rows = sum(carried.values())

    def verifying() -> None:
        if not progress(VERIFYING, rows, rows):
            raise Stopped

    verifying()
    there = carrying.counts(target)
    for table, count in carried.items():
        if there[table] != count:
            raise Incomplete(f"{table}: {there[table]} / {count}")
    with Session(bind=target) as session:
        problems = [*chain_problems(session), *row_problems(session, verifying)]
    if problems:
        raise Incomplete(problems[0])


def make_folder(path: Path, team: TeamServer) -> TeamFolder:
    """A new team folder with the id, the key and the slots of a server's team, without rows.

    Raises what ``TeamFolder.create_with`` raises, and NotAllowed for who is no administrator.
    """
    with closing(team.connect()) as connection, connecting.told(), connection.transaction():
        enter(connection, team.tenant)
        row = connection.execute("SELECT factdesk.recovery_slot()").fetchone()
    recovery = () if row is None or row[0] is None else (read_jsonb(row[0]),)
    return TeamFolder.create_with(path, team.data_key, team.store_id, (team.slot, *recovery))


def _alone(target: Connection, store_id: str) -> None:
    """Let nobody else bring the same team meanwhile. Raises TeamComing."""
    asked = text("SELECT pg_try_advisory_xact_lock(hashtextextended('factdesk ' || :id, 0))")
    if not target.scalar(asked, {"id": store_id}):
        raise TeamComing


def _login_is_new(target: Connection, address: ServerAddress, going: Going, password: str) -> bool:
    """Whether the first user gets a login here, and has none in another team of this database.

    Raises LoginNameTaken, before anything is carried, where the login is somebody else's, and
    LoginOfAnotherDatabase where it is not of this database at all.
    """
    asked = text(
        "SELECT to_regrole(quote_ident(:role)) IS NOT NULL, factdesk.is_ours(:role),"
        " factdesk.is_elsewhere(:role, :tenant)"
    )
    target.execute(text(f"SET LOCAL ROLE {OWNER}"))
    there, ours, elsewhere = target.execute(
        asked, {"role": going.role, "tenant": going.store_id}
    ).one()
    target.execute(text("SET LOCAL ROLE NONE"))
    if there and not ours:
        raise refusals.LoginOfAnotherDatabase(going.role)
    if there and elsewhere:
        if not connecting.opens(address.with_role(going.role), password):
            raise refusals.LoginNameTaken
        return False
    return True


@contextmanager
def _within(target: Connection, store_id: str) -> Iterator[None]:
    """As the owner, who alone may COPY here, with foreign keys and times bounded by nothing.

    Row-level security does not hold for the owner: every row that is copied names its team.
    """
    target.execute(text("SET LOCAL statement_timeout = 0"))
    target.execute(text("SET LOCAL lock_timeout = '10s'"))
    target.execute(text(f"SET LOCAL ROLE {OWNER}"))
    target.execute(text("SET CONSTRAINTS ALL DEFERRED"))
    target.execute(
        text("DELETE FROM public.change_counter WHERE tenant = :tenant"), {"tenant": store_id}
    )
    yield
    target.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    # What follows reads everything again: the planner must know how much there is.
    names = ", ".join(f'public."{table.name}"' for table in Base.metadata.sorted_tables)
    target.execute(text(f"ANALYZE {names}"))
    target.execute(text("SET LOCAL ROLE NONE"))


@contextmanager
def lost_lines_told(connection: Connection) -> Iterator[None]:
    """Tell an error of the bare library, as COPY raises it, like one that the engine has seen."""
    try:
        yield
    except psycopg.Error as error:
        known = connecting.refusal_for(error)
        raw = connection.connection.driver_connection
        if known is None and (raw is None or raw.closed):
            known = refusals.ServerAway()
        if known is None:
            raise
        raise known from None
