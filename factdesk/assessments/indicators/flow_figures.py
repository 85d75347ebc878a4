"""Figures of who comes to the team, and of who goes into hospital and out again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from sqlalchemy import or_, select

from factdesk.assessments.indicators.caseload import on_caseload_between, without_date
from factdesk.assessments.indicators.closure_figures import of_the_year
from factdesk.assessments.indicators.figure import Coverage, Figure, FigureRow, Maker, Wanted
from factdesk.assessments.indicators.shares import nobody, percent
from factdesk.assessments.indicators.stretches import FIRST, LAST, full_months, month_end
from factdesk.people.kinds import AdmissionKind
from factdesk.people.tables import Admission, Person
from factdesk.words import _, ngettext

#: Calendar months of intakes; the latest admissions and discharges.
INTAKE_MONTHS, LATEST = 6, 10
#: Stays that the team has a say in: no somatic ward, no prison.
WARDS = (
    AdmissionKind.PSYCHIATRIC_WARD,
    AdmissionKind.SUBSTANCE_WARD,
    AdmissionKind.YOUTH_WARD,
)


def intake(wanted: Wanted) -> Figure:
    """O2: the intakes of the month with most of them, of the last six full calendar months."""
    months = full_months(wanted.last, INTAKE_MONTHS)
    last = month_end(months[-1])
    asked = {"first": months[0], "last": last}
    found = wanted.connection.execute(_intake_statement(), asked).all()
    dated = [row for row in found if row.enrolled_on is not None]
    counts = Counter(row.enrolled_on.replace(day=1) for row in dated)
    # Of months with as many, the latest.
    peak = max(months, key=lambda month: (counts[month], month))
    ours = bool(found or of_the_year(wanted)[1])
    most, undated = Fraction(counts[peak]), len(found) - len(dated)
    missing = ngettext(
        "{n} enrolled person has no intake date.",
        "{n} enrolled persons have no intake date.",
        undated,
    )
    return Figure(
        code="intake",
        value=most if ours else None,
        numerator=most,
        denominator=Fraction(1),
        unit="per_month",
        first=months[0],
        last=last,
        coverage=Coverage(len(dated), len(found), missing.format(n=undated) if undated else ""),
        method=_(
            "Persons enrolled in each of the last six full calendar months; the month with most "
            "of them counts."
        ),
        rows=tuple(_intake_row(wanted, row, peak) for row in dated),
        too_little="" if ours else nobody(),
        beside=tuple(f"{month:%Y-%m}: {counts[month]}" for month in months),
    )


@cache
def _intake_statement() -> Any:
    """Who was enrolled from a day to another, and who is enrolled without a date."""
    return (
        select(Person.id, Person.enrolled_on)
        .where(or_(Person.enrolled_on.between(FIRST, LAST), without_date()))
        .order_by(Person.enrolled_on, Person.id)
    )


def _intake_row(wanted: Wanted, row: Any, peak: date) -> FigureRow:
    counts = row.enrolled_on.replace(day=1) == peak
    return FigureRow(
        "persons",
        row.id,
        wanted.person_label(row.id),
        row.id,
        row.enrolled_on,
        numerator=Fraction(1),
        is_counted=counts,
        note="" if counts else _("another month"),
    )


def admissions_with_team(wanted: Wanted) -> Figure:
    """O5: of the last ten admissions to a ward, those that the team took part in."""
    return _stays(
        wanted,
        "admissions_with_team",
        Admission.admitted_on,
        Admission.team_took_part,
        _(
            "The last ten admissions to a ward (psychiatric, substance-use or youth) of persons on "
            "the caseload: how many the team took part in. Somatic wards and prison are left out. "
            "Not ticked counts as no, and may as well mean that nobody said."
        ),
        _("No admission to a ward is noted, so nothing is suggested."),
        _("not ticked that the team took part"),
    )


def discharges_with_team(wanted: Wanted) -> Figure:
    """O6: of the last ten discharges from a ward, those that were planned with the team."""
    return _stays(
        wanted,
        "discharges_with_team",
        Admission.discharged_on,
        Admission.team_planned_discharge,
        _(
            "The last ten discharges from a ward (psychiatric, substance-use or youth) of persons "
            "on the caseload: how many were planned with the team. Somatic wards and prison are "
            "left out. Not ticked counts as no, and may as well mean that nobody said."
        ),
        _("No discharge from a ward is noted, so nothing is suggested."),
        _("not ticked as planned with the team"),
    )


def _stays(
    wanted: Wanted, code: str, day: Any, with_team: Any, method: str, none: str, without: str
) -> Figure:
    statement = _stays_statement(day.key, with_team.key)
    found = wanted.connection.execute(statement, {"last": wanted.last}).all()
    counted = sum(row.with_team for row in found)
    rows = tuple(
        FigureRow(
            "admissions",
            row.id,
            wanted.person_label(row.person_id),
            row.person_id,
            row.day,
            numerator=Fraction(row.with_team),
            denominator=Fraction(1),
            value=Fraction(row.with_team),
            note="" if row.with_team else without,
        )
        for row in found
    )
    return Figure(
        code=code,
        value=percent(counted, len(found)),
        numerator=Fraction(counted),
        denominator=Fraction(len(found)),
        unit="percent",
        first=found[-1].day if found else wanted.last,
        last=wanted.last,
        coverage=Coverage(len(found), LATEST, _not_known(len(found), len(found) - counted)),
        method=method,
        rows=rows,
        too_little="" if found else none,
    )


def _not_known(noted: int, bare: int) -> str:
    """What the coverage cannot count: fewer than ten, and those of which nothing was ticked."""
    few = ngettext(
        "Only {n} of the last {most} is noted.", "Only {n} of the last {most} are noted.", noted
    )
    unsaid = ngettext(
        "{n} is not ticked: it counts as no, and may as well mean that nobody said.",
        "{n} are not ticked: they count as no, and may as well mean that nobody said.",
        bare,
    )
    told = (
        few.format(n=noted, most=LATEST) if noted < LATEST else "",
        unsaid.format(n=bare) if bare else "",
    )
    return " ".join(filter(None, told))


@cache
def _stays_statement(day_name: str, with_team_name: str) -> Any:
    """The latest stays in a ward by one of their two days, while the person was the team's."""
    day, with_team = getattr(Admission, day_name), getattr(Admission, with_team_name)
    found: Any = select(
        Admission.id, Admission.person_id, day.label("day"), with_team.label("with_team")
    )
    return (
        found.join(Person, Person.id == Admission.person_id)
        .where(Admission.kind.in_(WARDS), day <= LAST, on_caseload_between(day, day))
        .order_by(day.desc(), Admission.id.desc())
        .limit(LATEST)
    )


#: What makes the figure of each code.
MAKERS: Mapping[str, Maker] = {
    "intake": intake,
    "admissions_with_team": admissions_with_team,
    "discharges_with_team": discharges_with_team,
}
