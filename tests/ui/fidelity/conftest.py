"""The fidelity page on a real desk, in a window of the size of a laptop."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from factdesk.desk import Desk
from factdesk.store.conflict import Conflict
from tests.support.builders import Make
from tests.support.messages import RecordedMessages
from tests.support.small_scale import Team, open_small
from ui.bridge import Bridge
from ui.conflicts import ConflictPanel
from ui.fidelity.sheet import SheetView
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
    """Return a function that gives the bridge to a desk; conflicts open their panel."""
    made: list[Bridge] = []

    def show(conflict: Conflict, use_mine: Callable[[], None]) -> None:
        ConflictPanel(host, conflict, use_mine, made[-1].team).open()

    def bridge(desk: Desk) -> Bridge:
        made.append(Bridge(desk, messages, show, host))
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


def type_(widget: QWidget, text: str) -> None:
    """Press and release the key of each letter; QTest itself knows ASCII only."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, event)


@pytest.fixture
def team(desk: Desk, make: Make, second_desk: Callable[..., Desk]) -> Team:
    """An assessment with two raters, nothing scored."""
    return open_small(make, second_desk)


@pytest.fixture
def sheet_of(
    bridge_to: Callable[[Desk], Bridge],
    messages: RecordedMessages,
    shown: Callable[[Any], Any],
    host: QWidget,
    qtbot: QtBot,
) -> Callable[..., SheetView]:
    """Return a function that opens the sheet of an assessment as somebody, its keys bound."""
    bridges: dict[Desk, Bridge] = {}
    keys: list[QShortcut] = []

    def bind(sheet: SheetView) -> None:
        for shortcut in keys:
            shortcut.setEnabled(False)
        keys.clear()
        for command in sheet.commands():
            if command.keys:
                keys.append(QShortcut(QKeySequence(command.keys), host))
                keys[-1].activated.connect(command.run)

    def open_(desk: Desk, assessment_id: str) -> SheetView:
        if desk not in bridges:
            bridges[desk] = bridge_to(desk)
        bridge = bridges[desk]
        for other in host.findChildren(SheetView):
            other.hide()
        sheet: SheetView = shown(SheetView(bridge, messages, assessment_id))
        qtbot.waitUntil(lambda: sheet.facts is not None and bridge.is_settled, timeout=WAIT)
        sheet.commands_changed.connect(lambda: bind(sheet))
        bind(sheet)
        sheet.setFocus()
        return sheet

    return open_


def press(
    sheet: SheetView,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(sheet.window().focusWidget() or sheet, key, modifiers)
