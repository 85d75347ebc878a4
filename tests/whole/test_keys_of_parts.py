"""The keys of a person's parts work in the window, though the record opens after the page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.whole.conftest import settle
from tests.whole.test_back_from_a_person import a_person
from ui.people.person_page import PersonPage
from ui.window import Window


def test_a_part_is_reached_by_its_key_and_has_its_own(
    open_window: Callable[[], Window], qtbot: QtBot
) -> None:
    window = open_window()
    assert window.routes is not None
    assert window.workplace is not None
    window.routes.show_person(a_person(window))
    settle(qtbot, window)
    page = next(page for page in window.findChildren(PersonPage) if page.isVisible())
    assert page.content is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for key, part in ((Qt.Key.Key_3, "crisis"), (Qt.Key.Key_2, "plan")):
        qtbot.keyClick(page, key, Qt.KeyboardModifier.ControlModifier)
        assert page.content.parts.current == part
        settle(qtbot, window)
    bound = {shortcut.key().toString() for shortcut in window.workplace._shortcuts}
    assert {"Ctrl+P", "Ctrl+2", "F7"} <= bound
