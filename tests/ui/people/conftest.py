"""Pages of the people room on a real desk, and the keys pressed in them."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.support.messages import RecordedMessages
from tests.support.screens import bridge, bridge_to, host, messages, shown_dialog
from ui.bridge import Bridge
from ui.people.person_page import PersonPage

__all__ = ["bridge", "bridge_to", "host", "messages", "shown_dialog"]

Opens = Callable[..., PersonPage]


@pytest.fixture
def opened(bridge: Bridge, host: QWidget, messages: RecordedMessages, qtbot: QtBot) -> Opens:
    """Return a function that opens a person's page and waits until the record is shown."""

    def open_(person_id: str, through: Bridge | None = None) -> PersonPage:
        page = PersonPage(through or bridge, messages, person_id, parent=host)
        page.resize(host.size())
        page.show()
        qtbot.waitUntil(lambda: page.record is not None)
        return page

    return open_
