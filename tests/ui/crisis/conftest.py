"""The crisis plan's part of a person's page on a real desk."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.support.messages import RecordedMessages
from tests.support.screens import bridge, bridge_to, host, messages
from ui.bridge import Bridge
from ui.crisis.tab import CrisisTab

__all__ = ["bridge", "bridge_to", "host", "messages"]


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
