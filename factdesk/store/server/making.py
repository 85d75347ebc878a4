"""What the database administrator's login does for a desk: prepare, make a team, take it back.

Each is one transaction. The administrator's password is found by libpq, in PGPASSWORD or pgpass.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine, text
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
    with administering(address) as connection:
        verifier: str | None = passwords.verifier(raw(connection), role, password)
        if is_login(connection, role):
            if not opens(address.with_role(role), password):
                raise refusals.LoginNameTaken
            verifier = None
        preparing.add_first_member(connection, store_id, role, staff_id, verifier, slot.as_json())


def discard_team(address: ServerAddress, store_id: str) -> None:
    """Take back a team that could not be finished, with every row of it."""
    with administering(address) as connection:
        connection.execute(text("DELETE FROM factdesk.members WHERE tenant = :t"), {"t": store_id})
        connection.execute(text("SET CONSTRAINTS ALL DEFERRED"))
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(
                text(f'DELETE FROM public."{table.name}" WHERE tenant = :t'), {"t": store_id}
            )
        connection.execute(text("DELETE FROM factdesk.teams WHERE tenant = :t"), {"t": store_id})


def is_login(connection: Connection, role: str) -> bool:
    """Whether the cluster has a role of this name."""
    found = text("SELECT true FROM pg_roles WHERE rolname = :role")
    return bool(connection.scalar(found, {"role": role}))


def opens(address: ServerAddress, password: str) -> bool:
    """Whether a login is opened by a password, which shows that it is the same person's."""
    try:
        connecting.connect(address, password).close()
    except (refusals.LoginRefused, refusals.Removed, refusals.NoTeamHere):
        return False
    return True


def raw(connection: Connection) -> connecting.psycopg.Connection:
    """The library's own connection."""
    found = connection.connection.driver_connection
    if found is None:
        raise RuntimeError("no connection")
    return found
