"""The top bar: what undo would undo, and room for every button at every size."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from factdesk.store.undo import History, Step
from factdesk.words import set_language
from tests.support.accessible import unnamed
from tests.support.desks import MONDAY
from ui.shell.top_bar import TopBar
from ui.theme import theme
from ui.widgets.buttons import Button

MOVED = "Flyttet til Krise og kriseforebygging etter tavlemøtet"


def act(label: str) -> Step:
    return Step("1", label, MONDAY)


@pytest.fixture
def bar(window: QWidget) -> TopBar:
    made = TopBar()
    made.setParent(window)
    made.resize(1800, 56)
    made.show_team("FACT Fjellbygda", "MH", "Marit Haugen")
    made.show()
    return made


def words(bar: TopBar) -> list[str]:
    return [button.text() for button in bar.findChildren(Button) if not button.isHidden()]


def names(bar: TopBar) -> list[str]:
    shown = (button for button in bar.findChildren(Button) if not button.isHidden())
    return [button.accessibleName() for button in shown]


def test_without_history_there_is_nothing_to_undo(bar: TopBar) -> None:
    assert not bar._undo.isEnabled()
    assert bar._redo.isHidden()
    assert "Undo" in words(bar)


def test_undo_says_what_it_undoes_shortly_on_the_bar_and_whole_to_a_screen_reader(
    bar: TopBar,
) -> None:
    bar.show_history(History(act(MOVED), act("Notat")))
    assert "Undo: «Flyttet til Krise og kriseforebygging e…»" in words(bar)
    assert f"Undo: «{MOVED}»" in names(bar)
    assert "Do it again: «Notat» (Ctrl+Shift+Z)" in names(bar)
    bar.show_history(History(None, None))
    assert MOVED not in bar._undo.toolTip()
    assert MOVED not in bar._undo.accessibleName()


def test_the_buttons_ask_for_what_they_say(bar: TopBar, qtbot: QtBot) -> None:
    bar.show_history(History(act(MOVED), act("Notat")))
    for button, signal in (
        (bar._search, bar.search_wanted),
        (bar._undo, bar.undo_wanted),
        (bar._redo, bar.redo_wanted),
        (bar._keys, bar.help_wanted),
        (bar._lock, bar.lock_wanted),
    ):
        with qtbot.waitSignal(signal):
            qtbot.keyClick(button, Qt.Key.Key_Return)


def test_everything_is_read_by_name_at_every_width(bar: TopBar) -> None:
    bar.show_history(History(act(MOVED), act("Notat")))
    for width in (1800, 1100, 860, 600):
        bar.resize(width, 56)
        assert unnamed(bar) == []
        assert f"Undo: «{MOVED}»" in names(bar)


@pytest.mark.parametrize(("width", "scale"), [(1800, 1.0), (1278, 1.0), (872, 1.0), (1190, 2.0)])
def test_nothing_on_the_bar_covers_another(bar: TopBar, width: int, scale: float) -> None:
    bar.show_history(History(act(MOVED), act("Notat")))
    theme().set_text_scale(scale)
    bar.resize(width, theme().px(56))
    bar._row.activate()
    shown = [button for button in bar.findChildren(Button) if not button.isHidden()]
    for button in shown:
        assert button.geometry().right() < width
        assert button.width() >= button.minimumSizeHint().width()
    ends = sorted((button.x(), button.geometry().right()) for button in shown)
    assert all(left[1] < right[0] for left, right in pairwise(ends))


def test_the_words_follow_the_language_of_the_team(bar: TopBar) -> None:
    set_language("nn")
    bar.show_team("FACT Fjellbygda", "MH", "Marit Haugen")
    assert bar._search.text() == "Søk etter person eller handling"
    assert "Lås" in words(bar)
