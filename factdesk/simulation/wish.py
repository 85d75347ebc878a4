"""What is asked of a simulation, what the store has already, and the rows that come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, TypeAlias

from factdesk.errors import KnownError
from factdesk.store.base import Entity
from factdesk.team.tables import Model
from factdesk.words import _

#: The most persons and days that are made.
MOST_PEOPLE, MOST_DAYS = 1000, 365 * 20

Row: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True)
class Wish:
    """The size of a simulation: persons, days back from ``today``, and its seed.

    ``contacts`` scales the rhythm of contacts so that about so many come out; ``None`` leaves the
    rhythm as it is. Raises :class:`KnownError` where a size is impossible.
    """

    today: date
    seed: int = 1
    people: int = 90
    days: int = 548
    contacts: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.people <= MOST_PEOPLE or not 1 <= self.days <= MOST_DAYS:
            raise KnownError(
                _("A simulation has 1 to {people} persons and 1 to {days} days.").format(
                    people=MOST_PEOPLE, days=MOST_DAYS
                ),
                _("Nothing was changed."),
            )

    @property
    def start(self) -> date:
        """The first day."""
        return self.today - timedelta(days=self.days)


@dataclass(frozen=True)
class GivenMember:
    """A member that the store has already."""

    id: str
    name: str
    initials: str
    employer_id: str | None = None


@dataclass(frozen=True)
class Given:
    """What the store has: its model, members, employers by kind, and categories by code."""

    model: Model
    members: tuple[GivenMember, ...]
    employers: Mapping[str, str]
    categories: Mapping[str, str]


@dataclass
class Rows:
    """New rows per table, in the order they were made; ids come from the same random numbers.

    ``edits`` are changes to members the store has already. A row is a tuple in the order of
    ``columns``: a dict for each would take several times the room.
    """

    rng: Random
    today: date
    tables: dict[type[Entity], list[Row]] = field(default_factory=dict)
    edits: dict[str, dict[str, Any]] = field(default_factory=dict)
    _made: int = 0
    _templates: dict[type[Entity], dict[str, Any]] = field(default_factory=dict)

    def new_id(self) -> str:
        """An identifier in the form of a UUID version 7, ordered as the rows were made."""
        number = self._made
        self._made += 1
        milliseconds = self.today.toordinal() * 86_400_000 - 62_135_683_200_000 + (number >> 12)
        tail = self.rng.getrandbits(62) | 1 << 63
        return f"{milliseconds:012x}7{number & 0xFFF:03x}{tail:016x}"

    def add(self, cls: type[Entity], **values: Any) -> str:
        """Add a row; columns that are not named get their default. The row's id."""
        template = self._templates.get(cls)
        if template is None:
            template = self._templates[cls] = _defaults(cls)
            self.tables[cls] = []
        row = template.copy()
        row["id"] = row_id = self.new_id()
        row.update(values)
        if len(row) != len(template):
            raise TypeError(f"{cls.__name__} has no {set(row) - set(template)}")
        self.tables[cls].append(tuple(row.values()))
        return row_id

    def mappings(self, cls: type[Entity]) -> Iterator[dict[str, Any]]:
        """The rows of a table by column name."""
        columns = tuple(self._templates.get(cls, ()))
        for row in self.tables.get(cls, ()):
            yield dict(zip(columns, row, strict=True))

    @property
    def count(self) -> int:
        """How many rows there are."""
        return sum(map(len, self.tables.values()))


def _defaults(cls: type[Entity]) -> dict[str, Any]:
    """Every column with its plain default."""
    return {
        column.name: column.default.arg
        if column.default is not None and column.default.is_scalar
        else None
        for column in cls.__table__.columns
    }
