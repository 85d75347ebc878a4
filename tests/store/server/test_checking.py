"""The server's guard is checked: what is as it was made is in order, what was touched is told."""

from __future__ import annotations

from contextlib import closing

import pytest

from factdesk.store.server import checking, preparing
from tests.support.cluster import installations, major_version, running
from tests.support.two_teams import KINDS, Place, Team


def found(team: Team) -> dict[str, list[str]]:
    """What a user of a team finds wrong, by step."""
    steps = checking.server_steps(team["admin"].connect)
    told = {code: list(find()) for code, _name, find in steps}
    return {code: problems for code, problems in told.items() if problems}


VERSIONS = [each for each in installations() if major_version(each) >= preparing.OLDEST_POSTGRES]


@pytest.mark.parametrize("installation", VERSIONS, ids=lambda each: f"{major_version(each)}")
def test_a_prepared_server_is_in_order(installation: object) -> None:
    with running(installation) as cluster:  # type: ignore[arg-type]
        place = Place(cluster, cluster.create_database())
        with place.administering() as connection:
            preparing.prepare(connection)
        team = place.make_team("a", tuple(KINDS))
        assert found(team) == {}


@pytest.mark.parametrize(
    "language", ["C", "C.UTF-8", "POSIX", "en_US.UTF-8", "", "English_UK.1252"]
)
def test_a_server_that_speaks_english_is_understood(language: str) -> None:
    assert checking.is_english(language)


@pytest.mark.parametrize("language", ["nb_NO.UTF-8", "sv_SE", "Catalan_Spain", "ca_ES", "eo", "cs"])
def test_a_server_of_another_language_is_told_of(language: str) -> None:
    assert not checking.is_english(language)


@pytest.fixture
def team(server_place: Place) -> Team:
    """A team on a database of the test's own."""
    return server_place.make_team("a", ("admin", "member"))


@pytest.mark.parametrize(
    ("code", "statement", "told"),
    [
        ("policies", "ALTER TABLE persons DISABLE ROW LEVEL SECURITY", "persons"),
        ("policies", "DROP POLICY fd_see ON notes", "fd_see"),
        ("policies", "CREATE POLICY open ON staff USING (true)", "open"),
        ("policies", "ALTER POLICY fd_see ON staff USING (true)", "fd_see"),
        ("policies", "ALTER POLICY fd_add ON acts WITH CHECK (true)", "fd_add"),
        ("policies", "ALTER POLICY fd_see ON staff TO PUBLIC", "fd_see"),
        ("policies", "ALTER TABLE persons OWNER TO postgres", "postgres"),
        ("policies", "CREATE VIEW public.every AS SELECT * FROM persons", "every"),
        ("grants", "GRANT DELETE ON change_log TO factdesk_user", "DELETE"),
        ("grants", "GRANT SELECT ON persons TO PUBLIC", "PUBLIC"),
        ("grants", "GRANT UPDATE (id) ON change_counter TO factdesk_user", "change_counter.id"),
        ("grants", "GRANT CREATE ON SCHEMA public TO PUBLIC", "schema public"),
        ("grants", "GRANT SELECT ON factdesk.members TO factdesk_user", "members"),
        ("grants", "REVOKE SELECT ON persons FROM factdesk_user", "persons"),
        ("functions", "ALTER FUNCTION factdesk.tenant() SECURITY INVOKER", "tenant"),
        ("functions", "ALTER FUNCTION factdesk.may(text) RESET ALL", "may"),
        (
            "functions",
            "CREATE OR REPLACE FUNCTION factdesk.may(what text) RETURNS boolean LANGUAGE plpgsql"
            " STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
            " AS 'BEGIN RETURN true; END'",
            "may",
        ),
        (
            "functions",
            "CREATE FUNCTION public.help() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "help",
        ),
        ("functions", "DROP TRIGGER fd_guard ON staff", "staff"),
        ("functions", "ALTER TABLE acts DISABLE TRIGGER fd_guard", "acts"),
        (
            "functions",
            "CREATE TRIGGER spy AFTER INSERT ON notes FOR EACH ROW"
            " EXECUTE FUNCTION factdesk.tell()",
            "spy",
        ),
        ("policies", "ALTER TABLE notes DROP CONSTRAINT fd_sealed", "notes"),
        (
            "policies",
            "ALTER TABLE notes DROP CONSTRAINT fd_sealed, ADD CONSTRAINT fd_sealed CHECK (true)",
            "notes",
        ),
        ("tenants", "CREATE INDEX ix_x ON persons (id)", "ix_x"),
        ("tenants", "ALTER TABLE persons ADD CONSTRAINT uq_x UNIQUE (id)", "uq_x"),
    ],
)
def test_what_was_touched_is_told(
    server_place: Place, team: Team, code: str, statement: str, told: str
) -> None:
    with server_place.administering() as connection:
        connection.exec_driver_sql(statement)
    problems = found(team)
    assert told in " ".join(problems[code])


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("ALTER ROLE {role} BYPASSRLS", "BYPASSRLS"),
        ("ALTER ROLE {role} CREATEROLE", "CREATEROLE"),
        ("GRANT pg_read_all_data TO {role}", "pg_read_all_data"),
        ("ALTER ROLE {role} RESET statement_timeout", "statement_timeout"),
        ("ALTER ROLE {role} CONNECTION LIMIT -1", "CONNECTION LIMIT"),
    ],
)
def test_a_login_with_more_than_it_needs_is_told(
    server_place: Place, team: Team, statement: str, told: str
) -> None:
    role = team["member"].role
    with closing(server_place.cluster.connect()) as connection:
        connection.execute(statement.format(role=f'"{role}"').encode())
    problems = found(team)["roles"]
    assert len(problems) == 1
    assert told in problems[0]
    assert role in problems[0]


def test_a_restored_database_misses_what_belongs_to_the_database(
    server_place: Place, team: Team
) -> None:
    """A dump brings everything but the rights on the database itself: preparing again does."""
    with server_place.administering() as connection:
        connection.exec_driver_sql(f"GRANT TEMP ON DATABASE {server_place.database} TO PUBLIC")
    assert "TEMPORARY" in " ".join(found(team)["grants"])
    with server_place.administering() as connection:
        preparing.prepare(connection)
    assert found(team) == {}
