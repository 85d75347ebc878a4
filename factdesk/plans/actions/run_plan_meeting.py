"""A plan meeting being held: it begins, people come, it ends with the next date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from factdesk.contacts.rules import day_of
from factdesk.people.tables import Person
from factdesk.plans import meeting_writing as writing
from factdesk.plans.actions.plan_meetings import meeting_label
from factdesk.plans.kinds import Attended, Party
from factdesk.plans.meeting_agenda import open_plan
from factdesk.plans.meeting_errors import BadPlanMeeting, PlanMeetingBegan
from factdesk.plans.meeting_rules import end_time
from factdesk.plans.parties import party_of, references
from factdesk.plans.tables import PlanMeeting, PlanMeetingAttendance
from factdesk.plans.writing import is_around
from factdesk.store.action import Action
from factdesk.store.conflict import demand_same
from factdesk.store.keep import KEEP, Keep
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _, format_datetime


@dataclass(frozen=True)
class BeginPlanMeeting(Action[None]):
    """Begin a planned meeting; who is invited is taken to have come until it is said otherwise.

    ``held``: it has been, at the time it was planned for, and is written down afterwards.
    """

    meeting_id: str
    seen: int
    held: bool = False
    reason: str | None = None

    code: ClassVar[str] = "plan_meetings.begin"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Refuse beside a running one; mark the beginning, and take attendance."""
        meeting = writing.standing_meeting(work, self.meeting_id)
        if meeting.began_at is not None:
            raise PlanMeetingBegan
        writing.check_none_runs(work, meeting.person_id)
        if self.held:
            writing.check_been(work, meeting.start)
        began_at = meeting.start if self.held else work.now
        plan = open_plan(work.session, meeting.person_id)
        work.edit(
            PlanMeeting,
            meeting.id,
            self.seen,
            began_at=began_at,
            plan_id=plan.id if plan else None,
        )
        held_today = day_of(began_at) == work.today
        writing.take_attendance(work, meeting.id, held_today=held_today)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Plan meeting begun: …»."""
        return meeting_label(_("Plan meeting begun: {person}"), details)


@dataclass(frozen=True)
class SetPlanMeetingAttendance(Action[None]):
    """How somebody took part; who was not invited is added. ``None``: not said.

    ``was`` is how the user saw it. Raises SetMeanwhile where somebody else has said otherwise.
    """

    meeting_id: str
    party: Party
    attended: Attended | None
    was: Attended | Keep | None = KEEP
    reason: str | None = None

    code: ClassVar[str] = "plan_meetings.attendance"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Change or add the row."""
        meeting = writing.running_meeting(work, self.meeting_id)
        row = next(
            (each for each in writing.invited_to(work, meeting.id) if party_of(each) == self.party),
            None,
        )
        if row is not None:
            demand_same(self.was, row.attended, self.attended)
            work.edit(PlanMeetingAttendance, row.id, None, attended=self.attended)
            return
        writing.check_parties(work, meeting.person_id, [self.party])
        work.add(
            PlanMeetingAttendance(
                meeting_id=meeting.id, attended=self.attended, **references(self.party)
            )
        )

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Attendance of the plan meeting: …»."""
        return meeting_label(_("Attendance of the plan meeting: {person}"), details)


@dataclass(frozen=True)
class EndPlanMeeting(Action[str | None]):
    """End a meeting; its minutes stand. Gives the id of the next one, planned for ``next_start``.

    The next meeting has the same length and place, invites who is still around of those invited
    to this one, and has a new agenda from the plan.
    """

    meeting_id: str
    seen: int
    next_start: datetime | None = None
    reason: str | None = None

    code: ClassVar[str] = "plan_meetings.end"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> str | None:
        """Check the times, end this one, plan the next."""
        meeting = writing.running_meeting(work, self.meeting_id)
        began_at = meeting.began_at or meeting.start
        if work.now < began_at:
            raise BadPlanMeeting(
                "ended_at",
                _("The meeting cannot end before it began, {when}.").format(
                    when=format_datetime(began_at)
                ),
                _("Nothing was ended. Is the clock of this machine right?"),
            )
        if self.next_start is not None and self.next_start <= work.now:
            raise BadPlanMeeting(
                "next_start",
                _("The next meeting must be after this one, at a time to come."),
                _("The meeting has not been ended. Correct the date, or leave it out."),
            )
        ended_at = end_time(began_at, meeting.minutes, work.now)
        work.edit(PlanMeeting, meeting.id, self.seen, ended_at=ended_at)
        work.session.flush()
        return None if self.next_start is None else self._plan_next(work, meeting)

    def _plan_next(self, work: Work, meeting: PlanMeeting) -> str:
        person = work.get(Person, meeting.person_id)
        writing.check_open(person)
        parties = [
            party
            for row in writing.invited_to(work, meeting.id)
            if (party := party_of(row)) is not None and is_around(work, meeting.person_id, party)
        ]
        start = self.next_start or work.now
        return writing.new_meeting(work, person, start, meeting.minutes, meeting.place, parties).id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Plan meeting ended: …»."""
        return meeting_label(_("Plan meeting ended: {person}"), details)
