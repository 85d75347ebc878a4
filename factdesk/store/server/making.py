"""What the database administrator's login does for a desk: prepare, renew, give the first login.

Each is one transaction. The administrator's password is found by libpq, in PGPASSWORD or pgpass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from factdesk.store.folder.slots import KeySlot
from factdesk.store.sealing import Sealer, attach
from factdesk.store.server import connecting, passwords, preparing, refusals, unfit
from factdesk.store.server.address import ServerAddress
from factdesk.store.server.functions import Refusal

#: How often a preparation is tried that meets another one at the same roles.
TRIES = 5

#: «Tuple concurrently updated», and a role that was made a moment ago.
_AT_THE_SAME_TIME = ("XX000", "42710", "23505")
#: A new database has no users yet. In one that has, any of them could hold such a lock for ever;
#: of this table they can hold nothing that hinders.
_ALONE = text("SELECT pg_advisory_xact_lock(hashtextextended('factdesk prepares', 0))")
_ALONE_AMONG_USERS = text("LOCK TABLE factdesk.teams IN SHARE ROW EXCLUSIVE MODE")


@contextmanager
def administering(address: ServerAddress, sealer: Sealer | None = None) -> Iterator[Connection]:
    """One transaction of the database administrator; with a sealer it can read a team's rows.

    Raises a ServerRefusal.
    """
    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: connecting.connect(address, None),
        poolclass=NullPool,
        hide_parameters=True,
    )
    if sealer is not None:
        attach(engine, sealer)
    try:
        with engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == "42501":
            raise refusals.AdministratorNeeded from error
        known = None if error.orig is None else connecting.refusal_for(error.orig)
        if known is None and error.connection_invalidated:
            known = refusals.ServerAway()
        if known is None:
            raise
        raise known from None
    finally:
        engine.dispose()


def prepare(address: ServerAddress) -> None:
    """Prepare a new database; one that is prepared is not changed, for others work in it.

    Raises SchemaTooOld, SchemaTooNew and what ``preparing.prepare`` raises.
    """

    def work(connection: Connection) -> None:
        if preparing.is_prepared(connection):
            connecting.demand_fit(raw(connection))
        else:
            preparing.prepare(connection)

    _bring_up(address, work)


def upgrade(address: ServerAddress) -> None:
    """Bring a prepared database to this program's schema. Raises ServerNotPrepared."""
    _bring_up(address, preparing.upgrade)


def _bring_up(address: ServerAddress, work: Callable[[Connection], None]) -> None:
    """Do it alone in this database, and again where another database of the cluster is in work.

    Roles belong to the whole cluster: who changes one that another has just changed is refused.
    """
    for attempt in range(TRIES):
        try:
            with administering(address) as connection:
                connection.execute(text(f"SET LOCAL lock_timeout = '{preparing.WAITS}'"))
                is_prepared = preparing.is_prepared(connection)
                connection.execute(_ALONE_AMONG_USERS if is_prepared else _ALONE)
                work(connection)
                return
        except DBAPIError as error:
            state = getattr(error.orig, "sqlstate", None)
            if state in preparing.HELD:
                raise unfit.OthersAtWork from error
            if state not in _AT_THE_SAME_TIME or attempt == TRIES - 1:
                raise


def add_first_member(
    connection: Connection,
    address: ServerAddress,
    store_id: str,
    staff_id: str,
    passphrase: str,
    slot: KeySlot,
) -> None:
    """Make the first user's login, or take the one they have in another team of the database.

    The slot names the role. Raises LoginNameTaken where a login of this name is not opened by
    the same passphrase, and LoginOfAnotherDatabase where it is not of this database.
    """
    role = slot.user or ""
    password = passwords.database_password(passphrase, address.database, role)
    verifier = passwords.verifier(raw(connection), role, password)
    try:
        with connection.begin_nested():
            preparing.add_first_member(
                connection, store_id, role, staff_id, verifier, slot.as_json()
            )
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != Refusal.LOGIN_TAKEN:
            raise
        if _is_of_another_database(connection, role):
            raise refusals.LoginOfAnotherDatabase(role) from None
        if not connecting.opens(address.with_role(role), password):
            raise refusals.LoginNameTaken from None
        preparing.add_first_member(connection, store_id, role, staff_id, None, slot.as_json())


def _is_of_another_database(connection: Connection, role: str) -> bool:
    """Whether the cluster has the login, and this database's mark is not on it."""
    asked = text(
        "SELECT pg_catalog.shobj_description(to_regrole(quote_ident(:role)), 'pg_authid')"
        " IS DISTINCT FROM 'FACTdesk login of database ' || current_database()"
        " AND to_regrole(quote_ident(:role)) IS NOT NULL"
    )
    return bool(connection.scalar(asked, {"role": role}))


def raw(connection: Connection) -> psycopg.Connection:
    """The library's own connection."""
    found: psycopg.Connection | None = connection.connection.driver_connection
    if found is None:
        raise RuntimeError("no connection")
    return found
