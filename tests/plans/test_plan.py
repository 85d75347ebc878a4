"""What users do with an individual plan, on both engines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from factdesk.desk import Desk
from factdesk.people.actions.access_blocks import BlockAccess
from factdesk.people.actions.consents import GiveConsent, WithdrawConsent
from factdesk.people.actions.participants import AddParticipant, LeaveCareGroup
from factdesk.people.consents import ConsentState
from factdesk.people.errors import Blocked, DateAhead, DatesOutOfOrder, TextMissing
from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.people.record import PersonRecord
from factdesk.plans.actions.goals import AddGoal, EditGoal, MoveGoal, RemoveGoal
from factdesk.plans.actions.measures import (
    AddMeasure,
    EditMeasure,
    MoveMeasure,
    RemoveMeasure,
)
from factdesk.plans.actions.plan import EditPlan, EndPlan, MakePlan, RevisePlan
from factdesk.plans.actions.progress import EditProgress, NoteProgress, RemoveProgress
from factdesk.plans.errors import (
    CannotBeResponsible,
    ConsentNeeded,
    GoalTooDeep,
    OddStep,
    PlanEnded,
    PlanOpen,
    RevisedMeanwhile,
    TextTooLong,
)
from factdesk.plans.kinds import GoalStatus, MeasureStatus, Party, PartyKind
from factdesk.plans.rules import LONGEST_TEXT
from factdesk.plans.tables import PlanMeeting, PlanMeetingItem
from factdesk.plans.view import PersonPlan
from factdesk.store.conflict import CannotUndo, Collision, Conflict
from tests.support.builders import Make
from tests.support.desks import leader
from tests.support.plan_facts import TODAY, consent, planned, without_versions

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
PERSON = Party(PartyKind.PERSON)
Beside = Callable[..., Desk]


def dates_of(desk: Desk, person: str) -> tuple[date | None, date | None]:
    found = desk.see(PersonRecord(person)).person
    return found.plan_on, found.plan_review_on


def test_a_plan_is_made_with_a_consent_and_reviewed_after_the_teams_time(
    any_desk: Desk, make: Make
) -> None:
    person = make.person()
    assert not any_desk.see(PersonPlan(person)).can_begin
    consent(any_desk, person)
    assert any_desk.see(PersonPlan(person)).can_begin
    any_desk.do(MakePlan(person))
    plan = any_desk.see(PersonPlan(person)).plan
    assert plan is not None
    assert (plan.number, plan.started_on, plan.review_on) == (1, TODAY, date(2027, 5, 23))
    assert dates_of(any_desk, person) == (TODAY, date(2027, 5, 23))
    any_desk.undo().result()
    assert dates_of(any_desk, person) == (None, None)


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        (None, None),
        ({"given_on": date(2026, 1, 1), "valid_to": YESTERDAY}, ConsentState.RUN_OUT),
    ],
)
def test_a_plan_is_not_made_without_a_consent_in_force(
    any_desk: Desk, make: Make, fields: dict[str, Any] | None, state: ConsentState | None
) -> None:
    person = make.person()
    if fields is not None:
        consent(any_desk, person, **fields)
    with pytest.raises(ConsentNeeded) as caught:
        any_desk.do(MakePlan(person))
    assert caught.value.state is state
    assert dates_of(any_desk, person) == (None, None)


def test_a_consent_of_the_last_day_is_enough(any_desk: Desk, make: Make) -> None:
    person = make.person()
    consent(any_desk, person, given_on=TODAY, valid_to=TODAY)
    assert any_desk.do(MakePlan(person))


def test_who_turns_16_today_consents_anew(any_desk: Desk, make: Make) -> None:
    turning = make.person(birth_date=date(2010, 11, 23))
    tomorrow = make.person("Ida", "Moe", birth_date=date(2010, 11, 24))
    for person in (turning, tomorrow):
        any_desk.do(
            GiveConsent(person, ConsentKind.PLAN, ConsentGiver.PARENT, given_on=date(2026, 1, 1))
        )
    with pytest.raises(ConsentNeeded) as caught:
        any_desk.do(MakePlan(turning))
    assert caught.value.state is ConsentState.OUTGROWN
    assert any_desk.do(MakePlan(tomorrow))


def test_with_a_consent_withdrawn_the_plan_is_written_in_but_not_revised(
    any_desk: Desk, make: Make
) -> None:
    its = planned(any_desk, make)
    row = its.facts.consent.row
    assert row is not None
    any_desk.do(WithdrawConsent(row.id, row.version, TODAY))
    assert its.facts.consent.state is ConsentState.WITHDRAWN
    assert its.facts.points[7].field == "consents"
    any_desk.do(EditPlan(its.plan, 1, needs="Ro"))
    any_desk.do(AddMeasure(its.goal, "Ringe banken"))
    with pytest.raises(ConsentNeeded):
        any_desk.do(RevisePlan(its.plan, 2))
    assert (its.row.number, its.facts.versions) == (1, ())


def test_there_is_one_open_plan(any_desk: Desk, make: Make) -> None:
    its = planned(any_desk, make)
    with pytest.raises(PlanOpen) as caught:
        any_desk.do(MakePlan(its.person))
    assert caught.value.plan_id == its.plan


def test_undo_never_opens_a_second_plan(any_desk: Desk, make: Make, second_desk: Beside) -> None:
    its = planned(any_desk, make)
    other = second_desk(any_desk, leader(make.staff("Tove Kvam"), "Tove Kvam"))
    any_desk.do(EndPlan(its.plan, 1, TODAY))
    other.do(MakePlan(its.person))
    with pytest.raises(CannotUndo):
        any_desk.undo().result()
    assert its.row.id != its.plan


def test_undo_writes_nothing_in_a_plan_ended_since(
    any_desk: Desk, make: Make, second_desk: Beside
) -> None:
    its = planned(any_desk, make)
    other = second_desk(any_desk, leader(make.staff("Tove Kvam"), "Tove Kvam"))
    any_desk.do(EditGoal(its.goal, 1, text="Bo alene"))
    other.do(EndPlan(its.plan, 1, TODAY))
    with pytest.raises(CannotUndo):
        any_desk.undo().result()


@pytest.mark.parametrize(
    "fields",
    [
        {"period_from": TOMORROW, "period_to": TODAY},
        {"review_on": YESTERDAY},
        {"period_from": date(2027, 1, 1), "review_on": date(2026, 12, 31)},
    ],
)
def test_dates_in_the_wrong_order_are_refused(
    any_desk: Desk, make: Make, fields: dict[str, date]
) -> None:
    person = make.person()
    consent(any_desk, person)
    with pytest.raises(DatesOutOfOrder):
        any_desk.do(MakePlan(person, **fields))
    plan = any_desk.do(MakePlan(person))
    with pytest.raises(DatesOutOfOrder):
        any_desk.do(EditPlan(plan, 1, **fields))
    with pytest.raises(DatesOutOfOrder):
        any_desk.do(RevisePlan(plan, 1, **fields))
    found = any_desk.see(PersonPlan(person))
    assert (found.plan and found.plan.version, found.versions) == (1, ())


def test_dates_of_one_day_are_in_order(any_desk: Desk, make: Make) -> None:
    its = planned(any_desk, make)
    any_desk.do(EditPlan(its.plan, 1, period_from=TODAY, period_to=TODAY, review_on=TODAY))
    assert dates_of(any_desk, its.person) == (TODAY, TODAY)
    any_desk.do(EditMeasure(its.measure, 1, start_on=TODAY, due_on=TODAY))
    with pytest.raises(DatesOutOfOrder):
        any_desk.do(EditMeasure(its.measure, 2, due_on=YESTERDAY))
    with pytest.raises(DatesOutOfOrder):
        any_desk.do(AddMeasure(its.goal, "Flytte", start_on=TODAY, due_on=YESTERDAY))


def test_ending_keeps_the_plan_and_closes_it(any_desk: Desk, make: Make) -> None:
    its = planned(any_desk, make)
    for wrong, error in ((TOMORROW, DateAhead), (YESTERDAY, DatesOutOfOrder)):
        with pytest.raises(error):
            any_desk.do(EndPlan(its.plan, 1, wrong))
    any_desk.do(EndPlan(its.plan, 1, TODAY, "Mål nådd"))
    assert dates_of(any_desk, its.person) == (None, None)
    for act in (
        EditPlan(its.plan, 2, needs="x"),
        AddGoal(its.plan, "home", "x"),
        EditGoal(its.goal, 1, text="x"),
        RemoveGoal(its.goal, 1),
        AddMeasure(its.goal, "x"),
        MoveMeasure(its.measure, 1, 0),
        NoteProgress(its.goal, TODAY, 1),
        RevisePlan(its.plan, 2),
        EndPlan(its.plan, 2, TODAY),
    ):
        with pytest.raises(PlanEnded):
            any_desk.do(act)
    any_desk.undo().result()
    assert its.row.ended_on is None
    assert dates_of(any_desk, its.person) == (TODAY, date(2027, 5, 23))


def test_two_write_in_the_same_goal(any_desk: Desk, make: Make) -> None:
    its = planned(any_desk, make)
    any_desk.do(EditGoal(its.goal, 1, text="Bo alene"))
    any_desk.do(EditGoal(its.goal, 1, status=GoalStatus.REACHED))
    with pytest.raises(Conflict) as caught:
        any_desk.do(EditGoal(its.goal, 1, text="Bo i bokollektiv"))
    assert caught.value.fields == {
        "text": Collision("Bo i bokollektiv", "Bo i egen leilighet", "Bo alene")
    }
    with pytest.raises(Conflict):
        any_desk.do(RemoveGoal(its.goal, 1))
    assert its.goal_row(its.goal).text == "Bo alene"


def test_two_choose_who_is_responsible(any_desk: Desk, make: Make) -> None:
    its = planned(any_desk, make)
    tove = Party(PartyKind.STAFF, make.staff("Tove Kvam"))
    any_desk.do(EditMeasure(its.measure, 1, responsible=PERSON))
    with pytest.raises(Conflict) as caught:
        any_desk.do(EditMeasure(its.measure, 1, responsible=tove))
    first = Party(PartyKind.STAFF, any_desk.actor.id)
    assert caught.value.fields == {"responsible": Collision(tove, first, PERSON)}


def test_two_revise_the_same_version(any_desk: Desk, make: Make) -> None:
    its = planned(any_desk, make)
    any_desk.do(RevisePlan(its.plan, 1))
    with pytest.raises(RevisedMeanwhile):
        any_desk.do(RevisePlan(its.plan, 1))
    assert its.row.number == 2


def test_long_texts_and_many_measures(any_desk: Desk, make: Make) -> None:
    its = planned(any_desk, make)
    text = "Å bo trygt. " * 1666
    goal = any_desk.do(AddGoal(its.plan, "home", text))
    for number in range(60):
        any_desk.do(AddMeasure(goal, f"Tiltak {number}"))
    found = its.goal_row(goal)
    assert found.text == text.strip()
    assert [row.text for row in found.measures] == [f"Tiltak {number}" for number in range(60)]
    with any_desk.store.counting() as statements:
        any_desk.store.ask(PersonPlan(its.person), any_desk.actor)
    assert len([one for one in statements if one.startswith("SELECT")]) <= 12
    for act in (
        AddGoal(its.plan, "home", "x" * (LONGEST_TEXT + 1)),
        EditPlan(its.plan, 1, needs="x" * (LONGEST_TEXT + 1)),
    ):
        with pytest.raises(TextTooLong):
            any_desk.do(act)
    any_desk.do(EditPlan(its.plan, 1, needs="x" * LONGEST_TEXT))


@pytest.mark.parametrize("text", ["", "  \n"])
def test_goals_and_measures_have_a_text(any_desk: Desk, make: Make, text: str) -> None:
    its = planned(any_desk, make)
    for act in (
        AddGoal(its.plan, "home", text),
        EditGoal(its.goal, 1, text=text),
        AddMeasure(its.goal, text),
        EditMeasure(its.measure, 1, text=text),
    ):
        with pytest.raises(TextMissing):
            any_desk.do(act)


def test_goals_have_two_levels(any_desk: Desk, make: Make) -> None:
    its, other = planned(any_desk, make), planned(any_desk, make, given="Kari", family="Ruud")
    for plan, parent in ((its.plan, its.sub_goal), (its.plan, other.goal)):
        with pytest.raises(GoalTooDeep):
            any_desk.do(AddGoal(plan, "home", "For dypt", parent_id=parent))


def test_moving_numbers_goals_and_measures_anew(any_desk: Desk, make: Make) -> None:
    its = planned(any_desk, make)
    second, third = (any_desk.do(AddGoal(its.plan, "home", text)) for text in ("to", "tre"))
    for to, order in (
        (0, [third, its.goal, second]),
        (99, [its.goal, second, third]),
        (1, [its.goal, third, second]),
    ):
        any_desk.do(MoveGoal(third, 1, to))
        assert [row.id for row in its.facts.goals] == order
        assert [row.position for row in its.facts.goals] == [0, 1, 2]
    later = any_desk.do(AddMeasure(its.goal, "Senere"))
    any_desk.do(MoveMeasure(later, 1, 0))
    assert [row.id for row in its.goal_row(its.goal).measures] == [later, its.measure]
    any_desk.do(RemoveMeasure(later, its.measure_row(later).version))
    assert [row.id for row in its.goal_row(its.goal).measures] == [its.measure]


def test_removing_a_goal_takes_all_below_it_and_undo_brings_it_back(
    any_desk: Desk, make: Make
) -> None:
    its = planned(any_desk, make)
    any_desk.do(NoteProgress(its.goal, TODAY, 2, "Godt i gang"))
    any_desk.do(NoteProgress(its.sub_goal, YESTERDAY, 1))
    meeting = make.rows(
        PlanMeeting(person_id=its.person, plan_id=its.plan, start=any_desk.clock.now())
    )[0]
    item = make.rows(
        PlanMeetingItem(meeting_id=meeting, position=0, heading="Mål", goal_id=its.sub_goal)
    )[0]
    before = without_versions(its.facts)
    any_desk.do(RemoveGoal(its.goal, 1))
    assert its.facts.goals == ()
    assert goal_of(any_desk, item) is None
    any_desk.undo().result()
    assert without_versions(its.facts) == before
    assert goal_of(any_desk, item) == its.sub_goal


def goal_of(desk: Desk, item: str) -> str | None:
    with desk.store.reading(desk.actor) as reader:
        query = select(PlanMeetingItem.goal_id).where(PlanMeetingItem.id == item)
        return reader.session.scalars(query).one()


def test_a_service_that_leaves_is_marked_where_it_is_responsible(
    any_desk: Desk, make: Make
) -> None:
    its = planned(any_desk, make)
    service = any_desk.do(AddParticipant(its.person, "nav", "NAV Nordfjell", "Kari Moe"))
    party = Party(PartyKind.SERVICE, service)
    any_desk.do(EditMeasure(its.measure, 1, responsible=party, extent="Ukentlig", how="Møte"))
    any_desk.do(LeaveCareGroup(service, 1, TODAY))
    found = its.measure_row(its.measure)
    assert (found.responsible_name, found.responsible_left) == ("Kari Moe", True)
    assert "Who is responsible for measure «Søke bolig» has left." in its.facts.points[4].missing
    with pytest.raises(CannotBeResponsible):
        any_desk.do(AddMeasure(its.goal, "Ny", responsible=party))
    any_desk.do(EditMeasure(its.measure, 2, responsible=party, extent="Månedlig"))


def test_only_who_is_there_and_around_the_person_is_responsible(any_desk: Desk, make: Make) -> None:
    its = planned(any_desk, make)
    left = make.staff("Tove Kvam", valid_to=YESTERDAY)
    stranger = any_desk.do(AddParticipant(make.person("Kari", "Ruud"), "nav"))
    for party in (
        Party(PartyKind.STAFF, left),
        Party(PartyKind.SERVICE, stranger),
        Party(PartyKind.STAFF),
    ):
        with pytest.raises(CannotBeResponsible):
            any_desk.do(EditMeasure(its.measure, 1, responsible=party))
    any_desk.do(EditMeasure(its.measure, 1, responsible=None))
    assert its.measure_row(its.measure).responsible is None


def test_a_measure_is_late_the_day_after_it_was_due(any_desk: Desk, make: Make) -> None:
    its = planned(any_desk, make)
    for seen, due, is_late in ((1, TODAY, False), (2, YESTERDAY, True)):
        any_desk.do(EditMeasure(its.measure, seen, due_on=due))
        assert its.measure_row(its.measure).is_late is is_late
    any_desk.do(EditMeasure(its.measure, 3, status=MeasureStatus.DONE))
    assert not its.measure_row(its.measure).is_late


def test_progress_is_told_oldest_first_and_never_ahead(any_desk: Desk, make: Make) -> None:
    its = planned(any_desk, make)
    first = any_desk.do(NoteProgress(its.goal, TODAY, 3))
    any_desk.do(NoteProgress(its.goal, YESTERDAY, 1, "  "))
    found = its.goal_row(its.goal).progress
    assert [(row.step, row.note) for row in found] == [(1, None), (3, None)]
    assert found[0].staff_id == any_desk.actor.id
    for act, error in (
        (NoteProgress(its.goal, TOMORROW, 1), DateAhead),
        (NoteProgress(its.goal, TODAY, 5), OddStep),
        (EditProgress(first, 1, step=-1), OddStep),
    ):
        with pytest.raises(error):
            any_desk.do(act)
    any_desk.do(EditProgress(first, 1, step=4, note="Flyttet inn"))
    any_desk.do(RemoveProgress(first, 2))
    assert len(its.goal_row(its.goal).progress) == 1


def test_who_may_not_open_the_record_neither_reads_nor_writes_the_plan(
    any_desk: Desk, make: Make, second_desk: Beside
) -> None:
    its = planned(any_desk, make)
    tove = make.staff("Tove Kvam")
    any_desk.do(BlockAccess(its.person, tove, "Nabo"))
    other = second_desk(any_desk, leader(tove, "Tove Kvam"))
    with pytest.raises(Blocked):
        other.see(PersonPlan(its.person))
    for act in (EditPlan(its.plan, 1, needs="x"), EditGoal(its.goal, 1, text="x")):
        with pytest.raises(Blocked):
            other.do(act)
