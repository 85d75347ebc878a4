"""The running meeting: agenda, what is written about each item, who is there, what has changed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from factdesk.plans.actions.plan_meeting_items import (
    AddPlanMeetingItem,
    MovePlanMeetingItem,
    RemovePlanMeetingItem,
)
from factdesk.plans.actions.plan_meetings import EditPlanMeeting
from factdesk.plans.actions.run_plan_meeting import SetPlanMeetingAttendance
from factdesk.plans.kinds import Attended, Party
from factdesk.plans.meeting_view import MeetingFacts
from factdesk.plans.meeting_writing import summary_draft
from factdesk.store.drafts import DraftRow, Drafts
from factdesk.words import _, format_time
from ui.bridge import Bridge
from ui.plan_meeting.attendance import AttendanceCard, ChangesCard
from ui.plan_meeting.item_box import ItemBox
from ui.plan_meeting.small_dialogs import EndDialog, SomebodyDialog
from ui.plan_meeting.words import begun, title_of, when_words
from ui.saved_area import SavedArea
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.marks import Chip
from ui.widgets.scrolled import Scrolled
from ui.widgets.texts import Card, Heading, Label

#: Below these widths, in design pixels, the side stands under the items, and the agenda goes.
NARROW, NARROWER = 1000, 700
#: Below this height the head scrolls away with the items, so that there is room to write.
LOW = 400
_SIDE, _AGENDA = 320, 220


class RunPanel(QWidget):
    """``left``: back to the list. ``plan_wanted``: to the plan, and back by the tab."""

    left = Signal()
    plan_wanted = Signal()

    def __init__(self, bridge: Bridge, meeting: MeetingFacts) -> None:
        """Take the meeting as it is; ``show_meeting`` keeps it so."""
        super().__init__()
        self._bridge, self.meeting = bridge, meeting
        self.boxes: dict[str, ItemBox] = {}
        self._drafts: dict[str, DraftRow] = {}
        self._go_to_new = False
        self._build()
        self.show_meeting(meeting)
        bridge.ask(Drafts("plan-meeting/"), on=self, then=self._take_drafts)

    def show_meeting(self, meeting: MeetingFacts) -> None:
        """Show the newest state; what is being typed stays."""
        self.meeting = meeting
        planned = when_words(meeting.start, meeting.minutes)
        self._where.setText(begun(" · ".join(filter(None, (planned, meeting.place)))))
        self._show_items()
        self.summary.show_saved(meeting.summary or "", meeting.version)
        self.attendance.show_rows(meeting.attendance)
        self.changes.show_changes(meeting.changes)

    def step(self, by: int) -> None:
        """Go to the item after or before the one that is being written about."""
        ids = list(self.boxes)
        at = next((i for i, key in enumerate(ids) if self.boxes[key].isAncestorOf(self.focus)), -1)
        if by > 0 and at + 1 >= len(ids):
            self.summary.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif ids:
            self.go_to(max(0, min(at + by, len(ids) - 1)))

    @property
    def focus(self) -> QWidget:
        """What has the focus in it."""
        return self.focusWidget() or self

    def go_to(self, at: int) -> None:
        """Write about an item."""
        if 0 <= at < len(self.boxes):
            box = list(self.boxes.values())[at]
            box.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._scroll.ensureWidgetVisible(box)

    def end(self) -> None:
        """Save what is written and ask for the next date."""
        self.save_all()
        empty = [box.item.heading for box in self.boxes.values() if not box.text.toPlainText()]
        EndDialog(self, self._bridge, self.meeting, empty).open()

    def save_all(self) -> None:
        """Save every text that is not saved yet."""
        for box in self.boxes.values():
            box.text.save()
        self.summary.save()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow or low window, or with large letters, things stand under each other."""
        super().resizeEvent(event)
        px = theme().px
        self._set_narrow(narrow=self.width() < px(NARROW))
        self._set_low(low=self.height() < px(LOW))
        self._beside.setFixedWidth(px(_SIDE))
        self._agenda_card.setFixedWidth(px(_AGENDA))
        self._agenda_card.setVisible(self.width() >= px(NARROWER))

    def _set_narrow(self, *, narrow: bool) -> None:
        if narrow == self._beside.isHidden():
            return
        for widget, wide_home in ((self._side, self._beside_column), (self._title, self._top)):
            wide_home.removeWidget(widget)
            (self._column if widget is self._side else self._head_column).removeWidget(widget)
        if narrow:
            self._column.add(self._side)
            self._head_column.insertWidget(1, self._title)
        else:
            self._beside_column.insertWidget(0, self._side)
            self._top.insertWidget(1, self._title, 1)
        self._beside.setVisible(not narrow)

    def _set_low(self, *, low: bool) -> None:
        if low != (self._head.parentWidget() is self._inside):
            (self._outer if low else self._column).removeWidget(self._head)
            (self._column if low else self._outer).insertWidget(0, self._head)

    def _build(self) -> None:
        meeting, bridge = self.meeting, self._bridge
        back = Button(_("All meetings"), "quiet", icon="chevron-left", keys="Alt+Left")
        back.clicked.connect(self.left)
        self.end_button = Button(_("End the meeting …"), "primary", keys="Alt+E")
        self.end_button.clicked.connect(self.end)
        began = format_time(meeting.began_at or meeting.start)
        since = Chip(_("Begun {time}").format(time=began), "info")
        self._where = Label("", "small", "muted", wrap=True)
        self._title = Heading(title_of(meeting), 2)
        self._title.setWordWrap(True)
        self._top = HBox(back)
        self._top.add(self._title, 1)
        self._top.add(None)
        self._top.add(since)
        self._top.add(self.end_button)
        self._head = QWidget()
        self._head_column = VBox(self._top, self._where, space=8, parent=self._head)
        self.agenda = QListWidget()
        self.agenda.setAccessibleName(_("Agenda"))
        self.agenda.setWordWrap(True)
        self.agenda.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.agenda.itemActivated.connect(lambda item: self.go_to(self.agenda.row(item)))
        self.agenda.itemClicked.connect(lambda item: self.go_to(self.agenda.row(item)))
        self._items = VBox(space=18)
        self.new = QLineEdit()
        self.new.setPlaceholderText(_("Another heading; Enter adds it"))
        self.new.setAccessibleName(_("Another heading; Enter adds it"))
        self.new.returnPressed.connect(self._add)
        self.summary = SavedArea(
            bridge,
            summary_draft(meeting.id),
            lambda text, seen: EditPlanMeeting(self.meeting.id, seen, summary=text),
            spoken=_("Summary"),
            hint=_("What belongs to no heading, and what was decided in short"),
            row=lambda: ("plan_meetings", self.meeting.id, "summary"),
        )
        written = Card(
            self._items, self.new, Heading(_("Summary"), 3), self.summary, space=14, margins=20
        )
        self.attendance, self.changes = AttendanceCard(), ChangesCard()
        self.attendance.said.connect(self._attend)
        self.attendance.more.connect(self._somebody)
        self.changes.plan_wanted.connect(self.plan_wanted)
        self._side = QWidget()
        VBox(self.attendance, self.changes, space=16, parent=self._side)
        beside = QWidget()
        self._beside_column = VBox(self._side, None, space=0, parent=beside)
        self._beside = Scrolled(beside, _("Who is there"), upright=True)
        self._inside = QWidget()
        self._column = VBox(written, space=16, parent=self._inside)
        self._scroll = Scrolled(self._inside, _("Minutes of the meeting"), upright=True)
        self._row = HBox(space=16)
        self._agenda_card = Card(self.agenda, margins=(0, 8, 0, 8))
        self._row.add(self._agenda_card)
        self._row.add(self._scroll, 1)
        self._row.add(self._beside)
        self._outer = VBox(self._head, space=8, margins=(24, 14, 24, 16), parent=self)
        self._outer.add(self._row, 1)

    def _show_items(self) -> None:
        wanted = [item.id for item in self.meeting.items]
        if list(self.boxes) != wanted:
            self._arrange(wanted)
        for item in self.meeting.items:
            self.boxes[item.id].show_item(item)
        chosen = self.agenda.currentRow()
        self.agenda.clear()
        self.agenda.addItems(
            [("✓ " if item.text else "") + item.heading for item in self.meeting.items]
        )
        self.agenda.setCurrentRow(chosen)

    def _arrange(self, wanted: list[str]) -> None:
        """Have a box for each item, in order; a box that stays keeps what is typed in it."""
        for key in [key for key in self.boxes if key not in wanted]:
            box = self.boxes.pop(key)
            self._items.removeWidget(box)
            box.hide()
            box.deleteLater()
        rows = {item.id: item for item in self.meeting.items}
        boxes = {}
        for at, key in enumerate(wanted):
            box = self.boxes.get(key) or self._new_box(key)
            box.show_item(rows[key])
            self._items.insertWidget(at, box)
            boxes[key] = box
        self.boxes = boxes
        if self._go_to_new:
            self._go_to_new = False
            self.go_to(len(boxes) - 1)

    def _new_box(self, item_id: str) -> ItemBox:
        item = next(one for one in self.meeting.items if one.id == item_id)
        box = ItemBox(self._bridge, item)
        box.moved.connect(lambda by: self._move(item_id, by))
        box.removed.connect(lambda: self._remove(item_id))
        if box.text.place in self._drafts:
            box.text.take_draft(self._drafts[box.text.place])
        return box

    def _take_drafts(self, drafts: tuple[DraftRow, ...]) -> None:
        self._drafts = {draft.place: draft for draft in drafts}
        for area in (self.summary, *(box.text for box in self.boxes.values())):
            if area.place in self._drafts:
                area.take_draft(self._drafts[area.place])

    def _add(self) -> None:
        heading = self.new.text().strip()
        if heading:
            self.new.clear()
            self._go_to_new = True
            self._bridge.run(AddPlanMeetingItem(self.meeting.id, heading), on=self)

    def _move(self, item_id: str, by: int) -> None:
        ids = [item.id for item in self.meeting.items]
        to = ids.index(item_id) + by
        if 0 <= to < len(ids):
            seen = self.boxes[item_id].item.version
            self._bridge.run(MovePlanMeetingItem(item_id, seen, to), on=self)

    def _remove(self, item_id: str) -> None:
        seen = self.boxes[item_id].item.version
        self._bridge.run(RemovePlanMeetingItem(item_id, seen), on=self)

    def _attend(self, party: Party, attended: Attended | None) -> None:
        was = {row.party: row.attended for row in self.meeting.attendance}.get(party)
        command = SetPlanMeetingAttendance(self.meeting.id, party, attended, was)
        self._bridge.run(command, on=self)

    def _somebody(self) -> None:
        SomebodyDialog(self, self._bridge, self.meeting).open()
