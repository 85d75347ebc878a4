"""What the charts hold of the latest weeks: contacts counted per person, in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from factdesk.assessments.indicators.caseload import on_caseload
from factdesk.assessments.indicators.figure import Wanted
from factdesk.assessments.indicators.stretches import moments
from factdesk.contacts.tables import Contact, ContactState, WithWhom
from factdesk.people.tables import Person
from factdesk.team.tables import ListItem

#: The fewest charts with contacts that a median says anything of.
FEWEST = 5
#: The places that are the person's own surroundings, as built-in codes.
COMMUNITY = ("home", "outdoors", "other")


@dataclass(frozen=True, slots=True)
class Chart:
    """One person's contacts face to face: how many, in the community, minutes and without them."""

    person_id: str
    contacts: int
    in_community: int
    minutes: int
    without_minutes: int
    is_on_caseload: bool


def charts(wanted: Wanted, first: date) -> tuple[tuple[Chart, ...], tuple[Chart, ...]]:
    """The charts of the sample and of the whole caseload on the last day, from a day to the last.

    Without a sample both are the same. One statement, one row per person. A contact face to face
    is one done with the person, of a kind that means so: not by telephone or video, not with
    others only, not when the person did not come.
    """
    return wanted.once(("charts", first), lambda: _read(wanted, first))


def _read(wanted: Wanted, first: date) -> tuple[tuple[Chart, ...], tuple[Chart, ...]]:
    on_it = on_caseload(wanted.last)
    whom = or_(on_it, Person.id.in_(wanted.sample)) if wanted.sample else on_it
    seen = and_(
        done_between(first, wanted.last),
        Contact.with_whom == WithWhom.PERSON,
        means("contact_kind", Contact.kind, "face_to_face"),
    )
    community = case((means("contact_place", Contact.place, *COMMUNITY), 1), else_=0)
    bare = and_(Contact.id.is_not(None), Contact.minutes.is_(None))
    found = wanted.session.execute(
        select(
            Person.id,
            func.count(Contact.id),
            func.coalesce(func.sum(community), 0),
            func.coalesce(func.sum(Contact.minutes), 0),
            func.coalesce(func.sum(case((bare, 1), else_=0)), 0),
            on_it,
        )
        .outerjoin(Contact, and_(Contact.person_id == Person.id, seen))
        .where(whom)
        .group_by(Person.id)
        .order_by(Person.id)
    )
    every = tuple(
        Chart(row[0], row[1], int(row[2]), int(row[3]), int(row[4]), bool(row[5])) for row in found
    )
    caseload = tuple(each for each in every if each.is_on_caseload)
    chosen = set(wanted.sample)
    sample = tuple(each for each in every if each.person_id in chosen) if chosen else caseload
    return sample, caseload


def done_between(first: date, last: date) -> ColumnElement[bool]:
    """Whether a contact was done from a day to another, both counted."""
    begins, ends = moments(first, last)
    return and_(Contact.state == ContactState.DONE, Contact.start >= begins, Contact.start < ends)


def means(list_name: str, column: Any, *built_in: str) -> ColumnElement[bool]:
    """Whether a code of a team's list follows the rules of one of the built-in ones."""
    known = select(ListItem.code).where(
        ListItem.list_name == list_name, ListItem.means.in_(built_in)
    )
    found: ColumnElement[bool] = column.in_(known)
    return found


def median(values: Iterable[Fraction]) -> Fraction | None:
    """The middle value, exactly; of an even number the mean of the two in the middle."""
    ordered: Sequence[Fraction] = sorted(values)
    if not ordered:
        return None
    upper = len(ordered) // 2
    return (ordered[upper] + ordered[-upper - 1]) / 2
