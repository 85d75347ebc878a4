"""«My people» on a real desk, in a window of the size of a laptop."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.support.messages import RecordedMessages
from tests.support.screens import bridge, bridge_to, host, messages, shown_dialog
from ui.bridge import Bridge
from ui.coordination.page import MyPeoplePage

__all__ = ["bridge", "bridge_to", "host", "messages", "shown_dialog"]


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
