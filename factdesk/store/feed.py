"""What has changed, told to whoever shows it: pulled from the log by number."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from factdesk.errors import KnownError
from factdesk.faults import report
from factdesk.store.base import Base
from factdesk.store.tables import Act, ChangeCounter, ChangeEntry

_log = logging.getLogger("factdesk.store")


@dataclass(frozen=True)
class Changes:
    """All changes after one number up to another: ``(table, id)`` of every touched row.

    ``first`` is 0 where the changes have no numbers of the shared log: they wait on this seat for
    the server. ``everything`` says that any row may differ, because the server is back or was set
    back to an earlier state; there are no numbers and no ``rows`` then.
    """

    first: int
    last: int
    rows: frozenset[tuple[str, str]]
    actors: frozenset[str]
    everything: bool = False

    @property
    def tables(self) -> frozenset[str]:
        """The tables touched."""
        if self.everything:
            return frozenset(Base.metadata.tables)
        return frozenset(table for table, _id in self.rows)

    def ids(self, table: str) -> frozenset[str]:
        """The ids touched in one table; unknown, so none, where everything may differ."""
        return frozenset(entity_id for name, entity_id in self.rows if name == table)


@dataclass(frozen=True)
class Touched:
    """One entry of the log, as far as the feed needs it."""

    number: int
    entity: str
    entity_id: str
    actor_id: str


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


class Feed:
    """What one desk has told its listeners of a log that others write too.

    Own acts and what was pulled meet here under one lock: every number is told once, in order,
    none left out. ``tell`` is called with the lock held, so a listener never waits for the desk.
    """

    def __init__(
        self,
        told: int,
        tell: Callable[[Changes], None],
        pull: Callable[[int], Changes | None],
    ) -> None:
        self._told, self._tell, self._pull = told, tell, pull
        self._lock = threading.RLock()

    @property
    def told(self) -> int:
        """The number of the last change that was told."""
        return self._told

    def own(self, changes: Changes) -> None:
        """Tell an act of this desk, with everything that others did before it.

        Where others' acts cannot be read now, because the line was lost after the commit, all of
        it is told when the line is back: the act is done, and its future must say so.
        """
        with self._lock:
            if changes.first == 0:
                self._tell(changes)
            elif changes.first == self._told + 1:
                self._go_on(changes)
            elif changes.last > self._told:
                self._catch_up(changes)

    def take(self, entries: Sequence[Touched]) -> None:
        """Tell entries read after a number that was told, in the log's order."""
        with self._lock:
            new = [entry for entry in entries if entry.number > self._told]
            if not new:
                return
            if new[0].number != self._told + 1:
                self.begin_again(new[-1].number)
                return
            self._go_on(
                Changes(
                    first=new[0].number,
                    last=new[-1].number,
                    rows=frozenset((entry.entity, entry.entity_id) for entry in new),
                    actors=frozenset(entry.actor_id for entry in new),
                )
            )

    def begin_again(self, newest: int) -> None:
        """The log is no longer the one that was told: everything may differ from now on."""
        with self._lock:
            self._told = newest
            self.refresh()

    def refresh(self) -> None:
        """What was answered meanwhile may be old: have everything asked again."""
        with self._lock:
            self._tell(Changes(0, 0, frozenset(), frozenset(), everything=True))

    def _catch_up(self, changes: Changes) -> None:
        try:
            missing = self._pull(self._told)
        except Exception as error:  # noqa: BLE001 - the act is saved; the listening thread pulls
            if not isinstance(error, KnownError):
                _log.error("a pull after an act failed: %s", report(error))
            return
        if missing is not None and missing.last >= changes.last:
            self._go_on(missing)

    def _go_on(self, changes: Changes) -> None:
        self._told = changes.last
        self._tell(changes)
