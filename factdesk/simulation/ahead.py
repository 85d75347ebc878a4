"""What is planned: today, tomorrow and the week ahead, some of it with nobody to go yet."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from factdesk.contacts.tables import Contact, ContactStaff, ContactState
from factdesk.simulation.contacts import FIRST_HOUR, WEEKLY, Diary, State, place_of, who
from factdesk.simulation.lives import Life
from factdesk.simulation.rhythm import at, is_working_day
from factdesk.simulation.staff import Member, Team
from factdesk.simulation.wish import Rows, Wish

#: How many days ahead plans reach.
AHEAD_DAYS = 8

#: The chance that somebody on the board has a visit on a day, per category.
_PLANNED = {"crisis": 0.9, "new": 0.55, "intensive": 0.6, "admitted": 0.5, "legal": 0.4}
_PURPOSES = (
    "Samtale", "Handle sammen", "Tur ute", "Medisin", "Følge til lege", "Gå gjennom plan",
    "Samarbeidsmøte", "Søknad til NAV", "Frokost sammen", "Kartlegging",
)  # fmt: skip


def add_ahead(rows: Rows, wish: Wish, lives: list[Life], team: Team) -> None:
    """Planned contacts of the working days from today on."""
    coming = [wish.today + timedelta(days=number) for number in range(AHEAD_DAYS)]
    for distance, day in enumerate(filter(is_working_day, coming)):
        there = [one for one in team.members if one.is_there(day)]
        if there:
            _day(rows, wish, day, lives, there, team.cars, distance=distance)


def _day(
    rows: Rows,
    wish: Wish,
    day: date,
    lives: list[Life],
    there: list[Member],
    cars: list[str],
    *,
    distance: int,
) -> None:
    rng = rows.rng
    diary = Diary()
    driven: dict[str, int] = dict.fromkeys(cars, 0)
    # Further ahead less is planned.
    share = 1.0 if distance == 0 else 0.75 if distance < 3 else 0.4
    for life in lives:
        state = _state(life, wish)
        if state is None:
            continue
        on_board = state.about != "calm"
        chance = _PLANNED.get(state.about, 0.45) if on_board else state.weekly / 5 * 0.8
        if rng.random() < chance * share:
            _plan(rows, day, state, there, diary, driven)


def _state(life: Life, wish: Wish) -> State | None:
    """What the person's days are about now; ``None`` for one who is not with the team."""
    if life.enrolled is None or life.closed is not None:
        return None
    current = next((each for each in life.episodes if each.last is None), None)
    if current is None:
        return State(life, "calm", life.weekly)
    is_away = current.stay_from is not None and current.stay_to is None
    about = current.category(wish.today)
    return State(life, about, WEEKLY[about], current.scenario.stay if is_away else None)


def _plan(
    rows: Rows,
    day: date,
    state: State,
    there: list[Member],
    diary: Diary,
    driven: dict[str, int],
) -> None:
    rng = rows.rng
    kind = "face_to_face" if rng.random() < 0.8 else rng.choice(("telephone", "video"))
    place = place_of(rng, state) if kind == "face_to_face" else "other"
    is_visit = place in ("home", "ward", "prison")
    by_two = state.life.goes_two and place in ("home", "outdoors")
    needs = 2 if by_two or (is_visit and rng.random() < 0.15) else 1
    members = who(rng, state, there, needs)
    if rng.random() < 0.1:
        members = members[: needs - 1]
    minutes = rng.choice((30, 45, 60, 60)) if kind == "face_to_face" else 30
    halves = -(-minutes // 30)
    slot = diary.find(rng, members, halves)
    car = _car(rng, driven, slot, halves + 2) if is_visit and rng.random() < 0.45 else None
    day_only = kind == "telephone" and rng.random() < 0.3
    hour, half = divmod(slot, 2)
    contact = rows.add(
        Contact,
        person_id=state.life.id,
        state=ContactState.PLANNED,
        kind=kind,
        place=place,
        start=at(day, 12) if day_only else at(day, FIRST_HOUR + hour, half * 30),
        day_only=day_only,
        minutes=minutes,
        needs=needs,
        car_id=car,
        short_note=rng.choice(_PURPOSES) if rng.random() < 0.6 else None,
    )
    for member in members:
        rows.add(ContactStaff, contact_id=contact, staff_id=member.id)


def _car(rng: Random, driven: dict[str, int], slot: int, halves: int) -> str | None:
    """A car that stands free for so long."""
    mask = ((1 << halves) - 1) << slot
    for car in rng.sample(sorted(driven), len(driven)):
        if not driven[car] & mask:
            driven[car] |= mask
            return car
    return None
