"""Fill an initialised, empty store with a simulation: logged and chained like all other work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from sqlalchemy import select

from factdesk.board.tables import BoardCategory
from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.people.tables import Person
from factdesk.simulation.wish import Given, GivenMember, Rows, Wish
from factdesk.simulation.years import simulate
from factdesk.store.action import Action, Reader, View
from factdesk.store.base import Base, Entity
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.team.tables import Employer, Staff, Team
from factdesk.words import _

#: How many rows one transaction writes at most; a usual simulation fits into one.
TRANSACTION = 120_000

#: How many rows are written between two calls of the progress.
STEP = 5_000

#: Called with rows written and rows in all; false stops the filling.
Progress = Callable[[int, int], bool]


class Stopped(KnownError):
    """The user stopped the filling."""


def fill(desk: Desk, wish: Wish, progress: Progress | None = None) -> int:
    """Simulate and write; the number of rows written.

    Raises :class:`KnownError` where the store has persons, and :class:`Stopped` when the progress
    says so: a simulation that fits one transaction then leaves nothing behind.
    """
    given = desk.see(WhatIsThere())
    rows = simulate(wish, given)
    counter = _Counter(rows.count, progress or (lambda _done, _all: True))
    for number, chunk in enumerate(_chunks(rows)):
        desk.do(WriteSimulation(chunk, rows.edits if number == 0 else {}, counter))
        counter.kept = counter.written
    return rows.count


@dataclass
class _Counter:
    """How far the filling is."""

    total: int
    progress: Progress
    written: int = 0
    kept: int = 0

    def count(self, more: int) -> None:
        """Tell the progress; raises :class:`Stopped` where it says no."""
        self.written += more
        if not self.progress(self.written, self.total):
            raise Stopped(
                _("The filling was stopped."),
                _("The team folder is partly filled. Make a new one.")
                if self.kept
                else _("Nothing was changed."),
            )


@dataclass(frozen=True)
class WhatIsThere(View[Given]):
    """What a simulation builds on. Raises :class:`KnownError` where the store has persons."""

    right: ClassVar[str | None] = Right.EDIT_TEAM

    def read(self, reader: Reader) -> Given:
        """Read the team, its members and employers, and the categories in their order."""
        session = reader.session
        _refuse_persons(session.scalars(select(Person.id).limit(1)).first())
        team = session.scalars(select(Team)).one()
        # Ordered by id: by when they came, the first administrator first.
        staff = session.scalars(select(Staff).order_by(Staff.id)).all()
        employers = session.scalars(select(Employer).order_by(Employer.id.desc())).all()
        categories = session.scalars(
            select(BoardCategory).order_by(BoardCategory.position, BoardCategory.id)
        ).all()
        return Given(
            model=team.model,
            members=tuple(
                GivenMember(one.id, one.name, one.initials, one.employer_id) for one in staff
            ),
            employers={one.kind.value: one.id for one in employers},
            categories={one.code: one.id for one in categories if one.code is not None},
        )


@dataclass(frozen=True)
class WriteSimulation(Action[None]):
    """Write a part of a simulation: rows per table, and changes to members who were there."""

    chunk: tuple[tuple[type[Entity], list[dict[str, Any]]], ...] = field(repr=False)
    edits: dict[str, dict[str, Any]] = field(repr=False)
    counter: _Counter = field(repr=False)
    reason: str | None = None

    code: ClassVar[str] = "simulation.write"
    right: ClassVar[str | None] = Right.IMPORT
    undoable: ClassVar[bool] = False

    def do(self, work: Work) -> None:
        """Add everything; the first part refuses a store that has persons."""
        if self.counter.kept == 0:
            _refuse_persons(work.session.scalars(select(Person.id).limit(1)).first())
        for cls, mappings in self.chunk:
            for start in range(0, len(mappings), STEP):
                part = mappings[start : start + STEP]
                work.add_many(cls, part)
                self.counter.count(len(part))
        # After the rows: a member who was there may now belong to a new employer.
        for staff_id, fields in self.edits.items():
            work.edit(Staff, staff_id, None, **fields)

    @classmethod
    def label(cls, details: Mapping[str, str]) -> str:
        """«Filled in a made-up team»."""
        return _("Filled in a made-up team")


def _refuse_persons(found: str | None) -> None:
    if found is not None:
        raise KnownError(
            _("The team folder has persons already. A simulation fills only an empty one."),
            _("Nothing was changed. Make a new team folder and fill that."),
        )


def _chunks(rows: Rows) -> Iterator[tuple[tuple[type[Entity], list[dict[str, Any]]], ...]]:
    """Tables with their rows, parents first, cut where a transaction is full."""
    order = {table.name: number for number, table in enumerate(Base.metadata.sorted_tables)}
    chunk: list[tuple[type[Entity], list[dict[str, Any]]]] = []
    room = TRANSACTION
    for cls in sorted(rows.tables, key=lambda each: order[each.__tablename__]):
        waiting: list[dict[str, Any]] = []
        for mapping in rows.mappings(cls):
            waiting.append(mapping)
            if len(waiting) == room:
                yield (*chunk, (cls, waiting))
                chunk, waiting, room = [], [], TRANSACTION
        if waiting:
            chunk.append((cls, waiting))
            room -= len(waiting)
    if chunk:
        yield tuple(chunk)
