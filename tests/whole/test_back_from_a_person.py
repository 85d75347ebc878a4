"""From a person one goes back to where one came from."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from tests.whole.conftest import settle
from tests.whole.test_idle import start_meeting
from ui.people.person_page import PersonPage
from ui.window import Window

Open = Callable[[], Window]


def a_person(window: Window) -> str:
    assert window.routes is not None
    line = window.routes.board.table.current_person()
    assert line is not None
    return line.row.person_id


def leave(window: Window) -> None:
    page = next(page for page in window.findChildren(PersonPage) if page.isVisible())
    page.close_page()


@pytest.mark.parametrize("key", ["board", "people", "my-people"])
def test_to_the_page_of_the_rail(open_window: Open, qtbot: QtBot, key: str) -> None:
    window = open_window()
    assert window.routes is not None
    assert window.workplace is not None
    person = a_person(window)
    window.workplace.show_page(key)
    settle(qtbot, window)
    window.routes.show_person(person)
    window.routes.show_person(person, "plan")
    settle(qtbot, window)
    leave(window)
    assert window.workplace.stack.currentWidget() is window.workplace.page(key)
    settle(qtbot, window)


def test_to_the_meeting_that_runs(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    person = a_person(window)
    start_meeting(window, qtbot)
    assert window.routes is not None
    assert window.workplace is not None
    window.routes.show_person(person, "crisis")
    settle(qtbot, window)
    leave(window)
    assert window.workplace.stack.currentWidget() is window.routes.meeting
    settle(qtbot, window)
