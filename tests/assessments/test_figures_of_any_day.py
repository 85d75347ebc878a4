"""What holds for the figures of contacts on any day, and for what they are reckoned with."""

from __future__ import annotations

import shutil
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factdesk import opening
from factdesk.assessments.indicators.charts import median
from factdesk.assessments.indicators.stretches import full_months, months_back, weeks_back
from factdesk.clock import FixedClock
from factdesk.people.tables import Person
from factdesk.simulation.filling import fill
from factdesk.simulation.wish import Wish
from tests.support.chart_figures import figures
from tests.support.desks import MONDAY, PASSPHRASE


@pytest.fixture(scope="session")
def simulated_folder(tmp_path_factory, team_template):
    """A small made-up team of three years, closed."""
    folder = tmp_path_factory.mktemp("simulated") / "team"
    shutil.copytree(team_template, folder)
    with opening.open_team(folder, PASSPHRASE, clock=FixedClock(MONDAY)) as desk:
        fill(desk, Wish(MONDAY.date(), people=12, days=1000))
    return folder


@pytest.fixture
def simulated(simulated_folder):
    """A desk on the made-up team, to ask of any day."""
    with opening.open_team(simulated_folder, PASSPHRASE, clock=FixedClock(MONDAY)) as desk:
        yield desk


@given(last=st.dates(date(2020, 1, 1), date(2030, 12, 31)), size=st.integers(0, 14))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_day_of_simulated_years_crashes_a_figure(simulated, last, size):
    with simulated.store.reading(simulated.actor) as reader:
        every = tuple(row.id for row in reader.session.query(Person.id).order_by(Person.id))
    for code, found in figures(simulated, last, every[:size]).items():
        assert found.code == code
        assert found.first <= found.last <= last
        assert found.method
        assert (found.coverage.share or 0) <= 1
        if found.value is None:
            assert found.too_little, code
        else:
            assert isinstance(found.value, Fraction)
            assert found.value >= 0
            assert found.unit != "percent" or found.value <= 100
        if found.numerator is not None and found.denominator and found.value is not None:
            scale = 100 if found.unit == "percent" else 1
            assert found.value == scale * found.numerator / found.denominator


@given(st.lists(st.fractions(0, 500), min_size=1))
def test_a_median_has_as_many_below_as_above(values):
    middle = median(values)
    assert middle is not None
    assert sum(value < middle for value in values) * 2 <= len(values)
    assert sum(value > middle for value in values) * 2 <= len(values)
    assert median([]) is None


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_stretches_are_whole(last):
    assert (last - weeks_back(last)).days == 27
    months = full_months(last, 6)
    assert len(set(months)) == 6
    assert all(month.day == 1 and month < last for month in months)
    assert 28 <= (last - months_back(last, 1)).days + 1 <= 31
