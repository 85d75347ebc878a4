"""A window around the parts of the frame, at the usual text size."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import install, theme


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> Iterator[QWidget]:
    """A shown, active window of 800 × 700 pixels."""
    install(qapp)
    made = QWidget()
    made.resize(800, 700)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    theme().set_text_scale(1.0)
