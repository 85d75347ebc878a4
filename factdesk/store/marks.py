"""Marks: who is editing what, and where a shared meeting stands. They pass; nothing is logged.

A mark holds ids and codes, never a name or a text of a person.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from factdesk.clock import Clock
from factdesk.store.ids import new_id
from factdesk.store.telling import Telling

#: A mark that nobody has renewed for so long is gone.
FORGOTTEN_AFTER = timedelta(seconds=60)

#: The most characters of a value: the step of a meeting, not a text.
LONGEST_VALUE = 1000

_WORD = re.compile(r"[A-Za-z0-9_.:-]{1,120}\Z")

#: What identifies a mark: kind, what, staff id, seat.
Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class Mark:
    """Somebody at a seat is at something.

    ``kind`` is "editing" (``what`` names the place as drafts do) or "meeting" (``what`` is the
    meeting's id, ``value`` the current step as JSON); ``seat`` tells two desks of one user apart;
    ``at`` is when it was last set or renewed.
    """

    kind: str
    what: str
    value: str
    staff_id: str
    seat: str
    at: datetime = field(compare=False)

    @property
    def key(self) -> Key:
        """What tells it from every other mark."""
        return self.kind, self.what, self.staff_id, self.seat


class Marks:
    """The marks of a team as one desk knows them, and the desk's own.

    Everything answers from memory, on any thread. What is set or cleared here reaches others
    through the listening thread (``factdesk.store.server.listening``); in a folder there are none.
    """

    def __init__(self, staff_id: str, clock: Clock) -> None:
        self.staff_id, self.seat = staff_id, new_id()
        self.clock = clock
        self._lock = threading.Lock()
        self._own: dict[Key, Mark] = {}
        self._others: dict[Key, Mark] = {}
        self._unsent: dict[Key, Mark | None] = {}
        self._told_last: tuple[Mark, ...] = ()
        self._telling: Telling[tuple[Mark, ...]] = Telling()
        self._wake: Callable[[], None] | None = None

    def set(self, kind: str, what: str, value: str = "") -> None:
        """Say that this desk is at something; it stays so, renewed, until it is cleared.

        Raises ValueError where kind or what are no plain words, or the value is too long.
        """
        if not (_WORD.match(kind) and _WORD.match(what)) or len(value) > LONGEST_VALUE:
            raise ValueError("a mark holds codes, ids and a short value")
        mark = Mark(kind, what, value, self.staff_id, self.seat, self.clock.now())
        with self._lock:
            if self._own.get(mark.key) == mark:
                return
            self._own[mark.key] = mark
            self._take(mark.key, mark)
        self._told()

    def clear(self, kind: str, what: str) -> None:
        """Say that this desk is no longer at something; nothing happens where it was not."""
        key = (kind, what, self.staff_id, self.seat)
        with self._lock:
            if self._own.pop(key, None) is None:
                return
            self._take(key, None)
        self._told()

    def all(self) -> tuple[Mark, ...]:
        """Every mark that stands now, others' and own, the oldest first."""
        with self._lock:
            return self._standing()

    def on_change(self, listener: Callable[[tuple[Mark, ...]], None]) -> Callable[[], None]:
        """Hear of all marks whenever one comes, changes or goes; call what is returned to stop."""
        return self._telling.add(listener)

    def close(self) -> None:
        """Forget all of them, and who listened."""
        self._telling.clear()
        with self._lock:
            self._own.clear()
            self._others.clear()
            self._unsent.clear()
            self._wake = None

    # The other side: the listening thread.

    def carry(self, wake: Callable[[], None] | None) -> None:
        """Have ``wake`` called when there is something to send; ``None`` when nobody sends."""
        with self._lock:
            self._wake = wake
            self._unsent = {}

    def unsent(self) -> dict[Key, Mark | None]:
        """What is to be sent, given once: a mark to set, ``None`` for one to clear."""
        with self._lock:
            unsent, self._unsent = self._unsent, {}
            return unsent

    def own(self) -> tuple[Mark, ...]:
        """The marks of this desk, to be renewed."""
        with self._lock:
            return tuple(self._own.values())

    def heard(self, marks: Iterable[Mark]) -> None:
        """Take the marks of all others as the server has them now."""
        with self._lock:
            self._others = {mark.key: mark for mark in marks if mark.seat != self.seat}
            self._put()
        self._telling.flush()

    def forget_old(self) -> None:
        """Drop marks of others that nobody has renewed."""
        oldest = self.clock.now() - FORGOTTEN_AFTER
        with self._lock:
            self._others = {k: mark for k, mark in self._others.items() if mark.at >= oldest}
            self._put()
        self._telling.flush()

    def _take(self, key: Key, mark: Mark | None) -> None:
        self._put()
        if self._wake is not None:
            self._unsent[key] = mark

    def _told(self) -> None:
        self._telling.flush()
        wake = self._wake
        if wake is not None:
            wake()

    def _standing(self) -> tuple[Mark, ...]:
        now = self.clock.now()
        own = (replace(mark, at=now) for mark in self._own.values())
        others = (m for m in self._others.values() if m.at >= now - FORGOTTEN_AFTER)
        return tuple(sorted((*own, *others), key=lambda mark: (mark.at, mark.key)))

    def _put(self) -> None:
        """Have what stands now told, unless it is what was told last."""
        if set(standing := self._standing()) != set(self._told_last):
            self._told_last = standing
            self._telling.put(standing)
