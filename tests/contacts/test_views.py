"""A day, a person's history and one contact, as they are shown."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from factdesk.clock import OSLO
from factdesk.contacts.rules import ClashKind
from factdesk.contacts.tables import ContactState
from factdesk.contacts.views import (
    ContactDetails,
    Day,
    PersonContacts,
)
from factdesk.people.tables import AccessBlock, VisitWarning
from factdesk.store.conflict import Refused
from factdesk.team.actions.set_presence import SetPresence
from factdesk.team.tables import PresenceState

TODAY = date(2026, 11, 23)


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=OSLO)


def plan(make, person, *staff, start, **fields):
    return make.contact(person, *staff, state=ContactState.PLANNED, start=start, **fields)


def test_a_day_has_members_cars_and_visits_in_order(any_desk, make):
    tove, car, marit = make.staff(phone="900 00 000"), make.car("Bil 2"), any_desk.actor.id
    person = make.person("Even", "Ali", preferred_name="Evi", address="Nes 3", phone="911")
    late = plan(make, person, tove, marit, start=at(13, 30), car_id=car, needs=2)
    early = plan(make, person, tove, start=at(10))
    day = any_desk.see(Day())
    assert [visit.id for visit in day.visits] == [early, late]
    assert day.member(tove).visits == (early, late)
    assert day.member(marit).visits == (late,)
    assert [(one.name, one.visits) for one in day.cars] == [("Bil 2", (late,))]
    visit = day.visit(late)
    assert (visit.person, visit.address, visit.phone) == ("Evi Ali", "Nes 3", "911")
    assert (visit.staff, visit.needs, visit.clashes) == ((tove, marit), 2, ())
    assert day.unanswered == ()


def test_a_day_takes_four_statements(any_desk, make):
    for number in range(5):
        plan(make, make.person(f"P{number}"), any_desk.actor.id, start=at(10 + number))
    with any_desk.store.counting() as statements:
        any_desk.see(Day())
    assert len([text for text in statements if text.lstrip().startswith("SELECT")]) <= 4


def test_conflicts_are_shown_and_never_in_the_way(any_desk, make):
    tove, car = make.staff(), make.car()
    any_desk.do(SetPresence(tove, TODAY, PresenceState.AWAY, "kurs"))
    person = make.person()
    one = plan(make, person, tove, start=at(10), minutes=60, car_id=car, needs=2)
    other = plan(make, person, tove, start=at(10, 30), car_id=car)
    nobody = plan(make, person, start=at(12))
    day = any_desk.see(Day())
    assert {clash.kind for clash in day.visit(one).clashes} == {
        ClashKind.TOO_FEW, ClashKind.AWAY, ClashKind.OVERLAP, ClashKind.CAR,
    }  # fmt: skip
    assert day.visit(other).clashes[0].kind is ClashKind.AWAY
    assert [visit.id for visit in day.unassigned] == [nobody]
    assert (day.member(tove).presence, day.member(tove).presence_note) == ("away", "kurs")


def test_what_was_planned_and_not_answered_is_asked_for(any_desk, make):
    person, marit = make.person(), any_desk.actor.id
    yesterday = plan(make, person, marit, start=at(14, day=22))
    this_morning = plan(make, person, marit, start=at(7), minutes=30)
    plan(make, person, marit, start=at(8), minutes=60)
    plan(make, person, marit, start=at(12), day_only=True)
    whole_day = plan(make, person, marit, start=at(12, day=20), day_only=True)
    plan(make, person, marit, start=at(12) - timedelta(days=20))
    make.contact(person, marit, start=at(14, day=22))
    make.contact(person, marit, start=at(14, day=22), state=ContactState.CANCELLED)
    day = any_desk.see(Day())
    assert [visit.id for visit in day.unanswered] == [whole_day, yesterday, this_morning]


def test_cancelled_contacts_and_other_days_are_left_out(any_desk, make):
    person = make.person()
    make.contact(person, any_desk.actor.id, start=at(9), state=ContactState.CANCELLED)
    make.contact(person, any_desk.actor.id, start=at(23, 59, 22))
    first = make.contact(person, any_desk.actor.id, start=at(0))
    last = plan(make, person, any_desk.actor.id, start=at(23, 59))
    assert [visit.id for visit in any_desk.see(Day(TODAY)).visits] == [first, last]


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28), date(2028, 2, 29)])
def test_a_day_is_whole_when_the_clocks_change(any_desk, make, day):
    person = make.person()
    start = datetime(day.year, day.month, day.day, tzinfo=OSLO)
    wanted = [
        make.contact(person, any_desk.actor.id, start=start.replace(hour=hour, minute=minute))
        for hour, minute in ((0, 0), (2, 30), (23, 59))
    ]
    make.contact(person, any_desk.actor.id, start=start - timedelta(minutes=1))
    found = any_desk.see(Day(day))
    assert [visit.id for visit in found.visits] == wanted


def test_former_members_are_shown_only_while_visits_stand_on_them(any_desk, make):
    gone = make.staff("Ann Berg", valid_to=date(2026, 11, 22))
    make.staff("Ny Mann", valid_from=date(2026, 11, 24))
    assert [one.initials for one in any_desk.see(Day()).staff] == ["MH"]
    plan(make, make.person(), gone, start=at(10))
    assert [one.initials for one in any_desk.see(Day()).staff] == ["AB", "MH"]


def test_standing_warnings_come_with_the_visit(any_desk, make):
    person = make.person()
    for kind, text, ended in (
        ("go_two", None, None), ("dog", "bundet", None), ("other", "x", TODAY),
    ):  # fmt: skip
        make.rows(
            VisitWarning(
                person_id=person, kind=kind, text=text, since=date(2026, 1, 1),
                review_on=date(2027, 1, 1), ended_on=ended,
            )
        )  # fmt: skip
    plan(make, person, start=at(10))
    assert set(any_desk.see(Day()).visits[0].warnings) == {("go_two", ""), ("dog", "bundet")}


def test_notes_are_kept_from_whom_they_are_not_for(any_desk, make, second_desk):
    person = make.person()
    contact = make.contact(person, any_desk.actor.id, start=at(8), short_note="x", note="y")
    board_only = second_desk(any_desk, replace(any_desk.actor, rights=frozenset({"see_board"})))
    assert board_only.see(Day()).visits[0].short_note is None
    with pytest.raises(Refused):
        board_only.see(PersonContacts(person))
    make.rows(
        AccessBlock(
            person_id=person, staff_id=any_desk.actor.id, why="nabo", since=date(2026, 1, 1)
        )
    )
    assert any_desk.see(Day()).visits[0].short_note is None
    shown = any_desk.see(ContactDetails(contact))
    assert (shown.hidden, shown.short_note, shown.note) == (True, None, None)


def test_a_persons_history_comes_in_pages_without_gap_or_repeat(any_desk, make):
    person, other = make.person(), make.person("Kari", "Ruud")
    starts = [at(9, day=number) for number in (1, 2, 2, 2, 3, 4, 5)]
    made = [make.contact(person, any_desk.actor.id, start=start) for start in starts]
    make.contact(other, any_desk.actor.id)
    seen, before = [], None
    while True:
        page = any_desk.see(PersonContacts(person, limit=3, before=before))
        seen += [row.id for row in page.contacts]
        before = page.before
        if before is None:
            break
    newest_first = sorted(zip(starts, made, strict=True), reverse=True)
    assert seen == [contact for _start, contact in newest_first]
