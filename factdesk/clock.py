"""The time, passed in.

A rule never reads the clock of the machine: it is given a `Clock` or a moment, so that it can be
tested on a 29 February and shown again as it was last Tuesday. Moments are aware datetimes in UTC;
days are days in Norway.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
"""The time zone of every team, and of every time shown."""


class Clock(Protocol):
    """Tells the moment and the day."""

    def now(self) -> datetime:
        """Return the moment, aware, in UTC."""
        ...

    def today(self) -> date:
        """Return the day it is in Norway."""
        return self.now().astimezone(OSLO).date()


class SystemClock(Clock):
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the moment, aware, in UTC."""
        return datetime.now(UTC)


@dataclass
class FixedClock(Clock):
    """A clock that stands still until it is moved; for tests, pictures and simulations.

    Raises ValueError when `at` has no time zone.
    """

    at: datetime

    def __post_init__(self) -> None:
        """Refuse a moment without a time zone: it would mean another time on another machine."""
        if self.at.tzinfo is None:
            raise ValueError("a clock needs a moment with a time zone")

    def now(self) -> datetime:
        """Return the moment the clock stands at, in UTC."""
        return self.at.astimezone(UTC)

    def move(self, by: timedelta) -> None:
        """Move the clock forward, or back with a negative `by`."""
        self.at = self.now() + by


@dataclass
class ShiftedClock(Clock):
    """A clock that runs beside another one, so much after it, or before it where negative."""

    other: Clock
    by: timedelta = timedelta(0)

    def now(self) -> datetime:
        """Return the other clock's moment, shifted."""
        return self.other.now() + self.by
