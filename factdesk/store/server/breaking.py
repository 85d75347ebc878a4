"""Break off what waits for a server that does not answer any more.

A network that swallows everything ends a connection after a while; a server that stands still, or
a pooler that was paused, never does. Whoever waits there would wait for ever, so once nobody can
reach the server, the connections in use are shut, and their statements fail as on a lost line.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.engine import Dialect

_open: WeakKeyDictionary[Dialect, WeakSet[psycopg.Connection]] = WeakKeyDictionary()


def watch(engine: Engine) -> None:
    """Know the connections that an engine makes."""
    known: WeakSet[psycopg.Connection] = WeakSet()
    _open[engine.dialect] = known

    @event.listens_for(engine, "connect")
    def _connected(connection: psycopg.Connection, _record: Any) -> None:
        known.add(connection)


def break_off(engine: Engine) -> None:
    """End every connection of a watched engine, also those in use; the next are new ones."""
    engine.dispose()
    for connection in list(_open.get(engine.dialect, ())):
        shut(connection)


def shut(connection: psycopg.Connection) -> None:
    """End a connection that another thread waits on, at once."""
    with suppress(psycopg.Error, OSError):  # the other side has gone already
        end = socket.socket(fileno=connection.pgconn.socket)
        try:
            end.shutdown(socket.SHUT_RDWR)
        finally:
            end.detach()
