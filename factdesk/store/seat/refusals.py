"""What a user can meet at a seat that is away from its server, each its own class."""

from __future__ import annotations

from factdesk.errors import KnownError
from factdesk.words import _, ngettext


class NotSavedAway(KnownError):
    """An action that only the server can do."""

    def __init__(self) -> None:
        super().__init__(
            _("The server is away, and this cannot be done without it."),
            _(
                "Nothing was changed. Contacts, notes and tasks can be written meanwhile; "
                "they are sent when the server is back."
            ),
        )


class OutcomeUnknown(KnownError):
    """The line was lost while the server was saving; whether it did is known on return."""

    def __init__(self) -> None:
        super().__init__(
            _("The line to the server was lost while this was being saved."),
            _(
                "Nobody knows yet whether it was saved. Do not do it again: "
                "you are told as soon as the server is back."
            ),
        )


class NotReadAway(KnownError):
    """A view of what this user's copy does not hold."""

    def __init__(self) -> None:
        super().__init__(
            _("The server is away, and this is not kept on this computer."),
            _("It can be seen again when the server is back."),
        )


class NotUndoneAway(KnownError):
    """Something saved on the server cannot be undone without it."""

    def __init__(self) -> None:
        super().__init__(
            _("The server is away. Only what still waits to be sent can be undone now."),
            _("Nothing was changed. Undo it when the server is back."),
        )


class NoCopy(KnownError):
    """The server is away and this computer has no copy to go on with."""

    def __init__(self) -> None:
        super().__init__(
            _("The server cannot be reached, and this computer keeps no copy of the team's data."),
            _("Try again when you are on the team's network."),
        )


class CopyDamaged(KnownError):
    """The local copy is not as it was written; it is made anew from the server."""

    def __init__(self) -> None:
        super().__init__(
            _("The copy of the team's data on this computer is damaged and was not used."),
            _("Nothing on the server is touched. The copy is made anew when the server is back."),
        )


class OutboxDamaged(KnownError):
    """The outbox is not as it was written, so what waited in it cannot be read."""

    def __init__(self) -> None:
        super().__init__(
            _("What waited on this computer to be sent cannot be read: the file is damaged."),
            _("It was put aside and not deleted. Tell whoever looks after this computer."),
        )


class ServerRestored(KnownError):
    """The server holds another history than this copy: it was set back to an older state."""

    def __init__(self) -> None:
        super().__init__(
            _("The server was set back to an older state: changes this seat has seen are gone."),
            _(
                "Tell an administrator before you go on. The copy on this computer still has "
                "what was there; it is made anew the next time the program is opened."
            ),
        )


class AwayTooLong(KnownError):
    """The seat has not met its server for longer than the team allows."""

    def __init__(self, days: int, waiting: bool) -> None:
        super().__init__(
            _(
                "This computer has been away from the server for more than {days} days, as long "
                "as the team allows. Its copy of the team's data was deleted."
            ).format(days=days),
            _("What you wrote and was not sent is kept, encrypted, until you reach the server.")
            if waiting
            else _("Connect to the server to go on."),
        )
        self.days = days


class SeatRemoved(KnownError):
    """The user is no longer a member; the copy is gone."""

    def __init__(self, undelivered: int | None) -> None:
        super().__init__(
            _(
                "You no longer have access to this team. The copy of its data on this computer "
                "was deleted."
            ),
            _undelivered(undelivered),
        )
        self.undelivered = undelivered


class FromAnotherVersion(KnownError):
    """An entry of the outbox that this version of the program cannot read; it stays."""

    def __init__(self) -> None:
        super().__init__(
            _("This was written with another version of the program, which reads it differently."),
            _("It is kept. Open it with that version, or write it again and throw this away."),
        )


class DependsOnRefused(KnownError):
    """An entry about something that an earlier, refused entry would have made."""

    def __init__(self) -> None:
        super().__init__(
            _("This belongs to something you wrote before it, which could not be saved."),
            _("It is kept. Settle the earlier one first, then try this again."),
        )


def _undelivered(count: int | None) -> str:
    if count == 0:
        return _("Nothing that you wrote was waiting to be sent.")
    if count is None:
        return _("Something that you wrote was not sent. Tell the team's administrator.")
    return ngettext(
        "{count} thing that you wrote was not sent. Tell the team's administrator.",
        "{count} things that you wrote were not sent. Tell the team's administrator.",
        count,
    ).format(count=count)
