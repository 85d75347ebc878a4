"""Undo keeps the board's rules, whatever others did in between."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from factdesk.board.actions.close_person import ClosePerson
from factdesk.board.actions.move_on_board import MoveOnBoard
from factdesk.board.actions.place_on_board import PlaceOnBoard
from factdesk.board.actions.rest_category import RestCategory
from factdesk.board.actions.take_off_board import TakeOffBoard
from factdesk.board.views import Board
from factdesk.desk import Desk
from factdesk.store.conflict import CannotUndo
from tests.support.builders import Make
from tests.support.desks import leader


@pytest.fixture
def other(any_desk: Desk, second_desk: Callable[..., Desk], make: Make) -> Desk:
    """A colleague's desk on the same store."""
    tove = make.staff("Tove Kvam")
    return second_desk(any_desk, leader(tove, "Tove Kvam"))


def test_who_was_closed_since_does_not_come_back_to_the_board(
    any_desk: Desk, other: Desk, make: Make
) -> None:
    person = make.person()
    episode = make.place(person)
    any_desk.do(TakeOffBoard(episode, 1, decided_by_team=True, reason="Roligere"))
    other.do(ClosePerson(person, 1, any_desk.clock.today(), "moved"))
    with pytest.raises(CannotUndo, match="closed since"):
        any_desk.undo().result()
    other.undo().result()
    any_desk.undo().result()
    assert any_desk.see(Board()).on_board == 1


def test_a_placement_is_not_redone_for_who_was_closed_since(
    any_desk: Desk, other: Desk, make: Make
) -> None:
    person = make.person()
    any_desk.do(PlaceOnBoard(person, make.category(), reason="Sover ikke"))
    any_desk.undo().result()
    other.do(ClosePerson(person, 1, any_desk.clock.today(), "moved"))
    with pytest.raises(CannotUndo, match="closed since"):
        any_desk.redo().result()


def test_nobody_is_moved_back_into_a_category_put_to_rest_since(
    any_desk: Desk, other: Desk, make: Make
) -> None:
    episode = make.place(make.person(), "crisis")
    crisis, admitted = make.category("crisis"), make.category("admitted")
    any_desk.do(MoveOnBoard(episode, 1, admitted))
    other.do(RestCategory(crisis, 1))
    with pytest.raises(CannotUndo, match="put to rest"):
        any_desk.undo().result()


def test_what_stood_so_before_hinders_no_other_undo(any_desk: Desk, make: Make) -> None:
    make.place(make.person("Ny", "Lukket", stage="closed"))
    any_desk.do(PlaceOnBoard(make.person(), make.category(), reason="Sover ikke"))
    any_desk.undo().result()
    assert any_desk.see(Board()).on_board == 1
