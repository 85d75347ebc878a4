"""Figures of who leaves the team, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from sqlalchemy import and_, select

from factdesk.assessments.indicators.caseload import on_caseload_between
from factdesk.assessments.indicators.figure import Coverage, Figure, FigureRow, Maker, Wanted
from factdesk.assessments.indicators.shares import nobody, percent, whole
from factdesk.assessments.indicators.stretches import FIRST, LAST, months_back
from factdesk.people.tables import Person
from factdesk.team.tables import ListItem
from factdesk.words import _, format_date, ngettext

#: How many months of closures.
MONTHS = 12
#: Closures that are no drop-out, by the meaning of their reason.
NOT_DROPPED = frozenset({"goals_reached", "other_service", "died"})


def discharged(wanted: Wanted) -> Figure:
    """O7: closed in twelve months because the goals were reached, of all on the caseload then."""
    first, found = of_the_year(wanted)
    closures = [row for row in found if _is_closed(row, wanted.last)]
    graduated = [row for row in closures if row.means == "goals_reached"]
    rows = tuple(_closure_row(wanted, row, counts=row.means == "goals_reached") for row in closures)
    return _year_figure(
        "discharged",
        (first, wanted.last),
        (len(graduated), len(found)),
        closures,
        _(
            "Persons closed in the last twelve months because their goals were reached, of all who "
            "were on the caseload at some time in those months."
        ),
        rows,
        (),
    )


def retention(wanted: Wanted) -> Figure:
    """S2: of all on the caseload in twelve months, those who did not drop out."""
    first, found = of_the_year(wanted)
    closures = [row for row in found if _is_closed(row, wanted.last)]
    dropped = {row.id for row in closures if row.means not in NOT_DROPPED}
    rows = tuple(
        _closure_row(wanted, row, counts=row.id not in dropped)
        if _is_closed(row, wanted.last)
        else _kept_row(wanted, row)
        for row in found
    )
    text = ngettext("{n} person dropped out.", "{n} persons dropped out.", len(dropped))
    return _year_figure(
        "retention",
        (first, wanted.last),
        (len(found) - len(dropped), len(found)),
        closures,
        _(
            "One less the share who dropped out, of all who were on the caseload at some time in "
            "the last twelve months. Closed because the person declined, moved away or for another "
            "reason, or without a reason, is dropping out; goals reached, handed over to another "
            "service, and death are not."
        ),
        rows,
        (text.format(n=len(dropped)),),
    )


def of_the_year(wanted: Wanted) -> tuple[date, Sequence[Any]]:
    """Everybody on the caseload in the last twelve months, with what a closure's reason means."""
    first = months_back(wanted.last, MONTHS)
    asked = {"first": first, "last": wanted.last}
    found = wanted.once("closures", lambda: wanted.connection.execute(_statement(), asked).all())
    return first, found


@cache
def _statement() -> Any:
    reason = and_(ListItem.list_name == "closure_reason", ListItem.code == Person.closure_reason)
    found: Any = select(Person.id, Person.closed_on, ListItem.means)
    return (
        found.outerjoin(ListItem, reason)
        .where(on_caseload_between(FIRST, LAST))
        .order_by(Person.closed_on, Person.id)
    )


def _is_closed(row: Any, last: date) -> bool:
    return row.closed_on is not None and row.closed_on <= last


def _closure_row(wanted: Wanted, row: Any, *, counts: bool) -> FigureRow:
    told = _("closed {date}").format(date=format_date(row.closed_on))
    reason = _closure_words(row.means)
    return FigureRow(
        "persons",
        row.id,
        wanted.person_label(row.id),
        row.id,
        row.closed_on,
        numerator=whole(int(counts)),
        denominator=whole(1),
        value=whole(int(counts)),
        note=f"{told}: {reason}",
    )


def _kept_row(wanted: Wanted, row: Any) -> FigureRow:
    one = whole(1)
    return FigureRow(
        "persons",
        row.id,
        wanted.person_label(row.id),
        row.id,
        numerator=one,
        denominator=one,
        value=one,
    )


def _closure_words(means: str | None) -> str:
    words = {
        "goals_reached": _("goals reached"),
        "other_service": _("handed over to another service"),
        "moved": _("moved away"),
        "declined": _("declined"),
        "died": _("died"),
        "other": _("another reason"),
    }
    return words.get(means or "", _("no reason given"))


def _year_figure(
    code: str,
    period: tuple[date, date],
    parts: tuple[int, int],
    closures: Sequence[Any],
    method: str,
    rows: tuple[FigureRow, ...],
    beside: tuple[str, ...],
) -> Figure:
    """A share of those on the caseload; coverage is how many closures have a reason."""
    unknown = sum(row.means is None for row in closures)
    missing = ngettext(
        "{n} closed person has no reason for it.", "{n} closed persons have no reason for it.",
        unknown,
    )  # fmt: skip
    return Figure(
        code=code,
        value=percent(*parts),
        numerator=Fraction(parts[0]),
        denominator=Fraction(parts[1]),
        unit="percent",
        first=period[0],
        last=period[1],
        coverage=Coverage(
            len(closures) - unknown, len(closures), missing.format(n=unknown) if unknown else ""
        ),
        method=method,
        rows=rows,
        too_little="" if parts[1] else nobody(),
        beside=beside,
    )


#: What makes the figure of each code.
MAKERS: Mapping[str, Maker] = {
    "discharged": discharged,
    "retention": retention,
}
