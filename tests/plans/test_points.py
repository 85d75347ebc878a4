"""The nine points of the regulation: what is missing, in words, and where it is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.people.consents import ConsentStanding, ConsentState
from factdesk.plans.facts import PlanFacts, PointCheck
from factdesk.plans.kinds import GoalStatus, MeasureStatus
from factdesk.plans.rules import check_points, review_after
from tests.support.plan_facts import (
    COORDINATOR,
    KIN,
    SERVICE,
    checked,
    goal_row,
    measure_row,
    party_fact,
    plan_row,
    random_facts,
    whole,
)


def point(facts: PlanFacts, number: int) -> PointCheck:
    return facts.points[number - 1]


def test_a_whole_plan_meets_all_nine() -> None:
    assert whole().points == tuple(PointCheck(number, True, "", "") for number in range(1, 10))


def test_without_a_plan_there_are_nine_answers_too() -> None:
    points = check_points(None, (), (), ConsentStanding(), None)
    assert [each.number for each in points] == list(range(1, 10))
    assert not any(each.is_met for each in points)
    assert all(each.missing and each.field for each in points)


@pytest.mark.parametrize(
    ("number", "column", "words"),
    [
        (1, "strengths", "Resources are not described."),
        (1, "needs", "The need for services is not described."),
        (4, "contribution_person", "What the person contributes is not described."),
        (4, "contribution_services", "What the services contribute is not described."),
        (4, "contribution_relatives", "What the next of kin contribute is not described."),
        (7, "period_from", "The plan period has no beginning."),
        (7, "period_to", "The plan period has no end."),
        (7, "review_on", "There is no date for the next review."),
        (9, "cooperation", "Cooperation with others is not described."),
    ],
)
def test_an_empty_field_is_named_and_led_to(number: int, column: str, words: str) -> None:
    facts = whole(plan=plan_row(**{column: None}))
    assert point(facts, number) == PointCheck(number, False, words, column)
    assert sum(not each.is_met for each in facts.points) == 1


def test_relatives_need_not_contribute_where_none_takes_part() -> None:
    plan = plan_row(contribution_relatives=None)
    facts = whole(plan=plan, parties=(party_fact(SERVICE), party_fact(KIN, in_plan=False)))
    assert point(facts, 4).is_met


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"responsible": None}, "Measure «Handle sammen» has nobody responsible."),
        (
            {"responsible_left": True},
            "Who is responsible for measure «Handle sammen» has left.",
        ),
        ({"extent": None}, "Measure «Handle sammen» has no extent."),
    ],
)
def test_a_measure_that_lacks_something_is_named(fields: dict[str, object], words: str) -> None:
    facts = whole(goals=(goal_row(measures=(measure_row(**fields),)),))
    assert point(facts, 5) == PointCheck(5, False, words, f"measure:{'e' * 32}")


def test_of_many_measures_the_first_is_named_and_the_rest_counted() -> None:
    rows = tuple(measure_row(id=f"{n:032x}", position=n, how=None) for n in range(60))
    found = point(whole(goals=(goal_row(measures=rows),)), 6)
    assert found.missing.endswith("is not described. The same for 59 more.")
    assert found.field == f"measure:{0:032x}"


@pytest.mark.parametrize("status", [MeasureStatus.DONE, MeasureStatus.STOPPED])
def test_what_is_behind_needs_nobody_responsible(status: MeasureStatus) -> None:
    past = measure_row(id="9" * 32, status=status, responsible=None, extent=None, how=None)
    facts = whole(goals=(goal_row(measures=(measure_row(), past)),))
    assert point(facts, 5).is_met
    assert point(facts, 6).is_met


def test_a_goal_without_a_measure_is_named_until_a_sub_goal_has_one() -> None:
    bare = goal_row(id="8" * 32, text="Få arbeid " * 20, measures=())
    found = point(whole(goals=(goal_row(), bare)), 5)
    assert found.missing.startswith("Goal «Få arbeid Få arbeid")
    assert len(found.missing) < 100
    assert found.field == f"goal:{'8' * 32}"
    below = goal_row(id="7" * 32, parent_id=bare.id)
    assert point(whole(goals=(goal_row(), replace(bare, children=(below,)))), 5).is_met


def test_goals_put_away_are_no_goals() -> None:
    facts = whole(goals=(goal_row(status=GoalStatus.PUT_AWAY),))
    assert point(facts, 1).field == "goals"
    assert point(facts, 5).missing == "There is no measure."


def test_a_coordinator_alone_is_no_group_and_one_who_left_coordinates_nothing() -> None:
    assert not point(whole(parties=(party_fact(COORDINATOR),)), 2).is_met
    gone = party_fact(COORDINATOR, has_left=True)
    assert point(whole(parties=(gone, party_fact(KIN))), 3).field == "coordinator"
    assert not point(whole(coordinator_id=None), 3).is_met


@pytest.mark.parametrize("state", [None, *ConsentState])
def test_the_consent_to_the_plan_must_be_in_force(state: ConsentState | None) -> None:
    found = point(whole(consent=ConsentStanding(state, None)), 8)
    assert found.is_met == (state is not None and state.holds)
    assert found.field == ("" if found.is_met else "consents")


def test_a_service_that_takes_part_needs_a_consent() -> None:
    facts = whole(parties=(party_fact(SERVICE, consent=ConsentState.WITHDRAWN),))
    assert point(facts, 8).missing == "Kari service takes part without a consent in force."
    assert point(whole(parties=(party_fact(SERVICE, consent=None, has_left=True),)), 8).is_met


@given(random_facts(), st.data())
def test_filling_a_field_makes_no_other_point_fail(facts: PlanFacts, data: st.DataObject) -> None:
    full = plan_row()
    name = data.draw(st.sampled_from(["strengths", "needs", "cooperation", "period_to"]))
    before = {each.number for each in facts.points if each.is_met}
    assert facts.plan is not None
    filled = checked(replace(facts, plan=replace(facts.plan, **{name: getattr(full, name)})))
    assert before <= {each.number for each in filled.points if each.is_met}


@given(random_facts())
def test_filling_every_measure_makes_no_point_fail(facts: PlanFacts) -> None:
    goals = tuple(
        replace(
            goal,
            measures=tuple(
                replace(row, how="x", extent="y", responsible=KIN, responsible_left=False)
                for row in goal.measures
            ),
        )
        for goal in facts.goals
    )
    before = {each.number for each in facts.points if each.is_met}
    after = {each.number for each in checked(replace(facts, goals=goals)).points if each.is_met}
    assert before <= after


@given(random_facts())
def test_an_answer_is_met_or_says_what_is_missing_and_where(facts: PlanFacts) -> None:
    for each in facts.points:
        assert each.is_met == (each.missing == "") == (each.field == "")


def test_a_review_after_months_stays_in_the_month() -> None:
    assert review_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
