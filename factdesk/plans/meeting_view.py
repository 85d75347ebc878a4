"""Plan meetings as the screen and the papers show them: a person's list, and one whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from factdesk.people.access import demand_access
from factdesk.people.kinds import LanguageForm
from factdesk.people.rules import display_name, name_initials
from factdesk.people.tables import Person
from factdesk.plans.kinds import Attended, Party
from factdesk.plans.meeting_around import Invitable, who_can_come
from factdesk.plans.meeting_changes import Change, changes_of
from factdesk.plans.meeting_rules import MeetingState, meeting_state
from factdesk.plans.parties import party_of
from factdesk.plans.tables import PlanMeeting, PlanMeetingAttendance, PlanMeetingItem
from factdesk.store.action import Reader, View
from factdesk.store.conflict import Gone
from factdesk.team.roles import Right
from factdesk.team.tables import Staff

_CAME = (Attended.HERE, Attended.VIDEO)
#: The tables that say who is around a person.
AROUND = frozenset(
    {
        "persons",
        "staff",
        "workers",
        "participants",
        "next_of_kin",
        "consents",
        "list_items",
        "team",
        "access_blocks",
        "access_log",
    }
)


@dataclass(frozen=True)
class PlanMeetingRow:
    """A meeting in a person's list: ``invited`` and ``came`` are counts."""

    id: str
    version: int
    start: datetime
    minutes: int
    place: str | None
    began_at: datetime | None
    ended_at: datetime | None
    cancelled_at: datetime | None
    state: MeetingState
    invited: int
    came: int

    @property
    def key(self) -> str:
        """What a list knows it by."""
        return self.id


@dataclass(frozen=True)
class PlanMeetings(View[tuple[PlanMeetingRow, ...]]):
    """Every meeting about a person, the latest first. Three statements."""

    person_id: str

    touches: ClassVar[frozenset[str]] = frozenset(
        {"plan_meetings", "plan_meeting_attendance", "access_blocks", "access_log"}
    )
    right: ClassVar[str | None] = Right.SEE_RECORD

    def read(self, reader: Reader) -> tuple[PlanMeetingRow, ...]:
        """Fill the rows."""
        demand_access(reader, self.person_id)
        asked = (
            select(func.count())
            .select_from(PlanMeetingAttendance)
            .where(PlanMeetingAttendance.meeting_id == PlanMeeting.id)
        )
        came = asked.where(PlanMeetingAttendance.attended.in_(_CAME))
        found = reader.session.execute(
            select(PlanMeeting, asked.scalar_subquery(), came.scalar_subquery())
            .where(PlanMeeting.person_id == self.person_id)
            .order_by(PlanMeeting.start.desc(), PlanMeeting.id)
        )
        return tuple(_row(meeting, invited, came) for meeting, invited, came in found)


def _row(meeting: PlanMeeting, invited: int = 0, came: int = 0) -> PlanMeetingRow:
    return PlanMeetingRow(
        id=meeting.id,
        version=meeting.version,
        start=meeting.start,
        minutes=meeting.minutes,
        place=meeting.place,
        began_at=meeting.began_at,
        ended_at=meeting.ended_at,
        cancelled_at=meeting.cancelled_at,
        state=meeting_state(meeting),
        invited=invited,
        came=came,
    )


@dataclass(frozen=True)
class ItemRow:
    """One thing on the agenda, and what is written about it."""

    id: str
    version: int
    position: int
    heading: str
    goal_id: str | None
    text: str | None


@dataclass(frozen=True)
class AttendanceRow:
    """Somebody invited or there. ``has_consent`` as in ``Invitable``."""

    id: str
    version: int
    party: Party
    name: str
    role: str
    email: str | None
    attended: Attended | None
    has_consent: bool | None


@dataclass(frozen=True)
class MeetingFacts:
    """A meeting, whole. ``next`` is the next one planned about the same person after this one.

    ``initials`` are the person's; ``language`` is the form the person gets papers in.
    """

    id: str
    version: int
    person_id: str
    name: str
    initials: str
    language: LanguageForm
    start: datetime
    minutes: int
    place: str | None
    began_at: datetime | None
    ended_at: datetime | None
    cancelled_at: datetime | None
    state: MeetingState
    summary: str | None
    items: tuple[ItemRow, ...]
    attendance: tuple[AttendanceRow, ...]
    changes: tuple[Change, ...]
    next: PlanMeetingRow | None


@dataclass(frozen=True)
class ThePlanMeeting(View[MeetingFacts]):
    """One meeting. Raises ``Gone`` for an unknown id and ``Blocked`` as the record does."""

    meeting_id: str

    touches: ClassVar[frozenset[str]] = AROUND | {
        "plan_meetings",
        "plan_meeting_items",
        "plan_meeting_attendance",
        "plans",
        "plan_goals",
        "plan_measures",
        "goal_progress",
        "crisis_plans",
        "crisis_levels",
        "crisis_contacts",
    }
    right: ClassVar[str | None] = Right.SEE_RECORD

    def read(self, reader: Reader) -> MeetingFacts:
        """Fill the facts."""
        session = reader.session
        meeting = session.get(PlanMeeting, self.meeting_id)
        if meeting is None:
            raise Gone(PlanMeeting.__tablename__, self.meeting_id)
        demand_access(reader, meeting.person_id)
        person = session.get_one(Person, meeting.person_id)
        rows = session.scalars(
            select(PlanMeetingAttendance)
            .where(PlanMeetingAttendance.meeting_id == meeting.id)
            .order_by(PlanMeetingAttendance.id)
        ).all()
        members = [row.staff_id for row in rows if row.staff_id is not None]
        around = who_can_come(session, person, reader.today, members)
        named = {one.party: one for one in around}
        initials = dict(session.execute(select(Staff.id, Staff.initials)).all())
        names = {one.party.id: one.name for one in around if one.party.id is not None}
        return MeetingFacts(
            id=meeting.id,
            version=meeting.version,
            person_id=person.id,
            name=display_name(person.given_name, person.family_name, person.preferred_name),
            initials=name_initials(person.preferred_name or person.given_name, person.family_name),
            language=person.language,
            start=meeting.start,
            minutes=meeting.minutes,
            place=meeting.place,
            began_at=meeting.began_at,
            ended_at=meeting.ended_at,
            cancelled_at=meeting.cancelled_at,
            state=meeting_state(meeting),
            summary=meeting.summary,
            items=_items(session, meeting.id),
            attendance=_attendance(rows, named, [one.party for one in around]),
            changes=changes_of(session, meeting, initials, names),
            next=_next(session, meeting),
        )


def _items(session: Session, meeting_id: str) -> tuple[ItemRow, ...]:
    rows = session.scalars(
        select(PlanMeetingItem)
        .where(PlanMeetingItem.meeting_id == meeting_id)
        .order_by(PlanMeetingItem.position, PlanMeetingItem.id)
    )
    return tuple(
        ItemRow(row.id, row.version, row.position, row.heading, row.goal_id, row.text)
        for row in rows
    )


def _attendance(
    rows: Sequence[PlanMeetingAttendance],
    named: Mapping[Party, Invitable],
    order: list[Party],
) -> tuple[AttendanceRow, ...]:
    """Who is invited or came, in the order of those around the person."""
    found = []
    for row in rows:
        party = party_of(row)
        one = None if party is None else named.get(party)
        if party is not None and one is not None:
            found.append(
                AttendanceRow(
                    row.id, row.version, party, one.name, one.role, one.email, row.attended,
                    one.has_consent,
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda row: order.index(row.party)))


def _next(session: Session, meeting: PlanMeeting) -> PlanMeetingRow | None:
    after = meeting.began_at or meeting.start
    row = session.scalars(
        select(PlanMeeting)
        .where(
            PlanMeeting.person_id == meeting.person_id,
            PlanMeeting.id != meeting.id,
            PlanMeeting.start > after,
            PlanMeeting.began_at.is_(None),
            PlanMeeting.cancelled_at.is_(None),
        )
        .order_by(PlanMeeting.start, PlanMeeting.id)
        .limit(1)
    ).first()
    return None if row is None else _row(row)
