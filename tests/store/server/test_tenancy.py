"""Many teams in one database: every key begins with the tenant, whichever revision made it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from factdesk.store import schema
from factdesk.store.base import Base
from factdesk.store.server import preparing, tenancy
from factdesk.store.server.policies import OWNER
from tests.support.cluster import Cluster
from tests.support.two_teams import Place, change

PICTURE = """
    SELECT string_agg(line, E'\n' ORDER BY line) FROM (
        SELECT c.relname || ' ' || pg_get_constraintdef(k.oid, true) AS line
            FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid
            WHERE c.relnamespace = 'public'::regnamespace
        UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT p::text FROM pg_policies AS p
        UNION ALL SELECT relname || relacl::text || relrowsecurity FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
        UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    ) AS lines"""


def as_owner(connection: Connection) -> None:
    connection.execute(text(f"SET LOCAL ROLE {OWNER}"))


def test_every_table_has_a_tenant_that_cannot_be_empty(server_place: Place) -> None:
    found = server_place.value(
        "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public'"
        " AND column_name = 'tenant' AND is_nullable = 'NO'"
        " AND column_default = 'factdesk.tenant()'"
    )
    assert found == len(Base.metadata.tables)


def test_every_key_and_index_begins_with_the_tenant(server_place: Place) -> None:
    with server_place.administering() as connection:
        keys = connection.execute(
            text(
                "SELECT pg_get_constraintdef(k.oid) FROM pg_constraint AS k"
                " JOIN pg_class AS c ON c.oid = k.conrelid"
                " WHERE c.relnamespace = 'public'::regnamespace AND k.contype IN ('p', 'u', 'f')"
                " AND c.relname <> 'alembic_version'"
            )
        ).scalars()
        indexes = connection.execute(
            text(
                "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"
                " AND tablename <> 'alembic_version'"
            )
        ).scalars()
        for definition in [*keys, *indexes]:
            assert "(tenant, " in definition, definition
            if "REFERENCES" in definition:
                target = definition.split("REFERENCES")[1]
                assert "(tenant, " in target
                assert definition.endswith("DEFERRABLE")


def test_the_same_keys_hold_in_two_teams(server_place: Place) -> None:
    a, b = server_place.make_team("a"), server_place.make_team("b")
    for team in (a, b):
        with server_place.administering(team.tenant) as connection:
            connection.execute(
                text("INSERT INTO employers (id, version, name, kind) VALUES ('same', 1, 'n', 'o')")
            )
            connection.execute(text("UPDATE staff SET employer_id = 'same', user_name = 'x'"))
    assert change(a["admin"], 5) == change(b["admin"], 5) == 5


def test_doing_it_again_changes_nothing(server_place: Place) -> None:
    before = server_place.value(PICTURE)
    with server_place.administering() as connection:
        as_owner(connection)
        tenancy.enforce(connection)
    assert server_place.value(PICTURE) == before


def test_what_was_loosened_is_tightened_again(server_place: Place) -> None:
    before = server_place.value(PICTURE)
    with server_place.administering() as connection:
        for statement in (
            "ALTER TABLE persons DISABLE ROW LEVEL SECURITY",
            "DROP POLICY fd_see ON notes",
            "CREATE POLICY open ON staff USING (true)",
            "GRANT ALL ON change_log TO factdesk_user, PUBLIC",
            "GRANT DELETE ON change_counter TO factdesk_user",
            "DROP TRIGGER fd_guard ON staff",
            "ALTER TABLE plans DROP CONSTRAINT fk_plans_person_id",
            "ALTER TABLE plans ADD CONSTRAINT fk_plans_person_id FOREIGN KEY (tenant, person_id)"
            " REFERENCES persons (tenant, id)",
            "CREATE INDEX ix_of_one_team ON persons (id)",
        ):
            connection.exec_driver_sql(statement)
    with server_place.administering() as connection:
        as_owner(connection)
        tenancy.enforce(connection)
        found = connection.scalar(
            text("SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_of_one_team'")
        )
        assert "(tenant, id)" in str(found)
        connection.exec_driver_sql("DROP INDEX ix_of_one_team")
    assert server_place.value(PICTURE) == before


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (
            "CREATE TABLE x (id VARCHAR(32), CONSTRAINT pk_x PRIMARY KEY (id))",
            "CREATE TABLE x (\n\ttenant text NOT NULL DEFAULT factdesk.tenant(),"
            " id VARCHAR(32), CONSTRAINT pk_x PRIMARY KEY (tenant, id))",
        ),
        (
            "ALTER TABLE x ADD CONSTRAINT u UNIQUE (a, b)",
            "ALTER TABLE x ADD CONSTRAINT u UNIQUE (tenant, a, b)",
        ),
        (
            "ALTER TABLE x ADD CONSTRAINT f FOREIGN KEY(a) REFERENCES y (id)",
            "ALTER TABLE x ADD CONSTRAINT f FOREIGN KEY (tenant, a) REFERENCES y (tenant, id)",
        ),
        (
            "CREATE UNIQUE INDEX i ON x (a) WHERE b IS NULL",
            "CREATE UNIQUE INDEX i ON x (tenant, a) WHERE b IS NULL",
        ),
        ("ALTER TABLE x ADD COLUMN a TEXT", "ALTER TABLE x ADD COLUMN a TEXT"),
        ("UPDATE x SET a = 'UNIQUE (a)'", "UPDATE x SET a = 'UNIQUE (a)'"),
        (
            "CREATE TABLE alembic_version (version_num VARCHAR(32))",
            "CREATE TABLE alembic_version (version_num VARCHAR(32))",
        ),
    ],
)
def test_a_revision_gets_the_tenant_where_it_belongs(written: str, meant: str) -> None:
    assert tenancy.with_tenant(written) == meant


NEXT = '''"""Next."""
import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{head}"


def upgrade():
    op.create_table(
        "extras",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.String(32), nullable=False),
        sa.Column("parent_id", sa.String(32)),
        sa.Column("code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_extras_person_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["extras.id"], name="fk_extras_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_extras"),
        sa.UniqueConstraint("code", name="uq_extras_code"),
    )
    op.create_index("ix_extras_person_id", "extras", ["person_id"])
    with op.batch_alter_table("persons") as batch:
        batch.add_column(sa.Column("extra_id", sa.String(32)))
        batch.create_foreign_key("fk_persons_extra_id", "extras", ["extra_id"], ["id"])
        batch.create_unique_constraint("uq_persons_extra_id", ["extra_id"])
    op.execute("UPDATE persons SET given_name = given_name || '!'")
'''


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The revisions in a folder of the test's own."""
    folder = tmp_path / "scripts"
    shutil.copytree(schema.SCRIPTS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(schema, "SCRIPTS", folder)
    return folder


def test_a_later_revision_brings_its_table_under_the_same_rules(
    server_place: Place, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = server_place.make_team("a", ("admin", "reader")), server_place.make_team("b")
    (scripts / "versions" / "9000_next.py").write_text(NEXT.format(head=schema.HEAD))
    monkeypatch.setattr(schema, "HEAD", "9000")
    with server_place.administering() as connection:
        preparing.upgrade(connection)
    assert server_place.value("SELECT head FROM factdesk.schema_info") == "9000"
    assert server_place.value("SELECT count(*) FROM persons WHERE given_name = 's1:x!'") == 2
    add = "INSERT INTO extras (id, person_id, code) VALUES ('same', '{person}', 'same')"
    for team in (a, b):
        team["admin"].gets(add.format(person=team.person_id))
        assert team["admin"].gets("SELECT count(*) FROM extras") == "1"
    assert a["admin"].is_refused(add.format(person=b.person_id).replace("same", "x")) == "23503"
    assert a["reader"].is_refused(add.format(person=a.person_id).replace("same", "x")) == "42501"


def test_an_upgrade_that_fails_changes_nothing(
    server_place: Place, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = server_place.make_team("a")
    before = server_place.value(PICTURE)
    broken = NEXT.format(head=schema.HEAD) + '    op.execute("NONSENSE")\n'
    (scripts / "versions" / "9000_next.py").write_text(broken)
    monkeypatch.setattr(schema, "HEAD", "9000")
    with pytest.raises(DBAPIError, match="NONSENSE"), server_place.administering() as connection:
        preparing.upgrade(connection)
    assert server_place.value(PICTURE) == before
    assert team["admin"].gets("SELECT given_name FROM persons") == "s1:x"


def test_a_server_that_began_at_the_revision_before_comes_to_head(
    cluster: Cluster, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every revision after 0009 must go up on a server that has teams."""
    kept, newer = "0009", {}
    for file in (scripts / "versions").glob("*.py"):
        if file.name[:4] > kept:
            newer[file] = file.read_text()
            file.unlink()
    head = schema.HEAD
    monkeypatch.setattr(schema, "HEAD", kept)
    place = Place(cluster, cluster.create_database())
    with place.administering() as connection:
        preparing.prepare(connection)
    tenants = ["a" * 32, "b" * 32]
    with place.administering() as connection:
        for tenant in tenants:
            for statement in (
                "INSERT INTO factdesk.teams (tenant, name) VALUES (:tenant, 'n')",
                "INSERT INTO change_counter (tenant, id, n, last_hash)"
                " VALUES (:tenant, 1, 7, 's1:h')",
                "INSERT INTO staff (tenant, id, version, name, initials, profession, fte_percent,"
                " role, is_administrator, has_health_basis) VALUES (:tenant, 'same', 1, 's1:n',"
                " 'i', 'nurse', 100, 'leader', true, true)",
            ):
                connection.execute(text(statement), {"tenant": tenant})
    for file, content in newer.items():
        file.write_text(content)
    monkeypatch.setattr(schema, "HEAD", head)
    with place.administering() as connection:
        preparing.upgrade(connection)
        assert schema.revision(connection) == head
        for tenant in tenants:
            preparing.act_for(connection, tenant)
            assert connection.scalar(text("SELECT n FROM change_counter")) == 7
            assert connection.scalar(text("SELECT id FROM staff")) == "same"
            connection.execute(text("SET LOCAL ROLE NONE"))
    cluster.drop_database(place.database)


def test_rows_that_belong_to_no_team_are_not_given_to_one(cluster: Cluster) -> None:
    place = Place(cluster, cluster.create_database())
    with place.administering() as connection:
        preparing.prepare(connection)
        as_owner(connection)
        connection.exec_driver_sql("CREATE TABLE public.loose (id text PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO public.loose VALUES ('x')")
        with pytest.raises(RuntimeError, match="belong to no team"):
            tenancy.enforce(connection)
    cluster.drop_database(place.database)
