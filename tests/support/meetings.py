"""What tests of the board meeting press and wait for."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication


class Keys:
    """Presses keys where the focus is, as a keyboard does."""

    def __init__(self, qtbot, page):
        self.qtbot, self.page = qtbot, page

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(self._target(), key, modifiers)

    def write(self, text):
        self.qtbot.keyClicks(self._target(), text)

    def _target(self):
        found = QApplication.activeModalWidget()
        return (found.focusWidget() or found) if found else self.page.focusWidget() or self.page


def begun(qtbot, page, keys):
    """Enter on the empty line of initials starts the meeting."""
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.running and page.run_panel.person.item is not None)
    qtbot.waitUntil(lambda: page.run_panel.person.person is not None)


def shown_person(qtbot, page, place):
    """Wait until the facts of the person at a place are on the screen."""
    panel = page.run_panel
    qtbot.waitUntil(
        lambda: (
            panel.place == place
            and panel.person.person is not None
            and panel.person.person.item_id == panel.meeting.items[place].id
        )
    )


def settled(desk):
    """Wait for everything the screen has sent to the writer's lane."""
    desk.history().result()
    desk._writer.submit(int).result()
