"""What the actions of this room share: checks on a person's own fields, and labels with a name."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy import literal, select, union_all

from factdesk.people import birth_number
from factdesk.people.access import demand_access
from factdesk.people.errors import (
    BirthDateAhead,
    BirthDateDisagrees,
    DateAhead,
    DatesOutOfOrder,
    NameMissing,
    SameBirthNumber,
    TextMissing,
)
from factdesk.people.rules import display_name, wrong_order
from factdesk.people.tables import Person
from factdesk.store.base import Base, Entity
from factdesk.store.work import Work

#: The Unicode categories of spaces, line ends, controls, and signs without a shape.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})


def name_of(person: Person) -> str:
    """The person's name as it is shown."""
    return display_name(person.given_name, person.family_name, person.preferred_name)


def tell_of(work: Work, person_id: str, **details: str | None) -> Person:
    """The person an act is about, with the name kept for its label.

    Raises ``Blocked`` for a member the record is blocked for: who may not read does not write.
    """
    demand_access(work, person_id)
    return tell_whose(work, person_id, **details)


def tell_whose(work: Work, person_id: str, **details: str | None) -> Person:
    """The same for who decides who may open the record, which needs no look into it."""
    person = work.get(Person, person_id)
    work.tell(person=name_of(person), **details)
    return person


def with_name(text: str, details: Mapping[str, str]) -> str:
    """A label with the person's name behind it."""
    return f"{text}: {details.get('person', '')}".rstrip(": ")


def demand_text(text: str | None, field: str) -> str:
    """A text that must not be empty, without the spaces around it."""
    tidied = tidy(text)
    if tidied is None:
        raise TextMissing(field)
    return tidied


def tidy(text: str | None) -> str | None:
    """An optional text: nothing instead of blanks.

    What is pasted may hold only signs that nobody sees: joiners, byte order marks, NUL.
    """
    if text is None or all(unicodedata.category(sign) in _UNSEEN for sign in text):
        return None
    return text.strip()


def demand_order(*dates: tuple[str, date | None]) -> None:
    """Raise :class:`DatesOutOfOrder` for the first two that are in the wrong order."""
    wrong = wrong_order(dates)
    if wrong is not None:
        raise DatesOutOfOrder(*wrong)


def demand_past(today: date, *dates: tuple[str, date | None]) -> None:
    """Raise :class:`DateAhead` for the first that is after today."""
    for word, day in dates:
        if day is not None and day > today:
            raise DateAhead(word)


def identity(
    work: Work, given: str, family: str, number: str | None, born: date | None, but: str | None
) -> tuple[str | None, date | None]:
    """The birth number as eleven digits and the birth date, both checked.

    ``but`` is the person who may have the number. Raises NameMissing, BadBirthNumber,
    BirthDateDisagrees, BirthDateAhead and SameBirthNumber.
    """
    if not given.strip() and not family.strip():
        raise NameMissing
    if born is not None and born > work.today:
        raise BirthDateAhead
    if number is None or not number.strip():
        return None, born
    read = birth_number.read(number, work.today)
    if born is not None and read.birth_date is not None and born != read.birth_date:
        raise BirthDateDisagrees
    other = next(
        (
            person
            for person in work.session.scalars(select(Person))
            if person.birth_number == read.digits and person.id != but
        ),
        None,
    )
    if other is not None:
        raise SameBirthNumber(other.id, name_of(other))
    return read.digits, born or read.birth_date


def is_referred_to(work: Work, row: Entity, but: type[Entity]) -> bool:
    """Whether a row of any table but one points at this row. One statement.

    Asked of the schema, because rooms above this one have tables that point here.
    """
    own = type(row).__table__
    references = [
        select(literal(1)).where(column == row.id)
        for table in Base.metadata.sorted_tables
        if table not in (own, but.__table__)
        for column in table.columns
        if any(key.column.table is own for key in column.foreign_keys)
    ]
    if not references:
        return False
    return work.session.execute(union_all(*references).limit(1)).first() is not None
