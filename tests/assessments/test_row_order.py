"""In which order rows stand: by label, so that two assessments cannot be laid side by side."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest

from factdesk.assessments.figure_views import Figures
from factdesk.assessments.indicators.figure import Figure, FigureRow, in_order
from factdesk.assessments.views import TheAssessment
from factdesk.cli.indicators import told
from factdesk.clock import OSLO
from factdesk.desk import Desk
from factdesk.people.kinds import AdmissionKind, Stage
from factdesk.people.tables import Admission
from factdesk.team.tables import StaffFunction
from tests.support.builders import Make
from tests.support.measurements import opened

LAST = date(2026, 11, 22)
PERSONS = 14
#: The figures with rows of persons, all fourteen or those who were admitted, enrolled or closed.
OF_PERSONS = {
    *("H1", "H2", "H4", "H7", "H8", "H9", "H10"),
    *("O2", "O5", "O6", "O7", "S1", "S2", "S4", "S5", "S6", "S8"),
}


@pytest.fixture
def busy(desk: Desk, make: Make) -> Desk:
    """A team of whose persons something is known for every figure."""
    leader = make.staff("Tove Kvam", fte_percent=100)
    make.rows(StaffFunction(staff_id=leader, function="team_leader"))
    for number in range(PERSONS):
        enrolled = date(2026, 9, 1) + timedelta(days=number % 3)
        person = make.person(f"Person{number}", enrolled_on=enrolled, has_substance_disorder=True)
        day = date(2026, 11, 10) + timedelta(days=number % 2)
        make.contact(person, leader, start=datetime(day.year, day.month, day.day, 10, tzinfo=OSLO))
        make.rows(
            Admission(
                person_id=person, place="Post 4", kind=AdmissionKind.PSYCHIATRIC_WARD,
                admitted_on=date(2026, 10, 1), discharged_on=date(2026, 10, 9),
            )
        )  # fmt: skip
        make.person(
            f"Closed{number}", stage=Stage.CLOSED, closed_on=date(2026, 10, 1),
            closure_reason="goals_reached",
        )  # fmt: skip
    return desk


def persons_in(figure: Figure) -> list[str]:
    """The persons of a figure, row by row."""
    return [row.person_id for row in figure.rows if row.person_id is not None]


def test_rows_of_persons_stand_by_label_in_every_figure(busy: Desk) -> None:
    found = busy.see(Figures("dacts", LAST, seed=1))
    of_persons = set()
    for code, each in found.items():
        labels = [row.label for row in each.figure.rows if row.person_id is not None]
        assert labels == sorted(labels), code
        of_persons |= {code} if labels else set()
    assert of_persons == OF_PERSONS


def test_the_order_says_nothing_of_who_came_first(busy: Desk) -> None:
    """Ids are in the order of time: neither they nor another seed's rows come back by place."""
    found = [busy.see(Figures("dacts", LAST, seed=seed)) for seed in range(4)]
    for code in OF_PERSONS:
        orders = [tuple(persons_in(each[code].figure)) for each in found]
        ids = tuple(sorted(orders[0]))
        assert len({ids, *orders}) == len(found) + 1, code


def test_the_order_is_the_same_in_json(busy: Desk) -> None:
    found = busy.see(Figures("dacts", LAST, seed=1))
    printed = json.loads(json.dumps(told(found)))
    for code, each in found.items():
        assert [row["label"] for row in printed[code]["rows"]] == [
            row.label for row in each.figure.rows
        ]


def test_the_sample_stands_by_label_too(busy: Desk) -> None:
    first, second = (busy.see(TheAssessment(opened(busy, title))) for title in ("One", "Two"))
    for facts in (first, second):
        labels = [label for _person, label in facts.sample]
        assert labels == sorted(labels)
    assert first.sample_seed != second.sample_seed
    assert dict(first.sample) != dict(second.sample)


def test_rows_of_no_person_stay_before_and_as_they_came() -> None:
    rows = [
        FigureRow("contacts", "3", "B-02 · TK", "p", date(2026, 1, 2)),
        FigureRow("staff", "2", "TK"),
        FigureRow("contacts", "1", "A-09 · TK", "q", date(2026, 1, 9)),
        FigureRow("staff", "1", "AB"),
        FigureRow("contacts", "2", "A-09 · TK", "q", date(2026, 1, 1)),
    ]
    ordered = [(row.label, row.row_id) for row in in_order(rows)]
    assert ordered == [
        ("TK", "2"),
        ("AB", "1"),
        ("A-09 · TK", "1"),
        ("A-09 · TK", "2"),
        ("B-02 · TK", "3"),
    ]
