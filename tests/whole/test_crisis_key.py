"""One key to the crisis plan: from the board and the meeting, never from the wall."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.whole.conftest import settle
from tests.whole.test_idle import start_meeting
from ui.crisis.panel import CrisisPanel
from ui.people.person_page import PersonPage
from ui.window import Window

Open = Callable[[], Window]


def panels() -> list[CrisisPanel]:
    """The panels that are open anywhere."""
    return [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, CrisisPanel) and one.isVisible()
    ]


def test_f7_on_a_row_of_the_board_opens_the_plan_and_enter_edits_it(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    assert window.routes is not None
    board = window.routes.board
    line = board.table.current_person()
    assert line is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    board.table.setFocus()
    qtbot.keyClick(board.table, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: len(panels()) == 1)
    panel = panels()[0]
    assert panel.person_id == line.row.person_id
    qtbot.waitUntil(lambda: panel.facts is not None)
    qtbot.keyClick(panel, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(page.isVisible() for page in window.findChildren(PersonPage)))
    settle(qtbot, window)
    page = next(page for page in window.findChildren(PersonPage) if page.isVisible())
    assert page.content is not None
    assert page.content.parts.current == "crisis"


def test_f7_in_the_meeting_opens_the_plan_of_the_person_talked_about(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    start_meeting(window, qtbot)
    assert window.routes is not None
    meeting = window.routes.meeting
    assert meeting is not None
    item = meeting.run_panel.item
    assert item is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(meeting, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: len(panels()) == 1)
    assert panels()[0].person_id == item.person_id
    qtbot.keyClick(panels()[0], Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not panels())
    assert window.routes.meeting_is_running


def test_the_key_does_nothing_on_the_wall(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    assert window.routes is not None
    window.routes.show_wall()
    settle(qtbot, window)
    wall = window.routes.wall
    assert wall is not None
    qtbot.keyClick(wall, Qt.Key.Key_F7)
    settle(qtbot, window)
    assert panels() == []
    assert wall.isVisible()
