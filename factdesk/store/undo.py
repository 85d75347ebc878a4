"""Undo and redo from the log itself: the inverse of any act is the values before it.

No handler writes its own inverse, so none can be wrong or missing, and undo works after a
restart as well as before. An act is reversed only while what it left still stands.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from factdesk.store.action import Action
from factdesk.store.base import Base
from factdesk.store.conflict import CannotUndo, Gone, NotYours
from factdesk.store.encoding import decode_row, encode, loads
from factdesk.store.tables import Act, ChangeEntry
from factdesk.store.work import Work

#: Checks what a room needs to be true; raises CannotUndo.
Rule = Callable[[Work], None]

_RULES: list[tuple[frozenset[str], Rule]] = []

#: How many of a user's own acts are looked through for what can be undone.
DEPTH = 500


def after_undo(*tables: str) -> Callable[[Rule], Rule]:
    """Have a room's rule checked after an undo that touched one of the tables.

    An action checks its rules before it writes. Its undo writes values that were right once; what
    others did to other rows since may have made them wrong.
    """

    def register(rule: Rule) -> Rule:
        _RULES.append((frozenset(tables), rule))
        return rule

    return register


@dataclass(frozen=True)
class Step:
    """One act that can be undone or done again, with its label in words."""

    act_id: str
    label: str
    at: datetime


@dataclass(frozen=True)
class History:
    """A user's next undo and next redo; ``None`` where there is none."""

    undo: Step | None
    redo: Step | None


def history(session: Session, actor_id: str) -> History:
    """What ``Ctrl+Z`` and ``Ctrl+Shift+Z`` would do for this user."""
    acts = session.scalars(
        select(Act)
        .where(Act.actor_id == actor_id, Act.undoable)
        .order_by(Act.last.desc())
        .limit(DEPTH)
    ).all()
    undo: list[Act] = []
    redo: list[Act] = []
    for act in reversed(acts):
        if act.undoes is None:
            undo.append(act)
            redo.clear()
            continue
        for taken, given in ((undo, redo), (redo, undo)):
            found = next((old for old in taken if old.id == act.undoes), None)
            if found is not None:
                taken.remove(found)
                given.append(act)
                break
    return History(_step(undo), _step(redo))


def _step(acts: list[Act]) -> Step | None:
    if not acts:
        return None
    act = acts[-1]
    details = loads(act.details)
    return Step(act.id, Action.words(details.get("undone_code", act.code), details), act.at)


@dataclass(frozen=True)
class UndoAct(Action[str]):
    """Reverse one of one's own acts, whichever it was; reversing an undo does the act again.

    Raises Gone, NotYours, Refused (the right to do such a thing is needed to reverse it) and
    CannotUndo.
    """

    act_id: str
    reason: str | None = None

    code: ClassVar[str] = "undo"

    def do(self, work: Work) -> str:
        """Set every row of the act back, newest first; the label of what was undone."""
        act = work.session.get(Act, self.act_id)
        if act is None:
            raise Gone("acts", self.act_id)
        details = loads(act.details)
        code = details.setdefault("undone_code", act.code)
        if act.actor_id != work.actor.id:
            raise NotYours()
        work.actor.require(Action.right_of(code))
        if not act.undoable or _already_undone(work.session, act.id):
            raise CannotUndo()
        work.undoes = act.id
        work.tell(**details)
        _reverse_all(work, _entries(work.session, act))
        touched = {table for table, _id in work.touched}
        for tables, rule in _RULES:
            if not touched.isdisjoint(tables):
                rule(work)
        return Action.words(code, details)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """The label of the act that was undone."""
        return Action.words(details["undone_code"], details)


def _already_undone(session: Session, act_id: str) -> bool:
    """Whether an undo of the act stands, itself not undone."""
    return any(
        not _already_undone(session, undone)
        for undone in session.scalars(select(Act.id).where(Act.undoes == act_id))
    )


def _entries(session: Session, act: Act) -> list[ChangeEntry]:
    """The act's entries, newest first; found by their numbers, which are the log's key."""
    return list(
        session.scalars(
            select(ChangeEntry)
            .where(ChangeEntry.number.between(act.first, act.last))
            .order_by(ChangeEntry.number.desc())
        )
    )


def _reverse_all(work: Work, entries: list[ChangeEntry]) -> None:
    """Reverse every entry, each as soon as the references and unique values allow it.

    The log has one entry for each row, where the act touched it first; so what was touched last
    may have to be set back later than the order says.
    """
    while entries:
        waiting = [entry for entry in entries if not _reversed(work, entry)]
        if len(waiting) == len(entries):
            raise CannotUndo()
        entries = waiting


def _reversed(work: Work, entry: ChangeEntry) -> bool:
    """Reverse one entry; ``False``, with nothing changed, where another row stands in its way."""
    try:
        with work.session.begin_nested():
            _reverse(work, entry)
    except IntegrityError:
        return False
    return True


def _class_of(table_name: str) -> Any:
    for mapper in Base.registry.mappers:
        if mapper.local_table.name == table_name:  # type: ignore[attr-defined]
            return mapper.class_
    raise CannotUndo()


def _reverse(work: Work, entry: ChangeEntry) -> None:
    cls = _class_of(entry.entity)
    row = work.session.get(cls, entry.entity_id)
    before, after = loads(entry.before), loads(entry.after)
    if entry.after is None:
        if row is not None:
            raise CannotUndo()
        values = decode_row(cls.__table__, before) | {"version": before["version"] + 1}
        work.add(cls(**values))
        return
    if row is None or _differs(row, after):
        raise CannotUndo()
    if entry.before is None:
        work.delete(row)
        return
    before.pop("version", None)
    for name, value in decode_row(cls.__table__, before).items():
        setattr(row, name, value)
    work.session.flush()


def _differs(row: Any, after: Mapping[str, Any]) -> bool:
    """Whether the row no longer holds what the act left; its version may have moved on.

    Columns that a later revision of the schema took away are passed over.
    """
    return any(
        encode(getattr(row, name)) != value
        for name, value in after.items()
        if name != "version" and name in row.__table__.c
    )
