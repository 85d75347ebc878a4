"""Birthdays of 12, 16 and 18 raise a task 60 days ahead, once."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from sqlalchemy import select

from factdesk.board.actions.close_task import DropTask, FinishTask
from factdesk.board.actions.edit_task import EditTask
from factdesk.board.tables import Task
from factdesk.coordination.actions.raise_age_tasks import RaiseAgeTasks
from factdesk.coordination.age_tasks import AgeTasksDue
from factdesk.desk import Desk
from factdesk.people.actions.edit_person import EditPerson
from factdesk.people.kinds import Stage
from tests.support.builders import Make

TODAY = date(2026, 11, 23)


def tasks(desk: Desk) -> list[Task]:
    """Every task, the first due first."""
    with desk.store.reading(desk.actor) as reader:
        found = list(reader.session.scalars(select(Task).order_by(Task.due_on, Task.id)))
        reader.session.expunge_all()
        return found


def born(years: int, days_ahead: int) -> date:
    return TODAY + timedelta(days=days_ahead) - relativedelta(years=years)


@pytest.mark.parametrize("years", [12, 16, 18])
@pytest.mark.parametrize(("ahead", "raised"), [(-1, 0), (0, 1), (1, 1), (60, 1), (61, 0)])
def test_from_60_days_before_until_the_day_itself(desk, make, years, ahead, raised) -> None:
    make.person(birth_date=born(years, ahead))
    assert desk.see(AgeTasksDue()) is bool(raised)
    assert desk.do(RaiseAgeTasks()) == raised
    assert len(tasks(desk)) == raised


def test_a_task_names_what_to_do_is_owned_and_due_on_the_birthday(any_desk, make: Make) -> None:
    tove = make.staff("Tove Kvam")
    person = make.person(birth_date=born(16, 41), coordinator_id=tove)
    any_desk.do(RaiseAgeTasks())
    (task,) = tasks(any_desk)
    assert task.text.startswith("Fyller 16"), "in the team's language"
    assert (task.person_id, task.owner_id) == (person, tove)
    assert task.due_on == TODAY + timedelta(days=41)


def test_it_is_raised_once_also_when_it_was_done_dropped_or_moved(desk, make) -> None:
    for name in ("Ailo", "Åse", "Kari"):
        make.person(name, "Ruud", birth_date=born(18, 10))
    assert desk.do(RaiseAgeTasks()) == 3
    done, dropped, moved = tasks(desk)
    desk.do(FinishTask(done.id, done.version))
    desk.do(DropTask(dropped.id, dropped.version))
    desk.do(EditTask(moved.id, moved.version, due_on=TODAY))
    assert not desk.see(AgeTasksDue())
    assert desk.do(RaiseAgeTasks()) == 0
    assert len(tasks(desk)) == 3


def test_a_corrected_birth_date_drops_the_wrong_task_and_raises_the_right_one(desk, make) -> None:
    person = make.person(birth_date=born(16, 10))
    desk.do(RaiseAgeTasks())
    desk.do(EditPerson(person, 1, birth_date=born(16, 30)))
    assert desk.see(AgeTasksDue())
    assert desk.do(RaiseAgeTasks()) == 2
    wrong, right = tasks(desk)
    assert (wrong.dropped_at is not None, right.dropped_at) == (True, None)
    assert right.due_on == TODAY + timedelta(days=30)


def test_who_is_closed_adult_or_of_unknown_age_raises_nothing(desk, make) -> None:
    make.person(birth_date=born(16, 10), stage=Stage.CLOSED)
    make.person(birth_date=born(16, 10), stage=Stage.REFERRED)
    make.person(birth_date=born(40, 10))
    make.person(birth_date=None)
    assert desk.do(RaiseAgeTasks()) == 0


def test_a_task_of_who_has_left_belongs_to_nobody(desk, make) -> None:
    gone = make.staff("Ola Berg", valid_to=TODAY - timedelta(days=1))
    make.person(birth_date=born(12, 5), coordinator_id=gone)
    desk.do(RaiseAgeTasks())
    assert tasks(desk)[0].owner_id is None


def test_born_on_29_february_turns_on_1_march_in_a_common_year(desk, make, clock) -> None:
    make.person(birth_date=date(2012, 2, 29))
    clock.move(date(2030, 1, 10) - TODAY)
    assert desk.do(RaiseAgeTasks()) == 1
    assert tasks(desk)[0].due_on == date(2030, 3, 1)


def test_it_is_no_step_of_anybodys_undo(desk, make) -> None:
    make.person(birth_date=born(16, 0))
    desk.do(RaiseAgeTasks())
    assert desk.history().result().undo is None


def test_two_desks_that_open_at_once_raise_each_once(any_desk, make, second_desk) -> None:
    desks = any_desk, second_desk(any_desk)
    for one in desks:
        assert one.do(RaiseAgeTasks()) == 0
    for number in range(20):
        make.person(f"P{number}", birth_date=born(16, 10))
    results = [one.run(RaiseAgeTasks()) for one in desks]
    assert sorted(one.result() for one in results) == [0, 20]
    assert len(tasks(any_desk)) == 20
