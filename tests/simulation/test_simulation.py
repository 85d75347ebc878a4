"""What holds for every made-up team, whatever its seed and size."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factdesk.board.defaults import CATEGORIES
from factdesk.board.tables import BoardEpisode, BoardMeeting, MeetingItem, Task
from factdesk.contacts.rules import day_of
from factdesk.contacts.tables import Contact, ContactStaff, ContactState
from factdesk.errors import KnownError
from factdesk.people import birth_number
from factdesk.people.kinds import Stage
from factdesk.people.tables import Admission, InformationLimit, LegalStatus, Person
from factdesk.simulation.rhythm import is_holiday, is_working_day
from factdesk.simulation.wish import Given, GivenMember, Rows, Wish
from factdesk.simulation.years import simulate
from factdesk.team.tables import Model, Presence, PresenceState, Staff

MONDAY = date(2026, 11, 23)
LEADER = GivenMember("a" * 32, "Marit Holm", "MH")


def team(model: Model = Model.FACT) -> Given:
    return Given(model, (LEADER,), {}, {code: f"category-{code}" for code in CATEGORIES})


def employed(rows: Rows) -> dict[str, tuple[date, date]]:
    """First and last day of every member."""
    found = {
        row["id"]: (row["valid_from"], row["valid_to"] or date.max) for row in rows.mappings(Staff)
    }
    for staff_id, edit in rows.edits.items():
        found[staff_id] = (edit["valid_from"], edit["valid_to"] or date.max)
    return found


wishes = st.builds(
    Wish,
    today=st.dates(date(2019, 1, 1), date(2030, 12, 31)),
    seed=st.integers(0, 2**32),
    people=st.integers(1, 14),
    days=st.integers(1, 240),
)
models = st.sampled_from(list(Model))


@given(wishes, models)
@settings(max_examples=25)
def test_the_same_seed_gives_the_same_rows(wish, model):
    assert simulate(wish, team(model)).tables == simulate(wish, team(model)).tables


def test_another_seed_gives_another_team():
    one, other = (simulate(Wish(MONDAY, seed, 20, 30), team()) for seed in (1, 2))
    assert list(one.mappings(Person)) != list(other.mappings(Person))


@given(wishes, models)
@settings(max_examples=40)
def test_birth_numbers_are_synthetic_valid_and_nobody_shares_one(wish, model):
    persons = list(simulate(wish, team(model)).mappings(Person))
    numbers = [row["birth_number"] for row in persons if row["birth_number"]]
    assert len(numbers) == len(set(numbers))
    for row in persons:
        if row["birth_number"]:
            read = birth_number.read(row["birth_number"], wish.today)
            assert (read.kind, read.birth_date) == ("synthetic", row["birth_date"])


@given(wishes)
@settings(max_examples=20)
def test_a_youth_team_follows_the_young_and_an_adult_team_adults(wish):
    def ages(model: Model) -> list[float]:
        rows = simulate(wish, team(model)).mappings(Person)
        return [(wish.today - row["birth_date"]).days / 365.25 for row in rows]

    assert all(age >= 12 for age in ages(Model.FACT_UNG))
    assert min(ages(Model.FACT)) >= 18


@given(wishes, models)
@settings(max_examples=40)
def test_a_person_is_on_the_board_once_at_a_time(wish, model):
    times = defaultdict(list)
    for row in simulate(wish, team(model)).mappings(BoardEpisode):
        times[row["person_id"]].append((row["placed_at"], row["removed_at"]))
    for episodes in times.values():
        episodes.sort()
        assert sum(removed is None for _placed, removed in episodes) <= 1
        for (_placed, removed), (placed, _removed) in pairwise(episodes):
            assert removed is not None
            assert removed < placed


@given(wishes, models)
@settings(max_examples=40)
def test_days_are_in_order(wish, model):
    rows = simulate(wish, team(model))
    for row in rows.mappings(Person):
        way = [row["referred_on"], row["assessed_on"], row["enrolled_on"], row["closed_on"]]
        known = [day for day in way if day is not None]
        assert known == sorted(known)
        assert known[-1] <= wish.today
        assert (row["stage"] is Stage.CLOSED) == (row["closed_on"] is not None)
    for row in rows.mappings(Admission):
        assert row["discharged_on"] is None or row["admitted_on"] <= row["discharged_on"]
        assert row["discharged_on"] is None or row["discharged_on"] <= wish.today
    for row in rows.mappings(BoardEpisode):
        assert row["removed_at"] is None or row["placed_at"] < row["removed_at"]
        assert day_of(row["placed_at"]) < wish.today
        assert row["removed_at"] is None or row["removal_reason"]
    for row in rows.mappings(LegalStatus):
        assert row["decided_on"] <= row["control_on"] <= row["expires_on"]
    for row in rows.mappings(InformationLimit):
        assert row["decided_on"] <= wish.today
    for row in rows.mappings(Task):
        assert row["done_at"] is None or row["made_at"] <= row["done_at"]
        assert row["done_at"] is None or row["dropped_at"] is None
    for row in rows.mappings(BoardMeeting):
        assert row["started_at"] < row["ended_at"]
        assert row["day"] < wish.today


@given(wishes, models)
@settings(max_examples=40)
def test_contacts_have_members_who_were_employed_and_persons_with_the_team(wish, model):
    rows = simulate(wish, team(model))
    terms = employed(rows)
    persons = {row["id"]: row for row in rows.mappings(Person)}
    contacts = {row["id"]: row for row in rows.mappings(Contact)}
    manned = set()
    for row in rows.mappings(ContactStaff):
        manned.add(row["contact_id"])
        first, last = terms[row["staff_id"]]
        assert first <= day_of(contacts[row["contact_id"]]["start"]) <= last
    for row in contacts.values():
        day, person = day_of(row["start"]), persons[row["person_id"]]
        assert person["closed_on"] is None or day <= person["closed_on"]
        assert day >= (person["enrolled_on"] or person["assessed_on"])
        if row["state"] is ContactState.PLANNED:
            assert day >= wish.today
        else:
            assert day < wish.today
            assert row["id"] in manned


@given(wishes, models)
@settings(max_examples=40)
def test_holidays_are_quiet(wish, model):
    rows = simulate(wish, team(model))
    assert not [row for row in rows.mappings(Contact) if is_holiday(day_of(row["start"]))]
    assert all(is_working_day(row["day"]) for row in rows.mappings(BoardMeeting))


@given(wishes)
@settings(max_examples=20)
def test_nobody_goes_anywhere_on_a_day_off(wish):
    rows = simulate(wish, team())
    away = {
        (row["staff_id"], row["day"])
        for row in rows.mappings(Presence)
        if row["state"] is PresenceState.AWAY
    }
    days = {row["id"]: day_of(row["start"]) for row in rows.mappings(Contact)}
    assert not [
        row
        for row in rows.mappings(ContactStaff)
        if (row["staff_id"], days[row["contact_id"]]) in away
    ]


@pytest.fixture(scope="module")
def usual() -> Rows:
    """The usual size."""
    return simulate(Wish(MONDAY), team())


def test_the_usual_team_has_twelve_members_of_two_employers(usual):
    members = list(usual.mappings(Staff))
    assert len(members) + len(usual.edits) == 12
    assert set(usual.edits) == {LEADER.id}
    assert len({row["employer_id"] for row in (*members, *usual.edits.values())}) == 2
    assert len({row["initials"] for row in members} | {"MH"}) == 12
    assert sum(row["valid_to"] is not None for row in members) == 1


def test_the_usual_board_has_the_variety_of_a_real_one(usual):
    board = [row for row in usual.mappings(BoardEpisode) if row["removed_at"] is None]
    assert 16 <= len(board) <= 20
    assert 5 <= len({row["category_id"] for row in board}) <= 6
    assert len({row["reason"] for row in board}) == len(board)
    assert {row["level"].value for row in board} >= {"red", "yellow", "green", "blue"}


def test_contacts_follow_the_week_the_summer_and_the_crises(usual):
    days = Counter(
        day_of(row["start"])
        for row in usual.mappings(Contact)
        if row["state"] is not ContactState.PLANNED
    )
    weekend = sum(count for day, count in days.items() if day.weekday() >= 5)
    assert weekend < 0.05 * days.total()
    july = [days[date(2026, 7, 1) + timedelta(days=n)] for n in range(28)]
    september = [days[date(2026, 9, 1) + timedelta(days=n)] for n in range(28)]
    assert sum(july) < 0.75 * sum(september)


def test_today_has_visits_some_for_two_some_by_car_some_with_nobody_yet(usual):
    planned = [
        row
        for row in usual.mappings(Contact)
        if row["state"] is ContactState.PLANNED and day_of(row["start"]) == MONDAY
    ]
    manned = {row["contact_id"] for row in usual.mappings(ContactStaff)}
    assert len(planned) >= 15
    assert any(row["id"] not in manned for row in planned)
    assert any(row["car_id"] for row in planned)
    assert any(row["needs"] == 2 for row in planned)


def test_every_meeting_item_says_what_came_of_it(usual):
    outcomes = Counter(row["outcome"].value for row in usual.mappings(MeetingItem))
    assert set(outcomes) == {"stay", "moved", "removed", "placed", "noted"}


def test_the_size_knob_gives_about_so_many_contacts():
    rows = simulate(Wish(MONDAY, 1, 30, 200, contacts=5000), team())
    assert 4500 <= len(rows.tables[Contact]) <= 5600


@pytest.mark.parametrize("size", [{"people": 0}, {"people": 5000}, {"days": 0}, {"days": 10**6}])
def test_an_impossible_size_is_refused(size):
    with pytest.raises(KnownError, match="Nothing was changed"):
        Wish(MONDAY, **size)
