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
from factdesk.store.drafts import DraftRow, Drafts, DropDraft, SaveDraft
from factdesk.team.roles import Right
from ui.bridge import Bridge
from ui.live import Live
from ui.meeting.acts import Acts
from ui.meeting.agenda import Agenda
from ui.meeting.following import END
from ui.meeting.going_along import GoingAlong
from ui.meeting.inputs import is_field_key
from ui.meeting.person_panel import PersonPanel
from ui.meeting.side import Side
from ui.meeting.words import act_keys
from ui.theme import theme
from ui.together import Together, Writing
from ui.widgets.layouts import HBox, VBox
from ui.widgets.messages import Speaks
from ui.widgets.texts import Card

#: Below this width, in design pixels, two columns stand where else there are three.
NARROW = 1100
_FIELDS = ("news", "needs", "safety", "family", "visits")


class RunPanel(QWidget):
    """Person by person.

    ``finished`` after the last one, ``rested`` when nobody types any more, ``taken_along`` when
    another seat has led the meeting to a person.
    """

    finished = Signal()
    rested = Signal()
    taken_along = Signal()

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
        self._along = GoingAlong(bridge, self.person, lambda: self.meeting, lambda: self.item, self)
        self.following, self.follow_bar = self._along.following, self._along.bar
        self._together = Together.of(bridge)
        self._writings = {
            name: Writing(self._together, answer, "", lambda answer=answer: answer.is_changed)  # type: ignore[misc]
            for name, answer in self.person.answers.items()
        }
        self._left = VBox(space=20)
        self._left.add(Card(self.agenda, margins=(0, 10, 0, 10)), 1)
        self._row = HBox(space=20, parent=self)
        self._row.add(self._left, 23)
        middle = VBox(self.follow_bar, space=8)
        middle.add(self.person, 1)
        self._row.add(middle, 70)
        self._row.add(self.side, 29)
        self.agenda.chosen.connect(self._jump)
        self.person.acted.connect(self.act)
        self.person.submitted.connect(self.go_on)
        self.person.next_wanted.connect(self.go_on)
        self.person.draft.connect(self._keep_draft)
        self.person.visit_typed.connect(self._plan_visit)
        self.side.here_wanted.connect(lambda: self.act("here"))
        self.follow_bar.setVisible(self.following.is_shared)
        self._along.wanted.connect(self._arrive_at)
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
            self.following.begin(meeting)
            self.bridge.ask(Drafts("meeting/"), on=self, then=self._take_drafts)
            return
        places = [item.id for item in meeting.items]
        self.place = (
            places.index(item_id) if item_id in places else min(self.place, max(0, len(places) - 1))
        )
        self.following.take_row(meeting)
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
        self.following.end()
        for writing in self._writings.values():
            writing.move_to("")

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
        typed = {
            draft_place(item.id, name): DraftRow(
                draft_place(item.id, name), text, seen, self.bridge.clock.now()
            )
            for name, text in changed.items()
        }
        for name in changed:
            self._drafts.pop(draft_place(item.id, name), None)
            # Shown as saved at once; a refused save comes back through the conflict panel.
            self.person.answers[name].saved = changed[name].strip()

        def refused(_error: BaseException) -> bool:
            # Until the user has chosen it is a draft again, shown where it was typed.
            self._drafts |= typed
            return False

        def settled(_result: object = None) -> None:
            # What was typed anew meanwhile is another draft.
            drafts = self._drafts
            kept = [at for at in typed if at in drafts and drafts[at].text == typed[at].text]
            for place in kept:
                del self._drafts[place]
            if kept and self.person.item is not None and self.person.item.id == item.id:
                self.person.item = None
                self._show_place()

        def let_be() -> None:
            for place in typed:
                self.bridge.run(DropDraft(place), on=self.bridge)
            settled()

        if changed:
            command = WriteMeetingItem(item.id, seen, **changed)
            self.bridge.run(command, on=self, then=settled, failed=refused, theirs=let_be)

    def go_on(self) -> None:
        """Done with this person; the next one, or the end. Who was left behind goes along."""
        if self._along.is_due:
            self._along.go()
        elif self.meeting is not None:
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

    def come_back(self) -> None:
        """From the minutes to the person shown; the others too, where this seat leads."""
        item = self.item
        if item is not None and self.following.leads and self.following.step != item.id:
            self.following.go(item.id)

    def act(self, name: str) -> None:
        """One of the meeting's acts on the person shown."""
        meeting, item = self.meeting, self.item
        if meeting is None:
            return
        if name == "follow":
            self._along.turn()
        elif name == "here":
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
            if self._along.is_due:
                self._along.go()
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
                name in self.person.buttons or name in ("add", "here", "follow")
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
        if not self.following.leads:
            self._look_around(place)
            return
        self.leave()
        left_id, seconds = self.spent()
        self._since = self.bridge.clock.now()
        ahead = meeting.items[place] if place < len(meeting.items) else item
        position = ahead.position if ahead is not None else 0
        at_end = place >= len(meeting.items)
        self.following.go(END if at_end or ahead is None else ahead.id)
        self.bridge.run(
            GoToMeetingItem(meeting.id, position, left_id, seconds, discussed),
            on=self,
            # The summary is asked for when the last words are saved.
            then=lambda _nothing: self.finished.emit() if at_end else None,
        )
        if at_end:
            return
        self._stand_at(place)
        self.rested.emit()

    def _stand_at(self, place: int) -> None:
        self.place = place
        self._show_place()
        for live in self._lives[:1]:
            live.refresh()

    def _arrive_at(self, step: str) -> None:
        """To where the meeting is; what is written here is saved first."""
        meeting = self.meeting
        ids = [item.id for item in meeting.items] if meeting is not None else []
        if step != END and step not in ids:
            return
        typing = self.person.is_written_in
        self.leave()
        self._since = self.bridge.clock.now()
        if step == END:
            self.finished.emit()
            return
        self._stand_at(ids.index(step))
        self.taken_along.emit()
        if not typing:
            self.rested.emit()

    def _look_around(self, place: int) -> None:
        """Go somewhere alone; the meeting stays where it is."""
        meeting = self.meeting
        if meeting is None:
            return
        if self.following.is_on:
            self.following.follow(on=False)
        self.leave()
        if place >= len(meeting.items):
            self.finished.emit()
            return
        self._stand_at(place)
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
            self._show_company(item)
        self._along.show()

    def _show_company(self, item: AgendaItem) -> None:
        """Who else answers the same questions, and what they changed while one types."""
        for name, answer in self.person.answers.items():
            self._writings[name].move_to(draft_place(item.id, name))
            if answer.is_outrun:
                row = ("meeting_items", item.id, self.person.seen)
                self._together.tell_changed(answer, row, answer.standing, None, name)
            else:
                self._together.forget_changed(answer)

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
