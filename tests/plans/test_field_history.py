"""What stood in a field before: every value, also across undo, and back again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.plans.actions.goals import EditGoal, RemoveGoal
from factdesk.plans.actions.measures import EditMeasure
from factdesk.plans.actions.plan import EditPlan, RevisePlan
from factdesk.plans.actions.progress import EditProgress, NoteProgress
from factdesk.plans.kinds import GoalStatus, MeasureStatus, Party, PartyKind
from factdesk.plans.view import FieldHistory, FieldValue
from factdesk.store.conflict import Gone
from tests.support.builders import Make
from tests.support.plan_facts import TODAY, planned, without_versions

PERSON = Party(PartyKind.PERSON)


def history(desk: Desk, person: str, entity: str, row: str, field: str) -> tuple[FieldValue, ...]:
    return desk.see(FieldHistory(person, entity, row, field))


def test_every_value_is_told_with_when_who_and_version(
    any_desk: Desk, make: Make, clock: FixedClock
) -> None:
    its = planned(any_desk, make)
    any_desk.do(EditPlan(its.plan, 1, needs="Ro"))
    clock.move(timedelta(days=2))
    any_desk.do(RevisePlan(its.plan, 2))
    any_desk.do(EditPlan(its.plan, 3, needs=None))
    newest, oldest = history(any_desk, its.person, "plan", its.plan, "needs")
    assert (newest.value, newest.text, newest.version_number) == (None, "", 2)
    assert (oldest.value, oldest.text, oldest.version_number) == ("Ro", "Ro", 1)
    assert (oldest.initials, newest.at - oldest.at) == ("MH", timedelta(days=2))


def test_undo_and_restoring_are_values_too(any_desk: Desk, make: Make) -> None:
    its = planned(any_desk, make)
    any_desk.do(EditGoal(its.goal, 1, text="Bo alene"))
    any_desk.undo().result()
    any_desk.do(RemoveGoal(its.goal, its.goal_row(its.goal).version))
    any_desk.undo().result()
    told = history(any_desk, its.person, "plan_goals", its.goal, "text")
    texts = [each.text for each in told]
    assert texts == ["Bo i egen leilighet", "Bo alene", "Bo i egen leilighet"]
    any_desk.do(EditGoal(its.goal, its.goal_row(its.goal).version, text=told[1].value))
    assert its.goal_row(its.goal).text == "Bo alene"


def test_values_are_as_the_actions_take_them(any_desk: Desk, make: Make) -> None:
    its = planned(any_desk, make)
    any_desk.do(
        EditMeasure(
            its.measure, 1, responsible=PERSON, status=MeasureStatus.DONE, due_on=date(2027, 1, 1)
        )
    )
    responsible = history(any_desk, its.person, "measure", its.measure, "responsible")
    assert [(each.value, each.text) for each in responsible] == [
        (PERSON, "The person"),
        (Party(PartyKind.STAFF, any_desk.actor.id), "Marit Holm"),
    ]
    any_desk.do(EditMeasure(its.measure, 2, responsible=responsible[1].value))
    assert its.measure_row(its.measure).responsible_name == "Marit Holm"
    done, before = history(any_desk, its.person, "measure", its.measure, "status")
    assert (done.value, before.text) == (MeasureStatus.DONE, "Planned")
    (due,) = history(any_desk, its.person, "measure", its.measure, "due_on")
    assert due.value == date(2027, 1, 1)
    any_desk.do(EditGoal(its.goal, 1, life_area="economy", status=GoalStatus.REACHED))
    (area, _first) = history(any_desk, its.person, "goal", its.goal, "life_area")
    assert area.text == "Economy"
    progress = any_desk.do(NoteProgress(its.goal, TODAY, 1))
    any_desk.do(EditProgress(progress, 1, step=3))
    steps = history(any_desk, its.person, "goal_progress", progress, "step")
    assert [each.text for each in steps] == ["Nearly there", "Begun"]


@pytest.mark.parametrize(
    ("entity", "field"), [("persons", "given_name"), ("plan", "nothing"), ("plan", "responsible")]
)
def test_other_fields_are_not_told(any_desk: Desk, make: Make, entity: str, field: str) -> None:
    its = planned(any_desk, make)
    with pytest.raises(Gone):
        history(any_desk, its.person, entity, its.plan, field)


def test_another_persons_plan_is_not_told(any_desk: Desk, make: Make) -> None:
    its = planned(any_desk, make)
    other = make.person("Kari", "Ruud")
    for entity, row in (("plan", its.plan), ("goal", its.goal)):
        with pytest.raises(Gone):
            history(any_desk, other, entity, row, "text")


_TEXTS = st.text("aæ 1\n", max_size=12)
_EDITS = st.lists(st.tuples(st.sampled_from(["needs", "strengths"]), _TEXTS), max_size=6)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_EDITS, st.data())
def test_any_value_a_field_has_had_can_be_restored(
    desk: Desk, make: Make, edits: list[tuple[str, str]], data: st.DataObject
) -> None:
    its = planned(desk, make)
    for field, text in edits:
        desk.do(EditPlan(its.plan, its.row.version, **{field: text}))
    for field in ("needs", "strengths"):
        told = history(desk, its.person, "plan", its.plan, field)
        if not told:
            assert getattr(its.row, field) is None
            continue
        assert told[0].value == getattr(its.row, field)
        old: Any = data.draw(st.sampled_from(told)).value
        desk.do(EditPlan(its.plan, its.row.version, **{field: old}))
        assert getattr(its.row, field) == old


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 5), min_size=1, max_size=5))
def test_undoing_any_act_brings_the_facts_back(desk: Desk, make: Make, chosen: list[int]) -> None:
    its = planned(desk, make)
    for number in chosen:
        goal, measure = its.goal_row(its.goal), its.measure_row(its.measure)
        before = without_versions(its.facts)
        act: Any = (
            EditPlan(its.plan, its.row.version, review_on=TODAY + timedelta(days=9)),
            RevisePlan(its.plan, its.row.version, "På nytt"),
            EditGoal(its.goal, goal.version, status=GoalStatus.PUT_AWAY),
            RemoveGoal(its.goal, goal.version),
            EditMeasure(its.measure, measure.version, responsible=PERSON),
            NoteProgress(its.goal, TODAY, 4),
        )[number]
        desk.do(act)
        assert without_versions(its.facts) != before
        desk.undo().result()
        assert without_versions(its.facts) == before
