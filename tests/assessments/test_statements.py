"""Asking about assessments takes the same statements however many have been made."""

from __future__ import annotations

from datetime import date

from factdesk.assessments.actions.sign_assessment import AmendAssessment
from factdesk.assessments.views import Assessments, Comparison, TheAssessment
from factdesk.desk import Desk
from factdesk.store.action import View
from tests.support import measurements

YEARS = (2021, 2022, 2023, 2024, 2025)


def statements(desk: Desk, view: View[object]) -> int:
    """How many statements a view takes."""
    with desk.store.counting() as counted:
        desk.see(view)
    return len(counted)


def test_one_of_many_takes_as_many_as_one_alone(desk: Desk) -> None:
    first, *others = YEARS
    ids = [measurements.signed(desk, f"DACTS {first}", to=date(first, 11, 22))]
    views = (Assessments(), TheAssessment(ids[0]))
    alone = [statements(desk, view) for view in views]
    ids += [measurements.signed(desk, f"DACTS {year}", to=date(year, 11, 22)) for year in others]
    desk.do(AmendAssessment(ids[-1], "The posts were miscounted."))
    assert [statements(desk, view) for view in views] == alone
    assert len(desk.see(TheAssessment(ids[-1])).trend) == len(YEARS)


def test_comparing_many_takes_as_many_as_comparing_two(desk: Desk) -> None:
    ids = tuple(measurements.signed(desk, f"DACTS {year}", to=date(year, 11, 22)) for year in YEARS)
    assert statements(desk, Comparison(ids)) == statements(desk, Comparison(ids[:2]))
