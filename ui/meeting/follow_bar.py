"""The line over the person: whether this seat follows the meeting, and where the meeting is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from factdesk.words import _
from ui.meeting.words import act_keys
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.selects import CheckBox
from ui.widgets.spoken import announce
from ui.widgets.texts import Label

#: Below this width, in design pixels, the line has two rows.
NARROW = 520


class FollowBar(QWidget):
    """``turned(on)`` by the switch; ``join_wanted`` by the button beside where the meeting is.

    It has its height from the beginning, so that nothing moves when it has something to say.
    """

    turned = Signal(bool)
    join_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Following, with nothing to say."""
        super().__init__(parent)
        self.switch = CheckBox(_("Follow the meeting"))
        self.switch.setChecked(True)
        self.switch.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.switch.setToolTip(_("Key: {key}").format(key=act_keys()["follow"]))
        self.where = Label("", wrap=True)
        self.join = Button(_("Go along"), "primary", keys=act_keys()["follow"])
        self.join.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = self.join.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.join.setSizePolicy(policy)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._is_narrow: bool | None = None
        self._arrange(narrow=False)
        self.switch.clicked.connect(self.turned)
        self.join.clicked.connect(self.join_wanted)
        self.join.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the meeting is stands under the switch where there is no room beside it."""
        super().resizeEvent(event)
        self._arrange(narrow=self.width() < theme().px(NARROW))

    def _arrange(self, *, narrow: bool) -> None:
        if self._is_narrow == narrow:
            return
        self._is_narrow = narrow
        # A line of its own has its height from the beginning.
        self.where.setMinimumHeight(theme().px(24))
        self._grid.setHorizontalSpacing(theme().px(16))
        for widget in (self.switch, self.where, self.join):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self.switch, 0, 0)
        self._grid.addWidget(self.join, 0, 2)
        if narrow:
            self._grid.addWidget(self.where, 1, 0, 1, 3)
        else:
            self._grid.addWidget(self.where, 0, 1)

    def show_state(self, *, on: bool, where: str, behind: bool) -> None:
        """``where`` says who is talked about, or what has happened; ``behind`` offers to join."""
        self.switch.setChecked(on)
        if where != self.where.text():
            self.where.setText(where)
            if behind and where:
                announce(self, where)
        self.where.set_tone("" if behind else "muted")
        self.join.setVisible(behind)
