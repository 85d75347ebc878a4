"""What the actions of the board meeting share: the open meeting, and how its items came out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from factdesk.board.meeting_errors import MeetingEnded
from factdesk.board.meeting_rules import outcome_of
from factdesk.board.tables import BoardEpisode, BoardMeeting, ItemSection, MeetingItem, Outcome
from factdesk.store.work import Work


def open_meeting(session: Session) -> BoardMeeting | None:
    """The meeting that has not been ended, if any; the newest where there are several."""
    return session.scalars(
        select(BoardMeeting)
        .where(BoardMeeting.ended_at.is_(None))
        .order_by(BoardMeeting.started_at.desc(), BoardMeeting.id.desc())
        .limit(1)
    ).first()


def running(work: Work, meeting_id: str) -> BoardMeeting:
    """A meeting that must be open, or :class:`MeetingEnded`."""
    meeting = work.get(BoardMeeting, meeting_id)
    if meeting.ended_at is not None:
        raise MeetingEnded()
    return meeting


def running_item(work: Work, item_id: str) -> MeetingItem:
    """An item of a meeting that must be open, or :class:`MeetingEnded`."""
    item = work.get(MeetingItem, item_id)
    running(work, item.meeting_id)
    return item


def touch_discussed(work: Work, item: MeetingItem, **fields: Any) -> MeetingItem:
    """Change an item that the meeting has now talked about."""
    if item.discussed_at is None:
        fields["discussed_at"] = work.now
    return work.edit(MeetingItem, item.id, None, **fields)


def last_discussed(session: Session, *, before: datetime | None = None) -> dict[str, datetime]:
    """When each person was last discussed in a meeting, by person id."""
    query = select(MeetingItem.person_id, func.max(MeetingItem.discussed_at)).where(
        MeetingItem.discussed_at.is_not(None)
    )
    if before is not None:
        query = query.where(MeetingItem.discussed_at < before)
    found = session.execute(query.group_by(MeetingItem.person_id))
    return {person_id: at for person_id, at in found if at is not None}


def categories_now(session: Session) -> dict[str, str]:
    """The category of everyone on the board now, by person id."""
    found = session.execute(
        select(BoardEpisode.person_id, BoardEpisode.category_id).where(
            BoardEpisode.removed_at.is_(None)
        )
    )
    return dict(found.all())


def item_outcome(item: MeetingItem, now: dict[str, str]) -> Outcome | None:
    """How an item of an open meeting stands: what the board says, else what was chosen."""
    return outcome_of(
        ItemSection(item.section), item.category_id, now.get(item.person_id), item.outcome
    )
