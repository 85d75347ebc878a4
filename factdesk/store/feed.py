"""What has changed, told to whoever shows it: pulled from the log by number."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from factdesk.store.tables import Act, ChangeCounter, ChangeEntry


@dataclass(frozen=True)
class Changes:
    """All changes after one number up to another: ``(table, id)`` of every touched row."""

    first: int
    last: int
    rows: frozenset[tuple[str, str]]
    actors: frozenset[str]

    @property
    def tables(self) -> frozenset[str]:
        """The tables touched."""
        return frozenset(table for table, _id in self.rows)

    def ids(self, table: str) -> frozenset[str]:
        """The ids touched in one table."""
        return frozenset(entity_id for name, entity_id in self.rows if name == table)


def newest(session: Session) -> int:
    """The number of the newest change."""
    return session.scalars(select(ChangeCounter.n)).one()


def since(session: Session, number: int) -> Changes | None:
    """Everything after ``number``; ``None`` where nothing is new."""
    return _changes(session, ChangeEntry.__table__.c.number > number, number + 1)


def of_act(session: Session, act_id: str) -> Changes | None:
    """What one act changed; ``None`` where there is no such act."""
    act = session.get(Act, act_id)
    if act is None:
        return None
    log = ChangeEntry.__table__.c
    return _changes(session, log.number.between(act.first, act.last), act.first)


def _changes(session: Session, which: ColumnElement[bool], first: int) -> Changes | None:
    log = ChangeEntry.__table__.c
    found = session.execute(
        select(log.number, log.entity, log.entity_id, log.actor_id).where(which)
    ).all()
    if not found:
        return None
    return Changes(
        first=first,
        last=max(row.number for row in found),
        rows=frozenset((row.entity, row.entity_id) for row in found),
        actors=frozenset(row.actor_id for row in found),
    )
