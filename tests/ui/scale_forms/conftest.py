"""Scales and forms on a real desk."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from factdesk.assessments.form_text import FormText, file_name_of
from factdesk.assessments.scales import load_shipped
from factdesk.desk import Desk
from tests.support.messages import RecordedMessages
from ui.bridge import Bridge
from ui.scale_forms.dialog import ScaleFormsDialog
from ui.scale_forms.editor import FormEditor
from ui.theme import install


@pytest.fixture
def host(qapp: QApplication, qtbot: QtBot) -> QWidget:
    """A window to open dialogs over."""
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
