"""Users and keys where the team is on a server: logins and seats, on the same page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.store.server.refusals import LoginRefused, ServerRefusal
from factdesk.store.server.team_server import TeamServer
from tests.support.accessible import unnamed
from tests.support.builders import Make
from tests.support.messages import RecordedMessages
from tests.support.servers import ServerTeam
from ui.bridge import Bridge
from ui.team.user_dialogs import AddUserDialog, PassphraseDialog
from ui.team.users import UsersSection
from ui.theme import install

HERS = "fjellrev ullgenser 88 trappetrinn"  # a test's own, opens nothing else
NEW = "bokhylle snøskred havregryn 41"  # a test's own, opens nothing else
WAIT = 30_000


@pytest.fixture
def messages() -> RecordedMessages:
    return RecordedMessages()


@pytest.fixture
def tove(server_desk: Desk) -> str:
    return Make(server_desk).staff("Tove Kvam")


@pytest.fixture
def section(
    qapp: QApplication, qtbot: QtBot, server_desk: Desk, tove: str, messages: RecordedMessages
) -> Iterator[UsersSection]:
    """The users' part of the team page, on a real server."""
    install(qapp)
    bridge = Bridge(server_desk, messages, lambda *_args: None)
    with qtbot.waitSignal(bridge.ready, timeout=WAIT):
        pass
    made = UsersSection(bridge, messages)
    made.resize(1200, 700)
    made.show()
    yield made
    qtbot.waitUntil(lambda: bridge.is_settled, timeout=WAIT)
    bridge.close()
    made.close()
    made.deleteLater()


def add_tove(section: UsersSection, qtbot: QtBot, tove: str) -> AddUserDialog:
    section.add()
    dialog = section.findChild(AddUserDialog)
    dialog.member.set_value(tove)
    dialog.new.set_text(HERS)
    dialog.repeated.set_text(HERS)
    qtbot.waitUntil(lambda: dialog.meter.enough, timeout=WAIT)
    return dialog


def test_a_login_is_made_of_the_name_and_ends_when_the_user_is_removed(
    section: UsersSection,
    qtbot: QtBot,
    server_team: ServerTeam,
    tove: str,
    messages: RecordedMessages,
) -> None:
    dialog = add_tove(section, qtbot, tove)
    assert dialog.user_name.text() == "Tove Kvam"
    assert "tove.kvam" in dialog.name_field._under.text()
    assert unnamed(dialog) == []
    dialog.submit()
    qtbot.waitUntil(lambda: messages.infos != [], timeout=WAIT)
    assert messages.infos == ["Tove Kvam can open the team on the server."]
    qtbot.waitUntil(lambda: section.model.rowCount() == 2, timeout=WAIT)
    assert [row.member.user_name for row in section.model.rows] == ["marit.holm", "tove.kvam"]
    TeamServer.open(server_team.address("tove.kvam"), HERS).close()
    section.table.selectRow(1)
    section.remove()
    qtbot.waitUntil(lambda: section.model.rowCount() == 1, timeout=WAIT)
    with pytest.raises(ServerRefusal):
        TeamServer.open(server_team.address("tove.kvam"), HERS)


def test_an_administrator_sets_a_new_passphrase(
    section: UsersSection,
    qtbot: QtBot,
    server_team: ServerTeam,
    tove: str,
    messages: RecordedMessages,
) -> None:
    add_tove(section, qtbot, tove).submit()
    qtbot.waitUntil(lambda: section.model.rowCount() == 2, timeout=WAIT)
    section.table.selectRow(1)
    section.set_another()
    dialog = section.findChild(PassphraseDialog)
    dialog.new.set_text(NEW)
    dialog.repeated.set_text(NEW)
    qtbot.waitUntil(lambda: dialog.meter.enough, timeout=WAIT)
    dialog.submit()
    qtbot.waitUntil(lambda: len(messages.infos) == 2, timeout=WAIT)
    TeamServer.open(server_team.address("tove.kvam"), NEW).close()
    with pytest.raises(LoginRefused):
        TeamServer.open(server_team.address("tove.kvam"), HERS)


def test_who_has_a_seat_is_read_anew_when_the_page_is_shown(
    section: UsersSection,
    qtbot: QtBot,
    server_team: ServerTeam,
    tove: str,
    clock: FixedClock,
) -> None:
    add_tove(section, qtbot, tove).submit()
    qtbot.waitUntil(lambda: section.model.rowCount() == 2, timeout=WAIT)
    section.hide()
    # Taken away beside the program, as a broken removal leaves it.
    server_team.sql("UPDATE factdesk.members SET slot = NULL WHERE role = 'tove.kvam'")
    section.show()
    qtbot.waitUntil(lambda: section.model.rows[1].key_text.startswith("None"), timeout=WAIT)


def test_a_server_is_not_backed_up_from_here(section: UsersSection) -> None:
    assert section.backup is None
    assert unnamed(section) == []
