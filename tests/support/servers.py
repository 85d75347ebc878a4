"""Team servers for tests: a real PostgreSQL behind the same questions as a team folder."""

from __future__ import annotations

import psycopg
from sqlalchemy.engine import make_url

from factdesk.errors import KnownError
from factdesk.store import faults
from factdesk.store.folder.secrets import SecretKey

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
