"""The board meeting on the screen, driven from the keyboard."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from factdesk.board.actions.close_task import FinishTask
from factdesk.board.actions.end_meeting import EndMeeting, note_place
from factdesk.board.actions.start_meeting import StartMeeting
from factdesk.board.meeting_errors import MeetingRuns
from factdesk.board.meeting_views import CurrentMeeting, Meetings, RunningMeeting
from factdesk.board.minutes_views import Minutes, MinutesRecord
from factdesk.board.team_tasks import TeamTask, TeamTasks
from factdesk.store.conflict import Gone
from factdesk.store.drafts import DraftRow, Drafts, SaveDraft
from factdesk.team.roles import Right
from factdesk.words import _
from ui.bridge import Bridge
from ui.live import Live
from ui.meeting.minutes_panel import MinutesPanel
from ui.meeting.run_panel import RunPanel
from ui.meeting.start_panel import StartPanel
from ui.meeting.words import act_keys, act_words, name_all, question_words
from ui.page import Command, Page, PaperWanted
from ui.together import Together, Writing
from ui.widgets.layouts import VBox
from ui.widgets.messages import Speaks

name_all()


class MeetingPage(Page):
    """Start or resume, person by person, minutes. ``meeting_running(bool)`` tells the window."""

    key: ClassVar[str] = "meeting"

    meeting_running = Signal(bool)
    closed = Signal()

    def __init__(self, bridge: Bridge, messages: Speaks, parent: QWidget | None = None) -> None:
        """Ask for the open meeting when it is shown."""
        super().__init__(bridge, messages, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.title())
        self.meeting: RunningMeeting | None = None
        self._joined: str | None = None
        self._told_running = False
        self._record_id = ""
        self._record_live: Live[MinutesRecord] | None = None
        self.start_panel, self.minutes_panel = StartPanel(), MinutesPanel()
        self.run_panel = RunPanel(bridge, messages)
        self.stack = QStackedWidget()
        for panel in (self.start_panel, self.run_panel, self.minutes_panel):
            self.stack.addWidget(panel)
        VBox(self.stack, margins=24, space=0, parent=self)
        note = self.minutes_panel.note
        self._writes_note = Writing(Together.of(bridge), note, "", lambda: note.is_changed)
        self._ending = False
        self._connect()
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self.run_panel.tick)
        self._live = Live(bridge, self, CurrentMeeting, self._show)
        self._team_tasks = Live(bridge, self.minutes_panel, TeamTasks, self._show_team_tasks)
        self._earlier = Live(bridge, self.start_panel, Meetings, self.start_panel.show_earlier)
        bridge.team_changed.connect(self._show_team)

    def title(self) -> str:
        """The page's title."""
        return _("Meeting")

    @property
    def running(self) -> bool:
        """Whether this seat takes part in an open meeting."""
        return self.meeting is not None and self._joined == self.meeting.id

    def commands(self) -> list[Command]:
        """The meeting's keys; the page handles them itself, because letters are typed too."""
        group, words, keys = _("Board meeting"), act_words(), act_keys()
        run = self.run_panel
        listed = [
            Command("meeting.next", _("Next person"), run.go_on, "Space", group, bound=False),
            Command("meeting.save_next", _("Next person while writing"), run.go_on, "Ctrl+Return",
                    group, bound=False),
            Command("meeting.back", _("The person before"), run.go_back, "PgUp", group,
                    bound=False),
        ]  # fmt: skip
        listed += [
            Command(
                f"meeting.{name}",
                words[name],
                lambda name=name: run.act(name),  # type: ignore[misc]
                f"Alt+{keys[name]}",
                group,
                enabled=lambda: self.running,
                bound=False,
            )
            for name in ("stay", "move", "off", "place", "noted", "task", "add", "here")
        ]
        listed += [
            Command(
                f"meeting.field.{name}",
                question,
                lambda number=number: run.go_to_field(number),  # type: ignore[misc]
                f"Ctrl+{number}",
                group,
                enabled=lambda: self.running,
                bound=False,
            )
            for number, (name, question) in enumerate(question_words("…").items(), start=1)
        ]
        listed.append(
            Command("meeting.crisis", _("Open the crisis plan"), self._open_crisis_plan, "F7",
                    group, lambda: self.running and run.item is not None)
        )  # fmt: skip
        end = f"Alt+{keys['end']}"
        listed.append(Command("meeting.end", words["end"], self.go_to_end, end, group, bound=False))
        listed.append(
            Command("meeting.print", _("Print the minutes"), self._print_minutes, "Ctrl+P", group,
                    lambda: self._shows_ended, bound=False)
        )  # fmt: skip
        return listed

    def _open_crisis_plan(self) -> None:
        if self.running and self.run_panel.item is not None:
            self.crisis_wanted.emit(self.run_panel.item.person_id)

    def go_to_end(self) -> None:
        """Show the summary before the meeting is ended."""
        if self.running:
            self.run_panel.finish()

    def keep_drafts(self) -> None:
        """Tell what is being typed before a lock."""
        self.run_panel.person.leave_fields()
        self.minutes_panel.note.flush_draft()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The meeting's keys, as they reach the page from whatever has the focus."""
        shown = self.stack.currentWidget()
        if shown is self.run_panel:
            letter = event.text() or chr(event.key() if event.key() < 0x110000 else 0)
            if letter.casefold() == act_keys()["end"].casefold() and (
                event.modifiers() == Qt.KeyboardModifier.AltModifier
            ):
                self.go_to_end()
                return
            if self.run_panel.take_key(event):
                return
        elif shown is self.minutes_panel and self._minutes_key(event):
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The clock goes while it is seen."""
        self._show_team()
        self._tick.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """And rests while it is not."""
        self._tick.stop()
        super().hideEvent(event)

    def _connect(self) -> None:
        start, minutes = self.start_panel, self.minutes_panel
        start.started.connect(self._start)
        start.resumed.connect(self._resume)
        start.ended.connect(lambda: self._end(""))
        start.minutes_wanted.connect(self._show_record)
        minutes.ended.connect(self._end)
        minutes.note_draft.connect(self._keep_note)
        minutes.back.connect(self._back_to_meeting)
        minutes.printed.connect(
            lambda meeting_id: self.paper_wanted.emit(PaperWanted("minutes", row_id=meeting_id))
        )
        minutes.day_list_wanted.connect(lambda: self.page_wanted.emit("today"))
        minutes.closed.connect(self._close)
        minutes.team_tasks.done_wanted.connect(self._finish_team_task)
        self.run_panel.rested.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        self.run_panel.finished.connect(self._show_minutes)
        self.run_panel.taken_along.connect(self._taken_along)

    def _show_team_tasks(self, tasks: tuple[TeamTask, ...]) -> None:
        may_tick = self.bridge.can(Right.EDIT_BOARD)
        self.minutes_panel.team_tasks.show_tasks(
            tasks, self.bridge.clock.today(), may_tick=may_tick
        )

    def _finish_team_task(self, task: TeamTask) -> None:
        def refused(_error: BaseException) -> bool:
            self.minutes_panel.team_tasks.show_as_they_are()
            return False

        self.bridge.run(FinishTask(task.id, task.version), on=self, failed=refused)

    def _show_team(self) -> None:
        self.start_panel.show_team(self.bridge.team, self.bridge.actor.id)

    def _show(self, meeting: RunningMeeting | None) -> None:
        """Take the newest state of the open meeting."""
        before, self.meeting = self.meeting, meeting
        self._tell_running()
        self._join_by_itself(meeting)
        if meeting is not None and self.running:
            self.run_panel.show_meeting(meeting)
            if self.stack.currentWidget() is self.start_panel or before is None:
                self._to_run()
        elif self._is_reopened(meeting):
            # Its end was undone: the minutes stay, and lead back to it.
            return
        elif self.stack.currentWidget() is self.run_panel or before is None:
            self.stack.setCurrentWidget(self.start_panel)
            if before is not None and meeting is None and self._joined == before.id:
                self._left_by_others(before.id)
        elif meeting is None and self._joined == before.id and not self._ending:
            # From the minutes, which somebody was perhaps writing a note to.
            self._left_by_others(before.id)
        if self.stack.currentWidget() is self.start_panel:
            self.start_panel.show_meeting(meeting)

    def _join_by_itself(self, meeting: RunningMeeting | None) -> None:
        """Where several seats can take part, who opens the page of a running meeting is in it."""
        shared = self.run_panel.following.is_shared
        at_start = self.stack.currentWidget() is self.start_panel
        if shared and at_start and meeting is not None and not meeting.left:
            self._joined = meeting.id
            self._tell_running()

    def _is_reopened(self, meeting: RunningMeeting | None) -> bool:
        """Whether the minutes shown are those of a meeting that is open again."""
        shown = self.stack.currentWidget() is self.minutes_panel
        return shown and meeting is not None and meeting.id == self.minutes_panel.meeting_id

    def _left_by_others(self, meeting_id: str) -> None:
        """A colleague has ended the meeting: its minutes are shown, what was typed is kept."""
        note = self.minutes_panel.note
        noted = self.minutes_panel.meeting_id == meeting_id and note.is_changed
        unsaved = bool(self.run_panel.person.changed) or noted
        if noted:
            self.bridge.run(SaveDraft(note_place(meeting_id), note.text), on=self)
        self.run_panel.person.leave_fields()
        self.run_panel.close_meeting()
        self._joined = None
        if unsaved:
            self.messages.info(
                _("The meeting was ended while you wrote. Your words are kept as a draft.")
            )
        self._show_record(meeting_id)

    def _tell_running(self) -> None:
        if self._told_running != self.running:
            self._told_running = self.running
            self.meeting_running.emit(self.running)

    def _start(self, attendance: object, chair: object, writer: object) -> None:
        def refused(error: BaseException) -> bool:
            if isinstance(error, MeetingRuns):
                self._live.refresh()
            return False

        present = tuple(attendance) if isinstance(attendance, tuple) else None
        names = [one if isinstance(one, str) else None for one in (chair, writer)]
        self.bridge.run(StartMeeting(present, *names), on=self, then=self._join, failed=refused)

    def _join(self, meeting_id: str) -> None:
        self._joined = meeting_id
        self._live.refresh()

    def _resume(self) -> None:
        if self.meeting is not None and not self.meeting.left:
            self._joined = self.meeting.id
            self._show(self.meeting)

    def _to_run(self) -> None:
        self.stack.setCurrentWidget(self.run_panel)
        self.run_panel.open()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _taken_along(self) -> None:
        """The meeting went back from its minutes to a person."""
        shows_minutes = self.stack.currentWidget() is self.minutes_panel
        if shows_minutes and self.running and self.minutes_panel.is_running:
            self._to_run()

    def _show_minutes(self) -> None:
        """The summary before the end, which may be gone back from."""
        if self.meeting is None:
            return
        self._show_record(self.meeting.id)

    def _show_record(self, meeting_id: str) -> None:
        """Show the minutes of a meeting, with the note as it was being typed."""
        self._record_id = meeting_id

        def kept(drafts: tuple[DraftRow, ...]) -> None:
            draft = next((one.text for one in drafts), None)
            self.bridge.ask(
                Minutes(meeting_id),
                on=self,
                then=lambda minutes: self._record(minutes, draft),
                # A meeting whose start was undone has no minutes.
                failed=lambda error: isinstance(error, Gone),
            )

        self.bridge.ask(Drafts(note_place(meeting_id)), on=self, then=kept)

    def _record(self, minutes: MinutesRecord, draft: str | None) -> None:
        if minutes.meeting_id != self._record_id:
            return
        self.minutes_panel.show_minutes(minutes, draft)
        self._writes_note.move_to(
            note_place(minutes.meeting_id) if minutes.ended_at is None else ""
        )
        self.stack.setCurrentWidget(self.minutes_panel)
        running = minutes.ended_at is None
        # Enter on the minutes of an ended meeting prints them, which is what comes next.
        first = self.minutes_panel.note if running else self.minutes_panel.print
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._record_live is None:
            self._record_live = Live(
                self.bridge,
                self.minutes_panel,
                lambda: Minutes(self._record_id),
                self._renew_record,
            )

    def _renew_record(self, minutes: MinutesRecord) -> None:
        """Somebody has changed what the minutes tell; what is typed stays."""
        if minutes.meeting_id == self._record_id:
            self.minutes_panel.show_minutes(minutes)

    def _keep_note(self, text: str) -> None:
        if self.minutes_panel.is_running:
            place = note_place(self.minutes_panel.meeting_id)
            self.bridge.run(SaveDraft(place, text), on=self)

    def _end(self, note: str) -> None:
        meeting = self.meeting
        if meeting is None:
            return
        left_id, seconds = self.run_panel.spent() if self.running else (None, 0)

        # Kept before the end throws the draft away, and not after it.
        self.minutes_panel.note.flush_draft()

        self._ending = True

        def ended(_nothing: None) -> None:
            self._joined, self._ending = None, False
            self.run_panel.close_meeting()
            self._show_record(meeting.id)

        def refused(_error: BaseException) -> bool:
            self._ending = False
            return False

        command = EndMeeting(meeting.id, meeting.version, note.strip() or None, left_id, seconds)
        self.bridge.run(command, on=self, then=ended, failed=refused)

    def _back_to_meeting(self) -> None:
        """Also where the end was undone, which opens the meeting again."""
        if self.meeting is not None and self.meeting.id == self.minutes_panel.meeting_id:
            self._joined = self.meeting.id
            self._tell_running()
            self.run_panel.show_meeting(self.meeting)
            self.run_panel.come_back()
            self._to_run()

    def _close(self) -> None:
        self.stack.setCurrentWidget(self.start_panel)
        self.start_panel.show_meeting(self.meeting)
        self.closed.emit()

    def _minutes_key(self, event: QKeyEvent) -> bool:
        ends = event.text().casefold() == act_keys()["end"].casefold()
        if self.minutes_panel.is_running and self.meeting is not None:
            if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_Escape):
                self._back_to_meeting()
                return True
            if ends and event.modifiers() == Qt.KeyboardModifier.AltModifier:
                self._end(self.minutes_panel.note.text)
                return True
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
            return True
        elif event.matches(QKeySequence.StandardKey.Print):
            self._print_minutes()
            return True
        return False

    @property
    def _shows_ended(self) -> bool:
        """Whether the minutes of a meeting that is over are on the screen."""
        shown = self.stack.currentWidget() is self.minutes_panel
        return shown and not self.minutes_panel.is_running

    def _print_minutes(self) -> None:
        if self._shows_ended:
            self.minutes_panel.print.click()
