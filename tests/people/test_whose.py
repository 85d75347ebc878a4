"""Whose a row is: found through what it belongs to, and told only to who may open the record."""

from __future__ import annotations

import factdesk.tables  # noqa: F401 - every table, as in a running program
from factdesk.board.tables import Task
from factdesk.desk import Desk
from factdesk.people.actions.access_blocks import BlockAccess
from factdesk.people.actions.open_record import OpenRecord
from factdesk.people.whose import WhoseRow, is_of_person
from factdesk.plans.tables import IndividualPlan, PlanGoal, PlanMeasure
from factdesk.store.action import Actor
from factdesk.store.ids import new_id
from factdesk.team.roles import Role, rights_of
from tests.support.builders import Make

NAME = "Åse Ødegård"


def test_a_row_is_the_persons_however_far_away(any_desk: Desk, make: Make) -> None:
    person = make.person()
    other = make.person("Kari", "Ruud")
    plan, goal, measure = new_id(), new_id(), new_id()
    make.rows(
        IndividualPlan(id=plan, person_id=person, started_on=any_desk.clock.today()),
        PlanGoal(id=goal, plan_id=plan, life_area="home", text="Egen leilighet"),
        PlanMeasure(id=measure, plan_id=plan, goal_id=goal, text="Søke kommunen"),
    )
    (task,) = make.rows(Task(person_id=person, text="Ringe NAV", made_at=any_desk.clock.now()))
    rows = {
        "persons": person,
        "board_episodes": make.place(person),
        "contacts": make.contact(person),
        "tasks": task,
        "plan_measures": measure,
    }
    assert {any_desk.see(WhoseRow(*row)) for row in rows.items()} == {NAME}
    assert any_desk.see(WhoseRow("persons", other)) == "Kari Ruud"
    assert all(map(is_of_person, rows))


def test_what_is_nobodys_or_gone_names_nobody(any_desk: Desk, make: Make) -> None:
    (task,) = make.rows(Task(text="Vaske bilen", made_at=any_desk.clock.now()))
    for row in (("tasks", task), ("staff", any_desk.actor.id), ("tasks", "0" * 32), ("x", "1")):
        assert any_desk.see(WhoseRow(*row)) == ""
    assert not is_of_person("staff")
    assert not is_of_person("team")


def test_a_blocked_record_is_not_named_but_in_an_emergency(any_desk: Desk, make: Make) -> None:
    person, rights = make.person(), rights_of(Role.MEMBER, is_administrator=False,
                                              has_health_basis=True)  # fmt: skip
    tove = Actor(make.staff("Tove Kvam"), "Tove Kvam", "pc", rights)
    asked = WhoseRow("board_episodes", make.place(person))
    assert any_desk.store.ask(asked, tove) == NAME
    any_desk.do(BlockAccess(person, tove.id, "nabo"))
    assert any_desk.store.ask(asked, tove) == ""
    assert any_desk.see(asked) == NAME
    any_desk.store.run(OpenRecord(person, emergency_reason="fare for liv"), tove)
    assert any_desk.store.ask(asked, tove) == NAME
