"""Figures of staff, posts, meetings and shared work: a small team worked out by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from factdesk.assessments.indicators import (
    board_figures,
    post_figures,
    staff_figures,
    team_figures,
)
from factdesk.assessments.indicators.figure import Figure, Wanted
from factdesk.assessments.indicators.labels import person_labels
from factdesk.assessments.indicators.stretches import complete_weeks, months_back
from factdesk.board.tables import BoardMeeting, ItemSection, MeetingItem
from factdesk.clock import OSLO
from factdesk.contacts.tables import ContactState, WithWhom
from factdesk.desk import Desk
from factdesk.people.kinds import Stage
from factdesk.team.actions.edit_staff import EditStaff
from factdesk.team.members import MemberFields
from factdesk.team.roles import Role
from factdesk.team.tables import Leave, LeaveKind, ListItem, Post, StaffFunction
from factdesk.team.views import TheTeam

MAKERS = {
    **staff_figures.MAKERS,
    **post_figures.MAKERS,
    **board_figures.MAKERS,
    **team_figures.MAKERS,
}
LAST = date(2026, 11, 22)  # a Sunday
DAY = timedelta(days=1)
BEGAN = date(2024, 1, 1)
ENROLLED = date(2025, 1, 15)


def figure(desk: Desk, code: str, last: date = LAST, sample: tuple[str, ...] = ()) -> Figure:
    """One figure of the store as it is."""
    with desk.store.reading(desk.actor) as reader:
        labels = person_labels(reader.session)
        return MAKERS[code](Wanted(reader.session, months_back(last, 12), last, sample, labels))


def at(day: date, hour: int = 10) -> datetime:
    """A moment of a day in Norway."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=OSLO)


@dataclass
class Team:
    """Ten persons on the caseload, and six and a half full posts, one of them the leader's.

    | Marit (leader)  | 100 % | nurse                 |
    | Nina            | 100 % | nurse                 |
    | Per             |  50 % | psychiatrist          |
    | Rut             |  80 % | substance_specialist  |
    | Jon             | 100 % | employment_specialist |
    | Eva             |  50 % | peer_worker           |
    | Siv             |  70 % | secretary             |
    | Odd             | 100 % | social_worker         |
    """

    make: object
    leader: str
    nina: str
    odd: str
    persons: tuple[str, ...]

    def met(self, number: int, day: date, *staff: str, **fields: object) -> str:
        """A contact with a person on a day."""
        return self.make.contact(self.persons[number], *staff, start=at(day), **fields)

    def post(self, title: str, percent: int = 100, profession: str | None = None, **days) -> str:
        """A funded post."""
        row = Post(title=title, profession=profession, fte_percent=Decimal(percent), **days)
        return self.make.rows(row)[0]

    def leave(self, staff: str, first: date, last: date | None) -> str:
        """A member's leave."""
        row = Leave(staff_id=staff, kind=LeaveKind.SICK, first_day=first, last_day=last)
        return self.make.rows(row)[0]

    def meeting(self, day: date, *discussed: int, ended: bool = True) -> str:
        """A board meeting that went through some of the persons."""
        (meeting,) = self.make.rows(
            BoardMeeting(
                day=day, started_at=at(day, 8), ended_at=at(day, 9) if ended else None, current=0
            )
        )
        self.make.rows(
            *(
                MeetingItem(
                    meeting_id=meeting,
                    person_id=self.persons[number],
                    section=ItemSection.BOARD,
                    position=place,
                    discussed_at=at(day, 8),
                )
                for place, number in enumerate(discussed)
            )
        )
        return meeting


def the_administrator(desk: Desk, percent: int) -> str:
    """Marit Holm, who is in every store, as a nurse."""
    marit = desk.see(TheTeam()).members[0]
    fields = MemberFields(
        name=marit.name, initials=marit.initials, profession="nurse", employer_id=None,
        fte_percent=Decimal(percent), phone="", email="", valid_from=BEGAN, valid_to=None,
        has_health_basis=True, language=None,
    )  # fmt: skip
    desk.do(EditStaff(marit.id, marit.version, fields))
    return marit.id


@pytest.fixture
def team(any_desk, make) -> Team:
    def staff(name: str, percent: int, profession: str) -> str:
        return make.staff(
            name, fte_percent=Decimal(percent), profession=profession, valid_from=BEGAN
        )

    leader = the_administrator(any_desk, 100)
    nina = staff("Nina Vik", 100, "nurse")
    staff("Per Lund", 50, "psychiatrist")
    staff("Rut Moe", 80, "substance_specialist")
    staff("Jon Li", 100, "employment_specialist")
    staff("Eva Bø", 50, "peer_worker")
    staff("Siv Aas", 70, "secretary")
    odd = staff("Odd Nes", 100, "social_worker")
    make.rows(StaffFunction(staff_id=leader, function="team_leader"))
    persons = tuple(
        make.person(f"Person{number}", referred_on=ENROLLED, enrolled_on=ENROLLED)
        for number in range(10)
    )
    return Team(make, leader, nina, odd, persons)


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
