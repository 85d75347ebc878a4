"""Errors of the engines that a user can meet, in words; every other error is a bug."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from factdesk.errors import KnownError
from factdesk.words import _

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


def is_collision(error: DBAPIError) -> bool:
    """Whether the engine refused because somebody else wrote; the act may be tried again."""
    state = getattr(error.orig, "sqlstate", None)
    return "database is locked" in str(error.orig) or state in ("40001", "40P01", "55P03")


def explain_server(error: BaseException) -> KnownError | None:
    """What a user is to be told of an error of PostgreSQL."""
    return ServerFull() if getattr(error, "sqlstate", None) == "53100" else None


@contextmanager
def told(explain: Explain) -> Iterator[None]:
    """Turn the engine's errors that a user can meet into their words."""
    try:
        yield
    except DBAPIError as error:
        words = None if error.orig is None else explain(error.orig)
        if words is None:
            raise
        raise words from None
