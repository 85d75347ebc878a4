"""The fidelity page on a real desk, in a window of the size of a laptop."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from factdesk.desk import Desk
from tests.support.builders import Make
from tests.support.messages import RecordedMessages
from tests.support.screens import WAIT, bridge, bridge_to, host, messages, shown_dialog
from tests.support.small_scale import Team, open_small
from ui.bridge import Bridge
from ui.fidelity.sheet import SheetView

__all__ = ["bridge", "bridge_to", "host", "messages", "shown_dialog"]


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
