"""Undo and redo from the log: every act, after a restart, and never over what others did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from factdesk import opening
from factdesk.board.actions.place_on_board import PlaceOnBoard
from factdesk.board.tables import BoardCategory, BoardEpisode, Level
from factdesk.desk import Desk
from factdesk.people.tables import Person
from factdesk.store import check
from factdesk.store.action import Action, Actor
from factdesk.store.conflict import CannotUndo, NotYours, Refused
from factdesk.store.undo import UndoAct
from factdesk.store.work import Work
from tests.support.builders import Make
from tests.support.desks import PASSPHRASE
from tests.support.plans import plans_scanning


@dataclass(frozen=True)
class Change(Action[str | None]):
    """One of several kinds of change to a few persons and their episodes; the tests' own."""

    kind: str
    number: int
    text: str

    code: ClassVar[str] = "test.change"

    @classmethod
    def label(cls, details: Any) -> str:
        return details["text"]

    def do(self, work: Work) -> str | None:
        work.tell(text=self.text)
        persons = work.session.scalars(select(Person).order_by(Person.id)).all()
        if self.kind == "add" or not persons:
            return work.add(Person(given_name=self.text)).id
        person = persons[self.number % len(persons)]
        episode = work.session.scalars(
            select(BoardEpisode).where(BoardEpisode.person_id == person.id)
        ).first()
        category = work.session.scalars(select(BoardCategory)).first()
        assert category is not None
        if self.kind == "edit":
            work.edit(Person, person.id, None, given_name=self.text, address=self.text or None)
        elif self.kind == "place" and episode is None:
            work.add(BoardEpisode(person_id=person.id, category_id=category.id, placed_at=work.now))
            work.edit(Person, person.id, None, own_goal=self.text)
        elif self.kind == "level" and episode is not None:
            work.edit(BoardEpisode, episode.id, None, level=Level.RED, reason=self.text)
        elif self.kind == "remove":
            if episode is not None:
                work.delete(episode)
            work.delete(person)
        return None


def state(desk: Desk) -> dict[str, Any]:
    """Everything that can be seen, without the versions."""
    with desk.store.reading(desk.actor) as reader:
        persons = reader.session.scalars(select(Person).order_by(Person.id))
        episodes = reader.session.scalars(select(BoardEpisode).order_by(BoardEpisode.id))
        return {
            row.id: {
                column.key: getattr(row, column.key)
                for column in row.__mapper__.column_attrs
                if column.key != "version"
            }
            for rows in (persons, episodes)
            for row in rows
        }


changes = st.builds(
    Change,
    st.sampled_from(["add", "edit", "place", "level", "remove"]),
    st.integers(0, 5),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12),
)
steps = st.lists(st.one_of(changes, st.sampled_from(["undo", "redo"])), max_size=25)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_undo_gives_back_every_state_and_redo_returns(desk: Desk, steps: list[Any]) -> None:
    """A walk of changes, undos and redos behaves as a list of states would."""
    desk.do(Change("add", 0, "start"))
    past, future = [state(desk)], []
    for step in steps:
        if step == "undo":
            if len(past) > 1:
                desk.undo().result()
                future.append(past.pop())
        elif step == "redo":
            if future:
                desk.redo().result()
                past.append(future.pop())
        else:
            newest = desk.store.newest()
            desk.do(step)
            if desk.store.newest() != newest:
                past.append(state(desk))
                future.clear()
        assert state(desk) == past[-1]
    assert all(found.is_in_order for found in check.check(desk.store, None))


def test_undo_works_after_a_restart_and_on_both_engines(any_desk: Desk, make: Make) -> None:
    any_desk.do(Change("add", 0, "Åse"))
    before = state(any_desk)
    any_desk.do(Change("edit", 0, "Kari"))
    assert any_desk.history().result().undo.label == "Kari"
    assert any_desk.undo().result() == "Kari"
    assert state(any_desk) == before
    assert any_desk.history().result().redo.label == "Kari"


def test_undo_after_a_restart(desk: Desk, team_folder: Path, clock: Any) -> None:
    desk.do(Change("add", 0, "Åse"))
    before = state(desk)
    desk.do(Change("remove", 0, "bort"))
    desk.close()
    with opening.open_team(team_folder, PASSPHRASE, clock=clock) as again:
        assert again.undo().result() == "bort"
        assert state(again) == before


def test_what_others_changed_since_is_not_undone(
    any_desk: Desk, second_desk: Callable[..., Desk], make: Make
) -> None:
    tove = make.staff("Tove Kvam")
    any_desk.do(Change("add", 0, "Åse"))
    any_desk.do(Change("edit", 0, "mine"))
    other = second_desk(any_desk, Actor(tove, "Tove Kvam", "pc-2"))
    other.do(Change("edit", 0, "theirs"))
    before = state(any_desk)
    with pytest.raises(CannotUndo):
        any_desk.undo().result()
    assert state(any_desk) == before
    assert other.undo().result() == "theirs"
    assert any_desk.undo().result() == "mine"


def test_a_person_with_later_rows_cannot_be_undone_away(any_desk: Desk, make: Make) -> None:
    person = any_desk.do(Change("add", 0, "Åse"))
    assert person is not None
    make.contact(person, any_desk.actor.id)
    with pytest.raises(CannotUndo):
        any_desk.undo().result()


def test_nothing_to_undo_is_no_error(any_desk: Desk) -> None:
    assert any_desk.undo().result() is None
    assert any_desk.redo().result() is None


def test_the_same_act_is_not_undone_twice(any_desk: Desk) -> None:
    any_desk.do(Change("add", 0, "Åse"))
    any_desk.do(Change("edit", 0, "Kari"))
    step = any_desk.history().result().undo
    assert step is not None
    any_desk.do(UndoAct(step.act_id))
    with pytest.raises(CannotUndo):
        any_desk.do(UndoAct(step.act_id))


def test_nobody_undoes_what_somebody_else_did(
    any_desk: Desk, second_desk: Callable[..., Desk], make: Make
) -> None:
    tove = make.staff("Tove Kvam")
    any_desk.do(Change("add", 0, "Åse"))
    step = any_desk.history().result().undo
    assert step is not None
    before = state(any_desk)
    with pytest.raises(NotYours):
        second_desk(any_desk, Actor(tove, "Tove Kvam", "pc-2")).do(UndoAct(step.act_id))
    assert state(any_desk) == before


def test_undoing_needs_the_right_that_doing_needed(
    any_desk: Desk, second_desk: Callable[..., Desk], make: Make
) -> None:
    person = make.person()
    any_desk.do(PlaceOnBoard(person, make.category(), Level.RED, reason="Sover ikke"))
    before = state(any_desk)
    reader = second_desk(any_desk, Actor(any_desk.actor.id, "Marit Holm", "pc", frozenset()))
    with pytest.raises(Refused):
        reader.undo().result()
    assert state(any_desk) == before


@dataclass(frozen=True)
class Regroup(Action[None]):
    """Touch an episode first, then make its new category and move it there; the tests' own."""

    episode: str
    move: bool

    code: ClassVar[str] = "test.regroup"

    def do(self, work: Work) -> None:
        episode = work.edit(BoardEpisode, self.episode, None, reason="Flyttes")
        work.session.flush()
        new = work.add(BoardCategory(name="Ny", position=99))
        work.edit(BoardEpisode, episode.id, None, category_id=new.id)
        if not self.move:
            work.edit(Person, episode.person_id, None, address="Borte")
            work.session.flush()
            person = work.get(Person, episode.person_id)
            work.delete(episode)
            work.delete(person)


@pytest.mark.parametrize("move", [True, False])
def test_rows_touched_in_any_order_go_back(any_desk: Desk, make: Make, move: bool) -> None:
    """The log keeps where each row was touched first; parents and children still go back."""
    episode = make.place(make.person())
    before = state(any_desk)
    any_desk.do(Regroup(episode, move))
    after = state(any_desk)
    any_desk.undo().result()
    assert state(any_desk) == before
    any_desk.redo().result()
    assert state(any_desk) == after
    any_desk.undo().result()
    assert state(any_desk) == before
    assert all(found.is_in_order for found in check.check(any_desk.store, None))


@dataclass(frozen=True)
class AddAndTakeAway(Action[None]):
    """Add a person and remove it again, and take a person away and bring it back."""

    person: str

    code: ClassVar[str] = "test.add_and_take_away"

    def do(self, work: Work) -> None:
        work.delete(work.add(Person(given_name="Kort")))
        old = work.get(Person, self.person)
        values = {name: getattr(old, name) for name in Person.__table__.c.keys()}  # noqa: SIM118
        work.delete(old)
        work.add(Person(**(values | {"address": "Tilbake", "version": values["version"] + 1})))


def test_what_an_act_adds_and_removes_itself_is_no_change(any_desk: Desk, make: Make) -> None:
    person = make.person()
    before, newest = state(any_desk), any_desk.store.newest()
    any_desk.do(AddAndTakeAway(person))
    assert any_desk.store.newest() == newest + 1
    assert state(any_desk)[person]["address"] == "Tilbake"
    any_desk.undo().result()
    assert state(any_desk) == before
    assert all(found.is_in_order for found in check.check(any_desk.store, None))


def test_undoing_looks_up_rows_of_the_log_by_its_key(desk: Desk) -> None:
    """A log of years is not read through for one act."""
    desk.do(Change("add", 0, "Åse"))
    step = desk.history().result().undo
    assert step is not None
    with desk.store.counting() as statements:
        desk.do(UndoAct(step.act_id))
    assert plans_scanning(desk, statements, {"acts", "change_log"}) == []


def test_an_act_from_before_its_words_were_changed_still_has_a_label() -> None:
    assert Action.words("test.change", {"text": "Åse"}) == "Åse"
    assert Action.words("test.change", {"old": "Åse"}) == "test.change"
    assert Action.words("test.no_longer_there", {}) == "test.no_longer_there"
