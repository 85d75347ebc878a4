"""What was saved on the server in the moment before it went, or before the desk was closed."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from sqlalchemy import select

from factdesk.desk import Desk
from factdesk.people.actions.notes import AddNote, EditNote
from factdesk.people.tables import Note
from factdesk.store.drafts import Drafts, DropDraft, SaveDraft
from factdesk.store.engine import Store
from factdesk.store.tables import Draft
from factdesk.store.undo import UndoAct
from tests.store.seat.away import Seat
from tests.store.seat.conftest import Same


def _notes(store: Store, seat: Seat) -> list[str]:
    with store.reading(seat.actor) as reader:
        return list(reader.session.scalars(select(Note.text).order_by(Note.id)))


def _drafts(store: Store, seat: Seat) -> list[str]:
    return [row.text for row in store.ask(Drafts("person."), seat.actor)]


def test_what_was_saved_in_the_last_moment_is_shown_away_though_the_copy_is_behind(
    seat: Seat, desk: Desk, person: str, same: Same, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = seat.open()
    with monkeypatch.context() as slow:
        slow.setattr(store, "wake", lambda: 0)
        note = seat.run(AddNote(person, "nettopp lagret"))
        seat.run(EditNote(note, 1, "og rettet"))
    seat.go_away()
    assert _notes(store, seat) == ["og rettet"]
    seat.run(EditNote(note, 2, "og rettet borte"))
    assert len(store.waiting()) == 1
    seat.come_back()
    assert _notes(desk.store, seat) == ["og rettet borte"]
    assert store.outbox.entries() == ()
    assert store.settle()
    same(store.copy.store, desk.store)


def test_a_draft_saved_in_the_last_moment_is_shown_away(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = seat.open()
    with monkeypatch.context() as slow:
        slow.setattr(store, "wake", lambda: 0)
        seat.run(SaveDraft("person.x", "h"))
        seat.run(SaveDraft("person.x", "halv"))
        seat.run(SaveDraft("person.y", "borte"))
        seat.run(DropDraft("person.y"))
    seat.go_away()
    assert _drafts(store, seat) == ["halv"]
    assert store.waiting() == ()


def test_the_copy_follows_a_draft_that_no_number_of_the_log_tells_of(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, caught_up = seat.open(), threading.Event()
    catch_up = store.copy.catch_up

    def noted(*given: Any) -> int:
        number = catch_up(*given)
        caught_up.set()
        return number

    monkeypatch.setattr(store.copy, "catch_up", noted)
    seat.run(SaveDraft("person.x", "halv"))
    assert caught_up.wait(30)
    with store.copy.store.reading(seat.actor) as reader:
        assert list(reader.session.scalars(select(Draft.text))) == ["halv"]


@pytest.mark.parametrize("is_away", [False, True], ids=["there", "away"])
def test_what_was_saved_in_the_moment_before_a_lock_is_shown_by_a_start_away(
    seat: Seat, desk: Desk, person: str, same: Same, monkeypatch: pytest.MonkeyPatch, is_away: bool
) -> None:
    store = seat.open()
    with monkeypatch.context() as slow:
        slow.setattr(store, "wake", lambda: 0)
        seat.run(AddNote(person, "nettopp lagret"))
        seat.run(SaveDraft("person.x", "halv"))
    if is_away:
        seat.go_away()
    seat.close()
    store = seat.open(away=True)
    assert _notes(store, seat) == ["nettopp lagret"]
    assert _drafts(store, seat) == ["halv"]
    assert store.waiting() == ()
    seat.come_back()
    assert _notes(desk.store, seat) == ["nettopp lagret"]
    assert store.outbox.entries() == ()
    assert store.settle()
    same(store.copy.store, desk.store)


def test_what_was_undone_on_the_server_does_not_come_again_away(
    seat: Seat, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = seat.open()
    with monkeypatch.context() as slow:
        slow.setattr(store, "wake", lambda: 0)
        seat.run(AddNote(person, "feil person"))
        step = store.history(seat.actor).undo
        assert step is not None
        seat.run(UndoAct(step.act_id))
    seat.go_away()
    assert _notes(store, seat) == []
