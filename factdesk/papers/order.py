"""A paper being made: what is asked for, on one snapshot, and the ways it can fail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from factdesk.errors import KnownError
from factdesk.people.access import demand_access
from factdesk.people.tables import Person
from factdesk.store.action import Reader, View
from factdesk.team.roles import Right
from factdesk.team.views import TeamFacts
from factdesk.words import N_, _, in_language

R = TypeVar("R")

#: How a paper for the person is laid out: the easy one is larger, calmer, and has no tables.
LAYOUTS: Final = ("ordinary", "easy")

#: The right that a kind of paper asks for, where it is not that of the board.
_RIGHTS: Final[Mapping[str, Right]] = {"assessment": Right.SEE_FIDELITY}


def right_of(kind: str) -> Right:
    """The right to make a paper of a kind. A paper of one person's asks for its record too."""
    return _RIGHTS.get(kind, Right.SEE_BOARD)


class NothingToPrint(KnownError):
    """What is asked for does not exist."""


@dataclass(frozen=True)
class Order:
    """A paper being made; refusals speak the language it was asked for in, not the paper's.

    ``person_id`` is set for papers of one person, ``number`` for a kept version.
    """

    reader: Reader
    day: date
    row_id: str | None
    team: TeamFacts
    asked_in: str
    person_id: str | None = None
    layout: str = "ordinary"
    number: int | None = None

    def see(self, view: View[R]) -> R:
        """The answer of a room's view, where the user has the right to it."""
        self.reader.actor.require(view.right)
        return view.read(self.reader)

    def whose(self) -> str:
        """The person the paper is of. Raises ``NothingToPrint`` where nobody is said."""
        if self.person_id is None:
            raise self.nothing(N_("This paper is of one person."), N_("Say which person."))
        return self.person_id

    def nothing(self, message: str, advice: str) -> NothingToPrint:
        """That there is nothing, from texts to translate, in the language of whoever asks."""
        with in_language(self.asked_in):
            return NothingToPrint(_(message), _(advice))


def open_person(reader: Reader, person_id: str) -> Person:
    """The person a paper is of. Raises ``NothingToPrint``, ``Blocked`` and ``Refused``."""
    reader.actor.require(Right.SEE_RECORD)
    person = reader.session.get(Person, person_id)
    if person is None:
        raise NothingToPrint(_("There is no such person."), _("Nothing was printed."))
    demand_access(reader, person_id)
    return person
