"""Times on the board, past and present, with the stays and the decisions that go with them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from factdesk.people.kinds import Stage
from factdesk.simulation.lives import Life
from factdesk.simulation.rhythm import last_working_day, next_working
from factdesk.simulation.scenarios import ADULT, DISCHARGED, YOUNG, Scenario, by_category
from factdesk.simulation.wish import Wish

#: How many days a time on the board lasts, per category: shortest, longest, usual.
LENGTHS = {
    "crisis": (7, 55, 21), "intensive": (30, 160, 60), "admitted": (21, 80, 40),
    "prison": (60, 180, 90), "difficult_to_engage": (10, 70, 28), "life_events": (7, 35, 16),
    "legal": (20, 90, 40), "new": (20, 70, 42), "other": (10, 30, 18),
}  # fmt: skip
_WEIGHTS = {
    "crisis": 34, "intensive": 12, "admitted": 16, "prison": 2, "difficult_to_engage": 14,
    "life_events": 12, "legal": 4, "other": 4,
}  # fmt: skip

#: The share of those enrolled who are on the board today, and how they are spread.
SHARE = 0.22
_MIX = (
    "crisis", "admitted", "difficult_to_engage", "new", "crisis", "intensive", "life_events",
    "difficult_to_engage", "admitted", "crisis", "new", "intensive", "difficult_to_engage",
    "crisis", "admitted", "life_events", "difficult_to_engage", "new",
)  # fmt: skip


@dataclass
class Episode:
    """From ``first`` to ``last`` (``None``: still on the board).

    ``came_from`` is the category before ``moved_on``. A stay (ward or prison) lasts from
    ``stay_from`` to ``stay_to``. ``in_meeting`` says whether the meeting placed the person.
    """

    life: Life
    scenario: Scenario
    first: date
    last: date | None
    came_from: str | None = None
    moved_on: date | None = None
    stay_from: date | None = None
    stay_to: date | None = None
    in_meeting: bool = False
    is_last_minute: bool = False
    id: str = ""

    def category(self, day: date) -> str:
        """The section the row stands in on a day."""
        if self.came_from is not None and self.moved_on is not None and day < self.moved_on:
            return self.came_from
        return self.scenario.category


def lay_out(rng: Random, wish: Wish, lives: list[Life], *, young: bool) -> list[Episode]:
    """Give every life its times on the board; all of them, in order of their first day."""
    pool = by_category(YOUNG if young else ADULT)
    opened = _today(rng, wish, lives, pool)
    for life in lives:
        current = opened.get(life.id)
        if life.enrolled is not None:
            until = current.first - timedelta(days=14) if current else life.closed
            _past(rng, wish, life, pool, until or wish.today)
        if current is not None:
            life.episodes.append(current)
    found = [episode for life in lives for episode in life.episodes]
    return sorted(found, key=lambda each: each.first)


def _past(
    rng: Random, wish: Wish, life: Life, pool: dict[str, list[Scenario]], until: date
) -> None:
    """Times on the board that are over: new at first, then now and then something happens."""
    enrolled = life.enrolled or wish.start
    limit = min(until, last_working_day(wish.today))
    day = wish.start
    if enrolled >= wish.start:
        day = _add(rng, life, pool, "new", next_working(enrolled), limit) or enrolled
    gap = rng.choice((60, 110, 160, 260, 420, 5000))
    if rng.random() > 0.18:
        day += timedelta(days=int(rng.expovariate(1 / gap)))
    while day < limit:
        categories = [code for code in _WEIGHTS if code in pool]
        code = rng.choices(categories, [_WEIGHTS[code] for code in categories])[0]
        end = _add(rng, life, pool, code, next_working(day), limit)
        day = (end or limit) + timedelta(days=14 + int(rng.expovariate(1 / gap)))


def _add(
    rng: Random,
    life: Life,
    pool: dict[str, list[Scenario]],
    code: str,
    first: date,
    limit: date,
) -> date | None:
    """One time on the board where it ends in time; its last day."""
    low, high, usual = LENGTHS[code]
    last = next_working(first + timedelta(days=int(rng.triangular(low, high, usual))))
    if last > limit or not pool.get(code):
        return None
    episode = Episode(life, rng.choice(pool[code]), first, last, in_meeting=rng.random() < 0.45)
    length = (last - first).days
    if episode.scenario.stay is not None:
        if rng.random() < 0.35 and length > 20:
            episode.came_from, episode.moved_on = "crisis", next_working(first + timedelta(days=4))
        episode.stay_from = (episode.moved_on or first) - timedelta(days=1)
        episode.stay_to = episode.stay_from + timedelta(days=max(2, int(length * 0.55)))
    elif code == "intensive" and rng.random() < 0.4:
        episode.came_from, episode.moved_on = "crisis", next_working(first + timedelta(days=10))
    if episode.moved_on is not None and episode.moved_on >= last:
        episode.came_from = episode.moved_on = None
    life.episodes.append(episode)
    return last


def _today(
    rng: Random, wish: Wish, lives: list[Life], pool: dict[str, list[Scenario]]
) -> dict[str, Episode]:
    """Those who are on the board now, by the id of their life."""
    enrolled = [life for life in lives if life.stage is Stage.ENROLLED]
    wanted = min(round(len(enrolled) * SHARE), len(enrolled))
    unused = {code: rng.sample(found, len(found)) for code, found in pool.items()}
    # Somebody is in the ward against their will: those decisions have dates to keep.
    unused["admitted"].sort(key=lambda each: each.involuntary)
    newest = sorted(enrolled, key=lambda life: life.enrolled or wish.start, reverse=True)
    found: dict[str, Episode] = {}
    for number in range(wanted):
        code = _MIX[number % len(_MIX)]
        free = [life for life in newest if life.id not in found]
        days = (wish.today - (free[0].enrolled or wish.start)).days
        if code == "new" and days > 90:
            code = "crisis"
        life = free[0] if code == "new" else rng.choice(free[len(free) // 8 :])
        if not unused[code]:
            unused[code] = rng.sample(pool[code], len(pool[code]))
        scenario = unused[code].pop()
        found[life.id] = _open(rng, wish, life, scenario)
    _what_is_new(wish, list(found.values()))
    return found


def _open(rng: Random, wish: Wish, life: Life, scenario: Scenario) -> Episode:
    low, _high, usual = LENGTHS[scenario.category]
    longest = (wish.today - (life.enrolled or wish.start)).days
    days = int(rng.triangular(2, usual + low, usual * 0.6))
    if scenario.category == "new":
        days = longest
    first = last_working_day(wish.today - timedelta(days=max(1, min(days, longest) - 1)))
    first = max(first, life.enrolled or first)
    episode = Episode(life, scenario, first, None, in_meeting=rng.random() < 0.3)
    if scenario.stay is not None:
        episode.stay_from = first - timedelta(days=1)
    elif scenario.category == "intensive" and (wish.today - first).days > 14:
        episode.came_from, episode.moved_on = "crisis", next_working(first + timedelta(days=6))
    return episode


def _what_is_new(wish: Wish, opened: list[Episode]) -> None:
    """Two have come on since the last meeting; one came home from the ward this weekend."""
    last = last_working_day(wish.today)
    fresh = [one for one in opened if one.scenario.category in ("crisis", "life_events")]
    for episode in fresh[-2:] if len(fresh) > 3 else []:
        if (episode.life.enrolled or last) <= last:
            episode.first, episode.in_meeting, episode.is_last_minute = last, False, True
            episode.came_from = episode.moved_on = None
    stays = [one for one in opened if one.stay_from is not None]
    if len(stays) > 1:
        home = stays[-1]
        home.first = min(home.first, last_working_day(wish.today - timedelta(days=21)))
        home.first = max(home.first, home.life.enrolled or home.first)
        home.scenario = replace(DISCHARGED, stay=home.scenario.stay or DISCHARGED.stay)
        home.stay_from = home.first - timedelta(days=1)
        home.stay_to = max(wish.today - timedelta(days=2), home.stay_from)
