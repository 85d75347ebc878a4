"""What changed while a meeting was held, read from the change log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from factdesk.board.tables import BoardMeeting
from factdesk.store.encoding import loads
from factdesk.store.tables import ChangeEntry


@dataclass
class Net:
    """What became of a row during the meeting: values before the first and after the last change.

    ``before`` is ``None`` for a row that was made in the meeting.
    """

    before: dict[str, Any] | None
    after: dict[str, Any]


def log_range(session: Session, meeting: BoardMeeting) -> tuple[int, int | None]:
    """The numbers of the log between the start and the end of a meeting.

    The log's numbers are used and not the clock, which may be set back. The last number is
    ``None`` while the meeting runs; for a meeting that was written down afterwards (made already
    ended) the range is empty.
    """
    rows = session.execute(
        select(ChangeEntry.number, ChangeEntry.after)
        .where(
            ChangeEntry.entity == BoardMeeting.__tablename__,
            ChangeEntry.entity_id == meeting.id,
        )
        .order_by(ChangeEntry.number)
    ).all()
    first = rows[0].number if rows else 0
    if meeting.ended_at is None:
        return first, None
    ends = [row.number for row in rows if loads(row.after).get("ended_at") is not None]
    return first, max(ends, default=first)


def net_changes(session: Session, meeting: BoardMeeting, entity: str) -> dict[str, Net]:
    """What became of the rows of a table during a meeting; rows that are gone again are left out.

    Undone acts cancel out, because an undo is a change like any other.
    """
    first, last = log_range(session, meeting)
    query = select(ChangeEntry.entity_id, ChangeEntry.before, ChangeEntry.after).where(
        ChangeEntry.number > first, ChangeEntry.entity == entity
    )
    if last is not None:
        query = query.where(ChangeEntry.number < last)
    if meeting.ended_at is not None:
        query = query.where(ChangeEntry.at <= meeting.ended_at)
    nets: dict[str, Net] = {}
    for entity_id, before, after in session.execute(query.order_by(ChangeEntry.number)):
        old = None if before is None else loads(before)
        new = None if after is None else loads(after)
        if new is None:
            nets.pop(entity_id, None)
        elif entity_id not in nets:
            nets[entity_id] = Net(old, new)
        else:
            net = nets[entity_id]
            net.after |= new
            if net.before is not None:
                net.before = {**(old or {}), **net.before}
    return nets
