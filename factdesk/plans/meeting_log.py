"""What became of a person's plans while a meeting was held, read from the change log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from factdesk.people.tables import Consent, Participant
from factdesk.plans.tables import (
    CrisisContact,
    CrisisLevel,
    CrisisPlan,
    GoalProgress,
    IndividualPlan,
    PlanGoal,
    PlanMeasure,
    PlanMeeting,
)
from factdesk.store.encoding import decode_row, loads
from factdesk.store.tables import ChangeEntry

#: What a meeting changes, in the order it is told.
WATCHED = {
    cls.__tablename__: cast(Table, cls.__table__)
    for cls in (
        IndividualPlan,
        PlanGoal,
        PlanMeasure,
        GoalProgress,
        Participant,
        Consent,
        CrisisPlan,
        CrisisLevel,
        CrisisContact,
    )
}


@dataclass
class RowChange:
    """What became of one row: values before and after, and who changed it last.

    ``number`` is that of the last entry. ``before`` is ``None`` for a row that was made in the
    meeting, ``after`` for one removed in it. ``whole`` is the row as it was first made, with what
    the meeting changed put in.
    """

    table: str
    row_id: str
    number: int
    at: datetime
    actor_id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    whole: dict[str, Any]

    def changed(self, *names: str) -> bool:
        """Whether one of these columns holds something else than before."""
        before, after = self.before or {}, self.after or {}
        return any(name in after and before.get(name) != after[name] for name in names)


def changes_in(session: Session, meeting: PlanMeeting) -> list[RowChange]:
    """The rows changed between beginning and end, of any person. Two or three statements.

    Numbers of the log are used and not the clock, which may be set back. What was undone again
    within the meeting cancels out, because an undo is a change like any other.
    """
    span = _span(session, meeting)
    if span is None:
        return []
    entry = ChangeEntry
    # The entity is hidden from SQLite, which would walk every change there ever was of these
    # tables rather than the few numbers of one meeting.
    watched = (entry.entity + "").in_(list(WATCHED))
    query = select(entry).where(entry.number > span.first, watched)
    if span.last is not None:
        query = query.where(entry.number < span.last)
    if span.until is not None:
        query = query.where(entry.at <= span.until)
    found: dict[tuple[str, str], RowChange] = {}
    for row in session.scalars(query.order_by(entry.number)):
        _take(found, row)
    changes = [one for one in found.values() if one.before is not None or one.after is not None]
    _complete(session, changes)
    return changes


@dataclass(frozen=True)
class _Span:
    first: int
    last: int | None
    until: datetime | None


def _span(session: Session, meeting: PlanMeeting) -> _Span | None:
    """The numbers between beginning and end; ``None`` where the log does not know the beginning.

    A meeting that was left open and ended on a later day counts no further than its end.
    """
    first, last, live = None, None, False
    for row in session.scalars(
        select(ChangeEntry)
        .where(ChangeEntry.entity == PlanMeeting.__tablename__, ChangeEntry.entity_id == meeting.id)
        .order_by(ChangeEntry.number)
    ):
        after = loads(row.after)
        if after.get("began_at") is not None:
            first, last = row.number, None
            live = row.at == meeting.began_at
        if after.get("ended_at") is not None:
            last = row.number
    if first is None or (meeting.ended_at is not None and last in (None, first)):
        return None
    return _Span(first, last, meeting.ended_at if live else None)


def _take(found: dict[tuple[str, str], RowChange], row: ChangeEntry) -> None:
    """Put one entry of the log onto what became of its row so far."""
    table = WATCHED[row.entity]
    before = None if row.before is None else decode_row(table, loads(row.before))
    after = None if row.after is None else decode_row(table, loads(row.after))
    key = (row.entity, row.entity_id)
    if key not in found:
        whole = {**(before or {}), **(after or {})}
        found[key] = RowChange(*key, row.number, row.at, row.actor_id, before, after, whole)
        return
    net = found[key]
    net.number, net.at, net.actor_id = row.number, row.at, row.actor_id
    net.whole |= after or {}
    if net.before is not None and before is not None:
        net.before = {**before, **net.before}
    net.after = None if after is None else {**(net.after or {}), **after}


def _complete(session: Session, changes: Iterable[RowChange]) -> None:
    """Fill ``whole`` of the rows that only had some columns changed."""
    part = {
        (one.table, one.row_id): one
        for one in changes
        if one.before is not None and one.after is not None
    }
    if not part:
        return
    made = session.scalars(
        select(ChangeEntry)
        .where(
            ChangeEntry.entity.in_({table for table, _id in part}),
            ChangeEntry.entity_id.in_({row_id for _table, row_id in part}),
        )
        .order_by(ChangeEntry.number)
    )
    stood: dict[tuple[str, str], dict[str, Any]] = {}
    for row in made:
        key = (row.entity, row.entity_id)
        if key in part and row.number <= part[key].number and row.after is not None:
            values = decode_row(WATCHED[row.entity], loads(row.after))
            stood.setdefault(key, {}).update(values)
    for key, one in part.items():
        one.whole = {**stood.get(key, {}), **one.whole}
