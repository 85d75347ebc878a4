"""Plan meetings: plan one, change it, call it off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from factdesk.people.writing import tell_of, tidy
from factdesk.plans import meeting_writing as writing
from factdesk.plans.kinds import Party
from factdesk.plans.meeting_errors import PlanMeetingBegan
from factdesk.plans.tables import PlanMeeting
from factdesk.store.action import Action
from factdesk.store.keep import KEEP, Keep, given
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.words import _


def meeting_label(text: str, details: Mapping[str, str]) -> str:
    """A label with the person and the meeting's day in it."""
    return text.format(person=details["person"], day=details.get("day", ""))


@dataclass(frozen=True)
class PlanAMeeting(Action[str]):
    """A meeting about a person's plan; gives its id. A person without a plan may have one too.

    Without ``headings`` the agenda comes from the plan. ``held``: the meeting has been, and is
    written down afterwards; it is then running from its start until it is ended. Raises
    :class:`~factdesk.plans.meeting_errors.BadPlanMeeting` and ``PlanMeetingRuns``.
    """

    person_id: str
    start: datetime
    minutes: int = 60
    place: str | None = None
    invited: tuple[Party, ...] = ()
    headings: tuple[str, ...] = ()
    held: bool = False
    reason: str | None = None

    code: ClassVar[str] = "plan_meetings.plan"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> str:
        """Check, then add the meeting, its agenda and who is invited."""
        person = tell_of(work, self.person_id)
        writing.check_length(self.minutes)
        if self.held:
            writing.check_been(work, self.start)
            writing.check_none_runs(work, person.id)
        else:
            writing.check_open(person)
            writing.check_ahead(work, self.start)
        parties = writing.check_parties(work, person.id, self.invited)
        meeting = writing.new_meeting(
            work, person, self.start, self.minutes, tidy(self.place), parties, self.headings,
            held=self.held,
        )  # fmt: skip
        writing.tell_meeting(work, meeting)
        return meeting.id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Plan meeting 1.12. planned: …»."""
        return meeting_label(_("Plan meeting {day} planned: {person}"), details)


@dataclass(frozen=True)
class EditPlanMeeting(Action[int]):
    """Change what is not ``KEEP``; gives the meeting's new version.

    Time and who is invited stand once the meeting has begun; the summary is written while it is
    held.
    """

    meeting_id: str
    seen: int
    start: datetime | Keep = KEEP
    minutes: int | Keep = KEEP
    place: str | Keep | None = KEEP
    invited: tuple[Party, ...] | Keep = KEEP
    summary: str | Keep | None = KEEP
    reason: str | None = None

    code: ClassVar[str] = "plan_meetings.edit"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> int:
        """Change the row, and who is invited."""
        meeting = writing.standing_meeting(work, self.meeting_id)
        moved = not isinstance(self.start, Keep) and self.start != meeting.start
        if meeting.began_at is not None and (moved or not isinstance(self.invited, Keep)):
            raise PlanMeetingBegan
        if not isinstance(self.minutes, Keep):
            writing.check_length(self.minutes)
        if not isinstance(self.start, Keep) and moved:
            writing.check_ahead(work, self.start)
        fields = given({"start": self.start, "minutes": self.minutes})
        if not isinstance(self.place, Keep):
            fields["place"] = tidy(self.place)
        if not isinstance(self.summary, Keep):
            writing.running_meeting(work, self.meeting_id)
            fields["summary"] = tidy(self.summary)
            work.drop_drafts([writing.summary_draft(self.meeting_id)])
        work.edit(PlanMeeting, meeting.id, self.seen, **fields)
        if not isinstance(self.invited, Keep):
            writing.change_invited(work, meeting, self.invited)
        work.session.flush()
        return meeting.version

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Plan meeting 1.12. changed: …»."""
        return meeting_label(_("Plan meeting {day} changed: {person}"), details)


@dataclass(frozen=True)
class CancelPlanMeeting(Action[None]):
    """Call off a meeting that has not begun; it stays in the list as called off."""

    meeting_id: str
    seen: int
    reason: str | None = None

    code: ClassVar[str] = "plan_meetings.cancel"
    right: ClassVar[str | None] = Right.EDIT_PEOPLE

    def do(self, work: Work) -> None:
        """Mark it."""
        meeting = writing.standing_meeting(work, self.meeting_id)
        if meeting.began_at is not None:
            raise PlanMeetingBegan
        work.edit(PlanMeeting, meeting.id, self.seen, cancelled_at=work.now)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Plan meeting 1.12. called off: …»."""
        return meeting_label(_("Plan meeting {day} called off: {person}"), details)
