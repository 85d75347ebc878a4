"""One thing on the agenda of a running meeting: its heading and what is written about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.plans.actions.plan_meeting_items import WritePlanMeetingItem
from factdesk.plans.meeting_view import ItemRow
from factdesk.plans.meeting_writing import item_draft
from factdesk.words import _
from ui.bridge import Bridge
from ui.saved_area import SavedArea
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox


class ItemBox(QWidget):
    """Heading and minutes of one item; both save themselves. ``moved(±1)``, ``removed``."""

    moved = Signal(int)
    removed = Signal()

    def __init__(self, bridge: Bridge, item: ItemRow) -> None:
        """Take the item as it is."""
        super().__init__()
        self._bridge, self.item = bridge, item
        self.heading = QLineEdit()
        self.heading.setAccessibleName(_("Heading"))
        self.heading.setProperty("role", "strong")
        self.heading.editingFinished.connect(self._save_heading)
        self.text = SavedArea(
            bridge,
            item_draft(item.id),
            lambda text, seen: WritePlanMeetingItem(self.item.id, seen, text=text),
            spoken=item.heading,
            hint=_("What was said and agreed"),
            lines=2,
            row=lambda: ("plan_meeting_items", self.item.id, "text"),
        )
        up = Button(kind="quiet", icon="arrow-up", spoken=_("Move up"))
        down = Button(kind="quiet", icon="arrow-down", spoken=_("Move down"))
        away = Button(kind="quiet", icon="x", spoken=_("Take off the agenda"))
        up.clicked.connect(lambda: self.moved.emit(-1))
        down.clicked.connect(lambda: self.moved.emit(1))
        away.clicked.connect(self.removed)
        head = HBox(space=4)
        head.add(self.heading, 1)
        for button in (up, down, away):
            head.add(button)
        VBox(head, self.text, space=6, parent=self)
        self.show_item(item)

    def show_item(self, item: ItemRow) -> None:
        """Show the item as it stands; what is being typed stays."""
        is_new = self.item.heading != item.heading or not self.heading.text()
        untouched = self.heading.text() in ("", self.item.heading)
        self.item = item
        if is_new and untouched:
            self.heading.setText(item.heading)
            self.heading.setCursorPosition(0)
        self.text.setAccessibleName(item.heading)
        self.text.show_saved(item.text or "", item.version)

    def _save_heading(self) -> None:
        heading = self.heading.text().strip()
        if not heading:
            self.heading.setText(self.item.heading)
            return
        if heading != self.item.heading:
            action = WritePlanMeetingItem(self.item.id, self.item.version, heading=heading)
            self._bridge.run(action, on=self)
