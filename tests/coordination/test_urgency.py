"""What is urgent about a person, as a specification on plain values: edges, words, order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from factdesk.coordination.facts import Reason
from factdesk.coordination.urgency import (
    AConsent,
    LegalDate,
    Norms,
    Situation,
    level_of,
    order_of,
    reasons,
)
from factdesk.people.consents import ConsentState

TODAY = date(2026, 11, 23)
NORMS = Norms(
    plan_review_months=6,
    first_plan_weeks=6,
    crisis_plan_months=12,
    consent_notice_days=30,
    specialist_seen_days=90,
    legal_notice_days=14,
    discharge_contact_days=7,
)


def on(days: int) -> date:
    """So many days from today."""
    return TODAY + timedelta(days=days)


#: Somebody about whom all is well.
WELL = Situation(
    day=TODAY,
    birth_date=date(1980, 5, 5),
    is_enrolled=True,
    enrolled_on=on(-400),
    seen_on=on(-3),
    next_on=on(4),
    every_days=7,
    specialist_seen_on=on(-20),
    has_plan=True,
    has_plan_here=True,
    plan_on=on(-60),
    review_on=on(100),
    missing_points=0,
    crisis_plan_on=on(-100),
)


def found(**changes: Any) -> tuple[Reason, ...]:
    return reasons(replace(WELL, **changes), NORMS)


def only(**changes: Any) -> tuple[str, str]:
    """The level and the words of the one reason that a change brings."""
    (reason,) = found(**changes)
    return level_of((reason,)), reason.text


def consent(state: ConsentState, last: date | None = None, whom: str = "NAV") -> AConsent:
    return AConsent(whom, state, last, not whom)


def test_who_is_well_has_no_reason_and_stands_last() -> None:
    assert found() == ()
    assert level_of(()) == "green"
    assert order_of(()) > order_of((Reason("points", 1, ""),))


@pytest.mark.parametrize(
    ("weight", "level"),
    [(600, "red"), (599, "yellow"), (300, "yellow"), (299, "blue"), (100, "blue"), (99, "green")],
)
def test_a_level_begins_at_its_weight(weight: int, level: str) -> None:
    assert level_of((Reason("points", 20, ""), Reason("task", weight, ""))) == level


@pytest.mark.parametrize(
    ("left", "level", "text"),
    [
        (15, None, ""),
        (14, "yellow", "TPH: control in 14 days"),
        (8, "yellow", "TPH: control in 8 days"),
        (7, "red", "TPH: control in 7 days"),
        (0, "red", "TPH: control today"),
        (-1, "red", "TPH: control was yesterday"),
    ],
)
def test_a_control_is_told_from_the_teams_notice_on(left: int, level: str, text: str) -> None:
    legal = (LegalDate("TPH", on(left), is_expiry=False),)
    assert [(level_of((one,)), one.text) for one in found(legal=legal)] == (
        [(level, text)] if level else []
    )


def test_a_decision_that_ran_out_is_told_until_somebody_ends_it() -> None:
    assert only(legal=(LegalDate("TPH", on(-3), is_expiry=True),)) == (
        "red", "TPH: ended Friday",
    )  # fmt: skip
    assert only(legal=(LegalDate("TPH", on(2), is_expiry=True),))[1] == "TPH: ends in 2 days"


@pytest.mark.parametrize(
    ("gap", "next_on", "level"),
    [(7, None, None), (8, on(1), "yellow"), (13, None, "yellow"), (14, on(1), "red")],
)
def test_contact_is_measured_against_what_was_agreed(gap: int, next_on: Any, level: Any) -> None:
    told = found(seen_on=on(-gap), next_on=next_on)
    assert [level_of((one,)) for one in told] == ([level] if level else [])
    if told:
        assert told[0].text == f"No contact for {gap} days, agreed every 7 days"


def test_one_whom_nobody_will_meet_stands_above_one_with_a_visit_planned() -> None:
    planned, nobody = found(seen_on=on(-9), next_on=on(2)), found(seen_on=on(-9), next_on=None)
    assert order_of(nobody) < order_of(planned)


def test_who_is_new_has_the_agreed_days_before_somebody_is_missed() -> None:
    new: dict[str, Any] = {
        "seen_on": None, "has_plan": False, "has_plan_here": False, "plan_on": None,
        "review_on": None, "specialist_seen_on": None,
    }  # fmt: skip
    assert [one.code for one in found(enrolled_on=on(-7), **new)] == ["plan"]
    assert found(enrolled_on=on(-8), **new)[0].text == "No contact yet"
    assert level_of(found(enrolled_on=on(-8), **new)) == "red"
    assert "contact" not in [one.code for one in found(enrolled_on=None, **new)]


def test_who_is_admitted_is_not_missed_by_the_team() -> None:
    assert found(seen_on=on(-30), is_admitted=True) == ()


@pytest.mark.parametrize(
    ("ago", "text"),
    [
        (0, "First contact after discharge by Monday 30 November"),
        (7, "First contact after discharge by Monday 23 November"),
        (8, "No contact since the discharge 8 days ago"),
    ],
)
def test_after_a_discharge_the_first_contact_is_awaited(ago: int, text: str) -> None:
    told = found(discharged_on=on(-ago), seen_on=on(-ago - 30), next_on=None)
    assert [(one.code, one.text) for one in told] == [("discharge", text)]
    assert level_of(told) == "red"


def test_a_contact_after_the_discharge_ends_it_but_not_one_in_the_ward_that_day() -> None:
    assert found(discharged_on=on(-2), seen_on=on(-1)) == ()
    assert found(discharged_on=on(-2), seen_on=on(-2)) == ()
    assert found(discharged_on=on(-2), seen_on=on(-1), seen_in_ward=True) == ()
    (reason,) = found(discharged_on=on(-2), seen_on=on(-2), seen_in_ward=True)
    assert reason.code == "discharge"


@pytest.mark.parametrize("days", [1, 7, 30, 90])
def test_a_discharge_never_stands_below_having_met_nobody(days: int) -> None:
    norms = replace(NORMS, discharge_contact_days=days)
    known = replace(WELL, seen_on=on(-60), next_on=None)
    before = order_of(reasons(known, norms))
    assert order_of(reasons(replace(known, discharged_on=TODAY), norms)) < before


def test_a_specialist_is_missed_after_the_teams_days() -> None:
    assert found(specialist_seen_on=on(-90)) == ()
    assert only(specialist_seen_on=on(-91)) == ("blue", "Not seen by a specialist for 91 days")
    assert only(specialist_seen_on=None) == ("blue", "Not seen by a specialist since enrolment")
    assert found(specialist_seen_on=None, enrolled_on=on(-90)) == ()


@pytest.mark.parametrize(
    ("left", "level", "text"),
    [
        (15, None, ""),
        (14, "yellow", "The plan is reviewed in 14 days"),
        (0, "yellow", "The plan is reviewed today"),
        (-1, "yellow", "The plan should have been reviewed yesterday"),
        (-31, "yellow", "The plan should have been reviewed 31 days ago"),
    ],
)
def test_a_review_is_told_14_days_ahead(left: int, level: Any, text: str) -> None:
    told = [(level_of((one,)), one.text) for one in found(review_on=on(left))]
    assert told == ([(level, text)] if level else [])


def test_a_plan_without_a_date_of_review_is_told_when_it_is_old() -> None:
    six_months = TODAY - relativedelta(months=6)
    assert found(review_on=None, plan_on=six_months) == ()
    level, text = only(review_on=None, plan_on=six_months - timedelta(days=1))
    assert (level, text) == ("yellow", "The plan is of 22 May 2026 and has no date of review")


@pytest.mark.parametrize(
    ("weeks", "days", "level", "text"),
    [
        (3, 0, "blue", "First plan by 14 December 2026"),
        (4, 0, "yellow", "First plan by 7 December 2026"),
        (6, 0, "yellow", "First plan by 23 November 2026"),
        (6, 1, "yellow", "No individual plan, enrolled since 11 October 2026"),
    ],
)
def test_the_first_plan_is_due_some_weeks_after_enrolment(
    weeks: int, days: int, level: str, text: str
) -> None:
    without: dict[str, Any] = {
        "has_plan": False, "has_plan_here": False, "plan_on": None, "review_on": None,
    }  # fmt: skip
    enrolled = TODAY - timedelta(weeks=weeks, days=days)
    assert only(enrolled_on=enrolled, **without) == (level, text)
    assert only(enrolled_on=None, **without) == ("blue", "No individual plan")


def test_who_has_withdrawn_the_consent_is_not_nagged_about_a_plan() -> None:
    withdrawn = (consent(ConsentState.WITHDRAWN, whom=""),)
    assert only(has_plan=False, has_plan_here=False, plan_on=None, consents=withdrawn) == (
        "blue", "No individual plan",
    )  # fmt: skip
    assert only(consents=withdrawn) == ("yellow", "The consent to the plan is withdrawn")


def test_missing_points_are_of_a_plan_that_is_here() -> None:
    assert only(missing_points=1) == ("blue", "1 point is missing in the plan")
    assert only(missing_points=9) == ("blue", "9 points are missing in the plan")
    assert found(missing_points=9, has_plan_here=False) == ()


def test_a_crisis_plan_is_missing_or_old() -> None:
    a_year = TODAY - relativedelta(months=12)
    assert found(crisis_plan_on=a_year + timedelta(days=1)) == ()
    assert only(crisis_plan_on=a_year) == ("blue", "Crisis plan is of 23 November 2025")
    assert only(crisis_plan_on=None) == ("blue", "Crisis plan is missing")


@pytest.mark.parametrize(
    ("given", "level", "text"),
    [
        (consent(ConsentState.IN_FORCE), None, ""),
        (consent(ConsentState.AHEAD), None, ""),
        (consent(ConsentState.WITHDRAWN), None, ""),
        (consent(ConsentState.ENDING, on(30)), "yellow", "Consent for NAV runs out in 30 days"),
        (consent(ConsentState.ENDING, on(0), ""), "yellow", "Consent for the plan runs out today"),
        (consent(ConsentState.RUN_OUT), "yellow", "Consent for NAV has run out"),
        (consent(ConsentState.RUN_OUT, whom=""), "yellow", "Consent for the plan has run out"),
        (consent(ConsentState.OUTGROWN), "red", "1 consent must be renewed by the young person"),
    ],
)
def test_a_consent_that_ends_is_told(given: AConsent, level: Any, text: str) -> None:
    told = [(level_of((one,)), one.text) for one in found(consents=(given,))]
    assert told == ([(level, text)] if level else [])


def test_outgrown_consents_are_one_reason_and_the_plans_weighs_most() -> None:
    outgrown = tuple(consent(ConsentState.OUTGROWN, whom=whom) for whom in ("NAV", "BUP"))
    assert only(consents=outgrown)[1] == "2 consents must be renewed by the young person"
    ending = tuple(consent(ConsentState.ENDING, on(9), whom) for whom in ("NAV", ""))
    assert found(consents=ending)[0].text.startswith("Consent for the plan")


@pytest.mark.parametrize("years", [12, 16, 18])
@pytest.mark.parametrize(
    ("ahead", "level"), [(61, None), (60, "yellow"), (1, "yellow"), (0, "now"), (-1, None)]
)
def test_a_birthday_is_told_60_days_ahead(years: int, ahead: int, level: Any) -> None:
    born = on(ahead) - relativedelta(years=years)
    told = found(birth_date=born)
    expected = {"now": "yellow" if years == 12 else "red"}.get(level, level)
    assert [level_of((one,)) for one in told] == ([expected] if expected else [])
    assert all(one.text.startswith(f"Turns {years} ") for one in told)


def test_tasks_are_told_when_they_are_due() -> None:
    assert found(tasks=(None, on(1))) == ()
    assert only(tasks=(TODAY, None)) == ("yellow", "A task is due today")
    assert only(tasks=(on(-1), on(-9), TODAY)) == ("yellow", "2 tasks are late")


def test_who_is_only_referred_is_not_owed_a_plan_or_contact() -> None:
    referred = replace(
        WELL, is_enrolled=False, enrolled_on=None, seen_on=None, has_plan=False,
        has_plan_here=False, plan_on=None, review_on=None, crisis_plan_on=None, tasks=(TODAY,),
    )  # fmt: skip
    assert [one.code for one in reasons(referred, NORMS)] == ["task"]


past = st.integers(-500, 0).map(on)
situations = st.builds(
    replace,
    st.just(WELL),
    seen_on=st.none() | past,
    next_on=st.none() | st.integers(0, 30).map(on),
    every_days=st.integers(1, 30),
    specialist_seen_on=st.none() | past,
    review_on=st.none() | st.integers(-100, 100).map(on),
    missing_points=st.integers(0, 9),
    crisis_plan_on=st.none() | past,
    discharged_on=st.none() | st.integers(-20, 0).map(on),
    tasks=st.lists(st.none() | st.integers(-9, 9).map(on), max_size=4).map(tuple),
)


@given(situations, st.data())
def test_something_more_never_moves_a_person_down(known: Situation, data: st.DataObject) -> None:
    legal = LegalDate("TPH", data.draw(st.integers(-9, 20).map(on)), data.draw(st.booleans()))
    ending = data.draw(st.integers(0, 30).map(on))
    state = data.draw(st.sampled_from(ConsentState))
    more = data.draw(
        st.sampled_from(
            [
                {"legal": (*known.legal, legal)},
                {"consents": (*known.consents, consent(state, ending))},
                {"tasks": (*known.tasks, data.draw(st.integers(-9, 9).map(on)))},
                {"missing_points": known.missing_points + 1},
                {"crisis_plan_on": None},
                {"next_on": None},
                {"specialist_seen_on": None},
            ]
        )
    )
    before, after = reasons(known, NORMS), reasons(replace(known, **more), NORMS)
    assert order_of(after) <= order_of(before)


@given(situations, st.integers(1, 60), st.sampled_from(["seen_on", "review_on", "crisis_plan_on"]))
def test_the_longer_ago_the_further_up(known: Situation, days: int, field: str) -> None:
    day = getattr(known, field)
    if field == "review_on" and day is None:
        day = TODAY
    known = replace(known, **{field: day or TODAY})
    earlier = replace(known, **{field: getattr(known, field) - timedelta(days=days)})
    assert order_of(reasons(earlier, NORMS)) <= order_of(reasons(known, NORMS))


@given(situations)
def test_reasons_stand_in_order_and_say_something(known: Situation) -> None:
    told = reasons(known, NORMS)
    assert [one.weight for one in told] == sorted((one.weight for one in told), reverse=True)
    assert all(one.text and "{" not in one.text and one.weight > 0 for one in told)
