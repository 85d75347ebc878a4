"""What every part of the team page is: a heading, its buttons, and its content."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent

from factdesk.team.kinds import Right
from ui.bridge import Bridge
from ui.page import Command
from ui.theme import theme
from ui.widgets.layouts import HBox, VBox
from ui.widgets.leading import Leads
from ui.widgets.messages import Speaks
from ui.widgets.texts import Heading, Label


class Section(Leads):
    """A part of the team page.

    `show_team` is called when the team has changed: at once where it is seen, else when it is.
    """

    def __init__(self, bridge: Bridge, messages: Speaks, title: str, intro: str = "") -> None:
        """Take what every part needs, its heading and its explanation."""
        super().__init__()
        self.bridge, self.messages = bridge, messages
        self.buttons = HBox()
        head = HBox(Heading(title, 2), None, self.buttons)
        head.addStrut(theme().px(36))
        self.body = VBox(head, space=14, margins=(24, 20, 24, 16), parent=self)
        if intro:
            self.body.add(Label(intro, tone="muted", wrap=True))
        self._is_stale = False
        bridge.team_changed.connect(self._take_team)

    @property
    def may_edit(self) -> bool:
        """Whether the user may edit the team."""
        return self.bridge.can(Right.EDIT_TEAM)

    def show_team(self) -> None:
        """Nothing to show anew."""

    def showEvent(self, event: QShowEvent) -> None:
        """Show what has changed while it was hidden."""
        if self._is_stale:
            self._is_stale = False
            self.show_team()
        super().showEvent(event)

    def _take_team(self) -> None:
        if self.isVisible():
            self.show_team()
        else:
            self._is_stale = True

    def commands(self) -> list[Command]:
        """What can be done here from the keyboard."""
        return []
