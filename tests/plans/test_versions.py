"""Kept versions: read back as they were, compared with each other and with now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given

from factdesk.desk import Desk
from factdesk.people.actions.edit_person import EditPerson
from factdesk.plans import crisis_content
from factdesk.plans.actions.goals import AddGoal, EditGoal, RemoveGoal
from factdesk.plans.actions.measures import EditMeasure
from factdesk.plans.actions.plan import EditPlan, EndPlan, MakePlan, RevisePlan
from factdesk.plans.actions.progress import NoteProgress
from factdesk.plans.comparing import compare
from factdesk.plans.errors import KeptByNewerProgram
from factdesk.plans.facts import PlanFacts
from factdesk.plans.kinds import MeasureStatus, Party, PartyKind
from factdesk.plans.versions import from_content, to_content
from factdesk.plans.view import Compared, PersonPlan, PlanAt
from factdesk.store.conflict import Gone
from tests.support.builders import Make
from tests.support.plan_facts import TODAY, planned, random_facts, whole


@given(random_facts())
def test_a_version_reads_back_as_it_was_kept(facts: PlanFacts) -> None:
    assert from_content(to_content(facts)) == facts
    assert compare(facts, facts, {}) == ()


@given(random_facts(), random_facts())
def test_what_was_added_one_way_was_removed_the_other(one: PlanFacts, other: PlanFacts) -> None:
    there, back = compare(one, other, {}), compare(other, one, {})
    opposite = {"added": "removed", "removed": "added", "changed": "changed"}
    assert sorted((opposite[each.change], each.after, each.before) for each in there) == sorted(
        (each.change, each.before, each.after) for each in back
    )


def test_long_texts_are_compared_whole() -> None:
    one = whole()
    assert one.plan is not None
    other = replace(one, plan=replace(one.plan, needs="Mye " * 5000))
    (found,) = compare(one, other, {})
    assert (found.change, found.after) == ("changed", "Mye " * 5000)


def test_a_version_keeps_names_as_they_were(any_desk: Desk, make: Make) -> None:
    its = planned(any_desk, make)
    any_desk.do(NoteProgress(its.goal, TODAY, 2, "Har vært på visning"))
    kept = its.facts
    assert any_desk.do(RevisePlan(its.plan, 1, "Etter møtet")) == 2
    any_desk.do(EditPerson(its.person, 2, given_name="Anne"))
    any_desk.do(EditMeasure(its.measure, 1, responsible=Party(PartyKind.PERSON)))
    found = any_desk.see(PlanAt(its.person, 1))
    assert (found.name, found.goals, found.points) == (kept.name, kept.goals, kept.points)
    assert found.parties == kept.parties
    assert found.plan is not None
    assert found.plan.number == 1
    (version,) = found.versions
    assert (version.number, version.made_by, version.why) == (1, "MH", "Etter møtet")


def test_the_number_of_the_open_plan_gives_it_as_it_is(any_desk: Desk, make: Make) -> None:
    its = planned(any_desk, make)
    assert any_desk.see(PlanAt(its.person, 1)) == its.facts
    with pytest.raises(Gone):
        any_desk.see(PlanAt(its.person, 2))


def test_versions_are_compared_in_words(any_desk: Desk, make: Make) -> None:
    its = planned(any_desk, make)
    any_desk.do(RevisePlan(its.plan, 1))
    any_desk.do(EditPlan(its.plan, 2, needs="Hjelp med økonomi"))
    any_desk.do(EditMeasure(its.measure, 1, status=MeasureStatus.ONGOING))
    any_desk.do(RemoveGoal(its.sub_goal, 1))
    work = any_desk.do(AddGoal(its.plan, "work_school", "Jobbe to dager"))
    found = any_desk.see(Compared(its.person, 1))
    told = [(each.section, each.what, each.change, each.before, each.after) for each in found]
    assert ("The plan", "What I need help with", "added", "", "Hjelp med økonomi") in told
    assert ("Measures", "Measure «Søke bolig»: Status", "changed", "Planned", "Under way") in told
    removed, added = (each for each in found if each.section == "Goals")
    assert (removed.what, removed.change) == ("Sub-goal «Betale husleia selv»", "removed")
    assert "Life area: Work, school and activity" in added.after
    any_desk.do(RevisePlan(its.plan, 3))
    any_desk.do(EditGoal(work, 1, text="Jobbe tre dager"))
    assert any_desk.see(Compared(its.person, 1, 2)) == found
    assert any_desk.see(Compared(its.person, 2, 2)) == ()
    (later,) = any_desk.see(Compared(its.person, 2))
    assert (later.before, later.after) == ("Jobbe to dager", "Jobbe tre dager")


def test_numbers_go_on_from_a_plan_that_ended(any_desk: Desk, make: Make) -> None:
    its = planned(any_desk, make)
    any_desk.do(EndPlan(its.plan, 1, TODAY, "Flytter"))
    ended = its.facts
    assert (ended.plan, ended.goals, ended.can_begin) == (None, (), True)
    assert [version.why for version in ended.versions] == ["Flytter"]
    again = any_desk.do(MakePlan(its.person))
    assert any_desk.see(PersonPlan(its.person)).plan.number == 2  # type: ignore[union-attr]
    any_desk.do(RevisePlan(again, 1))
    assert [version.number for version in its.facts.versions] == [2, 1]
    old = any_desk.see(PlanAt(its.person, 1))
    assert old.goals[0].text == "Bo i egen leilighet"
    assert old.plan is not None
    assert (old.plan.ended_on, old.plan.end_reason) == (TODAY, "Flytter")


def test_a_review_that_has_come_moves_on_when_the_plan_is_revised(
    any_desk: Desk, make: Make
) -> None:
    its = planned(any_desk, make)
    any_desk.do(EditPlan(its.plan, 1, review_on=TODAY))
    any_desk.do(RevisePlan(its.plan, 2))
    assert its.row.review_on == date(2027, 5, 23)
    kept = TODAY + timedelta(days=200)
    any_desk.do(RevisePlan(its.plan, 3, review_on=kept))
    any_desk.do(RevisePlan(its.plan, 4))
    assert (its.row.number, its.row.review_on) == (4, kept)


def test_a_version_of_a_newer_program_is_not_shown_in_part() -> None:
    kept = to_content(whole())
    newer = kept.replace('"format":1', '"format":2')
    assert newer != kept
    with pytest.raises(KeptByNewerProgram) as refused:
        from_content(newer)
    assert refused.value.advice


def test_so_is_that_of_a_crisis_plan() -> None:
    with pytest.raises(KeptByNewerProgram):
        crisis_content.read('{"format":2,"plan":{},"levels":[],"contacts":[]}')
