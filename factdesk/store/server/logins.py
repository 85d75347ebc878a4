"""The functions through which a team's administrators give and take logins.

They make roles with the owner's right to do so, which a caller never has. Therefore they touch
only roles that were made here: such a role carries a comment of ours, has none of the powers of
PostgreSQL and is in no group but ours. A login that another team gives as well is never given
another password by anybody but its owner, else whoever administers one team could sign in to
the other.

A removed login keeps its verifier: so the server tells its owner, and nobody else, that the
access has ended, and a seat away removes its copy on that word.
"""

from __future__ import annotations

from typing import Final

from factdesk.store.server.functions import Function

#: The settings every login is made with. A user may change them for the own session only to
#: harm the own session: what they bound is an accident.
SETTINGS: Final = {
    "statement_timeout": "5min",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
}

#: How many connections one login may have at once, over all its machines.
CONNECTIONS: Final = 24

_SETTING_STATEMENTS = "\n".join(
    f"    EXECUTE format('ALTER ROLE %I SET {name} = %L', a_role, '{value}');"
    for name, value in SETTINGS.items()
)

_IS_VERIFIER = Function(
    "is_verifier",
    "a_verifier text",
    "boolean",
    """
BEGIN
    RETURN coalesce(a_verifier ~ ('^SCRAM-SHA-256[$]([4-9][0-9]{3}|[1-9][0-9]{4,6})'
        ':[A-Za-z0-9+/=]{8,200}[$][A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}$'), false);
END
""",
    for_users=False,
    volatility="IMMUTABLE",
)

_IS_OURS = Function(
    "is_ours",
    "a_role text",
    "boolean",
    """
BEGIN
    RETURN EXISTS (
        SELECT FROM pg_roles AS r
        WHERE r.rolname = a_role
            AND NOT (r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication
                OR r.rolbypassrls)
            AND shobj_description(r.oid, 'pg_authid')
                = 'FACTdesk login of database ' || current_database()
            AND NOT EXISTS (
                SELECT FROM pg_auth_members AS a
                WHERE (a.member = r.oid AND a.roleid <> 'factdesk_user'::regrole)
                    OR (a.roleid = r.oid AND NOT a.member = 'factdesk_owner'::regrole
                        AND NOT (SELECT m.rolsuper OR m.rolcreaterole FROM pg_roles AS m
                            WHERE m.oid = a.member))));
END
""",
    for_users=False,
    volatility="STABLE",
)

_IS_ELSEWHERE = Function(
    "is_elsewhere",
    "a_role text, a_team text",
    "boolean",
    """
BEGIN
    RETURN EXISTS (SELECT FROM factdesk.members AS m
        WHERE m.role = a_role AND m.is_active AND m.tenant <> a_team);
END
""",
    for_users=False,
    volatility="STABLE",
)

_GIVE_LOGIN = Function(
    "give_login",
    "a_role text, a_team text, a_verifier text",
    "void",
    f"""
BEGIN
    IF coalesce(a_role, '') !~ '^[a-z0-9][a-z0-9._-]{{0,59}}$'
        OR a_role ~ '^(pg_|factdesk)' OR a_role IN ('public', 'none', 'postgres') THEN
        RAISE EXCEPTION 'no name for a login' USING ERRCODE = 'ZF002';
    END IF;
    IF to_regrole(quote_ident(a_role)) IS NOT NULL THEN
        IF NOT factdesk.is_ours(a_role) THEN
            RAISE EXCEPTION 'the login is taken' USING ERRCODE = 'ZF001';
        END IF;
        IF factdesk.is_elsewhere(a_role, a_team) THEN
            IF a_verifier IS NOT NULL THEN
                RAISE EXCEPTION 'the login is taken' USING ERRCODE = 'ZF001';
            END IF;
            RETURN;
        END IF;
    END IF;
    IF NOT factdesk.is_verifier(a_verifier) THEN
        RAISE EXCEPTION 'not a SCRAM verifier' USING ERRCODE = 'ZF005';
    END IF;
    IF to_regrole(quote_ident(a_role)) IS NULL THEN
        BEGIN
            EXECUTE format('CREATE ROLE %I', a_role);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            RAISE EXCEPTION 'the login is taken' USING ERRCODE = 'ZF001';
        END;
        EXECUTE format('COMMENT ON ROLE %I IS %L', a_role,
            'FACTdesk login of database ' || current_database());
{_SETTING_STATEMENTS.replace("    EXECUTE", "        EXECUTE")}
    END IF;
    EXECUTE format('ALTER ROLE %I LOGIN INHERIT CONNECTION LIMIT {CONNECTIONS} PASSWORD %L',
        a_role, a_verifier);
    EXECUTE format('GRANT factdesk_user TO %I', a_role);
END
""",
    for_users=False,
)

_END_SESSIONS = Function(
    "end_sessions",
    "a_role text",
    "void",
    """
BEGIN
    EXECUTE format('GRANT %I TO factdesk_owner', a_role);
    PERFORM pg_terminate_backend(a.pid) FROM pg_stat_activity AS a
        WHERE a.usename = a_role AND a.pid <> pg_backend_pid();
    EXECUTE format('REVOKE %I FROM factdesk_owner', a_role);
END
""",
    for_users=False,
)

_ADD_MEMBER = Function(
    "add_member",
    "a_role text, a_staff_id text, a_verifier text, a_slot jsonb",
    "void",
    """
DECLARE
    team text := factdesk.tenant();
BEGIN
    IF team IS NULL OR NOT factdesk.may('users') THEN
        RAISE EXCEPTION 'only an administrator' USING ERRCODE = '42501';
    END IF;
    LOCK TABLE factdesk.members IN SHARE ROW EXCLUSIVE MODE;
    IF a_slot IS NULL OR NOT EXISTS (SELECT FROM public.staff AS s
            WHERE s.tenant = team AND s.id = a_staff_id) THEN
        RAISE EXCEPTION 'no such member' USING ERRCODE = 'ZF003';
    END IF;
    IF EXISTS (SELECT FROM factdesk.members AS m WHERE m.tenant = team AND m.is_active
            AND (m.role = a_role OR m.staff_id = a_staff_id)) THEN
        RAISE EXCEPTION 'is a user already' USING ERRCODE = 'ZF006';
    END IF;
    PERFORM factdesk.give_login(a_role, team, a_verifier);
    INSERT INTO factdesk.members (tenant, role, staff_id, slot)
        VALUES (team, a_role, a_staff_id, a_slot)
        ON CONFLICT (tenant, role) DO UPDATE SET staff_id = excluded.staff_id,
            slot = excluded.slot, is_active = true, added_at = now(), removed_at = NULL;
END
""",
)

_REMOVE_MEMBER = Function(
    "remove_member",
    "a_role text",
    "void",
    """
DECLARE
    team text := factdesk.tenant();
BEGIN
    IF team IS NULL OR NOT factdesk.may('users') THEN
        RAISE EXCEPTION 'only an administrator' USING ERRCODE = '42501';
    END IF;
    IF a_role = session_user THEN
        RAISE EXCEPTION 'not yourself' USING ERRCODE = 'ZF004';
    END IF;
    LOCK TABLE factdesk.members IN SHARE ROW EXCLUSIVE MODE;
    UPDATE factdesk.members AS m SET slot = NULL, is_active = false,
            removed_at = coalesce(m.removed_at, now())
        WHERE m.tenant = team AND m.role = a_role;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such user' USING ERRCODE = 'ZF003';
    END IF;
    DELETE FROM factdesk.marks AS k USING factdesk.members AS m
        WHERE m.tenant = team AND m.role = a_role AND k.tenant = team
            AND k.staff_id = m.staff_id;
    IF NOT factdesk.is_ours(a_role) THEN
        RETURN;
    END IF;
    IF NOT factdesk.is_elsewhere(a_role, team) THEN
        EXECUTE format('ALTER ROLE %I NOLOGIN', a_role);
        EXECUTE format('REVOKE factdesk_user FROM %I', a_role);
    END IF;
    PERFORM factdesk.end_sessions(a_role);
END
""",
)

_SET_SLOT = Function(
    "set_slot",
    "a_role text, a_slot jsonb, a_verifier text",
    "void",
    """
DECLARE
    team text := factdesk.tenant();
BEGIN
    IF team IS NULL OR NOT (a_role = session_user OR factdesk.may('users')) THEN
        RAISE EXCEPTION 'only an administrator' USING ERRCODE = '42501';
    END IF;
    LOCK TABLE factdesk.members IN SHARE ROW EXCLUSIVE MODE;
    IF a_slot IS NULL OR a_role IS NULL THEN
        RAISE EXCEPTION 'no slot' USING ERRCODE = 'ZF003';
    END IF;
    UPDATE factdesk.members AS m SET slot = a_slot
        WHERE m.tenant = team AND m.role = a_role AND m.is_active;
    IF NOT FOUND OR NOT factdesk.is_ours(a_role) THEN
        RAISE EXCEPTION 'no such user' USING ERRCODE = 'ZF003';
    END IF;
    IF a_role <> session_user AND factdesk.is_elsewhere(a_role, team) THEN
        RAISE EXCEPTION 'is in another team as well' USING ERRCODE = 'ZF007';
    END IF;
    IF NOT factdesk.is_verifier(a_verifier) THEN
        RAISE EXCEPTION 'not a SCRAM verifier' USING ERRCODE = 'ZF005';
    END IF;
    EXECUTE format('ALTER ROLE %I PASSWORD %L', a_role, a_verifier);
END
""",
)

_SET_RECOVERY_SLOT = Function(
    "set_recovery_slot",
    "a_slot jsonb",
    "void",
    """
BEGIN
    IF factdesk.tenant() IS NULL OR NOT factdesk.may('users') OR a_slot IS NULL THEN
        RAISE EXCEPTION 'only an administrator' USING ERRCODE = '42501';
    END IF;
    UPDATE factdesk.teams AS t SET recovery_slot = a_slot WHERE t.tenant = factdesk.tenant();
END
""",
)

_RECOVERY_SLOT = Function(
    "recovery_slot",
    "",
    "jsonb",
    """
BEGIN
    IF factdesk.tenant() IS NULL OR NOT factdesk.may('users') THEN
        RAISE EXCEPTION 'only an administrator' USING ERRCODE = '42501';
    END IF;
    RETURN (SELECT t.recovery_slot FROM factdesk.teams AS t WHERE t.tenant = factdesk.tenant());
END
""",
    volatility="STABLE",
)

FUNCTIONS: Final = (
    _IS_VERIFIER,
    _IS_OURS,
    _IS_ELSEWHERE,
    _GIVE_LOGIN,
    _END_SESSIONS,
    _ADD_MEMBER,
    _REMOVE_MEMBER,
    _SET_SLOT,
    _SET_RECOVERY_SLOT,
    _RECOVERY_SLOT,
)
