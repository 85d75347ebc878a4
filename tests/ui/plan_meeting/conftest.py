"""The plan meetings of a person on a real desk."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.support.messages import RecordedMessages
from tests.support.screens import bridge, bridge_to, host, messages, shown_dialog
from ui.bridge import Bridge
from ui.plan_meeting.tab import PlanMeetingsTab

__all__ = ["bridge", "bridge_to", "host", "messages", "shown_dialog"]


@pytest.fixture
def opened(
    bridge: Bridge, host: QWidget, messages: RecordedMessages, qtbot: QtBot
) -> Callable[..., PlanMeetingsTab]:
    """Return a function that opens the tab of a person and waits for its list."""

    def open_(person_id: str, through: Bridge | None = None) -> PlanMeetingsTab:
        tab = PlanMeetingsTab(through or bridge, messages, person_id)
        tab.setParent(host)
        tab.resize(host.size())
        shown = []
        inner = tab.list.show_rows
        tab.list.show_rows = lambda rows, now: (inner(rows, now), shown.append(rows))
        tab.show()
        host.activateWindow()
        qtbot.waitUntil(host.isActiveWindow)
        qtbot.waitUntil(lambda: bool(shown))
        return tab

    return open_
