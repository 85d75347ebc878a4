"""What is new in the log of a team, asked over the feed's own line.

The log only ever grows. The last entry seen is asked for again each time: where it is gone or is
another one, the server was set back to an earlier state (a restored backup, a stand-by that had
not got everything), and nothing that was told before can be relied upon.
"""

from __future__ import annotations

import re

from factdesk.store.feed import Feed, Touched
from factdesk.store.server.line import Line
from factdesk.store.server.refusals import Removed

#: The most entries of one answer; what is more is asked for next.
MOST = 5000

_TENANT = re.compile(r"[0-9a-f]{32}\Z")


class SetBack(Exception):
    """The log is no longer the one that was read before."""

    def __init__(self, newest: int) -> None:
        super().__init__("the server was set back")
        self.newest = newest


class Puller:
    """Reads the log after what the feed has told, and gives it to the feed."""

    def __init__(self, feed: Feed, tenant: str) -> None:
        if not _TENANT.match(tenant):
            raise ValueError("a team is named by 32 hexadecimal digits")
        self._feed = feed
        self._known: int = feed.told
        self._stamp: str | None = None
        self._newest: tuple[str | None, ...] = ()
        self.for_team = f"SELECT pg_catalog.set_config('factdesk.tenant', '{tenant}', true);"

    def has_news(self, line: Line) -> bool:
        """Whether the newest number or its hash is another than at the last pull; cheap."""
        return self._counter(line.ask(f"{self.for_team} {_COUNTER}")[1]) != self._newest

    def pull(self, line: Line) -> bool:
        """Tell everything that is new; whether the log has grown since the last time.

        Raises SetBack, LineLost, or the driver's error; Removed where the server shows this
        user nothing of the team any more.
        """
        known = self._known
        while self._pull_once(line):
            continue
        return self._known > known

    def accept(self, newest: int) -> None:
        """Go on from a log that was set back: everything is told as changed."""
        self._known, self._stamp = newest, None
        self._feed.begin_again(newest)

    def _pull_once(self, line: Line) -> bool:
        known = self._known
        which = f"WHERE number >= {known:d} ORDER BY number LIMIT {MOST:d}"
        _set, counters, rows = line.ask(f"{self.for_team} {_COUNTER}; {_ENTRIES} {which}")
        counter = self._counter(counters)
        entries = [
            (Touched(int(number or 0), entity or "", entity_id or "", actor_id or ""), stamp)
            for number, entity, entity_id, actor_id, stamp in rows
        ]
        if known > 0:
            first = entries[0] if entries else None
            is_same = first is not None and first[0].number == known
            if not is_same or (self._stamp is not None and first and first[1] != self._stamp):
                raise SetBack(self._last(line))
        if entries:
            self._known, self._stamp = entries[-1][0].number, entries[-1][1]
        self._feed.take([entry for entry, _stamp in entries])
        self._newest = counter
        return len(entries) == MOST

    def _last(self, line: Line) -> int:
        """The number of the log's last entry, whatever the counter says."""
        ((number, *_rest),) = line.ask(f"{self.for_team} {_LAST}")[1]
        return int(number or 0)

    @staticmethod
    def _counter(rows: list[tuple[str | None, ...]]) -> tuple[str | None, ...]:
        if not rows:
            raise Removed
        return rows[0]


_COUNTER = "SELECT n, last_hash FROM change_counter"
_LAST = "SELECT max(number) FROM change_log"
_ENTRIES = "SELECT number, entity, entity_id, actor_id, hash FROM change_log"
