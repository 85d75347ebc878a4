"""Users: what gives access is logged before it is given, what takes it away after it is gone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from factdesk import opening, users
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.store.conflict import Refused
from factdesk.store.folder.entry import users_in
from factdesk.store.folder.refusals import (
    NoSpace,
    WeakPassphrase,
    WrongPassphrase,
    WrongRecoveryKey,
)
from factdesk.store.folder.team_folder import TeamFolder
from factdesk.team.actions.link_user import LinkUser
from factdesk.team.actions.set_role import SetRole
from factdesk.team.errors import LastAdministrator, NotAUser, NotYourself, UserNameTaken
from factdesk.team.history import RecentActs
from factdesk.team.roles import Role
from factdesk.team.views import Member, TheTeam
from tests.support.desks import ADMINISTRATOR, PASSPHRASE, leader
from tests.support.desks import member as as_member

HERS = "fjellrev ullgenser 88 trappetrinn"  # a test's own, opens nothing else
OTHER = "bokhylle snøskred havregryn 41"  # a test's own, opens nothing else


@pytest.fixture(autouse=True)
def _a_minute_after_the_team_was_made(clock: FixedClock) -> None:
    clock.move(timedelta(minutes=1))


def found(desk: Desk, staff_id: str) -> Member:
    member = desk.see(TheTeam()).member(staff_id)
    assert member is not None
    return member


def told(desk: Desk) -> list[str]:
    return [row.words for row in desk.see(RecentActs())]


def test_a_new_user_opens_the_folder_as_herself(desk: Desk, make, clock) -> None:
    tove = make.staff("Tove Kvam")
    users.add_user(desk, tove, " Tove  Kvam", HERS)
    assert found(desk, tove).passphrase_at == clock.now()
    assert "Tove Kvam became a user" in told(desk)
    path = desk.folder.path
    desk.close()
    with opening.open_team(path, HERS, "tove kvam", clock) as hers:
        assert hers.actor.id == tove


def test_a_weak_passphrase_makes_no_user(desk: Desk, make) -> None:
    tove = make.staff("Tove Kvam")
    with pytest.raises(WeakPassphrase):
        users.add_user(desk, tove, "Tove Kvam", "sommer2026")
    assert found(desk, tove).user_name is None
    assert users_in(desk.folder.path) == (ADMINISTRATOR,)


def test_a_user_name_belongs_to_one_member(desk: Desk, make) -> None:
    tove, other = make.staff("Tove Kvam"), make.staff("Tove Kvam")
    users.add_user(desk, tove, "Tove", HERS)
    for staff_id, name in ((other, "TOVE"), (tove, "Kvam")):
        with pytest.raises((UserNameTaken, users.NameTaken)):
            users.add_user(desk, staff_id, name, OTHER)
    assert users_in(desk.folder.path) == (ADMINISTRATOR, "Tove")


def test_a_full_disk_leaves_no_half_a_user(desk: Desk, make, monkeypatch) -> None:
    tove = make.staff("Tove Kvam")

    def full(*_args: object, **_kwargs: object) -> None:
        raise NoSpace

    monkeypatch.setattr(TeamFolder, "add_user", full)
    with pytest.raises(NoSpace):
        users.add_user(desk, tove, "Tove", HERS)
    assert found(desk, tove).user_name is None
    assert told(desk)[:2] == ["Tove Kvam is no longer a user", "Tove Kvam became a user"]


def test_killed_before_the_key_is_given_nobody_has_it_and_it_can_be_finished(
    desk: Desk, make
) -> None:
    tove = make.staff("Tove Kvam")
    desk.do(LinkUser(tove, "Tove"))  # as far as a killed program came
    assert users_in(desk.folder.path) == (ADMINISTRATOR,)
    states = {state.member.id: state for state in users.users(desk, desk.see(TheTeam()))}
    assert not states[tove].has_key
    assert states[desk.actor.id].has_key
    users.add_user(desk, tove, "Tove", HERS)
    assert users_in(desk.folder.path) == (ADMINISTRATOR, "Tove")


def test_killed_after_the_key_is_gone_the_removal_can_be_finished(desk: Desk, make) -> None:
    tove = make.staff("Tove Kvam")
    users.add_user(desk, tove, "Tove", HERS)
    desk.folder.remove_user("Tove")  # as far as a killed program came
    users.remove_user(desk, tove)
    assert found(desk, tove).user_name is None


def test_a_removed_user_opens_nothing_and_is_told_no_more_than_a_stranger(
    desk: Desk, make, clock
) -> None:
    tove = make.staff("Tove Kvam")
    users.add_user(desk, tove, "Tove", HERS)
    users.remove_user(desk, tove)
    assert "Tove Kvam is no longer a user" in told(desk)
    path = desk.folder.path
    desk.close()
    with pytest.raises(WrongPassphrase):
        opening.open_team(path, HERS, "Tove", clock)


def test_one_removes_neither_oneself_nor_the_last_administrator(desk, make, second_desk) -> None:
    with pytest.raises(NotYourself):
        users.remove_user(desk, desk.actor.id)
    tove = make.staff("Tove Kvam")
    with pytest.raises(NotAUser):
        users.remove_user(desk, tove)
    users.add_user(desk, tove, "Tove", HERS)
    desk.do(SetRole(tove, found(desk, tove).version, Role.MEMBER, is_administrator=True))
    users.remove_user(desk, tove)
    assert not found(desk, tove).is_administrator


def test_the_last_administrator_is_not_removed_by_another(desk: Desk, make, second_desk) -> None:
    tove = make.staff("Tove Kvam")
    users.add_user(desk, tove, "Tove", HERS)
    hers = second_desk(desk, as_member(tove, "Tove Kvam"))
    hers.keys = desk.keys
    with pytest.raises(Refused):
        users.remove_user(hers, desk.actor.id)
    hers.actor = leader(tove, "Tove Kvam")
    with pytest.raises(LastAdministrator):
        users.remove_user(hers, desk.actor.id)


def test_one_changes_ones_own_passphrase_by_the_old_one(desk: Desk, clock) -> None:
    with pytest.raises(WrongPassphrase):
        users.change_passphrase(desk, "feil", OTHER)
    assert "New passphrase of Marit Holm" not in told(desk)
    users.change_passphrase(desk, PASSPHRASE, OTHER)
    assert told(desk)[0] == "New passphrase of Marit Holm"
    path = desk.folder.path
    desk.close()
    with pytest.raises(WrongPassphrase):
        opening.open_team(path, PASSPHRASE, clock=clock)
    opening.open_team(path, OTHER, clock=clock).close()


def test_only_who_manages_users_sets_anothers_passphrase(desk, make, second_desk, clock) -> None:
    tove = make.staff("Tove Kvam")
    users.add_user(desk, tove, "Tove", HERS)
    clock.move(timedelta(minutes=1))
    users.set_passphrase(desk, tove, OTHER)
    assert told(desk)[0] == "New passphrase of Tove Kvam"
    hers = second_desk(desk, as_member(tove, "Tove Kvam"))
    hers.keys = desk.keys
    for staff_id in (desk.actor.id, tove):
        with pytest.raises(Refused):
            users.set_passphrase(hers, staff_id, HERS)


def test_a_passphrase_that_could_not_be_saved_is_logged_as_such(desk, monkeypatch) -> None:
    before = found(desk, desk.actor.id).passphrase_at

    def full(*_args: object, **_kwargs: object) -> None:
        raise NoSpace

    monkeypatch.setattr(TeamFolder, "set_passphrase", full)
    with pytest.raises(NoSpace):
        users.set_passphrase(desk, desk.actor.id, OTHER)
    assert told(desk)[0] == "The new passphrase of Marit Holm could not be set"
    assert found(desk, desk.actor.id).passphrase_at == before


def test_the_recovery_key_gives_its_holder_a_new_passphrase(desk: Desk, clock) -> None:
    key = users.new_recovery_key(desk)
    assert told(desk)[0] == "New recovery key"
    path = desk.folder.path
    desk.close()
    folder = TeamFolder.open_with_recovery(path, key)
    with opening.open_folder(folder, clock, ADMINISTRATOR) as recovered:
        users.set_passphrase(recovered, recovered.actor.id, OTHER)
    opening.open_team(path, OTHER, clock=clock).close()


def test_a_new_recovery_key_ends_the_old_one(desk: Desk) -> None:
    old = users.new_recovery_key(desk)
    users.new_recovery_key(desk)
    path = desk.folder.path
    desk.close()
    with pytest.raises(WrongRecoveryKey):
        TeamFolder.open_with_recovery(path, old)


def test_no_secret_is_in_the_log(desk: Desk, make, team_folder: Path) -> None:
    users.add_user(desk, make.staff("Tove Kvam"), "Tove", HERS)
    users.change_passphrase(desk, PASSPHRASE, OTHER)
    key = users.new_recovery_key(desk)
    with desk.store.reading(desk.actor) as reader:
        written = repr(reader.session.execute(text("SELECT * FROM change_log")).all())
        written += repr(reader.session.execute(text("SELECT * FROM acts")).all())
    for secret in (HERS, PASSPHRASE, OTHER, key, key.split("-")[0]):
        assert secret not in written
