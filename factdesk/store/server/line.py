"""One connection for the feed: a question is one round trip with a time limit of our own.

A connection that hangs (a server that stands still, a network that swallows everything) must be
known as dead in seconds, and a desk that closes must not wait for it. So the questions go past the
waiting of the driver, and every wait also hears the desk's wake-up.
"""

from __future__ import annotations

import select
import socket
import threading
import time
from dataclasses import dataclass, field

import psycopg
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus

from factdesk.store.server.breaking import shut

#: The rows of one result, as text.
Rows = list[tuple[str | None, ...]]


class LineLost(Exception):
    """The line gave no answer in time, or was shut."""


class Alarm:
    """Wakes a thread that waits on a socket; any thread may ring."""

    def __init__(self) -> None:
        self._ear, self._bell = socket.socketpair()
        self._ear.setblocking(False)
        self._bell.setblocking(False)

    def fileno(self) -> int:
        """What to wait on."""
        return self._ear.fileno()

    def ring(self) -> None:
        """Wake who waits, or who waits next."""
        try:
            self._bell.send(b"!")
        except OSError:  # it rings already, or nobody is there to hear
            return

    def quieten(self) -> None:
        """Take what has rung."""
        try:
            while self._ear.recv(4096):
                continue
        except OSError:
            return

    def wait(self, seconds: float) -> None:
        """Wait so long, or until it rings."""
        select.select([self], [], [], max(seconds, 0))
        self.quieten()

    def close(self) -> None:
        """Give the sockets back."""
        self._ear.close()
        self._bell.close()


@dataclass
class Heard:
    """What notifications have said since it was last taken; of any number only this is kept."""

    number: int = 0
    marks: bool = False
    echo: bool = False
    count: int = field(default=0, compare=False)


class Line:
    """An open connection in autocommit, used by one thread; ``shut`` may come from another."""

    def __init__(self, connection: psycopg.Connection, alarm: Alarm, patience: float) -> None:
        self._connection, self._alarm, self._patience = connection, alarm, patience
        self._pgconn = connection.pgconn
        self._pgconn.nonblocking = 1
        self._lock = threading.Lock()
        self._is_open = True
        self._expected = b""
        self._heard = Heard()

    def ask(self, statements: str) -> list[Rows]:
        """The rows of each statement, from one round trip and one transaction.

        Raises LineLost where the answer does not come in time, and the driver's error where the
        server refuses.
        """
        deadline = time.monotonic() + self._patience
        self._pgconn.send_query(statements.encode())
        while self._pgconn.flush():
            self._wait(deadline, writable=True)
        results: list[Rows] = []
        error: Exception | None = None
        while True:
            while self._pgconn.is_busy():
                self._wait(deadline)
                self._pgconn.consume_input()
            result = self._pgconn.get_result()
            if result is None:
                break
            if result.status == ExecStatus.FATAL_ERROR:
                error = error_from_result(result)
            else:
                results.append(
                    [
                        tuple(
                            _text(result.get_value(row, column)) for column in range(result.nfields)
                        )
                        for row in range(result.ntuples)
                    ]
                )
        self._drain()
        if error is not None:
            raise error
        return results

    def expect(self, echo: str) -> None:
        """Tell of a notification with this payload as an echo."""
        self._expected = echo.encode()

    def wait(self, seconds: float) -> Heard:
        """What notifications have said, waiting for the first so long or until the alarm rings."""
        self._drain()
        if self._heard == Heard() and seconds > 0:
            readable, _w, _x = select.select(
                [self._pgconn.socket, self._alarm.fileno()], [], [], seconds
            )
            if self._pgconn.socket in readable:
                self._pgconn.consume_input()
                self._drain()
        self._alarm.quieten()
        heard, self._heard = self._heard, Heard()
        return heard

    def shut(self) -> None:
        """End whatever is waited for on the line, at once."""
        with self._lock:
            if self._is_open:
                shut(self._connection)

    def close(self) -> None:
        """Give the connection back."""
        with self._lock:
            self._is_open = False
            self._connection.close()

    def _wait(self, deadline: float, *, writable: bool = False) -> None:
        reads, writes = [self._pgconn.socket], [self._pgconn.socket] if writable else []
        left = deadline - time.monotonic()
        readable, ready, _x = select.select(reads, writes, [], max(left, 0))
        if readable and writable:
            self._pgconn.consume_input()
        elif not readable and not ready:
            raise LineLost("no answer in time")

    def _drain(self) -> None:
        while (notification := self._pgconn.notifies()) is not None:
            said = bytes(notification.extra)
            self._heard.count += 1
            if said == b"marks":
                self._heard.marks = True
            elif said.isdigit() and len(said) < 19:
                self._heard.number = max(self._heard.number, int(said))
            elif said and said == self._expected:
                self._heard.echo = True


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode()
