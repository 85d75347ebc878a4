"""«My people»: whose they are, what stands in a line, the strip, and what is kept from a reader."""

from datetime import date, datetime, timedelta

import pytest

from factdesk.board.tables import Task
from factdesk.clock import OSLO
from factdesk.contacts.actions.edit_contact import EditContact
from factdesk.contacts.tables import ContactState
from factdesk.coordination.views import CoordinatorLoads, MyPeople, PersonLine
from factdesk.desk import Desk
from factdesk.people.kinds import AdmissionKind, ConsentGiver, ConsentKind, Stage
from factdesk.people.tables import AccessBlock, Admission, Consent, LegalStatus, Participant
from factdesk.plans.kinds import GoalStatus, MeasureStatus
from factdesk.plans.tables import CrisisPlan, IndividualPlan, PlanGoal, PlanMeasure, PlanMeeting
from factdesk.plans.view import PersonPlan
from factdesk.store.action import Actor
from factdesk.store.conflict import Refused
from factdesk.team.tables import ListItem
from tests.support.builders import Make

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=OSLO)


def only(desk: Desk) -> PersonLine:
    (row,) = desk.see(MyPeople()).rows
    return row


def own(make: Make, given: str = "Åse", family: str = "Ødegård", **fields) -> str:
    return make.person(given, family, coordinator_id=make.desk.actor.id, **fields)


def with_plan(make: Make, person: str, service: str | None = None) -> str:
    """A plan that meets every point where a service takes part with consent."""
    (plan,) = make.rows(
        IndividualPlan(
            person_id=person, started_on=TODAY - 90 * DAY, period_from=TODAY - 90 * DAY,
            period_to=TODAY + 90 * DAY, review_on=TODAY + 30 * DAY, strengths="s", needs="n",
            contribution_person="c", contribution_services="c", cooperation="c",
        )
    )  # fmt: skip
    goal, stopped = make.rows(
        PlanGoal(plan_id=plan, life_area="home", text="Bo alene"),
        PlanGoal(plan_id=plan, life_area="home", text="Flytte", status=GoalStatus.PUT_AWAY),
    )
    make.rows(
        PlanMeasure(
            plan_id=plan, goal_id=goal, text="Øve", how="sammen", extent="ukentlig",
            participant_id=service, by_person=service is None, status=MeasureStatus.ONGOING,
        ),
        PlanMeasure(plan_id=plan, goal_id=stopped, text="Ringe"),
    )  # fmt: skip
    return plan


def consent(make: Make, person: str, service: str | None = None, **fields) -> str:
    values = {
        "kind": ConsentKind.PLAN if service is None else ConsentKind.SHARE,
        "given_by": ConsentGiver.SELF,
        "given_on": TODAY - 100 * DAY,
    } | fields
    return make.rows(Consent(person_id=person, participant_id=service, **values))[0]


def test_at_most_five_statements(desk: Desk, make: Make) -> None:
    for number in range(6):
        person = own(make, f"P{number}")
        with_plan(make, person)
        make.contact(person, desk.actor.id)
    with desk.store.counting() as statements:
        desk.see(MyPeople())
    assert len([one for one in statements if not one.startswith(("BEGIN", "COMMIT"))]) == 5


def test_those_of_the_member_who_are_with_the_team(any_desk: Desk, make: Make) -> None:
    tove = make.staff("Tove Kvam")
    mine = {own(make, "Ailo"), own(make, "Kari", stage=Stage.ASSESSED), own(make, "Siv", "Lie")}
    own(make, "Ola", stage=Stage.CLOSED)
    theirs = make.person("Nils", "Gaup", coordinator_id=tove)
    make.person("Per", "Ruud")
    assert {row.person_id for row in any_desk.see(MyPeople()).rows} == mine
    assert [row.person_id for row in any_desk.see(MyPeople(tove)).rows] == [theirs]
    assert any_desk.see(MyPeople(tove)).name == "Tove Kvam"


def test_the_nine_points_are_those_of_the_plan_itself(any_desk: Desk, make: Make) -> None:
    whole, broken = own(make, "Ailo"), own(make, "Kari")
    for person, valid_to in ((whole, None), (broken, TODAY - DAY)):
        (service,) = make.rows(Participant(person_id=person, service="nav"))
        with_plan(make, person, service)
        consent(make, person)
        consent(make, person, service, valid_to=valid_to)
    rows = {row.person_id: row for row in any_desk.see(MyPeople()).rows}
    for person in (whole, broken):
        points = tuple(one.is_met for one in any_desk.see(PersonPlan(person)).points)
        assert rows[person].points_met == points
    assert rows[whole].points_met == (True,) * 9
    assert rows[broken].points_met.count(False) == 1
    assert "NAV" in rows[broken].consents


def test_a_member_or_service_that_left_is_missing_as_in_the_plan(desk: Desk, make: Make) -> None:
    person = own(make)
    (service,) = make.rows(
        Participant(person_id=person, service="nav", left_on=TODAY - DAY, organisation="NAV Nes")
    )
    with_plan(make, person, service)
    consent(make, person)
    expected = tuple(one.is_met for one in desk.see(PersonPlan(person)).points)
    assert only(desk).points_met == expected
    assert expected.count(False) == 2


def test_without_a_plan_here_there_are_no_points(any_desk: Desk, make: Make) -> None:
    own(make, plan_on=date(2026, 9, 1), plan_review_on=TODAY + 20 * DAY)
    row = only(any_desk)
    assert row.points_met is None
    assert (row.plan_on, row.review_on) == (date(2026, 9, 1), TODAY + 20 * DAY)


def test_last_and_next_contact_are_with_the_person_and_took_place(any_desk, make) -> None:
    person, tove = own(make, contact_every_days=3), make.staff("Tove Kvam")
    make.contact(person, tove, start=at(TODAY - 9 * DAY, 23, 30))
    make.contact(person, tove, start=at(TODAY - 2 * DAY, 9), kind="did_not_come")
    make.contact(person, tove, start=at(TODAY - DAY, 9), with_whom="next_of_kin")
    make.contact(person, tove, start=at(TODAY - DAY, 9), state=ContactState.CANCELLED)
    make.contact(person, tove, start=at(TODAY - DAY, 9), state=ContactState.PLANNED)
    make.contact(person, tove, start=at(TODAY, 7), state=ContactState.PLANNED)
    row = only(any_desk)
    assert row.last_contact == (at(TODAY - 9 * DAY, 23, 30), "TK")
    assert row.next_contact == (at(TODAY, 7), False, "TK")
    assert row.contact_every_days == 3
    assert (row.reasons[0].code, row.level) == ("contact", "red")
    assert "9 days" in row.reasons[0].text


def test_days_without_contact_are_norwegian_over_the_change_of_the_clocks(desk, make, clock):
    """Summer time ended on 25 October 2026; half past midnight is the day before in UTC."""
    clock.move(date(2026, 10, 27) - TODAY)
    person = own(make, contact_every_days=1)
    make.contact(person, start=at(date(2026, 10, 25), 0, 30))
    assert "2 days" in only(desk).reasons[0].text


def test_a_specialist_is_whoever_has_such_a_profession_by_the_teams_list(any_desk, make) -> None:
    make.rows(
        ListItem(
            list_name="profession", code="spec_child", means="psychiatrist", label="Barnepsykiater",
            position=99,
        )
    )  # fmt: skip
    person = own(make)
    nurse, specialist = make.staff("Tove Kvam"), make.staff("Ola Berg", profession="spec_child")
    make.contact(person, nurse, start=at(TODAY - DAY, 9))
    assert only(any_desk).specialist_seen_on is None
    make.contact(person, nurse, specialist, start=at(TODAY - 20 * DAY, 9))
    make.contact(person, specialist, start=at(TODAY - 5 * DAY, 9), kind="written")
    assert only(any_desk).specialist_seen_on == TODAY - 20 * DAY


def test_tasks_late_first_and_only_those_still_open(any_desk: Desk, make: Make) -> None:
    person, now = own(make), any_desk.clock.now()
    make.rows(
        Task(person_id=person, text="Senere", made_at=now),
        Task(person_id=person, text="Om litt", made_at=now, due_on=TODAY + DAY),
        Task(person_id=person, text="For sent", made_at=now, due_on=TODAY - DAY),
        Task(person_id=person, text="Gjort", made_at=now, due_on=TODAY - 9 * DAY, done_at=now),
    )
    row = only(any_desk)
    assert (row.open_tasks, row.next_task) == (3, "For sent")
    assert "task" in {one.code for one in row.reasons}


def test_admitted_discharged_and_the_legal_dates(any_desk: Desk, make: Make) -> None:
    inside, home = own(make, "Kari"), own(make, "Ailo")
    stay = {"kind": AdmissionKind.PSYCHIATRIC_WARD, "place": "DPS Nordfjell"}
    make.rows(
        Admission(person_id=inside, admitted_on=TODAY - 5 * DAY, **stay),
        Admission(
            person_id=home, admitted_on=TODAY - 20 * DAY, discharged_on=TODAY - 2 * DAY, **stay
        ),
        LegalStatus(
            person_id=inside, kind="tph", decided_on=TODAY - 80 * DAY, control_on=TODAY + 6 * DAY,
            expires_on=TODAY + 200 * DAY,
        ),
    )  # fmt: skip
    rows = {row.person_id: row for row in any_desk.see(MyPeople()).rows}
    assert rows[inside].where == "DPS Nordfjell"
    assert rows[inside].reasons[0].text == "Compulsory care: control in 6 days"
    assert "Saturday" in rows[home].where
    assert rows[home].reasons[0].text == "First contact after discharge by Saturday 28 November"


def test_the_most_urgent_come_first_and_then_by_name(any_desk: Desk, make: Make) -> None:
    fine = {"crisis_plan_on": TODAY - DAY, "plan_on": TODAY, "plan_review_on": TODAY + 60 * DAY}
    tove = make.staff("Tove Kvam", profession="psychologist")
    red, last, second = (own(make, name, "Ruud", **fine) for name in ("Østen", "Åge", "Zoe"))
    for person, ago in ((red, 40), (last, 1), (second, 1)):
        make.contact(person, tove, start=at(TODAY - ago * DAY, 9))
    rows = any_desk.see(MyPeople()).rows
    assert [row.person_id for row in rows] == [red, second, last]
    assert [row.level for row in rows] == ["red", "green", "green"]


def test_of_two_contacts_of_one_moment_the_same_stands_however_often_they_are_changed(
    any_desk: Desk, make: Make
) -> None:
    person, now = own(make), at(TODAY - DAY, 9)
    (other, _), (_, stands) = sorted(
        (make.contact(person, make.staff(name), start=now), initials)
        for name, initials in (("Tove Kvam", "TK"), ("Ola Berg", "OB"))
    )
    assert only(any_desk).last_contact == (now, stands)
    for seen in range(1, 4):
        any_desk.do(EditContact(other, seen, short_note=f"Rettet {seen}"))
        assert only(any_desk).last_contact == (now, stands)


def test_the_strip_is_of_the_coming_90_days_in_order(any_desk: Desk, make: Make) -> None:
    child = own(
        make, "Yusuf", birth_date=date(2011, 1, 2), plan_on=TODAY, plan_review_on=TODAY + 91 * DAY
    )
    person = own(make)
    plan = with_plan(make, person)
    (service,) = make.rows(Participant(person_id=person, service="nav"))
    consent(make, person, service, valid_to=TODAY + 8 * DAY)
    make.rows(
        CrisisPlan(person_id=person, made_on=TODAY, review_on=TODAY + 90 * DAY),
        PlanMeeting(person_id=person, plan_id=plan, start=at(TODAY + 3 * DAY, 0, 30)),
        PlanMeeting(person_id=person, start=at(TODAY + DAY, 9), cancelled_at=at(TODAY, 8)),
        LegalStatus(
            person_id=person, kind="tph", decided_on=TODAY - DAY, control_on=TODAY,
            expires_on=TODAY - DAY,
        ),
    )  # fmt: skip
    marks = any_desk.see(MyPeople()).strip
    assert [(mark.day, mark.kind, mark.person_id) for mark in marks] == [
        (TODAY, "legal", person),
        (TODAY + 3 * DAY, "meeting", person),
        (TODAY + 8 * DAY, "consent", person),
        (TODAY + 30 * DAY, "review", person),
        (date(2027, 1, 2), "birthday", child),
        (TODAY + 90 * DAY, "crisis", person),
    ]


def test_a_blocked_record_gives_name_and_coordinator_only(any_desk: Desk, make: Make) -> None:
    person = own(
        make, birth_date=date(2010, 12, 1), municipality="Nes", plan_on=TODAY - 900 * DAY,
        crisis_plan_on=date(2019, 1, 1), contact_every_days=2,
    )  # fmt: skip
    with_plan(make, person)
    consent(make, person, valid_to=TODAY + 3 * DAY)
    make.contact(person, any_desk.actor.id, start=at(TODAY - 30 * DAY, 9))
    make.rows(
        Task(person_id=person, text="Hemmelig", made_at=any_desk.clock.now()),
        Admission(person_id=person, kind=AdmissionKind.PRISON, admitted_on=TODAY - DAY),
        LegalStatus(person_id=person, kind="tph", decided_on=TODAY, control_on=TODAY + DAY),
        AccessBlock(person_id=person, staff_id=any_desk.actor.id, why="x", since=TODAY),
    )
    facts = any_desk.see(MyPeople())
    (row,) = facts.rows
    told = {name: getattr(row, name) for name in PersonLine.__dataclass_fields__}
    known = {
        "person_id": person,
        "version": 1,
        "name": "Åse Ødegård",
        "first_name": "Åse",
        "coordinator_id": any_desk.actor.id,
        "coordinator": "MH",
        "is_reduced": True,
        "level": "green",
    }
    assert {name: value for name, value in told.items() if value} == known
    assert facts.strip == ()


def test_who_may_not_see_records_is_refused(desk: Desk, make: Make) -> None:
    reader = Actor(desk.actor.id, "Marit Holm", "pc", frozenset({"see_board"}))
    with pytest.raises(Refused):
        desk.store.ask(MyPeople(), reader)


def test_the_loads_count_everybody_and_those_of_nobody(any_desk: Desk, make: Make) -> None:
    tove, gone = make.staff("Tove Kvam"), make.staff("Ola Berg", valid_to=TODAY - DAY)
    late = make.person(
        "Kari", "Ruud", coordinator_id=tove, plan_on=TODAY, plan_review_on=TODAY - DAY
    )
    make.person("Ailo", "Ruud", coordinator_id=tove)
    make.person("Siv", "Ruud", coordinator_id=gone)
    make.person("Per", "Ruud")
    make.person("Nils", "Ruud", coordinator_id=tove, stage=Stage.CLOSED)
    make.place(late)
    loads = {load.staff_id: load for load in any_desk.see(CoordinatorLoads())}
    assert set(loads) == {"", tove, gone, any_desk.actor.id}
    mine = loads[tove]
    assert (mine.persons, mine.on_board, mine.due_reviews, mine.without_plan) == (2, 1, 1, 1)
    assert (loads[""].persons, loads[gone].persons, loads[any_desk.actor.id].persons) == (1, 1, 0)
