"""What each role keeps on its own computer, and that views away never say less than they know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from factdesk.assessments.figure_views import Figures
from factdesk.assessments.views import Assessments
from factdesk.board.views import Board
from factdesk.desk import Desk
from factdesk.people.actions.access_blocks import BlockAccess, LiftBlock
from factdesk.people.actions.notes import AddNote
from factdesk.people.actions.open_record import OpenRecord
from factdesk.people.errors import Blocked
from factdesk.people.record import PersonRecord
from factdesk.people.views import People, WhoHasLooked
from factdesk.plans.crisis_view import PersonCrisisPlan
from factdesk.seat_scope import scope_of
from factdesk.signing_in import actor_of
from factdesk.store.seat import refusals
from factdesk.team.actions.set_role import SetRole
from factdesk.team.roles import Role
from factdesk.team.tables import Staff
from tests.store.seat.away import Seat
from tests.store.seat.conftest import Bench, Same, rows_of
from tests.support.builders import Make


@dataclass
class Members:
    """Opens a seat for a new member of a role, after their computer has its copy."""

    bench: Bench
    make: Make
    opened: list[Seat]

    def __call__(self, role: Role, name: str = "Tove Kvam", **fields: object) -> Seat:
        staff_id = self.make.staff(name, role=role, **fields)
        seat = Seat(self.bench, scope_of)
        with self.bench.desk.store.reading(self.bench.desk.actor) as reader:
            seat.actor = actor_of(reader.session.get(Staff, staff_id))  # type: ignore[arg-type]
        seat.open()
        self.opened.append(seat)
        return seat


@pytest.fixture
def member(bench: Bench, make: Make) -> Iterator[Members]:
    members = Members(bench, make, [])
    yield members
    for seat in members.opened:
        seat.close()


@pytest.fixture
def person(desk: Desk, make: Make) -> str:
    person = make.person("Even", "Lyngstad", phone="40000001", own_goal="egen leilighet")
    make.place(person, reason="sover lite")
    make.contact(person, make.staff("Ola Ås"), note="lang kontakt")
    desk.do(AddNote(person, "journalnotat"))
    desk.do(OpenRecord(person))
    return person


_SECRETS = ("journalnotat", "40000001", "egen leilighet", "lang kontakt", "sover lite")


def _held(seat: Seat) -> str:
    return str(rows_of(seat.store.copy.store))


def test_a_leader_keeps_everything_but_others_drafts(
    member: Members, desk: Desk, person: str, same: Same
) -> None:
    seat = member(Role.LEADER)
    same(seat.store.copy.store, desk.store)
    assert seat.store.copy.standing.scope.is_whole


def test_a_member_answers_every_view_away_as_the_server_would(member: Members, person: str) -> None:
    seat = member(Role.MEMBER)
    views = [People(), Board(), PersonRecord(person), WhoHasLooked(person), Assessments()]
    there = [seat.store.ask(view, seat.actor) for view in views]
    seat.go_away()
    assert [seat.store.ask(view, seat.actor) for view in views] == there


def test_a_reader_keeps_names_and_the_board_and_no_words(member: Members, person: str) -> None:
    seat = member(Role.READER)
    held = _held(seat)
    assert "Lyngstad" in held
    for secret in _SECRETS:
        assert secret not in held
    there = seat.store.ask(Board(), seat.actor), seat.store.ask(People(), seat.actor)
    seat.go_away()
    assert (seat.store.ask(Board(), seat.actor), seat.store.ask(People(), seat.actor)) == there


def test_an_assessor_from_outside_keeps_nothing_of_any_person(member: Members, person: str) -> None:
    seat = member(Role.ASSESSOR)
    held = _held(seat)
    for secret in (*_SECRETS, "Lyngstad", "Even"):
        assert secret not in held
    seat.go_away()
    assert seat.store.ask(Assessments(), seat.actor) == ()


def test_figures_are_made_of_whole_rows_or_not_at_all(member: Members, person: str) -> None:
    view = Figures("dacts", member.bench.clock.today())
    seat = member(Role.MEMBER, has_health_basis=False)
    there = seat.store.ask(view, seat.actor)
    seat.go_away()
    assert seat.store.ask(view, seat.actor) == there
    seat.close()
    seat = member(Role.ASSESSOR, "Åge Vold")
    seat.store.ask(view, seat.actor)
    seat.go_away()
    with pytest.raises(refusals.NotReadAway):
        seat.store.ask(view, seat.actor)


def test_a_block_is_followed_and_the_record_is_refused_away_as_it_is_there(
    member: Members, desk: Desk, person: str
) -> None:
    seat = member(Role.MEMBER)
    assert "journalnotat" in _held(seat)
    block = desk.do(BlockAccess(person, seat.actor.id, "nabo"))
    assert seat.store.settle()
    held = _held(seat)
    for secret in _SECRETS:
        assert secret not in held
    assert "Lyngstad" in held
    there = seat.store.ask(Board(), seat.actor)
    seat.go_away()
    assert seat.store.ask(Board(), seat.actor) == there
    for view in (PersonRecord(person), PersonCrisisPlan(person), WhoHasLooked(person)):
        with pytest.raises(Blocked):
            seat.store.ask(view, seat.actor)
    with pytest.raises(refusals.NotSavedAway):
        seat.run(OpenRecord(person, emergency_reason="akutt"))
    seat.come_back()
    desk.do(LiftBlock(block, 1, member.bench.clock.today()))
    assert seat.store.settle()
    seat.go_away()
    assert seat.store.ask(PersonRecord(person), seat.actor).notes[0].text == "journalnotat"


def test_an_opening_in_an_emergency_does_not_make_an_empty_record_away(
    member: Members, desk: Desk, person: str
) -> None:
    seat = member(Role.MEMBER)
    desk.do(BlockAccess(person, seat.actor.id, "nabo"))
    seat.run(OpenRecord(person, emergency_reason="akutt"))
    assert seat.store.ask(PersonRecord(person), seat.actor).notes
    assert seat.store.settle()
    seat.go_away()
    with pytest.raises(Blocked):
        seat.store.ask(PersonRecord(person), seat.actor)


def test_a_role_that_is_taken_away_takes_its_rows_along(
    member: Members, desk: Desk, person: str
) -> None:
    seat = member(Role.MEMBER)
    assert "journalnotat" in _held(seat)
    with desk.store.reading(desk.actor) as reader:
        seen = reader.session.get(Staff, seat.actor.id).version
    desk.do(SetRole(seat.actor.id, seen, Role.READER, is_administrator=False))
    assert seat.store.settle()
    for secret in _SECRETS:
        assert secret not in _held(seat)
