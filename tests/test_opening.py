"""Signing in: who the opened desk belongs to, with which rights."""

from datetime import timedelta
from pathlib import Path

import pytest

from factdesk import opening, users
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.store.folder.refusals import UserNeeded, WrongPassphrase
from factdesk.store.folder.team_folder import TeamFolder
from factdesk.team.actions.set_role import SetRole
from factdesk.team.roles import Right, Role
from factdesk.team.tables import Model
from factdesk.team.views import TheTeam
from tests.support.desks import ADMINISTRATOR, CHEAP, PASSPHRASE

HERS = "fjellrev ullgenser 88 trappetrinn"  # a test's own, opens nothing else


@pytest.fixture
def with_tove(desk: Desk, make) -> tuple[Path, str]:
    """A closed folder with a second user, and her staff id."""
    tove = make.staff("Tove Kvam", role=Role.READER)
    users.add_user(desk, tove, "Tove Kvam", HERS)
    path = desk.folder.path
    desk.close()
    return path, tove


def test_the_first_user_leads_and_administers(desk: Desk) -> None:
    assert desk.actor.name == ADMINISTRATOR
    assert {Right.MANAGE_USERS, Right.EDIT_TEAM, Right.SEE_RECORD} <= desk.actor.rights


@pytest.mark.parametrize("typed", ["Tove Kvam", "tove kvam", " TOVE  KVAM "])
def test_the_user_name_may_be_typed_in_any_case(with_tove, clock, typed: str) -> None:
    path, tove = with_tove
    with opening.open_team(path, HERS, typed, clock) as desk:
        assert desk.actor.id == tove


def test_the_passphrase_may_not(with_tove, clock) -> None:
    path, _tove = with_tove
    with pytest.raises(WrongPassphrase):
        opening.open_team(path, HERS.upper(), "Tove Kvam", clock)


def test_with_several_users_one_says_who_one_is(with_tove, clock) -> None:
    path, _tove = with_tove
    with pytest.raises(UserNeeded):
        opening.open_team(path, HERS, clock=clock)


def test_the_rights_are_those_of_the_role(with_tove, clock) -> None:
    path, tove = with_tove
    with opening.open_team(path, HERS, "Tove Kvam", clock) as desk:
        assert desk.actor.rights == {Right.SEE_BOARD}
    with opening.open_team(path, PASSPHRASE, ADMINISTRATOR, clock) as desk:
        version = desk.see(TheTeam()).member(tove).version
        desk.do(SetRole(tove, version, Role.LEADER, is_administrator=False))
    with opening.open_team(path, HERS, "Tove Kvam", clock) as desk:
        assert Right.EDIT_TEAM in desk.actor.rights
        assert Right.MANAGE_USERS not in desk.actor.rights


def test_a_key_without_a_member_opens_no_desk_and_frees_the_folder(team_folder, clock) -> None:
    with TeamFolder.open(team_folder, PASSPHRASE) as folder:
        folder.add_user("Ukjent", HERS)
    with pytest.raises(KnownError, match="no member with this user name"):
        opening.open_team(team_folder, HERS, "Ukjent", clock)
    opening.open_team(team_folder, PASSPHRASE, ADMINISTRATOR, clock).close()


def test_a_clock_behind_the_newest_change_is_told(team_folder: Path, clock: FixedClock) -> None:
    clock.move(timedelta(days=-3))
    with opening.open_team(team_folder, PASSPHRASE, clock=clock) as desk:
        assert any("clock of this machine" in notice for notice in desk.notices)


def test_a_new_team_that_fails_leaves_no_file(tmp_path: Path, clock, monkeypatch) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(opening, "bring_up", broken)
    with pytest.raises(RuntimeError):
        opening.create_team(
            tmp_path / "team",
            team="FACT Nord",
            model=Model.FACT,
            user="Åse Ødegård",
            passphrase=HERS,
            clock=clock,
            cost=CHEAP,
        )
    assert [p.name for p in (tmp_path / "team").iterdir()] == []


def test_a_former_member_no_longer_gets_in(desk: Desk, make, clock: FixedClock) -> None:
    last_day = clock.today() - timedelta(days=1)
    gone = make.staff("Ali Barzani", valid_to=last_day, user_name="Ali Barzani")
    users.add_user(desk, gone, "Ali Barzani", HERS)
    path = desk.folder.path
    desk.close()
    with pytest.raises(KnownError, match="no longer a member"):
        opening.open_team(path, HERS, "Ali Barzani", clock)
    clock.move(timedelta(days=-1))
    opening.open_team(path, HERS, "Ali Barzani", clock).close()
