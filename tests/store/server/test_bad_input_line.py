"""A server that is slow, full of people, broken off, read-only, flooded or no PostgreSQL at all."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import text

from factdesk import opening_server
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.people.actions.add_person import AddPerson
from factdesk.people.actions.edit_person import EditPerson
from factdesk.people.views import People
from factdesk.server_check import check_team
from factdesk.store import engine, faults
from factdesk.store.check import check
from factdesk.store.link import Link, LinkState
from factdesk.store.server.address import ServerAddress
from factdesk.store.server.refusals import ServerAway, ServerBusy, ServerStandsBy
from factdesk.store.server.team_server import TeamServer
from tests.support.builders import Make
from tests.support.people import PASSPHRASE
from tests.support.servers import ROLE, ServerTeam
from tests.support.shared_desks import Heard
from tests.support.wire import Wire

_OURS = f"FROM pg_stat_activity WHERE usename = '{ROLE}'"


def at(team: ServerTeam, port: int) -> ServerAddress:
    """The team's address at another port of this machine."""
    there = team.address()
    return ServerAddress.parse(there.text.replace(f":{there.port}", f":{port}"))


@contextmanager
def answering(answer: bytes) -> Iterator[int]:
    """Something that gives the same answer to whatever it hears; its port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                client, _address = listener.accept()
            except OSError:
                return
            with client:
                client.recv(4096)
                client.sendall(answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield int(listener.getsockname()[1])
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


# -- what is no server of ours ---------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"",
        b"\x00" * 4096,
        b"\xff" * 4096,
        b"R\x7f\xff\xff\xff" + b"x" * 100,
        b"E\x00\x00\x00\x20SFATAL\x00C57P03\x00Mstarting\x00\x00\x00\x00\x00",
    ],
    ids=["web", "nothing", "zeros", "ones", "endless", "starting"],
)
def test_what_is_no_postgresql_is_as_good_as_away(server_team: ServerTeam, answer: bytes) -> None:
    with answering(answer) as port, pytest.raises(ServerAway):
        TeamServer.open(at(server_team, port), PASSPHRASE)


def test_a_slow_server_is_waited_for_and_one_slower_than_that_is_as_good_as_away(
    server_team: ServerTeam, clock: FixedClock
) -> None:
    there = server_team.address()
    with Wire((there.host, there.port)) as wire:
        wire.delay(0.02)
        with opening_server.open_server(at(server_team, wire.port), PASSPHRASE, clock) as desk:
            person = desk.do(AddPerson(given_name="Åse"))
            wire.delay(2)
            with pytest.raises(ServerAway):
                TeamServer.open(at(server_team, wire.port), PASSPHRASE)
            wire.restore()
            assert person in [each.id for each in server_team.desk(clock).see(People())]


# -- too many, broken off, read-only -----------------------------------------------------------


def test_a_server_without_free_places_says_so(server_team: ServerTeam) -> None:
    server_team.sql(f'ALTER ROLE "{ROLE}" CONNECTION LIMIT 0')
    with pytest.raises(ServerBusy):
        TeamServer.open(server_team.address(), PASSPHRASE)
    server_team.sql(f'ALTER ROLE "{ROLE}" CONNECTION LIMIT 24')


def test_a_statement_that_was_broken_off_changes_nothing_and_is_told(
    server_team: ServerTeam, server_desk: Desk
) -> None:
    before = server_desk.store.newest()
    waiting = threading.Event()
    with closing(server_team.cluster.connect(database=server_team.database)) as other:
        other.execute("BEGIN")
        other.execute("SELECT n FROM change_counter FOR UPDATE")
        done = server_desk.run(AddPerson(given_name="Åse"))
        while not waiting.is_set():
            found = server_team.sql(f"SELECT pg_cancel_backend(pid) {_OURS} AND wait_event = "
                                    "'transactionid' OR wait_event = 'tuple'")  # fmt: skip
            if found:
                waiting.set()
        with pytest.raises(faults.BrokenOff):
            done.result()
        other.execute("ROLLBACK")
    assert server_desk.store.newest() == before
    server_desk.do(AddPerson(given_name="Åse"))


def test_a_backend_that_is_ended_between_two_acts_costs_one_try(
    server_team: ServerTeam, server_desk: Desk
) -> None:
    server_desk.do(AddPerson(given_name="Åse"))
    server_team.sql(f"SELECT pg_terminate_backend(pid, 5000) {_OURS}")
    try:
        server_desk.do(AddPerson(given_name="Ida"))
    except faults.ConnectionLost:
        server_desk.do(AddPerson(given_name="Ida"))
    assert len(server_desk.see(People())) == 2


def test_a_server_that_takes_no_changes_any_more_says_so_and_can_be_read(
    server_team: ServerTeam, server_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one that was replaced by its standby while people work."""
    person = server_desk.do(AddPerson(given_name="Åse"))
    with monkeypatch.context() as patch:
        becomes_read_only = "SELECT set_config('transaction_read_only', 'on', true)"
        patch.setattr(engine, "_FOR_A_WRITER", becomes_read_only)
        with pytest.raises(ServerStandsBy):
            server_desk.do(AddPerson(given_name="Ida"))
        assert [each.id for each in server_desk.see(People())] == [person]
    server_team.sql(f'ALTER ROLE "{ROLE}" SET default_transaction_read_only = on')
    with pytest.raises(ServerStandsBy):
        TeamServer.open(server_team.address(), PASSPHRASE)
    server_team.sql(f'ALTER ROLE "{ROLE}" RESET default_transaction_read_only')
    server_desk.do(AddPerson(given_name="Ida"))


def test_whoever_died_with_the_lock_does_not_hold_the_others_up(
    server_team: ServerTeam, server_desk: Desk
) -> None:
    """The server ends its transaction before the others have given up."""
    own = server_desk.keys
    assert isinstance(own, TeamServer)
    with server_desk.store.writing.begin() as connection:
        silent = connection.exec_driver_sql(
            "SELECT setting::int FROM pg_settings"
            " WHERE name = 'idle_in_transaction_session_timeout'"
        ).scalar()
    assert silent is not None
    assert 0 < silent < engine.BUSY_MILLISECONDS * engine.TRIES


# -- notifications -----------------------------------------------------------------------------


def test_a_flood_of_foreign_and_senseless_notifications_hinders_nobody(
    server_team: ServerTeam, server_desk: Desk, clock: FixedClock
) -> None:
    """Anybody with a login may notify on any channel whose name they know."""
    other = server_team.desk(clock)
    links: Heard[Link] = Heard()
    other.on_link(links)
    if other.link.state is not LinkState.LIVE:
        links.until(lambda told: told[-1].state is LinkState.LIVE)
    changes: Heard[object] = Heard()
    other.subscribe(changes)
    channel = f"fd_{server_team.store_id}"
    for payload in ("repeat('9', 7999)", "'marks'", "''", "chr(233) || chr(0x1F600)", "'-1'"):
        server_team.sql(
            f"SELECT pg_notify('{channel}', {payload} || i::text) FROM generate_series(1, 2000) i"
            if payload != "repeat('9', 7999)"
            else f"SELECT pg_notify('{channel}', repeat((i % 10)::text, 7999))"
            " FROM generate_series(1, 200) i"
        )
    person = server_desk.do(AddPerson(given_name="Åse"))
    changes.until(lambda told: any(("persons", person) in each.rows for each in told))  # type: ignore[attr-defined]
    assert other.link.state is LinkState.LIVE


# -- clocks ------------------------------------------------------------------------------------


@pytest.mark.parametrize("hours", [-1, 1], ids=["behind", "ahead"])
def test_a_clock_an_hour_off_is_told_and_does_not_change_the_order(
    server_team: ServerTeam, server_desk: Desk, clock: FixedClock, hours: int
) -> None:
    skewed = FixedClock(clock.now() + timedelta(hours=hours))
    with opening_server.open_server(server_team.address(), PASSPHRASE, skewed) as other:
        first = Make(server_desk).person("Kari", "Ruud")
        second = Make(other).person("Ola", "Berg")
        third = Make(server_desk).person("Åse", "Lie")
        numbers = [
            server_team.sql("SELECT min(number) FROM change_log WHERE entity_id = %s", person)[0][0]
            for person in (first, second, third)
        ]
        assert numbers == sorted(numbers)
        other.do(EditPerson(second, 1, own_goal="Ro"))
        server_desk.do(EditPerson(second, 2, address="Storgata 1"))
        assert other.undo().result() is not None
        assert all(step.is_in_order for step in check(other.store, None))
    told = opening_server.clock_notice(timedelta(hours=hours))
    assert "60 minutes" in told[0]
    assert ("ahead" if hours > 0 else "behind") in told[0]
    steps = check_team(server_team.address(), PASSPHRASE)
    assert [step.code for step in steps if step.problems and step.code != "clock"] == []


def test_a_connection_that_still_waits_for_an_answer_is_given_up_and_not_put_back(
    server_desk: Desk,
) -> None:
    """As where the line was cut while a question was sent; the log of the program says nothing."""

    def ask_twice() -> None:
        with server_desk.store.reading(server_desk.actor) as reader:
            line = reader.session.connection().connection.driver_connection
            assert isinstance(line, psycopg.Connection)
            line.pgconn.send_query(b"SELECT pg_sleep(60)")
            reader.session.scalars(text("SELECT 1")).one()

    with pytest.raises(faults.ConnectionLost):
        ask_twice()
    assert server_desk.see(People()) == ()
