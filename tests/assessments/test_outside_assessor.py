"""What an assessor from outside is given: figures and labels, and no id of anybody's record."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from factdesk.assessments.figure_views import Figures
from factdesk.assessments.tables import SampledChart
from factdesk.assessments.views import Assessments, Comparison, TheAssessment
from factdesk.contacts.tables import Contact
from factdesk.desk import Desk
from factdesk.papers.making import PaperOf
from factdesk.people.kinds import AdmissionKind
from factdesk.people.tables import Admission, Person
from factdesk.store.action import Actor
from factdesk.store.conflict import Gone
from factdesk.team.tables import StaffFunction
from tests.support.builders import Make
from tests.support.measurements import opened, rated, signed
from tests.support.small_scale import outside

LAST = date(2026, 11, 22)
IDS = re.compile(r"\b[0-9a-f]{32}\b")


@pytest.fixture
def measured(any_desk: Desk, make: Make) -> str:
    """An open DACTS of a team that follows fifteen persons, with contacts and admissions."""
    make.rows(StaffFunction(staff_id=any_desk.actor.id, function="team_leader"))
    for number in range(15):
        person = make.person(f"Person{number}", enrolled_on=date(2026, 6, 1))
        for days in (0, 3, 8):
            start = make.desk.clock.now() - timedelta(days=days + 1)
            make.contact(person, any_desk.actor.id, start=start)
        make.rows(
            Admission(
                person_id=person,
                kind=AdmissionKind.PSYCHIATRIC_WARD,
                place="DPS",
                admitted_on=date(2026, 9, 1),
                discharged_on=date(2026, 10, 1),
            )
        )
    return opened(any_desk)


@pytest.fixture
def guest(any_desk: Desk, make: Make, second_desk: Callable[[Desk, Actor], Desk]) -> Desk:
    """The desk of somebody with the rights of an assessor from outside."""
    return second_desk(any_desk, outside(make.staff("Siri Ytre"), "Siri Ytre"))


def of_records(desk: Desk) -> set[str]:
    """The ids of the persons and of everything that is written of one."""
    with desk.store.reading(desk.actor) as reader:
        return {
            each
            for cls in (Person, Contact, Admission, SampledChart)
            for each in reader.session.scalars(select(cls.id))
        }


def ids_in(answer: Any) -> set[str]:
    """Every id that stands anywhere in an answer."""
    return set(IDS.findall(repr(answer)))


def test_the_sample_is_labels_without_persons(any_desk: Desk, guest: Desk, measured: str) -> None:
    ours = any_desk.see(TheAssessment(measured)).sample
    theirs = guest.see(TheAssessment(measured)).sample
    assert len(theirs) == 10
    assert [label for _person, label in theirs] == [label for _person, label in ours]
    assert {person for person, _label in theirs} == {""}
    assert {person for person, _label in ours} <= of_records(any_desk)


def test_the_figures_are_of_the_same_charts_under_the_same_labels(
    any_desk: Desk, guest: Desk, measured: str
) -> None:
    ours = any_desk.see(Figures.of_assessment(any_desk.see(TheAssessment(measured))))
    facts = guest.see(TheAssessment(measured))
    theirs = guest.see(Figures.of_assessment(facts))
    assert {row.label for row in theirs["S1"].figure.rows} == {label for _no, label in facts.sample}
    for code, each in theirs.items():
        assert each.figure.value == ours[code].figure.value
        assert each.why == ours[code].why
        assert [row.label for row in each.figure.rows] == [
            row.label for row in ours[code].figure.rows
        ]
    whole = guest.see(Figures("dacts", facts.period_to, facts.period_from))
    assert len(whole["S1"].figure.rows) == 15


def test_no_id_of_a_record_leaves_the_store(any_desk: Desk, guest: Desk, measured: str) -> None:
    rated(any_desk, measured)
    done = signed(any_desk, to=LAST)
    hidden = of_records(any_desk)
    facts = guest.see(TheAssessment(measured))
    answers = [
        guest.see(Assessments()),
        facts,
        guest.see(TheAssessment(done)),
        guest.see(Comparison((done,))),
        guest.see(Figures.of_assessment(facts)),
        guest.see(Figures("dacts", LAST)),
        guest.see(Figures("dacts", LAST, charts=5, seed=1)),
        guest.see(PaperOf("assessment", row_id=measured)).content.decode("latin-1"),
    ]
    for answer in answers:
        assert not ids_in(answer) & hidden
    # Whoever may open records is led to them by the same figures.
    assert ids_in(any_desk.see(Figures("dacts", LAST))) & hidden


def test_rows_of_the_team_itself_keep_what_they_lead_to(
    any_desk: Desk, guest: Desk, measured: str
) -> None:
    rows = guest.see(Figures("dacts", LAST))["H11"].figure.rows
    assert any_desk.actor.id in {row.row_id for row in rows}


def test_figures_of_an_assessment_that_is_gone(any_desk: Desk) -> None:
    with pytest.raises(Gone):
        any_desk.see(Figures("dacts", LAST, assessment_id="0" * 32))
