"""«My people» on a real desk, in a window of the size of a laptop."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from factdesk.desk import Desk
from tests.support.messages import RecordedMessages
from ui.bridge import Bridge
from ui.coordination.page import MyPeoplePage
from ui.theme import install


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
def shown(
    bridge: Bridge, host: QWidget, messages: RecordedMessages, qtbot: QtBot
) -> Callable[..., MyPeoplePage]:
    """Return a function that shows the page and waits for what it is about."""

    def show(through: Bridge | None = None, size: tuple[int, int] = (1366, 768)) -> MyPeoplePage:
        page = MyPeoplePage(through or bridge, messages, host)
        page.resize(*size)
        page.show()
        qtbot.waitUntil(lambda: bool(page.head.line.text()))
        page.table.setFocus()
        return page

    return show


@pytest.fixture
def shown_dialog(host: QWidget, qtbot: QtBot) -> Callable[[type[Any]], Any]:
    """Return a function that gives the open dialog of a kind."""

    def find(kind: type[Any]) -> Any:
        qtbot.waitUntil(lambda: any(one.isVisible() for one in host.findChildren(kind)))
        return next(one for one in host.findChildren(kind) if one.isVisible())

    return find
