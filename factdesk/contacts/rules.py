"""Rules of the contacts room: times, lengths, who is free, and what needs an answer.

Plain functions on plain values. Moments are aware datetimes; days are days in Norway, and a day
has 23 or 25 hours when the clocks change.
"""

import enum
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from factdesk.clock import OSLO

#: The longest contact there is: one day, in minutes.
MOST_MINUTES = 24 * 60
#: What a visit without a known length is taken to last when times are compared, in minutes.
USUAL_MINUTES = 30


class ClashKind(enum.StrEnum):
    """What is wrong with a visit; always a warning, never an obstacle."""

    OVERLAP = "overlap"
    AWAY = "away"
    CAR = "car"
    TOO_FEW = "too_few"
    UNASSIGNED = "unassigned"


@dataclass(frozen=True, slots=True)
class Clash:
    """One warning on a visit: about which member or car, and which other visit."""

    kind: ClashKind
    staff_id: str | None = None
    other_id: str | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """What the rules need of a visit. ``minutes`` may be unknown; ``needs`` is how many staff."""

    id: str
    start: datetime
    minutes: int | None
    day_only: bool
    staff: tuple[str, ...]
    car_id: str | None
    needs: int

    @property
    def end(self) -> datetime:
        """The end of the visit; an unknown length counts as the usual one."""
        return self.start + timedelta(minutes=self.minutes or USUAL_MINUTES)


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """The first moment of a day in Norway and of the next one, in UTC."""
    first = datetime.combine(day, time.min, OSLO)
    after = datetime.combine(day + timedelta(days=1), time.min, OSLO)
    return first.astimezone(UTC), after.astimezone(UTC)


def moment(day: date, at: time | None) -> datetime:
    """The moment of a day and a time of day in Norway, in UTC; noon where no time is said.

    A time that the spring leaves out is moved forward; of a doubled autumn time it is the first.
    """
    return datetime.combine(day, at or time(12), OSLO).astimezone(UTC)


def day_of(start: datetime) -> date:
    """The day in Norway of a moment."""
    return start.astimezone(OSLO).date()


def minutes_are_possible(minutes: int | None) -> bool:
    """Whether a length is unknown, or more than nothing and at most a day."""
    return minutes is None or 0 < minutes <= MOST_MINUTES


def is_future(start: datetime, now: datetime, day_only: bool = False) -> bool:
    """Whether a contact lies ahead. One without a time of day lies ahead until its day begins."""
    return day_of(start) > day_of(now) if day_only else start > now


def awaits_answer(is_planned: bool, slot_end: datetime, day_only: bool, now: datetime) -> bool:
    """Whether to ask «was it done?»: planned, and over without anybody having said how it went."""
    if not is_planned:
        return False
    return day_of(slot_end) < day_of(now) if day_only else slot_end <= now


def is_face_to_face(kind: str, means: Mapping[str, str]) -> bool:
    """Whether a kind counts as seeing the person; ``means`` maps the team's codes to built-in."""
    return means.get(kind, kind) == "face_to_face"


def is_did_not_come(kind: str, means: Mapping[str, str]) -> bool:
    """Whether a kind says that the person did not come."""
    return means.get(kind, kind) == "did_not_come"


def default_start(now: datetime, minutes: int) -> datetime:
    """When a contact that has just ended began: now in steps of five minutes, less its length.

    Contacts are entered on the day they happened; the start never falls on the day before.
    """
    local = now.astimezone(OSLO)
    rounded = now - timedelta(
        minutes=local.minute % 5, seconds=local.second, microseconds=local.microsecond
    )
    return max(rounded - timedelta(minutes=minutes), day_bounds(day_of(now))[0])


def overlap(one: Slot, other: Slot) -> bool:
    """Whether two visits are at the same time; a day without a time of day is never in the way."""
    if one.day_only or other.day_only:
        return False
    return one.start < other.end and other.start < one.end


def clashes(slots: Iterable[Slot], away: Iterable[str] = ()) -> dict[str, tuple[Clash, ...]]:
    """The warnings of each visit of a day, by its id; ``away`` are the members who are not there.

    Visits at the same time with the same member or car, a member who is away, fewer staff than the
    visit needs. Visits without a warning are left out.
    """
    visits, gone = list(slots), frozenset(away)
    found: dict[str, list[Clash]] = defaultdict(list)
    for slot in visits:
        if not slot.staff:
            found[slot.id].append(Clash(ClashKind.UNASSIGNED))
        elif len(slot.staff) < slot.needs:
            found[slot.id].append(Clash(ClashKind.TOO_FEW))
        found[slot.id] += [Clash(ClashKind.AWAY, one) for one in slot.staff if one in gone]
    for one, other in _pairs(visits):
        for staff_id in one.staff:
            if staff_id in other.staff:
                found[one.id].append(Clash(ClashKind.OVERLAP, staff_id, other.id))
                found[other.id].append(Clash(ClashKind.OVERLAP, staff_id, one.id))
        if one.car_id is not None and one.car_id == other.car_id:
            found[one.id].append(Clash(ClashKind.CAR, None, other.id))
            found[other.id].append(Clash(ClashKind.CAR, None, one.id))
    return {slot_id: tuple(list_) for slot_id, list_ in found.items() if list_}


def _pairs(visits: list[Slot]) -> Iterable[tuple[Slot, Slot]]:
    """Every two visits that are at the same time."""
    timed = sorted((slot for slot in visits if not slot.day_only), key=lambda slot: slot.start)
    for number, one in enumerate(timed):
        for other in timed[number + 1 :]:
            if other.start >= one.end:
                break
            yield one, other
