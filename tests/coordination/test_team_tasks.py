"""The team's own tasks stand beside the persons' and disturb none of them."""

from __future__ import annotations

from datetime import date

from factdesk.board.actions.add_task import AddTask
from factdesk.coordination.actions.raise_age_tasks import RaiseAgeTasks
from factdesk.coordination.views import CoordinatorLoads, MyPeople
from factdesk.desk import Desk
from tests.support.builders import Make


def test_a_task_of_the_team_is_nobodys_among_the_persons(any_desk: Desk, make: Make) -> None:
    person = make.person(coordinator_id=any_desk.actor.id)
    any_desk.do(AddTask(person, "Om personen", any_desk.actor.id, date(2026, 11, 24)))
    before = any_desk.see(MyPeople()), any_desk.see(CoordinatorLoads())
    any_desk.do(AddTask(None, "For teamet", any_desk.actor.id, date(2026, 11, 1)))
    assert (any_desk.see(MyPeople()), any_desk.see(CoordinatorLoads())) == before
    any_desk.do(RaiseAgeTasks())
