"""Who may see a record and who is seen to have looked or changed, on both engines."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.people.actions.access_blocks import BlockAccess, LiftBlock
from factdesk.people.actions.legal_status import AddLegalStatus, EditLegalStatus
from factdesk.people.actions.next_of_kin import AddNextOfKin, RemoveNextOfKin
from factdesk.people.actions.notes import AddNote
from factdesk.people.actions.open_record import OpenRecord
from factdesk.people.errors import Blocked
from factdesk.people.record import PersonRecord
from factdesk.people.views import WhoHasLooked
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
