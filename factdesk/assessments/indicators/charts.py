"""What the charts hold of the latest weeks: contacts counted per person, in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from math import lcm
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, func, not_, or_, select

from factdesk.assessments.indicators.caseload import on_caseload_at
from factdesk.assessments.indicators.figure import Wanted
from factdesk.assessments.indicators.stretches import BEGINS, ENDS, LAST, moments
from factdesk.contacts.tables import Contact, ContactState, WithWhom
from factdesk.people.tables import Person
from factdesk.team.tables import ListItem

#: The fewest charts with contacts that a median says anything of.
FEWEST = 5
#: The one place where the team does not come to the person, as a built-in code.
OFFICE = "office"


class Chart(NamedTuple):
    """One person's contacts face to face: how many, outside the office, minutes and without."""

    person_id: str
    contacts: int
    outside: int
    minutes: int
    without_minutes: int
    is_on_caseload: int


def charts(wanted: Wanted, first: date) -> tuple[tuple[Chart, ...], tuple[Chart, ...]]:
    """The charts of the sample and of the whole caseload on the last day, from a day to the last.

    Without a sample both are the same. One statement, one row per person. A contact face to face
    is one done with the person, of a kind that means so: not by telephone or video, not with
    others only, not when the person did not come.
    """
    return wanted.once(("charts", first), lambda: _read(wanted, first))


def _read(wanted: Wanted, first: date) -> tuple[tuple[Chart, ...], tuple[Chart, ...]]:
    begins, ends = moments(first, wanted.last)
    asked: dict[str, Any] = {"last": wanted.last, "begins": begins, "ends": ends}
    if wanted.sample:
        asked["sample"] = wanted.sample
    statement = _statement(with_sample=bool(wanted.sample))
    found = wanted.connection.execute(statement, asked).all()
    every = tuple(map(Chart._make, found))
    caseload = tuple(each for each in every if each.is_on_caseload)
    chosen = set(wanted.sample)
    sample = tuple(each for each in every if each.person_id in chosen) if chosen else caseload
    return sample, caseload


@cache
def _statement(*, with_sample: bool) -> Any:
    """The charts of the caseload, and of the sample where there is one; built once."""
    on_it = on_caseload_at(LAST)
    seen = and_(
        done_in(BEGINS, ENDS),
        Contact.with_whom == WithWhom.PERSON,
        means("contact_kind", Contact.kind, "face_to_face"),
    )
    away = not_(means("contact_place", Contact.place, OFFICE))
    outside = case((and_(Contact.id.is_not(None), away), 1), else_=0)
    bare = and_(Contact.id.is_not(None), Contact.minutes.is_(None))
    sample: ColumnElement[Any] = bindparam("sample", expanding=True)
    found: Any = select(
        Person.id,
        func.count(Contact.id),
        func.coalesce(func.sum(outside), 0),
        func.coalesce(func.sum(Contact.minutes), 0),
        func.coalesce(func.sum(case((bare, 1), else_=0)), 0),
        func.max(case((on_it, 1), else_=0)),
    )
    return (
        found.outerjoin(Contact, and_(Contact.person_id == Person.id, seen))
        .where(or_(on_it, Person.id.in_(sample)) if with_sample else on_it)
        .group_by(Person.id)
        .order_by(Person.id)
    )


def done_in(begins: Any, ends: Any) -> ColumnElement[bool]:
    """Whether a contact was done from a moment until another."""
    return and_(Contact.state == ContactState.DONE, Contact.start >= begins, Contact.start < ends)


def done_between(first: date, last: date) -> ColumnElement[bool]:
    """Whether a contact was done from a day to another, both counted."""
    return done_in(*moments(first, last))


def any_contact(wanted: Wanted, first: date) -> bool:
    """Whether anybody logged a contact from a day on: without any, none means nothing."""
    return bool(wanted.connection.scalar(select(exists().where(done_between(first, wanted.last)))))


def means(list_name: str, column: Any, *built_in: str) -> ColumnElement[bool]:
    """Whether a code of a team's list follows the rules of one of the built-in ones."""
    known = select(ListItem.code).where(
        ListItem.list_name == list_name, ListItem.means.in_(built_in)
    )
    found: ColumnElement[bool] = column.in_(known)
    return found


def median(values: Iterable[Fraction]) -> Fraction | None:
    """The middle value, exactly; of an even number the mean of the two in the middle."""
    found = list(values)
    # Whole numbers sort many times as fast, and are as exact.
    common = lcm(*(each.denominator for each in found))
    ordered: Sequence[int] = sorted(each.numerator * (common // each.denominator) for each in found)
    if not ordered:
        return None
    upper = len(ordered) // 2
    return Fraction(ordered[upper] + ordered[-upper - 1], 2 * common)
