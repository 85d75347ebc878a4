"""Labels that stand for persons, so that the rows behind a figure name nobody."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from factdesk.people.tables import Person

#: Without letters that are read as digits.
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
#: From how full a table of labels on it gets another digit: a search for a free one stays short.
_FULL = 2


def person_labels(session: Session, seed: int = 0) -> Callable[[str], str]:
    """What gives the label of a person: «A-07». One statement, when it is first asked.

    The same person has the same label for the same seed, also after others have come; another
    seed gives other labels, and rows stand in the order of labels (``figure.in_order``), so that
    two assessments cannot be laid side by side by either.
    """
    return _Labels(session, seed).__getitem__


class _Labels(dict[str, str]):
    """The labels by person, all made when the first is asked for: one is asked in every row."""

    def __init__(self, session: Session, seed: int) -> None:
        super().__init__()
        self._session, self._seed = session, seed

    def __missing__(self, person_id: str) -> str:
        if not self:
            ids = self._session.scalars(select(Person.id).order_by(Person.id))
            self.update(labelled(ids, self._seed))
        return self.get(person_id, "?")


def labelled(person_ids: Iterable[str], seed: int) -> dict[str, str]:
    """A label for each, no two alike. Ids come oldest first: who comes later moves nobody."""
    persons = tuple(person_ids)
    numbers = 99
    while len(persons) * _FULL > numbers * len(_LETTERS):
        numbers = numbers * 10 + 9
    places = numbers * len(_LETTERS)
    width = len(str(numbers))
    taken: set[int] = set()
    found = {}
    for person_id in persons:
        digest = hashlib.sha256(f"{seed}:{person_id}".encode()).digest()
        place = int.from_bytes(digest[:8], "big") % places
        while place in taken:
            place = (place + 1) % places
        taken.add(place)
        letter, number = divmod(place, numbers)
        found[person_id] = f"{_LETTERS[letter]}-{number + 1:0{width}d}"
    return found
