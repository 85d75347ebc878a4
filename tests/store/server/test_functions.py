"""Logins, memberships, keys and marks: what the functions of the server do, and for whom not."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing

import psycopg
import pytest

from factdesk.store.ids import new_id
from factdesk.store.server import preparing
from factdesk.store.server.functions import Refusal, every
from tests.support.two_teams import PASSWORD, Login, Place, Team

Two = tuple[Place, Team, Team]


@pytest.fixture
def place(server_place: Place) -> Place:
    """A database of the test's own."""
    return server_place


def add(team: Team, place: Place, role: str, staff_id: str, by: str = "admin") -> Login:
    """Add a login as an administrator does; what it is then."""
    call(team[by], "add_member", role, staff_id, place.verifier(role), json.dumps({"of": role}))
    return Login(role, team.tenant, staff_id, place.database, place.cluster)


def call(login: Login, function: str, *arguments: object) -> list[tuple[object, ...]]:
    """Call a function as a login, in a transaction of its own."""
    marks = ", ".join(["%s"] * len(arguments))
    with closing(login.connect()) as connection:
        return connection.execute(
            f"SELECT * FROM factdesk.{function}({marks})", arguments
        ).fetchall()


def refusal(login: Login, function: str, *arguments: object) -> str:
    """The SQLSTATE with which a call is refused."""
    with pytest.raises(psycopg.Error) as caught:
        call(login, function, *arguments)
    return caught.value.sqlstate or ""


def outcome(login: Login, function: str, *arguments: object) -> str:
    """The SQLSTATE of a call, empty where it was done."""
    try:
        call(login, function, *arguments)
    except psycopg.Error as error:
        return error.sqlstate or "?"
    return ""


def unused(place: Place, name: str) -> str:
    """A login name that no other test has: roles belong to the whole cluster."""
    return f"{name}.{place.database}".replace("_", "-")


# -- giving and taking -----------------------------------------------------------------------


def test_an_administrator_gives_a_login_that_signs_in(place: Place) -> None:
    team = place.make_team("a")
    staff_id = place.add_staff(team)
    kari = add(team, place, unused(place, "kari"), staff_id)
    assert kari.gets("SELECT factdesk.tenant(), factdesk.staff_id()") == f"{team.tenant}|{staff_id}"
    assert call(kari, "my_memberships") == [(team.tenant, "a", staff_id, {"of": kari.role}, True)]
    assert (kari.role, staff_id, True, True) in call(team["admin"], "team_members")


def test_a_login_has_no_power_and_bounded_waits(place: Place) -> None:
    team = place.make_team("a")
    kari = add(team, place, unused(place, "kari"), place.add_staff(team))
    assert (
        kari.gets(
            "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls"
            " FROM pg_roles WHERE rolname = current_user"
        )
        == "f"
    )
    assert kari.gets("SHOW idle_in_transaction_session_timeout") == "1min"
    assert kari.gets("SHOW statement_timeout") == "5min"


@pytest.mark.parametrize("kind", ["leader", "member", "assessor", "reader"])
def test_only_an_administrator_manages_users(two_teams: Two, kind: str) -> None:
    place, a, _b = two_teams
    role = unused(place, "nobody")
    other = a["coordinator"].role
    for attempt in (
        ("add_member", role, a[kind].staff_id, place.verifier(role), "{}"),
        ("remove_member", other),
        ("set_slot", other, "{}", place.verifier(other)),
        ("set_recovery_slot", "{}"),
        ("recovery_slot",),
    ):
        assert refusal(a[kind], *attempt) == Refusal.NOT_ALLOWED


def test_an_administrator_reaches_no_login_of_another_team(two_teams: Two) -> None:
    place, a, b = two_teams
    admin, theirs = a["admin"], b["member"]
    verifier = place.verifier(theirs.role, "another password")
    assert refusal(admin, "remove_member", theirs.role) == Refusal.NOT_A_MEMBER
    assert refusal(admin, "set_slot", theirs.role, "{}", verifier) == Refusal.NOT_A_MEMBER
    staff_id = a["member"].staff_id
    assert (
        refusal(admin, "add_member", theirs.role, theirs.staff_id, verifier, "{}")
        == Refusal.NOT_A_MEMBER
    )
    assert (
        refusal(admin, "add_member", theirs.role, staff_id, verifier, "{}")
        == Refusal.ALREADY_MEMBER
    )
    assert theirs.gets("SELECT 1") == "1"
    told = admin.is_refused(
        f"SET factdesk.tenant = '{b.tenant}'; SELECT factdesk.remove_member('{theirs.role}')"
    )
    assert told == Refusal.NOT_ALLOWED


def test_a_login_of_another_team_keeps_its_password(place: Place) -> None:
    """Else whoever administers one team could sign in to the other."""
    a, b = place.make_team("a"), place.make_team("b")
    kari = add(a, place, unused(place, "kari"), place.add_staff(a))
    theirs = place.add_staff(b)
    verifier = place.verifier(kari.role, "another password")
    assert (
        refusal(b["admin"], "add_member", kari.role, theirs, verifier, "{}") == Refusal.LOGIN_TAKEN
    )
    call(b["admin"], "add_member", kari.role, theirs, None, json.dumps({"b": 1}))
    assert kari.gets("SELECT count(*) FROM factdesk.my_memberships() WHERE is_active") == "2"
    for team in (a, b):
        assert (
            refusal(team["admin"], "set_slot", kari.role, "{}", verifier) == Refusal.USED_ELSEWHERE
        )
    assert kari.gets("SELECT factdesk.tenant() IS NULL") == "t", "with two teams one is named"
    for team, staff_id in ((a, kari.staff_id), (b, theirs)):
        told = kari.gets(f"SET factdesk.tenant = '{team.tenant}'; SELECT factdesk.staff_id()")
        assert told.splitlines()[-1] == staff_id
    call(a["admin"], "remove_member", kari.role)
    assert kari.gets("SELECT factdesk.tenant()") == b.tenant


@pytest.mark.parametrize(
    "name", ["postgres", "factdesk_owner", "factdesk_user", "pg_monitor", "public", "none", "",
             "Kari", "kari holm", 'x"; DROP ROLE postgres; --', "x' SUPERUSER", "-", "å", "a" * 61]
)  # fmt: skip
def test_no_foreign_role_and_no_odd_name_is_touched(two_teams: Two, name: str) -> None:
    place, a, _b = two_teams
    staff_id = place.add_staff(a)
    code = refusal(a["admin"], "add_member", name, staff_id, place.verifier("x"), "{}")
    assert code == Refusal.LOGIN_UNFIT


@pytest.mark.parametrize("made_with", ["LOGIN", "SUPERUSER", "CREATEROLE", "NOLOGIN"])
def test_a_role_that_is_there_and_not_ours_is_refused(two_teams: Two, made_with: str) -> None:
    place, a, _b = two_teams
    role = unused(place, f"theirs-{made_with.lower()}")
    with place.administering() as connection:
        connection.exec_driver_sql(f"CREATE ROLE \"{role}\" {made_with} PASSWORD 'theirs'")
        before = connection.exec_driver_sql(
            f"SELECT rolpassword FROM pg_authid WHERE rolname = '{role}'"
        ).scalar()
    staff_id = place.add_staff(a)
    for verifier in (place.verifier(role), None):
        code = refusal(a["admin"], "add_member", role, staff_id, verifier, "{}")
        assert code == Refusal.LOGIN_TAKEN
    assert before == place.value("SELECT rolpassword FROM pg_authid WHERE rolname = :r", r=role)


def test_a_login_that_got_power_or_another_group_is_ours_no_more(place: Place) -> None:
    team = place.make_team("a", ("admin", "member"))
    role = team["member"].role
    for change, back in (
        (f'ALTER ROLE "{role}" CREATEDB', f'ALTER ROLE "{role}" NOCREATEDB'),
        (f'GRANT pg_monitor TO "{role}"', f'REVOKE pg_monitor FROM "{role}"'),
        (f'COMMENT ON ROLE "{role}" IS NULL', ""),
    ):
        with place.administering() as connection:
            connection.exec_driver_sql(change)
        told = refusal(team["admin"], "set_slot", role, "{}", place.verifier(role))
        assert told == Refusal.NOT_A_MEMBER
        if back:
            with place.administering() as connection:
                connection.exec_driver_sql(back)
            call(team["admin"], "set_slot", role, "{}", place.verifier(role))


@pytest.mark.parametrize(
    "password", ["plain words", "", "md5" + "0" * 32, "SCRAM-SHA-256$1:c2FsdA==$a:b", None]
)
def test_only_a_verifier_goes_to_the_server(two_teams: Two, password: str | None) -> None:
    place, a, _b = two_teams
    role, staff_id = unused(place, "plain"), place.add_staff(a)
    told = refusal(a["admin"], "add_member", role, staff_id, password, "{}")
    assert told == Refusal.VERIFIER_UNFIT
    told = refusal(a["member"], "set_slot", a["member"].role, "{}", password)
    assert told == Refusal.VERIFIER_UNFIT


def test_a_removed_user_is_out_at_once(place: Place) -> None:
    team = place.make_team("a")
    kari = add(team, place, unused(place, "kari"), place.add_staff(team))
    with closing(kari.connect()) as connection:
        call(team["admin"], "remove_member", kari.role)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError):
        kari.connect()
    assert (kari.role, kari.staff_id, False, False) in call(team["admin"], "team_members")
    assert place.value("SELECT slot IS NULL FROM factdesk.members WHERE role = :r", r=kari.role)
    assert not place.value("SELECT rolcanlogin FROM pg_roles WHERE rolname = :r", r=kari.role)
    assert not place.value(
        "SELECT pg_has_role(CAST(:r AS name), 'factdesk_user', 'MEMBER')", r=kari.role
    )
    call(team["admin"], "remove_member", kari.role)
    again = add(team, place, kari.role, kari.staff_id)
    assert again.gets("SELECT factdesk.staff_id()") == kari.staff_id


def test_a_removed_user_whose_line_outlived_it_sees_nothing(place: Place) -> None:
    """As a pool that holds a connection would: the membership is asked at every statement."""
    team = place.make_team("a", ("admin", "member"))
    with closing(team["member"].connect()) as connection:
        assert connection.execute("SELECT count(*) FROM persons").fetchone() == (1,)
        with place.administering() as owner:
            owner.exec_driver_sql(
                "UPDATE factdesk.members SET is_active = false, slot = NULL WHERE role = %s",
                (team["member"].role,),
            )
        assert connection.execute("SELECT count(*) FROM persons").fetchone() == (0,)
        assert connection.execute("SELECT slot FROM factdesk.my_memberships()").fetchone() == (
            None,
        )
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(
                "INSERT INTO cars (id, version, name, active) VALUES ('x',1,'x',true)"
            )


def test_whoever_left_the_team_sees_nothing(place: Place) -> None:
    team = place.make_team("a", ("admin", "member"))
    member = team["member"]
    for day, seen in (("current_date", "1"), ("current_date - 2", "0"), ("NULL", "1")):
        team["admin"].gets(f"UPDATE staff SET valid_to = {day} WHERE id = '{member.staff_id}'")
        assert member.gets("SELECT count(*) FROM persons") == seen
        assert member.gets("SELECT count(*) FROM factdesk.my_memberships() WHERE slot IS NOT NULL"
                           " AND is_active") == seen  # fmt: skip


def test_nobody_removes_themselves(place: Place) -> None:
    team = place.make_team("a")
    assert refusal(team["admin"], "remove_member", team["admin"].role) == Refusal.NOT_YOURSELF


def test_a_user_changes_the_own_passphrase(place: Place) -> None:
    team = place.make_team("a", ("admin", "member"))
    member = team["member"]
    call(
        member, "set_slot", member.role, json.dumps({"new": 1}), place.verifier(member.role, "new")
    )
    with pytest.raises(psycopg.OperationalError):
        member.connect()
    with closing(place.cluster.connect(member.role, place.database, "new")) as connection:
        assert connection.execute("SELECT slot FROM factdesk.my_memberships()").fetchone() == (
            {"new": 1},
        )


def test_nobody_reads_anothers_key(two_teams: Two) -> None:
    """Not of the own team either: others are told only that there is one."""
    _place, a, b = two_teams
    for login in (a["admin"], a["reader"]):
        slots = login.gets("SELECT slot FROM factdesk.my_memberships()")
        assert json.loads(slots) == {"of": login.role}
        told = login.gets("SELECT * FROM factdesk.team_members()")
        assert '"of"' not in told
        assert "recovery" not in told
        assert b["admin"].role not in told


def test_the_recovery_slot_is_for_administrators(place: Place) -> None:
    team = place.make_team("a")
    call(team["admin"], "set_recovery_slot", json.dumps({"printed": 2}))
    assert call(team["admin"], "recovery_slot") == [({"printed": 2},)]


def test_every_function_refuses_nonsense_without_harm(two_teams: Two) -> None:
    """Nulls, quotes and very long words in every argument; nothing is changed."""
    place, a, _b = two_teams
    before = place.value("SELECT md5(string_agg(m::text, '|' ORDER BY m::text))"
                         " FROM factdesk.members AS m")  # fmt: skip
    roles = place.value("SELECT count(*) FROM pg_roles")
    for function in every():
        if not function.for_users or not function.arguments:
            continue
        count = len(function.types.split(", "))
        for word in (
            None,
            "",
            "'; DROP TABLE factdesk.members; --",
            '"',
            "x" * 100_000,
            "%I",
            "\\",
        ):
            for login in (a["admin"], a["reader"]):
                told = outcome(login, function.name, *[word] * count)
                assert told[:2] in ("", "ZF", "42", "22"), (function.name, word)
    assert before == place.value("SELECT md5(string_agg(m::text, '|' ORDER BY m::text))"
                                 " FROM factdesk.members AS m")  # fmt: skip
    assert roles == place.value("SELECT count(*) FROM pg_roles")


def test_functions_that_are_not_for_users_cannot_be_called(two_teams: Two) -> None:
    place, a, _b = two_teams
    for function in every():
        if not function.for_users and function.returns != "trigger":
            nulls = ", ".join(f"NULL::{kind}" for kind in function.types.split(", "))
            attempt = f"SELECT factdesk.{function.name}({nulls})"
            assert a["admin"].is_refused(attempt) == Refusal.NOT_ALLOWED
    assert place.value("SELECT count(*) FROM pg_proc WHERE pronamespace = 'factdesk'::regnamespace"
                       " AND has_function_privilege('public', oid, 'EXECUTE')") == 0  # fmt: skip


def test_the_first_member_needs_a_staff_row(place: Place) -> None:
    team = place.make_team("a")
    role = unused(place, "kari")
    with place.administering() as connection, pytest.raises(Exception, match="no such member"):
        preparing.add_first_member(
            connection, team.tenant, role, new_id(), place.verifier(role), {}
        )


# -- marks -----------------------------------------------------------------------------------


def test_marks_are_seen_by_the_team_and_nobody_else(place: Place) -> None:
    a, b = place.make_team("a", ("admin", "member")), place.make_team("b")
    call(a["member"], "set_mark", "editing", "persons:1:goal", "", "seat1")
    told = call(a["admin"], "marks")
    assert [row[:5] for row in told] == [
        ("editing", "persons:1:goal", "", a["member"].staff_id, "seat1")
    ]
    assert call(b["admin"], "marks") == []
    call(a["admin"], "clear_mark", "editing", "persons:1:goal", "seat1")
    assert len(call(a["admin"], "marks")) == 1, "nobody clears another's mark"
    call(a["member"], "clear_mark", "editing", "persons:1:goal", "seat1")
    assert call(a["admin"], "marks") == []


def test_a_mark_that_is_not_renewed_is_gone(place: Place) -> None:
    team = place.make_team("a")
    call(team["admin"], "set_mark", "editing", "x", "", "seat")
    with place.administering() as connection:
        connection.exec_driver_sql("UPDATE factdesk.marks SET at = now() - interval '61 seconds'")
    assert call(team["admin"], "marks") == []
    call(team["admin"], "set_mark", "editing", "x", "", "seat")
    assert len(call(team["admin"], "marks")) == 1


@pytest.mark.parametrize(
    "mark",
    [
        ("editing", "x", "y" * 1001, "seat"),
        ("Åse Ødegård", "x", "", "seat"),
        ("editing", "Åse Ødegård", "", "seat"),
        ("editing", "x" * 121, "", "seat"),
        ("editing", "x", None, "seat"),
        ("editing", "x", "", None),
    ],
)
def test_a_mark_holds_codes_and_ids(two_teams: Two, mark: tuple[object, ...]) -> None:
    _place, a, _b = two_teams
    assert refusal(a["member"], "set_mark", *mark) == Refusal.MARK_UNFIT


def test_one_member_has_a_bounded_number_of_marks(place: Place) -> None:
    team = place.make_team("a")
    many = "SELECT factdesk.set_mark('editing', 'x' || i, '', 's') FROM generate_series(1, {n}) i"
    team["admin"].gets(many.format(n=100))
    assert team["admin"].is_refused(many.format(n=101)) == Refusal.MARK_UNFIT


def test_a_change_and_a_mark_are_told_to_whoever_listens(
    new_server_place: Callable[[], Place],
) -> None:
    from tests.support.two_teams import change

    place = new_server_place()
    a, b = place.make_team("a", ("admin", "member")), place.make_team("b")
    with closing(a["admin"].connect()) as mine, closing(b["admin"].connect()) as theirs:
        mine.execute(f'LISTEN "fd_{a.tenant}"')
        theirs.execute(f'LISTEN "fd_{b.tenant}"')
        last = change(a["member"], 3)
        call(a["member"], "set_mark", "editing", "x", "", "seat")
        call(a["member"], "set_mark", "editing", "x", "", "seat")
        call(a["member"], "clear_mark", "editing", "x", "seat")
        told = [each.payload for each in mine.notifies(timeout=5, stop_after=3)]
        assert told == [str(last), "marks", "marks"]
        assert list(theirs.notifies(timeout=0)) == []


def test_the_password_of_the_tests_is_what_signs_in(two_teams: Two) -> None:
    place, a, _b = two_teams
    with pytest.raises(psycopg.OperationalError):
        place.cluster.connect(a["member"].role, place.database, PASSWORD + "x")
