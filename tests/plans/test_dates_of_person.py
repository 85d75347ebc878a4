"""The dates of plans that stand with a person: of paper they are written, of plans here never."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from factdesk.desk import Desk
from factdesk.people.actions.edit_person import EditPerson
from factdesk.people.record import PersonRecord
from factdesk.plans.actions.make_crisis_plan import MakeCrisisPlan
from factdesk.plans.actions.plan import EndPlan
from factdesk.plans.errors import DateOfPlanHere
from tests.support.builders import Make
from tests.support.plan_facts import TODAY, planned

OTHER = date(2026, 2, 2)


def version_of(desk: Desk, person: str) -> int:
    return desk.see(PersonRecord(person)).version


@pytest.mark.parametrize("dates", [{"plan_on": OTHER}, {"plan_review_on": None}])
def test_a_plan_here_decides_its_dates(any_desk: Desk, make: Make, dates: dict[str, Any]) -> None:
    its = planned(any_desk, make)
    version, before = (
        version_of(any_desk, its.person),
        any_desk.see(PersonRecord(its.person)).person,
    )
    with pytest.raises(DateOfPlanHere):
        any_desk.do(EditPerson(its.person, version, phone="400 00 000", **dates))
    assert any_desk.see(PersonRecord(its.person)).person == before
    any_desk.do(EditPerson(its.person, version, phone="400 00 000", crisis_plan_on=OTHER))


def test_a_plan_on_paper_after_one_here_is_written_down(any_desk: Desk, make: Make) -> None:
    its = planned(any_desk, make)
    any_desk.do(EndPlan(its.plan, its.row.version, TODAY))
    any_desk.do(EditPerson(its.person, version_of(any_desk, its.person), plan_on=OTHER))
    assert any_desk.see(PersonRecord(its.person)).person.plan_on == OTHER


def test_a_crisis_plan_here_decides_its_date(any_desk: Desk, make: Make) -> None:
    person = make.person()
    any_desk.do(MakeCrisisPlan(person))
    version = version_of(any_desk, person)
    with pytest.raises(DateOfPlanHere):
        any_desk.do(EditPerson(person, version, crisis_plan_on=OTHER))
    any_desk.do(EditPerson(person, version, plan_on=OTHER))
