"""Who may see a record and who is seen to have looked or changed, on both engines."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from factdesk.board.actions.start_meeting import StartMeeting
from factdesk.board.actions.write_meeting_item import WriteMeetingItem
from factdesk.board.meeting_person_view import MeetingPerson
from factdesk.board.meeting_views import CurrentMeeting
from factdesk.board.minutes_views import Minutes
from factdesk.board.views import Board, RowDetails
from factdesk.clock import FixedClock
from factdesk.contacts.views import Day, PersonContacts
from factdesk.desk import Desk
from factdesk.people.actions.access_blocks import BlockAccess, LiftBlock
from factdesk.people.actions.legal_status import AddLegalStatus, EditLegalStatus
from factdesk.people.actions.next_of_kin import AddNextOfKin, RemoveNextOfKin
from factdesk.people.actions.notes import AddNote
from factdesk.people.actions.open_record import OpenRecord
from factdesk.people.errors import Blocked, BlockedAlready, OwnBlock
from factdesk.people.record import PersonRecord
from factdesk.people.tables import AccessBlock
from factdesk.people.views import People, PersonPick, WhoHasLooked
from factdesk.store.action import Action, Actor
from factdesk.team.roles import Role, rights_of
from tests.support.builders import Make

TODAY = date(2026, 11, 23)


def member(make: Make, name: str = "Tove Kvam") -> Actor:
    """A member of the team without further rights."""
    rights = rights_of(Role.MEMBER, is_administrator=False, has_health_basis=True)
    return Actor(make.staff(name), name, "pc", rights)


@pytest.mark.parametrize("view", [PersonRecord, WhoHasLooked])
def test_a_blocked_member_gets_nothing_of_the_record(any_desk: Desk, make: Make, view: Any) -> None:
    person, tove = make.person(), member(make)
    any_desk.store.ask(view(person), tove)
    any_desk.do(BlockAccess(person, tove.id, "nabo"))
    with pytest.raises(Blocked):
        any_desk.store.ask(view(person), tove)
    any_desk.see(view(person))
    any_desk.store.ask(view(make.person("Kari", "Ruud")), tove)


def test_an_emergency_opens_the_record_for_a_while(
    any_desk: Desk, make: Make, clock: FixedClock
) -> None:
    person, tove = make.person(), member(make)
    any_desk.do(BlockAccess(person, tove.id, "nabo"))
    any_desk.store.run(OpenRecord(person, emergency_reason="fare for liv"), tove)
    clock.move(timedelta(hours=11))
    any_desk.store.ask(PersonRecord(person), tove)
    clock.move(timedelta(hours=2))
    with pytest.raises(Blocked):
        any_desk.store.ask(PersonRecord(person), tove)


def test_a_look_before_the_block_opens_nothing_after_it(any_desk: Desk, make: Make) -> None:
    person, tove = make.person(), member(make)
    any_desk.store.run(OpenRecord(person), tove)
    any_desk.do(BlockAccess(person, tove.id, "nabo"))
    with pytest.raises(Blocked):
        any_desk.store.ask(PersonRecord(person), tove)


def test_a_block_holds_until_the_day_it_is_lifted_from(
    any_desk: Desk, make: Make, clock: FixedClock
) -> None:
    person, tove = make.person(), member(make)
    block = any_desk.do(BlockAccess(person, tove.id, "nabo"))
    any_desk.do(LiftBlock(block, 1, TODAY + timedelta(days=1)))
    with pytest.raises(Blocked):
        any_desk.store.run(OpenRecord(person), tove)
    clock.move(timedelta(days=1))
    any_desk.store.run(OpenRecord(person), tove)
    any_desk.store.ask(PersonRecord(person), tove)


def test_a_blocked_member_does_not_lift_the_own_block(
    any_desk: Desk, make: Make, second_desk: Any
) -> None:
    person = make.person()
    block = any_desk.do(BlockAccess(person, any_desk.actor.id, "nabo"))
    with pytest.raises(OwnBlock):
        any_desk.do(LiftBlock(block, 1, TODAY))
    undo = any_desk.history().result().undo
    assert undo is None or not undo.label.startswith("Blocked")
    other = Actor(make.staff("Kari Ruud"), "Kari Ruud", "pc", any_desk.actor.rights)
    any_desk.store.run(LiftBlock(block, 1, TODAY), other)
    any_desk.do(OpenRecord(person))


def test_a_record_is_blocked_once_for_a_member(any_desk: Desk, make: Make) -> None:
    person, other, tove = make.person(), make.person("Kari", "Ruud"), make.staff("Tove Kvam")
    block = any_desk.do(BlockAccess(person, tove, "nabo"))
    with pytest.raises(BlockedAlready, match="TK"):
        any_desk.do(BlockAccess(person, tove, "slekt"))
    any_desk.do(BlockAccess(other, tove, "nabo"))
    any_desk.do(BlockAccess(person, make.staff("Nina Bø"), "nabo"))
    any_desk.do(LiftBlock(block, 1, TODAY))
    any_desk.do(BlockAccess(person, tove, "igjen"))
    assert len(any_desk.see(PersonRecord(person)).blocks) == 3


def test_lists_and_pickers_give_a_blocked_member_the_reduced_row(
    any_desk: Desk, make: Make
) -> None:
    tove, born = member(make), date(1953, 6, 20)
    known = {"birth_date": born, "phone": "912", "municipality": "Nes", "plan_on": TODAY}
    person, other = make.person(**known), make.person("Kari", "Ruud", **known)
    any_desk.do(BlockAccess(person, tove.id, "nabo"))
    rows = {row.id: row for row in any_desk.store.ask(People(), tove)}
    blocked = rows[person]
    assert (blocked.name, blocked.municipality, blocked.is_reduced) == ("Åse Ødegård", "Nes", True)
    assert (blocked.age, blocked.birth_date, blocked.phone, blocked.plan_on) == (
        None, None, "", None,
    )  # fmt: skip
    assert (rows[other].birth_date, rows[other].phone, rows[other].is_reduced) == (
        born, "912", False,
    )  # fmt: skip
    found = {one.id: one for one in any_desk.store.ask(PersonPick(), tove)}
    assert (found[person].birth_date, found[person].hint) == (None, "Nes")
    assert found[other].birth_date == born
    assert found[other].hint.endswith("1953 · Nes")


@pytest.mark.parametrize(
    ("since", "ended", "holds"),
    [(0, None, True), (0, 1, True), (-2, 0, False), (1, None, False)],
    ids=["stands", "ends tomorrow", "ended today", "begins tomorrow"],
)
def test_one_condition_says_when_a_block_holds(
    any_desk: Desk, make: Make, since: int, ended: int | None, holds: bool
) -> None:
    person, tove = make.person(own_goal="hemmelig"), member(make)
    make.place(person, reason="hemmelig")
    make.contact(person, tove.id, short_note="hemmelig")
    any_desk.do(StartMeeting())
    item = any_desk.see(CurrentMeeting()).items[0]
    any_desk.do(WriteMeetingItem(item.id, item.version, news="hemmelig"))
    make.rows(
        AccessBlock(
            person_id=person,
            staff_id=tove.id,
            why="nabo",
            since=TODAY + timedelta(days=since),
            ended_on=None if ended is None else TODAY + timedelta(days=ended),
        )
    )
    meeting = any_desk.see(CurrentMeeting())
    for view in (
        Board(),
        Board(TODAY - timedelta(days=3)),
        RowDetails(person),
        CurrentMeeting(),
        MeetingPerson(item.id),
        Minutes(meeting.id),
        PersonContacts(person),
        Day(TODAY - timedelta(days=1)),
    ):
        told = repr(any_desk.store.ask(view, tove))
        assert ("hemmelig" not in told) is holds, type(view).__name__
    assert any_desk.store.ask(People(), tove)[0].is_reduced is holds


def test_who_is_blocked_is_told_only_to_those_who_may_block(any_desk: Desk, make: Make) -> None:
    person, kari = make.person(), member(make, "Kari Ruud")
    any_desk.do(BlockAccess(person, make.staff("Tove Kvam"), "nabo"))
    assert len(any_desk.see(PersonRecord(person)).blocks) == 1
    assert any_desk.store.ask(PersonRecord(person), kari).blocks == ()
    assert any(look.what.startswith("Blocked") for look in any_desk.see(WhoHasLooked(person)))
    told = [look.what for look in any_desk.store.ask(WhoHasLooked(person), kari)]
    assert not any(what.startswith("Blocked") for what in told)


def test_every_change_that_concerns_the_person_is_listed(
    any_desk: Desk, make: Make, clock: FixedClock
) -> None:
    person, other = make.person(), make.person("Kari", "Ruud")
    legal = any_desk.do(AddLegalStatus(person, "tud", TODAY))
    kin = any_desk.do(AddNextOfKin(person, "Mor"))
    commands: tuple[Action[Any], ...] = (
        EditLegalStatus(legal, 1, "tph", TODAY),
        RemoveNextOfKin(kin),
        AddNote(person, "Ringt fastlege"),
        AddNote(other, "Om en annen"),
    )
    for command in commands:
        clock.move(timedelta(minutes=1))
        any_desk.do(command)
    assert [look.what.partition(":")[0] for look in any_desk.see(WhoHasLooked(person))][:3] == [
        "Note",
        "Next of kin removed",
        "Legal status changed",
    ]
    told = {look.what for look in any_desk.see(WhoHasLooked(person))}
    assert {"Legal status added: Åse Ødegård", "Next of kin added: Åse Ødegård"} <= told
    assert not any("Kari" in what for what in told)


def test_an_act_on_several_rows_of_the_person_is_one_line(any_desk: Desk, make: Make) -> None:
    person = make.person()
    any_desk.do(AddLegalStatus(person, "tud", TODAY))
    any_desk.undo().result()
    lines = [look.what for look in any_desk.see(WhoHasLooked(person)) if look.what]
    assert lines.count("Legal status added: Åse Ødegård") == 2  # the act, and its undo
