"""Desks for tests: a real encrypted team folder or a real PostgreSQL, and builders of rows.

One team is made per run and copied per test, so that a test pays neither migrations nor tuning.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from factdesk import opening
from factdesk.board.actions.set_up_board import SetUpBoard
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.store import engine, schema
from factdesk.store.action import Actor
from factdesk.store.folder.team_folder import TeamFolder
from factdesk.team.actions.set_up_team import SetUpTeam
from factdesk.team.roles import Role, rights_of
from factdesk.team.tables import Model
from tests.support.builders import Make
from tests.support.people import ADMINISTRATOR, CHEAP, EMPLOYERS, MONDAY, PASSPHRASE
from tests.support.postgres import PostgresServer
from tests.support.servers import PlainServer, ServerTeam

__all__ = ["ADMINISTRATOR", "CHEAP", "EMPLOYERS", "MONDAY", "PASSPHRASE"]


@pytest.fixture
def clock() -> FixedClock:
    """Monday 23 November 2026, 08:30 in Norway, until it is moved."""
    return FixedClock(MONDAY)


@pytest.fixture(scope="session")
def team_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A team folder with one user and nobody in it, to be copied."""
    path = tmp_path_factory.mktemp("template") / "team"
    desk, _recovery = opening.create_team(
        path,
        team="FACT Fjellbygda",
        model=Model.FACT,
        user=ADMINISTRATOR,
        passphrase=PASSPHRASE,
        employers=EMPLOYERS,
        clock=FixedClock(MONDAY),
        cost=CHEAP,
    )
    desk.close()
    return path


@pytest.fixture
def team_folder(team_template: Path, tmp_path: Path) -> Path:
    """A team folder of the test's own, closed."""
    return Path(shutil.copytree(team_template, tmp_path / "team"))


@pytest.fixture
def desk(team_folder: Path, clock: FixedClock) -> Iterator[Desk]:
    """A desk on a real encrypted folder, signed in as leader and administrator."""
    with opening.open_team(team_folder, PASSPHRASE, clock=clock) as desk:
        yield desk


@pytest.fixture(scope="session")
def postgres_template(postgres: PostgresServer) -> tuple[str, str]:
    """A PostgreSQL database with the same team: its URL and the administrator's staff id."""
    url = postgres.create()
    store = engine.server(PlainServer(url), FixedClock(MONDAY))
    with store.engine.begin() as connection:
        schema.upgrade(connection)
        connection.execute(text("UPDATE change_counter SET last_hash = NULL"))
    system = Actor(opening.SYSTEM, opening.SYSTEM, "test")
    staff_id, _changes = store.run(
        SetUpTeam("test", "FACT Fjellbygda", Model.FACT, ADMINISTRATOR, EMPLOYERS), system
    )
    store.run(SetUpBoard(), system)
    store.close()
    return url, staff_id


@pytest.fixture(params=["sqlcipher", "postgres"])
def any_desk(request: pytest.FixtureRequest, clock: FixedClock) -> Iterator[Desk]:
    """The same desk on each engine in turn."""
    if request.param == "sqlcipher":
        yield request.getfixturevalue("desk")
        return
    desk = request.getfixturevalue("server_desk")
    request.getfixturevalue("server_team").lend_logins(desk)
    yield desk


@pytest.fixture
def second_desk(
    request: pytest.FixtureRequest, clock: FixedClock
) -> Iterator[Callable[[Desk, Actor], Desk]]:
    """Return a function that opens another user's desk on the same store; a login on a server."""
    opened: list[Desk] = []

    def beside(first: Desk, actor: Actor | None = None) -> Desk:
        if first.store.is_shared:
            team: ServerTeam = request.getfixturevalue("server_team")
            return team.beside(first, actor or first.actor, clock)
        assert isinstance(first.folder, TeamFolder)
        opened.append(Desk(engine.embedded(first.folder, clock), actor or first.actor))
        return opened[-1]

    yield beside
    for desk in reversed(opened):
        desk.close()


@pytest.fixture
def make(request: pytest.FixtureRequest) -> Make:
    """Builders of staff, persons, contacts and episodes on the test's desk."""
    name = "any_desk" if "any_desk" in request.fixturenames else "desk"
    return Make(request.getfixturevalue(name))


def leader(staff_id: str, name: str = ADMINISTRATOR) -> Actor:
    """An actor with a leader's and an administrator's rights."""
    rights = rights_of(Role.LEADER, is_administrator=True, has_health_basis=True)
    return Actor(staff_id, name, "test", rights)


def member(staff_id: str, name: str) -> Actor:
    """An actor with a member's rights."""
    rights = rights_of(Role.MEMBER, is_administrator=False, has_health_basis=True)
    return Actor(staff_id, name, "test", rights)
