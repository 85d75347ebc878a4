"""Errors a user may meet.

There are two kinds of failure. A *known* error is part of the program's conversation with its
user: a wrong passphrase, a full disk, a row that somebody else changed meanwhile. It derives from
`KnownError` and is shown as a message. Everything else is a *bug*: it is not caught to be hidden,
it is reported as a bug, and its text is never shown as if it were advice.
"""


class KnownError(Exception):
    """Something a user can meet and act on: what happened, what was kept, what to do.

    Raise it, or a subclass that others can tell apart, with texts already in the user's language.
    Neither text may hold a passphrase, a key or a person's name: messages end up in terminals
    and logs.
    """

    def __init__(self, message: str, advice: str = "") -> None:
        """Take what happened and was kept (`message`), and what the user can do (`advice`)."""
        super().__init__(message, advice)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        """Return message and advice as one line, as a terminal shows them."""
        return " ".join(f"{self.message} {self.advice}".split())
