"""Rules of the board meeting: who comes up, in which order, and what the meeting came to."""

import enum
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from factdesk.board.tables import ItemSection, Outcome
from factdesk.clock import OSLO

__all__ = [
    "AgendaEntry",
    "ItemSection",
    "OnBoard",
    "Open",
    "Outcome",
    "Waiting",
    "agenda",
    "end_of",
    "minutes_used",
    "new_referrals",
    "outcome_of",
    "rotate",
    "state_of_open",
]

#: A waiting referral comes up again after this many days without having been discussed.
REFERRAL_AGAIN_DAYS = 7


@dataclass(frozen=True)
class OnBoard:
    """A person on the board; ``order`` is where the board shows the row."""

    person_id: str
    category_id: str
    order: int


@dataclass(frozen=True)
class Waiting:
    """A referred person who is not yet enrolled, with the days the referral and assessment came."""

    person_id: str
    referred_on: date | None
    assessed_on: date | None


@dataclass(frozen=True)
class AgendaEntry:
    """A person on the agenda, and why."""

    person_id: str
    section: ItemSection
    category_id: str | None = None


def agenda(
    board: Iterable[OnBoard],
    waiting: Iterable[Waiting],
    enrolled: Sequence[str],
    discussed: Mapping[str, datetime],
    *,
    today: date,
    rotation: int | None,
) -> tuple[AgendaEntry, ...]:
    """Who comes up: the board in its order, new referrals, then the caseload by rotation.

    ``enrolled`` are the persons of the caseload in any settled order; ``discussed`` says when a
    person was last discussed in any meeting; ``rotation`` is how many of those not on the board
    come up, ``None`` for everyone.
    """
    rows = sorted(board, key=lambda row: row.order)
    taken = {row.person_id for row in rows}
    entries = [AgendaEntry(row.person_id, ItemSection.BOARD, row.category_id) for row in rows]
    for person in new_referrals(waiting, discussed, today=today):
        if person not in taken:
            taken.add(person)
            entries.append(AgendaEntry(person, ItemSection.REFERRAL))
    turn = rotate(enrolled, discussed, taken, rotation)
    entries.extend(AgendaEntry(person, ItemSection.ROTATION) for person in turn)
    return tuple(entries)


def new_referrals(
    waiting: Iterable[Waiting], discussed: Mapping[str, datetime], *, today: date
) -> list[str]:
    """The waiting persons who come up, longest waiting first.

    A referral comes up until it has been discussed, again when it has been assessed since, and
    again every ``REFERRAL_AGAIN_DAYS`` days while it waits.
    """

    def comes_up(person: Waiting) -> bool:
        last = discussed.get(person.person_id)
        if last is None:
            return True
        day = last.astimezone(OSLO).date()
        assessed_since = person.assessed_on is not None and person.assessed_on > day
        return assessed_since or (today - day).days >= REFERRAL_AGAIN_DAYS

    due = [person for person in waiting if comes_up(person)]
    due.sort(key=lambda person: (person.referred_on or today, person.person_id))
    return [person.person_id for person in due]


def rotate(
    enrolled: Sequence[str],
    discussed: Mapping[str, datetime],
    taken: Collection[str],
    persons: int | None,
) -> list[str]:
    """Whose turn it is outside the board: never discussed first, then longest ago.

    With n persons outside the board and k a meeting, everyone has come up after ⌈n/k⌉ meetings.
    """
    outside = [person for person in enrolled if person not in taken]
    never = [person for person in outside if person not in discussed]
    earlier = [person for person in outside if person in discussed]
    earlier.sort(key=lambda person: discussed[person])
    turn = never + earlier
    return turn if persons is None else turn[: max(0, persons)]


def outcome_of(
    section: ItemSection,
    category_then: str | None,
    category_now: str | None,
    chosen: Outcome | None,
) -> Outcome | None:
    """What the meeting came to for a person.

    The board itself decides: on a section it was not on, off it, or in another category than when
    the meeting began. Only where nothing has moved does what was chosen (stay, noted) count.
    """
    if section is ItemSection.BOARD and category_now is None:
        return Outcome.REMOVED
    if section is not ItemSection.BOARD and category_now is not None:
        return Outcome.PLACED
    if category_now != category_then:
        return Outcome.MOVED
    return chosen if chosen in (Outcome.STAY, Outcome.NOTED) else None


class Open(enum.Enum):
    """What an open meeting is good for."""

    RUNNING = "running"
    LEFT = "left"


def state_of_open(day: date, today: date) -> Open:
    """A meeting of today can be resumed; one of an earlier day was left and shall be ended."""
    return Open.RUNNING if day >= today else Open.LEFT


def end_of(
    started_at: datetime, seconds: int, last_discussed: datetime | None, day: date, now: datetime
) -> datetime:
    """When a meeting that is ended now was over.

    One that was left on an earlier day ended with the last thing that happened in it, not now; no
    meeting ends before it began, or before its last person, even where the clock was set back.
    """
    last = max(started_at, last_discussed or started_at)
    if state_of_open(day, now.astimezone(OSLO).date()) is Open.RUNNING:
        return max(last, now)
    return max(last, started_at + timedelta(seconds=seconds))


def minutes_used(started_at: datetime, ended_at: datetime) -> int:
    """Whole minutes from start to end, rounded up, so that a short meeting is not none at all."""
    return max(0, -(-int((ended_at - started_at).total_seconds()) // 60))
