"""The meeting on the screen: the one that runs with its agenda, and the earlier ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import func, select

from factdesk.board.meeting_rules import ItemSection, Open, Outcome, minutes_used, state_of_open
from factdesk.board.meeting_work import (
    categories_now,
    item_outcome,
    last_discussed,
    open_meeting,
)
from factdesk.board.rules import shown_category
from factdesk.board.tables import BoardCategory, BoardMeeting, MeetingAttendance, MeetingItem
from factdesk.people.access import blocked_for
from factdesk.people.tables import Person
from factdesk.store.action import Reader, View
from factdesk.team.roles import Right
from factdesk.team.tables import Staff

#: The order the meeting goes through its sections in.
SECTIONS = (ItemSection.BOARD, ItemSection.REFERRAL, ItemSection.ROTATION)


@dataclass(frozen=True)
class Attendee:
    """A member in a meeting; ``how`` is "here" or "video"."""

    staff_id: str
    initials: str
    name: str
    how: str


@dataclass(frozen=True)
class AgendaItem:
    """A person on the agenda of the meeting that runs.

    ``outcome`` is what the board and the meeting say now, ``chosen`` only what was chosen;
    ``category`` the section when the meeting began; ``last_discussed`` is before this meeting.
    The four texts are empty for a reader who may not open the person's record.
    """

    id: str
    version: int
    person_id: str
    name: str
    section: ItemSection
    category_id: str | None
    category: str
    position: int
    outcome: Outcome | None
    chosen: Outcome | None
    news: str
    needs: str
    safety: str
    family: str
    discussed: bool
    seconds: int
    last_discussed: datetime | None


@dataclass(frozen=True)
class RunningMeeting:
    """An open meeting. ``left`` says that it is of an earlier day and shall be ended.

    ``items`` are in the order the meeting takes them; ``current`` is the position of the item it
    stands at.
    """

    id: str
    version: int
    day: date
    left: bool
    started_at: datetime
    chair_id: str | None
    writer_id: str | None
    current: int
    note: str | None
    attendance: tuple[Attendee, ...]
    items: tuple[AgendaItem, ...]

    @property
    def place(self) -> int:
        """The index in ``items`` of the item the meeting stands at, 0 where it is gone."""
        positions = [item.position for item in self.items]
        return positions.index(self.current) if self.current in positions else 0


@dataclass(frozen=True)
class CurrentMeeting(View[RunningMeeting | None]):
    """The meeting that has not been ended, if any. Six statements."""

    touches: ClassVar[frozenset[str]] = frozenset(
        {
            "board_meetings",
            "meeting_attendance",
            "meeting_items",
            "board_episodes",
            "board_categories",
            "persons",
            "access_blocks",
            "staff",
        }
    )
    right: ClassVar[str | None] = Right.SEE_BOARD

    def read(self, reader: Reader) -> RunningMeeting | None:
        """Fill the meeting."""
        meeting = open_meeting(reader.session)
        if meeting is None:
            return None
        return RunningMeeting(
            id=meeting.id,
            version=meeting.version,
            day=meeting.day,
            left=state_of_open(meeting.day, reader.today) is Open.LEFT,
            started_at=meeting.started_at,
            chair_id=meeting.chair_id,
            writer_id=meeting.writer_id,
            current=meeting.current,
            note=meeting.note,
            attendance=attendance(reader, meeting.id),
            items=_items(reader, meeting),
        )


@dataclass(frozen=True)
class MeetingNow:
    """A meeting of today that runs, and who holds it, where that is known."""

    id: str
    chair_id: str | None


@dataclass(frozen=True)
class MeetingRunsNow(View[MeetingNow | None]):
    """Whether a meeting is being held today. One statement."""

    touches: ClassVar[frozenset[str]] = frozenset({"board_meetings"})
    right: ClassVar[str | None] = Right.SEE_BOARD

    def read(self, reader: Reader) -> MeetingNow | None:
        """Look; what was left open on another day is not being held."""
        meeting = open_meeting(reader.session)
        if meeting is None or state_of_open(meeting.day, reader.today) is Open.LEFT:
            return None
        return MeetingNow(meeting.id, meeting.chair_id)


def attendance(reader: Reader, meeting_id: str) -> tuple[Attendee, ...]:
    """Who is in a meeting, in order of initials."""
    rows = reader.session.execute(
        select(Staff.id, Staff.initials, Staff.name, MeetingAttendance.how)
        .join(MeetingAttendance, MeetingAttendance.staff_id == Staff.id)
        .where(MeetingAttendance.meeting_id == meeting_id)
        .order_by(Staff.initials, Staff.id)
    )
    return tuple(Attendee(*row) for row in rows)


def _items(reader: Reader, meeting: BoardMeeting) -> tuple[AgendaItem, ...]:
    now = categories_now(reader.session)
    sees_records = Right.SEE_RECORD in reader.actor.rights
    barred = blocked_for(reader)

    def shown(item: MeetingItem, text: str) -> str:
        return text if sees_records and item.person_id not in barred else ""

    earlier = last_discussed(reader.session, before=meeting.started_at)
    rows = reader.session.execute(
        select(MeetingItem, Person, BoardCategory)
        .join(Person, Person.id == MeetingItem.person_id)
        .outerjoin(BoardCategory, BoardCategory.id == MeetingItem.category_id)
        .where(MeetingItem.meeting_id == meeting.id)
    ).all()
    rows = sorted(rows, key=lambda row: _place(row[0], row[2]))
    return tuple(
        AgendaItem(
            id=item.id,
            version=item.version,
            person_id=person.id,
            name=full_name(person),
            section=ItemSection(item.section),
            category_id=item.category_id,
            category=category_name(category),
            position=item.position,
            outcome=item_outcome(item, now),
            chosen=item.outcome,
            news=shown(item, item.news),
            needs=shown(item, item.needs),
            safety=shown(item, item.safety),
            family=shown(item, item.family),
            discussed=item.discussed_at is not None,
            seconds=item.seconds,
            last_discussed=earlier.get(person.id),
        )
        for item, person, category in rows
    )


def _place(item: MeetingItem, category: BoardCategory | None) -> tuple[int, int, int]:
    """Sections in the meeting's order, categories in the board's, late-comers last in theirs."""
    return (
        SECTIONS.index(ItemSection(item.section)),
        category.position if category is not None else 0,
        item.position,
    )


def category_name(category: BoardCategory | None) -> str:
    """A category in the team's word or the program's; empty for none."""
    if category is None:
        return ""
    return shown_category(category.code, category.name)


def full_name(person: Person | None) -> str:
    """How the team calls a person: the preferred name, if any, before the family name."""
    if person is None:
        return ""
    given = person.preferred_name or person.given_name
    return " ".join(part for part in (given, person.family_name) if part)


@dataclass(frozen=True)
class MeetingRow:
    """An earlier meeting in a list; ``discussed`` and ``present`` are counts."""

    id: str
    day: date
    started_at: datetime
    ended_at: datetime
    minutes: int
    discussed: int
    present: int


@dataclass(frozen=True)
class Meetings(View[tuple[MeetingRow, ...]]):
    """The newest ended meetings, newest first. Three statements."""

    limit: int = 50

    touches: ClassVar[frozenset[str]] = frozenset(
        {"board_meetings", "meeting_attendance", "meeting_items"}
    )
    right: ClassVar[str | None] = Right.SEE_BOARD

    def read(self, reader: Reader) -> tuple[MeetingRow, ...]:
        """Fill the rows."""
        meetings = reader.session.execute(
            select(
                BoardMeeting.id, BoardMeeting.day, BoardMeeting.started_at, BoardMeeting.ended_at
            )
            .where(BoardMeeting.ended_at.is_not(None))
            .order_by(BoardMeeting.started_at.desc(), BoardMeeting.id.desc())
            .limit(self.limit)
        ).all()
        ids = [row.id for row in meetings]
        discussed = reader.session.execute(
            select(MeetingItem.meeting_id, func.count().label("persons"))
            .where(MeetingItem.meeting_id.in_(ids), MeetingItem.discussed_at.is_not(None))
            .group_by(MeetingItem.meeting_id)
        ).all()
        present = reader.session.execute(
            select(MeetingAttendance.meeting_id, func.count().label("members"))
            .where(MeetingAttendance.meeting_id.in_(ids))
            .group_by(MeetingAttendance.meeting_id)
        ).all()
        talked = {row.meeting_id: row.persons for row in discussed}
        here = {row.meeting_id: row.members for row in present}
        return tuple(
            MeetingRow(
                id=row.id,
                day=row.day,
                started_at=row.started_at,
                ended_at=row.ended_at,
                minutes=minutes_used(row.started_at, row.ended_at),
                discussed=talked.get(row.id, 0),
                present=here.get(row.id, 0),
            )
            for row in meetings
        )
