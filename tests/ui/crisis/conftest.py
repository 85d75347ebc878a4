"""The crisis plan's part of a person's page on a real desk."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from factdesk.desk import Desk
from factdesk.store.conflict import Conflict
from tests.support.messages import RecordedMessages
from ui.bridge import Bridge
from ui.conflicts import ConflictPanel
from ui.crisis.tab import CrisisTab
from ui.theme import install


def type_(widget: QWidget, text: str) -> None:
    """Press and release the key of each letter; QTest itself knows ASCII only."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, event)


@pytest.fixture
def host(qapp: QApplication, qtbot: QtBot) -> QWidget:
    """A window of the size of a laptop."""
    install(qapp)
    made = QWidget()
    made.resize(1366, 768)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


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
            ConflictPanel(host, conflict, use_mine, made[-1].team).open()

        made.append(Bridge(desk, messages, show, host))
        with qtbot.waitSignal(made[-1].ready):
            pass
        return made[-1]

    yield bridge
    for each in made:
        each.close()


@pytest.fixture
def bridge(bridge_to: Callable[[Desk], Bridge], desk: Desk) -> Bridge:
    """The bridge to the test's desk."""
    return bridge_to(desk)


@pytest.fixture
def opened(
    bridge: Bridge, host: QWidget, messages: RecordedMessages, qtbot: QtBot
) -> Callable[..., CrisisTab]:
    """Return a function that shows the part of a person and waits for its answer."""

    def open_(person_id: str, through: Bridge | None = None) -> CrisisTab:
        tab = CrisisTab(through or bridge, messages, person_id)
        tab.setParent(host)
        tab.resize(host.size())
        tab.show()
        qtbot.waitUntil(lambda: tab.facts is not None)
        return tab

    return open_
