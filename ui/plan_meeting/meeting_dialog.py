"""Dialogs of a plan meeting's plan: a new one, another time, called off."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.clock import OSLO
from factdesk.contacts.rules import day_of
from factdesk.errors import KnownError
from factdesk.plans.actions.plan_meetings import EditPlanMeeting, PlanAMeeting
from factdesk.plans.kinds import Party, PartyKind
from factdesk.plans.meeting_around import Invitable
from factdesk.plans.meeting_proposal import PlanMeetingProposal, Proposal
from factdesk.plans.meeting_view import (
    MeetingFacts,
    ThePlanMeeting,
)
from factdesk.store.action import Action
from factdesk.words import _, pgettext
from ui.bridge import Bridge
from ui.plan_meeting.words import typed_moment
from ui.widgets.date_fields import DateField, TimeField
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field, TextArea
from ui.widgets.layouts import HBox, VBox
from ui.widgets.pickers import StaffChoice, StaffPicker
from ui.widgets.selects import CheckBox
from ui.widgets.texts import Heading, Label


class MeetingDialog(Dialog):
    """When, where, who, and for a new meeting what about.

    ``meeting_id`` is of a planned meeting that is changed. ``held`` writes down one that has been.
    """

    def __init__(
        self,
        parent: QWidget,
        bridge: Bridge,
        person_id: str,
        *,
        meeting_id: str | None = None,
        held: bool = False,
    ) -> None:
        """Ask what the meeting would be, or is; the fields are filled when that has come."""
        title = _("Change the plan meeting") if meeting_id else _("Plan a meeting")
        primary = _("Save") if meeting_id else _("Plan the meeting")
        if held:
            title, primary = _("Write down a meeting that has been"), _("Begin to write")
        super().__init__(parent, title, primary, width=720)
        self._bridge, self._person_id, self._id, self._held = bridge, person_id, meeting_id, held
        self._meeting: MeetingFacts | None = None
        self.boxes: list[tuple[Party, CheckBox]] = []
        self._build()
        self.set_busy(busy=True)
        if meeting_id is not None:
            bridge.ask(ThePlanMeeting(meeting_id), on=self, then=self._take_meeting)
        else:
            self._ask_proposal()
        self.day.setFocus()

    @property
    def invited(self) -> tuple[Party, ...]:
        """Who is ticked, and the members typed by initials."""
        ticked = [party for party, box in self.boxes if box.isChecked()]
        members = [Party(PartyKind.STAFF, staff_id) for staff_id in self.others.ids]
        return tuple(dict.fromkeys([*ticked, *members]))

    def submit(self) -> None:
        """Plan or change, if everything can be read."""
        self.clear_error()
        if not self.primary.isEnabled():
            return
        for field in (self.day, self.at):
            if not field.is_valid:
                field.setFocus()
                return
        try:
            action = self._action()
        except KnownError as error:
            self.show_error(error)
            return
        self.set_busy(busy=True)
        self._bridge.run(action, on=self, then=lambda _id: self.accept(), failed=self.refused)

    def _action(self) -> Action[Any]:
        start = typed_moment(self.day, self.at)
        typed = self.minutes.text().strip()
        if start is None or not (typed.isascii() and typed.isdigit()):
            raise KnownError(
                _("A meeting needs a date, a time and a length in minutes."),
                _("Nothing was saved. Fill in what is missing."),
            )
        if self.others.unknown:
            raise KnownError(
                _("Nobody in the team has the initials {initials}.").format(
                    initials=", ".join(self.others.unknown)
                ),
                _("Nothing was saved. Correct them, or leave them out."),
            )
        place, minutes = self.place.text(), int(typed)
        if self._meeting is None:
            headings = tuple(self.agenda.toPlainText().splitlines())
            return PlanAMeeting(
                self._person_id, start, minutes, place, self.invited, headings, held=self._held
            )
        return EditPlanMeeting(
            self._meeting.id, self._meeting.version, start, minutes, place, self.invited
        )

    def _build(self) -> None:
        today = self._bridge.clock.today
        self.day = DateField(today, prefer="past" if self._held else "future")
        self.at, self.minutes, self.place = TimeField(), QLineEdit("60"), QLineEdit()
        row = HBox(space=16)
        for label, field in (
            (_("Date"), self.day),
            (pgettext("clock", "Time"), self.at),
            (_("Minutes"), self.minutes),
        ):
            row.add(Field(label, field), 1)
        self.add(row)
        self.add(Field(pgettext("meeting", "Place"), self.place))
        self.add(Heading(_("Who is invited"), 3))
        self._list = VBox(space=2)
        self.add(self._list)
        self.others = StaffPicker()
        self.add(Field(_("Others of the team, by initials"), self.others))
        self.agenda = TextArea(lines=5, most_lines=14)
        self._agenda_field = Field(
            _("Agenda, one heading on each line"),
            self.agenda,
            hint=_("Taken from the plan as it is now. Change it as you like."),
        )
        if self._id is not None:
            self._agenda_field.hide()
        self.add(self._agenda_field)
        self.agenda.submitted.connect(self.submit)

    def _take_meeting(self, meeting: MeetingFacts) -> None:
        self._meeting, start = meeting, meeting.start.astimezone(OSLO)
        self.day.set_value(day_of(start))
        self.at.set_value(start.time())
        self.minutes.setText(str(meeting.minutes))
        self.place.setText(meeting.place or "")
        self._ask_proposal()

    def _ask_proposal(self) -> None:
        self._bridge.ask(PlanMeetingProposal(self._person_id), on=self, then=self._take_proposal)

    def _take_proposal(self, proposal: Proposal) -> None:
        meeting = self._meeting
        if meeting is None:
            self.minutes.setText(str(proposal.minutes))
            self.place.setText(proposal.place or "")
            self.agenda.set_text("\n".join(line.heading for line in proposal.agenda))
        there = {row.party for row in meeting.attendance} if meeting else set()
        for one in proposal.parties:
            box = CheckBox(_party_words(one))
            box.setChecked(one.party in there if meeting else one.is_usual)
            self.boxes.append((one.party, box))
            self._list.add(box)
            if one.has_consent is False:
                self._list.add(self._no_consent(one))
        shown = {party for party, _box in self.boxes}
        team = self._bridge.team
        self.others.set_staff(
            StaffChoice(one.id, one.initials, one.name)
            for one in team.active
            if Party(PartyKind.STAFF, one.id) not in shown
        )
        self.others.set_ids(
            tuple(
                party.id
                for party in there
                if party.kind is PartyKind.STAFF and party.id and party not in shown
            )
        )
        self.set_busy(busy=False)

    @staticmethod
    def _no_consent(one: Invitable) -> Label:
        said = _("No consent to share with {name} is in force: agree with the person first.")
        label = Label(said.format(name=one.name), "small", "warn", wrap=True)
        label.setContentsMargins(34, 0, 0, 4)
        return label


def _party_words(one: Invitable) -> str:
    return f"{one.name} · {one.role}" if one.role else one.name
