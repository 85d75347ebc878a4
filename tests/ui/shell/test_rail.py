"""The rail: chosen by keyboard, read by name, whole at every text size."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.support.accessible import focusable, unnamed
from ui.shell.rail import Rail
from ui.theme import theme
from ui.widgets.layouts import HBox
from ui.widgets.paint import text_width

PAGES = (
    ("board", "Tavle", "table"),
    ("today", "I dag", "calendar-days"),
    ("people", "Personer", "users"),
    ("fidelity", "Modelltro", "chart-column"),
    ("team", "Team", "settings"),
)


@pytest.fixture
def rail(window: QWidget) -> Rail:
    made = Rail()
    for key, word, icon in PAGES:
        made.add(key, word, icon, foot=key == "team")
    made.choose("board")
    HBox(made, None, parent=window)
    made.show()
    made.buttons[0].setFocus()
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_enter_and_space_open_the_page_that_has_the_focus(
    rail: Rail, qtbot: QtBot, key: Qt.Key
) -> None:
    with qtbot.waitSignal(rail.chosen) as told:
        qtbot.keyClick(rail.buttons[2], key)
    assert told.args == ["people"]


def test_the_arrows_go_from_page_to_page(rail: Rail, qtbot: QtBot) -> None:
    qtbot.keyClick(rail.buttons[0], Qt.Key.Key_Down)
    assert rail.buttons[1].hasFocus()
    assert rail.buttons[0].isChecked()  # the page shown stays marked until another is opened
    qtbot.keyClick(rail.buttons[1], Qt.Key.Key_Up)
    assert rail.buttons[0].hasFocus()


def test_one_page_is_marked_and_it_is_the_one_shown(rail: Rail) -> None:
    rail.choose("people")
    assert [button.key for button in rail.buttons if button.isChecked()] == ["people"]


def test_every_page_is_read_by_its_word(rail: Rail) -> None:
    assert [button.accessibleName() for button in rail.buttons] == [page[1] for page in PAGES]
    assert rail.accessibleName() == "Pages"
    assert unnamed(rail) == []
    assert len(list(focusable(rail))) == len(PAGES)


def test_the_last_page_stands_at_the_foot(rail: Rail, window: QWidget, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: rail.height() == window.height())
    gap = rail.buttons[-1].y() - rail.buttons[-2].geometry().bottom()
    assert gap > rail.buttons[0].height()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_word_is_whole_at_every_text_size(
    rail: Rail, window: QWidget, qtbot: QtBot, scale: float
) -> None:
    theme().set_text_scale(scale)
    rail.add("long", "Kriseplaner og samtykker", "shield")
    qtbot.waitUntil(lambda: rail.buttons[-1].width() == rail.width() and rail.buttons[-1].y() > 0)
    for button in rail.buttons:
        assert text_width(button.text(), "small") < button.width()
        assert button.height() >= theme().px(48)
