"""The unit of work: one act, one transaction, rows and log together or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import (
    Column,
    CursorResult,
    Executable,
    FromClause,
    Insert,
    Table,
    event,
    insert,
    inspect,
    select,
)
from sqlalchemy.orm import Mapper, Session

from factdesk.clock import OSLO
from factdesk.store import log
from factdesk.store.action import Actor
from factdesk.store.base import Base, Entity
from factdesk.store.conflict import Collision, Conflict, Gone
from factdesk.store.encoding import Values, dumps, encode
from factdesk.store.ids import new_id
from factdesk.store.tables import Act, ChangeEntry, Draft
from factdesk.store.text import storable

E = TypeVar("E", bound=Entity)
B = TypeVar("B", bound=Base)

#: What a row held at a version, by table, id and version; ``None`` where that is not known.
SeenValues = Callable[[FromClause, str, int], Values | None]

_WRITE_ACT = insert(cast(Table, Act.__table__))


class Work:
    """What a handler works with. It is made by the store and closed by it; nobody else commits.

    ``now`` is when the user wrote; the log says when it was entered, which may be later. What was
    written away from the server was seen in a copy that counted its own versions: ``seen_values``
    then tells what a row held there, by table, id and version.
    """

    def __init__(
        self,
        session: Session,
        actor: Actor,
        now: datetime,
        code: str,
        act_id: str | None = None,
        written_at: datetime | None = None,
    ) -> None:
        self.session, self.actor, self.code = session, actor, code
        self.now, self._entered_at = written_at or now, now
        self.act_id = act_id or new_id()
        self.undoable = True
        self.undoes: str | None = None
        self.seen_values: SeenValues | None = None
        self._details: dict[str, str] = {}
        if written_at is not None:
            self.tell(written_at=written_at.isoformat())
        self._changes: dict[tuple[str, str], tuple[Values | None, Values | None]] = {}
        session.info[Work] = self

    @property
    def today(self) -> date:
        """The date in Norway."""
        return self.now.astimezone(OSLO).date()

    def tell(self, **details: str | None) -> None:
        """Keep words for the act's label: names and texts as they are now."""
        self._details |= {key: text for key, text in details.items() if text is not None}

    def add(self, row: B) -> B:
        """A new row, flushed so that it has its defaults."""
        self.session.add(row)
        self.session.flush()
        return row

    def insert(self, cls: type[Entity], **values: Any) -> str:
        """A new row that nobody needs as an object, written at once; its id."""
        row = _new_row(cls, values)
        self.session.flush()
        self.session.connection().execute(_insert_into(cls), row)
        self._changes[(cls.__tablename__, row["id"])] = (None, _encoded(row))
        return cast(str, row["id"])

    def read(self, statement: Executable, **values: Any) -> CursorResult[Any]:
        """Rows of a statement built beforehand, as plain values, after what was written so far."""
        self.session.flush()
        return self.session.connection().execute(statement, values)

    def get(self, cls: type[E], entity_id: str) -> E:
        """A row that must exist, or :class:`Gone`."""
        row = self.session.get(cls, entity_id)
        if row is None:
            raise Gone(cls.__tablename__, entity_id)
        return row

    def edit(self, cls: type[E], entity_id: str, seen: int | None, **fields: Any) -> E:
        """Change fields of a row that the user saw at version ``seen``.

        Fields that others changed meanwhile and this command does not touch are left as they
        are; a field that both changed to different values raises :class:`Conflict`. ``seen`` is
        ``None`` only where the handler itself read the row in this transaction.
        """
        row = self.get(cls, entity_id)
        if seen is not None and (self.seen_values is not None or row.version != seen):
            self._refuse_collisions(row, seen, fields)
        for name, value in fields.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
        return row

    def delete(self, row: Entity) -> None:
        """Remove a row; the log keeps its values and undo brings it back."""
        self.session.delete(row)
        self.session.flush()

    def add_many(self, cls: type[Entity], rows: Sequence[Mapping[str, Any]]) -> None:
        """Many new rows at once, logged whole; what is not given has its default."""
        if not rows:
            return
        table = cls.__table__
        complete = [_new_row(cls, row) for row in rows]
        self.session.execute(insert(table), complete)  # type: ignore[arg-type]
        for row in complete:
            self._changes[(cls.__tablename__, row["id"])] = (None, _encoded(row))

    def drop_drafts(self, places: Iterable[str]) -> None:
        """Forget the actor's drafts that this act has saved."""
        for place in places:
            draft = self.session.get(Draft, (self.actor.id, place))
            if draft is not None:
                self.session.delete(draft)

    def _refuse_collisions(self, row: Entity, seen: int, fields: Mapping[str, Any]) -> None:
        table = row.__table__
        base = self._seen(table, row.id, seen)
        collisions = {}
        for name, mine in fields.items():
            now = getattr(row, name)
            if now != mine and (name not in base or base[name] != now):
                collisions[name] = Collision(mine, base.get(name), now)
        if collisions:
            entry = ChangeEntry.__table__.c
            last = self.session.execute(
                select(entry.actor_id, entry.at)
                .where(entry.entity == table.name, entry.entity_id == row.id)  # type: ignore[attr-defined]
                .order_by(entry.number.desc())
                .limit(1)
            ).first()
            by, at = last if last is not None else (None, None)
            raise Conflict(row.__tablename__, row.id, row.version, collisions, by, at)

    def _seen(self, table: FromClause, entity_id: str, seen: int) -> Values:
        """What the user saw of a row, by column, as far as it is known."""
        if self.seen_values is not None:
            values = self.seen_values(table, entity_id, seen)
        else:
            values = log.values_at(self.session, table, entity_id, seen)
        return values or {}

    def collect(self) -> None:
        """Take before and after of everything a flush wrote."""
        session = self.session
        for row in session.new:
            if _logged(row):
                self._note(row, None, _values(row))
        for row in session.dirty:
            if _logged(row) and session.is_modified(row):
                self._note(row, *_difference(row))
        for row in session.deleted:
            if _logged(row):
                self._note(row, _values(row, old=True), None)

    def _note(self, row: Any, before: Values | None, after: Values | None) -> None:
        key = (row.__tablename__, str(row.id))
        if key in self._changes:
            first_before, first_after = self._changes[key]
            if first_before is not None and before is not None:
                before = {**before, **first_before}
            else:
                before = first_before
            if first_after is not None and after is not None:
                after = {**first_after, **after}
        self._changes[key] = (before, after)

    def close(self, reason: str | None) -> tuple[int, int] | None:
        """The closing step: flush, number, chain and write the log; the numbers, or ``None``.

        An act that changed nothing leaves no trace.
        """
        self.session.flush()
        changes = [
            log.RowChange(entity, entity_id, before, after)
            for (entity, entity_id), (before, after) in self._changes.items()
            if not (before is None and after is None)
        ]
        if not changes:
            return None
        reason = None if reason is None else storable(reason)
        stamp = log.Stamp(
            self.act_id, self._entered_at, self.actor.id, self.actor.station, self.code, reason
        )
        connection = self.session.connection()
        first, last = log.append(connection, stamp, changes)
        connection.execute(
            _WRITE_ACT,
            {
                "id": self.act_id,
                "first": first,
                "last": last,
                "at": self._entered_at,
                "actor_id": self.actor.id,
                "station": self.actor.station,
                "code": self.code,
                "details": dumps(self._details),
                "reason": reason,
                "undoable": self.undoable,
                "undoes": self.undoes,
            },
        )
        return first, last

    @property
    def touched(self) -> frozenset[tuple[str, str]]:
        """Table and id of every row changed so far."""
        return frozenset(self._changes)

    def touched_rows(self, cls: type[E]) -> list[E]:
        """The rows of a table changed so far that are still there. One statement."""
        ids = [row_id for table, row_id in self._changes if table == cls.__tablename__]
        return list(self.session.scalars(select(cls).where(cls.id.in_(ids)).order_by(cls.id)))

    def touched_parents(self, cls: type[Entity], column: str) -> set[str]:
        """What the rows of a table changed so far refer to by a column, removed rows too."""
        parents = {getattr(row, column) for row in self.touched_rows(cls)}
        for (table, _row_id), (before, _after) in self._changes.items():
            if table == cls.__tablename__ and before is not None and column in before:
                parents.add(before[column])
        return parents - {None}


class WorkSession(Session):
    """The session of a unit of work, which hears of every flush."""


@event.listens_for(WorkSession, "after_flush")
def _collect(session: Session, _context: Any) -> None:
    session.info[Work].collect()


def _logged(row: Any) -> bool:
    return not isinstance(row, Draft)


@cache
def _columns(mapper: Mapper[Any]) -> tuple[tuple[str, str], ...]:
    """The attributes of a mapped class that are columns, with the columns' names."""
    return tuple((one.key, one.columns[0].name) for one in mapper.column_attrs)


@cache
def _insert_into(cls: type[Entity]) -> Insert:
    return insert(cast(Table, cls.__table__))


def _new_row(cls: type[Entity], values: Mapping[str, Any]) -> Values:
    """Every column of a new row: what is given, else its default."""
    return {
        column.name: values[column.name] if column.name in values else _default(column)
        for column in cast(Table, cls.__table__).columns
    }


def _default(column: Column[Any]) -> Any:
    default: Any = column.default
    if default is None:
        return None
    return default.arg if default.is_scalar else default.arg(None)


def _encoded(row: Mapping[str, Any]) -> Values:
    return {name: encode(value) for name, value in row.items()}


def _values(row: Any, old: bool = False) -> Values:
    state = inspect(row)
    values = {}
    for key, name in _columns(state.mapper):
        value = getattr(row, key)
        if old:
            deleted = state.attrs[key].history.deleted
            value = deleted[0] if deleted else value
        values[name] = encode(value)
    return values


def _difference(row: Any) -> tuple[Values, Values]:
    state = inspect(row)
    before, after = {}, {}
    for key, name in _columns(state.mapper):
        history = state.attrs[key].history
        if history.has_changes():
            before[name] = encode(history.deleted[0]) if history.deleted else None
            after[name] = encode(history.added[0]) if history.added else None
    if isinstance(row, Entity):
        after["version"] = row.version
        before.setdefault("version", row.version - 1)
    return before, after
