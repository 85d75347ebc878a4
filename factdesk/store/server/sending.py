"""The marks of a desk to and from the server, over the feed's own line."""

from __future__ import annotations

import logging
from datetime import timedelta

import psycopg
from psycopg import sql

from factdesk.clock import Clock
from factdesk.store.marks import Key, Mark, Marks
from factdesk.store.server.line import Line, Rows

_log = logging.getLogger("factdesk.store")

#: Classes of errors after which the connection is gone.
_LOST = ("08", "57")

# A team has some dozens of marks; more than the limit are somebody's mischief.
_READ = (
    "SELECT kind, what, value, staff_id, seat,"
    " extract(epoch FROM pg_catalog.clock_timestamp() - at)"
    " FROM factdesk.marks() LIMIT 500"
)


class Exchange:
    """Sends what a desk marks, and reads what everybody has marked."""

    def __init__(self, marks: Marks, clock: Clock, for_team: str) -> None:
        self._marks, self._clock, self._for_team = marks, clock, for_team

    def send(self, line: Line) -> None:
        """Set and clear what was marked since it was last sent."""
        self._do(line, [_statement(key, mark) for key, mark in self._marks.unsent().items()])

    def renew(self, line: Line) -> None:
        """Set all own marks anew, so that they stand another minute, and read everybody's."""
        self._marks.unsent()
        self._do(line, [_statement(mark.key, mark) for mark in self._marks.own()])
        self.read(line)

    def take_back(self, line: Line) -> None:
        """Clear all own marks, because the desk closes."""
        self._do(line, [_statement(mark.key, None) for mark in self._marks.own()])

    def read(self, line: Line) -> None:
        """Everybody's marks as they are now."""
        now = self._clock.now()
        rows = self._ask(line, _READ)
        self._marks.heard(
            Mark(
                kind or "", what or "", value or "", staff_id or "", seat or "",
                now - timedelta(seconds=float(age or 0)),
            )
            for kind, what, value, staff_id, seat, age in rows
        )  # fmt: skip

    def _do(self, line: Line, statements: list[str]) -> None:
        if statements:
            self._ask(line, "; ".join(statements))

    def _ask(self, line: Line, statements: str) -> Rows:
        """The last rows. What the server refuses of marks is left: they must stop nothing else."""
        try:
            return line.ask(f"{self._for_team} {statements}")[-1]
        except psycopg.Error as error:
            if not error.sqlstate or error.sqlstate[:2] in _LOST:
                raise
            _log.warning("marks were refused: %s", error.sqlstate)
            return []


def _statement(key: Key, mark: Mark | None) -> str:
    kind, what, _staff_id, seat = key
    if mark is None:
        call = sql.SQL("SELECT factdesk.clear_mark({}, {}, {})").format(kind, what, seat)
    else:
        call = sql.SQL("SELECT factdesk.set_mark({}, {}, {}, {})").format(
            kind, what, mark.value, seat
        )
    return call.as_string(None)
