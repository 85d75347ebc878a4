"""What schema ``factdesk`` of a team server holds: its tables, and the functions users may call.

Every function that reads past row-level security fixes its ``search_path``, names every table
with its schema, takes nobody's word for who is calling (``session_user`` is the login, which SET
ROLE does not change) and filters by team itself. The text of each function is compared with what
stands in the database by ``factdesk server check``.
"""

from __future__ import annotations

import enum
import hashlib
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from factdesk.store.server.policies import LOADER, USERS


class Refusal(enum.StrEnum):
    """The SQLSTATE with which a function says why it does not do what it was asked."""

    NOT_ALLOWED = "42501"
    LOGIN_TAKEN = "ZF001"  # a role that is not ours, or that another team gives
    LOGIN_UNFIT = "ZF002"  # no name for a login of ours
    NOT_A_MEMBER = "ZF003"  # no such login in this team, or no such staff member
    NOT_YOURSELF = "ZF004"
    VERIFIER_UNFIT = "ZF005"  # a password that is no SCRAM verifier, or one too many or too few
    ALREADY_MEMBER = "ZF006"
    USED_ELSEWHERE = "ZF007"  # the login is in other teams too: only its owner sets its password
    OUT_OF_ORDER = "ZF008"  # a log, an act or a counter that does not follow what was before
    MARK_UNFIT = "ZF009"


@dataclass(frozen=True)
class Function:
    """One function: how it is called, what it gives, and whether users may call it."""

    name: str
    arguments: str
    returns: str
    body: str
    for_users: bool = True
    volatility: str = "VOLATILE"

    @property
    def types(self) -> str:
        """The argument types alone, as the catalogue writes them."""
        if not self.arguments:
            return ""
        return ", ".join(each.split()[1] for each in self.arguments.split(","))

    @property
    def digest(self) -> str:
        """The SHA-256 of the text that the catalogue should hold."""
        return hashlib.sha256(self.body.encode()).hexdigest()

    @property
    def statement(self) -> str:
        """The statement that makes it or makes it anew."""
        return (
            f"CREATE OR REPLACE FUNCTION factdesk.{self.name}({self.arguments})"
            f" RETURNS {self.returns} LANGUAGE plpgsql {self.volatility} SECURITY DEFINER"
            f" SET search_path = pg_catalog, pg_temp AS $fd${self.body}$fd$"
        )


TABLES: Final = (
    """CREATE TABLE IF NOT EXISTS factdesk.teams (
        tenant text PRIMARY KEY CHECK (tenant ~ '^[0-9a-f]{32}$'),
        name text NOT NULL,
        recovery_slot jsonb,
        created_at timestamptz NOT NULL DEFAULT now())""",
    """CREATE TABLE IF NOT EXISTS factdesk.members (
        tenant text NOT NULL REFERENCES factdesk.teams,
        role text NOT NULL,
        staff_id text NOT NULL,
        slot jsonb,
        is_active boolean NOT NULL DEFAULT true,
        added_at timestamptz NOT NULL DEFAULT now(),
        removed_at timestamptz,
        PRIMARY KEY (tenant, role))""",
    "CREATE INDEX IF NOT EXISTS members_role ON factdesk.members (role)",
    """CREATE UNIQUE INDEX IF NOT EXISTS members_staff ON factdesk.members (tenant, staff_id)
        WHERE is_active""",
    """CREATE TABLE IF NOT EXISTS factdesk.schema_info (
        id integer PRIMARY KEY CHECK (id = 1),
        head text NOT NULL,
        oldest_client text NOT NULL)""",
    """CREATE UNLOGGED TABLE IF NOT EXISTS factdesk.marks (
        tenant text NOT NULL,
        staff_id text NOT NULL,
        seat text NOT NULL,
        kind text NOT NULL,
        what text NOT NULL,
        value text NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (tenant, staff_id, seat, kind, what))""",
)

# -- who is asking ---------------------------------------------------------------------------

_ADMINISTERS = Function(
    "administers",
    "",
    "boolean",
    """
BEGIN
    RETURN pg_has_role(session_user, 'factdesk_owner', 'MEMBER');
END
""",
    for_users=True,
    volatility="STABLE",
)

_TENANT = Function(
    "tenant",
    "",
    "text",
    """
DECLARE
    wanted text := nullif(current_setting('factdesk.tenant', true), '');
    today date := (now() AT TIME ZONE 'Europe/Oslo')::date;
    found_one text;
    found_many bigint;
BEGIN
    SELECT min(m.tenant), count(*) INTO found_one, found_many
        FROM factdesk.members AS m
        JOIN public.staff AS s ON s.tenant = m.tenant AND s.id = m.staff_id
        WHERE m.role = session_user AND m.is_active
            AND (wanted IS NULL OR m.tenant = wanted)
            AND (s.valid_to IS NULL OR s.valid_to >= today);
    IF found_many = 1 THEN
        RETURN found_one;
    END IF;
    IF wanted IS NOT NULL AND factdesk.administers() THEN
        RETURN (SELECT t.tenant FROM factdesk.teams AS t WHERE t.tenant = wanted);
    END IF;
    RETURN NULL;
END
""",
    volatility="STABLE",
)

_STAFF_ID = Function(
    "staff_id",
    "",
    "text",
    """
BEGIN
    RETURN (SELECT m.staff_id FROM factdesk.members AS m
        WHERE m.tenant = factdesk.tenant() AND m.role = session_user AND m.is_active);
END
""",
    volatility="STABLE",
)

_MAY = Function(
    "may",
    "what text",
    "boolean",
    """
DECLARE
    known text;
    administers boolean;
BEGIN
    IF factdesk.administers() THEN
        RETURN factdesk.tenant() IS NOT NULL;
    END IF;
    SELECT s.role, s.is_administrator INTO known, administers
        FROM factdesk.members AS m
        JOIN public.staff AS s ON s.tenant = m.tenant AND s.id = m.staff_id
        WHERE m.tenant = factdesk.tenant() AND m.role = session_user AND m.is_active;
    IF known IS NULL THEN
        RETURN false;
    END IF;
    RETURN CASE what
        WHEN 'own' THEN true
        WHEN 'care' THEN administers OR known IN ('member', 'coordinator', 'leader')
        WHEN 'rate' THEN administers OR known IN ('member', 'coordinator', 'leader', 'assessor')
        WHEN 'lead' THEN known = 'leader'
        WHEN 'team' THEN administers OR known = 'leader'
        WHEN 'users' THEN administers
        ELSE false END;
END
""",
    volatility="STABLE",
)

_MY_MEMBERSHIPS = Function(
    "my_memberships",
    "",
    "TABLE (tenant text, team text, staff_id text, slot jsonb, is_active boolean)",
    """
#variable_conflict use_column
DECLARE
    today date := (now() AT TIME ZONE 'Europe/Oslo')::date;
BEGIN
    RETURN QUERY
        SELECT m.tenant, t.name, m.staff_id, CASE WHEN ok.ok THEN m.slot END, ok.ok
        FROM factdesk.members AS m
        JOIN factdesk.teams AS t ON t.tenant = m.tenant
        JOIN public.staff AS s ON s.tenant = m.tenant AND s.id = m.staff_id
        CROSS JOIN LATERAL (SELECT m.is_active
            AND (s.valid_to IS NULL OR s.valid_to >= today) AS ok) AS ok
        WHERE m.role = session_user
        ORDER BY t.name, m.tenant;
END
""",
    volatility="STABLE",
)

_TEAM_MEMBERS = Function(
    "team_members",
    "",
    "TABLE (role text, staff_id text, has_slot boolean, is_active boolean)",
    """
#variable_conflict use_column
BEGIN
    RETURN QUERY
        SELECT m.role, m.staff_id, m.slot IS NOT NULL, m.is_active
        FROM factdesk.members AS m
        WHERE m.tenant = factdesk.tenant()
        ORDER BY m.role;
END
""",
    volatility="STABLE",
)

# -- marks -----------------------------------------------------------------------------------

_SET_MARK = Function(
    "set_mark",
    "a_kind text, a_what text, a_value text, a_seat text",
    "void",
    """
DECLARE
    team text := factdesk.tenant();
    myself text := factdesk.staff_id();
    before text;
BEGIN
    IF team IS NULL OR myself IS NULL THEN
        RAISE EXCEPTION 'no member of a team' USING ERRCODE = '42501';
    END IF;
    IF coalesce(a_kind, '') !~ '^[A-Za-z0-9_.:-]{1,120}$'
        OR coalesce(a_what, '') !~ '^[A-Za-z0-9_.:-]{1,120}$'
        OR coalesce(a_seat, '') !~ '^[A-Za-z0-9_.:-]{1,120}$'
        OR length(a_value) > 1000 OR a_value IS NULL THEN
        RAISE EXCEPTION 'not a mark' USING ERRCODE = 'ZF009';
    END IF;
    DELETE FROM factdesk.marks AS m
        WHERE m.tenant = team AND m.at < clock_timestamp() - interval '60 seconds'
            AND (m.staff_id, m.seat, m.kind, m.what) <> (myself, a_seat, a_kind, a_what);
    SELECT m.value INTO before FROM factdesk.marks AS m
        WHERE m.tenant = team AND m.staff_id = myself AND m.seat = a_seat
            AND m.kind = a_kind AND m.what = a_what
            AND m.at >= clock_timestamp() - interval '60 seconds';
    IF before IS NULL AND (SELECT count(*) FROM factdesk.marks AS m
            WHERE m.tenant = team AND m.staff_id = myself) >= 100 THEN
        RAISE EXCEPTION 'too many marks' USING ERRCODE = 'ZF009';
    END IF;
    INSERT INTO factdesk.marks (tenant, staff_id, seat, kind, what, value, at)
        VALUES (team, myself, a_seat, a_kind, a_what, a_value, clock_timestamp())
        ON CONFLICT (tenant, staff_id, seat, kind, what)
        DO UPDATE SET value = excluded.value, at = excluded.at;
    IF before IS DISTINCT FROM a_value THEN
        PERFORM pg_notify('fd_' || team, 'marks');
    END IF;
END
""",
)

_CLEAR_MARK = Function(
    "clear_mark",
    "a_kind text, a_what text, a_seat text",
    "void",
    """
DECLARE
    team text := factdesk.tenant();
BEGIN
    DELETE FROM factdesk.marks AS m
        WHERE m.tenant = team AND m.staff_id = factdesk.staff_id() AND m.seat = a_seat
            AND m.kind = a_kind AND m.what = a_what;
    IF FOUND THEN
        PERFORM pg_notify('fd_' || team, 'marks');
    END IF;
END
""",
)

_MARKS = Function(
    "marks",
    "",
    "TABLE (kind text, what text, value text, staff_id text, seat text, at timestamptz)",
    """
#variable_conflict use_column
BEGIN
    RETURN QUERY
        SELECT m.kind, m.what, m.value, m.staff_id, m.seat, m.at
        FROM factdesk.marks AS m
        WHERE m.tenant = factdesk.tenant()
            AND m.at >= clock_timestamp() - interval '60 seconds'
        ORDER BY m.at, m.seat, m.kind, m.what;
END
""",
    volatility="STABLE",
)

ASKING: Final = (
    _ADMINISTERS,
    _TENANT,
    _STAFF_ID,
    _MAY,
    _MY_MEMBERSHIPS,
    _TEAM_MEMBERS,
    _SET_MARK,
    _CLEAR_MARK,
    _MARKS,
)


def every() -> tuple[Function, ...]:
    """Every function of the schema."""
    from factdesk.store.server import guards, logins

    return (*ASKING, *logins.FUNCTIONS, *guards.FUNCTIONS)


def make(connection: Connection) -> None:
    """Make the tables and functions of schema ``factdesk``, or make the functions anew.

    The connection acts as the owner. Functions that are no longer the program's are dropped.
    """
    for statement in TABLES:
        run(connection, statement)
    ours = every()
    for function in ours:
        run(connection, function.statement)
        name = f"FUNCTION factdesk.{function.name}({function.types})"
        run(connection, f"REVOKE ALL ON {name} FROM PUBLIC, {USERS}, {LOADER}")
        if function.for_users:
            run(connection, f"GRANT EXECUTE ON {name} TO {USERS}, {LOADER}")
    known = {(function.name, function.types) for function in ours}
    for name, types in rows(connection, _FUNCTIONS_THERE):
        if (name, types) not in known:
            run(connection, f"DROP FUNCTION factdesk.{name}({types})")
    for table in ("teams", "members", "schema_info", "marks"):
        run(connection, f"REVOKE ALL ON factdesk.{table} FROM PUBLIC, {USERS}, {LOADER}")
    run(connection, f"GRANT SELECT ON factdesk.schema_info TO {USERS}, {LOADER}")
    run(connection, f"GRANT USAGE ON SCHEMA factdesk TO {USERS}, {LOADER}")


_FUNCTIONS_THERE = """
    SELECT p.proname, oidvectortypes(p.proargtypes) FROM pg_catalog.pg_proc AS p
    WHERE p.pronamespace = 'factdesk'::regnamespace"""


def run(connection: Connection, statement: str) -> None:
    """Run a statement as it stands: a percent sign in it is a percent sign."""
    connection.exec_driver_sql(statement, execution_options={"no_parameters": True})


def rows(connection: Connection, statement: str) -> list[tuple[str, ...]]:
    """The rows of a question as it stands."""
    found = connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
    return [tuple(row) for row in found]
