"""What was done lately, in words: the acts of the change log, newest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import select

from factdesk.store.action import Action, Reader, View
from factdesk.store.encoding import loads
from factdesk.store.feed import Changes
from factdesk.store.tables import Act
from factdesk.team.roles import Right
from factdesk.team.tables import Staff


@dataclass(frozen=True)
class ActRow:
    """One act: when, who, where, in words. ``can_undo`` where it is the reader's own and stands."""

    id: str
    at: datetime
    initials: str
    name: str
    station: str
    words: str
    reason: str | None
    is_undo: bool
    is_undone: bool
    can_undo: bool

    @property
    def key(self) -> str:
        """What makes it this row."""
        return self.id


@dataclass(frozen=True)
class RecentActs(View[tuple[ActRow, ...]]):
    """The newest acts, at most ``limit``. Two statements."""

    limit: int = 300

    right: ClassVar[str | None] = Right.SEE_LOG

    def touched_by(self, changes: Changes) -> bool:
        """Every act adds a row here."""
        return True

    def read(self, reader: Reader) -> tuple[ActRow, ...]:
        """Newest first; an undo always is newer than what it undid, so both are at hand."""
        acts = reader.session.scalars(select(Act).order_by(Act.last.desc()).limit(self.limit)).all()
        names = {
            staff_id: (initials, name)
            for staff_id, initials, name in reader.session.execute(
                select(Staff.id, Staff.initials, Staff.name)
            )
        }
        undone: set[str] = set()
        for act in acts:
            if act.undoes is not None and act.id not in undone:
                undone.add(act.undoes)
        return tuple(
            _row(act, *names.get(act.actor_id, ("", "")), act.id in undone, reader.actor.id)
            for act in acts
        )


def _row(act: Act, initials: str, name: str, undone: bool, me: str) -> ActRow:
    details = loads(act.details)
    return ActRow(
        id=act.id,
        at=act.at,
        initials=initials,
        name=name,
        station=act.station,
        words=Action.words(details.get("undone_code", act.code), details),
        reason=act.reason,
        is_undo=act.undoes is not None,
        is_undone=undone,
        can_undo=act.undoable and not undone and act.actor_id == me,
    )
