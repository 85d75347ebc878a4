"""The terminal's commands about a team server, on a real PostgreSQL."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from factdesk.cli.servers import tell_of_elsewhere
from factdesk.desk import Desk
from factdesk.store.server import refusals, team_server
from factdesk.store.server.address import ServerAddress
from factdesk.store.server.team_server import TeamServer
from factdesk.team.views import TheTeam
from tests.cli.conftest import HERS, NEW, Run
from tests.support.builders import Make
from tests.support.cluster import Cluster
from tests.support.people import ADMINISTRATOR, PASSPHRASE
from tests.support.servers import OF_SUPERUSER, ROLE, ServerTeam


@pytest.fixture
def empty(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServerAddress]:
    """The database administrator's address of a new database; the password is in PGPASSWORD."""
    database = cluster.create_database()
    with closing(cluster.connect()) as connection:
        connection.execute(f"ALTER ROLE postgres PASSWORD '{OF_SUPERUSER}'")
    monkeypatch.setenv("PGPASSWORD", OF_SUPERUSER)
    yield ServerAddress.parse(cluster.address("postgres", database))
    cluster.drop_database(database)
    cluster.drop_logins(database)


@pytest.fixture
def make(server_desk: Desk) -> Make:
    """Builders on the server's desk."""
    return Make(server_desk)


def init(
    run: Run, address: ServerAddress, *more: object, user: str = "Siri Vik", team: str = "FACT Nord"
) -> tuple[int, str, str]:
    options = ("--team", team, "--model", "FACT", "--user", user)
    return run("server", "init", address.text, *options, *more, typed=PASSPHRASE + "\n")


# -- init ------------------------------------------------------------------------------------


def test_init_makes_a_team_and_prints_only_the_recovery_key(run: Run, empty: ServerAddress) -> None:
    status, out, err = init(run, empty, "--employer", "Fjellbygda kommune:municipality")
    assert status == 0
    assert len(out.strip()) == 41
    address = empty.with_role("siri.vik")
    assert address.text in err
    assert PASSPHRASE not in out + err
    with TeamServer.open(address, PASSPHRASE) as team:
        assert team.users() == ("siri.vik",)
    status, out, _err = run("check", address.text, typed=PASSPHRASE + "\n")
    assert (status, "NOT in order" in out) == (0, False)


@pytest.mark.parametrize("by_socket", [True, False])
def test_init_on_the_machine_itself_says_what_others_write(
    run: Run, empty: ServerAddress, cluster: Cluster, by_socket: bool
) -> None:
    here = ServerAddress.parse(cluster.url(empty.database, "postgresql")) if by_socket else empty
    assert here.is_socket is by_socket
    status, _out, err = init(run, here)
    assert status == 0
    told = next(line for line in err.splitlines() if "for this machine only" in line)
    others = ServerAddress.parse(told.rpartition(" ")[2].replace("SERVER", "db.example.no"))
    assert (others.role, others.host, others.port) == ("siri.vik", "db.example.no", here.port)
    assert not others.is_local


def test_an_address_of_another_machine_is_left_at_that(capsys: pytest.CaptureFixture[str]) -> None:
    tell_of_elsewhere(ServerAddress.parse("postgresql://siri.vik@db.example.no/factdesk"))
    assert capsys.readouterr().err == ""


def test_plain_init_with_an_address_is_the_same(run: Run, empty: ServerAddress) -> None:
    given = ("--team", "FACT Nord", "--model", "ACT", "--user", "Siri Vik")
    status, out, _err = run("init", empty.text, *given, typed=PASSPHRASE + "\n")
    assert status == 0
    assert len(out.splitlines()) == 1


def test_a_second_team_comes_beside_the_first(run: Run, empty: ServerAddress) -> None:
    assert init(run, empty)[0] == 0
    assert init(run, empty, user="Ola Berg", team="FACT Sør")[0] == 0
    for role, team in (("siri.vik", "FACT Nord"), ("ola.berg", "FACT Sør")):
        address = empty.with_role(role)
        status, out, _err = run("check", address.text, "--json", typed=PASSPHRASE + "\n")
        assert (status, json.loads(out)["in_order"]) == (0, True), team


def test_two_who_prepare_at_the_same_moment_both_succeed(empty: ServerAddress) -> None:
    from factdesk.opening_server import NewTeam, make_server_team
    from factdesk.team.tables import Model

    made: dict[str, object] = {}
    together = threading.Barrier(2)

    def one(user: str) -> None:
        together.wait(20)
        try:
            new = NewTeam(f"FACT {user}", Model.FACT, user)
            made[user] = make_server_team(empty, new, PASSPHRASE)[0]
        except BaseException as error:  # noqa: BLE001 - told by the assertion below
            made[user] = error

    threads = [threading.Thread(target=one, args=(user,)) for user in ("Siri Vik", "Ola Berg")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    for user, address in made.items():
        assert isinstance(address, ServerAddress), (user, address)
        TeamServer.open(address, PASSPHRASE).close()


def test_of_two_who_make_a_team_for_one_login_each_is_whole_or_not_there(
    empty: ServerAddress,
) -> None:
    from factdesk.opening_server import NewTeam, make_server_team
    from factdesk.team.tables import Model

    ends: list[object] = []
    together = threading.Barrier(2)

    def one(passphrase: str) -> None:
        together.wait(20)
        try:
            new = NewTeam("FACT Nord", Model.FACT, "Siri Vik")
            ends.append((make_server_team(empty, new, passphrase)[0], passphrase))
        except refusals.LoginNameTaken as error:
            ends.append(error)

    threads = [threading.Thread(target=one, args=(each,)) for each in (PASSPHRASE, NEW)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    whole = [each for each in ends if isinstance(each, tuple)]
    assert (len(ends), len(whole)) == (2, 1), ends
    address, passphrase = whole[0]
    with TeamServer.open(address, passphrase) as team, closing(team.connect()) as connection:
        assert connection.execute("SELECT count(*) FROM team").fetchone() == (1,)


def test_init_in_a_database_that_holds_something_else_changes_nothing(
    run: Run, empty: ServerAddress, cluster: Cluster
) -> None:
    with closing(cluster.connect(database=empty.database)) as connection:
        connection.execute("CREATE TABLE invoices (id int)")
    status, out, err = init(run, empty)
    assert (status, out) == (2, "")
    assert "something else" in err
    with closing(cluster.connect(database=empty.database)) as connection:
        tables = connection.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind = 'r'"
        ).fetchall()
    assert tables == [("invoices",)]


def test_init_for_a_login_of_another_database_says_what_helps(
    run: Run, empty: ServerAddress, server_team: ServerTeam
) -> None:
    status, out, err = init(run, empty, user=ADMINISTRATOR)
    assert (status, out) == (2, "")
    assert f"The login {ROLE} belongs to another database of this server" in err
    assert "Use another PostgreSQL cluster" in err


def test_init_with_a_users_login_is_told_whose_it_takes(run: Run, server_team: ServerTeam,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from factdesk.store.server import passwords

    password = passwords.database_password(PASSPHRASE, server_team.database, ROLE)
    monkeypatch.setenv("PGPASSWORD", password)
    status, out, err = init(run, server_team.address())
    assert (status, out) == (2, "")
    assert "may not prepare" in err


def test_init_with_a_wrong_administrators_password_is_told_where_it_comes_from(
    run: Run, empty: ServerAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", "wrong")
    status, _out, err = init(run, empty)
    assert status == 2
    assert "PGPASSWORD" in err


@pytest.mark.parametrize(
    ("typed", "told"), [("abc\n", "too easy to guess"), ("\n", "No passphrase was given")]
)
def test_init_with_a_bad_passphrase_asks_nothing_of_the_server(
    run: Run, typed: str, told: str
) -> None:
    given = ("--team", "T", "--model", "FACT", "--user", "Siri")
    address = "postgresql://postgres@127.0.0.1:1/nowhere"
    status, _out, err = run("server", "init", address, *given, typed=typed)
    assert status == 2
    assert told in err


def test_a_password_in_the_address_is_refused_and_not_repeated(run: Run) -> None:
    status, _out, err = run("check", "postgresql://a:hemmelig@db/f", typed="x\n")
    assert status == 2
    assert "hemmelig" not in err


# -- users -----------------------------------------------------------------------------------


def test_a_user_is_added_and_removed(
    run: Run, server_team: ServerTeam, make: Make, server_desk: Desk
) -> None:
    make.staff("Tove Kvam")
    where = server_team.address().text
    status, out, _err = run(
        "server", "add-user", where, "Tove Kvam", typed=f"{PASSPHRASE}\n{HERS}\n"
    )
    assert (status, out) == (0, "tove.kvam can sign in now.\n")
    TeamServer.open(server_team.address("tove.kvam"), HERS).close()
    status, _out, _err = run("server", "remove-user", where, "tove.kvam", typed=PASSPHRASE + "\n")
    assert status == 0
    with pytest.raises(refusals.Removed):
        TeamServer.open(server_team.address("tove.kvam"), HERS)
    tove = next(each for each in server_desk.see(TheTeam()).members if each.name == "Tove Kvam")
    assert tove.user_name is None


def test_whom_a_login_is_for_can_be_said_by_initials(
    run: Run, server_team: ServerTeam, make: Make, server_desk: Desk
) -> None:
    tove = make.staff("Tove Kvam")
    member = server_desk.see(TheTeam()).member(tove)
    assert member is not None
    where = server_team.address().text
    given = (where, "tk-vikar", "--staff", member.initials)
    assert run("server", "add-user", *given, typed=f"{PASSPHRASE}\n{HERS}\n")[0] == 0
    with TeamServer.open(server_team.address("tk-vikar"), HERS) as team:
        assert team.staff_id == tove


def test_a_user_who_is_no_administrator_adds_nobody(
    run: Run, server_team: ServerTeam, make: Make
) -> None:
    make.staff("Tove Kvam")
    make.staff("Odd Lie")
    where = server_team.address().text
    run("server", "add-user", where, "Tove Kvam", typed=f"{PASSPHRASE}\n{HERS}\n")
    hers = server_team.address("tove.kvam").text
    status, _out, err = run("server", "add-user", hers, "Odd Lie", typed=f"{HERS}\n{NEW}\n")
    assert status == 2
    assert err.count("\n") == 1


def test_a_wrong_passphrase_is_wrong_use(run: Run, server_team: ServerTeam) -> None:
    status, out, err = run("check", server_team.address().text, typed=NEW + "\n")
    assert (status, out) == (2, "")
    assert "Wrong user name or passphrase" in err


def test_another_user_than_the_addresss_is_refused(run: Run, server_team: ServerTeam) -> None:
    where = server_team.address().text
    assert run("check", where, "--user", "Tove", typed=PASSPHRASE + "\n")[0] == 2
    assert run("check", where, "--user", ADMINISTRATOR, typed=PASSPHRASE + "\n")[0] == 0


def test_the_passphrase_is_changed(run: Run, server_team: ServerTeam) -> None:
    where = server_team.address().text
    assert run("passphrase", where, typed=f"{PASSPHRASE}\n{NEW}\n")[0] == 0
    TeamServer.open(server_team.address(), NEW).close()
    with pytest.raises(refusals.LoginRefused):
        TeamServer.open(server_team.address(), PASSPHRASE)


def test_recovery_takes_key_and_administrator_together(
    run: Run, server_team: ServerTeam, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = server_team.with_password(monkeypatch).text
    typed = f"{server_team.recovery_key}\n{NEW}\n"
    assert run("recovery", where, typed=typed)[0] == 2
    status, _out, _err = run("recovery", where, "--user", ADMINISTRATOR, typed=typed)
    assert status == 0
    with TeamServer.open(server_team.address(), NEW) as team:
        assert team.staff_id == server_team.staff_id
    assert run("check", server_team.address().text, typed=NEW + "\n")[0] == 0


def test_a_renewed_recovery_key_ends_the_old_one(
    run: Run, server_team: ServerTeam, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, out, _err = run(
        "recovery", server_team.address().text, "--renew", typed=PASSPHRASE + "\n"
    )
    assert status == 0
    where = server_team.with_password(monkeypatch).text
    given = (where, "--user", ROLE)
    typed = f"{server_team.recovery_key}\n{NEW}\n"
    assert run("recovery", *given, typed=typed)[0] == 2
    assert run("recovery", *given, typed=f"{out}{NEW}\n")[0] == 0


# -- check and upgrade -----------------------------------------------------------------------


def steps(run: Run, team: ServerTeam) -> tuple[int, dict[str, list[str]]]:
    status, out, _err = run(
        "server", "check", team.address().text, "--json", typed=PASSPHRASE + "\n"
    )
    return status, {code: found for code, found in json.loads(out)["steps"].items() if found}


def test_a_whole_server_is_in_order(run: Run, server_team: ServerTeam, make: Make) -> None:
    make.person("Kari", "Nordmann-Lie", birth_number="01010112377")
    assert steps(run, server_team) == (0, {})


def test_a_check_on_this_machine_claims_no_encrypted_line(
    run: Run, server_team: ServerTeam
) -> None:
    status, out, _err = run("server", "check", server_team.address().text, typed=PASSPHRASE + "\n")
    assert status == 0
    assert out.startswith("The server is on this machine; the line is not encrypted: in order\n")
    assert "server verified" not in out


def test_an_unsealed_value_is_found(run: Run, server_team: ServerTeam, make: Make) -> None:
    make.person("Kari", "Nordmann-Lie")
    server_team.sql("ALTER TABLE persons DROP CONSTRAINT fd_sealed")
    server_team.sql("UPDATE persons SET family_name = 'Nordmann-Lie'")
    status, found = steps(run, server_team)
    assert status == 1
    assert found["sealing"] == ["persons.family_name: values that are not sealed: 1"]


def test_a_name_in_a_plain_column_is_found(run: Run, server_team: ServerTeam, make: Make) -> None:
    make.person("Kari", "Nordmann-Lie")
    server_team.sql("UPDATE acts SET station = 'Kari Nordmann-Lie sin maskin'")
    status, found = steps(run, server_team)
    assert status == 1
    assert "acts.station" in found["sealing"][0]


def test_a_row_moved_to_another_person_is_found(
    run: Run, server_team: ServerTeam, make: Make
) -> None:
    kari, _ola = make.person("Kari", "Ruud"), make.person("Ola", "Berg")
    server_team.sql(
        "UPDATE persons SET family_name = (SELECT family_name FROM persons WHERE id = %s)", kari
    )
    status, found = steps(run, server_team)
    assert status == 1
    assert found["rows"]


def test_a_log_entry_that_was_changed_is_found(
    run: Run, server_team: ServerTeam, make: Make
) -> None:
    make.person("Kari", "Ruud")
    server_team.sql("UPDATE change_log SET actor_id = repeat('0', 32) WHERE number = 5")
    status, found = steps(run, server_team)
    assert status == 1
    assert found["chain"]


def test_a_clock_an_hour_off_is_found(
    run: Run, server_team: ServerTeam, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(team_server, "_machine_ahead", lambda _connection: timedelta(hours=1))
    status, found = steps(run, server_team)
    assert status == 1
    assert "60 minutes ahead" in found["clock"][0]


def test_a_server_that_was_never_prepared_is_not_in_order(
    run: Run, server_team: ServerTeam
) -> None:
    server_team.sql("DROP SCHEMA factdesk CASCADE")
    where = server_team.address().text
    status, out, err = run("check", where, "--json", typed=PASSPHRASE + "\n")
    assert (status, json.loads(out)["in_order"]) == (1, False)
    assert "factdesk server init" in err


def test_an_upgrade_is_the_administrators_and_may_be_repeated(
    run: Run, server_team: ServerTeam, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = server_team.with_password(monkeypatch).text
    server_team.sql("UPDATE factdesk.schema_info SET head = '0001'")
    with pytest.raises(refusals.SchemaTooOld):
        TeamServer.open(server_team.address(), PASSPHRASE)
    assert run("server", "upgrade", where)[0] == 0
    assert run("server", "upgrade", where)[0] == 0
    TeamServer.open(server_team.address(), PASSPHRASE).close()


def test_an_upgrade_needs_nothing_that_another_command_has_loaded(
    server_team: ServerTeam, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = server_team.with_password(monkeypatch).text
    command = "import sys; from factdesk.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", command, "server", "upgrade", where],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_an_upgrade_of_an_empty_database_prepares_nothing(run: Run, empty: ServerAddress) -> None:
    status, _out, err = run("server", "upgrade", empty.text)
    assert status == 2
    assert "not prepared" in err


# -- everything else takes an address too ----------------------------------------------------


def test_a_server_is_filled_printed_and_exported(
    run: Run, server_team: ServerTeam, tmp_path: Path
) -> None:
    where, typed = server_team.address().text, PASSPHRASE + "\n"
    status, _out, err = run("simulate", where, "--people", 6, "--days", 40, typed=typed)
    assert status == 0, err
    paper = tmp_path / "board.pdf"
    assert run("print", where, "board", "-o", paper, typed=typed)[0] == 0
    assert paper.read_bytes().startswith(b"%PDF")
    assert run("export", where, tmp_path / "out", typed=typed)[0] == 0
    assert (tmp_path / "out" / "people.csv").is_file()
    told = run("indicators", where, "--scale", "dacts", "--to", "2026-11-20", "--json", typed=typed)
    assert told[0] == 0
    assert steps(run, server_team) == (0, {})


def test_an_address_alone_opens_the_window_there(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from ui import application

    opened: list[object] = []

    def note(*, folder: object) -> int:
        opened.append(folder)
        return 0

    monkeypatch.setattr(application, "run", note)
    address = "postgresql://marit.holm@db.example.no/factdesk"
    assert run(address)[0] == 0
    assert opened == [ServerAddress.parse(address)]
