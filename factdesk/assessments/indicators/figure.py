"""A figure: its value with numerator, denominator, period, coverage, method, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from operator import attrgetter
from typing import Any, NamedTuple, Protocol, TypeVar

from sqlalchemy import Connection
from sqlalchemy.orm import Session

T = TypeVar("T")
_LABEL = attrgetter("label")


class FigureRow(NamedTuple):
    """One row behind a figure: a contact, a month, a chart, a member, an admission.

    ``entity`` and ``row_id`` lead to it; ``label`` says what it is and names nobody whom the team
    follows: members by initials, persons by ``person_label``. ``is_counted`` is false for what was
    looked at and left out, and ``note`` says why. A named tuple: there are thousands of them.
    Rows stand in the order of ``in_order``.
    """

    entity: str
    row_id: str
    label: str
    person_id: str | None = None
    day: date | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    value: Fraction | None = None
    is_counted: bool = True
    note: str = ""


def in_order(rows: Iterable[FigureRow]) -> tuple[FigureRow, ...]:
    """Rows of no person as they come, then those of persons by label; of one person as they come.

    Ids are in the order of time, so an order that follows them would be the same in every
    assessment, and two could be laid side by side whatever the labels are.
    """
    found = tuple(rows)
    persons = sorted([row for row in found if row.person_id is not None], key=_LABEL)
    if not persons:
        return found
    if len(persons) == len(found):
        return tuple(persons)
    return (*[row for row in found if row.person_id is None], *persons)


@dataclass(frozen=True)
class Coverage:
    """How much data there is: ``counted`` of ``looked_at`` rows, and in words what is missing."""

    counted: int
    looked_at: int
    missing: str = ""

    @property
    def share(self) -> Fraction | None:
        """Counted of looked at, 0 to 1; ``None`` where nothing was looked at."""
        return Fraction(self.counted, self.looked_at) if self.looked_at else None


@dataclass(frozen=True)
class Figure:
    """One figure over a period, both days counted. Every number is exact.

    ``value`` is in ``unit`` (see ``units``), ``None`` where it cannot be computed. ``too_little``
    says in words why there is too little data, empty where there is enough; such a figure suggests
    nothing. ``most`` is the highest score that the figure may suggest, with ``most_why``: what it
    cannot see. ``beside`` are figures in words that stand beside it (the whole caseload beside a
    median of charts).
    """

    code: str
    value: Fraction | None
    numerator: Fraction | None
    denominator: Fraction | None
    unit: str
    first: date
    last: date
    coverage: Coverage
    method: str
    rows: tuple[FigureRow, ...] = ()
    too_little: str = ""
    most: int | None = None
    most_why: str = ""
    beside: tuple[str, ...] = ()


class Progress(Protocol):
    """Told how many of how many figures are done; raises to cancel."""

    def __call__(self, done: int, total: int) -> None:
        """Tell."""


@dataclass(frozen=True)
class Wanted:
    """What figures are made of: the store as it is, the period, the sample, and its labels.

    ``first`` and ``last`` are the period of the assessment, both counted; an item that looks back
    otherwise counts back from ``last``. ``sample`` are the persons of the chart sample; empty means
    the whole caseload. ``person_label`` gives the number that stands for a person.
    """

    session: Session
    first: date
    last: date
    sample: tuple[str, ...]
    person_label: Callable[[str], str]
    _made: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def connection(self) -> Connection:
        """Where figures read: they read columns, and need no objects of the session."""
        return self.session.connection()

    def once(self, what: Hashable, make: Callable[[], T]) -> T:
        """What several figures stand on, read from the store by the first that asks."""
        if what not in self._made:
            self._made[what] = make()
        found: T = self._made[what]
        return found


#: What makes a figure of a code; registered in ``compute.FIGURES``.
Maker = Callable[[Wanted], Figure]
