"""Handing persons over: one act, undone as one, with the tasks that belong to them."""

from datetime import date, timedelta

import pytest

from factdesk.board.actions.add_task import AddTask
from factdesk.board.actions.close_task import FinishTask
from factdesk.board.tables import Task
from factdesk.coordination.actions.hand_over import HandedOver, HandOver
from factdesk.coordination.errors import HasLeft, NobodyChosen, NotInTeam
from factdesk.coordination.views import CoordinatorLoads, MyPeople
from factdesk.desk import Desk
from factdesk.people.actions.edit_person import EditPerson
from factdesk.people.kinds import Stage
from factdesk.people.tables import Person
from factdesk.store.conflict import Conflict, Refused
from tests.support.builders import Make
from tests.support.desks import member


def coordinator(desk: Desk, person: str) -> tuple[str | None, int]:
    with desk.store.reading(desk.actor) as reader:
        row = reader.session.get(Person, person)
        assert row is not None
        return row.coordinator_id, row.version


def owner(desk: Desk, task: str) -> str | None:
    with desk.store.reading(desk.actor) as reader:
        row = reader.session.get(Task, task)
        assert row is not None
        return row.owner_id


def seen(desk: Desk, *persons: str) -> tuple[tuple[str, int], ...]:
    return tuple((person, coordinator(desk, person)[1]) for person in persons)


def test_persons_and_their_open_tasks_go_over_and_back_in_one_act(any_desk, make: Make) -> None:
    one, other = make.staff("Tove Kvam"), make.staff("Ola Berg")
    first, kari = (make.person(name, "Ruud", coordinator_id=one) for name in ("Åse", "Kari"))
    own = any_desk.do(AddTask(first, "Ringe NAV", one))
    done = any_desk.do(AddTask(first, "Ringe fastlegen", one))
    any_desk.do(FinishTask(done, 1))
    of_other = any_desk.do(AddTask(kari, "Sette depot", any_desk.actor.id))
    result = any_desk.do(HandOver((first, kari), other, seen(any_desk, first, kari), "Permisjon"))
    assert result == HandedOver(persons=2, tasks=1)
    assert [coordinator(any_desk, each)[0] for each in (first, kari)] == [other, other]
    assert (owner(any_desk, own), owner(any_desk, done)) == (other, one)
    assert owner(any_desk, of_other) == any_desk.actor.id
    step = any_desk.history().result().undo
    assert step is not None
    assert "2 persons to OB" in step.label
    any_desk.undo().result()
    assert [coordinator(any_desk, each)[0] for each in (first, kari)] == [one, one]
    assert owner(any_desk, own) == one


def test_another_leader_who_was_quicker_is_not_overwritten(desk: Desk, make: Make) -> None:
    one, other, third = (make.staff(name) for name in ("Tove Kvam", "Ola Berg", "Siv Lie"))
    person = make.person(coordinator_id=one)
    before = seen(desk, person)
    desk.do(EditPerson(person, before[0][1], coordinator_id=third))
    with pytest.raises(Conflict):
        desk.do(HandOver((person,), other, before))
    assert coordinator(desk, person)[0] == third


def test_what_cannot_be_handed_over_is_said_and_nothing_changes(desk: Desk, make: Make) -> None:
    gone = make.staff("Ola Berg", valid_to=desk.clock.today() - timedelta(days=1))
    ahead = make.staff("Siv Lie", valid_from=desk.clock.today() + timedelta(days=1))
    here = make.staff("Tove Kvam")
    person = make.person(coordinator_id=here)
    closed = make.person(
        "Ailo", "Tran", stage=Stage.CLOSED, closed_on=date(2026, 1, 2), coordinator_id=gone
    )
    for to in (gone, ahead):
        with pytest.raises(NotInTeam):
            desk.do(HandOver((person,), to, seen(desk, person)))
    with pytest.raises(NobodyChosen):
        desk.do(HandOver((), here, ()))
    with pytest.raises(HasLeft, match="Ailo Tran"):
        desk.do(HandOver((person, closed), desk.actor.id, seen(desk, person, closed)))
    assert coordinator(desk, person)[0] == here


def test_only_a_leader_hands_over_and_sees_the_loads(desk: Desk, make: Make, second_desk) -> None:
    tove = make.staff("Tove Kvam")
    person = make.person(coordinator_id=tove)
    beside = second_desk(desk, member(tove, "Tove Kvam"))
    with pytest.raises(Refused):
        beside.do(HandOver((person,), desk.actor.id, seen(desk, person)))
    with pytest.raises(Refused):
        beside.see(CoordinatorLoads())
    assert [row.person_id for row in beside.see(MyPeople()).rows] == [person]
