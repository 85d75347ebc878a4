"""Scales and forms on a real desk."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from factdesk.assessments.form_text import FormText, file_name_of
from factdesk.assessments.scales import load_shipped
from tests.support.messages import RecordedMessages
from tests.support.screens import bridge, bridge_to, host, messages
from ui.bridge import Bridge
from ui.scale_forms.dialog import ScaleFormsDialog
from ui.scale_forms.editor import FormEditor

__all__ = ["bridge", "bridge_to", "host", "messages"]


@pytest.fixture
def dialog(
    bridge: Bridge, host: QWidget, messages: RecordedMessages, qtbot: QtBot
) -> ScaleFormsDialog:
    """The list of editions, shown and filled."""
    made = ScaleFormsDialog(bridge, messages, host)
    with qtbot.waitActive(made):
        made.open()
    qtbot.waitUntil(lambda: made.model.total > 0)
    return made


@pytest.fixture
def edit(bridge: Bridge, host: QWidget, qtbot: QtBot) -> Callable[..., FormEditor]:
    """Return a function that opens the editor on a shipped scale."""

    def show(scale_id: str = "facts-2010") -> FormEditor:
        scale, content = load_shipped(scale_id)
        made = FormEditor(host, bridge, FormText(scale, content, file_name_of(scale)))
        made.open()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        return made

    return show
