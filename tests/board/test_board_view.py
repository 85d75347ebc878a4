"""What the board shows of a person, in four statements."""

from datetime import date, datetime, timedelta

import pytest

from factdesk.board.tables import BoardMeeting, Level, Task
from factdesk.board.views import Board, OffBoard, RowDetails
from factdesk.clock import OSLO
from factdesk.contacts.tables import ContactState
from factdesk.desk import Desk
from factdesk.people.kinds import AdmissionKind, ConsentGiver, ConsentKind
from factdesk.people.tables import (
    AccessBlock,
    Admission,
    Consent,
    LegalStatus,
    NextOfKin,
    Note,
    VisitWarning,
    Worker,
)
from factdesk.plans.kinds import GoalStatus
from factdesk.plans.tables import IndividualPlan, PlanGoal
from factdesk.store.action import Actor
from factdesk.team.roles import Role, rights_of
from factdesk.team.tables import Presence, PresenceState

TODAY = date(2026, 11, 23)


def only(desk):
    (row,) = desk.see(Board()).rows
    return row


def at(day, hour):
    return datetime(day.year, day.month, day.day, hour, tzinfo=OSLO)


def test_four_statements_and_the_beginning_of_the_transaction(desk, make):
    for _ in range(5):
        person = make.person()
        make.place(person)
        make.contact(person, make.staff())
    with desk.store.counting() as statements:
        desk.see(Board())
    assert len([one for one in statements if one != "BEGIN"]) == 4


def test_the_last_contact_is_one_that_took_place_and_who_did_not_come_is_told(any_desk, make):
    person, tk, ln = make.person(), make.staff("Tove Kvam"), make.staff("Liv Nordby")
    make.place(person)
    now = any_desk.clock.now()
    make.contact(person, tk, start=now - timedelta(days=9))
    make.contact(person, ln, start=now - timedelta(days=2), kind="did_not_come")
    make.contact(person, ln, start=now - timedelta(days=1), with_whom="next_of_kin")
    row = only(any_desk)
    assert (row.last_contact.on, row.last_contact.initials) == (TODAY - timedelta(days=9), ("TK",))
    assert row.contact_overdue
    assert row.did_not_come_on == TODAY - timedelta(days=2)
    assert row.seen_by == 1


def test_years_back_is_found_and_never_is_overdue(any_desk, make):
    person = make.person()
    make.place(person)
    assert only(any_desk).contact_overdue
    make.contact(person, make.staff(), start=at(date(2019, 2, 28), 9))
    assert only(any_desk).last_contact.on == date(2019, 2, 28)


def test_visits_say_who_cannot_go_and_how_many_are_missing(any_desk, make):
    person, ab, js = make.person(), make.staff("Are Bakke"), make.staff("Jon Solberg")
    make.place(person)
    make.rows(Presence(staff_id=ab, day=TODAY, state=PresenceState.AWAY, note="kurs"))
    planned = {"state": ContactState.PLANNED, "needs": 2}
    make.contact(person, ab, js, start=at(TODAY, 10), car_id=make.car("bil 2"), **planned)
    make.contact(person, ab, start=at(TODAY + timedelta(days=1), 9), day_only=True, **planned)
    make.contact(person, js, start=at(TODAY + timedelta(days=2), 9), **planned)
    today, tomorrow = only(any_desk).visits
    assert ([mark.initials for mark in today.away], today.lacks, today.car) == (["AB"], 1, "bil 2")
    assert (tomorrow.is_today, tomorrow.day_only, tomorrow.away, tomorrow.lacks) == (
        False, True, (), 1,
    )  # fmt: skip


def test_law_warnings_and_plans_carry_their_dates(any_desk, make):
    person = make.person(birth_date=date(2008, 12, 24), crisis_plan_on=date(2025, 11, 20))
    make.place(person)
    make.rows(
        LegalStatus(person_id=person, kind="tph", decided_on=date(2026, 10, 1),
                    control_on=date(2026, 11, 29), expires_on=date(2027, 10, 1)),
        LegalStatus(person_id=person, kind="tud", decided_on=date(2025, 1, 1),
                    ended_on=date(2026, 1, 1)),
        VisitWarning(person_id=person, kind="dog", since=date(2025, 1, 1),
                     review_on=date(2026, 1, 1)),
    )  # fmt: skip
    (kin,) = make.rows(NextOfKin(person_id=person, name="Máret"))
    make.rows(share(person, kin, valid_to=date(2026, 11, 22)))
    row = only(any_desk)
    (legal,) = row.legal
    assert (legal.days_left, legal.next_is_expiry, legal.is_near) == (6, False, True)
    assert row.warnings[0].review_overdue
    assert (row.turns.years, row.turns.on) == (18, date(2026, 12, 24))
    assert (row.crisis_plan_months, row.crisis_plan_old) == (12, True)
    assert (row.has_kin, row.kin_may_be_told) == (True, False)
    make.rows(share(person, kin, valid_to=date(2026, 11, 23)))
    assert only(any_desk).kin_may_be_told


@pytest.mark.parametrize(
    ("born", "years", "on"),
    [
        (date(2012, 2, 29), 16, date(2028, 2, 29)),
        (date(2012, 2, 29), 18, date(2030, 3, 1)),
        (date(2016, 6, 1), 12, date(2028, 6, 1)),
    ],
)
def test_a_birthday_is_told_as_on_the_persons_page(desk, make, clock, born, years, on):
    make.place(make.person(birth_date=born))
    clock.move(on - TODAY)
    row = only(desk)
    assert (row.age, row.turns.years, row.turns.on) == (years, years, on)
    clock.move(timedelta(days=-1))
    assert only(desk).age == years - 1
    clock.move(timedelta(days=2))
    assert only(desk).turns is None


def share(person, kin, **columns):
    return Consent(
        person_id=person,
        kind=ConsentKind.SHARE,
        next_of_kin_id=kin,
        about="alt",
        given_by=ConsentGiver.SELF,
        **columns,
    )


@pytest.mark.parametrize(
    ("born", "told"), [(date(2010, 11, 24), True), (date(2010, 11, 23), False)]
)
def test_a_parent_is_told_on_the_board_until_16(any_desk, make, born, told):
    person = make.person(birth_date=born)
    make.place(person)
    make.rows(NextOfKin(person_id=person, name="Máret", is_guardian=True))
    row = only(any_desk)
    assert (row.has_kin, row.kin_may_be_told) == (True, told)


@pytest.mark.parametrize(
    ("met_on", "place", "due"),
    [
        (None, "home", date(2026, 11, 28)),
        (date(2026, 11, 20), "home", date(2026, 11, 28)),
        (date(2026, 11, 21), "ward", date(2026, 11, 28)),
        (date(2026, 11, 21), "home", None),
        (date(2026, 11, 22), "home", None),
    ],
)
def test_the_first_contact_after_a_discharge_is_due_until_it_has_been(
    desk, make, met_on, place, due
):
    person = make.person()
    make.place(person)
    make.rows(
        Admission(person_id=person, kind=AdmissionKind.PSYCHIATRIC_WARD, place="DPS",
                  admitted_on=date(2026, 11, 1), discharged_on=date(2026, 11, 21))
    )  # fmt: skip
    if met_on is not None:
        make.contact(person, make.staff(), start=at(met_on, 12), place=place)
    row = only(desk)
    assert row.contact_due_on == due
    assert row.stay.discharged_on == date(2026, 11, 21)


def test_somebody_stands_in_for_a_coordinator_who_is_away(desk, make):
    ab, sn = make.staff("Are Bakke"), make.staff("Siri Nes")
    person = make.person(coordinator_id=ab)
    make.place(person)
    make.rows(Worker(person_id=person, staff_id=sn, function="case_manager"))
    assert only(desk).cover is None
    make.rows(Presence(staff_id=ab, day=TODAY, state=PresenceState.AWAY))
    row = only(desk)
    assert row.coordinator.is_away
    assert row.cover.initials == "SN"


def test_the_heading_counts_since_the_last_meeting(desk, make):
    now = desk.clock.now()
    friday = at(date(2026, 11, 20), 8)
    make.rows(BoardMeeting(day=friday.date(), started_at=friday,
                           ended_at=friday + timedelta(minutes=30)))  # fmt: skip
    make.place(make.person(), placed_at=friday + timedelta(minutes=10))
    make.place(make.person(), placed_at=now - timedelta(days=1))
    out = make.person()
    make.rows(
        Admission(person_id=out, kind=AdmissionKind.OTHER, admitted_on=date(2026, 11, 1),
                  discharged_on=date(2026, 11, 21))
    )  # fmt: skip
    board = desk.see(Board())
    assert (board.on_board, board.enrolled, board.new, board.discharged) == (2, 3, 1, 1)
    assert board.since == friday.date()


def test_without_a_right_to_records_only_what_a_visit_needs_is_shown(desk, second_desk, make):
    person = make.person(own_goal="hemmelig")
    make.place(person, reason="hemmelig", agreed="hemmelig")
    make.rows(
        Task(person_id=person, text="hemmelig", made_at=desk.clock.now()),
        VisitWarning(person_id=person, kind="dog", text="hemmelig", since=TODAY, review_on=TODAY),
        LegalStatus(person_id=person, kind="tph", decided_on=TODAY, note="hemmelig"),
    )
    rights = rights_of(Role.READER, is_administrator=False, has_health_basis=False)
    reader: Desk = second_desk(desk, Actor(make.staff(), "NAV", "test", rights))
    row = only(reader)
    assert row.is_reduced
    assert "hemmelig" not in repr(row)
    assert (row.legal, row.tasks, row.warnings[0].word) == ((), (), "Dog")


def test_a_barred_record_is_reduced_for_the_one_it_is_barred_from(any_desk, make):
    person = make.person()
    make.place(person, reason="hemmelig")
    make.rows(AccessBlock(person_id=person, staff_id=any_desk.actor.id, why="slekt", since=TODAY))
    assert "hemmelig" not in repr(only(any_desk))
    assert any_desk.see(RowDetails(person)) is None


def test_an_opened_row_has_the_last_two_notes_and_what_the_person_wants(any_desk, make):
    person, tk = make.person(own_goal="Ro om natta"), make.staff("Tove Kvam")
    now = any_desk.clock.now()
    make.contact(person, tk, start=now - timedelta(days=1), short_note="Sliten")
    make.contact(person, tk, start=now - timedelta(days=5), short_note="Gammelt")
    make.contact(person, tk, start=now - timedelta(hours=1))
    make.rows(Note(person_id=person, at=now - timedelta(days=2), text="Fra arket", staff_id=tk))
    facts = any_desk.see(RowDetails(person))
    assert [(note.text, note.initials) for note in facts.notes] == [
        ("Sliten", "TK"), ("Fra arket", "TK"),
    ]  # fmt: skip
    assert facts.own_goal == "Ro om natta"


def test_an_opened_row_has_the_goals_of_the_plan_that_are_worked_on(any_desk, make):
    person = make.person(own_goal="Ro om natta")
    (plan,) = make.rows(IndividualPlan(person_id=person, started_on=TODAY))
    make.rows(
        PlanGoal(plan_id=plan, life_area="home", text="Egen leilighet", position=2),
        PlanGoal(plan_id=plan, life_area="leisure", text="Spille i band", position=1),
        PlanGoal(plan_id=plan, life_area="home", text="Nådd", status=GoalStatus.REACHED),
    )
    assert any_desk.see(RowDetails(person)).goals == ("Spille i band", "Egen leilighet")


def test_who_can_be_placed_are_those_not_on_the_board_by_name(any_desk, make):
    make.place(make.person("På", "Tavla"))
    make.person("Åse", "Ås")
    make.person("Madonna", "")
    make.person("Anne", "Berg", preferred_name="Anna Berg")
    names = [choice.name for choice in any_desk.see(OffBoard())]
    assert names == ["Anna Berg", "Madonna", "Åse Ås"]


def test_levels_sort_and_days_count_in_norway(desk, make):
    placed = datetime(2026, 11, 22, 0, 30, tzinfo=OSLO)
    make.place(make.person(), level=Level.RED, placed_at=placed)
    assert (only(desk).days, only(desk).placed_on) == (1, date(2026, 11, 22))
