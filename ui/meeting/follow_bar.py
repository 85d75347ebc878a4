"""The line over the person: whether this seat follows the meeting, and where the meeting is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from factdesk.words import _
from ui.meeting.words import act_keys
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox
from ui.widgets.selects import CheckBox
from ui.widgets.spoken import announce
from ui.widgets.texts import Label


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
        row = HBox(self.switch, space=16, margins=(8, 0, 0, 0), parent=self)
        row.add(self.where, 1)
        row.add(self.join)
        self.switch.clicked.connect(self.turned)
        self.join.clicked.connect(self.join_wanted)
        self.join.hide()

    def show_state(self, *, on: bool, where: str, behind: bool) -> None:
        """``where`` says who is talked about, or what has happened; ``behind`` offers to join."""
        self.switch.setChecked(on)
        if where != self.where.text():
            self.where.setText(where)
            if behind and where:
                announce(self, where)
        self.where.set_tone("" if behind else "muted")
        self.join.setVisible(behind)
