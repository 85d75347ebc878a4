"""The crisis plan as users make and change it, on both engines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from factdesk.desk import Desk
from factdesk.people.actions.access_blocks import BlockAccess
from factdesk.people.errors import Blocked, DateAhead, DatesOutOfOrder, TextMissing
from factdesk.people.record import PersonRecord
from factdesk.people.tables import NextOfKin, Participant
from factdesk.plans.actions.crisis_contacts import (
    AddCrisisContact,
    EditCrisisContact,
    MoveCrisisContact,
    RemoveCrisisContact,
)
from factdesk.plans.actions.edit_crisis_plan import EditCrisisPlan
from factdesk.plans.actions.make_crisis_plan import MakeCrisisPlan, NewCrisisContact
from factdesk.plans.actions.review_crisis_plan import ReviewCrisisPlan
from factdesk.plans.actions.write_crisis_level import WriteCrisisLevel
from factdesk.plans.crisis_compare import CrisisCompared
from factdesk.plans.crisis_errors import HasCrisisPlan, NotANumber
from factdesk.plans.crisis_proposal import CrisisContactsProposed
from factdesk.plans.crisis_view import CrisisFacts, CrisisPlanAt, PersonCrisisPlan
from factdesk.plans.view import FieldHistory
from factdesk.store.conflict import Conflict, Gone
from factdesk.team.actions.add_list_item import AddListItem
from factdesk.team.actions.rest_list_item import RestListItem
from factdesk.team.views import TheTeam
from tests.support.builders import Make
from tests.support.desks import member

TODAY = date(2026, 11, 23)
YEAR = timedelta(days=365)


def facts(desk: Desk, person: str) -> CrisisFacts:
    return desk.see(PersonCrisisPlan(person))


def dated(desk: Desk, person: str) -> date | None:
    return desk.see(PersonRecord(person)).person.crisis_plan_on


# making


def test_a_plan_is_made_today_with_the_team_s_interval_and_whom_to_call(
    any_desk: Desk, make: Make
) -> None:
    person = make.person("Åse", "Ødegård")
    call = (
        NewCrisisContact("Tove Kvam", "90123456", "Coordinator", "08-16"),
        NewCrisisContact("Emergency", "113"),
    )
    any_desk.do(MakeCrisisPlan(person, " Åse and her sister ", contacts=call))
    found = facts(any_desk, person)
    assert found.plan is not None
    assert (found.plan.number, found.plan.made_on) == (1, TODAY)
    assert found.plan.made_with == "Åse and her sister"
    assert found.plan.review_on == date(2027, 11, 23)
    assert [(one.name, one.phone) for one in found.contacts] == [
        ("Tove Kvam", "901 23 456"),
        ("Emergency", "113"),
    ]
    assert [(one.label, one.mark, one.id) for one in found.levels] == [
        ("Good", "green", None),
        ("Warning", "yellow", None),
        ("Crisis", "red", None),
    ]
    assert dated(any_desk, person) == TODAY
    assert any_desk.history().result().undo.label == "Crisis plan made: Åse Ødegård"


def test_undo_takes_the_plan_and_its_date_away_and_redo_brings_them_back(
    any_desk: Desk, make: Make
) -> None:
    person = make.person(crisis_plan_on=date(2024, 5, 1))
    any_desk.do(MakeCrisisPlan(person, contacts=(NewCrisisContact("Emergency", "113"),)))
    any_desk.undo().result()
    assert facts(any_desk, person).plan is None
    assert dated(any_desk, person) == date(2024, 5, 1)
    any_desk.redo().result()
    assert len(facts(any_desk, person).contacts) == 1
    assert dated(any_desk, person) == TODAY


def test_a_person_has_one_plan(any_desk: Desk, make: Make) -> None:
    person = make.person()
    first = any_desk.do(MakeCrisisPlan(person))
    with pytest.raises(HasCrisisPlan) as refused:
        any_desk.do(MakeCrisisPlan(person))
    assert refused.value.crisis_plan_id == first


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"made_on": TODAY + timedelta(days=1)}, DateAhead),
        ({"review_on": TODAY - timedelta(days=1)}, DatesOutOfOrder),
        ({"contacts": (NewCrisisContact("Mother", "ring her"),)}, NotANumber),
        ({"contacts": (NewCrisisContact("  ", "113"),)}, TextMissing),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_made(
    any_desk: Desk, make: Make, fields: dict[str, object], error: type[Exception]
) -> None:
    person = make.person()
    with pytest.raises(error):
        any_desk.do(MakeCrisisPlan(person, **fields))  # type: ignore[arg-type]
    assert facts(any_desk, person).plan is None
    assert dated(any_desk, person) is None


def test_a_plan_kept_elsewhere_is_told_with_its_age(any_desk: Desk, make: Make) -> None:
    found = facts(any_desk, make.person(crisis_plan_on=date(2025, 11, 23)))
    assert (found.plan, found.dated, found.is_old) == (None, date(2025, 11, 23), True)
    assert not found.review_is_due


# the proposal


def test_the_proposal_has_known_numbers_only(any_desk: Desk, make: Make) -> None:
    coordinator = make.staff("Tove Kvam", phone="22334455")
    person = make.person(coordinator_id=coordinator, gp="Dr Lie", gp_phone="by letter")
    make.rows(
        NextOfKin(person_id=person, name="Ola", relation="brother", phone="+46701234567"),
        NextOfKin(person_id=person, name="Kari", relation="mother", phone=None),
        Participant(person_id=person, service="gp", name="Dr Lie", phone="41234567"),
    )
    proposed = any_desk.see(CrisisContactsProposed(person))
    assert [(one.name, one.phone, one.role) for one in proposed] == [
        ("Tove Kvam", "22 33 44 55", "Coordinator"),
        ("Dr Lie", "412 34 567", "GP"),
        ("Ola", "+46701234567", "brother"),
        ("Casualty clinic", "116 117", None),
        ("Emergency", "113", None),
    ]


def test_somebody_known_to_nobody_is_proposed_the_numbers_for_everybody(
    any_desk: Desk, make: Make
) -> None:
    gone = make.staff("Tove Kvam", phone="22334455", valid_to=TODAY - timedelta(days=1))
    proposed = any_desk.see(CrisisContactsProposed(make.person(coordinator_id=gone)))
    assert [one.phone for one in proposed] == ["116 117", "113"]


# texts and levels


def test_texts_are_changed_one_by_one(any_desk: Desk, make: Make) -> None:
    person = make.person()
    plan = any_desk.do(MakeCrisisPlan(person))
    any_desk.do(EditCrisisPlan(plan, 1, helps="Tea, and a walk\nalong the river"))
    any_desk.do(EditCrisisPlan(plan, 1, wishes="Stay at home"))
    any_desk.do(EditCrisisPlan(plan, 3, wishes="  "))
    found = facts(any_desk, person).plan
    assert found is not None
    assert (found.helps, found.wishes) == ("Tea, and a walk\nalong the river", None)


def test_two_who_change_the_same_text_meet_both_values(any_desk: Desk, make: Make) -> None:
    plan = any_desk.do(MakeCrisisPlan(make.person()))
    any_desk.do(EditCrisisPlan(plan, 1, told="The sister"))
    with pytest.raises(Conflict) as conflict:
        any_desk.do(EditCrisisPlan(plan, 1, told="Nobody"))
    met = conflict.value.fields["told"]
    assert (met.mine, met.base, met.now) == ("Nobody", None, "The sister")


def test_the_day_it_was_made_is_kept_true_on_the_person(any_desk: Desk, make: Make) -> None:
    person = make.person()
    plan = any_desk.do(MakeCrisisPlan(person))
    any_desk.do(EditCrisisPlan(plan, 1, made_on=date(2025, 3, 1)))
    assert dated(any_desk, person) == date(2025, 3, 1)
    assert facts(any_desk, person).is_old
    with pytest.raises(DatesOutOfOrder):
        any_desk.do(EditCrisisPlan(plan, 2, review_on=date(2025, 2, 28)))
    with pytest.raises(DateAhead):
        any_desk.do(EditCrisisPlan(plan, 2, made_on=TODAY + timedelta(days=1)))


def test_a_level_is_made_when_it_is_first_written(any_desk: Desk, make: Make) -> None:
    person = make.person()
    plan = any_desk.do(MakeCrisisPlan(person))
    assert any_desk.do(WriteCrisisLevel(plan, "warning", None, signs="   ")) is None
    row = any_desk.do(WriteCrisisLevel(plan, "warning", None, signs="Sleeps less"))
    level = facts(any_desk, person).levels[1]
    assert (level.id, level.version, level.signs) == (row, 1, "Sleeps less")
    any_desk.do(WriteCrisisLevel(plan, "warning", 1, call="The coordinator"))
    any_desk.do(WriteCrisisLevel(plan, "warning", 2, signs=None))
    level = facts(any_desk, person).levels[1]
    assert (level.signs, level.call) == (None, "The coordinator")
    with pytest.raises(Gone):
        any_desk.do(WriteCrisisLevel(plan, "purple", None, signs="x"))


def test_two_who_write_an_empty_level_keep_both_where_they_can(any_desk: Desk, make: Make) -> None:
    person = make.person()
    plan = any_desk.do(MakeCrisisPlan(person))
    any_desk.do(WriteCrisisLevel(plan, "crisis", None, signs="Hears voices"))
    any_desk.do(WriteCrisisLevel(plan, "crisis", None, call="113"))
    with pytest.raises(Conflict) as conflict:
        any_desk.do(WriteCrisisLevel(plan, "crisis", None, signs="Does not open the door"))
    met = conflict.value
    assert met.fields["signs"].now == "Hears voices"
    mine = WriteCrisisLevel(plan, "crisis", met.version, signs="Does not open the door")
    any_desk.do(mine)
    level = facts(any_desk, person).levels[2]
    assert (level.signs, level.call) == ("Does not open the door", "113")


def test_a_text_of_four_thousand_letters_is_kept_whole(any_desk: Desk, make: Make) -> None:
    person = make.person()
    plan = any_desk.do(MakeCrisisPlan(person))
    text = "å" * 4000
    any_desk.do(WriteCrisisLevel(plan, "good", None, person_does=text))
    assert facts(any_desk, person).levels[0].person_does == text


def test_a_level_put_to_rest_shows_while_it_is_written_in(any_desk: Desk, make: Make) -> None:
    person, other = make.person(), make.person("Ola", "Lie")
    plan = any_desk.do(MakeCrisisPlan(person))
    any_desk.do(MakeCrisisPlan(other))
    code = any_desk.do(AddListItem("crisis_level", "Storm", "crisis"))
    own = next(one for one in any_desk.see(TheTeam()).choices("crisis_level") if one.code == code)
    any_desk.do(WriteCrisisLevel(plan, code, None, signs="Shouts"))
    any_desk.do(RestListItem(own.id, own.version, active=False))
    storm = next(one for one in facts(any_desk, person).levels if one.level == code)
    assert (storm.label, storm.in_use, storm.mark) == ("Storm", False, "red")
    assert code not in [one.level for one in facts(any_desk, other).levels]


# whom to call


def test_contacts_are_added_changed_moved_and_removed(any_desk: Desk, make: Make) -> None:
    person = make.person()
    plan = any_desk.do(MakeCrisisPlan(person, contacts=(NewCrisisContact("Emergency", "113"),)))
    ola = any_desk.do(AddCrisisContact(plan, "Ola", "22334455", role="brother"))
    any_desk.do(EditCrisisContact(ola, 1, hours="evenings", phone="+47 412 34 567"))
    any_desk.do(MoveCrisisContact(ola, 2, 0))
    rows = facts(any_desk, person).contacts
    assert [(one.name, one.phone) for one in rows] == [
        ("Ola", "+47 412 34 567"),
        ("Emergency", "113"),
    ]
    assert (rows[0].role, rows[0].hours) == ("brother", "evenings")
    any_desk.do(MoveCrisisContact(ola, rows[0].version, 99))
    assert [one.name for one in facts(any_desk, person).contacts] == ["Emergency", "Ola"]
    any_desk.do(RemoveCrisisContact(ola, 2))
    assert [one.name for one in facts(any_desk, person).contacts] == ["Emergency"]
    any_desk.undo().result()
    assert [one.name for one in facts(any_desk, person).contacts] == ["Emergency", "Ola"]


def test_a_text_without_a_digit_is_no_number_and_the_old_one_stands(
    any_desk: Desk, make: Make
) -> None:
    person = make.person()
    plan = any_desk.do(MakeCrisisPlan(person))
    row = any_desk.do(AddCrisisContact(plan, "Ola", "113"))
    with pytest.raises(NotANumber, match="dialled"):
        any_desk.do(EditCrisisContact(row, 1, phone="none"))
    with pytest.raises(NotANumber):
        any_desk.do(AddCrisisContact(plan, "Kari", ""))
    assert [one.phone for one in facts(any_desk, person).contacts] == ["113"]


def test_a_number_just_corrected_is_not_thrown_away_unseen(any_desk: Desk, make: Make) -> None:
    person = make.person()
    plan = any_desk.do(MakeCrisisPlan(person))
    row = any_desk.do(AddCrisisContact(plan, "Ola", "22334455"))
    any_desk.do(EditCrisisContact(row, 1, phone="22334456"))
    with pytest.raises(Conflict) as conflict:
        any_desk.do(RemoveCrisisContact(row, 1))
    assert conflict.value.fields["phone"].now == "22 33 44 56"
    any_desk.do(RemoveCrisisContact(row, conflict.value.version))
    assert facts(any_desk, person).contacts == ()


# going through it


def test_going_through_keeps_a_version_and_moves_the_dates(any_desk: Desk, make: Make) -> None:
    person = make.person()
    plan = any_desk.do(MakeCrisisPlan(person, made_on=TODAY - YEAR))
    any_desk.do(WriteCrisisLevel(plan, "good", None, signs="Sings"))
    any_desk.do(AddCrisisContact(plan, "Ola", "113"))
    assert facts(any_desk, person).is_old
    assert facts(any_desk, person).review_is_due
    assert any_desk.do(ReviewCrisisPlan(plan, 1, why="Every year")) == 2
    now = facts(any_desk, person)
    assert now.plan is not None
    assert (now.plan.reviewed_on, now.plan.review_on) == (TODAY, date(2027, 11, 23))
    assert [(one.number, one.made_by, one.why) for one in now.versions] == [(1, "MH", "Every year")]
    assert not now.is_old
    assert dated(any_desk, person) == TODAY
    any_desk.do(WriteCrisisLevel(plan, "good", 1, signs="Dances"))
    kept = any_desk.see(CrisisPlanAt(person, 1))
    assert kept.plan is not None
    assert (kept.plan.number, kept.levels[0].signs) == (1, "Sings")
    assert [one.phone for one in kept.contacts] == ["113"]
    assert facts(any_desk, person).levels[0].signs == "Dances"
    any_desk.do(AddCrisisContact(plan, "Kari", "22334455"))
    changes = any_desk.see(CrisisCompared(person, 1))
    assert [(one.section, one.what, one.change, one.before, one.after) for one in changes] == [
        ("The plan", "Next review", "changed", "23 November 2026", "23 November 2027"),
        ("Good", "Signs", "changed", "Sings", "Dances"),
        ("Whom to call", "Kari", "added", "", "22 33 44 55"),
    ]
    any_desk.do(ReviewCrisisPlan(plan, 2))
    assert any_desk.see(CrisisCompared(person, 1, 2)) == changes


def test_a_review_can_be_undone(any_desk: Desk, make: Make) -> None:
    person = make.person()
    plan = any_desk.do(MakeCrisisPlan(person, made_on=TODAY - YEAR))
    any_desk.do(ReviewCrisisPlan(plan, 1))
    any_desk.undo().result()
    assert facts(any_desk, person).versions == ()
    assert dated(any_desk, person) == TODAY - YEAR


def test_two_who_go_through_it_at_once_do_it_once(any_desk: Desk, make: Make) -> None:
    plan = any_desk.do(MakeCrisisPlan(make.person()))
    any_desk.do(ReviewCrisisPlan(plan, 1))
    with pytest.raises(Conflict):
        any_desk.do(ReviewCrisisPlan(plan, 1))


@pytest.mark.parametrize(
    ("on", "review_on", "error"),
    [
        (TODAY + timedelta(days=1), None, DateAhead),
        (TODAY - timedelta(days=9), None, DatesOutOfOrder),
        (TODAY, TODAY - timedelta(days=1), DatesOutOfOrder),
    ],
)
def test_a_review_on_an_impossible_day_is_refused(
    any_desk: Desk, make: Make, on: date, review_on: date | None, error: type[Exception]
) -> None:
    person = make.person()
    plan = any_desk.do(MakeCrisisPlan(person))
    with pytest.raises(error):
        any_desk.do(ReviewCrisisPlan(plan, 1, on, review_on))
    assert facts(any_desk, person).versions == ()


def test_a_version_that_was_never_kept_is_gone(any_desk: Desk, make: Make) -> None:
    with pytest.raises(Gone):
        any_desk.see(CrisisPlanAt(make.person(), 7))


def test_every_text_tells_what_stood_there_before(any_desk: Desk, make: Make) -> None:
    person = make.person()
    plan = any_desk.do(MakeCrisisPlan(person))
    row = any_desk.do(WriteCrisisLevel(plan, "good", None, signs="Sings"))
    any_desk.do(ReviewCrisisPlan(plan, 1))
    any_desk.do(WriteCrisisLevel(plan, "good", 1, signs="Dances"))
    assert row is not None
    values = any_desk.see(FieldHistory(person, "crisis_level", row, "signs"))
    assert [(one.text, one.initials, one.version_number) for one in values] == [
        ("Dances", "MH", 2),
        ("Sings", "MH", 1),
    ]
    any_desk.do(EditCrisisPlan(plan, 2, told="The sister"))
    told = any_desk.see(FieldHistory(person, "crisis_plan", plan, "told"))
    assert [one.text for one in told] == ["The sister"]
    with pytest.raises(Gone):
        any_desk.see(FieldHistory(make.person("Ola", "Lie"), "crisis_plan", plan, "told"))


# who may


def test_who_may_not_open_the_record_neither_reads_nor_writes_the_plan(
    any_desk: Desk, make: Make
) -> None:
    person, tove = make.person(), member(make.staff("Tove Kvam"), "Tove Kvam")
    plan = any_desk.do(MakeCrisisPlan(person))
    row = any_desk.do(AddCrisisContact(plan, "Ola", "113"))
    any_desk.do(ReviewCrisisPlan(plan, 1))
    any_desk.do(BlockAccess(person, tove.id, "neighbour"))
    for view in (PersonCrisisPlan(person), CrisisPlanAt(person, 1), CrisisContactsProposed(person)):
        with pytest.raises(Blocked):
            any_desk.store.ask(view, tove)
    for action in (
        MakeCrisisPlan(person),
        EditCrisisPlan(plan, 2, told="all"),
        WriteCrisisLevel(plan, "good", None, signs="x"),
        AddCrisisContact(plan, "Kari", "113"),
        EditCrisisContact(row, 1, name="Kari"),
        MoveCrisisContact(row, 1, 3),
        RemoveCrisisContact(row, 1),
        ReviewCrisisPlan(plan, 2),
    ):
        with pytest.raises(Blocked):
            any_desk.store.run(action, tove)
    found = facts(any_desk, person)
    assert [one.name for one in found.contacts] == ["Ola"]
