"""Figures of the latest month: contacts with the network, and groups about substance use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select

from factdesk.assessments.indicators.caseload import on_caseload_at
from factdesk.assessments.indicators.charts import any_contact, done_in, means
from factdesk.assessments.indicators.figure import Coverage, Figure, FigureRow, Maker, Wanted
from factdesk.assessments.indicators.shares import nobody, percent, whole
from factdesk.assessments.indicators.stretches import BEGINS, ENDS, LAST, moments, months_back
from factdesk.contacts.tables import Contact, WithWhom
from factdesk.people.tables import Person
from factdesk.words import _, ngettext


def support_system(wanted: Wanted) -> Figure:
    """S6: contacts with next of kin and services in a month, averaged over all clients."""
    first = months_back(wanted.last, 1)
    found = _counted(wanted, first)
    contacts, persons = sum(row.network for row in found), len(found)
    anything = contacts > 0 or any_contact(wanted, first)
    too_little = ""
    if not persons:
        too_little = nobody()
    elif not anything:
        too_little = _("No contact is registered in the month, so nothing is suggested.")
    rows = tuple(
        FigureRow(
            "persons",
            row.id,
            wanted.person_label(row.id),
            row.id,
            numerator=whole(row.network),
            denominator=whole(1),
            value=whole(row.network),
        )
        for row in found
    )
    return Figure(
        code="support_system",
        value=Fraction(contacts, persons) if persons else None,
        numerator=Fraction(contacts),
        denominator=Fraction(persons),
        unit="per_month",
        first=first,
        last=wanted.last,
        coverage=Coverage(persons, persons),
        method=_(
            "Contacts done with next of kin and with other services in the latest month, however "
            "they were made, divided by all persons on the caseload on the last day."
        ),
        rows=rows,
        too_little=too_little,
    )


def _counted(wanted: Wanted, first: date) -> Sequence[Any]:
    """The persons on the caseload, and how many of their contacts are of which sort."""
    begins, ends = moments(first, wanted.last)
    asked = {"last": wanted.last, "begins": begins, "ends": ends}
    return wanted.once(
        ("month", first), lambda: wanted.connection.execute(_statement(), asked).all()
    )


@cache
def _statement() -> Any:
    """One row per person: contacts with the network, groups about substance use, and all."""
    with_person = Contact.with_whom == WithWhom.PERSON
    came = not_(means("contact_kind", Contact.kind, "did_not_come"))
    # All others are of no use here, and most are others.
    here = and_(
        Contact.person_id == Person.id,
        done_in(BEGINS, ENDS),
        or_(not_(with_person), Contact.is_group),
    )
    about = means("contact_focus", Contact.focus, "substance_use")
    found: Any = select(
        Person.id,
        Person.has_substance_disorder,
        _number(and_(not_(with_person), came)).label("network"),
        _number(and_(Contact.is_group, with_person, about, came)).label("groups"),
    )
    return (
        found.outerjoin(Contact, here)
        .where(on_caseload_at(LAST))
        .group_by(Person.id, Person.has_substance_disorder)
        .order_by(Person.id)
    )


def _number(such: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((such, 1), else_=0)), 0)


def dual_groups(wanted: Wanted) -> Figure:
    """S8: of those with a substance-use disorder, who was in a group about it in a month."""
    first = months_back(wanted.last, 1)
    found = _counted(wanted, first)
    said = [row for row in found if row.has_substance_disorder is not None]
    dual = [row for row in said if row.has_substance_disorder]
    there = sum(row.groups > 0 for row in dual)
    unsaid = len(found) - len(said)
    missing = ngettext(
        "For {n} person nobody has said whether there is a substance-use disorder.",
        "For {n} persons nobody has said whether there is a substance-use disorder.",
        unsaid,
    )
    too_little = ""
    if not dual:
        too_little = _("Nobody is said to have a substance-use disorder, so nothing is suggested.")
    elif 2 * len(said) < len(found):
        too_little = _("It is said for fewer than half of the persons, which is too little.")
    return Figure(
        code="dual_groups",
        value=percent(there, len(dual)),
        numerator=Fraction(there),
        denominator=Fraction(len(dual)),
        unit="percent",
        first=first,
        last=wanted.last,
        coverage=Coverage(len(said), len(found), missing.format(n=unsaid) if unsaid else ""),
        method=_(
            "Of the persons on the caseload on the last day who are said to have a substance-use "
            "disorder, those who took part in at least one group about substance use in the "
            "latest month."
        ),
        rows=tuple(_dual_row(wanted, row) for row in dual),
        too_little=too_little,
    )


def _dual_row(wanted: Wanted, row: Any) -> FigureRow:
    there = whole(int(row.groups > 0))
    text = ngettext("{n} group", "{n} groups", row.groups)
    return FigureRow(
        "persons",
        row.id,
        wanted.person_label(row.id),
        row.id,
        numerator=there,
        denominator=whole(1),
        value=there,
        note=text.format(n=row.groups) if row.groups else _("no group"),
    )


#: What makes the figure of each code.
MAKERS: Mapping[str, Maker] = {
    "support_system": support_system,
    "dual_groups": dual_groups,
}
