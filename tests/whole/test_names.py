"""What a screen reader meets on every page of the real window has a name."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from tests.support.accessible import unnamed
from tests.whole.conftest import settle
from ui.theme import theme
from ui.window import Window

Open = Callable[[], Window]


def test_everything_that_takes_the_keyboard_is_named_on_every_page(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    workplace, routes = window.workplace, window.routes
    assert workplace is not None
    assert routes is not None
    facts = routes.board.facts
    assert facts is not None
    found: dict[str, list[str]] = {}
    for key in workplace.pages:
        workplace.show_page(key)
        settle(qtbot, window)
        found[key] = unnamed(window)
    routes.show_person(facts.rows[0].person_id)
    settle(qtbot, window)
    found["person"] = unnamed(window)
    routes.show_meeting()
    settle(qtbot, window)
    found["meeting"] = unnamed(window)
    assert not {key: paths for key, paths in found.items() if paths}


def test_everything_that_takes_the_keyboard_is_named_on_the_locked_screen(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    with qtbot.waitSignal(window.locked, timeout=20_000):
        window.lock()
    assert not unnamed(window)


def test_the_boards_heading_is_not_cut_on_a_small_screen_with_large_text(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    assert window.routes is not None
    window.resize(1366, 768)
    theme().set_text_scale(2.0)
    try:
        heading = window.routes.board.heading
        settle(qtbot, window)
        for label in (heading.title, heading.about):
            assert label.width() >= label.sizeHint().width()
            assert label.height() >= label.sizeHint().height()
        assert heading.meeting.geometry().right() <= heading.width()
        theme().set_text_scale(1.0)
        settle(qtbot, window)
        assert heading.meeting.y() < heading.title.geometry().bottom()
    finally:
        theme().set_text_scale(1.0)
