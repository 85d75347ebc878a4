"""The running meeting: agenda, person, side; and what its keys do."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from factdesk.board.actions.add_meeting_item import AddMeetingItem
from factdesk.board.actions.go_to_meeting_item import GoToMeetingItem
from factdesk.board.actions.write_meeting_item import WriteMeetingItem, draft_place
from factdesk.board.meeting_person_view import MeetingPerson, PersonInMeeting
from factdesk.board.meeting_views import AgendaItem, CurrentMeeting, RunningMeeting
from factdesk.board.minutes_views import Minutes
from factdesk.contacts.views import Day
from factdesk.contacts.visit_line import planned_visit
from factdesk.errors import KnownError
from factdesk.store.drafts import DraftRow, Drafts, SaveDraft
from factdesk.team.roles import Right
from ui.bridge import Bridge
from ui.live import Live
from ui.meeting.acts import Acts
from ui.meeting.agenda import Agenda
from ui.meeting.inputs import is_field_key
from ui.meeting.person_panel import PersonPanel
from ui.meeting.side import Side
from ui.meeting.words import act_keys
from ui.theme import theme
from ui.widgets.layouts import HBox, VBox
from ui.widgets.messages import Speaks
from ui.widgets.texts import Card

#: Below this width, in design pixels, two columns stand where else there are three.
NARROW = 1100
_FIELDS = ("news", "needs", "safety", "family", "visits")


class RunPanel(QWidget):
    """Person by person.

    ``finished`` after the last one, ``rested`` when nobody types any more.
    """

    finished = Signal()
    rested = Signal()

    def __init__(self, bridge: Bridge, messages: Speaks, parent: QWidget | None = None) -> None:
        """No meeting yet."""
        super().__init__(parent)
        self.bridge = bridge
        self.meeting: RunningMeeting | None = None
        self.place = 0
        self._drafts: dict[str, DraftRow] = {}
        self._since: datetime = bridge.clock.now()
        self.agenda, self.person, self.side = Agenda(), PersonPanel(), Side()
        self.acts = Acts(bridge, messages, self)
        self._left = VBox(space=20)
        self._left.add(Card(self.agenda, margins=(0, 10, 0, 10)), 1)
        self._row = HBox(space=20, parent=self)
        self._row.add(self._left, 23)
        self._row.add(self.person, 70)
        self._row.add(self.side, 29)
        self.agenda.chosen.connect(self._jump)
        self.person.acted.connect(self.act)
        self.person.submitted.connect(self.go_on)
        self.person.next_wanted.connect(self.go_on)
        self.person.draft.connect(self._keep_draft)
        self.person.visit_typed.connect(self._plan_visit)
        self.side.here_wanted.connect(lambda: self.act("here"))
        self._lives: list[Live] = []

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window, or with large letters, the side stands under the agenda."""
        super().resizeEvent(event)
        narrow = self.width() < theme().px(NARROW)
        if narrow != (self._left.count() > 1):
            (self._row if narrow else self._left).removeWidget(self.side)
            (self._left if narrow else self._row).add(self.side, 1 if narrow else 29)
            self._row.setStretch(0, 42 if narrow else 23)

    @property
    def item(self) -> AgendaItem | None:
        """The item the meeting stands at."""
        items = self.meeting.items if self.meeting is not None else ()
        return items[self.place] if self.place < len(items) else None

    def show_meeting(self, meeting: RunningMeeting) -> None:
        """Take the newest state. Where this seat stands is its own; a new meeting says where."""
        is_new = self.meeting is None or self.meeting.id != meeting.id
        item_id = self.item.id if self.item is not None else None
        self.meeting = meeting
        if is_new:
            self.place = meeting.place
            self._since = self.bridge.clock.now()
            self.bridge.ask(Drafts("meeting/"), on=self, then=self._take_drafts)
            return
        places = [item.id for item in meeting.items]
        self.place = (
            places.index(item_id) if item_id in places else min(self.place, max(0, len(places) - 1))
        )
        self._show_place()

    def open(self) -> None:
        """Begin to watch what the meeting shows beside the agenda."""
        if self._lives:
            return
        bridge, side = self.bridge, self.side
        self._lives = [
            Live(bridge, self, self._ask_person, self._show_person),
            Live(bridge, side, Day, lambda day: side.show_day(day, bridge.team)),
        ]
        if bridge.can(Right.SEE_RECORD):
            show = lambda minutes: side.show_decided(minutes, bridge.clock.today())  # noqa: E731
            self._lives.append(Live(bridge, side, self._ask_minutes, show))

    def close_meeting(self) -> None:
        """The meeting is over; forget it."""
        for live in self._lives:
            live.deleteLater()
        self._lives, self.meeting, self._drafts, self.place = [], None, {}, 0
        self.person.item = None

    def tick(self) -> None:
        """Show the time used."""
        meeting = self.meeting
        if meeting is not None:
            spent = int((self.bridge.clock.now() - meeting.started_at).total_seconds())
            minutes = self.bridge.team.settings.meeting_minutes
            self.side.show_time(max(0, spent), minutes, self.place, len(meeting.items))

    def spent(self) -> tuple[str | None, int]:
        """The item the meeting stands at, and the seconds since it came there."""
        seconds = int((self.bridge.clock.now() - self._since).total_seconds())
        item = self.item
        return (item.id if item is not None else None, max(0, seconds))

    def leave(self) -> None:
        """Save what is written about the person shown."""
        item, changed = self.person.item, self.person.changed
        if item is None:
            return
        seen = self.person.seen
        self.person.leave_fields()
        for name in changed:
            self._drafts.pop(draft_place(item.id, name), None)
            # Shown as saved at once; a refused save comes back through the conflict panel.
            self.person.answers[name].saved = changed[name].strip()
        if changed:
            self.bridge.run(WriteMeetingItem(item.id, seen, **changed), on=self)

    def go_on(self) -> None:
        """Done with this person; the next one, or the end."""
        if self.meeting is not None:
            self._go(self.place + 1, discussed=True)

    def finish(self) -> None:
        """Show the summary without being done with everyone."""
        meeting = self.meeting
        if meeting is not None:
            self._go(len(meeting.items))

    def go_back(self) -> None:
        """The person before."""
        if self.meeting is not None and self.place > 0:
            self._go(self.place - 1)

    def act(self, name: str) -> None:
        """One of the meeting's acts on the person shown."""
        meeting, item = self.meeting, self.item
        if meeting is None:
            return
        if name == "here":
            self.acts.who_is_here(meeting)
        elif name == "add":
            self.acts.take_up(self._take_up)
        elif item is not None and name in self.person.buttons:
            self.acts.do(name, meeting, item, self.person.person)

    def take_key(self, event: QKeyEvent) -> bool:
        """Use a key that reached the page; whether it was used."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key, is_alt = event.key(), modifiers == Qt.KeyboardModifier.AltModifier
        typing = self.person.is_typing
        ahead = key == Qt.Key.Key_PageDown or (
            key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        )
        if ahead or (key == Qt.Key.Key_Space and not typing):
            self.go_on()
            return True
        if key == Qt.Key.Key_PageUp:
            self.go_back()
            return True
        if key == Qt.Key.Key_Escape and typing:
            self.rested.emit()
            return True
        if is_field_key(event):
            self.go_to_field(key - Qt.Key.Key_0)
            return True
        if is_alt or (not typing and not modifiers & ~Qt.KeyboardModifier.ShiftModifier):
            return self._letter(event)
        return False

    def _letter(self, event: QKeyEvent) -> bool:
        """The letter of an act, or the digit of a field."""
        code = event.key()
        typed = chr(code).casefold() if 0x20 < code < 0x1000 else ""
        for name, letter in act_keys().items():
            if typed == letter.casefold() and (
                name in self.person.buttons or name in ("add", "here")
            ):
                self.act(name)
                return True
        if typed and typed in "12345" and not event.modifiers():
            self.go_to_field(int(typed))
            return True
        return False

    def go_to_field(self, number: int) -> None:
        """Write in a question, 1 to 4, or in the line of visits, 5."""
        self.person.fields[_FIELDS[number - 1]].setFocus()

    def _go(self, place: int, *, discussed: bool = False) -> None:
        meeting, item = self.meeting, self.item
        if meeting is None:
            return
        self.leave()
        left_id, seconds = self.spent()
        self._since = self.bridge.clock.now()
        ahead = meeting.items[place] if place < len(meeting.items) else item
        position = ahead.position if ahead is not None else 0
        at_end = place >= len(meeting.items)
        self.bridge.run(
            GoToMeetingItem(meeting.id, position, left_id, seconds, discussed),
            on=self,
            # The summary is asked for when the last words are saved.
            then=lambda _nothing: self.finished.emit() if at_end else None,
        )
        if at_end:
            return
        self.place = place
        self._show_place()
        for live in self._lives[:1]:
            live.refresh()
        self.rested.emit()

    def _jump(self, place: int) -> None:
        self._go(place)

    def _show_place(self) -> None:
        meeting, item = self.meeting, self.item
        if meeting is None:
            return
        self.agenda.show_items(meeting.items, self.place, self.bridge.clock.today())
        initials = self.bridge.team.initials
        chair, writer = initials(meeting.chair_id), initials(meeting.writer_id)
        self.side.show_attendance(meeting.attendance, chair, writer)
        self.tick()
        if item is not None:
            prefix = draft_place(item.id, "")
            drafts = {
                place.removeprefix(prefix): draft
                for place, draft in self._drafts.items()
                if place.startswith(prefix)
            }
            self.person.show_item(item, drafts)

    def _take_drafts(self, drafts: tuple[DraftRow, ...]) -> None:
        self._drafts = {draft.place: draft for draft in drafts}
        self._show_place()
        for live in self._lives:
            live.refresh()

    def _keep_draft(self, question: str, text: str) -> None:
        item = self.person.item
        if item is not None:
            place = draft_place(item.id, question)
            self._drafts[place] = DraftRow(place, text, self.person.seen, self.bridge.clock.now())
            self.bridge.run(SaveDraft(place, text, self.person.seen), on=self)

    def _ask_person(self) -> MeetingPerson:
        return MeetingPerson(self.item.id if self.item is not None else "")

    def _show_person(self, person: PersonInMeeting) -> None:
        self.person.show_person(person, self.bridge.team, self.bridge.clock.today())

    def _ask_minutes(self) -> Minutes:
        return Minutes(self.meeting.id if self.meeting is not None else "")

    def _plan_visit(self, line: str) -> None:
        item = self.item
        if item is None:
            return
        field = self.person.fields["visits"]
        try:
            command = planned_visit(
                line, item.person_id, self.bridge.team, self.bridge.clock.today()
            )
        except KnownError as error:
            field.set_error(error.message)
            return

        def refused(error: BaseException) -> bool:
            if isinstance(error, KnownError):
                field.set_error(str(error))
                return True
            return False

        field.set_error("")
        self.bridge.run(
            command, on=self, then=lambda _id: self.person.visit.clear(), failed=refused
        )

    def _take_up(self, person_id: str) -> None:
        meeting = self.meeting
        if meeting is None:
            return

        def taken(position: int) -> None:
            # The agenda has heard of the new item before it is gone to.
            self.bridge.ask(CurrentMeeting(), on=self, then=lambda now: self._arrive(now, position))

        self.bridge.run(AddMeetingItem(meeting.id, person_id), on=self, then=taken)

    def _arrive(self, meeting: RunningMeeting | None, position: int) -> None:
        if meeting is None:
            return
        self.show_meeting(meeting)
        places = [item.position for item in meeting.items]
        if position in places:
            self._go(places.index(position))
