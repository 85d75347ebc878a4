"""What is told of one person in «My people», on both engines: contacts, consents, stays, points."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from factdesk.clock import OSLO
from factdesk.coordination.facts import MyPeopleFacts, PersonLine
from factdesk.coordination.views import MyPeople
from factdesk.desk import Desk
from factdesk.people.kinds import AdmissionKind, ConsentGiver, ConsentKind, Stage
from factdesk.people.tables import AccessBlock, Admission, Consent, Participant, Person
from factdesk.plans.view import PersonPlan
from factdesk.simulation.filling import fill
from factdesk.simulation.wish import Wish
from factdesk.team.actions.add_list_item import AddListItem
from factdesk.team.tables import Deputy
from tests.support.builders import Make

TODAY = date(2026, 11, 23)


def on(days: int) -> date:
    """So many days from today."""
    return TODAY + timedelta(days=days)


def at(day: date, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=OSLO)


class Mine:
    """The actor's own persons, about whom all is well but what a test says."""

    def __init__(self, desk: Desk, make: Make) -> None:
        self.desk, self.make = desk, make
        self.me = desk.actor.id
        self.doctor = make.staff("Liv Nordby", profession="psychiatrist")

    def person(self, given: str = "Åse", **columns: Any) -> str:
        values = {
            "coordinator_id": self.me, "birth_date": date(1980, 5, 5), "plan_on": on(-60),
            "plan_review_on": on(120), "crisis_plan_on": on(-60),
        }  # fmt: skip
        return self.make.person(given, "Ruud", **(values | columns))

    def seen(self, given: str = "Åse", **columns: Any) -> str:
        """A person whom a psychiatrist met yesterday."""
        person = self.person(given, **columns)
        self.make.contact(person, self.me, self.doctor)
        return person

    def facts(self) -> MyPeopleFacts:
        return self.desk.see(MyPeople())

    def line(self) -> PersonLine:
        (line,) = self.facts().rows
        return line

    def told(self) -> list[str]:
        return [reason.text for reason in self.line().reasons]


@pytest.fixture
def mine(any_desk: Desk, make: Make) -> Mine:
    return Mine(any_desk, make)


@pytest.mark.parametrize("stage", [Stage.REFERRED, Stage.ASSESSED])
def test_who_is_not_enrolled_is_there_but_owed_nothing(mine: Mine, stage: Stage) -> None:
    mine.person(stage=stage, enrolled_on=None, plan_on=None, plan_review_on=None,
                crisis_plan_on=None)  # fmt: skip
    line = mine.line()
    assert (line.reasons, line.plan_state, line.points_met) == ((), "no plan", None)


def test_the_persons_of_who_is_absent_are_with_the_deputy(mine: Mine) -> None:
    tove, ola = mine.make.staff("Tove Kvam"), mine.make.staff("Ola Berg")
    hers, own = mine.seen("Kari", coordinator_id=tove), mine.seen("Åse")
    mine.seen("Odd", coordinator_id=ola)
    mine.make.rows(
        Deputy(staff_id=tove, deputy_id=mine.me, valid_from=on(-3), valid_to=TODAY),
        Deputy(staff_id=ola, deputy_id=mine.me, valid_from=on(1), valid_to=on(9)),
        Deputy(staff_id=mine.me, deputy_id=ola, valid_from=on(-1), valid_to=None),
    )
    facts = mine.facts()
    assert {row.person_id: row.is_deputised for row in facts.rows} == {own: False, hers: True}
    assert facts.deputy_for == ((tove, "TK", "Tove Kvam", TODAY, 1),)
    assert [row.coordinator for row in facts.rows if row.is_deputised] == ["TK"]
    assert own in {row.person_id for row in mine.desk.see(MyPeople(ola)).rows}


def test_a_block_of_another_member_or_of_other_days_reduces_nothing(mine: Mine) -> None:
    person = mine.seen()
    mine.make.rows(
        AccessBlock(person_id=person, staff_id=mine.doctor, why="Nabo", since=on(-9)),
        AccessBlock(person_id=person, staff_id=mine.me, why="Nabo", since=on(-9), ended_on=TODAY),
        AccessBlock(person_id=person, staff_id=mine.me, why="Nabo", since=on(1)),
    )
    assert not mine.line().is_reduced


def test_the_teams_own_word_for_not_coming_is_no_contact(mine: Mine) -> None:
    code = mine.desk.do(AddListItem("contact_kind", "Ville ikke åpne", "did_not_come"))
    mine.make.contact(mine.person(), mine.doctor, kind=code)
    assert mine.line().last_contact is None
    assert mine.told()[0] == "No contact yet"


@pytest.mark.parametrize("whom", ["next_of_kin", "service"])
def test_a_contact_about_the_person_is_none_with_the_person(mine: Mine, whom: str) -> None:
    person = mine.person()
    mine.make.contact(person, mine.doctor, with_whom=whom)
    mine.make.contact(person, mine.me, with_whom=whom, state="planned", start=at(on(1)))
    line = mine.line()
    assert (line.last_contact, line.next_contact, line.specialist_seen_on) == (None, None, None)


def test_what_was_agreed_with_the_person_goes_before_the_teams_own(mine: Mine) -> None:
    person = mine.person(contact_every_days=30)
    mine.make.contact(person, mine.doctor, start=at(on(-29)))
    assert (mine.line().contact_every_days, mine.told()) == (30, [])


def test_a_contact_of_today_known_by_its_day_alone_has_taken_place(mine: Mine) -> None:
    mine.make.contact(mine.person(), mine.doctor, start=at(TODAY), day_only=True)
    assert mine.desk.clock.now() < at(TODAY)
    assert mine.line().last_contact == (at(TODAY), "LN")
    assert mine.told() == []


@pytest.mark.parametrize(
    ("means", "kind", "is_seen"),
    [
        ("psychologist", "face_to_face", True),
        ("physician", "video", True),
        ("psychiatrist", "telephone", False),
        ("nurse", "face_to_face", False),
    ],
)
def test_a_specialist_sees_somebody_and_is_one_by_what_the_teams_word_means(
    mine: Mine, means: str, kind: str, is_seen: bool
) -> None:
    profession = mine.desk.do(AddListItem("profession", "Konstituert fagperson", means))
    seer = mine.make.staff("Siri Lund", profession=profession)
    mine.make.contact(mine.person(), mine.me, seer, kind=kind, start=at(on(-2)))
    assert mine.line().specialist_seen_on == (on(-2) if is_seen else None)
    assert (mine.told() == []) is is_seen


def test_the_next_contact_is_the_first_from_today_on(mine: Mine) -> None:
    person = mine.seen()
    mine.make.contact(person, mine.me, state="planned", start=at(on(-1)))
    mine.make.contact(person, mine.me, state="planned", start=at(on(2), 9))
    assert mine.line().next_contact == (at(on(2), 9), False, "MH")
    mine.make.contact(person, mine.me, state="planned", start=at(TODAY), day_only=True)
    assert mine.line().next_contact == (at(TODAY), True, "MH")
    mine.make.contact(person, mine.doctor, state="planned", start=at(TODAY, 0, 0))
    assert mine.line().next_contact == (at(TODAY, 0, 0), False, "LN")


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_days_are_those_of_norway_when_the_clocks_are_changed(mine: Mine, day: date) -> None:
    mine.desk.clock.move(at(day, 23, 30) - mine.desk.clock.now())  # type: ignore[attr-defined]
    person = mine.person(enrolled_on=date(2025, 1, 1), plan_on=day, plan_review_on=None,
                         crisis_plan_on=day)  # fmt: skip
    mine.make.contact(person, mine.doctor, start=at(day - timedelta(days=8), 23, 45))
    mine.make.contact(person, mine.me, state="planned", start=at(day, 0, 15))
    assert mine.told() == ["No contact for 8 days, agreed every 7 days"]
    assert mine.line().next_contact == (at(day, 0, 15), False, "MH")


def test_who_is_admitted_is_not_missed_and_is_where_the_ward_is(mine: Mine) -> None:
    person = mine.person()
    mine.make.contact(person, mine.doctor, start=at(on(-40)))
    mine.make.rows(
        Admission(person_id=person, kind=AdmissionKind.PRISON, place="Vadsø", admitted_on=on(-30))
    )
    assert (mine.line().where, mine.told()) == ("Vadsø", [])


@pytest.mark.parametrize(("place", "is_awaited"), [("ward", True), ("home", False)])
def test_a_contact_in_the_ward_on_the_day_of_discharge_is_not_the_first_after(
    mine: Mine, place: str, is_awaited: bool
) -> None:
    person = mine.person()
    mine.make.rows(
        Admission(person_id=person, kind=AdmissionKind.PSYCHIATRIC_WARD, admitted_on=on(-30),
                  discharged_on=on(-1))
    )  # fmt: skip
    mine.make.contact(person, mine.doctor, place=place)
    expected = ["First contact after discharge by Sunday 29 November"] if is_awaited else []
    assert mine.told() == expected


def consent(person: str, service: str | None, **columns: Any) -> Consent:
    kind = ConsentKind.PLAN if service is None else ConsentKind.SHARE
    values = {"given_by": ConsentGiver.SELF, "given_on": on(-200)} | columns
    return Consent(person_id=person, kind=kind, participant_id=service, about="alt", **values)


def test_a_consent_is_told_until_it_is_renewed(mine: Mine) -> None:
    person = mine.seen()
    (nav,) = mine.make.rows(Participant(person_id=person, service="nav"))
    mine.make.rows(consent(person, nav, valid_to=on(9)), consent(person, None))
    assert mine.line().consents == "NAV runs out 2 Dec"
    assert mine.told() == ["Consent for NAV runs out in 9 days"]
    mine.make.rows(consent(person, nav, given_on=on(10)))
    assert (mine.line().consents, mine.told()) == ("", [])


def test_a_consent_that_holds_outweighs_another_that_was_withdrawn(mine: Mine) -> None:
    person = mine.seen()
    mine.make.rows(consent(person, None), consent(person, None, withdrawn_on=on(-1)))
    assert (mine.line().consents, mine.told()) == ("", [])


def test_only_consents_of_who_takes_part_are_told_and_outgrown_ones_first(mine: Mine) -> None:
    person = mine.seen(birth_date=date(2010, 9, 1))
    gone, here = mine.make.rows(
        Participant(person_id=person, service="school", left_on=on(-5)),
        Participant(person_id=person, service="nav"),
    )
    mine.make.rows(consent(person, gone, valid_to=on(-1)))
    assert (mine.line().consents, mine.told()) == ("", [])
    mine.make.rows(consent(person, here, given_by=ConsentGiver.PARENT))
    assert (mine.line().level, mine.line().consents) == ("red", "1 must be renewed")


def test_the_nine_points_of_a_whole_team_are_those_of_each_plan(any_desk: Desk) -> None:
    fill(any_desk, Wish(TODAY, seed=7, people=60, days=90))
    coordinated = select(Person.coordinator_id).where(Person.coordinator_id.is_not(None))
    with any_desk.store.reading(any_desk.actor) as reader:
        coordinators = reader.session.scalars(coordinated.distinct()).all()
    met = []
    for coordinator in coordinators:
        for row in any_desk.see(MyPeople(coordinator)).rows:
            facts = any_desk.see(PersonPlan(row.person_id))
            if facts.plan is None:
                assert row.points_met is None, row.name
                continue
            assert row.points_met == tuple(point.is_met for point in facts.points), row.name
            assert row.review_on == facts.plan.review_on
            met.append(row.points_met)
    assert len(met) > 10
    assert len(set(met)) > 3, "plans with and without gaps"


def test_five_statements_for_one_and_for_many_and_fewer_for_none(mine: Mine) -> None:
    def count() -> int:
        with mine.desk.store.counting() as statements:
            mine.facts()
        return sum(not one.startswith(("BEGIN", "COMMIT", "ROLLBACK")) for one in statements)

    assert count() == 2
    mine.seen()
    assert count() == 5
    for number in range(12):
        mine.seen(f"Odd {number}")
    assert count() == 5
