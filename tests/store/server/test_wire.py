"""The tests' own wire does what the tests rely on."""

from __future__ import annotations

import select
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.support.certificates import Authority
from tests.support.shared_desks import Shared
from tests.support.wire import Wire, after_commit, before_commit


def connect(wire: Wire, shared: Shared, **options: object) -> psycopg.Connection:
    url = psycopg.conninfo.conninfo_to_dict(shared.plain_url)
    arguments = {"host": wire.host, "port": wire.port, "user": url["user"], "dbname": url["dbname"]}
    return psycopg.connect(**(arguments | options))  # type: ignore[arg-type]


def test_it_carries_what_is_said(shared: Shared) -> None:
    wire = shared.wire()
    with connect(wire, shared) as connection:
        assert connection.execute("SELECT repeat('x', 300000)").fetchone() == ("x" * 300_000,)
    assert wire.carried > 300_000


def test_a_cut_is_an_error_at_once_and_a_new_connection_passes(shared: Shared) -> None:
    wire = shared.wire()
    connection = connect(wire, shared)
    wire.cut()
    with pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")
    connect(wire, shared).close()


def test_refusing_lets_the_old_go_on_and_no_new_one_in(shared: Shared) -> None:
    wire = shared.wire()
    connection = connect(wire, shared)
    wire.refuse()
    with pytest.raises(psycopg.OperationalError):
        connect(wire, shared)
    connection.execute("SELECT 1")
    wire.restore()
    connect(wire, shared).close()
    connection.close()


def test_what_is_held_is_neither_answered_nor_closed(shared: Shared) -> None:
    wire = shared.wire()
    connection = connect(wire, shared, autocommit=True)
    wire.hold()
    pgconn = connection.pgconn
    pgconn.send_query(b"SELECT 1")
    with pytest.raises(psycopg.OperationalError):
        connect(wire, shared, connect_timeout=2)
    pgconn.consume_input()
    assert pgconn.is_busy()
    wire.restore()
    # The driver keeps the interpreter to itself while it waits for a result.
    assert select.select([pgconn.socket], [], [], 10)[0]
    result = pgconn.get_result()
    assert result is not None
    assert result.get_value(0, 0) == b"1"
    connection.close()


def test_a_delay_counts_both_ways(shared: Shared) -> None:
    wire = shared.wire()
    connection = connect(wire, shared, autocommit=True)
    wire.delay(0.05)
    began = time.monotonic()
    connection.execute("SELECT 1")
    assert time.monotonic() - began >= 0.1
    wire.restore()
    connection.close()


@pytest.mark.parametrize(("when", "is_saved"), [(before_commit, False), (after_commit, True)])
def test_a_commit_can_be_cut_on_either_side(
    shared: Shared, when: Callable[[bool, bytes], bool], is_saved: bool
) -> None:
    wire = shared.wire()
    shared.sql("CREATE TABLE kept (word text)")
    connection = connect(wire, shared)
    connection.execute("INSERT INTO kept VALUES ('x')")
    wire.cut_when(when)
    with pytest.raises(psycopg.OperationalError):
        connection.commit()
    assert wire.was_cut.is_set()
    assert bool(shared.sql("SELECT 1 FROM kept")) is is_saved


def test_tls_with_the_right_name_and_authority_passes(shared: Shared, tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    wire = shared.wire(tls=authority.context("db.example.no"))
    options = {"host": "db.example.no", "hostaddr": wire.host}
    with connect(
        wire, shared, sslmode="verify-full", sslrootcert=str(authority.path), **options
    ) as connection:
        assert connection.pgconn.ssl_in_use
        assert connection.execute("SELECT repeat('x', 300000)").fetchone() == ("x" * 300_000,)


@pytest.mark.parametrize(
    ("host", "expired", "stranger", "told"),
    [
        ("db.example.org", False, False, "does not match host name"),
        ("db.example.no", True, False, "certificate verify failed"),
        ("db.example.no", False, True, "certificate verify failed"),
    ],
)
def test_tls_of_the_wrong_kind_is_refused_by_the_client(
    shared: Shared, tmp_path: Path, host: str, expired: bool, stranger: bool, told: str
) -> None:
    authority = Authority(tmp_path)
    signs = Authority(tmp_path, "A stranger") if stranger else authority
    wire = shared.wire(tls=signs.context(host, expired=expired))
    with pytest.raises(psycopg.OperationalError, match=told):
        connect(
            wire, shared, host="db.example.no", hostaddr=wire.host,
            sslmode="verify-full", sslrootcert=str(authority.path),
        )  # fmt: skip


def test_a_server_without_tls_is_refused_where_it_is_demanded(shared: Shared) -> None:
    wire = shared.wire(refuses_tls=True)
    with pytest.raises(psycopg.OperationalError, match="does not support SSL"):
        connect(wire, shared, sslmode="require")
