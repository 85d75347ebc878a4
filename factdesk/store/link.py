"""How a desk hangs together with its store: here, live, asking now and then, or away."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from factdesk.clock import Clock
from factdesk.store.telling import Telling

#: What runs when the server is back, before anybody is told so.
Hook = Callable[[], None]


class LinkState(Enum):
    """Whether and how a desk hears of others' changes."""

    LOCAL = "local"
    LIVE = "live"
    POLLING = "polling"
    AWAY = "away"


@dataclass(frozen=True)
class Link:
    """The state of the line, as the top bar shows it.

    ``since`` is when the server went away; ``waiting`` counts what is kept here until it is back;
    ``why`` says in words why it is away, or what has happened to the server since it was opened.
    ``copied`` is how much of the copy on this computer is made, in percent: 100 is a whole one, and
    ``None`` says that none is kept.
    """

    state: LinkState
    since: datetime | None = None
    waiting: int = 0
    why: str = ""
    copied: int | None = None

    @property
    def is_away(self) -> bool:
        """Whether the server cannot be reached."""
        return self.state is LinkState.AWAY


class Links:
    """The one place where the state of a desk's line is changed, from any thread.

    Whoever finds the line dead says ``away``; the listening thread alone says ``live`` and
    ``polling``, after what waits for the return (``on_return``) has run.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._link = Link(LinkState.LOCAL)
        self._lasting = ""
        self._losses = 0
        self._telling: Telling[Link] = Telling()
        self._hooks: list[Hook] = []
        self._poke: Callable[[], None] = lambda: None

    @property
    def now(self) -> Link:
        """The state as it is."""
        with self._lock:
            return self._link

    @property
    def losses(self) -> int:
        """How often the line was found dead; whoever says that it is back had seen this many."""
        with self._lock:
            return self._losses

    def on_change(self, listener: Callable[[Link], None]) -> Callable[[], None]:
        """Hear of every change, in order, on the thread that made it; returns what stops it."""
        return self._telling.add(listener)

    def on_return(self, hook: Hook) -> Callable[[], None]:
        """Run ``hook`` on the desk's writer lane when the server is back, before it is told.

        It may use the server. A lost line raised from it keeps the state away; it is run again at
        the next return.
        """
        with self._lock:
            self._hooks.append(hook)

        def stop() -> None:
            with self._lock:
                if hook in self._hooks:
                    self._hooks.remove(hook)

        return stop

    def hooks(self) -> tuple[Hook, ...]:
        """What runs at a return, in the order it was given."""
        with self._lock:
            return tuple(self._hooks)

    def reached(self, state: LinkState, seen_losses: int | None = None) -> bool:
        """Live or polling from now on; ``False`` where the line was lost again meanwhile."""
        with self._lock:
            if seen_losses is not None and seen_losses != self._losses:
                return False
            self._take(replace(self._link, state=state, since=None, why=self._lasting))
        self._telling.flush()
        return True

    def away(self, why: str, since: datetime | None = None) -> None:
        """The line is dead: since now, or since it was said first; ``since`` where it is known."""
        with self._lock:
            since = self._link.since or since or self._clock.now()
            self._losses += 1
            self._take(replace(self._link, state=LinkState.AWAY, since=since, why=why))
        self._telling.flush()

    def lost(self, why: str) -> None:
        """Somebody's statement found the line dead: away at once, and the listener looks now."""
        self.away(why)
        self._poke()

    def look(self) -> None:
        """Let the listener try the server now rather than at its next turn; on any thread."""
        self._poke()

    def wait_with(self, count: int) -> None:
        """So many acts wait here for the server."""
        with self._lock:
            self._take(replace(self._link, waiting=count))
        self._telling.flush()

    def copy_with(self, percent: int | None) -> None:
        """So much of the copy is made; ``None`` where none is kept."""
        with self._lock:
            self._take(replace(self._link, copied=percent))
        self._telling.flush()

    def say(self, why: str) -> None:
        """Tell something that stays true of this line for as long as the desk is open."""
        with self._lock:
            self._lasting = why
            self._take(replace(self._link, why=why))
        self._telling.flush()

    def when_lost(self, poke: Callable[[], None]) -> None:
        """Have ``poke`` called when a statement found the line dead. The listener's own."""
        self._poke = poke

    def close(self) -> None:
        """Tell nobody any more."""
        self._telling.clear()
        self._poke = lambda: None

    def _take(self, link: Link) -> None:
        if link != self._link:
            self._link = link
            self._telling.put(link)
