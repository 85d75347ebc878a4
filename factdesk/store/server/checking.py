"""Is the server's own guard as the program made it: roles, keys, policies, grants, functions.

Everything is read from the catalogue, which every user may read; nothing is changed. What is
found is compared with the same data that it was made from.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any, Final

import psycopg

from factdesk.store.check import Asked
from factdesk.store.server import functions, guards, logins, policies, sealed_only, tenancy
from factdesk.store.server.policies import LOADER, OWNER, SHARED, USERS
from factdesk.words import _

#: Gives a new connection of a user, or of the database's administrator.
Connect = Callable[[], psycopg.Connection[Any]]

Rows = list[tuple[Any, ...]]


def server_steps(connect: Connect) -> tuple[Asked, ...]:
    """The steps that look at the server's guard, for :func:`factdesk.store.check.check`."""

    def asked(find: Callable[[psycopg.Connection[Any]], Iterator[str]]) -> Any:
        def made() -> Iterator[str]:
            with closing(connect()) as connection:
                yield from find(connection)

        return made

    return (
        ("roles", _("The server's roles have no more power than they need"), asked(_roles)),
        ("tenants", _("Every key on the server is a team's own"), asked(_keys)),
        ("policies", _("Every table on the server is guarded by team and role"), asked(_guarded)),
        ("grants", _("Nobody may do more on the server than intended"), asked(_grants)),
        ("functions", _("The server's functions are unaltered"), asked(_functions)),
        ("messages", _("The server tells its errors in English"), asked(_messages)),
    )


def _all(connection: psycopg.Connection[Any], statement: str, *values: object) -> Rows:
    # The statements are this file's own.
    return connection.execute(statement.encode(), values or None).fetchall()


# -- messages ------------------------------------------------------------------------------------


def _messages(connection: psycopg.Connection[Any]) -> Iterator[str]:
    [(language,)] = _all(connection, "SHOW lc_messages")
    if not is_english(language):
        yield _(
            "lc_messages is {value}: a program cannot tell from the answer that its user was "
            "removed; set it to C"
        ).format(value=language)


def is_english(language: str) -> bool:
    """Whether a server with this ``lc_messages`` speaks English; an empty one is untranslated.

    While somebody signs in, the library passes on what went wrong in the server's words only.
    """
    return re.match(r"(c|posix|en)?(?![a-z])|english", language.casefold()) is not None


# -- roles -----------------------------------------------------------------------------------

_POWERS = """
    SELECT r.rolname, r.rolcanlogin, r.rolconnlimit, coalesce(s.setconfig, '{}'::text[]),
        ARRAY(SELECT power FROM (VALUES ('SUPERUSER', r.rolsuper), ('CREATEDB', r.rolcreatedb),
            ('CREATEROLE', r.rolcreaterole), ('REPLICATION', r.rolreplication),
            ('BYPASSRLS', r.rolbypassrls)) AS p (power, has) WHERE has),
        ARRAY(SELECT g.rolname::text FROM pg_catalog.pg_auth_members AS a
            JOIN pg_catalog.pg_roles AS g ON g.oid = a.roleid WHERE a.member = r.oid),
        pg_catalog.shobj_description(r.oid, 'pg_authid')
            = 'FACTdesk login of database ' || pg_catalog.current_database()
    FROM pg_catalog.pg_roles AS r
    LEFT JOIN pg_catalog.pg_db_role_setting AS s ON s.setrole = r.oid AND s.setdatabase = 0
    ORDER BY r.rolname"""


def _roles(connection: psycopg.Connection[Any]) -> Iterator[str]:
    found = {row[0]: row[1:] for row in _all(connection, _POWERS)}
    for role in (OWNER, USERS, LOADER):
        if role not in found:
            yield _("{role} is missing").format(role=role)
            continue
        can_login, _limit, _settings, powers, groups, _ours = found[role]
        powers = set(powers) - ({"CREATEROLE"} if role == OWNER else set())
        if can_login:
            powers.add("LOGIN")
        yield from _too_much(role, powers)
        # The owner holds the logins it made, to give and to end them.
        if role != OWNER:
            yield from _in_groups(role, groups)
    for role, (can_login, limit, settings, powers, groups, is_ours) in found.items():
        if not is_ours:  # those of other databases of the cluster are looked at from there
            continue
        yield from _too_much(role, set(powers))
        yield from _in_groups(role, [each for each in groups if each != USERS])
        if can_login:
            yield from _unbounded(role, limit, settings)


def _too_much(role: str, powers: set[str]) -> Iterator[str]:
    for power in sorted(powers):
        yield _("{role} has the power {power}").format(role=role, power=power)


def _in_groups(role: str, groups: list[str]) -> Iterator[str]:
    for group in groups:
        yield _("{role} is in the group {group}").format(role=role, group=group)


def _unbounded(role: str, limit: int, settings: list[str]) -> Iterator[str]:
    known = dict(each.split("=", 1) for each in settings)
    for name, value in logins.SETTINGS.items():
        if known.get(name) != value:
            yield _("{role}: {setting} is not {value}").format(role=role, setting=name, value=value)
    if limit != logins.CONNECTIONS:
        yield _("{role}: {setting} is not {value}").format(
            role=role, setting="CONNECTION LIMIT", value=logins.CONNECTIONS
        )


# -- keys ------------------------------------------------------------------------------------


def _keys(connection: psycopg.Connection[Any]) -> Iterator[str]:
    for table, name, *_rest in _all(connection, tenancy.CONSTRAINTS):
        yield _("{table}: the key {name} does not begin with the team").format(
            table=table, name=name
        )
    for name, _definition in _all(connection, tenancy.INDEXES):
        yield _("{table}: the key {name} does not begin with the team").format(
            table=str(_definition).split(" ON ", 1)[1].split(" ", 1)[0], name=name
        )
    with_tenant = {name for (name,) in _all(connection, tenancy.WITH_TENANT)}
    for (table,) in _all(connection, tenancy.TABLES):
        if table not in SHARED and table not in with_tenant:
            yield _("{table}: has no column for the team").format(table=table)


# -- policies --------------------------------------------------------------------------------

_RELATIONS = """
    SELECT c.relname, c.relkind::text, c.relrowsecurity, pg_catalog.pg_get_userbyid(c.relowner)
    FROM pg_catalog.pg_class AS c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind NOT IN ('i', 'I', 't')
    ORDER BY c.relname"""

_POLICIES = """
    SELECT c.relname, p.polname, p.polpermissive,
        CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
            WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
        ARRAY(SELECT CASE r WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(r)::text END
            FROM unnest(p.polroles) AS r),
        pg_catalog.pg_get_expr(p.polqual, p.polrelid),
        pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid)
    FROM pg_catalog.pg_policy AS p JOIN pg_catalog.pg_class AS c ON c.oid = p.polrelid
    WHERE c.relnamespace = 'public'::regnamespace"""

_WRITTEN_OTHERWISE = re.compile(r"(?<=change_counter) counter|\bAS \w+|\bpublic\.|::text|[()]|\s")


def _plain(expression: str | None) -> str | None:
    """An expression without what PostgreSQL writes another way than we do."""
    return None if expression is None else _WRITTEN_OTHERWISE.sub("", expression)


def _guarded(connection: psycopg.Connection[Any]) -> Iterator[str]:
    found: dict[str, dict[str, tuple[Any, ...]]] = defaultdict(dict)
    for table, name, permissive, command, roles, using, check in _all(connection, _POLICIES):
        found[table][name] = (permissive, command, list(roles), _plain(using), _plain(check))
    for name, kind, is_guarded, owner in _all(connection, _RELATIONS):
        if kind != "r":
            yield _("{name} was not made by the program").format(name=name)
            continue
        if owner != OWNER:
            yield _("{table} belongs to {role}").format(table=name, role=owner)
        if name in SHARED:
            continue
        if not is_guarded:
            yield _("{table}: row-level security is off").format(table=name)
        expected = {
            each.name: (
                True, each.command, [each.role], _plain(each.using), _plain(each.check),
            )
            for each in policies.policies(name)
        }  # fmt: skip
        for policy in sorted(expected.keys() | found[name].keys()):
            if found[name].get(policy) != expected.get(policy):
                yield _("{table}: the policy {policy} is not the program's").format(
                    table=name, policy=policy
                )
    for table in sealed_only.unguarded(dict(_all(connection, sealed_only.CONSTRAINTS))):
        yield _("{table}: would take what is not sealed").format(table=table)


# -- grants ----------------------------------------------------------------------------------

_ACL = """
    SELECT x.what, CASE a.grantee WHEN 0 THEN 'PUBLIC'
        ELSE pg_catalog.pg_get_userbyid(a.grantee)::text END, a.privilege_type
    FROM (
        SELECT n.nspname || '.' || c.relname AS what, c.relacl AS acl, c.relowner AS owner
            FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n
                ON n.oid = c.relnamespace
            WHERE n.nspname IN ('public', 'factdesk') AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
        UNION ALL
        SELECT n.nspname || '.' || c.relname || '.' || t.attname, t.attacl, c.relowner
            FROM pg_catalog.pg_attribute AS t
            JOIN pg_catalog.pg_class AS c ON c.oid = t.attrelid
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            WHERE n.nspname IN ('public', 'factdesk') AND t.attacl IS NOT NULL
        UNION ALL
        SELECT 'schema ' || n.nspname, n.nspacl, n.nspowner FROM pg_catalog.pg_namespace AS n
            WHERE n.nspname IN ('public', 'factdesk')
        UNION ALL
        SELECT 'database', coalesce(d.datacl, acldefault('d', d.datdba)), d.datdba
            FROM pg_catalog.pg_database AS d WHERE d.datname = current_database()
        UNION ALL
        SELECT 'factdesk.' || p.proname || '()', coalesce(p.proacl, acldefault('f', p.proowner)),
            p.proowner
            FROM pg_catalog.pg_proc AS p WHERE p.pronamespace = 'factdesk'::regnamespace
    ) AS x, aclexplode(x.acl) AS a
    WHERE a.grantee <> x.owner"""


def _expected_grants(tables: list[str]) -> Iterator[tuple[str, str, str]]:
    for table in tables:
        if table in SHARED:
            yield from ((f"public.{table}", role, "SELECT") for role in (USERS, LOADER))
            continue
        for role, privileges in policies.grants(table).items():
            yield from ((f"public.{table}", role, each) for each in privileges)
        for column in policies.access_to(table).columns:
            yield f"public.{table}.{column}", USERS, "UPDATE"
    for role in (USERS, LOADER):
        yield "factdesk.schema_info", role, "SELECT"
        yield "schema public", role, "USAGE"
        yield "schema factdesk", role, "USAGE"
        for function in functions.every():
            if function.for_users:
                yield f"factdesk.{function.name}()", role, "EXECUTE"
    yield "database", USERS, "CONNECT"
    yield "schema public", OWNER, "USAGE"
    yield "schema public", OWNER, "CREATE"
    yield "database", OWNER, "CONNECT"
    yield "database", OWNER, "CREATE"


def _grants(connection: psycopg.Connection[Any]) -> Iterator[str]:
    tables = [name for (name,) in _all(connection, tenancy.TABLES)]
    found, expected = set(_all(connection, _ACL)), set(_expected_grants(tables))
    for what, role, privilege in sorted(found - expected):
        yield _("{what}: {role} may {privilege}").format(what=what, role=role, privilege=privilege)
    for what, role, privilege in sorted(expected - found):
        yield _("{what}: {role} lacks {privilege}").format(
            what=what, role=role, privilege=privilege
        )


# -- functions and triggers ------------------------------------------------------------------

_FUNCTIONS = """
    SELECT p.proname, oidvectortypes(p.proargtypes), encode(sha256(convert_to(p.prosrc, 'UTF8')),
        'hex'), p.prosecdef, coalesce(p.proconfig, '{}'::text[]), l.lanname,
        pg_catalog.pg_get_userbyid(p.proowner), p.provolatile::text
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE p.pronamespace IN ('factdesk'::regnamespace, 'public'::regnamespace)"""

_TRIGGERS = """
    SELECT c.relname, t.tgname, f.pronamespace::regnamespace::text || '.' || f.proname,
        t.tgenabled::text
    FROM pg_catalog.pg_trigger AS t
    JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
    JOIN pg_catalog.pg_proc AS f ON f.oid = t.tgfoid
    WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal"""

_PATH: Final = ["search_path=pg_catalog, pg_temp"]


def _functions(connection: psycopg.Connection[Any]) -> Iterator[str]:
    expected: dict[tuple[str, str], tuple[Any, ...]] = {
        (each.name, each.types): (
            each.digest, True, _PATH, "plpgsql", OWNER, each.volatility[0].lower(),
        )
        for each in functions.every()
    }  # fmt: skip
    found = {
        (name, types): (digest, definer, list(settings), *rest)
        for name, types, digest, definer, settings, *rest in _all(connection, _FUNCTIONS)
    }
    for name, types in sorted(expected.keys() | found.keys()):
        if expected.get((name, types)) != found.get((name, types)):
            yield _("the function {name} is not the program's").format(name=f"{name}({types})")
    known = {
        (each.table, each.name): (f"factdesk.{each.function}", "O") for each in guards.TRIGGERS
    }
    there = {(table, name): (called, on) for table, name, called, on in _all(connection, _TRIGGERS)}
    for table, name in sorted(known.keys() | there.keys()):
        if known.get((table, name)) != there.get((table, name)):
            yield _("{table}: the trigger {name} is not the program's").format(
                table=table, name=name
            )
