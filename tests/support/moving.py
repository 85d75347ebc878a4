"""Databases that a team can be moved to: empty, with an administrator who signs in over TCP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest
from psycopg import sql
from sqlalchemy import select

import factdesk.tables  # noqa: F401 - every mapped class
from factdesk.desk import Desk
from factdesk.store.base import Base
from factdesk.store.server.address import ServerAddress
from factdesk.store.server.policies import LOADER, OWNER
from tests.support.cluster import Cluster

#: A login that owns its databases and makes roles, and is no superuser.
ADMINISTRATOR, PASSWORD = "it.drift", "Ikke-et-ekte-passord-91"


@dataclass
class Place:
    """An empty database of a cluster, and how its administrator comes to it."""

    cluster: Cluster
    database: str
    is_there: bool = True
    password: str = PASSWORD

    @property
    def administrator(self) -> ServerAddress:
        """The address that the database administrator uses."""
        return ServerAddress.parse(self.cluster.address(ADMINISTRATOR, self.database))

    def user(self, role: str = "marit.holm") -> ServerAddress:
        """The address of a user."""
        return self.administrator.with_role(role)

    def asked(self, statement: str) -> list[tuple[object, ...]]:
        """What the superuser is answered."""
        with closing(self.cluster.connect(database=self.database)) as connection:
            return connection.execute(statement).fetchall()

    def do(self, statement: str) -> None:
        """What the superuser does."""
        with closing(self.cluster.connect(database=self.database)) as connection:
            connection.execute(statement)

    def forget(self) -> None:
        """Drop the database and the logins that were made for it."""
        if not self.is_there:
            return
        self.is_there = False
        self.cluster.drop_database(self.database)
        self.cluster.drop_logins(self.database)


@pytest.fixture
def new_place(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Place]]:
    """Return a function that makes an empty database, owned by the administrator."""
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    made: list[Place] = []

    def new() -> Place:
        made.append(new_place_in(cluster))
        return made[-1]

    yield new
    for place in made:
        place.forget()


@pytest.fixture
def place(new_place: Callable[[], Place]) -> Place:
    """An empty database for this test alone."""
    return new_place()


def new_place_in(cluster: Cluster) -> Place:
    """An empty database of a cluster, owned by the administrator."""
    with closing(cluster.connect()) as connection:
        if not connection.execute(
            "SELECT 1 FROM pg_roles WHERE rolname = %s", (ADMINISTRATOR,)
        ).fetchone():
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN CREATEROLE PASSWORD {}").format(
                    sql.Identifier(ADMINISTRATOR), sql.Literal(PASSWORD)
                )
            )
        # Where the cluster has been prepared before, it was another administrator who did it.
        for (role,) in connection.execute(
            "SELECT rolname FROM pg_roles WHERE rolname IN (%s, %s)", (OWNER, LOADER)
        ).fetchall():
            connection.execute(
                sql.SQL("GRANT {} TO {} WITH ADMIN OPTION").format(
                    sql.Identifier(role), sql.Identifier(ADMINISTRATOR)
                )
            )
        place = Place(cluster, cluster.create_database())
        connection.execute(
            sql.SQL("ALTER DATABASE {} OWNER TO {}").format(
                sql.Identifier(place.database), sql.Identifier(ADMINISTRATOR)
            )
        )
    return place


def everything(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table as the program reads it, in a fixed order."""
    with desk.store.reading(desk.actor) as reader:
        return {
            table.name: sorted(
                (tuple(row) for row in reader.session.execute(select(table))),
                key=str,
            )
            for table in Base.metadata.sorted_tables
        }
