"""Errors of the engines that a user can meet, in words; every other error is a bug."""

from sqlalchemy.exc import DBAPIError

from factdesk.errors import KnownError
from factdesk.words import _


class DiskFull(KnownError):
    """The disk has no room left; the transaction was rolled back."""


class CannotWrite(KnownError):
    """The folder or the file does not take writing."""


class Damaged(KnownError):
    """The database file cannot be read as it should."""


class Busy(KnownError):
    """Others were writing all the time; nothing was changed."""


def is_collision(error: DBAPIError) -> bool:
    """Whether the engine refused because somebody else wrote; the act may be tried again."""
    text = str(error.orig).lower()
    state = getattr(error.orig, "sqlstate", None)
    return "database is locked" in text or state in ("40001", "40P01", "55P03")


def known(error: DBAPIError) -> KnownError | None:
    """The user's error behind an engine's error, or ``None`` for a bug."""
    text = str(error.orig).lower()
    state = getattr(error.orig, "sqlstate", None)
    if "disk is full" in text or "disk i/o error" in text or state == "53100":
        return DiskFull(
            _("The change could not be saved: the disk is full or does not answer."),
            _(
                "Nothing was lost: what was saved before stands, and what you typed is still here. "
                "Free some space and try again."
            ),
        )
    if "readonly" in text or "unable to open" in text:
        return CannotWrite(
            _("The change could not be saved: the team folder does not allow writing."),
            _("Nothing was changed. Ask whoever looks after the folder for the right to write."),
        )
    if "malformed" in text or "not a database" in text or "hmac" in text:
        return Damaged(
            _("The database file is damaged."),
            _("Nothing was changed. Close FACTdesk and restore the newest backup."),
        )
    return None


def busy() -> Busy:
    """The error after the last try."""
    return Busy(
        _("Others were saving at the same moment, several times in a row."),
        _("Nothing was changed. Try again."),
    )
