"""A server that was restored from yesterday's backup while people work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime

import pytest

from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.people.actions.edit_person import EditPerson
from factdesk.people.views import People, PersonRow
from factdesk.server_check import check_team
from factdesk.store.feed import Changes, Feed
from factdesk.store.link import Link, LinkState
from factdesk.store.server.line import Alarm, Line
from factdesk.store.server.pulling import Puller, SetBack
from factdesk.store.server.refusals import ServerBusy, TeamMissing
from factdesk.store.server.team_server import TeamServer
from tests.support.builders import Make
from tests.support.people import PASSPHRASE
from tests.support.servers import DATABASE, ServerTeam
from tests.support.shared_desks import Heard

_BACKUP = "factdesk_yesterday"


def _as_superuser(team: ServerTeam, *statements: str) -> None:
    with closing(team.cluster.connect()) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def _is_live(desk: Desk, links: Heard[Link]) -> None:
    if desk.link.state is not LinkState.LIVE:
        links.until(lambda told: told[-1].state is LinkState.LIVE)


def test_a_server_restored_under_open_desks_is_told_and_nothing_is_saved_on_top_of_what_is_gone(
    server_team: ServerTeam, server_desk: Desk, clock: FixedClock
) -> None:
    links: Heard[Link] = Heard()
    server_desk.on_link(links)
    person = Make(server_desk).person("Kari", "Ruud")
    _as_superuser(
        server_team,
        f"ALTER DATABASE {DATABASE} ALLOW_CONNECTIONS false",
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        f" WHERE datname = '{DATABASE}'",
        f"CREATE DATABASE {_BACKUP} TEMPLATE {DATABASE}",
        f"ALTER DATABASE {DATABASE} ALLOW_CONNECTIONS true",
    )
    today = server_team.desk(clock)
    today.do(EditPerson(person, 1, own_goal="Ro"))
    gone = Make(today).person("Ola", "Berg")
    today.close()
    _is_live(server_desk, links)
    assert {each.id: each.version for each in _see(server_desk)}[person] == 2
    _as_superuser(
        server_team,
        f"DROP DATABASE {DATABASE} WITH (FORCE)",
        f"ALTER DATABASE {_BACKUP} RENAME TO {DATABASE}",
        f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {DATABASE} TO factdesk_user",
        f"GRANT CONNECT, CREATE ON DATABASE {DATABASE} TO factdesk_owner",
    )
    links.until(lambda _told: "set back" in server_desk.link.why, seconds=60)
    rows = {each.id: each.version for each in _see(server_desk)}
    assert rows == {person: 1}
    assert gone not in rows
    with pytest.raises(KnownError):
        server_desk.do(EditPerson(person, 2, own_goal="Mer ro"))
    server_desk.do(EditPerson(person, 1, address="Storgata 2"))
    steps = check_team(server_team.address(), PASSPHRASE)
    assert [step.code for step in steps if step.problems] == []


def test_a_log_whose_last_entry_was_taken_out_is_told_once_and_read_on_from_what_is_left(
    server_team: ServerTeam, server_desk: Desk, clock: FixedClock
) -> None:
    """The counter says more than the log holds; the log is what is gone by."""
    links: Heard[Link] = Heard()
    server_desk.on_link(links)
    Make(server_desk).person("Kari", "Ruud")
    _is_live(server_desk, links)
    with closing(server_team.cluster.connect(database=server_team.database)) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(
            "DELETE FROM change_log WHERE number = (SELECT max(number) FROM change_log)"
        )
    server_team.sql("SELECT pg_notify('fd_' || %s, '')", server_team.store_id)
    server_desk.links.look()
    links.until(lambda _told: "set back" in server_desk.link.why, seconds=60)
    _is_live(server_desk, links)
    assert len([notice for notice in server_desk.notices if "set back" in notice]) == 1
    assert [each.name for each in _see(server_desk)] == ["Kari Ruud"]


def test_an_own_act_that_the_log_has_lost_before_it_was_pulled_is_missed(
    server_desk: Desk,
) -> None:
    Make(server_desk).person("Kari", "Ruud")
    team = server_desk.keys
    assert isinstance(team, TeamServer)
    feed = Feed(server_desk.store.newest(), lambda _changes: None, lambda _number: None)
    alarm = Alarm()
    with closing(alarm), closing(Line(team.connect(), alarm, patience=5)) as line:
        puller = Puller(feed, team.store_id)
        puller.pull(line)
        own = feed.told + 1
        feed.own(Changes(own, own, frozenset({("persons", "1")}), frozenset()))
        with pytest.raises(SetBack) as set_back:
            puller.pull(line)
        puller.accept(set_back.value.newest)
        assert feed.told == own - 1
        assert not puller.pull(line)


def test_a_database_that_takes_nobody_for_a_while_shuts_nobody_out(
    server_team: ServerTeam, server_desk: Desk
) -> None:
    with _not_shut_out(server_desk) as tries:
        _as_superuser(
            server_team,
            f"ALTER DATABASE {DATABASE} ALLOW_CONNECTIONS false",
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            f" WHERE datname = '{DATABASE}'",
        )
        tries.until(lambda told: told.count(ServerBusy().message) > 2)
        _as_superuser(server_team, f"ALTER DATABASE {DATABASE} ALLOW_CONNECTIONS true")


def test_a_database_that_has_no_team_until_its_backup_is_back_shuts_nobody_out(
    server_team: ServerTeam, server_desk: Desk
) -> None:
    with closing(server_team.cluster.connect(database=DATABASE)) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("CREATE TABLE factdesk.kept AS TABLE factdesk.members")
        with _not_shut_out(server_desk) as tries:
            connection.execute("DELETE FROM factdesk.members")
            connection.execute("SELECT pg_notify('fd_' || %s, '9999')", [server_team.store_id])
            tries.until(lambda told: told.count(TeamMissing().message) > 2)
            connection.execute("INSERT INTO factdesk.members TABLE factdesk.kept")


@contextmanager
def _not_shut_out(desk: Desk) -> Iterator[Heard[str]]:
    """The words of each try of the listener that failed; afterwards the desk is live."""
    tries: Heard[str] = Heard()
    links: Heard[Link] = Heard()
    desk.on_link(links)
    shut_out: list[KnownError] = []
    stop = desk.on_shut_out(shut_out.append)
    away = desk.links.away

    def hear(why: str, since: datetime | None = None) -> None:
        away(why, since)
        tries(why)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk.links, "away", hear)
        yield tries
    _is_live(desk, links)
    stop()
    assert shut_out == []


def _see(desk: Desk) -> tuple[PersonRow, ...]:
    """The list of people, on a line that is there."""
    with suppress(KnownError):
        return desk.see(People())
    return desk.see(People())
