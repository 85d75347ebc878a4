"""Start the board meeting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import select

from factdesk.board.meeting_errors import MeetingNeedsSomeone, MeetingRuns
from factdesk.board.meeting_rules import (
    AgendaEntry,
    OnBoard,
    Open,
    Waiting,
    agenda,
    state_of_open,
)
from factdesk.board.meeting_work import last_discussed, open_meeting
from factdesk.board.tables import (
    BoardCategory,
    BoardEpisode,
    BoardMeeting,
    MeetingAttendance,
    MeetingItem,
)
from factdesk.people.kinds import Stage
from factdesk.people.tables import Person
from factdesk.store.action import Action
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.team.tables import Model, Presence, PresenceState, Staff, StaffFunction, Team
from factdesk.words import _, sort_key

#: The functions that lead and write a meeting where nobody was named.
CHAIR, WRITER = "chair", "writer"


@dataclass(frozen=True)
class StartMeeting(Action[str]):
    """Open today's meeting with its agenda; the id of the meeting.

    ``attendance`` holds (staff id, "here" or "video") of those present; ``None`` takes everyone
    whom today's roster does not say is away. Chair and writer are, where not named, who holds the
    function, else the actor.
    """

    attendance: tuple[tuple[str, str], ...] | None = None
    chair_id: str | None = None
    writer_id: str | None = None
    reason: str | None = None

    code: ClassVar[str] = "meeting.start"
    right: ClassVar[str | None] = Right.HOLD_MEETING

    def do(self, work: Work) -> str:
        """Refuse beside an open meeting; freeze who is here and who comes up."""
        running = open_meeting(work.session)
        if running is not None:
            left = state_of_open(running.day, work.today) is Open.LEFT
            raise MeetingRuns(running.id, running.day, left=left)
        present = self.attendance if self.attendance is not None else _from_roster(work)
        if not present:
            raise MeetingNeedsSomeone()
        here = {staff_id for staff_id, _how in present}
        meeting = work.add(
            BoardMeeting(
                day=work.today,
                started_at=work.now,
                chair_id=self.chair_id or _holder(work, CHAIR, here),
                writer_id=self.writer_id or _holder(work, WRITER, here),
            )
        )
        work.add_many(
            MeetingAttendance,
            [
                {"meeting_id": meeting.id, "staff_id": staff_id, "how": how}
                for staff_id, how in present
            ],
        )
        work.add_many(
            MeetingItem,
            [_item(meeting.id, place, entry) for place, entry in enumerate(_agenda(work))],
        )
        return meeting.id

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Meeting started»."""
        return _("Meeting started")


def _item(meeting_id: str, position: int, entry: AgendaEntry) -> dict[str, object]:
    """The columns of a new item."""
    return {
        "meeting_id": meeting_id,
        "person_id": entry.person_id,
        "section": entry.section,
        "position": position,
        "category_id": entry.category_id,
        "news": "",
        "needs": "",
        "safety": "",
        "family": "",
        "outcome": None,
        "discussed_at": None,
        "seconds": 0,
    }


def _covers(start: date | None, end: date | None, day: date) -> bool:
    return (start is None or start <= day) and (end is None or day <= end)


def _from_roster(work: Work) -> tuple[tuple[str, str], ...]:
    """Everyone employed today whom the roster does not say is away, in order of initials."""
    states = {
        row.staff_id: PresenceState(row.state)
        for row in work.session.scalars(select(Presence).where(Presence.day == work.today))
    }
    staff = work.session.scalars(select(Staff).order_by(Staff.initials, Staff.id)).all()
    return tuple(
        (member.id, states.get(member.id, PresenceState.HERE).value)
        for member in staff
        if _covers(member.valid_from, member.valid_to, work.today)
        and states.get(member.id) is not PresenceState.AWAY
    )


def _holder(work: Work, function: str, here: set[str]) -> str | None:
    """Who of those here holds a function, else the actor where the actor is a member."""
    rows = work.session.scalars(
        select(StaffFunction).where(StaffFunction.function == function).order_by(StaffFunction.id)
    )
    for row in rows:
        if row.staff_id in here and _covers(row.valid_from, row.valid_to, work.today):
            return row.staff_id
    return work.actor.id if work.session.get(Staff, work.actor.id) is not None else None


def _agenda(work: Work) -> tuple[AgendaEntry, ...]:
    """Who comes up, from the board, the referrals and the caseload as they are now."""
    session = work.session
    team = session.scalars(select(Team)).one()
    board = session.execute(
        select(BoardEpisode.person_id, BoardEpisode.category_id)
        .join(BoardCategory, BoardCategory.id == BoardEpisode.category_id)
        .where(BoardEpisode.removed_at.is_(None))
        .order_by(
            BoardCategory.position,
            BoardCategory.id,
            BoardEpisode.position,
            BoardEpisode.placed_at,
            BoardEpisode.person_id,
        )
    ).all()
    persons = session.execute(
        select(
            Person.id,
            Person.stage,
            Person.given_name,
            Person.family_name,
            Person.referred_on,
            Person.assessed_on,
        ).where(Person.stage != Stage.CLOSED)
    ).all()
    by_name = sorted(
        persons, key=lambda row: (sort_key(row.family_name), sort_key(row.given_name), row.id)
    )
    return agenda(
        (OnBoard(row.person_id, row.category_id, order) for order, row in enumerate(board)),
        (
            Waiting(row.id, row.referred_on, row.assessed_on)
            for row in persons
            if row.stage in (Stage.REFERRED, Stage.ASSESSED)
        ),
        [row.id for row in by_name if row.stage == Stage.ENROLLED],
        last_discussed(session),
        today=work.today,
        rotation=None if team.model is Model.ACT else team.rotation_persons,
    )
