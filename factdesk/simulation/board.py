"""The rows of the board itself, and the task that each time on it began with."""

from __future__ import annotations

from datetime import timedelta

from factdesk.board.rules import SPACING
from factdesk.board.tables import BoardEpisode, Task
from factdesk.simulation import phrases
from factdesk.simulation.episodes import Episode
from factdesk.simulation.meetings import Decisions
from factdesk.simulation.rhythm import at, next_working
from factdesk.simulation.staff import Team
from factdesk.simulation.wish import Rows, Wish


def add_board(
    rows: Rows,
    wish: Wish,
    episodes: list[Episode],
    decisions: Decisions,
    team: Team,
    categories: dict[str, str],
) -> None:
    """A row per time on the board, with what the meetings decided about it."""
    places: dict[str, int] = {}
    for episode in episodes:
        category = categories[episode.scenario.category]
        places[category] = places.get(category, 0) + 1
        _episode(rows, episode, decisions, team, category, places[category])
        _task(rows, wish, episode, team)


def _episode(
    rows: Rows, episode: Episode, decisions: Decisions, team: Team, category: str, place: int
) -> None:
    rng = rows.rng
    there = team.there(episode.first)
    placed = decisions.placed.get(episode.id)
    if placed is None:
        by = rng.choice(there).id if there else None
        hour = rng.randint(12, 14) if episode.is_last_minute else rng.randint(10, 14)
        placed = at(episode.first, hour, rng.randrange(60)), by
    removed_at = removed_by = reason = decided = None
    if episode.last is not None:
        in_meeting = decisions.removed.get(episode.id)
        removed_at, removed_by = in_meeting or (at(episode.last, 15), None)
        decided = in_meeting is not None and rng.random() < 0.97
        texts = phrases.AFTER_STAY if episode.scenario.stay is not None else phrases.OFF
        reason = rng.choice(texts if decided else phrases.OFF_ALONE)
    next_check = None
    if episode.last is None and rng.random() < 0.5:
        next_check = next_working(rows.today + timedelta(days=rng.randint(0, 9)))
    rows.add(
        BoardEpisode,
        id=episode.id,
        person_id=episode.life.id,
        category_id=category,
        level=episode.scenario.level,
        reason=episode.scenario.reason,
        agreed=episode.scenario.agreed,
        next_check_on=next_check,
        position=SPACING * place,
        placed_at=placed[0],
        placed_by=placed[1],
        removed_at=removed_at,
        removed_by=removed_by,
        removal_reason=reason,
        decided_by_team=decided,
    )


def _task(rows: Rows, wish: Wish, episode: Episode, team: Team) -> None:
    rng, life = rows.rng, episode.life
    if episode.last is not None and episode.first < wish.start:
        return
    owners = [one for one in team.members if one.is_employed(episode.first)]
    owner = life.coordinator if life.coordinator in owners else rng.choice(owners or team.members)
    made = at(episode.first, 15, 30)
    if episode.last is None:
        due = next_working(wish.today + timedelta(days=rng.choice((-1, 0, 0, 1, 2, 3, 4, 7))))
        done = None
    else:
        due = min(next_working(episode.first + timedelta(days=rng.randint(1, 10))), episode.last)
        done = at(due, 14, rng.randrange(60))
    rows.add(
        Task,
        person_id=life.id,
        text=episode.scenario.task,
        owner_id=owner.id,
        due_on=due,
        made_at=made,
        done_at=max(done, made) if done else None,
        done_by=owner.id if done else None,
    )
