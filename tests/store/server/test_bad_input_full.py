"""A server whose disk is full: while somebody saves, while a team moves in, and where its log lies.

A file that leads to ``/dev/full`` is a full disk for whatever is written to it: the server gets
the system's own error, and needs no disk of its own and no rights for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from factdesk import moving, opening_server
from factdesk.clock import FixedClock
from factdesk.contacts.tables import Contact
from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.people.actions.add_person import AddPerson
from factdesk.people.views import People
from factdesk.store import faults
from factdesk.store.check import check
from factdesk.store.server import making
from factdesk.store.server.address import ServerAddress
from tests.support.builders import Make
from tests.support.cluster import Cluster, running
from tests.support.desks import PASSPHRASE
from tests.support.moving import Place
from tests.support.servers import ServerTeam, make_team

_FULL = Path("/dev/full")


@contextmanager
def no_room_for(cluster: Cluster, database: str, table: str) -> Iterator[None]:
    """Meanwhile, an empty table of a database cannot grow."""
    with closing(cluster.connect(database=database)) as connection:
        connection.execute("CHECKPOINT")
        found = connection.execute(
            "SELECT pg_relation_filepath(oid), pg_relation_size(oid) FROM pg_class"
            " WHERE oid = %s::regclass", (table,),
        ).fetchone()  # fmt: skip
    assert found is not None
    assert found[1] == 0, "only an empty table can be made full"
    file = cluster.folder / "data" / found[0]
    aside = file.with_name(file.name + ".aside")
    file.rename(aside)
    file.symlink_to(_FULL)
    try:
        yield
    finally:
        file.unlink()
        aside.rename(file)
        # Whoever has the file open goes on writing to where it led.
        with closing(cluster.connect()) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = %s AND pid <> pg_backend_pid()", (database,),
            )  # fmt: skip


def test_an_act_for_which_there_is_no_room_changes_nothing_and_reading_goes_on(
    server_team: ServerTeam, server_desk: Desk, clock: FixedClock
) -> None:
    make = Make(server_desk)
    person, before = make.person("Kari", "Ruud"), server_desk.store.newest()
    with no_room_for(server_team.cluster, server_team.database, "contacts"):
        with pytest.raises(faults.ServerFull, match="disk is full"):
            make.contact(person, server_desk.actor.id)
        assert server_desk.store.newest() == before
        assert len(server_desk.see(People())) == 1
        server_desk.do(AddPerson(given_name="Åse"))
    again = server_team.desk(clock)
    Make(again).contact(person, again.actor.id)
    with again.store.reading(again.actor) as reader:
        assert reader.session.query(Contact).count() == 1
    assert all(step.is_in_order for step in check(again.store, None))


def test_a_team_for_which_there_is_no_room_is_not_moved_and_can_be_afterwards(
    desk: Desk, make: Make, place: Place
) -> None:
    make.person("Kari", "Ruud")
    making.prepare(place.administrator)
    with no_room_for(place.cluster, place.database, "persons"):
        with pytest.raises(faults.ServerFull):
            moving.upload(desk, place.administrator, PASSPHRASE)
        assert desk.folder is not None
        assert desk.folder.moved is None
        desk.do(AddPerson(given_name="Åse"))
        assert place.asked("SELECT count(*) FROM factdesk.teams") == [(0,)]
    moving.upload(desk, place.administrator, PASSPHRASE)
    with opening_server.open_server(place.user(), PASSPHRASE) as there:
        assert len(there.see(People())) == 2


def test_a_full_disk_of_the_servers_own_log_loses_nothing(clock: FixedClock) -> None:
    """The server then stops by itself, and starts again when there is room."""
    with running() as cluster:
        saved = _save_until_it_stops(cluster, clock)
        address = ServerAddress.parse(cluster.address("marit.holm", "factdesk"))
        with opening_server.open_server(address, PASSPHRASE, clock) as again:
            there = {each.id for each in again.see(People())}
            assert there >= set(saved)
            assert len(there) <= len(saved) + 1
            again.do(AddPerson(given_name="Ida"))
            assert all(step.is_in_order for step in check(again.store, None))


def _save_until_it_stops(cluster: Cluster, clock: FixedClock) -> list[str]:
    """Work until the log's disk is full; make room; whom the program said it had saved."""
    with closing(cluster.connect()) as connection:
        connection.execute("CREATE DATABASE factdesk TEMPLATE template0")
    address = ServerAddress.parse(cluster.url("factdesk", "postgresql"))
    desk, _key = make_team(address, clock)
    with desk:
        saved = [desk.do(AddPerson(given_name="Åse"))]
        files = _fill_log(cluster)
        with closing(cluster.connect()) as connection, suppress(psycopg.Error):
            connection.execute("SELECT pg_switch_wal()")
        with pytest.raises(KnownError):
            saved.append(desk.do(AddPerson(given_name="Ida")))
    cluster.kill()
    for file in files:
        file.unlink()
    cluster.start()
    return saved


def _fill_log(cluster: Cluster) -> list[Path]:
    """From the next of its files on, the server's log has no room."""
    with closing(cluster.connect()) as connection:
        connection.execute("CHECKPOINT")
        row = connection.execute("SELECT pg_walfile_name(pg_current_wal_lsn())").fetchone()
    assert row is not None
    name = str(row[0])
    files = []
    for further in (1, 2, 3):
        number = f"{int(name[16:], 16) + further:08X}"
        file = cluster.folder / "data" / "pg_wal" / f"{name[:16]}{number}"
        file.unlink(missing_ok=True)
        file.symlink_to(_FULL)
        files.append(file)
    return files
