"""What a user of one team can do to another team with psql and a login of their own: nothing.

Each test is one attempt. ``a`` and ``b`` are two teams in one database, each with a login of
every kind; the attempts are made with logins of ``a``.
"""

from __future__ import annotations

from contextlib import closing

import pytest

from factdesk.store.base import Base
from factdesk.store.ids import new_id
from factdesk.store.server.policies import ACCESS
from tests.support.two_teams import Place, Team, write_act

ROW_REFUSED = NO_PRIVILEGE = "42501"
OUT_OF_ORDER = "ZF008"

Two = tuple[Place, Team, Team]

TABLES = sorted(Base.metadata.tables)


# -- reading ---------------------------------------------------------------------------------


def test_a_user_sees_the_own_team(two_teams: Two) -> None:
    _place, a, _b = two_teams
    assert a["member"].gets("SELECT id FROM persons") == a.person_id
    assert a["member"].gets("SELECT factdesk.tenant(), factdesk.staff_id()") == (
        f"{a.tenant}|{a['member'].staff_id}"
    )


@pytest.mark.parametrize("table", TABLES)
def test_no_table_shows_a_row_of_another_team(two_teams: Two, table: str) -> None:
    place, a, b = two_teams
    with place.administering() as connection:
        there = connection.exec_driver_sql(
            f"SELECT count(*) FROM {table} WHERE tenant = '{b.tenant}'"
        ).scalar()
    for login in a.logins.values():
        seen = login.gets(f"SELECT count(*) FROM {table} WHERE tenant <> '{a.tenant}'")
        assert seen == "0", f"{login.role} sees {seen} of {there} rows"


@pytest.mark.parametrize(
    "attempt",
    [
        "SET factdesk.tenant = '{b}'; SELECT count(*) FROM persons",
        "SELECT set_config('factdesk.tenant', '{b}', false) IS NULL; SELECT count(*) FROM persons",
        "BEGIN; SET LOCAL factdesk.tenant = '{b}'; SELECT count(*) FROM staff; COMMIT",
        "SELECT count(*) FROM persons WHERE id = '{person}'",
        "SELECT count(*) FROM persons WHERE tenant = '{b}' AND id = '{person}'",
        "SELECT count(*) FROM (SELECT * FROM persons WHERE tenant = '{b}' OFFSET 0) AS x",
        "COPY (SELECT count(*) FROM persons WHERE tenant = '{b}') TO STDOUT",
        "SELECT count(*) FROM ONLY persons AS p JOIN staff AS s ON s.tenant = '{b}'",
        "SELECT count(*) FROM pg_catalog.pg_stats WHERE schemaname = 'public'"
        " AND tablename <> 'alembic_version'",
        "SELECT count(*) FROM pg_catalog.pg_stats_ext WHERE schemaname = 'public'",
        "SET ROLE factdesk_user; SET factdesk.tenant = '{b}'; SELECT count(*) FROM persons",
        "SELECT count(*) FROM factdesk.team_members() WHERE role LIKE '%.b.%'",
        "SELECT count(*) FROM factdesk.my_memberships() WHERE tenant = '{b}'",
        "SET factdesk.tenant = '{b}'; SELECT count(*) FROM factdesk.marks()",
    ],
)  # fmt: skip
def test_no_way_of_asking_gets_another_team(two_teams: Two, attempt: str) -> None:
    _place, a, b = two_teams
    told = a["admin"].gets(attempt.format(b=b.tenant, person=b.person_id))
    assert [line for line in told.splitlines() if line.isdigit()] == ["0"]


def test_a_setting_of_another_team_gives_no_team_at_all(two_teams: Two) -> None:
    """A program that believes to be in team B never writes to team A."""
    _place, a, b = two_teams
    told = a["admin"].gets(
        f"SET factdesk.tenant = '{b.tenant}';"
        "SELECT factdesk.tenant() IS NULL, factdesk.staff_id() IS NULL, factdesk.may('own')"
    )
    assert told.splitlines()[-1] == "t|t|f"


@pytest.mark.parametrize(
    "attempt",
    [
        "SET row_security = off; SELECT * FROM persons",
        "SET ROLE factdesk_owner",
        "SET ROLE factdesk_loader",
        "SET ROLE postgres",
        "SET SESSION AUTHORIZATION postgres",
        "SET session_replication_role = replica",
        "SELECT * FROM pg_catalog.pg_authid",
        "SELECT * FROM pg_catalog.pg_statistic",
        "SELECT pg_catalog.pg_read_file('pg_hba.conf')",
        "SELECT pg_catalog.pg_ls_dir('.')",
        "COPY persons FROM '/etc/hostname'",
        "COPY persons TO PROGRAM 'cat'",
        "SELECT pg_catalog.lo_import('/etc/hostname')",
        "SELECT pg_catalog.lo_create(0)",
        "SELECT pg_catalog.lo_from_bytea(0, 'x')",
        "SELECT * FROM factdesk.members",
        "SELECT * FROM factdesk.teams",
        "SELECT * FROM factdesk.marks",
        "UPDATE factdesk.schema_info SET head = '0001'",
        "UPDATE alembic_version SET version_num = '0001'",
    ],
)  # fmt: skip
def test_no_power_of_the_server_is_lent(two_teams: Two, attempt: str) -> None:
    _place, a, _b = two_teams
    assert a["admin"].is_refused(attempt) == NO_PRIVILEGE


@pytest.mark.parametrize(
    "attempt",
    [
        "CREATE TABLE x (a int)",
        "CREATE TEMP TABLE x (a int)",
        "CREATE TABLE public.x (a int)",
        "CREATE TABLE factdesk.x (a int)",
        "CREATE SCHEMA x",
        "CREATE VIEW public.x AS SELECT * FROM persons",
        "CREATE FUNCTION public.x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION pg_temp.texteq(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = text, FUNCTION = textne)",
        "CREATE DATABASE x",
        "CREATE ROLE x",
        "CREATE PUBLICATION x FOR ALL TABLES",
        "CREATE EVENT TRIGGER x ON ddl_command_start EXECUTE FUNCTION factdesk.tenant()",
        "CREATE TRIGGER x AFTER INSERT ON persons EXECUTE FUNCTION factdesk.tell()",
        "CREATE INDEX x ON persons (id)",
        "CREATE POLICY x ON persons USING (true)",
        "CREATE STATISTICS public.x ON id, tenant FROM persons",
        "ALTER TABLE persons DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE persons NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE change_log DISABLE TRIGGER ALL",
        "ALTER TABLE persons ALTER COLUMN tenant DROP DEFAULT",
        "ALTER FUNCTION factdesk.tenant() SECURITY INVOKER",
        "DROP POLICY fd_see ON persons",
        "DROP TABLE drafts",
        "TRUNCATE change_log",
        "TRUNCATE persons CASCADE",
        "GRANT SELECT ON persons TO PUBLIC",
        "GRANT factdesk_user TO postgres",
        "ALTER ROLE postgres PASSWORD 'x'",
        "ALTER ROLE CURRENT_USER CREATEROLE",
        "ALTER ROLE CURRENT_USER SET factdesk.tenant = 'x'",
        "COMMENT ON ROLE factdesk_user IS 'x'",
    ],
)  # fmt: skip
def test_nothing_can_be_made_or_altered(two_teams: Two, attempt: str) -> None:
    """PostgreSQL warns and gives nothing where somebody grants what they do not have."""
    _place, a, _b = two_teams
    login = a["admin"]
    if attempt.startswith("GRANT SELECT"):
        assert login.is_refused(attempt + "; SELECT * FROM factdesk.members") == NO_PRIVILEGE
        assert (
            login.gets(
                "SELECT count(*) FROM information_schema.table_privileges WHERE grantee = 'PUBLIC'"
                " AND table_schema = 'public'"
            )
            == "0"
        )
        return
    assert login.is_refused(attempt) in (NO_PRIVILEGE, "0LP01")


@pytest.mark.parametrize("table", TABLES)
def test_a_name_put_in_front_changes_no_function(two_teams: Two, table: str) -> None:
    """Whatever the search path, a table is asked for the own team."""
    _place, a, b = two_teams
    told = a["member"].gets(
        f"SET search_path = pg_temp, public, pg_catalog; SELECT count(*) FROM public.{table}"
        f" WHERE tenant = '{b.tenant}'"
    )
    assert told.splitlines()[-1] == "0"


def test_what_is_estimated_of_another_team_is_the_same_as_of_none(two_teams: Two) -> None:
    place, a, b = two_teams
    with place.administering() as connection:
        connection.exec_driver_sql("ANALYZE")
    plans = {
        tenant: a["member"].gets(f"EXPLAIN SELECT FROM change_log WHERE tenant = '{tenant}'")
        for tenant in (b.tenant, "0" * 32)
    }
    assert plans[b.tenant].replace(b.tenant, "0" * 32) == plans["0" * 32]
    assert place.value("SELECT count(*) FROM pg_stats WHERE attname = 'tenant'"
                       " AND schemaname = 'public'") == 0  # fmt: skip


def test_a_condition_that_tells_what_it_is_given_is_given_nothing(two_teams: Two) -> None:
    """A cast that fails with the value in its words is tried only on rows one may see."""
    _place, a, _b = two_teams
    login = a["member"]
    told = login.gets(
        "DO $$ BEGIN PERFORM FROM persons WHERE (tenant || id)::int > 0; EXCEPTION"
        " WHEN invalid_text_representation THEN RAISE NOTICE 'own %', sqlerrm LIKE"
        f" '%{a.tenant}%'; END $$; SELECT 1"
    )
    assert told.splitlines()[-1] == "1"
    done = login._psql("SELECT FROM persons WHERE (tenant || id)::int > 0")
    assert a.tenant in done.stderr
    done = login._psql(
        f"SELECT FROM persons WHERE (tenant || id)::int > 0 AND id <> '{a.person_id}'"
    )
    assert "ERROR" not in done.stderr


def test_what_others_are_doing_is_not_shown(two_teams: Two) -> None:
    _place, a, b = two_teams
    with closing(b["member"].connect()) as connection:
        connection.execute("SELECT 'Åse Ødegård'")
        told = a["admin"].gets(
            "SELECT DISTINCT query, client_addr FROM pg_stat_activity"
            f" WHERE usename = '{b['member'].role}'"
        )
        assert told == "<insufficient privilege>|"


def test_nothing_counts_for_several_teams_at_once(two_teams: Two) -> None:
    """A sequence would tell how busy others are."""
    place, _a, _b = two_teams
    assert place.value("SELECT count(*) FROM pg_class WHERE relkind = 'S'") == 0


def test_the_team_is_asked_once_per_statement_and_leads_every_index(two_teams: Two) -> None:
    _place, a, _b = two_teams
    plan = a["member"].gets(
        "SET enable_seqscan = off; SET enable_bitmapscan = off;"
        "EXPLAIN (COSTS OFF) SELECT * FROM notes WHERE person_id = 'x' ORDER BY at DESC LIMIT 5"
    )
    assert "InitPlan 1" in plan
    assert "InitPlan 2" not in plan
    condition = next(line for line in plan.splitlines() if "Index Cond" in line)
    assert "tenant = " in condition
    assert "person_id" in condition
    assert "Filter" not in plan
    assert "Sort" not in plan


# -- writing to another team -----------------------------------------------------------------


def row(table: str, tenant: str, login_id: str) -> str:
    """An INSERT that would be in order but for its tenant."""
    return {
        "persons": "INSERT INTO persons (tenant, id, version, given_name, family_name, language,"
        f" stage) VALUES ('{tenant}', '{new_id()}', 1, 's1:x', 's1:y', 'nb', 'admitted')",
        "access_log": "INSERT INTO access_log (tenant, id, at, actor_id, station, person_id,"
        f" purpose) VALUES ('{tenant}', '{new_id()}', now(), '{login_id}', 's', 'p', 'w')",
        "drafts": "INSERT INTO drafts (tenant, actor_id, place, text, at) VALUES"
        f" ('{tenant}', '{login_id}', '{new_id()}', 's1:t', now())",
        "staff": "INSERT INTO staff (tenant, id, version, name, initials, profession,"
        " fte_percent, role, is_administrator, has_health_basis) VALUES"
        f" ('{tenant}', '{new_id()}', 1, 's1:n', 'i', 'nurse', 100, 'member', false, true)",
        "cars": "INSERT INTO cars (tenant, id, version, name, active) VALUES"
        f" ('{tenant}', '{new_id()}', 1, 'n', true)",
    }[table]


@pytest.mark.parametrize("table", ["persons", "access_log", "drafts", "staff", "cars"])
def test_no_row_is_written_into_another_team(two_teams: Two, table: str) -> None:
    _place, a, b = two_teams
    login = a["admin"]
    assert login.gets(f"BEGIN; {row(table, a.tenant, login.staff_id)}; ROLLBACK").endswith(
        "ROLLBACK"
    )
    assert login.is_refused(row(table, b.tenant, login.staff_id)) == ROW_REFUSED
    assert (
        login.is_refused(
            f"SET factdesk.tenant = '{b.tenant}'; {row(table, b.tenant, b['admin'].staff_id)}"
        )
        == ROW_REFUSED
    )


def test_no_row_is_moved_into_another_team(two_teams: Two) -> None:
    _place, a, b = two_teams
    for attempt in (
        f"UPDATE persons SET tenant = '{b.tenant}'",
        f"UPDATE staff SET tenant = '{b.tenant}'",
        f"UPDATE drafts SET tenant = '{b.tenant}'",
    ):
        login = a["admin"]
        code = login.is_refused(
            f"BEGIN; {row('drafts', a.tenant, login.staff_id)}; {attempt}; ROLLBACK"
        )
        assert code == ROW_REFUSED


@pytest.mark.parametrize("attempt", [
    "UPDATE persons SET given_name = 'z' WHERE id = '{person}'",
    "DELETE FROM persons WHERE id = '{person}'",
    "UPDATE staff SET is_administrator = false WHERE tenant = '{b}'",
    "DELETE FROM staff WHERE tenant = '{b}'",
    "UPDATE change_counter SET n = n + 1 WHERE tenant = '{b}'",
    "DELETE FROM drafts WHERE tenant = '{b}'",
])  # fmt: skip
def test_no_row_of_another_team_is_changed_or_removed(two_teams: Two, attempt: str) -> None:
    _place, a, b = two_teams
    told = a["admin"].gets(attempt.format(b=b.tenant, person=b.person_id))
    assert told in ("UPDATE 0", "DELETE 0")


def test_a_key_of_another_team_is_free(two_teams: Two) -> None:
    """A unique violation would tell that the key exists."""
    _place, a, b = two_teams
    login = a["admin"]
    told = login.gets(
        "BEGIN; INSERT INTO persons (id, version, given_name, family_name, language, stage)"
        f" VALUES ('{b.person_id}', 1, 's1:x', 's1:y', 'nb', 'admitted'); ROLLBACK"
    )
    assert told.endswith("ROLLBACK")
    assert (
        login.is_refused(
            "INSERT INTO persons (tenant, id, version, given_name, family_name, language, stage)"
            f" VALUES ('{b.tenant}', '{b.person_id}', 1, 's1:x', 's1:y', 'nb', 'a')"
            " ON CONFLICT (tenant, id) DO NOTHING"
        )
        == ROW_REFUSED
    )


def test_a_reference_never_leads_to_another_team(two_teams: Two) -> None:
    """A row that exists there and one that exists nowhere are refused alike."""
    _place, a, b = two_teams
    told = {
        person: a["admin"].is_refused(
            "INSERT INTO warnings (id, version, person_id, kind, text, since) VALUES"
            f" ('{new_id()}', 1, '{person}', 'dog', 's1:t', now())"
        )
        for person in (b.person_id, new_id())
    }
    assert len(set(told.values())) == 1
    attempt = f"UPDATE persons SET coordinator_id = '{b['admin'].staff_id}'"
    assert a["admin"].is_refused(attempt) == "23503"


def test_a_lock_on_another_teams_row_finds_no_row(two_teams: Two) -> None:
    _place, a, b = two_teams
    told = a["admin"].gets(
        f"SELECT n FROM change_counter WHERE tenant = '{b.tenant}' FOR UPDATE;"
        f"SELECT count(*) FROM change_counter WHERE tenant = '{b.tenant}'"
    )
    assert told == "0"


# -- the log ---------------------------------------------------------------------------------

LOGS = ("change_log", "acts", "access_log", "printed_papers")


@pytest.mark.parametrize("table", LOGS)
@pytest.mark.parametrize("kind", ["admin", "member", "reader"])
def test_what_is_logged_is_never_changed_or_removed(two_teams: Two, table: str, kind: str) -> None:
    _place, a, _b = two_teams
    for attempt in (
        f"UPDATE {table} SET actor_id = 'x'",
        f"DELETE FROM {table}",
        f"TRUNCATE {table}",
        f"DELETE FROM {table} WHERE actor_id = '{a[kind].staff_id}'",
        f"ALTER TABLE {table} RENAME TO gone",
    ):
        assert a[kind].is_refused(attempt) == NO_PRIVILEGE


def log_entry(number: str, actor: str) -> str:
    """An entry of the log."""
    return (
        "INSERT INTO change_log (number, act_id, at, actor_id, station, code, entity, entity_id,"
        f" previous_hash, hash) VALUES ({number}, '{new_id()}', now(), '{actor}', 's', 'c',"
        " 'persons', 'e', 's1:p', 's1:h')"
    )


@pytest.mark.parametrize("table", LOGS)
def test_nobody_writes_in_anothers_name(two_teams: Two, table: str) -> None:
    _place, a, _b = two_teams
    login, other = a["admin"], a["member"].staff_id
    begin = "BEGIN; UPDATE change_counter SET n = n + 1;"
    attempt = {
        "change_log": begin + log_entry("(SELECT n FROM change_counter)", other),
        "acts": begin + "INSERT INTO acts (id, first, last, at, actor_id, station, code, details,"
        f" undoable) SELECT '{new_id()}', n, n, now(), '{other}', 's', 'c', '', true"
        " FROM change_counter",
        "access_log": "INSERT INTO access_log (id, at, actor_id, station, person_id, purpose)"
        f" VALUES ('{new_id()}', now(), '{other}', 's', 'p', 'w')",
        "printed_papers": "INSERT INTO printed_papers (id, at, actor_id, station, kind)"
        f" VALUES ('{new_id()}', now(), '{other}', 's', 'board')",
    }[table]
    assert login.is_refused(attempt) == ROW_REFUSED
    assert login.is_refused(attempt.replace(other, "system")) == ROW_REFUSED


def test_nothing_is_logged_ahead_of_the_counter_or_over_another(two_teams: Two) -> None:
    _place, a, _b = two_teams
    login = a["member"]
    me = login.staff_id
    assert login.is_refused(log_entry("(SELECT n + 1 FROM change_counter)", me)) == ROW_REFUSED
    assert login.is_refused(log_entry("1", me)) == "23505"
    assert login.is_refused(log_entry("0", me)) == ROW_REFUSED
    assert login.is_refused(log_entry("-7", me)) == ROW_REFUSED


def test_the_counter_only_grows_by_what_is_logged(two_teams: Two) -> None:
    _place, a, _b = two_teams
    login = a["member"]
    assert login.is_refused("UPDATE change_counter SET n = n - 1") == OUT_OF_ORDER
    assert login.is_refused("UPDATE change_counter SET n = 0") == OUT_OF_ORDER
    assert login.is_refused("UPDATE change_counter SET n = n + 1") == OUT_OF_ORDER
    assert login.is_refused("UPDATE change_counter SET id = 2") == NO_PRIVILEGE
    assert login.is_refused("DELETE FROM change_counter") == NO_PRIVILEGE
    assert login.is_refused("INSERT INTO change_counter (id, n) VALUES (2, 0)") == NO_PRIVILEGE
    held = "BEGIN; SET CONSTRAINTS ALL IMMEDIATE; UPDATE change_counter SET n = n + 1"
    assert login.is_refused(held) == OUT_OF_ORDER


def test_the_hash_of_the_newest_entry_is_not_changed_afterwards(two_teams: Two) -> None:
    """It would break the chain for whoever writes next."""
    _place, a, _b = two_teams
    for login in (a["admin"], a["member"]):
        attempt = "UPDATE change_counter SET last_hash = {}"
        assert login.is_refused(attempt.format("'x'")) == OUT_OF_ORDER
        assert login.is_refused(attempt.format("NULL")) == OUT_OF_ORDER


def test_a_log_without_its_act_is_not_saved(two_teams: Two) -> None:
    _place, a, _b = two_teams
    login = a["member"]
    assert (
        login.is_refused(
            "BEGIN; UPDATE change_counter SET n = n + 1;"
            + log_entry("(SELECT n FROM change_counter)", login.staff_id)
            + "; COMMIT"
        )
        == OUT_OF_ORDER
    )


def test_an_act_covers_only_what_follows(two_teams: Two) -> None:
    _place, a, _b = two_teams
    login = a["member"]
    assert (
        login.is_refused(
            "INSERT INTO acts (id, first, last, at, actor_id, station, code, details, undoable)"
            f" VALUES ('{new_id()}', 1, 1, now(), '{login.staff_id}', 's', 'c', 's1:', true)"
        )
        == OUT_OF_ORDER
    )


@pytest.mark.parametrize("kind", ["admin", "leader", "member", "assessor", "reader"])
def test_everybody_logs_their_own_acts(two_teams: Two, kind: str) -> None:
    """As the program does; taken back, for nothing here is changed."""
    place, a, _b = two_teams
    with (
        closing(a[kind].connect()) as connection,
        connection.transaction(force_rollback=True),
    ):
        before = place.value("SELECT n FROM change_counter WHERE tenant = :t", t=a.tenant)
        assert write_act(connection, a[kind], 3) == before + 3
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_every_table_is_thought_of() -> None:
    assert set(ACCESS) == set(Base.metadata.tables)
