"""Who may consent at what age, whether a consent holds, and what parents are told, to the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from factdesk.people.consents import (
    OUTGROWN_BY,
    ConsentState,
    ConsentTerms,
    Told,
    consent_state,
    follows,
    giver_word,
    holds_to,
    kind_word,
    parents_access,
    standing,
    state_word,
    told,
    who_consents,
)
from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.people.rules import birthday

TODAY = date(2026, 11, 23)
SELF, PARENT = ConsentGiver.SELF, ConsentGiver.PARENT
GUARDIAN, WELFARE = ConsentGiver.GUARDIAN, ConsentGiver.CHILD_WELFARE
ONE_DAY = timedelta(days=1)

births = st.one_of(
    st.dates(date(1990, 1, 1), date(2026, 1, 1)),
    st.sampled_from([date(year, 2, 29) for year in range(1992, 2025, 4)]),
)
days = st.dates(date(2005, 1, 1), date(2045, 1, 1))
some_day = st.one_of(st.none(), days)
consents = st.builds(ConsentTerms, st.sampled_from(ConsentGiver), some_day, some_day, some_day)


def years_ago(years: int, days: int = 0) -> date:
    return TODAY - relativedelta(years=years) + timedelta(days=days)


@pytest.mark.parametrize(
    ("born", "givers"),
    [
        (years_ago(12, 1), {PARENT, WELFARE, GUARDIAN}),
        (years_ago(12), {PARENT, SELF, WELFARE, GUARDIAN}),
        (years_ago(16, 1), {PARENT, SELF, WELFARE, GUARDIAN}),
        (years_ago(16), {SELF, GUARDIAN}),
        (years_ago(18), {SELF, GUARDIAN}),
        (None, {SELF, PARENT, WELFARE, GUARDIAN}),
    ],
)
def test_who_may_consent_changes_on_the_birthday_itself(
    born: date | None, givers: set[ConsentGiver]
) -> None:
    assert set(who_consents(born, TODAY).givers) == givers


def test_the_usual_giver_is_a_parent_until_16() -> None:
    assert who_consents(years_ago(16, 1), TODAY).usual is PARENT
    assert who_consents(years_ago(16), TODAY).usual is SELF
    assert who_consents(None, TODAY).usual is SELF


@given(births, days)
def test_a_legal_guardian_may_always_consent_and_there_is_always_somebody(
    born: date, day: date
) -> None:
    who = who_consents(born, day)
    assert GUARDIAN in who.givers
    assert who.words


@given(births, days)
def test_from_16_the_person_consents_and_no_parent_does(born: date, day: date) -> None:
    of_age = birthday(born, 16) <= day
    givers = who_consents(born, day).givers
    if born <= day:
        assert (PARENT in givers) is (WELFARE in givers) is not of_age
        assert (SELF in givers) is (birthday(born, 12) <= day)


@given(births, st.sampled_from(sorted(OUTGROWN_BY)))
def test_what_others_consented_to_holds_until_the_day_before_16(
    born: date, giver: ConsentGiver
) -> None:
    terms = ConsentTerms(giver, None, None, None)
    turning = birthday(born, 16)
    assert consent_state(terms, born, turning - ONE_DAY, 0) is ConsentState.ENDING
    assert consent_state(terms, born, turning, 0) is ConsentState.OUTGROWN
    assert holds_to(terms, born) == turning - ONE_DAY


@pytest.mark.parametrize("giver", [SELF, GUARDIAN])
@given(born=births, day=days)
def test_what_the_person_or_a_guardian_consented_to_is_never_outgrown(
    giver: ConsentGiver, born: date, day: date
) -> None:
    assert consent_state(ConsentTerms(giver, None, None, None), born, day, 30).holds


@given(consents, births, days, st.integers(0, 90))
def test_a_consent_holds_exactly_from_its_first_day_to_its_last(
    terms: ConsentTerms, born: date, day: date, notice: int
) -> None:
    last = holds_to(terms, born)
    expected = (
        (terms.given_on is None or terms.given_on <= day)
        and (last is None or day <= last)
        and (terms.withdrawn_on is None or day < terms.withdrawn_on)
    )
    state = consent_state(terms, born, day, notice)
    assert state.holds is expected
    assert bool(follows(ConsentKind.PLAN, state, "")) is not (
        expected or state is ConsentState.AHEAD
    )
    if expected:
        near = last is not None and (last - day).days <= notice
        assert (state is ConsentState.ENDING) is near


@given(st.lists(consents, max_size=4), births, days)
def test_several_consents_hold_when_one_does(
    rows: list[ConsentTerms], born: date, day: date
) -> None:
    found = standing(rows, born, day, 30)
    assert found.holds is any(consent_state(row, born, day, 30).holds for row in rows)
    assert (found.row is None) is (not rows)


def test_of_two_that_hold_the_one_that_holds_longest_counts() -> None:
    short = ConsentTerms(SELF, None, TODAY + timedelta(days=100), None)
    long = ConsentTerms(SELF, None, None, None)
    assert standing([short, long], None, TODAY, 30).row is long


@pytest.mark.parametrize(
    ("days", "why"), [(1, Told.AS_PARENT), (0, Told.WHAT_IS_NEEDED)], ids=["before 16", "at 16"]
)
def test_a_parent_is_told_less_at_16(days: int, why: Told) -> None:
    assert told(None, years_ago(16, days), TODAY, is_guardian=True) is why


@pytest.mark.parametrize(
    ("days", "why"), [(1, Told.WHAT_IS_NEEDED), (0, Told.NOT)], ids=["before 18", "at 18"]
)
def test_a_parent_is_told_nothing_from_18_without_consent(days: int, why: Told) -> None:
    born = years_ago(18, days)
    assert told(None, born, TODAY, is_guardian=True) is why
    assert told(ConsentState.IN_FORCE, born, TODAY, is_guardian=True) is Told.BY_CONSENT
    assert told(ConsentState.RUN_OUT, years_ago(18), TODAY, is_guardian=True) is Told.NO_LONGER


@given(st.one_of(st.none(), births), days)
def test_nobody_else_is_ever_told_without_consent(born: date | None, day: date) -> None:
    assert told(None, born, day, is_guardian=False) is Told.NOT
    if born is None:
        assert told(None, born, day, is_guardian=True) is Told.NOT


def test_the_parents_access_is_said_in_other_words_at_each_age() -> None:
    said = [parents_access(years_ago(years), TODAY) for years in (11, 12, 16, 18)]
    assert len({*said, parents_access(None, TODAY)}) == 5
    assert "ended" in said[-1]


def test_every_state_kind_and_giver_has_its_words() -> None:
    assert len({state_word(state) for state in ConsentState}) == len(ConsentState)
    assert len({giver_word(giver) for giver in ConsentGiver}) == len(ConsentGiver)
    assert len({kind_word(kind) for kind in ConsentKind}) == len(ConsentKind)
    assert "12 December 2026" in state_word(ConsentState.ENDING, date(2026, 12, 12))
