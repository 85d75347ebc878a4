"""The rules of the board meeting: the agenda, the rotation, and what the meeting came to."""

from datetime import UTC, date, datetime, timedelta
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.board.meeting_rules import (
    ItemSection,
    OnBoard,
    Open,
    Outcome,
    Waiting,
    agenda,
    end_of,
    minutes_used,
    new_referrals,
    outcome_of,
    rotate,
    state_of_open,
)

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


def test_the_agenda_is_the_board_in_its_order_then_referrals_then_the_caseload():
    entries = agenda(
        [OnBoard("kari", "admitted", 1), OnBoard("even", "crisis", 0)],
        [Waiting("ny", MONDAY, None)],
        ["even", "kari", "per", "siri", "tom"],
        {"per": NOW - timedelta(days=3), "tom": NOW - timedelta(days=9)},
        today=MONDAY,
        rotation=2,
    )
    assert [(entry.person_id, entry.section) for entry in entries] == [
        ("even", ItemSection.BOARD),
        ("kari", ItemSection.BOARD),
        ("ny", ItemSection.REFERRAL),
        ("siri", ItemSection.ROTATION),
        ("tom", ItemSection.ROTATION),
    ]
    assert entries[0].category_id == "crisis"
    assert entries[2].category_id is None


def test_a_referred_person_who_is_on_the_board_comes_up_once():
    entries = agenda(
        [OnBoard("ny", "crisis", 0)],
        [Waiting("ny", MONDAY, None)],
        [],
        {},
        today=MONDAY,
        rotation=3,
    )
    assert [entry.section for entry in entries] == [ItemSection.BOARD]


def test_an_act_team_goes_through_everyone():
    everyone = [str(number) for number in range(60)]
    entries = agenda([], [], everyone, {}, today=MONDAY, rotation=None)
    assert [entry.person_id for entry in entries] == everyone


@pytest.mark.parametrize(
    ("discussed_days_ago", "assessed_days_ago", "comes_up"),
    [
        (None, None, True),
        (1, None, False),
        (6, None, False),
        (7, None, True),
        (2, 1, True),
        (1, 2, False),
    ],
)
def test_a_referral_comes_up_until_discussed_when_assessed_and_weekly(
    discussed_days_ago, assessed_days_ago, comes_up
):
    assessed = None if assessed_days_ago is None else MONDAY - timedelta(days=assessed_days_ago)
    discussed = (
        {} if discussed_days_ago is None else {"ny": NOW - timedelta(days=discussed_days_ago)}
    )
    found = new_referrals([Waiting("ny", MONDAY, assessed)], discussed, today=MONDAY)
    assert bool(found) is comes_up


def test_who_has_waited_longest_comes_first():
    waiting = [Waiting("sist", MONDAY, None), Waiting("først", MONDAY - timedelta(30), None)]
    assert new_referrals(waiting, {}, today=MONDAY) == ["først", "sist"]


@given(persons=st.integers(0, 40), per_meeting=st.integers(1, 9), data=st.data())
def test_after_enough_meetings_everyone_outside_the_board_has_come_up(persons, per_meeting, data):
    caseload = [f"p{number}" for number in range(persons)]
    discussed = {
        person: NOW - timedelta(days=data.draw(st.integers(1, 500)))
        for person in caseload
        if data.draw(st.booleans())
    }
    start, came_up = NOW, set()
    for meeting in range(ceil(persons / per_meeting)):
        for place, person in enumerate(rotate(caseload, discussed, (), per_meeting)):
            discussed[person] = start + timedelta(days=meeting, minutes=place)
            came_up.add(person)
    assert came_up == set(caseload)


@given(persons=st.integers(1, 30), per_meeting=st.integers(1, 5), board=st.sets(st.integers(0, 29)))
def test_nobody_is_forgotten_while_others_go_on_and_off_the_board(persons, per_meeting, board):
    caseload = [f"p{number}" for number in range(persons)]
    discussed: dict[str, datetime] = {}
    for meeting in range(2 * ceil(persons / per_meeting) + 1):
        on_board = {f"p{number}" for number in board} if meeting % 2 else set()
        turn = rotate(caseload, discussed, on_board, per_meeting)
        for place, person in enumerate([*(on_board & set(caseload)), *turn]):
            discussed[person] = NOW + timedelta(days=meeting, minutes=place)
    assert set(caseload) <= set(discussed)


@pytest.mark.parametrize(
    ("section", "then", "now", "chosen", "outcome"),
    [
        (ItemSection.BOARD, "crisis", "crisis", None, None),
        (ItemSection.BOARD, "crisis", "crisis", Outcome.STAY, Outcome.STAY),
        (ItemSection.BOARD, "crisis", "admitted", Outcome.STAY, Outcome.MOVED),
        (ItemSection.BOARD, "crisis", None, Outcome.STAY, Outcome.REMOVED),
        (ItemSection.ROTATION, None, "crisis", Outcome.NOTED, Outcome.PLACED),
        (ItemSection.REFERRAL, None, None, Outcome.NOTED, Outcome.NOTED),
        # What the board has not done is not an outcome: a move that was undone.
        (ItemSection.BOARD, "crisis", "crisis", Outcome.MOVED, None),
    ],
)
def test_the_board_decides_the_outcome_and_the_choice_only_where_nothing_moved(
    section, then, now, chosen, outcome
):
    assert outcome_of(section, then, now, chosen) is outcome


def test_a_meeting_of_today_is_resumed_and_an_earlier_one_was_left():
    assert state_of_open(MONDAY, MONDAY) is Open.RUNNING
    assert state_of_open(MONDAY - timedelta(days=3), MONDAY) is Open.LEFT


def test_a_meeting_left_on_friday_did_not_last_the_weekend():
    friday = NOW - timedelta(days=3)
    last = friday + timedelta(minutes=12)
    assert end_of(friday, 500, last, friday.date(), NOW) == last


def test_no_meeting_ends_before_it_began_even_where_the_clock_was_set_back():
    started = NOW + timedelta(hours=1)
    assert end_of(started, 0, None, MONDAY, NOW) == started
    assert minutes_used(started, started) == 0


def test_minutes_are_rounded_up():
    assert minutes_used(NOW, NOW + timedelta(minutes=14, seconds=1)) == 15
