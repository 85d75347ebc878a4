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
from sqlalchemy.engine import Dialect, ExceptionContext
from sqlalchemy.exc import DisconnectionError


class _Lines:
    """The connections of one engine, and which of them were shut."""

    def __init__(self) -> None:
        self.known: WeakSet[psycopg.Connection] = WeakSet()
        self.shut: WeakSet[psycopg.Connection] = WeakSet()


_lines: WeakKeyDictionary[Dialect, _Lines] = WeakKeyDictionary()


def watch(engine: Engine) -> None:
    """Know the connections that an engine makes; use none that was shut, or that has failed.

    Only the server gives an error a code; one without is the library's own, of a line that is
    gone or still waits for an answer.
    """
    lines = _lines[engine.dialect] = _Lines()

    @event.listens_for(engine, "connect")
    def _connected(connection: psycopg.Connection, _record: Any) -> None:
        lines.known.add(connection)

    @event.listens_for(engine, "checkout")
    def _taken(connection: psycopg.Connection, _record: Any, _proxy: Any) -> None:
        if connection in lines.shut:
            raise DisconnectionError

    @event.listens_for(engine, "handle_error")
    def _failed(context: ExceptionContext) -> None:
        error = context.original_exception
        if isinstance(error, psycopg.OperationalError) and error.sqlstate is None:
            context.is_disconnect = True


def break_off(engine: Engine) -> None:
    """End every connection of a watched engine, also those in use; the next are new ones."""
    lines = _lines[engine.dialect]
    for connection in list(lines.known):
        if not connection.closed:
            lines.shut.add(connection)
            shut(connection)


def shut(connection: psycopg.Connection) -> None:
    """End a connection that another thread waits on, at once."""
    with suppress(psycopg.Error, OSError):  # the other side has gone already
        end = socket.socket(fileno=connection.pgconn.socket)
        try:
            end.shutdown(socket.SHUT_RDWR)
        finally:
            end.detach()
