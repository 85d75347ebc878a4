"""Backups of an open team: whole, encrypted, and remembered."""

from datetime import date, timedelta

import pytest

from factdesk.backups import back_up, suggested_name
from factdesk.store.folder.backup import restore
from factdesk.store.folder.refusals import BackupExists
from factdesk.store.folder.team_folder import TeamFolder
from factdesk.team.history import RecentActs
from factdesk.team.views import TheTeam
from tests.support.desks import PASSPHRASE


def test_the_newest_backup_is_remembered_with_who_made_it(desk, clock, tmp_path):
    assert desk.see(TheTeam()).backup is None
    for number in range(2):
        clock.move(timedelta(days=1))
        back_up(desk, tmp_path / str(number)).result()
    made = desk.see(TheTeam()).backup
    assert (made.at, made.initials) == (clock.now(), "MH")
    newest = desk.see(RecentActs(1))[0]
    assert (newest.words, newest.can_undo) == ("Made a backup", False)


def test_it_can_be_restored_with_the_passphrase_of_the_day(desk, tmp_path):
    back_up(desk, tmp_path / "copy.factdesk").result()
    unlock = lambda path: TeamFolder.open(path, PASSPHRASE)  # noqa: E731
    restore(tmp_path / "copy.factdesk", tmp_path / "again", unlock).close()


def test_a_file_that_is_there_is_kept_and_nothing_is_noted(desk, tmp_path):
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    with pytest.raises(BackupExists):
        back_up(desk, tmp_path / "mine").result()
    assert (tmp_path / "mine").read_text(encoding="utf-8") == "mine"
    assert desk.see(TheTeam()).backup is None


@pytest.mark.parametrize(
    ("team", "name"),
    [
        ("FACT Fjellbygda", "FACT-Fjellbygda-2026-11-23.factdesk"),
        (" Øst/Vest: «2» ", "Øst-Vest-2-2026-11-23.factdesk"),
        ("../", "2026-11-23.factdesk"),
    ],
)
def test_the_file_is_named_after_team_and_day(team, name):
    assert suggested_name(team, date(2026, 11, 23)) == name
