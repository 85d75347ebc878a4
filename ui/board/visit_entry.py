"""What is typed in "today and tomorrow": `MH`, `10:00 MH + EØ`, `i morgen 9 TK`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from factdesk.errors import KnownError
from factdesk.words import _
from ui.widgets.date_text import read_time

_TIME = re.compile(r"^\d{1,2}([:.]?\d{2})?$")


@dataclass(frozen=True)
class VisitEntry:
    """What was meant: tomorrow or today, at a time or any time, and who goes."""

    is_tomorrow: bool
    at: time | None
    staff: tuple[str, ...]


class UnknownInitials(KnownError):
    """Initials that nobody in the team has."""

    def __init__(self, initials: str) -> None:
        super().__init__(
            _("Nobody here has the initials {initials}.").format(initials=initials),
            _("Nothing was changed. Write the initials of a colleague, such as MH + EØ."),
        )


def read_visit(typed: str, staff_id: Callable[[str], str | None]) -> VisitEntry:
    """Read it; `staff_id` gives the id for initials. Raises `UnknownInitials`, and the errors of
    `read_time` for a time that is none."""
    text = typed.strip()
    tomorrow = False
    for word in (_("tomorrow"), "tomorrow", ">"):
        if text.casefold().startswith(word.casefold()):
            tomorrow, text = True, text[len(word) :].strip()
            break
    else:
        for word in (_("today"), "today"):
            if text.casefold().startswith(word.casefold()):
                text = text[len(word) :].strip()
                break
    tokens = [token for token in re.split(r"[\s,+;&]+", text) if token]
    at = None
    if tokens and _TIME.match(tokens[0]):
        at = read_time(tokens.pop(0))
    found = []
    for token in tokens:
        one = staff_id(token)
        if one is None:
            raise UnknownInitials(token)
        found.append(one)
    return VisitEntry(tomorrow, at, tuple(dict.fromkeys(found)))
