"""A database is prepared for teams: once or twice, by whom, beside others, on which PostgreSQL."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from psycopg import sql
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

from factdesk.errors import KnownError
from factdesk.store import schema
from factdesk.store.server import preparing, refusals, unfit
from factdesk.store.server.functions import Refusal
from tests.store.server.test_functions import add, call, refusal
from tests.support.cluster import Cluster, installations, major_version, running
from tests.support.two_teams import PASSWORD, Place, change, prepare_at

VERSIONS = [each for each in installations() if major_version(each) >= preparing.OLDEST_POSTGRES]


@pytest.fixture
def empty(cluster: Cluster) -> Iterator[Place]:
    """A database in which nothing has been done."""
    place = Place(cluster, cluster.create_database())
    yield place
    cluster.drop_database(place.database)


def prepare(place: Place) -> None:
    """Prepare a database as the superuser."""
    with place.administering() as connection:
        preparing.prepare(connection)


def test_preparing_twice_leaves_what_there_is(empty: Place) -> None:
    prepare(empty)
    team = empty.make_team("a", ("admin", "member"))
    change(team["member"], 2)
    prepare(empty)
    assert team["member"].gets("SELECT n FROM change_counter") == "2"
    assert change(team["member"]) == 3
    assert empty.value("SELECT head FROM factdesk.schema_info") == schema.HEAD


def test_two_databases_of_one_cluster_share_no_login(empty: Place, server_place: Place) -> None:
    """The roles are the cluster's: a login of one database is refused as one of the other."""
    prepare(empty)
    here, there = empty.make_team("a"), server_place.make_team("b")
    login = there["admin"]
    staff_id = empty.add_staff(here)
    for verifier in (empty.verifier(login.role), None):
        told = refusal(here["admin"], "add_member", login.role, staff_id, verifier, "{}")
        assert told == Refusal.LOGIN_TAKEN
    with closing(empty.cluster.connect(login.role, empty.database, PASSWORD)) as connection:
        found = connection.execute(
            "SELECT factdesk.tenant(), (SELECT count(*) FROM persons),"
            " (SELECT count(*) FROM factdesk.my_memberships())"
        ).fetchone()
        assert found == (None, 0, 0)


def test_databases_prepared_at_the_same_moment_make_the_roles_once() -> None:
    with running() as cluster:
        places = [Place(cluster, cluster.create_database()) for _number in range(2)]
        urls = [cluster.url(place.database) for place in places]
        # Alembic is one per process.
        with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
            list(pool.map(prepare_at, urls))
        for place in places:
            team = place.make_team("a")
            assert team["admin"].gets("SELECT count(*) FROM persons") == "1"


@pytest.mark.parametrize("installation", VERSIONS, ids=lambda each: f"{major_version(each)}")
def test_a_login_without_a_superusers_power_can_prepare(installation: Path) -> None:
    """As on a hosted PostgreSQL: it owns the database and may create roles."""
    with running(installation) as cluster:
        with closing(cluster.connect()) as connection:
            connection.execute(
                sql.SQL("CREATE ROLE dba LOGIN CREATEROLE PASSWORD {}").format(PASSWORD)
            )
        database = cluster.create_database()
        with closing(cluster.connect()) as connection:
            connection.execute(f"ALTER DATABASE {database} OWNER TO dba")
        place = Place(cluster, database)
        place.engine = create_engine(
            URL.create("postgresql+psycopg", "dba", PASSWORD, "127.0.0.1", cluster.port, database),
            poolclass=NullPool,
        )
        prepare(place)
        prepare(place)
        team = place.make_team("a", ("admin", "member"))
        other = place.make_team("b")
        kari = add(team, place, "kari.nordmann", place.add_staff(team))
        assert kari.gets("SELECT count(*) FROM persons") == "1"
        assert change(kari, 2) == 2
        with closing(kari.connect()) as connection:
            call(team["admin"], "remove_member", kari.role)
            with pytest.raises(Exception, match=r"terminat|closed"):
                connection.execute("SELECT 1")
        assert other["admin"].gets("SELECT count(*) FROM persons") == "1"
        with place.administering(other.tenant) as connection:
            assert connection.scalar(text("SELECT count(*) FROM persons")) == 1


@pytest.mark.parametrize("installation", VERSIONS[1:], ids=lambda each: f"{major_version(each)}")
def test_an_older_postgresql_keeps_teams_apart(installation: Path) -> None:
    with running(installation) as cluster:
        place = Place(cluster, cluster.create_database())
        prepare(place)
        a, b = place.make_team("a"), place.make_team("b")
        assert change(a["admin"]) == change(b["admin"]) == 1
        seen = f"SELECT count(*) FROM persons WHERE tenant = '{b.tenant}'"
        assert a["admin"].gets(seen) == "0"
        cluster.kill()
        cluster.start()
        assert change(a["admin"]) == 2


def refused(place: Place, kind: type[KnownError]) -> None:
    """Preparing is refused, and nothing of it is left."""
    with pytest.raises(kind), place.administering() as connection:
        preparing.prepare(connection)
    assert not place.value("SELECT to_regclass('factdesk.schema_info') IS NOT NULL")


def test_a_database_with_other_tables_is_refused(empty: Place) -> None:
    with empty.administering() as connection:
        connection.exec_driver_sql("CREATE TABLE ledger (id int)")
    refused(empty, unfit.DatabaseInUse)


def test_a_database_that_keeps_no_unicode_is_refused(cluster: Cluster) -> None:
    name = cluster.create_database()
    cluster.drop_database(name)
    with closing(cluster.connect()) as connection:
        connection.execute(
            f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'"
        )
    refused(Place(cluster, name), unfit.EncodingUnfit)
    cluster.drop_database(name)


def test_a_newer_schema_is_refused(empty: Place) -> None:
    prepare(empty)
    with empty.administering() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(refusals.SchemaTooNew), empty.administering() as connection:
        preparing.upgrade(connection)


def test_what_is_not_prepared_is_not_upgraded(empty: Place) -> None:
    with pytest.raises(refusals.ServerNotPrepared), empty.administering() as connection:
        preparing.upgrade(connection)


@pytest.mark.parametrize("made_with", ["LOGIN", "SUPERUSER", "BYPASSRLS", "CREATEDB", ""])
def test_a_role_of_our_name_that_is_not_ours_is_refused(made_with: str) -> None:
    with running() as cluster:
        with closing(cluster.connect()) as connection:
            connection.execute(f"CREATE ROLE factdesk_owner {made_with}")
        refused(Place(cluster, cluster.create_database()), unfit.RoleForeign)


def test_a_user_cannot_prepare(two_teams: tuple[Place, object, object]) -> None:
    place, a, _b = two_teams
    login = a["admin"]  # type: ignore[index]
    engine = create_engine(
        URL.create(
            "postgresql+psycopg", login.role, PASSWORD, "127.0.0.1", place.cluster.port,
            place.database,
        ),
        poolclass=NullPool,
    )  # fmt: skip
    with pytest.raises(refusals.AdministratorNeeded), engine.begin() as connection:
        preparing.prepare(connection)


def test_an_upgrade_does_not_wait_for_ever_for_whoever_is_at_work(
    server_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everybody else would wait behind it."""
    team = server_place.make_team("a")
    monkeypatch.setattr(preparing, "WAITS", "100ms")
    with closing(team["admin"].connect()) as reader, reader.transaction():
        reader.execute("SELECT count(*) FROM persons")
        with pytest.raises(unfit.OthersAtWork), server_place.administering() as connection:
            preparing.upgrade(connection)
    with server_place.administering() as connection:
        preparing.upgrade(connection)


def test_a_team_is_made_once(server_place: Place) -> None:
    team = server_place.make_team("a")
    with pytest.raises(unfit.TeamExists), server_place.administering() as connection:
        preparing.create_team(connection, team.tenant, "again", {})


def test_the_loader_is_within_one_team(server_place: Place) -> None:
    """An administrator who writes rows of one team touches none of another."""
    a, b = server_place.make_team("a"), server_place.make_team("b")
    with server_place.administering(a.tenant) as connection:
        assert connection.scalar(text("SELECT count(*) FROM persons")) == 1
        assert connection.execute(text("UPDATE change_counter SET n = n")).rowcount == 1
        connection.execute(text("DELETE FROM persons"))
    assert b["admin"].gets("SELECT count(*) FROM persons") == "1"
    with (
        pytest.raises(Exception, match="row-level security"),
        server_place.administering(a.tenant) as connection,
    ):
        connection.execute(
            text("INSERT INTO cars (tenant, id, version, name, active) VALUES (:t,'x',1,'n',true)"),
            {"t": b.tenant},
        )


def test_an_administrator_names_a_team_that_is_there(server_place: Place) -> None:
    with server_place.administering("f" * 32) as connection:
        assert connection.scalar(text("SELECT factdesk.tenant()")) is None


def test_a_server_that_is_killed_keeps_what_was_saved() -> None:
    with running() as cluster:
        place = Place(cluster, cluster.create_database())
        prepare(place)
        team = place.make_team("a")
        call(team["admin"], "set_mark", "editing", "x", "", "seat")
        with closing(cluster.connect()) as connection:
            connection.execute("CHECKPOINT")
        cluster.kill()
        cluster.start()
        assert change(team["admin"]) == 1
        assert call(team["admin"], "marks") == [], "marks pass"
        cluster.restart()
        assert team["admin"].gets("SELECT n FROM change_counter") == "1"
