"""Figures of meetings, shared work and the leader, held against answers worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from factdesk.assessments.indicators.stretches import complete_weeks
from factdesk.contacts.tables import ContactState, WithWhom
from factdesk.team.tables import StaffFunction
from tests.support.small_team import (
    BEGAN,
    DAY,
    LAST,
    MAKERS,
    Team,
    figure,
    small_team,
)


@pytest.fixture
def team(any_desk, make) -> Team:
    return small_team(any_desk, make)


# Board meetings: days a week over four whole weeks.


def test_meetings_are_counted_by_day_in_four_whole_weeks(team, any_desk):
    first = date(2026, 10, 26)
    team.meeting(first - DAY)
    for number in range(6):
        team.meeting(first + number * 4 * DAY, 0)
    team.meeting(first, 1)
    team.meeting(LAST + DAY)
    running = team.meeting(date(2026, 11, 19), ended=False)
    made = figure(any_desk, "program_meeting")
    assert (made.first, made.last) == (first, LAST)
    assert (made.value, made.numerator, made.denominator) == (Fraction(6, 4), 6, 4)
    assert (made.coverage.counted, made.coverage.looked_at) == (7, 8)
    assert [row.note for row in made.rows if row.row_id == running] == ["not ended"]
    assert not made.too_little


def test_a_five_needs_everybody_at_every_meeting(team, any_desk):
    everybody = range(10)
    team.meeting(date(2026, 10, 26), *everybody)
    team.meeting(date(2026, 11, 18), *everybody)
    assert figure(any_desk, "program_meeting").most is None
    team.meeting(date(2026, 11, 19), *range(9))
    made = figure(any_desk, "program_meeting")
    assert made.most == 4
    assert "2 of 3" in made.most_why


def test_no_meetings_logged_suggest_nothing(team, any_desk):
    made = figure(any_desk, "program_meeting")
    assert made.value == 0
    assert "No board meetings" in made.too_little
    assert made.most == 4
    team.meeting(date(2026, 11, 18))
    assert "log of meetings begins" in figure(any_desk, "program_meeting").too_little


# Team approach: more than one member face to face in two whole weeks.


def test_persons_who_met_more_than_one_member(team, any_desk):
    monday = date(2026, 11, 9)
    team.met(0, monday, team.nina, team.odd)
    team.met(1, monday, team.nina)
    team.met(1, LAST, team.odd)
    team.met(2, monday, team.nina)
    team.met(2, monday + DAY, team.nina)
    team.met(3, monday - DAY, team.nina, team.odd)
    team.met(4, monday, team.nina, team.odd, kind="telephone")
    team.met(5, monday, team.nina, team.odd, with_whom=WithWhom.NEXT_OF_KIN)
    team.met(6, monday, team.nina, team.odd, state=ContactState.PLANNED)
    team.met(7, monday, team.nina, team.odd, kind="did_not_come")
    team.met(8, LAST + DAY, team.nina, team.odd)
    made = figure(any_desk, "team_approach")
    assert (made.first, made.last) == (monday, LAST)
    assert (made.numerator, made.denominator, made.value) == (2, 10, 20)
    assert (made.coverage.counted, made.coverage.looked_at) == (5, 5)
    sampled = figure(any_desk, "team_approach", sample=team.persons[:2] + team.persons[8:])
    assert (sampled.numerator, sampled.denominator, sampled.value) == (2, 4, 50)
    # On Saturday the week is not over: of the weeks before, persons 0 and 3 met two members.
    before = figure(any_desk, "team_approach", LAST - DAY)
    assert (before.last, before.numerator) == (date(2026, 11, 15), 2)


def test_a_sampled_person_who_came_later_is_looked_at_and_not_counted(team, any_desk, make):
    late = make.person("Late", enrolled_on=date(2026, 11, 18))
    team.met(0, date(2026, 11, 10), team.nina)
    made = figure(any_desk, "team_approach", date(2026, 11, 20), (team.persons[0], late))
    assert made.denominator == 1
    (row,) = (row for row in made.rows if not row.is_counted)
    assert row.person_id == late


def test_contacts_that_name_no_member_are_said(team, any_desk):
    team.met(0, LAST, team.nina, team.odd)
    team.met(1, LAST)
    made = figure(any_desk, "team_approach")
    assert (made.coverage.counted, made.coverage.looked_at) == (1, 2)
    assert "1 contact does not say" in made.coverage.missing
    assert not made.too_little
    team.met(2, LAST)
    assert "More than half" in figure(any_desk, "team_approach").too_little


def test_no_contacts_logged_suggest_nothing(team, any_desk):
    made = figure(any_desk, "team_approach")
    assert made.value == 0
    assert "No contacts are logged" in made.too_little
    assert "No contacts" in figure(any_desk, "practising_leader").too_little
    team.met(0, LAST, team.nina, kind="telephone")
    assert not figure(any_desk, "team_approach").too_little


# The leader: minutes of 20 days of 450.


def test_the_leaders_minutes_of_those_contracted(team, any_desk):
    first = date(2026, 10, 26)
    team.met(0, first, team.leader, team.nina, minutes=60)
    team.met(1, LAST, team.leader, minutes=30, kind="telephone")
    team.met(2, LAST, team.leader, minutes=90, with_whom=WithWhom.NEXT_OF_KIN)
    team.met(3, LAST, team.leader, minutes=50, with_whom=WithWhom.SERVICE)
    team.met(4, LAST, team.leader, minutes=50, kind="written")
    team.met(5, first - DAY, team.leader, minutes=50)
    team.met(6, LAST, team.nina, minutes=50)
    team.met(7, LAST, team.leader, minutes=None)
    made = figure(any_desk, "practising_leader")
    assert (made.first, made.last) == (first, LAST)
    assert (made.numerator, made.denominator, made.value) == (180, 9000, 2)
    assert (made.coverage.counted, made.coverage.looked_at) == (3, 4)
    assert "1 contact of the leader" in made.coverage.missing


def test_the_leader_changes_and_leave_is_not_contracted(team, any_desk, make):
    """Ten days of the first, five of them on leave; the second at 50 % from the third week."""
    half = make.staff("Tor Halv", fte_percent=Decimal(50), valid_from=BEGAN)
    make.rows(StaffFunction(staff_id=half, function="team_leader", valid_from=date(2026, 11, 9)))
    team.leave(team.leader, date(2026, 11, 2), None)
    team.met(0, date(2026, 11, 6), half, minutes=100)
    team.met(0, date(2026, 11, 9), half, minutes=90)
    made = figure(any_desk, "practising_leader")
    assert made.denominator == 5 * 450 + 10 * 225
    assert made.numerator == 90


def test_without_a_leader_nothing_is_divided(team, any_desk):
    made = figure(any_desk, "practising_leader", BEGAN - 60 * DAY)
    assert made.value is None
    assert "team leader" in made.too_little


def test_the_leaders_rows_add_up(team, any_desk):
    team.met(0, LAST, team.leader, minutes=45)
    made = figure(any_desk, "practising_leader")
    assert sum(row.numerator or 0 for row in made.rows) == made.numerator == 45
    assert sum(row.denominator or 0 for row in made.rows) == made.denominator


# Any past day: what came later changes nothing.


def test_a_figure_of_a_past_day_stays_as_it_was(team, any_desk, make):
    past = date(2026, 6, 30)
    team.post("Nurse", profession="nurse")
    team.meeting(date(2026, 6, 17), *range(10))
    team.met(0, date(2026, 6, 16), team.nina, team.odd)
    team.met(1, date(2026, 6, 17), team.leader)
    before = {code: figure(any_desk, code, past) for code in MAKERS}
    make.person("New", enrolled_on=past + DAY)
    make.staff("Ida Ny", valid_from=past + DAY)
    team.post("Later", valid_from=past + DAY)
    team.meeting(date(2026, 7, 1), 0)
    team.met(2, date(2026, 7, 1), team.leader, team.odd)
    team.leave(team.nina, past + DAY, None)
    assert {code: figure(any_desk, code, past) for code in MAKERS} == before


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 28)])
def test_the_latest_complete_weeks_end_on_a_sunday(day):
    assert complete_weeks(day, 2) == (date(2026, 11, 9), date(2026, 11, 22))
