"""The made-up assessments: two a year apart, made as people make them."""

from __future__ import annotations

from datetime import date

import pytest

from factdesk.assessments.views import Assessments, TheAssessment
from factdesk.clock import ShiftedClock
from factdesk.simulation.assessing import assess_a_year_ago, begin, finish
from factdesk.simulation.filling import fill
from factdesk.simulation.wish import Wish


@pytest.fixture
def filled(desk, clock):
    """A desk with a small made-up team, on a clock that can be shifted."""
    fill(desk, Wish(clock.today(), 3, people=25, days=430))
    shifted = ShiftedClock(clock)
    desk.clock = desk.store.clock = shifted
    return desk


def test_two_assessments_a_year_apart_are_signed_and_unbroken(filled):
    earlier = assess_a_year_ago(filled, filled.clock)
    later = begin(filled)
    in_work = filled.see(TheAssessment(later))
    assert in_work.state == "open"
    assert in_work.mine is not None
    assert in_work.mine.missing == ("S6", "S8", "S10")
    finish(filled, later)
    rows = filled.see(Assessments())
    assert [row.id for row in rows] == [later, earlier]
    assert [row.state for row in rows] == ["signed", "signed"]
    assert [row.period_to for row in rows] == [date(2026, 11, 23), date(2025, 11, 23)]
    facts = filled.see(TheAssessment(later))
    assert facts.hash_holds
    assert facts.previous is not None
    assert facts.previous.id == earlier
    assert len(facts.improvements) == 3


def test_the_clock_is_where_it_was(filled, clock):
    assess_a_year_ago(filled, filled.clock)
    assert filled.clock.now() == clock.now()
