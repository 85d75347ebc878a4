"""What the meeting's buttons do: acts on the board, tasks, and who else is taken up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from factdesk.board.actions.add_task import AddTask
from factdesk.board.actions.move_on_board import MoveOnBoard
from factdesk.board.actions.place_on_board import PlaceOnBoard
from factdesk.board.actions.set_meeting_attendance import SetMeetingAttendance
from factdesk.board.actions.set_meeting_outcome import SetMeetingOutcome
from factdesk.board.actions.set_meeting_roles import SetMeetingRoles
from factdesk.board.actions.take_off_board import TakeOffBoard
from factdesk.board.meeting_person_view import PersonInMeeting
from factdesk.board.meeting_rules import Outcome
from factdesk.board.meeting_views import AgendaItem, RunningMeeting
from factdesk.board.setup_view import BoardSetup, BoardSetupFacts
from factdesk.people.views import PersonFound, PersonPick
from ui.bridge import Bridge
from ui.meeting.dialogs import (
    Categories,
    MoveDialog,
    PlaceDialog,
    TakeOffDialog,
    TakeUpDialog,
    TaskDialog,
)
from ui.meeting.present import HereDialog
from ui.widgets.messages import Speaks
from ui.widgets.pickers import PersonChoice, StaffChoice


class Acts:
    """Opens the dialog an act needs, then runs the action of the board."""

    def __init__(self, bridge: Bridge, messages: Speaks, host: QWidget) -> None:
        """``host`` is what the dialogs stand over."""
        self._bridge, self._messages, self._host = bridge, messages, host

    def do(
        self, name: str, meeting: RunningMeeting, item: AgendaItem, person: PersonInMeeting | None
    ) -> None:
        """One act on the person of an item; those that need the person's row wait for it."""
        if name in ("stay", "noted"):
            outcome = Outcome.STAY if name == "stay" else Outcome.NOTED
            chosen = None if item.chosen is outcome else outcome
            self._bridge.run(SetMeetingOutcome(item.id, item.version, chosen), on=self._host)
        elif name == "task":
            self._task(meeting, item)
        elif person is not None:
            {"move": self._move, "off": self._take_off, "place": self._place}[name](person)

    def take_up(self, then: Callable[[str], None]) -> None:
        """Search for somebody who is not on the agenda."""

        def found(people: tuple[PersonFound, ...]) -> None:
            choices = [
                PersonChoice(one.id, one.name, one.hint) for one in people if one.stage != "closed"
            ]
            TakeUpDialog(self._host, choices, then).open()

        self._bridge.ask(PersonPick(), on=self._host, then=found)

    def who_is_here(self, meeting: RunningMeeting) -> None:
        """Change who is in the meeting, who leads and who writes it."""
        before = (meeting.chair_id, meeting.writer_id)
        how = {one.staff_id: one.how for one in meeting.attendance}

        def decided(
            changed: tuple[tuple[str, str | None], ...], chair: str | None, writer: str | None
        ) -> None:
            for staff_id, now in changed:
                command = SetMeetingAttendance(meeting.id, staff_id, now, how.get(staff_id))
                self._bridge.run(command, on=self._host)
            if (chair, writer) != before:
                roles = SetMeetingRoles(meeting.id, meeting.version, chair, writer)
                self._bridge.run(roles, on=self._host)

        team = self._bridge.team
        known = {one.staff_id for one in meeting.attendance} | {one for one in before if one}
        members = [one for one in team.members if one.is_active or one.id in known]
        HereDialog(self._host, members, how, before, decided).open()

    def _move(self, person: PersonInMeeting) -> None:
        row = person.on_board
        if row is None:
            return

        def chosen(category_id: str) -> None:
            self._bridge.run(MoveOnBoard(row.id, row.version, category_id), on=self._host)

        def opened(setup: BoardSetupFacts) -> None:
            others = [one for one in _usable(setup) if one[0] != row.category_id]
            MoveDialog(self._host, person.given_name, others, chosen).open()

        self._bridge.ask(BoardSetup(), on=self._host, then=opened)

    def _take_off(self, person: PersonInMeeting) -> None:
        row = person.on_board
        if row is None:
            return

        def decided(reason: str, by_team: bool) -> None:
            command = TakeOffBoard(row.id, row.version, by_team, reason=reason)
            self._bridge.run(command, on=self._host)

        TakeOffDialog(self._host, person.given_name, decided).open()

    def _place(self, person: PersonInMeeting) -> None:
        def decided(category_id: str, reason: str) -> None:
            command = PlaceOnBoard(person.person_id, category_id, reason=reason)
            self._bridge.run(command, on=self._host)

        def opened(setup: BoardSetupFacts) -> None:
            PlaceDialog(self._host, person.given_name, _usable(setup), decided).open()

        self._bridge.ask(BoardSetup(), on=self._host, then=opened)

    def _task(self, meeting: RunningMeeting, item: AgendaItem) -> None:
        def agreed(text: str, owner: str | None, due: date | None) -> None:
            command = AddTask(item.person_id, text, owner, due, meeting.id)
            self._bridge.run(command, on=self._host)

        staff = [StaffChoice(one.id, one.initials, one.name) for one in self._bridge.team.active]
        TaskDialog(self._host, item.name, staff, self._bridge.clock.today, agreed).open()


def _usable(setup: BoardSetupFacts) -> Categories:
    """(id, name) of the categories in use."""
    return [(one.id, one.shown) for one in setup.categories if one.active]
