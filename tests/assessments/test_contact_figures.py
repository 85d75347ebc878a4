"""Figures of contacts, intakes, admissions and closures: a small team worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from factdesk.assessments.indicators.figure import Figure, FigureRow
from factdesk.board.actions.close_person import ClosePerson
from factdesk.clock import OSLO
from factdesk.contacts.actions.cancel_contact import CancelContact
from factdesk.contacts.tables import ContactState, WithWhom
from factdesk.people.kinds import AdmissionKind, Stage
from factdesk.people.tables import Admission, Person
from factdesk.team.tables import ListItem
from tests.support.chart_figures import LAST, figure, figures


def at(day: date, hour: int = 10) -> datetime:
    """A moment of a day in Norway."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=OSLO)


class Team:
    """Six persons on the caseload, and what is done with each of them in four weeks.

    | person | outside          | office | minutes | a week |
    | 0      | 4                |        | 240     | 1      |
    | 1      | 3                | 1      | 200     | 1      |
    | 2      | 1                | 1      | 60 (and one without) | 1/2 |
    | 3      | 1 in a ward      | 1      | 60      | 1/2    |
    | 4      | 2, 1 in prison   | 2      | 400     | 1      |
    | 5      |                  |        |         |        |
    """

    def __init__(self, make) -> None:
        self.make = make
        self.member = make.staff("Tove Kvam")
        disorder = (True, True, True, False, None, None)
        self.persons = tuple(
            make.person(
                f"Person{number}", enrolled_on=date(2025, 1, 15), has_substance_disorder=said
            )
            for number, said in enumerate(disorder)
        )  # fmt: skip
        plan = (
            (0, "home", 60), (0, "home", 60), (0, "outdoors", 60), (0, "other", 60),
            (1, "home", 50), (1, "home", 50), (1, "home", 50), (1, "office", 50),
            (2, "home", 60), (2, "office", None),
            (3, "office", 30), (3, "ward", 30),
            (4, "home", 100), (4, "office", 100), (4, "office", 100), (4, "prison", 100),
        )  # fmt: skip
        self.contacts = [
            self.met(number, LAST - timedelta(days=each), place=place, minutes=minutes)
            for each, (number, place, minutes) in enumerate(plan)
        ]

    def met(self, number: int, day: date, **fields) -> str:
        """A contact with a person on a day."""
        return self.make.contact(self.persons[number], self.member, start=at(day), **fields)

    def row(self, found: Figure, number: int) -> FigureRow:
        """The row of a person; where it stands says when the person came."""
        (row,) = (row for row in found.rows if row.person_id == self.persons[number])
        return row

    def rows(self, found: Figure) -> list[FigureRow]:
        """The rows of the six, of whom every one has one, and nobody else has."""
        assert len(found.rows) == len(self.persons)
        return [self.row(found, number) for number in range(len(self.persons))]


@pytest.fixture
def team(make) -> Team:
    return Team(make)


def test_in_vivo_is_the_median_share_outside_the_office_with_the_whole_caseload_beside(
    any_desk, team
):
    found = figure(any_desk, "in_vivo")
    # 100, 75, 50, 50 and 50 percent; the sixth chart has no contact.
    assert found.value == 50
    assert [row.value for row in team.rows(found)] == [100, 75, 50, 50, 50, None]
    assert [row.is_counted for row in team.rows(found)] == [True] * 5 + [False]
    assert (found.coverage.counted, found.coverage.looked_at) == (5, 6)
    assert (found.first, found.last) == (date(2026, 10, 26), LAST)
    assert found.beside == ("The whole caseload together (6 persons): 68.8 %",)  # 11 of 16
    assert not found.too_little


@pytest.mark.parametrize(
    ("place", "share"),
    [("home", 100), ("outdoors", 100), ("ward", 100), ("prison", 100), ("other", 100),
     ("office", 0)],
)  # fmt: skip
def test_only_the_office_is_not_in_vivo(any_desk, team, place, share):
    team.met(5, LAST, place=place)
    assert team.row(figure(any_desk, "in_vivo"), 5).value == share


def test_a_place_of_the_teams_own_that_is_an_office_is_the_office(any_desk, team, make):
    make.rows(
        ListItem(
            list_name="contact_place", code="branch", means="office", label="Filialen", position=91
        )
    )
    team.met(5, LAST, place="branch")
    team.met(5, LAST - timedelta(days=1), place="ward")
    assert team.row(figure(any_desk, "in_vivo"), 5).value == 50


def test_a_sample_has_its_own_median_and_the_caseload_stays_beside_it(any_desk, team):
    sample = (team.persons[0], team.persons[1])
    found = figure(any_desk, "in_vivo", sample=sample)
    assert found.value == Fraction(175, 2)
    assert {row.person_id for row in found.rows} == set(sample)
    assert "(6 persons): 68.8 %" in found.beside[0]
    assert "Only 2 charts" in found.too_little


def test_intensity_and_frequency_are_medians_a_week_over_four_weeks(any_desk, team):
    found = figures(any_desk)
    # 60, 50, 15, 15, 100 and 0 minutes a week: between 15 and 50.
    assert found["intensity"].value == Fraction(65, 2)
    assert team.row(found["intensity"], 2).note == "1 contact has no minutes"
    coverage = found["intensity"].coverage
    assert (coverage.counted, coverage.looked_at) == (15, 16)
    # 1, 1, 1/2, 1/2, 1 and 0 a week: between 1/2 and 1.
    assert found["frequency"].value == Fraction(3, 4)


def test_a_chart_whose_contacts_all_lack_minutes_is_not_counted_as_none(any_desk, team):
    team.met(5, LAST, minutes=None)
    found = figure(any_desk, "intensity")
    assert team.row(found, 5).is_counted is False
    assert found.value == 50  # of 60, 50, 15, 15, 100


def test_contacts_by_telephone_without_the_person_planned_or_missed_are_not_face_to_face(
    any_desk, team
):
    before = figures(any_desk)
    team.met(5, LAST, kind="telephone")
    team.met(5, LAST, kind="video")
    team.met(5, LAST, kind="did_not_come")
    team.met(5, LAST, state=ContactState.PLANNED)
    team.met(5, LAST, state=ContactState.CANCELLED)
    team.met(5, date(2026, 10, 25))
    team.met(5, LAST + timedelta(days=1))
    after = figures(any_desk)
    for code in ("in_vivo", "intensity", "frequency"):
        assert after[code] == before[code]


def test_the_days_are_days_in_norway(any_desk, team):
    # 23:30 the evening before the four weeks in Norway is the day itself in no time zone further
    # west; 00:30 of the first day in Norway is the day before in UTC.
    team.make.contact(
        team.persons[5], team.member, start=datetime(2026, 10, 25, 23, 30, tzinfo=OSLO)
    )
    assert team.row(figure(any_desk, "frequency"), 5).numerator == 0
    team.make.contact(
        team.persons[5], team.member, start=datetime(2026, 10, 26, 0, 30, tzinfo=OSLO)
    )
    assert team.row(figure(any_desk, "frequency"), 5).numerator == 1


def test_the_teams_own_kinds_and_places_follow_what_they_mean(any_desk, team, make):
    make.rows(
        ListItem(
            list_name="contact_kind", code="walk", means="face_to_face", label="Tur", position=90
        ),
        ListItem(
            list_name="contact_place", code="cabin", means="outdoors", label="Hytta", position=90
        ),
    )
    team.met(5, LAST, kind="walk", place="cabin", minutes=40)
    found = figures(any_desk)
    assert team.row(found["in_vivo"], 5).value == 100
    assert team.row(found["intensity"], 5).value == 10


def test_support_system_is_averaged_over_all_clients(any_desk, team):
    for number, day in ((0, 0), (0, 29), (1, 5), (5, 10)):
        team.met(number, LAST - timedelta(days=day), with_whom=WithWhom.NEXT_OF_KIN,
                 kind="telephone")  # fmt: skip
    team.met(0, LAST, with_whom=WithWhom.SERVICE, kind="written", place="office")
    team.met(0, LAST, with_whom=WithWhom.SERVICE, kind="did_not_come")
    team.met(0, date(2026, 10, 22), with_whom=WithWhom.SERVICE)
    found = figure(any_desk, "support_system")
    assert found.first == date(2026, 10, 23)
    assert (found.value, found.numerator, found.denominator) == (Fraction(5, 6), 5, 6)
    assert [row.value for row in team.rows(found)] == [3, 1, 0, 0, 0, 1]


def test_dual_groups_are_of_those_who_are_said_to_have_the_disorder(any_desk, team):
    group = {"is_group": True, "focus": "substance_use", "place": "office"}
    team.met(0, LAST, **group)
    team.met(0, LAST - timedelta(days=7), **group)
    team.met(1, LAST, **(group | {"focus": "network"}))
    team.met(1, LAST, **(group | {"is_group": False}))
    team.met(2, LAST, **(group | {"kind": "did_not_come"}))
    team.met(3, LAST, **group)
    team.met(4, LAST, **group)
    found = figure(any_desk, "dual_groups")
    assert (found.value, found.numerator, found.denominator) == (Fraction(100, 3), 1, 3)
    assert (found.coverage.counted, found.coverage.looked_at) == (4, 6)
    assert team.row(found, 0).note == "2 groups"
    assert not found.too_little


def test_intake_is_the_month_with_most_of_the_last_six_whole_ones(any_desk, make):
    for day in (
        date(2026, 4, 30), date(2026, 5, 1), date(2026, 6, 3), date(2026, 6, 30),
        date(2026, 7, 1), date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 1),
        date(2026, 11, 2), date(2026, 11, 3),
    ):  # fmt: skip
        make.person(referred_on=date(2026, 1, 1), enrolled_on=day)
    found = figure(any_desk, "intake")
    assert (found.first, found.last) == (date(2026, 5, 1), date(2026, 10, 31))
    assert found.value == 2
    assert [row.day for row in found.rows if row.is_counted] == [
        date(2026, 10, 1), date(2026, 10, 31)
    ]  # fmt: skip
    assert len(found.rows) == 6
    assert found.beside[1] == "2026-06: 2"
    assert figure(any_desk, "intake", date(2026, 11, 30)).value == 3
    assert figure(any_desk, "intake", date(2026, 11, 29)).value == 2


def stay(person: str, day: int, *, took_part: bool = False, **fields) -> Admission:
    return Admission(
        person_id=person, place="Post 4", admitted_on=date(2026, 1, 1) + timedelta(days=day),
        team_took_part=took_part,
        **({"kind": AdmissionKind.PSYCHIATRIC_WARD} | fields),
    )  # fmt: skip


def test_admissions_and_discharges_are_the_last_ten_to_wards(any_desk, team, make):
    first = team.persons[0]
    make.rows(stay(first, 0, took_part=True))  # the eleventh from the end
    make.rows(*(stay(first, 10 * number, took_part=number % 2 == 0) for number in range(1, 9)))
    make.rows(
        stay(team.persons[1], 100, took_part=True, kind=AdmissionKind.YOUTH_WARD,
             discharged_on=date(2026, 5, 1), team_planned_discharge=True),
        stay(team.persons[1], 110, took_part=True, kind=AdmissionKind.SUBSTANCE_WARD,
             discharged_on=date(2026, 5, 9)),
        stay(team.persons[1], 120, kind=AdmissionKind.PRISON, discharged_on=date(2026, 6, 1)),
        stay(team.persons[1], 130, kind=AdmissionKind.SOMATIC_WARD),
        stay(team.persons[1], 400, took_part=True, discharged_on=date(2027, 3, 1)),
    )  # fmt: skip
    made = figures(any_desk)
    admissions, discharges = made["admissions_with_team"], made["discharges_with_team"]
    assert (admissions.value, admissions.numerator, admissions.denominator) == (60, 6, 10)
    assert len(admissions.rows) == 10
    assert (discharges.value, discharges.numerator, discharges.denominator) == (50, 1, 2)
    assert discharges.coverage.missing == (
        "Only 2 of the last 10 are noted."
        " 1 is not ticked: it counts as no, and may as well mean that nobody said."
    )
    assert admissions.coverage.missing == (
        "4 are not ticked: they count as no, and may as well mean that nobody said."
    )
    for found in (admissions, discharges):
        assert "may as well mean that nobody said" in found.method
        assert {row.note for row in found.rows if not row.value} <= {
            "not ticked that the team took part",
            "not ticked as planned with the team",
        }


def test_an_admission_before_the_person_came_or_after_the_case_was_closed_is_not_the_teams(
    any_desk, make
):
    person = make.person(
        enrolled_on=date(2026, 3, 1), stage=Stage.CLOSED, closed_on=date(2026, 6, 1)
    )
    make.rows(stay(person, 0), stay(person, 59, took_part=True), stay(person, 300))
    found = figure(any_desk, "admissions_with_team")
    assert [(row.day, row.value) for row in found.rows] == [(date(2026, 3, 1), 1)]


@pytest.fixture
def closures(team, make):
    """Beside the six: one closed for each reason in the twelve months, and two outside them."""
    days = {"stage": Stage.CLOSED, "enrolled_on": date(2025, 1, 1)}
    for reason in ("goals_reached", "other_service", "moved", "declined", "died", "other"):
        make.person(**days, closed_on=date(2026, 5, 4), closure_reason=reason)
    make.person(**days, closed_on=date(2025, 11, 22), closure_reason="declined")
    make.person(
        stage=Stage.CLOSED, referred_on=date(2026, 1, 1), enrolled_on=None,
        closed_on=date(2026, 2, 1), closure_reason="declined",
    )  # fmt: skip


@pytest.mark.usefixtures("closures")
def test_retention_leaves_out_those_who_dropped_out(any_desk):
    found = figure(any_desk, "retention")
    # Twelve on the caseload; moved, declined and other dropped out.
    assert (found.value, found.numerator, found.denominator) == (75, 9, 12)
    assert found.beside == ("3 persons dropped out.",)
    assert len(found.rows) == 12


@pytest.mark.usefixtures("closures")
def test_discharged_counts_those_whose_goals_were_reached(any_desk):
    found = figure(any_desk, "discharged")
    assert (found.value, found.numerator, found.denominator) == (Fraction(25, 3), 1, 12)
    assert found.first == date(2025, 11, 23)


@pytest.mark.usefixtures("closures")
def test_a_reason_of_the_teams_own_counts_as_what_it_means(any_desk, make):
    make.rows(
        ListItem(
            list_name="closure_reason", code="well", means="goals_reached", label="Frisk",
            position=90,
        )
    )  # fmt: skip
    make.person(
        stage=Stage.CLOSED, enrolled_on=date(2025, 1, 1), closed_on=date(2026, 8, 1),
        closure_reason="well",
    )  # fmt: skip
    found = figures(any_desk)
    assert found["discharged"].numerator == 2
    assert found["retention"].numerator == 10


@pytest.mark.parametrize(
    ("number", "moved"),
    [
        # The only contact outside the office of person 2's chart: every chart's figure.
        (8, {"in_vivo", "intensity", "frequency"}),
        # One without minutes at the office: its minutes were not there to be missed.
        (9, {"in_vivo", "intensity", "frequency"}),
    ],
)
def test_removing_one_contact_moves_the_figures_it_should(any_desk, team, number, moved):
    before = figures(any_desk)
    any_desk.do(CancelContact(team.contacts[number], 1, reason="Feil person"))
    after = figures(any_desk)
    changed = {code for code in before if _content(before[code]) != _content(after[code])}
    assert changed == moved


def test_removing_a_contact_with_the_network_or_a_group_moves_only_its_own_figure(any_desk, team):
    kin = team.met(0, LAST, with_whom=WithWhom.NEXT_OF_KIN, kind="telephone")
    group = team.met(
        0, LAST - timedelta(days=1), kind="video", is_group=True, focus="substance_use"
    )
    before = figures(any_desk)
    any_desk.do(CancelContact(kin, 1, reason="Feil"))
    between = figures(any_desk)
    any_desk.do(CancelContact(group, 1, reason="Feil"))
    after = figures(any_desk)
    assert {c for c in before if before[c].value != between[c].value} == {"support_system"}
    assert {c for c in before if between[c].value != after[c].value} == {"dual_groups"}


def _content(figure: Figure) -> Figure:
    return replace(figure, beside=(), method="")


def test_a_period_without_data_has_no_values_and_says_so(any_desk, team):
    for code, found in figures(any_desk, date(2019, 3, 31)).items():
        assert found.too_little, code
        assert found.value is None, code
        assert not found.rows, code


def test_a_caseload_without_contacts_has_too_little_where_a_median_is_asked(any_desk, make):
    make.person()
    found = figures(any_desk)
    for code in ("in_vivo", "intensity", "frequency", "support_system", "dual_groups"):
        assert found[code].too_little, code
    assert found["in_vivo"].value is None
    assert found["retention"].value == 100


def test_who_is_enrolled_without_a_date_is_on_the_caseload_and_told_of(any_desk, make):
    make.person(enrolled_on=None)
    found = figures(any_desk)
    assert found["support_system"].denominator == 1
    assert found["intake"].coverage.missing == "1 enrolled person has no intake date."


@pytest.mark.usefixtures("closures")
def test_a_past_day_stays_as_it_was_when_later_rows_come(any_desk, team, make):
    last = date(2026, 11, 10)
    before = figures(any_desk, last)
    team.met(0, date(2026, 11, 11))
    make.person(referred_on=date(2026, 11, 1), enrolled_on=date(2026, 11, 12))
    make.person(
        stage=Stage.CLOSED, enrolled_on=date(2026, 11, 12), closed_on=date(2026, 11, 15),
        closure_reason="declined",
    )  # fmt: skip
    make.rows(stay(team.persons[2], 320, took_part=True, discharged_on=date(2026, 11, 20)))
    assert figures(any_desk, last) == before


def test_a_closure_after_the_day_does_not_take_the_person_off_the_caseload_of_it(any_desk, make):
    person = make.person(referred_on=date(2024, 12, 1), enrolled_on=date(2025, 1, 1))
    before = figures(any_desk, date(2026, 6, 30))
    any_desk.do(ClosePerson(person, 1, on=date(2026, 7, 1), closure_reason="moved"))
    assert figures(any_desk, date(2026, 6, 30)) == before


def test_rows_name_nobody(any_desk, team):
    with any_desk.store.reading(any_desk.actor) as reader:
        names = {
            name
            for row in reader.session.query(Person)
            for name in (row.given_name, row.family_name)
        }
    for found in figures(any_desk).values():
        for row in found.rows:
            assert not any(name in f"{row.label} {row.note}" for name in names)
