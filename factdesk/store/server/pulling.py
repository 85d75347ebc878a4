"""What is new in the log of a team, asked over the feed's own line.

The log only ever grows. The last entry seen is asked for again each time: where it is gone or is
another one, the server was set back to an earlier state (a restored backup, a stand-by that had
not got everything), and nothing that was told before can be relied upon.
"""

from __future__ import annotations

from factdesk.store.feed import Feed, Touched
from factdesk.store.ids import demand_id
from factdesk.store.server.line import Line, Rows
from factdesk.store.server.refusals import Removed, TeamMissing

#: The most entries of one answer; what is more is asked for next.
MOST = 5000

_Entries = list[tuple[Touched, str | None]]


class SetBack(Exception):
    """The log is no longer the one that was read before."""

    def __init__(self, newest: int) -> None:
        super().__init__("the server was set back")
        self.newest = newest


class Puller:
    """Reads the log after what the feed has told, and gives it to the feed."""

    def __init__(self, feed: Feed, tenant: str) -> None:
        self._feed, self._tenant = feed, demand_id(tenant)
        self._known: int = feed.told
        self._stamp: str | None = None
        self._newest: tuple[str | None, ...] = ()
        self.for_team = f"SELECT pg_catalog.set_config('factdesk.tenant', '{tenant}', true);"

    def has_news(self, line: Line) -> bool:
        """Whether the newest number or its hash is another than at the last pull; cheap."""
        return self._counter(line, line.ask(f"{self.for_team} {_COUNTER}")[1]) != self._newest

    def pull(self, line: Line) -> bool:
        """Tell everything that is new; whether the log has grown since the last time.

        Raises SetBack, LineLost, or the driver's error; Removed where the server says that this
        user is out of the team, TeamMissing where it shows nothing of it.
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
        known, told = self._known, self._feed.told
        which = f"WHERE number >= {known:d} ORDER BY number LIMIT {MOST:d}"
        _set, counters, rows = line.ask(f"{self.for_team} {_COUNTER}; {_ENTRIES} {which}")
        counter = self._counter(line, counters)
        entries = [
            (Touched(int(number or 0), entity or "", entity_id or "", actor_id or ""), stamp)
            for number, entity, entity_id, actor_id, stamp in rows
        ]
        if not self._goes_on(entries, known, told):
            raise SetBack(self._last(line))
        if entries:
            self._known, self._stamp = entries[-1][0].number, entries[-1][1]
        self._feed.take([entry for entry, _stamp in entries])
        self._newest = counter
        return len(entries) == MOST

    def _goes_on(self, entries: _Entries, known: int, told: int) -> bool:
        """Whether what was read goes on from what was pulled, and holds what was told.

        Own acts are told before they are pulled, so a log may lack one that was never seen in it.
        """
        if known > 0:
            first, stamp = entries[0] if entries else (None, None)
            if first is None or first.number != known:
                return False
            if self._stamp is not None and stamp != self._stamp:
                return False
        last = entries[-1][0].number if entries else 0
        return last >= told or len(entries) == MOST

    def _last(self, line: Line) -> int:
        """The number of the log's last entry, whatever the counter says."""
        ((number, *_rest),) = line.ask(f"{self.for_team} {_LAST}")[1]
        return int(number or 0)

    def _counter(self, line: Line, rows: Rows) -> tuple[str | None, ...]:
        """The row of the counter; every team that is there has one."""
        if rows:
            return rows[0]
        standing = {is_active for (is_active,) in line.ask(f"{_STANDING} '{self._tenant}'")[0]}
        raise Removed if standing == {"f"} else TeamMissing


_COUNTER = "SELECT n, last_hash FROM change_counter"
_STANDING = "SELECT is_active FROM factdesk.my_memberships() WHERE tenant ="
_LAST = "SELECT max(number) FROM change_log"
_ENTRIES = "SELECT number, entity, entity_id, actor_id, hash FROM change_log"
