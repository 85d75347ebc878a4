"""Small dialogs of a plan meeting: call it off, who else came, end it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.errors import KnownError
from factdesk.plans.actions.plan_meetings import CancelPlanMeeting
from factdesk.plans.actions.run_plan_meeting import EndPlanMeeting, SetPlanMeetingAttendance
from factdesk.plans.kinds import Attended, Party, PartyKind
from factdesk.plans.meeting_proposal import PlanMeetingProposal, Proposal
from factdesk.plans.meeting_view import (
    MeetingFacts,
    PlanMeetingRow,
)
from factdesk.store.action import Action
from factdesk.words import _, pgettext
from ui.bridge import Bridge
from ui.plan_meeting.words import typed_moment, when_words
from ui.widgets.date_fields import DateField, TimeField
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field
from ui.widgets.layouts import HBox
from ui.widgets.selects import Select
from ui.widgets.texts import Label


class _Sending(Dialog):
    """A dialog that runs one action; a refusal is shown in it."""

    def __init__(
        self, parent: QWidget, bridge: Bridge, title: str, primary: str, *, danger: bool = False
    ) -> None:
        super().__init__(parent, title, primary, danger=danger)
        self.bridge = bridge

    def send(self, action: Action[Any]) -> None:
        """Run it; the dialog closes when it is done."""
        self.clear_error()
        self.set_busy(busy=True)
        self.bridge.run(action, on=self, then=lambda _result: self.accept(), failed=self.refused)


class CallOffDialog(_Sending):
    """Call a meeting off, with a reason for the log."""

    def __init__(self, parent: QWidget, bridge: Bridge, meeting: PlanMeetingRow) -> None:
        """Take the meeting as seen."""
        super().__init__(parent, bridge, _("Call off the meeting"), _("Call it off"), danger=True)
        self._meeting = meeting
        self.why = QLineEdit()
        self.add(Label(when_words(meeting.start, meeting.minutes), wrap=True))
        self.add(
            Label(
                _(
                    "It stays in the list as called off. If it has been sent to calendars, save "
                    "its calendar file again and send that: it takes the meeting out."
                ),
                tone="muted",
                wrap=True,
            )
        )
        self.add(Field(_("Why (may be left empty)"), self.why))
        self.why.setFocus()

    def submit(self) -> None:
        """Call it off."""
        reason = self.why.text().strip() or None
        self.send(CancelPlanMeeting(self._meeting.id, self._meeting.version, reason))


class SomebodyDialog(_Sending):
    """Somebody who came without being on the list."""

    def __init__(self, parent: QWidget, bridge: Bridge, meeting: MeetingFacts) -> None:
        """Ask who is around the person."""
        super().__init__(parent, bridge, _("Somebody else came"), _("Add"))
        self._meeting = meeting
        self.who = Select()
        self.add(Field(_("Who"), self.who))
        self.set_busy(busy=True)
        bridge.ask(PlanMeetingProposal(meeting.person_id), on=self, then=self._fill)
        self.who.setFocus()

    def submit(self) -> None:
        """Add them as having come."""
        party = self.who.value
        if isinstance(party, Party):
            self.send(SetPlanMeetingAttendance(self._meeting.id, party, Attended.HERE))

    def _fill(self, proposal: Proposal) -> None:
        there = {row.party for row in self._meeting.attendance}
        around = [(one.party, f"{one.name} · {one.role}") for one in proposal.parties]
        members = [
            (Party(PartyKind.STAFF, one.id), f"{one.name} · {one.profession_word}")
            for one in self.bridge.team.active
        ]
        known: dict[Party, str] = {}
        for party, words in [*around, *members]:
            if party not in there:
                known.setdefault(party, words)
        for party, words in known.items():
            self.who.add(party, words)
        self.set_busy(busy=not known)


class EndDialog(_Sending):
    """End a meeting, perhaps with the date of the next one."""

    def __init__(
        self, parent: QWidget, bridge: Bridge, meeting: MeetingFacts, empty: Sequence[str]
    ) -> None:
        """``empty`` are the headings nothing is written about."""
        super().__init__(parent, bridge, _("End the meeting"), _("End the meeting"))
        self._meeting = meeting
        self.day = DateField(bridge.clock.today, prefer="future")
        self.at = TimeField()
        if empty:
            said = _("Nothing is written about: {headings}").format(headings="; ".join(empty))
            self.add(Label(said, tone="muted", wrap=True))
        if meeting.next is not None:
            ahead = when_words(meeting.next.start, meeting.next.minutes)
            self.add(Label(_("Planned already: {when}").format(when=ahead), wrap=True))
        row = HBox(space=16)
        row.add(Field(_("Next meeting, date"), self.day), 1)
        row.add(Field(pgettext("clock", "Time"), self.at), 1)
        self.add(row)
        self.add(
            Label(
                _(
                    "With a date the next meeting is planned with the same people, place and "
                    "length. Leave it empty to plan it later."
                ),
                "small",
                "muted",
                wrap=True,
            )
        )
        self.day.setFocus()

    def submit(self) -> None:
        """End it."""
        for field in (self.day, self.at):
            if not field.is_valid:
                field.setFocus()
                return
        try:
            start = typed_moment(self.day, self.at)
        except KnownError as error:
            self.show_error(error)
            return
        self.send(EndPlanMeeting(self._meeting.id, self._meeting.version, start))
