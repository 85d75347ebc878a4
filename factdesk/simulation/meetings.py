"""The board meeting of every working day: who was there, who came up, what was said and decided."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from factdesk.board.tables import (
    BoardMeeting,
    ItemSection,
    MeetingAttendance,
    MeetingItem,
    Outcome,
    Task,
)
from factdesk.simulation import phrases
from factdesk.simulation.episodes import Episode
from factdesk.simulation.lives import Life
from factdesk.simulation.rhythm import at, is_working_day, next_working
from factdesk.simulation.staff import Member, Team
from factdesk.simulation.wish import Rows, Wish

#: When the meeting begins, and after how many days a waiting referral comes up again.
HOUR, MINUTE, REFERRAL_AGAIN = 8, 30, 7


@dataclass
class Decisions:
    """When, by whom and in which meeting a time on the board began and ended, by episode id."""

    placed: dict[str, tuple[datetime, str | None]] = field(default_factory=dict)
    removed: dict[str, tuple[datetime, str | None]] = field(default_factory=dict)


@dataclass
class Meetings:
    """What the meetings need to know of each other."""

    rows: Rows
    wish: Wish
    lives: list[Life]
    team: Team
    categories: list[str]
    rotation: int | None
    decisions: Decisions = field(default_factory=Decisions)
    discussed: dict[str, date] = field(default_factory=dict)


@dataclass(frozen=True)
class _Item:
    life: Life
    section: ItemSection
    about: str
    category: str | None
    outcome: Outcome
    episode: Episode | None = None


def add_meetings(
    rows: Rows,
    wish: Wish,
    lives: list[Life],
    episodes: list[Episode],
    team: Team,
    categories: dict[str, str],
    rotation: int | None,
) -> Decisions:
    """Every meeting before today; what they decided about the board."""
    meetings = Meetings(rows, wish, lives, team, list(categories), rotation)
    first: dict[date, list[Episode]] = defaultdict(list)
    for episode in episodes:
        first[max(episode.first, wish.start)].append(episode)
    standing: list[Episode] = []
    day = wish.start
    while day < wish.today:
        fresh = first.get(day, [])
        if is_working_day(day):
            there = team.there(day)
            if there:
                items = _agenda(meetings, day, standing, fresh)
                _hold(meetings, day, there, items, categories)
        # A time on the board ends in a meeting; without one that day it ends all the same.
        standing = [each for each in (*standing, *fresh) if each.last is None or each.last > day]
        day += timedelta(days=1)
    return meetings.decisions


def _agenda(
    meetings: Meetings, day: date, standing: list[Episode], fresh: list[Episode]
) -> list[_Item]:
    """The board in its order, referrals, and the caseload by rotation."""
    yesterday = day - timedelta(days=1)
    order = {code: number for number, code in enumerate(meetings.categories)}
    board = sorted(standing, key=lambda each: order[each.category(yesterday)])
    items = [
        _Item(
            each.life,
            ItemSection.BOARD,
            each.category(yesterday),
            each.category(yesterday),
            Outcome.REMOVED
            if each.last == day
            else Outcome.MOVED
            if each.moved_on == day
            else Outcome.STAY,
            each,
        )
        for each in board
    ]
    taken = {each.life.id for each in standing}
    placed = [each for each in fresh if each.in_meeting and each.first == day]
    not_now = {each.life.id for each in fresh if each not in placed}
    items += [_Item(life, ItemSection.REFERRAL, "referral", None, Outcome.NOTED)
              for life in _waiting(meetings, day)]  # fmt: skip
    items += [
        _Item(each.life, ItemSection.ROTATION, each.category(day), None, Outcome.PLACED, each)
        for each in placed
    ]
    taken |= {item.life.id for item in items} | not_now
    items += [
        _Item(life, ItemSection.ROTATION, "calm", None, Outcome.NOTED)
        for life in _turn(meetings, day, taken)
    ]
    return items


def _waiting(meetings: Meetings, day: date) -> list[Life]:
    def comes_up(life: Life) -> bool:
        if life.referred > day or (life.enrolled is not None and life.enrolled <= day):
            return False
        last = meetings.discussed.get(life.id)
        return last is None or (day - last).days >= REFERRAL_AGAIN

    return [life for life in meetings.lives if comes_up(life)]


def _turn(meetings: Meetings, day: date, taken: set[str]) -> list[Life]:
    """Whose turn it is of those enrolled outside the board: longest ago first."""
    outside = [
        life
        for life in meetings.lives
        if life.enrolled is not None
        and life.enrolled <= day
        and (life.closed is None or day <= life.closed)
        and life.id not in taken
    ]
    outside.sort(key=lambda life: meetings.discussed.get(life.id, date.min))
    return outside if meetings.rotation is None else outside[: meetings.rotation]


def _hold(
    meetings: Meetings,
    day: date,
    there: list[Member],
    items: list[_Item],
    categories: dict[str, str],
) -> None:
    rows, rng = meetings.rows, meetings.rows.rng
    start = at(day, HOUR, MINUTE) + timedelta(seconds=rng.randint(0, 240))
    chair = next((one for one in there if "chair" in one.functions), there[0])
    writer = next((one for one in there if "writer" in one.functions), there[-1])
    meeting = rows.new_id()
    moment = start + timedelta(seconds=rng.randint(20, 90))
    for position, item in enumerate(items):
        seconds = rng.randint(20, 80) if item.section is ItemSection.BOARD else rng.randint(10, 45)
        moment += timedelta(seconds=seconds)
        meetings.discussed[item.life.id] = day
        _say(rows, meeting, position, item, moment, seconds, categories)
        if item.episode is not None and item.outcome is Outcome.PLACED:
            meetings.decisions.placed[item.episode.id] = moment, chair.id
        if item.episode is not None and item.outcome is Outcome.REMOVED:
            meetings.decisions.removed[item.episode.id] = moment, chair.id
        if item.section is ItemSection.BOARD and rng.random() < 0.07:
            _task(rows, meetings.wish, day, meeting, item.life, there, moment)
    rows.add(
        BoardMeeting,
        id=meeting,
        day=day,
        started_at=start,
        ended_at=moment + timedelta(seconds=rng.randint(20, 120)),
        chair_id=chair.id,
        writer_id=writer.id,
        current=max(len(items) - 1, 0),
        note=rng.choice(phrases.MEETING_NOTES) if rng.random() < 0.04 else None,
    )
    for member in there:
        if member in (chair, writer) or rng.random() < 0.94:
            how = "video" if day in member.video else "here"
            rows.add(MeetingAttendance, meeting_id=meeting, staff_id=member.id, how=how)


def _say(
    rows: Rows,
    meeting: str,
    position: int,
    item: _Item,
    moment: datetime,
    seconds: int,
    categories: dict[str, str],
) -> None:
    rng = rows.rng
    is_board = item.section is ItemSection.BOARD
    rows.add(
        MeetingItem,
        meeting_id=meeting,
        person_id=item.life.id,
        section=item.section,
        position=position,
        category_id=categories[item.category] if item.category else None,
        news=rng.choice(phrases.NEWS[item.about]) if rng.random() < 0.7 else "",
        needs=rng.choice(phrases.NEEDS) if is_board and rng.random() < 0.4 else "",
        safety=rng.choice(phrases.SAFETY) if is_board and rng.random() < 0.2 else "",
        family=rng.choice(phrases.FAMILY) if is_board and rng.random() < 0.12 else "",
        outcome=item.outcome,
        discussed_at=moment,
        seconds=seconds,
    )


def _task(
    rows: Rows,
    wish: Wish,
    day: date,
    meeting: str,
    life: Life,
    there: list[Member],
    moment: datetime,
) -> None:
    """Something agreed in the meeting; most of it is done in time."""
    rng = rows.rng
    owner = life.coordinator if life.coordinator in there else rng.choice(there)
    due = next_working(day + timedelta(days=rng.randint(1, 9)))
    done = at(min(due, next_working(day + timedelta(days=2))), 15, rng.randrange(60))
    is_late = due < wish.today and rng.random() < 0.06
    has_passed = done < at(wish.today, 0)
    drops = is_late and has_passed and (wish.today - due).days > 10
    is_done = has_passed and not is_late
    rows.add(
        Task,
        person_id=life.id,
        text=rng.choice(phrases.AGREED_TASKS),
        owner_id=owner.id,
        due_on=due,
        made_at=moment,
        meeting_id=meeting,
        done_at=done if is_done else None,
        done_by=owner.id if is_done else None,
        dropped_at=done if drops else None,
    )
