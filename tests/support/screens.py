"""A window with a real desk behind it, and the keys pressed in it; a room's tests import these."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from factdesk.desk import Desk
from factdesk.store.conflict import Conflict
from tests.support.messages import RecordedMessages
from ui.bridge import Bridge
from ui.conflicts import open_conflict
from ui.theme import install

#: How long what comes at once may take on a busy machine, in milliseconds.
WAIT = 20_000


def active_window(qapp: QApplication, qtbot: QtBot, width: int, height: int) -> QWidget:
    """A shown, active window of a size in pixels, in the program's look."""
    install(qapp)
    made = QWidget()
    made.resize(width, height)
    qtbot.addWidget(made)
    with qtbot.waitActive(made, timeout=WAIT):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def host(qapp: QApplication, qtbot: QtBot) -> QWidget:
    """A window of the size of a laptop."""
    return active_window(qapp, qtbot, 1366, 768)


@pytest.fixture
def messages() -> RecordedMessages:
    """What is said to the user."""
    return RecordedMessages()


@pytest.fixture
def bridge_to(
    host: QWidget, messages: RecordedMessages, qtbot: QtBot
) -> Iterator[Callable[[Desk], Bridge]]:
    """Return a function that gives the bridge to a desk; conflicts open their panel."""
    made: list[Bridge] = []

    def bridge(desk: Desk) -> Bridge:
        def show(conflict: Conflict, use_mine: Callable[[], None]) -> None:
            open_conflict(host, new, conflict, use_mine)

        new = Bridge(desk, messages, show, host)
        made.append(new)
        with qtbot.waitSignal(new.ready, timeout=WAIT):
            pass
        return new

    yield bridge
    for each in made:
        each.close()


@pytest.fixture
def bridge(bridge_to: Callable[[Desk], Bridge], desk: Desk) -> Bridge:
    """The bridge to the test's desk."""
    return bridge_to(desk)


@pytest.fixture
def shown_dialog(host: QWidget, qtbot: QtBot) -> Callable[[type[Any]], Any]:
    """Return a function that gives the open dialog of a kind."""

    def find(kind: type[Any]) -> Any:
        qtbot.waitUntil(
            lambda: any(one.isVisible() for one in host.findChildren(kind)), timeout=WAIT
        )
        return next(one for one in host.findChildren(kind) if one.isVisible())

    return find


def type_(widget: QWidget | None, text: str) -> None:
    """Press and release the key of each letter; QTest itself knows ASCII only."""
    assert widget is not None
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, event)
