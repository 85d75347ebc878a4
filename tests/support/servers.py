"""Team servers for tests: a real PostgreSQL with logins, policies and sealing.

One database is prepared per run and copied per test. Every copy has the same name, because the
login's password is made with the name; so one at a time is there. Roles belong to the whole
cluster: they are made and dropped with the copy, so that no test meets those of another.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, TypeVar

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

from factdesk import opening_server
from factdesk.clock import Clock, FixedClock
from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.signing_in import SYSTEM
from factdesk.store import engine, faults
from factdesk.store.action import Action, Actor
from factdesk.store.engine import Store
from factdesk.store.folder.secrets import SecretKey
from factdesk.store.server import passwords
from factdesk.store.server.address import ServerAddress
from factdesk.store.server.members import as_jsonb
from factdesk.store.server.team_server import TeamServer
from factdesk.team.actions.set_role import SetRole
from factdesk.team.roles import Right, Role
from factdesk.team.tables import EmployerKind, Model
from tests.support.cluster import SUPERUSER, Cluster
from tests.support.people import (
    ADMINISTRATOR,
    CHEAP,
    EMPLOYERS,
    MONDAY,
    PASSPHRASE,
)

R = TypeVar("R")

#: The database of a test, and the login of the team's administrator.
DATABASE, ROLE = "factdesk", "marit.holm"
_TEMPLATE = "factdesk_template"
OF_SUPERUSER = "blyant-og-papir"  # the password of a cluster that lives as long as the run

STORE_ID = "5e" * 16


class PlainServer:
    """A database that is used as the one who owns it, with a key of the tests' own."""

    def __init__(self, url: str) -> None:
        self.url, self.store_id = url, STORE_ID
        self.data_key = SecretKey(bytes(range(32)))

    def connect(self) -> psycopg.Connection:
        """Return a new connection."""
        plain = make_url(self.url).set(drivername="postgresql")
        return psycopg.connect(plain.render_as_string(hide_password=False))

    def refusal_for(self, error: BaseException) -> KnownError | None:
        """Return what a user is to be told."""
        return faults.explain_server(error)

    def close(self) -> None:
        """Nothing is held."""


@dataclass
class ServerTeam:
    """A prepared database with the team of the tests, and ways to it that a user does not have."""

    cluster: Cluster
    store_id: str
    staff_id: str
    recovery_key: str
    verifier: str
    database: str = DATABASE
    _opened: list[Desk] = field(default_factory=list)
    _drawn: dict[str, bytes] = field(default_factory=dict)

    @property
    def administrator(self) -> ServerAddress:
        """The database administrator's address, through the socket."""
        return ServerAddress.parse(self.cluster.url(self.database, "postgresql"))

    def with_password(self, patch: pytest.MonkeyPatch) -> ServerAddress:
        """The database administrator's address over TCP, with the password where libpq looks."""
        self._do(f"ALTER ROLE {{}} PASSWORD '{OF_SUPERUSER}'", SUPERUSER)
        patch.setenv("PGPASSWORD", OF_SUPERUSER)
        return self.address(SUPERUSER)

    def address(self, role: str = ROLE, **options: str) -> ServerAddress:
        """A user's address, over TCP."""
        return ServerAddress.parse(self.cluster.address(role, self.database, **options))

    def desk(self, clock: Clock, role: str = ROLE, passphrase: str = PASSPHRASE) -> Desk:
        """A desk of a login; closed after the test."""
        self._opened.append(opening_server.open_server(self.address(role), passphrase, clock))
        return self._opened[-1]

    def sql(self, statement: str, *values: Any) -> list[Any]:
        """Run a statement as the superuser, for whom no policy holds."""
        with closing(self.cluster.connect(database=self.database)) as connection:
            cursor = connection.execute(statement, values or None)
            return list(cursor.fetchall()) if cursor.description else []

    def beside(self, first: Desk, actor: Actor, clock: Clock) -> Desk:
        """A desk of another login of the same team, or another one of the same; as ``actor``.

        The login has no passphrase, so nothing is derived: its password is drawn, and the key is
        the first desk's.
        """
        keys = first.keys
        assert isinstance(keys, TeamServer)
        if Right.MANAGE_USERS in actor.rights and actor.id != first.actor.id:
            self._make_leader(keys, actor, clock)
        logins = dict(self.sql("SELECT staff_id, role FROM factdesk.members WHERE is_active"))
        role = str(logins.get(actor.id) or f"seat.{len(logins)}")
        if actor.id in logins and role not in self._drawn:
            team = TeamServer.open(self.address(role), PASSPHRASE)
        else:
            if role not in self._drawn:
                self._add_login(role, actor.id, as_jsonb(keys.slot))
            key = SecretKey(keys.data_key.reveal())
            login = SecretKey(self._drawn[role])
            team = TeamServer(self.address(role), login, key, keys.slot, self.store_id, actor.id)
        self._opened.append(Desk(engine.server(team, clock), actor, team.close))
        self._opened[-1].keys = team
        return self._opened[-1]

    def lend_logins(self, desk: Desk) -> None:
        """Let the desk's store be used as any member: whoever acts does it by an own login."""
        own, stores = desk.store.run, dict[str, Store]()

        def run(action: Action[R], actor: Actor, *more: Any, **named: Any) -> Any:
            if actor.id == desk.actor.id:
                return own(action, actor, *more, **named)
            if actor.id not in stores:
                stores[actor.id] = self.beside(desk, actor, desk.clock).store
            return stores[actor.id].run(action, actor, *more, **named)

        desk.store.run = run  # type: ignore[method-assign]

    def _make_leader(self, keys: TeamServer, actor: Actor, clock: Clock) -> None:
        """The server goes by the member's row: who is to act as a leader is made one there."""
        key = SecretKey(keys.data_key.reveal())
        team = TeamServer(self.administrator, None, key, keys.slot, self.store_id, None)
        store = engine.server(team, clock)
        found = self.sql("SELECT version, role FROM staff WHERE id = %s", actor.id)
        if found and found[0][1] != "leader":
            system = Actor(SYSTEM, SYSTEM, "test", actor.rights)
            store.run(SetRole(actor.id, found[0][0], Role.LEADER, True), system)
        store.close()
        team.close()

    def _add_login(self, role: str, staff_id: str, slot: str) -> None:
        login = SecretKey.random()
        self._drawn[role] = login.reveal()
        with closing(self.cluster.connect(database=self.database)) as connection:
            verifier = passwords.verifier(connection, role, passwords.as_password(login))
            connection.execute("SELECT set_config('factdesk.tenant', %s, false)", (self.store_id,))
            connection.execute(
                "SELECT factdesk.add_member(%s, %s, %s, %s)", (role, staff_id, verifier, slot)
            )

    def close(self) -> None:
        """Close the desks, the last opened first."""
        for desk in reversed(self._opened):
            desk.close()
        self._opened.clear()
        self._drawn.clear()

    def make(self) -> None:
        """Make the database of this test."""
        self._do("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", DATABASE, _TEMPLATE)
        # A copy does not have the privileges on the database itself.
        self._do("REVOKE ALL ON DATABASE {} FROM PUBLIC", DATABASE)
        self._do("GRANT CONNECT ON DATABASE {} TO factdesk_user", DATABASE)
        self._do("GRANT CONNECT, CREATE ON DATABASE {} TO factdesk_owner", DATABASE)
        self.sql("SELECT factdesk.give_login(%s, %s, %s)", ROLE, self.store_id, self.verifier)

    def drop(self) -> None:
        """Take it away, and its logins."""
        self._do("DROP DATABASE {} WITH (FORCE)", DATABASE)
        self.cluster.drop_logins(DATABASE)

    def _do(self, statement: str, *names: str) -> None:
        with closing(self.cluster.connect()) as connection:
            quoted = [sql.Identifier(name) for name in names]
            connection.execute(sql.SQL(statement).format(*quoted))


def make_team(
    address: ServerAddress,
    clock: Clock,
    name: str = "FACT Fjellbygda",
    passphrase: str = PASSPHRASE,
    employers: tuple[tuple[str, EmployerKind], ...] = EMPLOYERS,
) -> tuple[Desk, str]:
    """A team on the database of an administrator's address: its user's desk, its recovery key."""
    new = opening_server.NewTeam(name, Model.FACT, ADMINISTRATOR, employers)
    place, recovery_key = opening_server.make_server_team(address, new, passphrase, clock, CHEAP)
    return opening_server.open_server(place, passphrase, clock), recovery_key


@pytest.fixture(scope="session")
def server_template(cluster: Cluster) -> ServerTeam:
    """The team of the tests in a prepared database, to be copied."""
    with closing(cluster.connect()) as connection:
        connection.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template0")
    address = ServerAddress.parse(cluster.url(DATABASE, "postgresql"))
    desk, recovery_key = make_team(address, FixedClock(MONDAY))
    assert isinstance(desk.keys, TeamServer)
    store_id, staff_id = desk.keys.store_id, desk.actor.id
    desk.close()
    with closing(cluster.connect()) as connection:
        connection.execute(f"ALTER DATABASE {DATABASE} RENAME TO {_TEMPLATE}")
        password = passwords.database_password(PASSPHRASE, DATABASE, ROLE)
        verifier = passwords.verifier(connection, ROLE, password)
    cluster.drop_logins(DATABASE)  # each copy gives them anew: other tests have theirs
    return ServerTeam(cluster, store_id, staff_id, recovery_key, verifier)


@pytest.fixture
def server_team(server_template: ServerTeam) -> Iterator[ServerTeam]:
    """A team server of the test's own."""
    server_template.make()
    yield server_template
    server_template.close()
    server_template.drop()


@pytest.fixture
def server_desk(server_team: ServerTeam, clock: FixedClock) -> Iterator[Desk]:
    """A desk on a real team server, signed in as leader and administrator."""
    with opening_server.open_server(server_team.address(), PASSPHRASE, clock) as desk:
        yield desk
