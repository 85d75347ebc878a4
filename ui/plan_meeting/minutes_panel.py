"""The minutes of a meeting that has been: who came, what was said, what it changed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from factdesk.plans.kinds import Attended
from factdesk.plans.meeting_rules import MeetingState, meeting_word
from factdesk.plans.meeting_view import ItemRow, MeetingFacts
from factdesk.words import _
from ui.plan_meeting.words import begun, change_words, people_words, title_of, when_words
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.marks import Chip
from ui.widgets.scrolled import Scrolled
from ui.widgets.texts import Card, Heading, Label

#: Below this height, in design pixels, the head scrolls away.
LOW = 400


class MinutesPanel(QWidget):
    """One meeting, to be read. ``left``: back to the list; ``printed`` and ``sent`` its papers."""

    left = Signal()
    printed = Signal()
    sent = Signal()

    def __init__(self, meeting: MeetingFacts) -> None:
        """Take the meeting as it is."""
        super().__init__()
        self.meeting = meeting
        back = Button(_("All meetings"), "quiet", icon="chevron-left", keys="Alt+Left")
        back.clicked.connect(self.left)
        paper = Button(_("Print …"), icon="printer", keys="Ctrl+P")
        paper.clicked.connect(self.printed)
        self.file = Button(_("Calendar file …"), icon="calendar-days")
        self.file.clicked.connect(self.sent)
        state = Chip(meeting_word(meeting.state))
        title = Heading(title_of(meeting), 2)
        title.setWordWrap(True)
        named = HBox(space=10)
        named.add(title, 1)
        named.add(state)
        self._head = QWidget()
        VBox(HBox(back, None, self.file, paper), named, space=8, parent=self._head)
        self.texts: list[str] = []
        self._column = VBox(space=16)
        self._say_head()
        for item in meeting.items:
            self._say_item(item)
        self._say_rest()
        inside = QWidget()
        sheet = Card(self._column, margins=24)
        self._inside = VBox(sheet, None, space=12, parent=inside)
        self._outer = VBox(self._head, space=12, margins=(24, 14, 24, 16), parent=self)
        self._outer.add(Scrolled(inside, _("Minutes of the meeting"), upright=True), 1)
        self.setFocusProxy(back)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the head scroll away with the minutes where there is little room."""
        super().resizeEvent(event)
        low = self.height() < theme().px(LOW)
        if low == (self._outer.indexOf(self._head) >= 0):
            (self._outer if low else self._inside).removeWidget(self._head)
            (self._inside if low else self._outer).insertWidget(0, self._head)

    def _say(self, label: Label, *, to: VBox | None = None) -> None:
        self.texts.append(label.text())
        (to or self._column).add(label)

    def _say_head(self) -> None:
        meeting = self.meeting
        block = VBox(space=4)
        when = when_words(meeting.began_at or meeting.start, meeting.minutes)
        self._say(
            Label(begun(" · ".join(filter(None, (when, meeting.place)))), wrap=True), to=block
        )
        for attended in (*Attended, None):
            said = people_words(meeting.attendance, attended)
            if said:
                tone = "muted" if attended in (Attended.ABSENT, None) else ""
                self._say(Label(said, tone=tone, wrap=True), to=block)
        self._column.add(block)

    def _say_item(self, item: ItemRow) -> None:
        block = VBox(space=4)
        heading = Heading(item.heading, 3)
        heading.setWordWrap(True)
        self._say(heading, to=block)
        has_been = self.meeting.state is MeetingState.ENDED
        if item.text:
            self._say(Label(item.text, wrap=True), to=block)
        elif has_been:
            self._say(Label(_("Nothing is written."), tone="muted"), to=block)
        for change in self.meeting.changes:
            if change.goal_id is not None and change.goal_id == item.goal_id:
                self._say_change(change_words(change), block)
        self._column.add(block)

    def _say_rest(self) -> None:
        meeting = self.meeting
        told = {item.goal_id for item in meeting.items if item.goal_id is not None}
        rest = [one for one in meeting.changes if one.goal_id not in told]
        if rest:
            block = VBox(Heading(_("Changed in this meeting"), 3), space=4)
            for one in rest:
                self._say_change(change_words(one), block)
            self._column.add(block)
        if meeting.summary:
            block = VBox(Heading(_("Summary"), 3), space=4)
            self._say(Label(meeting.summary, wrap=True), to=block)
            self._column.add(block)
        if meeting.next is not None:
            when = when_words(meeting.next.start, meeting.next.minutes)
            self._say(Label(_("Next meeting: {when}").format(when=when), "strong", wrap=True))

    def _say_change(self, words: str, block: VBox) -> None:
        """A change, marked by a chip so that it is not only told by its colour."""
        self.texts.append(words)
        line = HBox(space=8)
        line.add(Chip(_("Changed"), "info"))
        line.add(Label(words, wrap=True), 1)
        block.add(line)
