"""The meeting's small dialogs end with Enter, as their buttons say."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.meeting.dialogs import PlaceDialog, TakeOffDialog
from ui.theme import install


@pytest.fixture
def window(qapp, qtbot):
    install(qapp)
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(900, 700)
    widget.show()
    return widget


def test_enter_takes_off_once_the_reason_is_written(window, qtbot):
    done = []
    dialog = TakeOffDialog(window, "Åse", lambda reason, team: done.append((reason, team)))
    dialog.open()
    qtbot.keyClick(dialog.why, Qt.Key.Key_Return)
    assert dialog.field.error
    qtbot.keyClicks(dialog.why, "Stabil")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.why, Qt.Key.Key_Return)
    assert done == [("Stabil", True)]


def test_enter_places_once_the_reason_is_written(window, qtbot):
    done = []
    kinds = [("1", "Krise"), ("2", "Innlagt")]
    dialog = PlaceDialog(window, "Åse", kinds, lambda section, why: done.append((section, why)))
    dialog.open()
    qtbot.keyClicks(dialog.why, "Sover ikke")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.why, Qt.Key.Key_Return)
    assert done == [("1", "Sover ikke")]
