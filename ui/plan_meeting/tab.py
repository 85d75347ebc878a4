"""The plan meetings of a person: the list, the one that is held, or the minutes of one."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from factdesk.plans.actions.run_plan_meeting import BeginPlanMeeting
from factdesk.plans.meeting_rules import MeetingState
from factdesk.plans.meeting_view import (
    MeetingFacts,
    PlanMeetingRow,
    PlanMeetings,
    ThePlanMeeting,
)
from factdesk.store.conflict import Gone
from factdesk.team.roles import Right
from factdesk.words import _
from ui.bridge import Bridge
from ui.live import Live
from ui.page import Command, PaperWanted, PersonTab
from ui.plan_meeting.calendar_dialog import CalendarDialog
from ui.plan_meeting.list_panel import ListPanel
from ui.plan_meeting.meeting_dialog import MeetingDialog
from ui.plan_meeting.minutes_panel import MinutesPanel
from ui.plan_meeting.run_panel import RunPanel
from ui.plan_meeting.small_dialogs import CallOffDialog
from ui.widgets.layouts import VBox
from ui.widgets.messages import Speaks
from ui.widgets.scrolled import Scrolled


class PlanMeetingsTab(PersonTab):
    """Begins with the list; a meeting that is open stays open until it is left."""

    key: ClassVar[str] = "plan-meetings"

    def __init__(self, bridge: Bridge, messages: Speaks, person_id: str) -> None:
        """Build the list; it asks for the meetings when it is shown."""
        super().__init__(bridge, messages, person_id)
        self.may_edit = bridge.can(Right.EDIT_PEOPLE)
        self.rows: tuple[PlanMeetingRow, ...] = ()
        self.meeting_id: str | None = None
        self.panel: RunPanel | MinutesPanel | None = None
        self.list = ListPanel(may_edit=self.may_edit)
        self.list.planned.connect(self.plan)
        self.list.noted.connect(lambda: self.plan(held=True))
        self.list.wanted.connect(self._do)
        self._stack = QStackedWidget()
        self._stack.addWidget(Scrolled(self.list, _("Plan meetings"), upright=True))
        VBox(self._stack, space=0, parent=self)
        Live(bridge, self, lambda: PlanMeetings(person_id), self._show_rows)
        self._live: Live[MeetingFacts] | None = None

    def commands(self) -> list[Command]:
        """What can be done here from the keyboard."""
        group, panel = _("Plan meetings"), self.panel
        if isinstance(panel, RunPanel):
            return [
                Command("plan-meeting.list", _("All meetings"), self.show_list, "Alt+Left", group),
                Command("plan-meeting.plan", _("Open the plan"), self._open_plan, "Alt+O", group),
                Command(
                    "plan-meeting.next", _("Next item"), lambda: panel.step(1), "Alt+Down", group
                ),
                Command(
                    "plan-meeting.last", _("Item before"), lambda: panel.step(-1), "Alt+Up", group
                ),
                Command("plan-meeting.end", _("End the meeting …"), panel.end, "Alt+E", group),
            ]
        if isinstance(panel, MinutesPanel):
            return [
                Command("plan-meeting.list", _("All meetings"), self.show_list, "Alt+Left", group),
                Command("plan-meeting.print", _("Print …"), self._print, "Ctrl+P", group),
            ]
        if not self.may_edit:
            return []
        return [Command("plan-meeting.new", _("Plan a meeting …"), self.plan, "M", group)]

    def keep_drafts(self) -> None:
        """Keep what is being typed in the minutes."""
        if isinstance(self.panel, RunPanel):
            for area in (self.panel.summary, *(box.text for box in self.panel.boxes.values())):
                area.flush_draft()

    def plan(self, *, held: bool = False) -> None:
        """Plan a meeting, or write down one that has been."""
        if self.may_edit:
            MeetingDialog(self, self.bridge, self.person_id, held=held).open()

    def show_list(self) -> None:
        """Leave the meeting that is shown."""
        if isinstance(self.panel, RunPanel):
            self.panel.save_all()
        self.meeting_id = None
        self._show_panel(None)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_meeting(self, meeting_id: str) -> None:
        """Show a meeting, as it is run or as its minutes."""
        self.meeting_id = meeting_id
        if self._live is None:
            self._live = Live(
                self.bridge,
                self,
                self._ask,
                self._show_meeting,
                lambda: self.meeting_id is None,
                self._gone,
            )
        self._live.refresh()

    def _ask(self) -> ThePlanMeeting:
        return ThePlanMeeting(self.meeting_id or "")

    def _gone(self, error: BaseException) -> bool:
        """Go back to the list where the meeting has been undone by somebody."""
        if not isinstance(error, Gone):
            return False
        if self.meeting_id is not None:
            self.show_list()
        return True

    def _show_rows(self, rows: tuple[PlanMeetingRow, ...]) -> None:
        first = self.rows == ()
        self.rows = rows
        self.list.show_rows(rows, self.bridge.clock.now())
        runs = next((row for row in rows if row.state is MeetingState.RUNNING), None)
        # Who comes back from the plan, or from a lock, is in the meeting that runs.
        if first and runs is not None and self.may_edit and self.meeting_id is None:
            self.open_meeting(runs.id)

    def _show_meeting(self, meeting: MeetingFacts) -> None:
        if meeting.id != self.meeting_id:
            return
        runs = meeting.state is MeetingState.RUNNING and self.may_edit
        panel = self.panel
        if runs and isinstance(panel, RunPanel) and panel.meeting.id == meeting.id:
            panel.show_meeting(meeting)
            return
        if not runs and isinstance(panel, MinutesPanel) and panel.meeting == meeting:
            return
        self._show_panel(self._run_panel(meeting) if runs else self._minutes_panel(meeting))

    def _run_panel(self, meeting: MeetingFacts) -> RunPanel:
        panel = RunPanel(self.bridge, meeting)
        panel.left.connect(self.show_list)
        panel.plan_wanted.connect(self._open_plan)
        return panel

    def _minutes_panel(self, meeting: MeetingFacts) -> MinutesPanel:
        panel = MinutesPanel(meeting)
        panel.left.connect(self.show_list)
        panel.printed.connect(self._print)
        panel.sent.connect(lambda: self._file(meeting))
        return panel

    def _show_panel(self, panel: RunPanel | MinutesPanel | None) -> None:
        last, self.panel = self.panel, panel
        had_focus = self.isAncestorOf(self.focusWidget() or self)
        if panel is not None:
            self._stack.addWidget(panel)
            self._stack.setCurrentWidget(panel)
            if isinstance(panel, RunPanel):
                panel.go_to(0)
            elif had_focus:
                panel.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._stack.setCurrentIndex(0)
        if last is not None:
            self._stack.removeWidget(last)
            last.hide()
            last.deleteLater()
        self.commands_changed.emit()

    def _do(self, what: str, row: PlanMeetingRow) -> None:
        if what == "open":
            self.open_meeting(row.id)
        elif what in ("begin", "held"):
            action = BeginPlanMeeting(row.id, row.version, held=what == "held")
            self.bridge.run(action, on=self, then=lambda _nothing: self.open_meeting(row.id))
        elif what == "edit":
            MeetingDialog(self, self.bridge, self.person_id, meeting_id=row.id).open()
        elif what == "off":
            CallOffDialog(self, self.bridge, row).open()
        elif what == "file":
            self.bridge.ask(ThePlanMeeting(row.id), on=self, then=self._file)

    def _file(self, meeting: MeetingFacts) -> None:
        CalendarDialog(self, self.bridge, self.messages, meeting).open()

    def _print(self) -> None:
        if self.meeting_id is not None:
            self.paper_wanted.emit(
                PaperWanted("plan-meeting", row_id=self.meeting_id, person_id=self.person_id)
            )

    def _open_plan(self) -> None:
        if isinstance(self.panel, RunPanel):
            self.panel.save_all()
        self.part_wanted.emit("plan")
