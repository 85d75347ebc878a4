"""Closing a case: not while the person is on the board, on both engines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from factdesk.board.actions.close_person import ClosePerson
from factdesk.board.actions.place_on_board import PlaceOnBoard
from factdesk.board.actions.take_off_board import TakeOffBoard
from factdesk.board.errors import PersonIsClosed, StillOnBoard
from factdesk.desk import Desk
from factdesk.people.errors import DateAhead, DatesOutOfOrder, TextMissing, WrongStage
from factdesk.people.kinds import Stage
from factdesk.people.record import PersonRecord
from factdesk.store.action import Actor
from factdesk.store.conflict import Gone, Refused
from factdesk.team.roles import Role, rights_of
from tests.support.builders import Make

TODAY = date(2026, 11, 23)


def stage(desk: Desk, person: str) -> Stage:
    return desk.see(PersonRecord(person)).person.stage


def test_who_is_on_the_board_is_not_closed(any_desk: Desk, make: Make) -> None:
    person = make.person()
    episode = make.place(person)
    before = any_desk.store.newest()
    with pytest.raises(StillOnBoard) as caught:
        any_desk.do(ClosePerson(person, 1, TODAY, "moved"))
    assert caught.value.category in caught.value.message
    assert (any_desk.store.newest(), stage(any_desk, person)) == (before, Stage.ENROLLED)
    any_desk.do(TakeOffBoard(episode, 1, True, "stabil"))
    any_desk.do(ClosePerson(person, 1, TODAY, "moved"))
    assert stage(any_desk, person) is Stage.CLOSED
    assert any_desk.history().result().undo.label == "Closed: Åse Ødegård"
    with pytest.raises(PersonIsClosed):
        any_desk.do(PlaceOnBoard(person, make.category(), "yellow", reason="igjen"))


def test_what_a_closure_needs(any_desk: Desk, make: Make) -> None:
    person = make.person(enrolled_on=TODAY - timedelta(days=9))
    wrong = (
        (ClosePerson(person, 1, TODAY, "  "), TextMissing),
        (ClosePerson(person, 1, TODAY + timedelta(days=1), "moved"), DateAhead),
        (ClosePerson(person, 1, TODAY - timedelta(days=10), "moved"), DatesOutOfOrder),
        (ClosePerson("0" * 32, 1, TODAY, "moved"), Gone),
    )
    for command, error in wrong:
        with pytest.raises(error):
            any_desk.do(command)
    any_desk.do(ClosePerson(person, 1, TODAY, "moved"))
    with pytest.raises(WrongStage):
        any_desk.do(ClosePerson(person, 2, TODAY, "moved"))
    any_desk.undo().result()
    assert stage(any_desk, person) is Stage.ENROLLED


def test_a_reader_closes_nobody(any_desk: Desk, make: Make) -> None:
    rights = rights_of(Role.READER, is_administrator=False, has_health_basis=True)
    reader = Actor(make.staff(), "Tove Kvam", "pc", rights)
    with pytest.raises(Refused):
        any_desk.store.run(ClosePerson(make.person(), 1, TODAY, "moved"), reader)
