"""When the feed of a team server does what: its times, and what may not be done too often."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """All times of the feed, in seconds."""

    poll: float = 2
    net: float = 10
    hello: float = 2
    hello_again: float = 300
    renew: float = 20
    patience: float = 3
    first_wait: float = 0.2
    longest_wait: float = 15
    between_pulls: float = 0.05
    pulls_at_once: int = 8
    between_idle_pulls: float = 0.25
    idle_pulls_at_once: int = 4
    stop: float = 1


class Allowance:
    """So many at once, then one in each span."""

    def __init__(self, at_once: int, span: float) -> None:
        self._most, self._left, self._span = at_once, float(at_once), span
        self._at = time.monotonic()

    def take(self) -> bool:
        """Whether it may be done now; it is counted."""
        if not self.is_left:
            return False
        self._left -= 1
        return True

    @property
    def is_left(self) -> bool:
        """Whether one may be done now."""
        now = time.monotonic()
        self._left = min(self._most, self._left + (now - self._at) / self._span)
        self._at = now
        return self._left >= 1


class Limits:
    """How often is pulled: a team at work soon, whoever floods the channel with nothing seldom."""

    def __init__(self, pace: Pace) -> None:
        self._all = Allowance(pace.pulls_at_once, pace.between_pulls)
        self._idle = Allowance(pace.idle_pulls_at_once, pace.between_idle_pulls)

    def pull(self, work: Callable[[], bool]) -> bool:
        """Do it if it may be done now, and say whether it was; ``work`` says if it was in vain."""
        if not (self._idle.is_left and self._all.take()):
            return False
        if not work():
            self._idle.take()
        return True


class Due:
    """When the next poll and the next renewal are due."""

    def __init__(self, pace: Pace, is_heard: bool) -> None:
        self.is_heard = is_heard
        self._pace = pace
        self._poll = self._next_poll()
        self._renewal = time.monotonic() + pace.renew
        self._test = time.monotonic() + pace.hello_again

    def seconds(self) -> float:
        """How long until one of them is."""
        return max(min(self._poll, self._renewal) - time.monotonic(), 0)

    def is_poll(self) -> bool:
        """Whether it is time to poll; the next one is set."""
        if time.monotonic() < self._poll:
            return False
        self._poll = self._next_poll()
        return True

    def is_renewal(self) -> bool:
        """Whether it is time to renew the marks; the next time is set."""
        if time.monotonic() < self._renewal:
            return False
        self._renewal = time.monotonic() + self._pace.renew
        return True

    def is_test(self) -> bool:
        """Whether it is time to try again if notifications pass; the next time is set."""
        if self.is_heard or time.monotonic() < self._test:
            return False
        self._test = time.monotonic() + self._pace.hello_again
        return True

    def _next_poll(self) -> float:
        span = self._pace.net if self.is_heard else self._pace.poll
        return time.monotonic() + span * random.uniform(0.9, 1.1)  # noqa: S311 - no secret
