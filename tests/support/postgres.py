"""A real PostgreSQL for the tests of the store, used as the one who owns everything in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy.engine import make_url

from tests.support.cluster import Cluster


@dataclass
class PostgresServer:
    """The cluster of this run, whose databases are made and dropped by URL.

    `url` opens its maintenance database, as SQLAlchemy with psycopg 3 wants it.
    """

    cluster: Cluster

    @property
    def url(self) -> str:
        """Return the URL of the maintenance database."""
        return self.cluster.url("postgres")

    def create(self, template: str | None = None) -> str:
        """Make a database, empty or a copy of the one at the URL `template`, and return its URL.

        Nobody may be connected to the template meanwhile.
        """
        name = make_url(template).database if template else None
        return self.cluster.url(self.cluster.create_database(name))

    def drop(self, url: str) -> None:
        """Drop a database, also while somebody is connected to it."""
        self.cluster.drop_database(str(make_url(url).database))


@pytest.fixture(scope="session")
def postgres(cluster: Cluster) -> PostgresServer:
    """Return the cluster of this run, as those see it who need no login."""
    return PostgresServer(cluster)


@pytest.fixture(scope="session")
def postgres_url(postgres: PostgresServer) -> str:
    """Return the URL of the server's maintenance database."""
    return postgres.url


@pytest.fixture
def new_postgres_database(postgres: PostgresServer) -> Iterator[Callable[..., str]]:
    """Return a function that makes a database, from a template if one is given, for this test."""
    made: list[str] = []

    def new(template: str | None = None) -> str:
        made.append(postgres.create(template))
        return made[-1]

    yield new
    for url in made:
        postgres.drop(url)


@pytest.fixture
def postgres_database(new_postgres_database: Callable[..., str]) -> str:
    """Return the URL of an empty database for this test alone."""
    return new_postgres_database()
