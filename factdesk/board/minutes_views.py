"""The minutes of a board meeting: the record for the screen and for paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from factdesk.board.meeting_rules import ItemSection, Outcome, minutes_used
from factdesk.board.meeting_views import (
    SECTIONS,
    Attendee,
    attendance,
    category_name,
    full_name,
)
from factdesk.board.meeting_work import categories_now, item_outcome
from factdesk.board.minutes_changes import Net, log_range, net_changes
from factdesk.board.tables import BoardCategory, BoardEpisode, BoardMeeting, MeetingItem, Task
from factdesk.contacts.tables import Contact, ContactStaff, ContactState
from factdesk.people.access import blocked_for
from factdesk.people.tables import Person
from factdesk.store.action import Reader, View
from factdesk.store.conflict import Gone
from factdesk.team.roles import Right
from factdesk.team.tables import Staff, Team


@dataclass(frozen=True)
class MinutesItem:
    """What was said about a person; ``category`` is the one the meeting began with.

    The answers are empty for a reader who is barred from the person's record (``is_reduced``).
    """

    person_id: str
    name: str
    section: ItemSection
    category: str
    news: str
    needs: str
    safety: str
    family: str
    outcome: Outcome | None
    seconds: int
    is_reduced: bool = False


@dataclass(frozen=True)
class MinutesTask:
    """A task that the meeting made, or one of the team's own that it ticked off.

    ``name`` is the person's, empty for the team's, ``owner`` initials.

    ``text`` is empty for a reader who is barred from the person's record (``is_reduced``).
    """

    name: str
    text: str
    owner: str
    due_on: date | None
    done: bool
    is_reduced: bool = False


@dataclass(frozen=True)
class MinutesChange:
    """A person placed, taken off or moved: the category before and after, and the reason.

    ``reason`` is empty for a reader who is barred from the person's record (``is_reduced``).
    """

    person_id: str
    name: str
    before: str
    after: str
    reason: str
    is_reduced: bool = False


@dataclass(frozen=True)
class MinutesVisit:
    """A visit that was agreed in the meeting; ``staff`` are initials."""

    name: str
    start: datetime
    day_only: bool
    staff: tuple[str, ...]


@dataclass(frozen=True)
class MinutesRecord:
    """Everything the minutes say. ``ended_at`` is ``None`` while the meeting runs.

    ``discussed`` holds only those who came up, ``not_reached`` the names of the others.
    """

    meeting_id: str
    team: str
    day: date
    started_at: datetime
    ended_at: datetime | None
    minutes: int
    planned_minutes: int
    chair: str
    writer: str
    note: str
    present: tuple[Attendee, ...]
    discussed: tuple[MinutesItem, ...]
    not_reached: tuple[str, ...]
    tasks: tuple[MinutesTask, ...]
    placed: tuple[MinutesChange, ...]
    removed: tuple[MinutesChange, ...]
    moved: tuple[MinutesChange, ...]
    visits: tuple[MinutesVisit, ...]


@dataclass(frozen=True)
class Minutes(View[MinutesRecord]):
    """The minutes of one meeting, running or ended. Raises ``Gone`` for an unknown id."""

    meeting_id: str

    touches: ClassVar[frozenset[str]] = frozenset(
        {
            "board_meetings",
            "meeting_attendance",
            "meeting_items",
            "board_episodes",
            "board_categories",
            "tasks",
            "contacts",
            "contact_staff",
            "persons",
            "access_blocks",
            "staff",
            "team",
        }
    )
    right: ClassVar[str | None] = Right.SEE_RECORD

    def read(self, reader: Reader) -> MinutesRecord:
        """Fill the record."""
        session = reader.session
        meeting = session.get(BoardMeeting, self.meeting_id)
        if meeting is None:
            raise Gone("board_meetings", self.meeting_id)
        team = session.scalars(select(Team)).one()
        initials = dict(session.execute(select(Staff.id, Staff.initials)).all())
        names = dict(session.execute(select(Staff.id, Staff.name)).all())
        barred = blocked_for(reader)
        items, missed = _items(session, meeting, barred)
        changed = _changed_episodes(session, meeting)
        placed, removed, moved = _board_changes(session, changed, barred)
        return MinutesRecord(
            meeting_id=meeting.id,
            team=team.name,
            day=meeting.day,
            started_at=meeting.started_at,
            ended_at=meeting.ended_at,
            minutes=minutes_used(meeting.started_at, meeting.ended_at or reader.now),
            planned_minutes=team.meeting_minutes,
            chair=names.get(meeting.chair_id or "", ""),
            writer=names.get(meeting.writer_id or "", ""),
            note=meeting.note or "",
            present=attendance(reader, meeting.id),
            discussed=items,
            not_reached=missed,
            tasks=_tasks(session, meeting, initials, barred),
            placed=placed,
            removed=removed,
            moved=moved,
            visits=_visits(session, meeting, initials),
        )


def _items(
    session: Session, meeting: BoardMeeting, barred: frozenset[str]
) -> tuple[tuple[MinutesItem, ...], tuple[str, ...]]:
    """Who was discussed, in the meeting's order, and the names of those who were not."""
    now = categories_now(session) if meeting.ended_at is None else None
    rows = session.execute(
        select(MeetingItem, Person, BoardCategory)
        .join(Person, Person.id == MeetingItem.person_id)
        .outerjoin(BoardCategory, BoardCategory.id == MeetingItem.category_id)
        .where(MeetingItem.meeting_id == meeting.id)
        .order_by(MeetingItem.position, MeetingItem.id)
    ).all()
    rows = sorted(rows, key=lambda row: SECTIONS.index(ItemSection(row[0].section)))
    discussed, missed = [], []
    for item, person, category in rows:
        if item.discussed_at is None:
            missed.append(full_name(person))
            continue
        outcome = item.outcome if now is None else item_outcome(item, now)
        discussed.append(
            MinutesItem(
                person_id=person.id,
                name=full_name(person),
                section=ItemSection(item.section),
                category=category_name(category),
                news="" if person.id in barred else item.news,
                needs="" if person.id in barred else item.needs,
                safety="" if person.id in barred else item.safety,
                family="" if person.id in barred else item.family,
                outcome=outcome,
                seconds=item.seconds,
                is_reduced=person.id in barred,
            )
        )
    return tuple(discussed), tuple(missed)


def _done_for_the_team(meeting: BoardMeeting) -> ColumnElement[bool]:
    """A task of the team itself that was ticked off while the meeting ran."""
    done = and_(Task.person_id.is_(None), Task.done_at >= meeting.started_at)
    return done if meeting.ended_at is None else and_(done, Task.done_at <= meeting.ended_at)


def _tasks(
    session: Session,
    meeting: BoardMeeting,
    initials: Mapping[str, str],
    barred: frozenset[str],
) -> tuple[MinutesTask, ...]:
    rows = session.execute(
        select(Task, Person)
        .outerjoin(Person, Person.id == Task.person_id)
        .where(
            or_(Task.meeting_id == meeting.id, _done_for_the_team(meeting)),
            Task.dropped_at.is_(None),
        )
        .order_by(Task.made_at, Task.id)
    )
    return tuple(
        MinutesTask(
            name=full_name(person),
            text="" if task.person_id in barred else task.text,
            owner=initials.get(task.owner_id or "", ""),
            due_on=task.due_on,
            done=task.done_at is not None,
            is_reduced=task.person_id in barred,
        )
        for task, person in rows
    )


def _changed_episodes(session: Session, meeting: BoardMeeting) -> dict[str, Net]:
    """The episodes that changed in the meeting; by their times for one written down afterwards."""
    first, last = log_range(session, meeting)
    if last != first or meeting.ended_at is None:
        return net_changes(session, meeting, BoardEpisode.__tablename__)
    start, end = meeting.started_at, meeting.ended_at
    rows = session.scalars(
        select(BoardEpisode).where(
            or_(
                BoardEpisode.placed_at.between(start, end),
                BoardEpisode.removed_at.between(start, end),
            )
        )
    )
    return {
        row.id: Net(
            None if start <= row.placed_at <= end else {"removed_at": None},
            {"removed_at": row.removed_at},
        )
        for row in rows
    }


def _board_changes(
    session: Session, nets: Mapping[str, Net], barred: frozenset[str]
) -> tuple[tuple[MinutesChange, ...], tuple[MinutesChange, ...], tuple[MinutesChange, ...]]:
    """Placed, removed and moved, each as the persons came on the board."""
    rows = session.execute(
        select(BoardEpisode, Person)
        .join(Person, Person.id == BoardEpisode.person_id)
        .where(BoardEpisode.id.in_(list(nets)))
        .order_by(BoardEpisode.placed_at, BoardEpisode.id)
    ).all()
    categories = {
        row.id: category_name(row) for row in session.scalars(select(BoardCategory)).all()
    }
    found: dict[str, list[MinutesChange]] = defaultdict(list)
    for episode, person in rows:
        net = nets[episode.id]
        old = (net.before or {}).get("category_id", episode.category_id)
        new = net.after.get("category_id", episode.category_id)
        off = net.after.get("removed_at") is not None
        what = _what(net.before is None, off, old != new)
        if what is None:
            continue
        reason = (episode.removal_reason or "") if what == "removed" else episode.reason
        found[what].append(
            MinutesChange(
                person_id=person.id,
                name=full_name(person),
                before="" if what == "placed" else categories.get(old, ""),
                after="" if what == "removed" else categories.get(new, ""),
                reason="" if person.id in barred else reason,
                is_reduced=person.id in barred,
            )
        )
    return tuple(found["placed"]), tuple(found["removed"]), tuple(found["moved"])


def _what(is_new: bool, is_off: bool, is_elsewhere: bool) -> str | None:
    """Which list a changed episode belongs in; placed and taken off at once belongs in none."""
    if is_new:
        return None if is_off else "placed"
    if is_off:
        return "removed"
    return "moved" if is_elsewhere else None


def _visits(
    session: Session, meeting: BoardMeeting, initials: Mapping[str, str]
) -> tuple[MinutesVisit, ...]:
    """The visits planned in the meeting that still stood at its end."""
    nets = net_changes(session, meeting, Contact.__tablename__)
    made = [
        key
        for key, net in nets.items()
        if net.before is None and net.after.get("state") == ContactState.PLANNED
    ]
    rows = session.execute(
        select(Contact, Person)
        .join(Person, Person.id == Contact.person_id)
        .where(Contact.id.in_(made), Contact.state != ContactState.CANCELLED)
        .order_by(Contact.start, Contact.id)
    ).all()
    staff = _staff_of(session, (contact.id for contact, _person in rows), initials)
    return tuple(
        MinutesVisit(full_name(person), contact.start, contact.day_only, staff[contact.id])
        for contact, person in rows
    )


def _staff_of(
    session: Session, contacts: Iterable[str], initials: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """The initials of those who take part in each contact."""
    found: dict[str, list[str]] = {contact: [] for contact in contacts}
    rows = session.execute(
        select(ContactStaff.contact_id, ContactStaff.staff_id).where(
            ContactStaff.contact_id.in_(list(found))
        )
    )
    for contact_id, staff_id in rows:
        found[contact_id].append(initials.get(staff_id, ""))
    return {contact: tuple(sorted(each)) for contact, each in found.items()}
