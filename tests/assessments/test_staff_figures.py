"""Figures of the team's size and of its posts, held against answers worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from factdesk.people.kinds import Stage
from factdesk.team.roles import Role
from factdesk.team.tables import ListItem, Post
from tests.support.small_team import (
    BEGAN,
    DAY,
    ENROLLED,
    LAST,
    MAKERS,
    Team,
    figure,
    small_team,
    the_administrator,
)


@pytest.fixture
def team(any_desk, make) -> Team:
    return small_team(any_desk, make)


# Size of the team: 6.5 full posts, 5.3 without psychiatrist and secretary, 8 members.


@pytest.mark.parametrize(
    ("code", "value", "numerator", "denominator"),
    [
        ("caseload", Fraction(100, 53), Fraction(10), Fraction(53, 10)),
        ("caseload_with_psychiatrist", Fraction(100, 58), Fraction(10), Fraction(58, 10)),
        ("program_size", Fraction(65, 10), Fraction(65, 10), None),
        ("mean_fte", Fraction(65, 80), Fraction(65, 10), Fraction(8)),
        ("peer_worker", Fraction(1, 2), Fraction(1, 2), None),
        ("psychiatrist", Fraction(5), Fraction(1, 2), Fraction(10)),
        ("nurse", Fraction(20), Fraction(2), Fraction(10)),
        ("substance_specialist", Fraction(8), Fraction(8, 10), Fraction(10)),
        ("vocational_specialist", Fraction(10), Fraction(1), Fraction(10)),
    ],
)
def test_the_size_of_the_team_on_the_day(team, any_desk, code, value, numerator, denominator):
    made = figure(any_desk, code)
    assert (made.value, made.numerator, made.denominator) == (value, numerator, denominator)
    assert (made.first, made.last, made.too_little) == (LAST, LAST, "")
    assert made.coverage.share == 1


@pytest.mark.parametrize("code", [code for code in MAKERS if code != "practising_leader"])
def test_rows_add_up_to_numerator_and_denominator_and_name_nobody(team, any_desk, code):
    team.post("Nurse 1", profession="nurse")
    team.met(0, LAST - DAY, team.nina, team.odd)
    team.meeting(date(2026, 11, 18), 0, 1)
    made = figure(any_desk, code)
    counted = [row for row in made.rows if row.is_counted]
    assert sum(row.numerator or 0 for row in counted) == made.numerator
    if made.denominator is not None and code != "program_meeting":
        assert sum(row.denominator or 0 for row in counted) == made.denominator
    for row in made.rows:
        assert "Person" not in row.label + row.note
        assert "Vik" not in row.label


def test_the_day_of_joining_counts_and_the_last_day_too(team, any_desk, make):
    make.staff("Ida Ny", profession="psychologist", valid_from=LAST, fte_percent=Decimal(50))
    make.staff("Ole Går", profession="psychologist", valid_from=BEGAN, valid_to=LAST)
    assert figure(any_desk, "program_size").value == Fraction(65 + 5 + 10, 10)
    assert figure(any_desk, "program_size", LAST - DAY).value == Fraction(65 + 10, 10)
    assert figure(any_desk, "program_size", LAST + DAY).value == Fraction(65 + 5, 10)


def test_a_person_counts_from_enrolment_until_closed(team, any_desk, make):
    make.person("New", enrolled_on=LAST)
    make.person("Old", enrolled_on=ENROLLED, closed_on=LAST, stage=Stage.CLOSED)
    assert figure(any_desk, "caseload").numerator == 11
    assert figure(any_desk, "caseload", LAST - DAY).numerator == 11
    assert figure(any_desk, "caseload", LAST - 30 * DAY).numerator == 11
    make.person("Referred", stage=Stage.REFERRED, enrolled_on=None)
    assert figure(any_desk, "caseload").numerator == 11


def test_an_enrolled_person_without_a_day_is_said_in_the_coverage(team, any_desk, make):
    make.person("Imported", enrolled_on=None)
    made = figure(any_desk, "caseload")
    assert made.numerator == 11
    assert (made.coverage.counted, made.coverage.looked_at) == (10, 11)
    assert "no day of enrolment" in made.coverage.missing


def test_before_anybody_was_there_nothing_is_divided(team, any_desk):
    early = BEGAN - 30 * DAY
    empty = figure(any_desk, "nurse", early)
    assert (empty.value, empty.denominator) == (None, 0)
    assert "Nobody was on the caseload" in empty.too_little
    nobody = figure(any_desk, "caseload", date(1990, 1, 1))
    assert nobody.too_little


def test_no_posts_but_persons_is_no_caseload(any_desk, make):
    the_administrator(any_desk, 0)
    make.person("Alone")
    made = figure(any_desk, "caseload")
    assert (made.value, made.denominator) == (None, 0)
    assert "no posts in the team" in made.too_little
    assert figure(any_desk, "program_size").value == 0
    assert figure(any_desk, "mean_fte").value is None
    assert figure(any_desk, "program_size", BEGAN - DAY).value is None


def test_the_teams_own_word_for_a_profession_means_what_it_means(team, any_desk, make):
    own = ListItem(
        list_name="profession", code="ruskonsulent", means="substance_specialist",
        label="Ruskonsulent", position=90,
    )  # fmt: skip
    make.rows(own)
    make.staff("Ada Ny", profession="ruskonsulent", fte_percent=Decimal(20), valid_from=BEGAN)
    made = figure(any_desk, "substance_specialist")
    assert made.numerator == 1
    assert any("Ruskonsulent" in row.label for row in made.rows)


def test_an_assessor_from_outside_is_no_member(team, any_desk, make):
    make.staff("Ute Fra", profession="nurse", role=Role.ASSESSOR)
    assert figure(any_desk, "nurse").numerator == 2
    assert figure(any_desk, "program_size").numerator == Fraction(65, 10)


def test_who_is_on_long_leave_counts_and_is_said_beside(team, any_desk):
    team.leave(team.nina, LAST - 40 * DAY, None)
    made = figure(any_desk, "nurse")
    assert made.numerator == 2
    assert "NV" in made.beside[0]


# Turnover: leavers in two years of posts.


def test_turnover_is_leavers_of_posts(team, any_desk, make):
    for number in range(8):
        team.post(f"Post {number}")
    first = date(2024, 11, 23)
    for name, last_day in (
        ("Ane Før", first - DAY),
        ("Bo Først", first),
        ("Cia Midt", date(2025, 6, 1)),
        ("Dag Siste", LAST),
        ("Else Snart", LAST + DAY),
    ):
        make.staff(name, valid_from=BEGAN, valid_to=last_day)
    made = figure(any_desk, "turnover")
    assert (made.first, made.last) == (first, LAST)
    assert (made.numerator, made.denominator) == (3, 8)
    assert made.value == Fraction(300, 8)
    assert made.too_little == ""


@pytest.mark.parametrize(
    ("first_days", "why"),
    [
        ((date(2024, 11, 23), date(2026, 1, 1), None), ""),
        (
            (date(2024, 11, 24), date(2026, 1, 1)),
            "Nobody is registered in the team before 24.11.2024",
        ),
        ((date(2026, 1, 1), None), "No member has a first day by 23.11.2024"),
        ((None, None), "No member has a first day by 23.11.2024"),
    ],
)
def test_a_roster_that_does_not_go_two_years_back_says_nothing_of_turnover(
    desk, make, first_days, why
):
    """Who left before the roster begins is not in it, and would have been counted."""
    the_administrator(desk, 100, date(2026, 5, 1))
    make.rows(Post(title="Post", fte_percent=Decimal(100)))
    for number, first in enumerate(first_days):
        make.staff(f"Member{number}", valid_from=first)
    made = figure(desk, "turnover")
    assert made.value == 0
    assert made.too_little[: len(why) or None] == why


def test_without_posts_turnover_and_capacity_suggest_nothing(team, any_desk):
    for code in ("turnover", "staff_capacity"):
        made = figure(any_desk, code)
        assert (made.value, made.denominator) == (None, 0)
        assert "No posts are registered" in made.too_little


def test_a_post_that_ended_is_no_position(team, any_desk):
    team.post("Ended", valid_to=LAST - DAY)
    team.post("Here", valid_to=LAST)
    assert figure(any_desk, "turnover").denominator == 1


# Staff capacity: calendar months, day by day.


def test_capacity_counts_a_vacant_post_month_by_month(team, any_desk):
    """Two nurses in three posts, and all others as they are: 24 of 36."""
    for number in range(3):
        team.post(f"Nurse {number}", profession="nurse")
    made = figure(any_desk, "staff_capacity")
    assert (made.first, made.last) == (date(2025, 11, 1), date(2026, 10, 31))
    assert (made.numerator, made.denominator) == (24, 36)
    assert made.value == Fraction(200, 3)
    assert made.coverage.share == 1


@pytest.mark.parametrize(("days", "filled"), [(29, 12), (30, 11)])
def test_a_leave_of_exactly_so_many_days_is_a_vacancy(team, any_desk, days, filled):
    """A leave of the whole of April; one day shorter does not count."""
    team.post("Social worker", profession="social_worker")
    team.leave(team.odd, date(2026, 4, 1), date(2026, 4, 1) + (days - 1) * DAY)
    made = figure(any_desk, "staff_capacity")
    assert (made.numerator, made.denominator) == (filled, 12)
    (leave,) = (row for row in made.rows if row.entity == "leaves")
    assert leave.is_counted == (days == 30)
    assert "ON" in leave.label
    assert "ick" not in leave.label + leave.note


def test_half_a_month_is_half_a_vacancy(team, any_desk):
    team.post("Social worker", profession="social_worker")
    team.leave(team.odd, date(2026, 4, 16), date(2026, 5, 31))
    assert figure(any_desk, "staff_capacity").numerator == Fraction(12) - Fraction(1, 2) - 1


def test_an_open_leave_is_as_long_as_it_has_become(team, any_desk):
    team.post("Social worker", profession="social_worker")
    team.leave(team.odd, date(2026, 10, 2), None)
    assert figure(any_desk, "staff_capacity").numerator == 12 - Fraction(30, 31)
    assert figure(any_desk, "staff_capacity", date(2026, 10, 31)).numerator == 12 - Fraction(30, 31)
    assert figure(any_desk, "staff_capacity", date(2026, 9, 30)).numerator == 12


def test_a_post_of_no_profession_is_filled_by_whoever_is_left(team, any_desk):
    team.post("Nurse", 50, "nurse")
    team.post("Any", 800)
    made = figure(any_desk, "staff_capacity")
    assert made.numerator == 12 * Fraction(65, 10)
    assert made.denominator == 12 * Fraction(85, 10)


def test_a_surplus_of_one_profession_fills_no_post_of_another(team, any_desk):
    team.post("Nurse", profession="nurse")
    team.post("Psychologist", profession="psychologist")
    assert figure(any_desk, "staff_capacity").value == 50


def test_months_without_posts_are_said_and_few_months_suggest_nothing(team, any_desk):
    team.post("Nurse", profession="nurse", valid_from=date(2026, 5, 1))
    made = figure(any_desk, "staff_capacity")
    assert (made.coverage.counted, made.coverage.looked_at, made.value) == (6, 12, 100)
    assert not made.too_little
    assert "6 months" in made.coverage.missing
    assert "Only 5" in figure(any_desk, "staff_capacity", date(2026, 9, 30)).too_little
