"""The team page on a real desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from factdesk import users
from factdesk.desk import Desk
from factdesk.team.actions.add_car import AddCar
from factdesk.team.kinds import PresenceState, Role
from factdesk.team.presence_view import PresenceWeek
from factdesk.team.views import TheTeam
from tests.support.desks import PASSPHRASE, member
from tests.support.messages import RecordedMessages
from ui.bridge import Bridge
from ui.recovery_key import RecoveryKeyPanel
from ui.team.member_dialog import MemberDialog
from ui.team.page import TeamPage
from ui.team.user_dialogs import AddUserDialog, PassphraseDialog, RecoveryKeyDialog, RoleDialog
from ui.theme import install

HERS = "fjellrev ullgenser 88 trappetrinn"  # a test's own, opens nothing else
WAIT = 15000


@pytest.fixture
def messages() -> RecordedMessages:
    return RecordedMessages()


@pytest.fixture
def open_page(qapp: QApplication, qtbot: QtBot, messages: RecordedMessages) -> Iterator[object]:
    """Opens the page on a desk, and closes it behind the test."""
    install(qapp)
    opened: list[tuple[TeamPage, Bridge]] = []

    def on(desk: Desk) -> TeamPage:
        bridge = Bridge(desk, messages, lambda _error, _mine: None)
        with qtbot.waitSignal(bridge.ready, timeout=WAIT):
            pass
        page = TeamPage(bridge, messages)
        opened.append((page, bridge))
        page.show()
        return page

    yield on
    for page, bridge in opened:
        bridge.close()
        page.close()
        page.deleteLater()


def test_a_member_is_added_with_proposed_initials(open_page, desk: Desk, qtbot: QtBot) -> None:
    page = open_page(desk)
    section = page.part("members")
    section.add()
    dialog = page.findChild(MemberDialog)
    qtbot.keyClicks(dialog.name, "Tove Kvam")
    assert dialog.initials.text() == "TK"
    dialog.fte.setText("37,5")
    dialog.profession.set_value("nurse")
    dialog.functions["chair"].setChecked(True)
    dialog.submit()
    qtbot.waitUntil(lambda: section.model.rowCount() == 2, timeout=WAIT)
    row = section.model.rows[1]
    assert (row.member.name, row.profession, row.functions) == (
        "Tove Kvam",
        "Nurse",
        "Chair of the board meeting",
    )


def test_a_refused_member_keeps_what_was_typed(open_page, desk: Desk, qtbot: QtBot) -> None:
    page = open_page(desk)
    page.part("members").add()
    dialog = page.findChild(MemberDialog)
    dialog.name.setText("Mona Hagen")
    dialog.initials.setText("MH")
    dialog.submit()
    qtbot.waitUntil(lambda: "belong to another member" in dialog.error, timeout=WAIT)
    assert dialog.name.text() == "Mona Hagen"
    dialog.fte.setText("mye")
    dialog.submit()
    assert "share of a post" in dialog.error
    dialog.reject()


def test_presence_is_set_by_key(open_page, desk: Desk, qtbot: QtBot, clock) -> None:
    page = open_page(desk)
    page.show_part("presence")
    section = page.part("presence")
    qtbot.waitUntil(lambda: section.model.rowCount() == 1, timeout=WAIT)
    qtbot.keyClick(section.table, Qt.Key.Key_V)

    def today() -> PresenceState:
        return desk.see(PresenceWeek(clock.today())).rows[0].cells[0].state

    qtbot.waitUntil(lambda: today() is PresenceState.VIDEO, timeout=WAIT)


def test_holidays_stand_in_the_heading(open_page, desk: Desk, qtbot: QtBot) -> None:
    page = open_page(desk)
    page.show_part("presence")
    section = page.part("presence")
    section.step(32)  # from 23 November to Christmas Day
    qtbot.waitUntil(
        lambda: section.model.week is not None and any(section.model.week.holidays), timeout=WAIT
    )
    heading = section.model.headerData(5, Qt.Orientation.Horizontal)
    assert "Christmas" in heading


def test_settings_are_saved(open_page, desk: Desk, qtbot: QtBot, messages) -> None:
    page = open_page(desk)
    page.show_part("settings")
    section = page.part("settings")
    assert not section.save_button.isEnabled()
    section.numbers["autolock_minutes"].set_value(12)
    section.save_button.click()
    qtbot.waitUntil(lambda: messages.infos == ["The settings are saved."], timeout=WAIT)
    assert desk.see(TheTeam()).settings.autolock_minutes == 12
    assert not section.save_button.isEnabled()


def test_a_list_is_ordered_and_a_choice_put_to_rest(open_page, desk, qtbot: QtBot) -> None:
    page = open_page(desk)
    page.show_part("lists")
    section = page.part("lists")
    first = section.lines.chosen
    qtbot.keyClick(section.lines.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: section.lines._entries[1] == first, timeout=WAIT)
    assert section.lines.chosen == first
    section.lines.rest.emit(first.id)
    qtbot.waitUntil(lambda: not section.lines._entries[1].active, timeout=WAIT)


def test_the_board_is_set_up_here(open_page, desk: Desk, qtbot: QtBot) -> None:
    page = open_page(desk)
    page.show_part("board")
    section = page.part("board")
    qtbot.waitUntil(lambda: section.lines.chosen is not None, timeout=WAIT)
    second = section.lines._entries[1]
    section.lines.list.setCurrentRow(1)
    section.lines.shift(-1)
    qtbot.waitUntil(lambda: section.lines._entries[0] == second, timeout=WAIT)


def test_a_user_is_added_on_the_page(open_page, desk, make, qtbot, messages) -> None:
    tove = make.staff("Tove Kvam")
    page = open_page(desk)
    page.show_part("users")
    section = page.part("users")
    section.add()
    dialog = page.findChild(AddUserDialog)
    assert dialog.user_name.text() == "Tove Kvam"
    dialog.new.set_text(HERS)
    dialog.repeated.set_text(HERS)
    qtbot.waitUntil(lambda: dialog.meter.enough, timeout=WAIT)
    dialog.submit()
    qtbot.waitUntil(lambda: bool(messages.infos), timeout=WAIT)
    assert desk.folder.users() == ("Marit Holm", "Tove Kvam")
    qtbot.waitUntil(lambda: section.model.rowCount() == 2, timeout=WAIT)
    section.table.selectRow(1)
    assert section.chosen.id == tove
    section.remove()
    qtbot.waitUntil(lambda: section.model.rowCount() == 1, timeout=WAIT)
    assert desk.folder.users() == ("Marit Holm",)


def test_a_key_for_an_assessor_says_what_a_key_opens(open_page, desk, make) -> None:
    make.staff("Anna Lid")
    guest = make.staff("Eva Ytre", role=Role.ASSESSOR)
    page = open_page(desk)
    page.show_part("users")
    section = page.part("users")
    section.add()
    dialog = page.findChild(AddUserDialog)
    dialog.member.set_value(guest)
    assert "opens the whole team folder" in dialog.outside.text()
    assert dialog.outside.isVisible()
    role = RoleDialog(page, section.bridge, section.bridge.team.member(guest))
    assert not role.outside.isHidden()
    role.role.set_value(Role.LEADER.value)
    assert role.outside.isHidden()


def test_the_new_recovery_key_is_not_left_before_it_is_kept(open_page, desk, qtbot) -> None:
    page = open_page(desk)
    page.part("users").new_key()
    qtbot.waitUntil(lambda: page.findChild(RecoveryKeyDialog) is not None, timeout=WAIT)
    dialog = page.findChild(RecoveryKeyDialog)
    dialog.reject()
    assert dialog.isVisible()
    panel = dialog.findChild(RecoveryKeyPanel)
    panel._typed.setText(panel._key.last_group)
    dialog.submit()
    assert not dialog.isVisible()


def test_ones_own_act_is_undone_from_the_history(open_page, desk, qtbot: QtBot) -> None:
    desk.do(AddCar("Bil 1"))
    page = open_page(desk)
    page.show_part("history")
    section = page.part("history")
    qtbot.waitUntil(lambda: section.model.rowCount() > 0, timeout=WAIT)
    section.table.selectRow(0)
    assert section.chosen.words == "New car Bil 1"
    section.undo_button.click()
    qtbot.waitUntil(lambda: desk.see(TheTeam()).cars == (), timeout=WAIT)
    qtbot.waitUntil(lambda: section.model.rows[0].is_undo, timeout=WAIT)
    assert section.model.rows[1].is_undone
    section.search.setText("bil 1")
    assert section.model.rowCount() == 2


def test_a_member_reads_the_team_and_changes_only_her_passphrase(
    open_page, desk, make, qtbot, second_desk
) -> None:
    tove = make.staff("Tove Kvam")
    users.add_user(desk, tove, "Tove", HERS)
    hers = second_desk(desk, member(tove, "Tove Kvam"))
    hers.folder, hers.keys = desk.folder, desk.keys
    page = open_page(hers)
    with pytest.raises(KeyError):
        page.part("history")
    assert not page.part("settings").numbers["autolock_minutes"].isEnabled()
    assert not page.part("lists").lines.is_editable
    page.part("users").change_mine()
    dialog = page.findChild(PassphraseDialog)
    dialog.old.set_text(PASSPHRASE)  # the administrator's, not hers
    new = "bokhylle snøskred havregryn 41"
    dialog.new.set_text(new)
    dialog.repeated.set_text(new)
    qtbot.waitUntil(lambda: dialog.meter.enough, timeout=WAIT)
    dialog.submit()
    qtbot.waitUntil(lambda: "Wrong" in dialog.error, timeout=WAIT)
    assert dialog.new.text == new
    dialog.reject()
