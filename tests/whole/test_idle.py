"""The idle lock: five minutes, a warning, and what may hold it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from factdesk.errors import KnownError
from tests.whole.conftest import settle
from ui.idle import IdleWatch
from ui.window import Window

Open = Callable[[], Window]


class Time:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def passing() -> Time:
    return Time()


@pytest.fixture
def watch(qapp: QApplication, passing: Time) -> Iterator[IdleWatch]:
    made = IdleWatch(qapp, 5, passing)
    yield made
    made.stop()
    made.deleteLater()


def test_the_warning_comes_thirty_seconds_before(
    watch: IdleWatch, passing: Time, qtbot: QtBot
) -> None:
    told: list[str] = []
    watch.warned.connect(lambda: told.append("warned"))
    watch.expired.connect(lambda: told.append("expired"))
    for seconds in (269, 270, 299, 300):
        passing.now = 1000.0 + seconds
        watch.tick()
    assert told == ["warned", "expired"]


def test_a_key_takes_the_warning_back(watch: IdleWatch, passing: Time, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    passing.now += 280
    watch.tick()
    with qtbot.waitSignal(watch.woken):
        qtbot.keyClick(widget, Qt.Key.Key_A)
    assert watch.idle_seconds == 0


def make_idle(window: Window, minutes: float) -> None:
    """Let the time pass without input, as the watch sees it."""
    watch = window.findChild(IdleWatch) or window._watch
    assert watch is not None
    watch._last -= minutes * 60
    watch.tick()


def test_after_five_minutes_without_input_it_locks(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    with qtbot.waitSignal(window.locked, timeout=20_000):
        make_idle(window, 5)
    assert window.workplace is None


def test_four_minutes_do_not_lock(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    make_idle(window, 4)
    assert window.workplace is not None


def test_who_comes_back_in_time_loses_the_warning_and_no_other_message(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    assert window.workplace is not None
    messages = window.workplace.messages
    messages.problem(KnownError("Disken er full.", "Frigjør plass."))
    make_idle(window, 4.6)
    assert [each.kind for each in messages.shown] == ["error", "warning"]
    qtbot.keyClick(window, Qt.Key.Key_Shift)
    assert [each.kind for each in messages.shown] == ["error"]


def test_the_wall_stays_up_and_ends_with_a_lock(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    assert window.routes is not None
    window.routes.show_wall()
    settle(qtbot, window)
    make_idle(window, 90)
    assert window.workplace is not None
    assert window.routes.wall is not None
    with qtbot.waitSignal(window.locked, timeout=20_000):
        qtbot.keyClick(window.routes.wall, Qt.Key.Key_Escape)


def test_a_wall_ended_in_time_goes_back_to_the_board(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    assert window.routes is not None
    window.routes.show_wall()
    settle(qtbot, window)
    wall = window.routes.wall
    assert wall is not None
    qtbot.keyClick(wall, Qt.Key.Key_Escape)
    assert window.routes.wall is wall, "it lives until its own key is through"
    qtbot.waitUntil(lambda: window.routes is not None and not window.routes.wall_is_up)
    settle(qtbot, window)
    assert window.workplace is not None


def start_meeting(window: Window, qtbot: QtBot) -> None:
    routes = window.routes
    assert routes is not None
    routes.show_meeting()
    settle(qtbot, window)
    assert routes.meeting is not None
    qtbot.mouseClick(routes.meeting.start_panel.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: routes.meeting_is_running, timeout=20_000)
    settle(qtbot, window)


def test_a_running_meeting_is_not_interrupted_but_a_forgotten_one_is(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    start_meeting(window, qtbot)
    make_idle(window, 20)
    assert window.workplace is not None
    with qtbot.waitSignal(window.locked, timeout=20_000):
        make_idle(window, 60)


def test_a_meeting_is_resumed_after_a_lock(
    open_window: Open, qtbot: QtBot, busy_folder: object
) -> None:
    window = open_window()
    start_meeting(window, qtbot)
    with qtbot.waitSignal(window.locked, timeout=20_000):
        window.lock()
    again = open_window()
    routes = again.routes
    assert routes is not None
    routes.show_meeting()
    assert routes.meeting is not None
    qtbot.waitUntil(routes.meeting.start_panel.resume.isVisible, timeout=10_000)
