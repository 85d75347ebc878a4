"""Errors of the engines that a user can meet, in words; every other error is a bug."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from factdesk.errors import KnownError
from factdesk.words import _

#: A server that is told to stop, crashes, or is not yet up.
_SERVER_STOPS = frozenset({"57P01", "57P02", "57P03"})

#: Gives the user's error behind an error of the database library, or ``None`` for a bug.
Explain = Callable[[BaseException], KnownError | None]


class Busy(KnownError):
    """Others were writing all the time; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            _("Others were saving at the same moment, several times in a row."),
            _("Nothing was changed. Try again."),
        )


class ServerFull(KnownError):
    """The server's disk has no room left; the transaction was rolled back."""

    def __init__(self) -> None:
        super().__init__(
            _("The server's disk is full. What was saved before is kept."),
            _("Nothing was changed. Tell whoever looks after the server."),
        )


class BrokenOff(KnownError):
    """The server ended a statement: it took too long, or somebody there broke it off."""

    def __init__(self) -> None:
        super().__init__(
            _("The server broke off what it was asked for."),
            _("Nothing was changed. Try again; if it stays so, tell whoever runs the server."),
        )


class ConnectionLost(KnownError):
    """The line to the server went while something was asked of it or saved in it.

    A subclass tells in its own words that there was no line to begin with.
    """

    def __init__(self, message: str = "", advice: str = "") -> None:
        super().__init__(
            message or _("The connection to the team's server was lost."),
            advice or _("What had been saved before is kept. The program tries to get it back."),
        )


def is_lost(error: DBAPIError) -> bool:
    """Whether the line to the server is gone: whatever was under way may be saved or not."""
    state = getattr(error.orig, "sqlstate", None) or ""
    return error.connection_invalidated or state[:2] == "08" or state in _SERVER_STOPS


def is_collision(error: DBAPIError) -> bool:
    """Whether the engine refused because somebody else wrote; the act may be tried again."""
    state = getattr(error.orig, "sqlstate", None)
    return "database is locked" in str(error.orig) or state in ("40001", "40P01", "55P03")


def explain_server(error: BaseException) -> KnownError | None:
    """What a user is to be told of an error of PostgreSQL."""
    told = {"53100": ServerFull, "57014": BrokenOff}.get(getattr(error, "sqlstate", None) or "")
    return None if told is None else told()


@contextmanager
def told(explain: Explain) -> Iterator[None]:
    """Turn the engine's errors that a user can meet into their words."""
    try:
        yield
    except DBAPIError as error:
        if is_lost(error):
            raise ConnectionLost from None
        words = None if error.orig is None else explain(error.orig)
        if words is None:
            raise
        raise words from None
