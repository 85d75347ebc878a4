"""Where each visit stands on the day: lanes of staff and cars, minutes along, places in a lane.

Pure arithmetic; the timeline only paints it. Minutes count from midnight in Norway.
"""

from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Literal

from factdesk.clock import OSLO
from factdesk.contacts.rules import USUAL_MINUTES
from factdesk.contacts.views import DayFacts, DayVisit

LaneKind = Literal["tray", "staff", "car"]

#: The span of an ordinary day, 07:30 to 17:00; it grows by whole half hours.
FIRST, LAST = 7 * 60 + 30, 17 * 60
#: What a visit is drawn as at the least, so that its words have room; in minutes.
LEAST_MINUTES = 60
#: Visits moved by hand fall on quarters of an hour.
STEP = 15


@dataclass(frozen=True)
class Entry:
    """A visit in one lane: from and to in minutes, its place under others, ``-1, -1`` all day.

    ``free`` is the minute until which nothing else stands in its place.
    """

    lane: int
    visit: DayVisit
    first: int
    last: int
    place: int
    free: int = 24 * 60

    @property
    def all_day(self) -> bool:
        """Whether it has no time of day."""
        return self.first < 0


@dataclass(frozen=True)
class Lane:
    """A row of the day: nobody yet, a member, or a car; ``places`` how many visits lie below."""

    kind: LaneKind
    id: str
    title: str
    name: str
    presence: str
    note: str
    places: int


@dataclass(frozen=True)
class DayLanes:
    """The whole day laid out. ``first`` and ``last`` are the span in minutes."""

    lanes: tuple[Lane, ...]
    entries: tuple[Entry, ...]
    first: int
    last: int

    def index_of(self, visit_id: str, lane_id: str | None = None) -> int | None:
        """The number of the entry of a visit, in a lane where one is named."""
        fitting = [number for number, one in enumerate(self.entries) if one.visit.id == visit_id]
        exact = [one for one in fitting if self.lanes[self.entries[one].lane].id == lane_id]
        return next(iter(exact or fitting), None)


def minute_of(moment: datetime) -> int:
    """Minutes since midnight on the clock in Norway."""
    local = moment.astimezone(OSLO)
    return local.hour * 60 + local.minute


def time_at(minute: float) -> time:
    """The time of day nearest to a point on the axis, in quarters of an hour."""
    rounded = min(max(round(minute / STEP) * STEP, 0), 24 * 60 - STEP)
    return time(rounded // 60, rounded % 60)


def lay_out(day: DayFacts) -> DayLanes:
    """Give every visit its lanes: the tray, each member of it, and its car."""
    visits = {visit.id: visit for visit in day.visits}
    rows: list[tuple[Lane, list[DayVisit]]] = []
    if day.unassigned:
        rows.append((Lane("tray", "", "", "", "here", "", 1), list(day.unassigned)))
    for one in day.staff:
        lane = Lane(
            "staff", one.id, one.initials, one.name, str(one.presence), one.presence_note or "", 1
        )
        rows.append((lane, [visits[visit] for visit in one.visits]))
    for car in day.cars:
        lane = Lane("car", car.id, car.name, car.plate or "", "here", "", 1)
        rows.append((lane, [visits[visit] for visit in car.visits]))
    lanes, entries = [], []
    for number, (lane, own) in enumerate(rows):
        placed, places = _place(number, own)
        entries += placed
        lanes.append(
            Lane(lane.kind, lane.id, lane.title, lane.name, lane.presence, lane.note, places)
        )
    first, last = _span(entries)
    return DayLanes(tuple(lanes), tuple(entries), first, last)


def _place(lane: int, visits: list[DayVisit]) -> tuple[list[Entry], int]:
    """Put visits that would cover each other below each other."""
    entries: list[Entry] = []
    free: list[int] = []
    all_day = 0
    for visit in sorted(visits, key=lambda one: (not one.day_only, one.start, one.id)):
        if visit.day_only:
            entries.append(Entry(lane, visit, -1, -1, all_day))
            all_day += 1
            continue
        first = minute_of(visit.start)
        last = first + max(visit.minutes or USUAL_MINUTES, 1)
        drawn = first + max(visit.minutes or USUAL_MINUTES, LEAST_MINUTES)
        place = next((number for number, until in enumerate(free) if until <= first), len(free))
        free[place : place + 1] = [drawn]
        entries.append(Entry(lane, visit, first, last, place))
    return [_with_room(entry, entries) for entry in entries], max(all_day, len(free), 1)


def _with_room(entry: Entry, others: list[Entry]) -> Entry:
    """The entry with the beginning of the next one in its place."""
    after = [one.first for one in others if one.place == entry.place and one.first > entry.first]
    return entry if entry.all_day else replace(entry, free=min(after, default=24 * 60))


def _span(entries: list[Entry]) -> tuple[int, int]:
    """From 07:30 to 17:00, further where visits lie outside; at most the whole day."""
    timed = [entry for entry in entries if not entry.all_day]
    first = min([FIRST, *(entry.first for entry in timed)]) // 30 * 30
    last = max([LAST, *(entry.last for entry in timed)])
    return first, min(-(-last // 30) * 30, 24 * 60)
