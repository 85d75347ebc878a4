"""What each coordinator carries, counted by the same rules as «My people»."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from factdesk.coordination.facts import Load
from factdesk.coordination.views import CoordinatorLoads, MyPeople
from factdesk.desk import Desk
from factdesk.people.kinds import AdmissionKind, Stage
from factdesk.people.tables import Admission, LegalStatus
from factdesk.plans.tables import IndividualPlan
from factdesk.simulation.filling import fill
from factdesk.simulation.wish import Wish
from factdesk.team.tables import Deputy
from tests.support.builders import Make

TODAY = date(2026, 11, 23)
WELL: dict[str, Any] = {"plan_on": date(2026, 10, 1), "plan_review_on": date(2027, 3, 1)}


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


def loads(desk: Desk) -> dict[str, Load]:
    return {load.staff_id: load for load in desk.see(CoordinatorLoads())}


def own(make: Make, given: str = "Åse", **columns: Any) -> str:
    return make.person(given, "Ruud", coordinator_id=make.desk.actor.id, **(WELL | columns))


def mine(desk: Desk) -> Load:
    return loads(desk)[desk.actor.id]


def test_the_heaviest_first_and_persons_of_nobody_before_all(any_desk: Desk, make: Make) -> None:
    tove = make.staff("Tove Kvam", fte_percent=80)
    gone = make.staff("Ola Berg", valid_to=on(-1))
    make.staff("Siv Lie", valid_from=on(1))
    for coordinator, count in ((None, 1), (tove, 3), (gone, 2)):
        for number in range(count):
            make.person(f"Odd {number}", coordinator_id=coordinator)
    make.person(coordinator_id=tove, stage=Stage.CLOSED, closed_on=on(-1))
    make.person(coordinator_id=tove, stage=Stage.REFERRED)
    found = any_desk.see(CoordinatorLoads())
    assert [(load.initials, load.persons) for load in found] == [
        ("", 1), ("TK", 3), ("OB", 2), ("MH", 0),
    ]  # fmt: skip
    assert (found[0].name, found[1].fte_percent) == ("No coordinator", 80.0)


def test_who_stands_in_today_is_told(any_desk: Desk, make: Make) -> None:
    tove, ola = make.staff("Tove Kvam"), make.staff("Ola Berg")
    make.rows(
        Deputy(staff_id=tove, deputy_id=ola, valid_from=on(-1), valid_to=on(4)),
        Deputy(staff_id=any_desk.actor.id, deputy_id=ola, valid_from=TODAY, valid_to=None),
        Deputy(staff_id=ola, deputy_id=tove, valid_from=on(1), valid_to=on(2)),
    )
    found = loads(any_desk)
    assert [found[one].deputy for one in (tove, ola)] == ["OB until 27 Nov", None]
    assert mine(any_desk).deputy == "OB"


def test_plans_and_the_board_are_counted(any_desk: Desk, make: Make) -> None:
    make.place(own(make, "Kari", plan_review_on=on(-1)))
    own(make, "Odd", plan_on=None, plan_review_on=None)
    own(make, "Siv", plan_on=None, plan_review_on=None, stage=Stage.ASSESSED)
    here = own(make, "Nils", plan_review_on=on(-9))
    make.rows(IndividualPlan(person_id=here, started_on=on(-90), review_on=on(9)))
    load = mine(any_desk)
    assert (load.persons, load.on_board, load.due_reviews, load.without_plan) == (4, 1, 1, 1)


@pytest.mark.parametrize(
    ("gap", "columns", "urgent"),
    [
        (13, {}, 0),
        (14, {}, 1),
        (14, {"contact_every_days": 10}, 0),
        (20, {"contact_every_days": 10}, 1),
        (14, {"stage": Stage.ASSESSED}, 0),
        (None, {}, 1),
        (None, {"enrolled_on": on(-7)}, 0),
        (None, {"enrolled_on": on(-8)}, 1),
    ],
)
def test_who_was_not_met_as_agreed_is_urgent(
    any_desk: Desk, make: Make, gap: int | None, columns: dict[str, Any], urgent: int
) -> None:
    person = own(make, **columns)
    if gap is not None:
        make.contact(person, start=any_desk.clock.now() - timedelta(days=gap))
    make.contact(person, kind="did_not_come")
    make.contact(person, with_whom="service")
    assert mine(any_desk).urgent == urgent


def test_who_is_admitted_is_not_counted_as_missed(any_desk: Desk, make: Make) -> None:
    person = own(make)
    make.rows(Admission(person_id=person, kind=AdmissionKind.PRISON, admitted_on=on(-1)))
    assert mine(any_desk).urgent == 0


@pytest.mark.parametrize(
    ("columns", "urgent"),
    [
        ({"control_on": on(14)}, 1),
        ({"control_on": on(15), "expires_on": on(200)}, 0),
        ({"control_on": on(40), "expires_on": on(3)}, 1),
        ({"expires_on": on(-1)}, 1),
        ({"expires_on": on(-1), "ended_on": TODAY}, 0),
        ({}, 0),
    ],
)
def test_a_legal_date_within_the_notice_is_urgent(
    any_desk: Desk, make: Make, columns: dict[str, Any], urgent: int
) -> None:
    person = own(make)
    make.contact(person)
    make.rows(LegalStatus(person_id=person, kind="tph", decided_on=on(-80), **columns))
    assert mine(any_desk).urgent == urgent


def test_everybody_counted_stands_in_my_people_with_a_reason(any_desk: Desk) -> None:
    fill(any_desk, Wish(TODAY, seed=5, people=50, days=120))
    for staff_id, load in loads(any_desk).items():
        if not staff_id:
            continue
        rows = any_desk.see(MyPeople(staff_id)).rows
        late = [row for row in rows if row.review_on is not None and row.review_on < TODAY]
        needing = [row for row in rows if row.level in ("red", "yellow")]
        assert load.persons <= len(rows)
        assert load.due_reviews <= len(late)
        assert load.urgent <= len(needing), load.name


def test_three_statements(any_desk: Desk, make: Make) -> None:
    for number in range(5):
        own(make, f"Odd {number}")
    with any_desk.store.counting() as statements:
        any_desk.see(CoordinatorLoads())
    assert len([one for one in statements if not one.startswith(("BEGIN", "COMMIT"))]) == 3
