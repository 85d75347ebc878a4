"""Two teams in one prepared database of a real PostgreSQL, with logins of every kind.

Rows are written as plain SQL: what stands in a sealed column is no matter here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.pool import NullPool

import factdesk.tables  # noqa: F401 - every sealed column
from factdesk.store.ids import new_id
from factdesk.store.server import passwords, preparing
from tests.support.cluster import Cluster

PASSWORD = "kanel-tavle-fjord"  # a test's own, opens nothing else

#: Kinds of login: role of the staff row, and whether it administers.
KINDS = {
    "admin": ("leader", True),
    "leader": ("leader", False),
    "coordinator": ("coordinator", False),
    "member": ("member", False),
    "assessor": ("assessor", False),
    "reader": ("reader", False),
}

_CODE = re.compile(r"(?:ERROR|FATAL):\s+([0-9A-Z]{5}):")


@dataclass(frozen=True)
class Login:
    """One person with a role of their own."""

    role: str
    tenant: str
    staff_id: str
    database: str
    cluster: Cluster

    def connect(self) -> psycopg.Connection[Any]:
        """A connection with the login's own password, autocommit."""
        return self.cluster.connect(self.role, self.database, PASSWORD)

    def gets(self, statements: str) -> str:
        """What psql prints on standard output, trimmed; an error fails."""
        done = self._psql(statements)
        assert "ERROR" not in done.stderr, done.stderr
        return str(done.stdout).strip()

    def is_refused(self, statements: str) -> str:
        """The SQLSTATE of the first error that psql tells; no error fails."""
        done = self._psql(statements)
        found = _CODE.search(done.stderr)
        assert found is not None, f"not refused: {statements}\n{done.stdout}"
        return found[1]

    def _psql(self, statements: str) -> Any:
        return self.cluster.psql(
            statements, role=self.role, database=self.database, password=PASSWORD
        )


@dataclass
class Team:
    """One team with its logins by kind, one person, and the id of everything."""

    tenant: str
    name: str
    logins: dict[str, Login] = field(default_factory=dict)
    person_id: str = ""

    def __getitem__(self, kind: str) -> Login:
        """The login of a kind."""
        return self.logins[kind]


class Place:
    """A prepared database, and what its administrator does there."""

    def __init__(self, cluster: Cluster, database: str) -> None:
        self.cluster, self.database = cluster, database
        self.engine: Engine = create_engine(cluster.url(database), poolclass=NullPool)

    @contextmanager
    def administering(self, tenant: str | None = None) -> Iterator[Connection]:
        """A transaction of the superuser, or within a team of its loader."""
        with self.engine.begin() as connection:
            if tenant is not None:
                preparing.act_for(connection, tenant)
            yield connection

    def value(self, statement: str, **values: Any) -> Any:
        """One value, asked past row-level security."""
        with self.engine.begin() as connection:
            return connection.scalar(text(statement), values)

    def verifier(self, role: str, password: str = PASSWORD) -> str:
        """The SCRAM verifier of a password."""
        with closing(self.cluster.connect()) as connection:
            return passwords.verifier(connection, role, password)

    def make_team(self, name: str, kinds: tuple[str, ...] = ("admin",)) -> Team:
        """A team with a person, and a login of each kind."""
        team = Team(new_id(), name)
        with self.administering() as connection:
            preparing.create_team(connection, team.tenant, name, {"slot": "recovery"})
        with self.administering(team.tenant) as connection:
            team.person_id = new_id()
            connection.execute(text(_PERSON), {"id": team.person_id})
            staff = {kind: _add_staff(connection, kind) for kind in kinds}
        for kind in kinds:
            role = f"{kind}.{name}.{self.database}".lower().replace("_", "-")
            login = Login(role, team.tenant, staff[kind], self.database, self.cluster)
            with self.administering() as connection:
                preparing.add_first_member(
                    connection, team.tenant, role, staff[kind], self.verifier(role), {"of": role}
                )
            team.logins[kind] = login
        return team

    def add_staff(self, team: Team, kind: str = "member") -> str:
        """A staff row without a login; its id."""
        with self.administering(team.tenant) as connection:
            return _add_staff(connection, kind)


def prepare_at(url: str) -> None:
    """Prepare a database, in a process of its own."""
    with create_engine(url, poolclass=NullPool).begin() as connection:
        preparing.prepare(connection)


_PERSON = (
    "INSERT INTO persons (id, version, given_name, family_name, language, stage)"
    " VALUES (:id, 1, 's1:x', 's1:y', 'nb', 'admitted')"
)


def _add_staff(connection: Connection, kind: str) -> str:
    staff_id = new_id()
    role, is_administrator = KINDS[kind]
    connection.execute(
        text(
            "INSERT INTO staff (id, version, name, initials, profession, fte_percent, role,"
            " is_administrator, has_health_basis) VALUES (:id, 1, 's1:n', 'i', 'nurse', 100, :role,"
            " :admin, true)"
        ),
        {"id": staff_id, "role": role, "admin": is_administrator},
    )
    return staff_id


@pytest.fixture(scope="session")
def prepared_server(cluster: Cluster) -> str:
    """A prepared database without a team, to be copied."""
    name = cluster.create_database()
    place = Place(cluster, name)
    with place.administering() as connection:
        preparing.prepare(connection)
    return name


@pytest.fixture(scope="module")
def new_server_place(cluster: Cluster, prepared_server: str) -> Iterator[Callable[[], Place]]:
    """Return a function that makes a prepared database for this file."""
    made: list[Place] = []

    def new() -> Place:
        made.append(Place(cluster, cluster.create_database(prepared_server)))
        with made[-1].administering() as connection:
            # A copied database has not the rights that belong to the database itself.
            preparing.prepare(connection)
        return made[-1]

    yield new
    for place in made:
        cluster.drop_database(place.database)


@pytest.fixture
def server_place(new_server_place: Callable[[], Place]) -> Place:
    """A prepared database of the test's own."""
    return new_server_place()


@pytest.fixture(scope="module")
def two_teams(new_server_place: Callable[[], Place]) -> tuple[Place, Team, Team]:
    """A database with teams A and B, each with every kind of login; nothing in it is changed."""
    place = new_server_place()
    a = place.make_team("a", tuple(KINDS))
    b = place.make_team("b", tuple(KINDS))
    for team in (a, b):
        change(team["member"])
    return place, a, b


def change(login: Login, count: int = 1, entity_id: str | None = None) -> int:
    """Do as the program does: numbers, log, hash and act in one transaction; the last number."""
    with closing(login.connect()) as connection, connection.transaction():
        return write_act(connection, login, count, entity_id)


def write_act(
    connection: psycopg.Connection[Any], login: Login, count: int = 1, entity_id: str | None = None
) -> int:
    """The closing step of a unit of work, on a connection; the last number."""
    found = connection.execute(
        "UPDATE change_counter SET n = n + %s RETURNING n", (count,)
    ).fetchone()
    assert found is not None
    last, act = int(found[0]), new_id()
    for number in range(last - count + 1, last + 1):
        connection.execute(
            "INSERT INTO change_log (number, act_id, at, actor_id, station, code, entity,"
            " entity_id, previous_hash, hash) VALUES (%s, %s, now(), %s, 's', 'c', 'persons', %s,"
            " 's1:p', 's1:h')",
            (number, act, login.staff_id, entity_id or new_id()),
        )
    connection.execute("UPDATE change_counter SET last_hash = %s", (f"s1:{act}",))
    connection.execute(
        "INSERT INTO acts (id, first, last, at, actor_id, station, code, details, undoable)"
        " VALUES (%s, %s, %s, now(), %s, 's', 'c', 's1:', false)",
        (act, last - count + 1, last, login.staff_id),
    )
    return last
