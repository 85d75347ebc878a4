"""Preparing a PostgreSQL database for teams: roles, tables, policies; by its administrator only.

Everything happens in the one transaction of the connection that is handed over, so a database is
prepared or is as it was. Roles belong to the whole cluster and may be shared by several databases
of ours.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from factdesk.store import schema
from factdesk.store.server import functions, refusals, tenancy, unfit
from factdesk.store.server.policies import LOADER, OWNER, USERS

#: The oldest head of a program that may still write to a database of this head. Raised by the
#: revision that takes away what older programs use.
OLDEST_CLIENT: Final = "0010"

OLDEST_POSTGRES: Final = 15


#: How long an upgrade waits for whoever works in the database, with everybody waiting behind it.
WAITS: Final = "15s"

#: A lock that was not given in time, and two who wait for each other.
HELD: Final = ("55P03", "40P01")


def prepare(connection: Connection) -> None:
    """Make an empty database ready for teams, or bring a prepared one up; may be run again.

    The connection is a superuser's, or of a login that owns the database and may create roles.
    Raises PostgresTooOld, EncodingUnfit, DatabaseInUse, AdministratorNeeded, SchemaTooNew and
    RoleForeign; OthersAtWork where somebody holds a table for longer than it may wait.
    """
    _demand_fit(connection)
    functions.run(connection, f"SET LOCAL lock_timeout = '{WAITS}'")
    try:
        _roles(connection)
        _database(connection)
        _bring_up(connection)
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) in HELD:
            raise unfit.OthersAtWork from error
        raise


def upgrade(connection: Connection) -> None:
    """Bring a prepared database to this program's head. Raises as :func:`prepare` does."""
    if not is_prepared(connection):
        raise refusals.ServerNotPrepared
    prepare(connection)


def is_prepared(connection: Connection) -> bool:
    """Whether the database was prepared by :func:`prepare`."""
    return bool(connection.scalar(text("SELECT to_regclass('factdesk.schema_info') IS NOT NULL")))


def create_team(
    connection: Connection, store_id: str, name: str, recovery_slot: Mapping[str, Any]
) -> None:
    """Make room for one team; nothing of it is written yet but its counter. Raises TeamExists."""
    _as_owner(connection)
    taken = connection.scalar(
        text("SELECT true FROM factdesk.teams WHERE tenant = :tenant"), {"tenant": store_id}
    )
    if taken:
        raise unfit.TeamExists
    values = {"tenant": store_id, "name": name, "slot": json.dumps(recovery_slot, sort_keys=True)}
    connection.execute(
        text(
            "INSERT INTO factdesk.teams (tenant, name, recovery_slot)"
            " VALUES (:tenant, :name, CAST(:slot AS jsonb))"
        ),
        values,
    )
    connection.execute(
        text("INSERT INTO public.change_counter (tenant, id, n) VALUES (:tenant, 1, 0)"), values
    )
    _as_self(connection)


def demand_new(connection: Connection, name: str, role: str) -> None:
    """Refuse a second team of a name for one login: no address could tell them apart.

    Raises TeamMadeAlready.
    """
    _as_owner(connection)
    found = connection.scalar(
        text(
            "SELECT true FROM factdesk.teams AS t JOIN factdesk.members AS m USING (tenant)"
            " WHERE t.name = :name AND m.role = :role AND m.is_active LIMIT 1"
        ),
        {"name": name, "role": role},
    )
    _as_self(connection)
    if found:
        raise unfit.TeamMadeAlready


def add_first_member(
    connection: Connection,
    store_id: str,
    role: str,
    staff_id: str,
    verifier: str | None,
    slot: Mapping[str, Any],
) -> None:
    """Give a team its first login; the staff row must be there. Raises LoginNameTaken.

    ``verifier`` is None for a login that another team of this database has given already.
    """
    connection.execute(
        text("SELECT set_config('factdesk.tenant', :tenant, true)"), {"tenant": store_id}
    )
    connection.execute(
        text("SELECT factdesk.add_member(:role, :staff_id, :verifier, CAST(:slot AS jsonb))"),
        {
            "role": role,
            "staff_id": staff_id,
            "verifier": verifier,
            "slot": json.dumps(slot, sort_keys=True),
        },
    )


def act_for(connection: Connection, store_id: str) -> None:
    """From here to the end of the transaction an administrator is within one team, as its loader.

    Row-level security holds for the loader, so nothing of another team is read or written by
    mistake, which a superuser or the owner would do; every row of the team may be written.
    """
    connection.execute(
        text("SELECT set_config('factdesk.tenant', :tenant, true)"), {"tenant": store_id}
    )
    connection.execute(text(f"SET LOCAL ROLE {LOADER}"))


def _as_owner(connection: Connection) -> None:
    connection.execute(text(f"SET LOCAL ROLE {OWNER}"))


def _as_self(connection: Connection) -> None:
    connection.execute(text("SET LOCAL ROLE NONE"))


# -- the steps -------------------------------------------------------------------------------


def _demand_fit(connection: Connection) -> None:
    """Refuse what cannot be prepared, before anything is changed."""
    found = int(connection.scalar(text("SELECT current_setting('server_version_num')")) or 0)
    if found // 10000 < OLDEST_POSTGRES:
        raise refusals.PostgresTooOld(found // 10000)
    if connection.scalar(text("SHOW server_encoding")) != "UTF8":
        raise unfit.EncodingUnfit
    may = connection.scalar(text(_MAY_PREPARE))
    if not may:
        raise refusals.AdministratorNeeded
    revision = schema.revision(connection)
    if revision is not None and revision not in schema.known_revisions():
        raise refusals.SchemaTooNew
    if not is_prepared(connection) and connection.scalar(text(_ANYTHING_THERE)):
        raise unfit.DatabaseInUse


_MAY_PREPARE = """
    SELECT r.rolsuper
        OR (r.rolcreaterole AND pg_catalog.pg_has_role(current_user, d.datdba, 'MEMBER'))
    FROM pg_catalog.pg_roles AS r, pg_catalog.pg_database AS d
    WHERE r.rolname = current_user AND d.datname = current_database()"""

_ANYTHING_THERE = """
    SELECT EXISTS (
        SELECT FROM pg_catalog.pg_class AS c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f'))
        OR EXISTS (SELECT FROM pg_catalog.pg_namespace AS n WHERE n.nspname = 'factdesk')"""

#: Our roles of the cluster, with what they are made with. Nobody signs in as one of them.
ROLES: Final = {OWNER: "CREATEROLE", USERS: "", LOADER: ""}

#: The comment by which a role of ours is told from another of the same name.
ROLE_COMMENT: Final = "FACTdesk"


def _roles(connection: Connection) -> None:
    """Make our roles where they are missing; another database of ours may be making them now."""
    for role, attributes in ROLES.items():
        functions.run(
            connection,
            f"""DO $fd$ BEGIN
                IF to_regrole('{role}') IS NULL THEN
                    CREATE ROLE {role} NOLOGIN {attributes};
                    COMMENT ON ROLE {role} IS '{ROLE_COMMENT}';
                END IF;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL;
            END $fd$""",
        )
        foreign = connection.scalar(text(_FOREIGN), {"role": role, "ours": ROLE_COMMENT})
        if foreign:
            raise unfit.RoleForeign(role)
    functions.run(connection, _MEMBERSHIPS)


_FOREIGN = """
    SELECT r.rolcanlogin OR r.rolsuper OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls
        OR shobj_description(r.oid, 'pg_authid') IS DISTINCT FROM :ours
    FROM pg_catalog.pg_roles AS r WHERE r.rolname = :role"""

# The owner gives users their group; whoever prepares acts as owner and loader. A membership that
# is there already is left alone: two databases may be prepared at the same moment.
_MEMBERSHIPS = f"""
DO $fd$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_auth_members AS a
            WHERE a.roleid = '{USERS}'::regrole AND a.member = '{OWNER}'::regrole
                AND a.admin_option) THEN
        GRANT {USERS} TO {OWNER} WITH ADMIN OPTION;
    END IF;
    IF NOT (SELECT r.rolsuper FROM pg_catalog.pg_roles AS r WHERE r.rolname = current_user) THEN
        EXECUTE format('GRANT {OWNER}, {LOADER} TO %I', current_user);
    END IF;
END $fd$"""  # noqa: S608 - our own names


def _database(connection: Connection) -> None:
    """Take from everybody what a new database gives, and make room for us."""
    database = connection.scalar(text("SELECT quote_ident(current_database())"))
    for statement in (
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {database} TO {USERS}",
        f"GRANT CONNECT, CREATE ON DATABASE {database} TO {OWNER}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE, CREATE ON SCHEMA public TO {OWNER}",
        f"GRANT USAGE ON SCHEMA public TO {USERS}, {LOADER}",
    ):
        functions.run(connection, statement)
    if connection.scalar(text("SELECT current_setting('is_superuser') = 'on'")):
        for name in _NOT_FOR_USERS:
            functions.run(connection, f"REVOKE ALL ON FUNCTION pg_catalog.{name} FROM PUBLIC")


#: Functions with which a login could fill the database beside the tables; only a superuser may
#: take them from everybody.
_NOT_FOR_USERS: Final = (
    "lo_creat(integer)",
    "lo_create(oid)",
    "lo_from_bytea(oid, bytea)",
)


def _bring_up(connection: Connection) -> None:
    """Schema, revisions, tenants and functions, all as the owner."""
    is_new = not is_prepared(connection)
    _as_owner(connection)
    functions.run(connection, "SET LOCAL search_path = public, pg_catalog")
    functions.run(connection, f"CREATE SCHEMA IF NOT EXISTS factdesk AUTHORIZATION {OWNER}")
    functions.run(connection, "REVOKE ALL ON SCHEMA factdesk FROM PUBLIC")
    functions.make(connection)
    if is_new:
        schema.upgrade(connection)
    elif schema.revision(connection) != schema.HEAD:
        with tenancy.tenants_in_revisions(connection):
            schema.upgrade(connection)
    tenancy.enforce(connection)
    connection.execute(
        text(
            "INSERT INTO factdesk.schema_info (id, head, oldest_client) VALUES (1, :head, :oldest)"
            " ON CONFLICT (id) DO UPDATE SET head = excluded.head,"
            " oldest_client = excluded.oldest_client"
        ),
        {"head": schema.HEAD, "oldest": OLDEST_CLIENT},
    )
    _as_self(connection)
