"""The backup on the team page: how old the newest is, and making one."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QFileDialog

from factdesk.backups import back_up
from factdesk.store.folder.refusals import BackupExists
from tests.support.desks import member
from tests.support.messages import RecordedMessages
from ui.bridge import Bridge
from ui.team.backups import BackupCard
from ui.theme import install


@pytest.fixture
def messages():
    return RecordedMessages()


@pytest.fixture
def open_card(qapp, qtbot, desk, messages):
    install(qapp)
    bridges = []

    def opened(on=desk):
        bridge = Bridge(on, messages, lambda _error, _again: None)
        bridges.append(bridge)
        with qtbot.waitSignal(bridge.ready):
            pass
        card = BackupCard(bridge, messages)
        bridge.team_changed.connect(card.show_team)
        qtbot.addWidget(card)
        card.show()
        return card

    yield opened
    for bridge in bridges:
        bridge.close()


def test_a_backup_is_made_and_the_card_says_by_whom(qtbot, open_card, messages, tmp_path):
    card = open_card()
    assert card.last.text() == "No backup has been made yet."
    file = tmp_path / "copy.factdesk"
    card.back_up(file)
    assert not card.make.isEnabled()
    assert card.progress.text() == "Copying …"
    qtbot.waitUntil(lambda: card.last.text() == "Last made on 23 November 2026 by MH.")
    qtbot.waitUntil(card.make.isEnabled)
    assert file.exists()
    assert card.progress.text() == ""
    assert str(file) in messages.infos[0]
    assert "passphrases" in messages.infos[0]


def test_a_name_that_is_taken_is_told_and_can_be_tried_again(qtbot, open_card, messages, tmp_path):
    card = open_card()
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    card.back_up(tmp_path / "mine")
    qtbot.waitUntil(card.make.isEnabled)
    assert [type(problem) for problem in messages.problems] == [BackupExists]
    assert messages.infos == []


def test_the_dialog_proposes_team_and_day_and_leaves_refusing_to_the_store(open_card):
    card = open_card()
    card.choose_file()
    dialog = card.findChild(QFileDialog)
    assert dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
    assert dialog.testOption(QFileDialog.Option.DontConfirmOverwrite)
    assert dialog.selectedFiles()[0].endswith("2026-11-23.factdesk")
    dialog.reject()


def test_an_old_backup_is_told_calmly(open_card, desk, clock, tmp_path):
    back_up(desk, tmp_path / "copy").result()
    clock.move(timedelta(days=14))
    assert "time for a new one" not in open_card().last.text()
    clock.move(timedelta(days=1))
    assert open_card().last.text().endswith("It is time for a new one.")


def test_who_does_not_manage_the_team_sees_how_old_it_is(open_card, desk, make, second_desk):
    tove = make.staff("Tove Kvam")
    card = open_card(second_desk(desk, member(tove, "Tove Kvam")))
    assert card.last.isVisible()
    assert not card.make.isVisible()
