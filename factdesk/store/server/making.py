"""What the database administrator's login does for a desk: prepare, make a team, take it back.

Each is one transaction. The administrator's password is found by libpq, in PGPASSWORD or pgpass.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import Column, Connection, MetaData, Table, Text, create_engine, delete, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from factdesk.store.base import Base
from factdesk.store.folder.slots import KeySlot
from factdesk.store.server import connecting, passwords, preparing, refusals
from factdesk.store.server.address import ServerAddress


@contextmanager
def administering(address: ServerAddress) -> Iterator[Connection]:
    """One transaction of the database administrator. Raises a ServerRefusal."""
    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: connecting.connect(address, None),
        poolclass=NullPool,
        hide_parameters=True,
    )
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
    """Bring a new database to where teams can be made in it; does nothing where it is there."""
    with administering(address) as connection:
        preparing.prepare(connection)


def upgrade(address: ServerAddress) -> None:
    """Bring a prepared database to this program's schema. Raises ServerNotPrepared."""
    with administering(address) as connection:
        preparing.upgrade(connection)


def make_team(address: ServerAddress, store_id: str, name: str, recovery_slot: KeySlot) -> None:
    """Note a team on the server, so that rows of it can be written."""
    with administering(address) as connection:
        preparing.create_team(connection, store_id, name, recovery_slot.as_json())


def add_first_member(
    address: ServerAddress,
    store_id: str,
    role: str,
    staff_id: str,
    passphrase: str,
    slot: KeySlot,
) -> None:
    """Make the first user's login, or take the one they have in another team of the database.

    Raises LoginNameTaken where a login of this name is not opened by the same passphrase.
    """
    password = passwords.database_password(passphrase, address.database, role)

    def add(*, is_new: bool) -> None:
        with administering(address) as connection:
            verifier = passwords.verifier(raw(connection), role, password) if is_new else None
            preparing.add_first_member(
                connection, store_id, role, staff_id, verifier, slot.as_json()
            )

    try:
        add(is_new=True)
    except refusals.LoginNameTaken:
        if not connecting.opens(address.with_role(role), password):
            raise
        add(is_new=False)


def discard_team(address: ServerAddress, store_id: str) -> None:
    """Take back a team that could not be finished, with every row of it."""
    with administering(address) as connection:
        preparing.act_for(connection, store_id)
        connection.execute(text("SET CONSTRAINTS ALL DEFERRED"))
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(delete(table))
        connection.execute(text("SET LOCAL ROLE NONE"))
        connection.execute(text("SET LOCAL ROLE factdesk_owner"))
        for table_name in ("members", "teams"):
            owned = Table(table_name, MetaData(), Column("tenant", Text), schema="factdesk")
            connection.execute(delete(owned).where(owned.c.tenant == store_id))


def raw(connection: Connection) -> psycopg.Connection:
    """The library's own connection."""
    found: psycopg.Connection | None = connection.connection.driver_connection
    if found is None:
        raise RuntimeError("no connection")
    return found
