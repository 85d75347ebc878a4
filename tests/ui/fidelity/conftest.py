"""The fidelity page on a real desk, in a window of the size of a laptop."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from factdesk.desk import Desk
from tests.support.messages import RecordedMessages
from ui.bridge import Bridge
from ui.theme import install

WAIT = 20_000


@pytest.fixture
def host(qapp: QApplication, qtbot: QtBot) -> QWidget:
    """A window to show pages in."""
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
    """Return a function that gives the bridge to a desk."""
    made: list[Bridge] = []

    def bridge(desk: Desk) -> Bridge:
        made.append(Bridge(desk, messages, lambda *_conflict: None, host))
        with qtbot.waitSignal(made[-1].ready, timeout=WAIT):
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
def shown(host: QWidget) -> Callable[[Any], Any]:
    """Return a function that shows a widget in the window."""

    def show(widget: Any) -> Any:
        widget.setParent(host)
        widget.resize(host.size())
        widget.show()
        return widget

    return show


@pytest.fixture
def shown_dialog(host: QWidget, qtbot: QtBot) -> Callable[[type[Any]], Any]:
    """Return a function that gives the open dialog of a kind."""

    def find(kind: type[Any]) -> Any:
        qtbot.waitUntil(
            lambda: any(one.isVisible() for one in host.findChildren(kind)), timeout=WAIT
        )
        return next(one for one in host.findChildren(kind) if one.isVisible())

    return find
