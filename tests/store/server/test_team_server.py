"""Signing in to a real team server: who gets in, who does not, and what they are told."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

import psycopg
import pytest
from psycopg import sql

from factdesk import opening_server, users
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.store import schema
from factdesk.store.folder.refusals import (
    NameTaken,
    UnknownUser,
    WeakPassphrase,
    WrongPassphrase,
)
from factdesk.store.server import connecting, passwords, refusals, team_server
from factdesk.store.server.address import ServerAddress
from factdesk.store.server.team_server import TeamServer
from factdesk.team.views import TheTeam
from tests.support.builders import Make
from tests.support.people import ADMINISTRATOR, PASSPHRASE
from tests.support.servers import ROLE, ServerTeam, make_team

HERS = "bokhylle snøskred havregryn 41"  # a test's own, opens nothing else
OTHER = "fjellrev ullgenser 88 trappetrinn"  # a test's own, opens nothing else

Alter = Callable[[str, str], None]


@pytest.fixture
def make(server_desk: Desk) -> Make:
    """Builders on the server's desk."""
    return Make(server_desk)


@pytest.fixture
def alter(server_team: ServerTeam) -> Alter:
    """Change a role as the database administrator does."""

    def do(role: str, change: str) -> None:
        with closing(server_team.cluster.connect()) as connection:
            name = sql.Identifier(role)
            connection.execute(sql.SQL("ALTER ROLE {} " + change).format(name))

    return do


def refused(team: ServerTeam, role: str, passphrase: str) -> KnownError:
    with pytest.raises(KnownError) as told:
        TeamServer.open(team.address(role), passphrase)
    return told.value


# -- signing in ------------------------------------------------------------------------------


def test_one_passphrase_signs_in_and_opens_the_key(server_team: ServerTeam) -> None:
    with TeamServer.open(server_team.address(), PASSPHRASE) as team:
        assert (team.store_id, team.staff_id) == (server_team.store_id, server_team.staff_id)
        assert team.user == ROLE
        assert team.users() == (ROLE,)
        with closing(team.connect()) as connection:
            row = connection.execute("SELECT session_user, current_database()").fetchone()
        assert row == (ROLE, server_team.database)
    with pytest.raises(refusals.ServerClosed):
        team.connect()


def test_the_login_may_be_typed_in_any_case(server_team: ServerTeam) -> None:
    TeamServer.open(server_team.address("Marit.Holm"), PASSPHRASE).close()


def test_the_desk_is_the_members_own(server_desk: Desk, server_team: ServerTeam) -> None:
    assert (server_desk.actor.id, server_desk.actor.name) == (server_team.staff_id, ADMINISTRATOR)
    assert server_desk.see(TheTeam()).settings.name == "FACT Fjellbygda"
    assert server_desk.notices == []


def test_wrong_unknown_removed_and_expired_are_told_alike_before_the_login_is_proven(
    server_team: ServerTeam, server_desk: Desk, make: Make, alter: Alter
) -> None:
    tove, odd = make.staff("Tove Kvam"), make.staff("Odd Lie")
    users.add_user(server_desk, tove, "Tove Kvam", HERS)
    users.add_user(server_desk, odd, "Odd Lie", HERS)
    users.remove_user(server_desk, tove)
    alter("odd.lie", "VALID UNTIL '2020-01-01'")
    told = [
        refused(server_team, ROLE, OTHER),
        refused(server_team, "nobody.at.all", OTHER),
        refused(server_team, "tove.kvam", OTHER),
        refused(server_team, "odd.lie", OTHER),
        refused(server_team, "odd.lie", HERS),
    ]
    assert {type(error) for error in told} == {refusals.LoginRefused}
    assert len({str(error) for error in told}) == 1


def test_who_was_removed_and_has_the_right_passphrase_is_told_so(
    server_team: ServerTeam, server_desk: Desk, make: Make
) -> None:
    tove = make.staff("Tove Kvam")
    users.add_user(server_desk, tove, "Tove Kvam", HERS)
    TeamServer.open(server_team.address("tove.kvam"), HERS).close()
    users.remove_user(server_desk, tove)
    assert isinstance(refused(server_team, "tove.kvam", HERS), refusals.Removed)


def test_who_was_removed_is_thrown_out_at_once(
    server_team: ServerTeam, server_desk: Desk, make: Make
) -> None:
    tove = make.staff("Tove Kvam")
    users.add_user(server_desk, tove, "Tove Kvam", HERS)
    with TeamServer.open(server_team.address("tove.kvam"), HERS) as team:
        with closing(team.connect()) as connection:
            connection.execute("SELECT 1")
            users.remove_user(server_desk, tove)
            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT 1")
        with pytest.raises(refusals.Removed):
            team.connect()


def test_who_left_the_team_by_date_is_closed_out(
    server_team: ServerTeam, server_desk: Desk, make: Make
) -> None:
    tove = make.staff("Tove Kvam")
    users.add_user(server_desk, tove, "Tove Kvam", HERS)
    server_team.sql("UPDATE staff SET valid_to = '2020-01-01' WHERE id = %s", tove)
    assert isinstance(refused(server_team, "tove.kvam", HERS), refusals.Removed)


def test_a_login_in_no_team_is_told_so(server_team: ServerTeam, alter: Alter) -> None:
    server_team.sql("DELETE FROM factdesk.members")
    assert isinstance(refused(server_team, ROLE, PASSPHRASE), refusals.NoTeamHere)


def test_a_login_without_a_key_is_told_who_can_help(server_team: ServerTeam) -> None:
    server_team.sql("UPDATE factdesk.members SET slot = NULL")
    assert isinstance(refused(server_team, ROLE, PASSPHRASE), refusals.KeyMissing)


@pytest.mark.parametrize(
    "change",
    [
        "slot = jsonb_set(slot, '{wrapped}', to_jsonb(repeat('00', 48)))",
        "slot = jsonb_set(slot, '{kdf,memory_kib}', '8')",
        "slot = jsonb_set(slot, '{kdf,memory_kib}', '99999999')",
        "slot = jsonb_set(slot, '{user}', '\"tove.kvam\"')",
        "slot = '{}'",
    ],
)
def test_a_key_slot_that_was_changed_on_the_server_opens_nothing(
    server_team: ServerTeam, change: str
) -> None:
    server_team.sql(f"UPDATE factdesk.members SET {change}")
    assert isinstance(refused(server_team, ROLE, PASSPHRASE), refusals.KeyUnfit)


def test_away_the_key_is_opened_by_the_kept_slot(server_team: ServerTeam) -> None:
    with TeamServer.open(server_team.address(), PASSPHRASE) as team:
        slot, key = team.slot, team.data_key.reveal()
    given = (slot, server_team.store_id, server_team.staff_id)
    with TeamServer.from_slot(server_team.address(), PASSPHRASE, *given) as away:
        assert away.data_key.reveal() == key
        away.connect().close()
    with pytest.raises(WrongPassphrase):
        TeamServer.from_slot(server_team.address(), OTHER, *given)


# -- the line --------------------------------------------------------------------------------


def test_a_server_that_does_not_answer_is_away(server_team: ServerTeam) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = listener.getsockname()[1]
    address = ServerAddress.parse(f"postgresql://{ROLE}@127.0.0.1:{port}/factdesk")
    with pytest.raises(refusals.ServerAway):
        TeamServer.open(address, PASSPHRASE)


def test_an_unknown_name_is_told_as_such_and_counts_as_away() -> None:
    address = ServerAddress.parse("postgresql://a@db.invalid/factdesk")
    with pytest.raises(refusals.HostUnknown) as told:
        connecting.connect(address, "x")
    assert isinstance(told.value, refusals.ServerAway)


def test_an_unknown_database_is_told_after_the_login(server_team: ServerTeam) -> None:
    elsewhere = ServerAddress.parse(server_team.cluster.address(ROLE, "nowhere"))
    password = passwords.database_password(PASSPHRASE, server_team.database, ROLE)
    with pytest.raises(refusals.DatabaseUnknown):
        connecting.connect(elsewhere, password)


def test_a_server_that_wants_the_password_itself_does_not_get_it(
    server_team: ServerTeam,
) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = listener.getsockname()[1]
        asked = _asks_for_password(listener)
        address = ServerAddress.parse(
            f"postgresql://{ROLE}@127.0.0.1:{port}/factdesk?sslmode=disable"
        )
        with pytest.raises(refusals.WeakLogin):
            TeamServer.open(address, PASSPHRASE)
        assert asked() == b""


def _asks_for_password(listener: socket.socket) -> Callable[[], bytes]:
    """Answer the first connection as a server that asks for the password; what it got then."""
    from concurrent.futures import ThreadPoolExecutor

    def serve() -> bytes:
        peer, _address = listener.accept()
        with peer:
            peer.recv(4096)
            peer.sendall(b"R\x00\x00\x00\x08\x00\x00\x00\x03")
            got = b""
            while more := peer.recv(4096):
                got += more
            return got

    lane = ThreadPoolExecutor(1)
    future = lane.submit(serve)
    lane.shutdown(wait=False)
    return lambda: future.result(timeout=20)


# -- the server's state ----------------------------------------------------------------------


def test_a_database_that_nobody_prepared_is_told_as_such(server_team: ServerTeam) -> None:
    server_team.sql("DROP SCHEMA factdesk CASCADE")
    assert isinstance(refused(server_team, ROLE, PASSPHRASE), refusals.ServerNotPrepared)


def test_an_older_server_is_brought_up_by_it(server_team: ServerTeam) -> None:
    server_team.sql("UPDATE factdesk.schema_info SET head = '0001', oldest_client = '0001'")
    assert isinstance(refused(server_team, ROLE, PASSPHRASE), refusals.SchemaTooOld)


def test_a_newer_server_that_still_takes_this_program_is_used(server_team: ServerTeam) -> None:
    server_team.sql(
        "UPDATE factdesk.schema_info SET head = '9999', oldest_client = %s", schema.HEAD
    )
    TeamServer.open(server_team.address(), PASSPHRASE).close()


def test_a_newer_server_that_does_not_asks_for_the_newer_program(
    server_team: ServerTeam,
) -> None:
    server_team.sql("UPDATE factdesk.schema_info SET head = '9999', oldest_client = '9999'")
    assert isinstance(refused(server_team, ROLE, PASSPHRASE), refusals.SchemaTooNew)


def test_an_old_postgresql_is_refused(
    server_team: ServerTeam, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "OLDEST_POSTGRES", 99)
    told = refused(server_team, ROLE, PASSPHRASE)
    assert isinstance(told, refusals.PostgresTooOld)


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(60, "60 minutes ahead"), (-60, "60 minutes behind"), (1, None), (-1, None)],
)
def test_a_clock_that_is_not_the_servers_is_told(
    server_team: ServerTeam,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    minutes: int,
    told: str | None,
) -> None:
    ahead = timedelta(minutes=minutes)
    monkeypatch.setattr(team_server, "_machine_ahead", lambda _connection: ahead)
    notices = server_team.desk(clock).notices
    assert [told in notice for notice in notices if told] == ([True] if told else [])
    assert bool(notices) is (told is not None)


# -- several teams ---------------------------------------------------------------------------


SecondTeam = Callable[..., str]


@pytest.fixture
def second_team(
    server_team: ServerTeam, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> SecondTeam:
    """Return a function that makes another team in the database for the same login; its id."""
    administrator = server_team.with_password(monkeypatch)

    def make(passphrase: str = PASSPHRASE) -> str:
        desk, _key = make_team(administrator, clock, "FACT Sørbygda", passphrase, ())
        with desk:
            assert isinstance(desk.keys, TeamServer)
            return desk.keys.store_id

    return make


def test_who_is_in_several_teams_says_which(
    server_team: ServerTeam, second_team: SecondTeam
) -> None:
    other = second_team()
    told = refused(server_team, ROLE, PASSPHRASE)
    assert isinstance(told, refusals.SeveralTeams)
    assert told.names == ("FACT Fjellbygda", "FACT Sørbygda")
    for named in (other, "FACT Sørbygda", "fact  sørbygda"):
        address = server_team.address().with_team(named)
        with TeamServer.open(address, PASSPHRASE) as team:
            assert team.store_id == other
    with pytest.raises(refusals.NotAMember):
        TeamServer.open(server_team.address().with_team("FACT Nord"), PASSPHRASE)


def test_a_new_team_does_not_take_over_a_login_with_another_passphrase(
    server_team: ServerTeam, second_team: SecondTeam
) -> None:
    with pytest.raises(refusals.LoginNameTaken):
        second_team(OTHER)
    assert server_team.sql("SELECT count(*) FROM factdesk.teams") == [(1,)]
    assert server_team.sql("SELECT count(*) FROM team") == [(1,)]
    TeamServer.open(server_team.address(), PASSPHRASE).close()


def test_a_changed_passphrase_opens_every_team_of_the_user(
    server_team: ServerTeam, second_team: SecondTeam, clock: FixedClock
) -> None:
    other = second_team()
    first = opening_server.open_server(
        server_team.address().with_team(server_team.store_id), PASSPHRASE, clock
    )
    with first:
        users.change_passphrase(first, PASSPHRASE, OTHER)
    for store_id in (server_team.store_id, other):
        address = server_team.address().with_team(store_id)
        TeamServer.open(address, OTHER).close()
        with pytest.raises(refusals.LoginRefused):
            TeamServer.open(address, PASSPHRASE)


# -- users -----------------------------------------------------------------------------------


def test_a_new_user_signs_in_as_herself(
    server_team: ServerTeam, server_desk: Desk, make: Make, clock: FixedClock
) -> None:
    tove = make.staff("Tove Kvam")
    users.add_user(server_desk, tove, "Tove Kvam", HERS)
    hers = server_team.desk(clock, "tove.kvam", HERS)
    assert (hers.actor.id, hers.actor.name) == (tove, "Tove Kvam")
    member = server_desk.see(TheTeam()).member(tove)
    assert member is not None
    assert member.user_name == "tove.kvam"
    states = users.users(server_desk, server_desk.see(TheTeam()))
    assert [(each.member.user_name, each.has_key) for each in states] == [
        (ROLE, True),
        ("tove.kvam", True),
    ]


def test_another_seat_hears_of_a_new_user(
    server_team: ServerTeam, server_desk: Desk, make: Make, clock: FixedClock
) -> None:
    other = server_team.desk(clock)
    tove = make.staff("Tove Kvam")
    users.add_user(server_desk, tove, "Tove Kvam", HERS)
    assert isinstance(other.keys, TeamServer)
    other.keys.refresh_users()
    assert other.keys.users() == (ROLE, "tove.kvam")


def test_two_users_do_not_get_one_login(server_desk: Desk, make: Make) -> None:
    tove = make.staff("Tove Kvam")
    with pytest.raises(NameTaken):
        users.add_user(server_desk, tove, "MARIT HOLM", HERS)
    member = server_desk.see(TheTeam()).member(tove)
    assert member is not None
    assert member.user_name is None


def test_a_role_of_the_servers_own_is_not_made_a_user(
    server_team: ServerTeam, server_desk: Desk, make: Make
) -> None:
    tove = make.staff("Tove Kvam")
    with closing(server_team.cluster.connect()) as connection:
        connection.execute("CREATE ROLE backup LOGIN")
    try:
        with pytest.raises(refusals.LoginNameTaken):
            users.add_user(server_desk, tove, "backup", HERS)
    finally:
        with closing(server_team.cluster.connect()) as connection:
            connection.execute("DROP ROLE backup")
    member = server_desk.see(TheTeam()).member(tove)
    assert member is not None
    assert member.user_name is None


def test_one_changes_ones_own_passphrase_login_and_key_together(
    server_team: ServerTeam, server_desk: Desk
) -> None:
    users.change_passphrase(server_desk, PASSPHRASE, OTHER)
    assert isinstance(refused(server_team, ROLE, PASSPHRASE), refusals.LoginRefused)
    TeamServer.open(server_team.address(), OTHER).close()
    assert isinstance(server_desk.keys, TeamServer)
    server_desk.keys.connect().close()
    server_desk.store.engine.dispose()
    assert server_desk.see(TheTeam()).settings.name == "FACT Fjellbygda"


def test_a_wrong_old_passphrase_changes_nothing(server_team: ServerTeam, server_desk: Desk) -> None:
    with pytest.raises(WrongPassphrase):
        users.change_passphrase(server_desk, OTHER, HERS)
    with pytest.raises(WeakPassphrase):
        users.change_passphrase(server_desk, PASSPHRASE, "fact fjellbygda marit holm")
    TeamServer.open(server_team.address(), PASSPHRASE).close()


def test_an_administrator_sets_anothers_passphrase(
    server_team: ServerTeam, server_desk: Desk, make: Make, clock: FixedClock
) -> None:
    tove = make.staff("Tove Kvam")
    users.add_user(server_desk, tove, "Tove Kvam", HERS)
    users.set_passphrase(server_desk, tove, OTHER)
    assert isinstance(refused(server_team, "tove.kvam", HERS), refusals.LoginRefused)
    hers = server_team.desk(clock, "tove.kvam", OTHER)
    assert isinstance(hers.keys, TeamServer)
    with pytest.raises(refusals.NotAllowed):
        hers.keys.set_passphrase(ROLE, HERS)
    with pytest.raises(refusals.NotAllowed):
        hers.keys.remove_user(ROLE)
    with pytest.raises(UnknownUser):
        hers.keys.remove_user("nobody")


def test_a_removed_user_can_be_added_again(
    server_team: ServerTeam, server_desk: Desk, make: Make, clock: FixedClock
) -> None:
    tove = make.staff("Tove Kvam")
    users.add_user(server_desk, tove, "Tove Kvam", HERS)
    users.remove_user(server_desk, tove)
    users.add_user(server_desk, tove, "Tove Kvam", OTHER)
    assert server_team.desk(clock, "tove.kvam", OTHER).actor.id == tove


def test_the_server_never_sees_passphrase_password_or_key(
    server_team: ServerTeam, server_desk: Desk
) -> None:
    kept = str(server_team.sql("SELECT * FROM factdesk.members"))
    kept += str(server_team.sql("SELECT rolpassword FROM pg_authid WHERE rolname = %s", ROLE))
    kept += str(server_team.sql("SELECT recovery_slot FROM factdesk.teams"))
    assert isinstance(server_desk.keys, TeamServer)
    password = passwords.database_password(PASSPHRASE, server_team.database, ROLE)
    for secret in (PASSPHRASE, password, server_desk.keys.data_key.reveal().hex()):
        assert secret not in kept
    assert ADMINISTRATOR not in kept
