"""The end of a run, held against what the server has: nothing missing, nothing twice, all equal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from factdesk.board.tables import Task
from factdesk.contacts.tables import Contact
from factdesk.desk import Desk
from factdesk.people.tables import Note, Person
from factdesk.seat_scope import scope_of
from factdesk.store.action import View
from factdesk.store.base import Base
from factdesk.store.check import chain_problems, row_problems
from factdesk.store.seat.outbox import State
from factdesk.store.tables import Act, ChangeEntry
from tests.whole_server.deeds import Deed, Told
from tests.whole_server.seats import Seat, in_order

#: What a new desk reads, by view.
Answers: TypeAlias = Mapping[View[Any], Any]


def prove(fresh: Desk, seats: Sequence[Seat], desk_of: Callable[[str], Desk]) -> None:
    """Everything that must hold when all is quiet. ``desk_of`` opens a new desk of a login."""
    # A user may undo at one computer what was done at another.
    undone = {deed.undoes for seat in seats for deed in seat.deeds.every if deed.undoes}
    for seat in seats:
        prove_deeds(fresh, seat, undone)
    prove_log(fresh)
    for role in sorted({seat.role for seat in seats}):
        new = desk_of(role)
        mine = [seat for seat in seats if seat.role == role]
        answers = {view: in_order(new.see(view)) for view in mine[0].screens}
        for seat in mine:
            prove_screens(answers, seat)
            prove_copy(new, answers, seat)


def prove_deeds(fresh: Desk, seat: Seat, undone: set[str]) -> None:
    """What was promised is there once, or refused with words; what was refused is not there."""
    with fresh.store.reading(fresh.actor) as reader:
        acts = set(reader.session.scalars(select(Act.id)))
        logged = set(reader.session.scalars(select(ChangeEntry.act_id)))
        texts = Counter[str]()
        for column in (Note.text, Contact.note, Task.text, Person.given_name):
            texts.update(text for text in reader.session.scalars(select(column)) if text)
    assert acts == logged
    refused = {}
    for entry in seat.store.outbox.entries():
        assert entry.state in (State.REFUSED, State.ANSWERED), entry.state
        assert entry.message, "without a word why"
        refused[entry.act_id] = entry
    taken_back = {
        deed.undoes for deed in seat.deeds.every
        if deed.undoes and deed.told not in (Told.REFUSED, Told.SAVED)
    }  # fmt: skip
    for deed in seat.deeds.every:
        where = (seat.root.name, deed)
        _is_right(deed, deed.act_id in acts, refused.get(deed.act_id), taken_back, where)
        if deed.words is None:
            continue
        assert texts[deed.words] <= 1, ("twice", where)
        if deed.act_id in acts and deed.act_id not in undone:
            assert texts[deed.words] == 1, ("gone", where)
        if deed.act_id not in acts:
            assert texts[deed.words] == 0, ("without an act", where)


def _is_right(deed: Deed, is_there: bool, refused: Any, taken_back: set[Any], where: Any) -> None:
    is_taken_back = deed.undoes is not None or deed.act_id in taken_back
    if refused is not None and refused.state is State.REFUSED:
        assert not is_there, ("refused and there", where, refused)
    elif deed.told is Told.SAVED or (deed.told is Told.KEPT and not is_taken_back):
        assert is_there, ("missing", where)
    elif deed.told is Told.REFUSED:
        assert not is_there, ("told refused, and there", where)
    elif deed.told is Told.UNKNOWN:
        assert refused is not None, ("nobody tells how it went", where)


def prove_log(fresh: Desk) -> None:
    """The chain, the acts and the rows verify."""
    with fresh.store.reading(fresh.actor) as reader:
        assert list(chain_problems(reader.session)) == []
        assert list(row_problems(reader.session)) == []


def prove_screens(answers: Answers, seat: Seat) -> None:
    """What each screen came to show by itself is what a new desk of the same user reads."""
    for view, screen in seat.screens.items():
        expected = answers[view]
        assert screen.until(expected), (seat.root.name, view, screen.shown, expected)


def prove_copy(new: Desk, answers: Answers, seat: Seat) -> None:
    """The copy has the server's rows, and answers every view as the server does."""
    assert seat.store.settle()
    copy = seat.store.copy.store
    with new.store.reading(new.actor) as reader:
        own_only = scope_of(reader).own_only
        on_server = _rows(reader.session, own_only, new.actor.id)
    with Session(copy.engine) as session, session.begin():
        here = _rows(session, own_only, new.actor.id)
    for name, rows in on_server.items():
        assert here[name] == rows, (seat.root.name, name)
    for view, expected in answers.items():
        assert in_order(copy.ask(view, new.actor)) == expected, (seat.root.name, view)


def _rows(session: Session, own_only: Any, staff_id: str) -> dict[str, list[dict[str, Any]]]:
    found = {}
    for table in Base.metadata.sorted_tables:
        query = select(table).order_by(*table.primary_key)
        if table.name in own_only:
            query = query.where(table.c[own_only[table.name]] == staff_id)
        found[table.name] = [dict(row) for row in session.execute(query).mappings()]
    return found
