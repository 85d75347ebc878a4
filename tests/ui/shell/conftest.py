"""A window around the parts of the frame, at the usual text size."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.support.screens import active_window
from ui.theme import theme


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> Iterator[QWidget]:
    """A shown, active window of 800 × 700 pixels."""
    yield active_window(qapp, qtbot, 800, 700)
    theme().set_text_scale(1.0)
