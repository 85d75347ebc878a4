"""What the actions on plan meetings share: which may be changed, who is invited, drafts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select

from factdesk.contacts.rules import day_of
from factdesk.people.kinds import Stage
from factdesk.people.tables import Person
from factdesk.people.writing import tell_of
from factdesk.plans.kinds import Attended, Party
from factdesk.plans.meeting_agenda import agenda_of, open_plan
from factdesk.plans.meeting_errors import (
    BadPlanMeeting,
    PlanMeetingCalledOff,
    PlanMeetingNotBegun,
    PlanMeetingOver,
    PlanMeetingRuns,
)
from factdesk.plans.meeting_rules import (
    MOST_MINUTES,
    MeetingState,
    length_is_possible,
    meeting_state,
)
from factdesk.plans.parties import party_of, references
from factdesk.plans.tables import PlanMeeting, PlanMeetingAttendance, PlanMeetingItem
from factdesk.plans.writing import is_around
from factdesk.store.work import Work
from factdesk.team.tables import Presence, PresenceState
from factdesk.words import _, format_date, format_datetime


def item_draft(item_id: str) -> str:
    """Where the draft of what is written about an item is kept."""
    return f"plan-meeting/{item_id}/text"


def summary_draft(meeting_id: str) -> str:
    """Where the draft of a meeting's summary is kept."""
    return f"plan-meeting/{meeting_id}/summary"


def tell_meeting(work: Work, meeting: PlanMeeting) -> Person:
    """Keep person and day for the label of an act on a meeting; checks that the record is open."""
    return tell_of(work, meeting.person_id, day=format_date(day_of(meeting.start), "short"))


def standing_meeting(work: Work, meeting_id: str) -> PlanMeeting:
    """A meeting that is planned or running. Raises for one that is over or called off."""
    meeting = work.get(PlanMeeting, meeting_id)
    tell_meeting(work, meeting)
    state = meeting_state(meeting)
    if state is MeetingState.ENDED:
        raise PlanMeetingOver
    if state is MeetingState.CALLED_OFF:
        raise PlanMeetingCalledOff
    return meeting


def running_meeting(work: Work, meeting_id: str) -> PlanMeeting:
    """A meeting that is being held."""
    meeting = standing_meeting(work, meeting_id)
    if meeting.began_at is None:
        raise PlanMeetingNotBegun
    return meeting


def standing_item(work: Work, item_id: str) -> PlanMeetingItem:
    """An item of a meeting that is planned or running."""
    item = work.get(PlanMeetingItem, item_id)
    standing_meeting(work, item.meeting_id)
    return item


def items_of(work: Work, meeting_id: str) -> list[PlanMeetingItem]:
    """The agenda in order."""
    query = select(PlanMeetingItem).where(PlanMeetingItem.meeting_id == meeting_id)
    return list(work.session.scalars(query.order_by(PlanMeetingItem.position, PlanMeetingItem.id)))


def invited_to(work: Work, meeting_id: str) -> list[PlanMeetingAttendance]:
    """The rows of who is invited or came."""
    query = select(PlanMeetingAttendance).where(PlanMeetingAttendance.meeting_id == meeting_id)
    return list(work.session.scalars(query.order_by(PlanMeetingAttendance.id)))


def check_length(minutes: int) -> None:
    """Refuse a meeting of no length, or longer than a day's work."""
    if not length_is_possible(minutes):
        raise BadPlanMeeting(
            "minutes",
            _("A meeting lasts between 1 and {most} minutes.").format(most=MOST_MINUTES),
        )


def check_ahead(work: Work, start: datetime) -> None:
    """Refuse to plan for a time that has been. Today's earlier hours may be a late entry."""
    if start <= work.now:
        raise BadPlanMeeting(
            "start",
            _("{when} has been. Was the meeting held then?").format(when=format_datetime(start)),
            _("Nothing was saved. Choose a time to come, or write it down as held."),
        )


def check_been(work: Work, start: datetime) -> None:
    """Refuse to write down a meeting that lies ahead."""
    if start > work.now:
        raise BadPlanMeeting(
            "start",
            _("{when} has not come yet, so the meeting cannot have been held.").format(
                when=format_datetime(start)
            ),
            _("Nothing was saved. Correct the time, or plan the meeting instead."),
        )


def check_none_runs(work: Work, person_id: str) -> None:
    """Refuse a second meeting about the same person at once."""
    other = work.session.scalars(
        select(PlanMeeting).where(
            PlanMeeting.person_id == person_id,
            PlanMeeting.began_at.is_not(None),
            PlanMeeting.ended_at.is_(None),
            PlanMeeting.cancelled_at.is_(None),
        )
    ).first()
    if other is not None and other.began_at is not None:
        raise PlanMeetingRuns(other.id, other.began_at)


def check_open(person: Person) -> None:
    """Refuse to plan for a person the team no longer follows."""
    if person.stage is Stage.CLOSED:
        raise BadPlanMeeting(
            "person",
            _("The team no longer follows this person."),
            _("Nothing was planned. Take the person in again first."),
        )


def check_parties(work: Work, person_id: str, parties: Iterable[Party]) -> list[Party]:
    """The parties, each once. Refuses one who is not around the person, or no longer."""
    wanted = list(dict.fromkeys(parties))
    if not all(is_around(work, person_id, party) for party in wanted):
        raise BadPlanMeeting(
            "invited",
            _("One of those invited is no longer around the person."),
            _("Nothing was saved. Look at the list again; it shows who is there now."),
        )
    return wanted


def add_invited(
    work: Work, meeting_id: str, parties: Iterable[Party], attended: bool = False
) -> None:
    """Invite; ``attended`` takes them to have come, as for a meeting that is written down."""
    for party in parties:
        came = Attended.HERE if attended else None
        work.add(PlanMeetingAttendance(meeting_id=meeting_id, attended=came, **references(party)))


def change_invited(work: Work, meeting: PlanMeeting, wanted: Sequence[Party]) -> None:
    """Make these the invited; rows of who stays are left as they are."""
    rows = invited_to(work, meeting.id)
    parties = check_parties(work, meeting.person_id, wanted)
    there = set()
    for row in rows:
        party = party_of(row)
        if party not in parties:
            work.delete(row)
        else:
            there.add(party)
    add_invited(work, meeting.id, [each for each in parties if each not in there])


def take_attendance(work: Work, meeting_id: str, *, held_today: bool) -> None:
    """Take everybody who is invited to have come, members as the roster of today says."""
    states = (
        {
            row.staff_id: row.state
            for row in work.session.scalars(select(Presence).where(Presence.day == work.today))
        }
        if held_today
        else {}
    )
    comes = {PresenceState.VIDEO: Attended.VIDEO, PresenceState.AWAY: Attended.ABSENT}
    for row in invited_to(work, meeting_id):
        state = states.get(row.staff_id, PresenceState.HERE) if row.staff_id else None
        if row.attended is None:
            row.attended = comes.get(state, Attended.HERE) if state else Attended.HERE


def new_meeting(
    work: Work,
    person: Person,
    start: datetime,
    minutes: int,
    place: str | None,
    invited: Iterable[Party],
    headings: Iterable[str] = (),
    *,
    held: bool = False,
) -> PlanMeeting:
    """Add a meeting with its agenda and who is invited. ``held``: it began when it was planned to.

    Without headings the agenda is the one the plan gives. A heading that is one of those keeps
    the goal it is about.
    """
    plan = open_plan(work.session, person.id)
    meeting = work.add(
        PlanMeeting(
            person_id=person.id,
            plan_id=plan.id if plan else None,
            start=start,
            minutes=minutes,
            place=place,
            began_at=start if held else None,
        )
    )
    usual = agenda_of(work.session, person, work.today)
    goals = {line.heading: line.goal_id for line in usual}
    wanted = [heading.strip() for heading in headings if heading.strip()]
    for position, heading in enumerate(wanted or goals):
        work.add(
            PlanMeetingItem(
                meeting_id=meeting.id,
                position=position,
                heading=heading,
                goal_id=goals.get(heading),
            )
        )
    add_invited(work, meeting.id, invited, attended=held)
    return meeting
