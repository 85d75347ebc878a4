"""Who stands in for an absent member: rules on the days, and what is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import ClassVar

from sqlalchemy import or_, select

from factdesk.errors import KnownError
from factdesk.store.action import Reader, View
from factdesk.store.conflict import CannotUndo
from factdesk.store.undo import after_undo
from factdesk.store.work import Work
from factdesk.team.roles import Right
from factdesk.team.tables import Deputy
from factdesk.words import _


class OwnDeputy(KnownError):
    """Nobody stands in for themselves."""

    def __init__(self) -> None:
        super().__init__(
            _("Nobody can be their own deputy."), _("Nothing was changed. Choose somebody else.")
        )


class DeputyTaken(KnownError):
    """Another deputy has some of the days."""

    def __init__(self) -> None:
        super().__init__(
            _("There is a deputy for some of these days already."),
            _("Nothing was changed. End the other one first, or choose other days."),
        )


class DeputyLeaves(KnownError):
    """The deputy is not in the team on all of the days."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{name} is not in the team on all of these days.").format(name=name),
            _("Nothing was changed. Choose somebody else, or other days."),
        )


@dataclass(frozen=True)
class DeputyRow:
    """A deputy from and to; ``valid_to`` is empty until further notice."""

    id: str
    version: int
    staff_id: str
    deputy_id: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Deputies(View[tuple[DeputyRow, ...]]):
    """Deputies of today and later, of one member or of all. One statement."""

    staff_id: str | None = None

    touches: ClassVar[frozenset[str]] = frozenset({"deputies"})
    right: ClassVar[str | None] = Right.SEE_BOARD

    def read(self, reader: Reader) -> tuple[DeputyRow, ...]:
        """Fill the rows, the next first."""
        wanted = select(Deputy).where(
            or_(Deputy.valid_to.is_(None), Deputy.valid_to >= reader.today)
        )
        if self.staff_id is not None:
            wanted = wanted.where(Deputy.staff_id == self.staff_id)
        return tuple(
            DeputyRow(
                row.id, row.version, row.staff_id, row.deputy_id, row.valid_from, row.valid_to
            )
            for row in reader.session.scalars(wanted.order_by(Deputy.valid_from, Deputy.id))
        )


def overlap(first: tuple[date, date | None], other: tuple[date, date | None]) -> bool:
    """Whether two periods, both ends counted and the last one open, share a day."""
    return first[0] <= (other[1] or date.max) and other[0] <= (first[1] or date.max)


def any_overlap(periods: Iterable[tuple[date, date | None]]) -> bool:
    """Whether two of the periods share a day."""
    ordered = sorted(periods, key=lambda period: period[0])
    return any(overlap(one, other) for one, other in pairwise(ordered))


@after_undo("deputies")
def _one_deputy_a_day(work: Work) -> None:
    """An undo does not bring a second deputy to a day."""
    staff: dict[str, list[tuple[date, date | None]]] = {}
    for row in work.session.scalars(select(Deputy)):
        staff.setdefault(row.staff_id, []).append((row.valid_from, row.valid_to))
    if any(any_overlap(periods) for periods in staff.values()):
        raise CannotUndo
