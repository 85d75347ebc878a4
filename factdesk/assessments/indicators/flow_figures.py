"""Figures of who comes, who leaves, and who goes into hospital and out again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import func, or_, select

from factdesk.assessments.indicators.caseload import on_caseload_between, without_date
from factdesk.assessments.indicators.figure import Coverage, Figure, FigureRow, Maker, Wanted
from factdesk.assessments.indicators.stretches import full_months, month_end, months_back
from factdesk.people.kinds import AdmissionKind
from factdesk.people.tables import Admission, Person
from factdesk.team.tables import ListItem
from factdesk.words import _, format_date, ngettext

#: Calendar months of intakes; months of closures; the latest admissions and discharges.
INTAKE_MONTHS, CLOSURE_MONTHS, LATEST = 6, 12, 10
#: Stays that the team has a say in: no somatic ward, no prison.
WARDS = (
    AdmissionKind.PSYCHIATRIC_WARD,
    AdmissionKind.SUBSTANCE_WARD,
    AdmissionKind.YOUTH_WARD,
)
#: Closures that are no drop-out, by the meaning of their reason.
NOT_DROPPED = frozenset({"goals_reached", "other_service", "died"})


def intake(wanted: Wanted) -> Figure:
    """O2: the intakes of the month with most of them, of the last six full calendar months."""
    months = full_months(wanted.last, INTAKE_MONTHS)
    last = month_end(months[-1])
    found = wanted.session.execute(
        select(Person.id, Person.enrolled_on)
        .where(or_(Person.enrolled_on.between(months[0], last), without_date()))
        .order_by(Person.enrolled_on, Person.id)
    ).all()
    dated = [row for row in found if row.enrolled_on is not None]
    counts = Counter(row.enrolled_on.replace(day=1) for row in dated)
    # Of months with as many, the latest.
    peak = max(months, key=lambda month: (counts[month], month))
    ours = wanted.session.scalar(
        select(func.count()).select_from(Person).where(on_caseload_between(months[0], last))
    )
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
        too_little="" if ours else _nobody(),
        beside=tuple(f"{month:%Y-%m}: {counts[month]}" for month in months),
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
            "the caseload: how many the team took part in. Somatic wards and prison are left out."
        ),
        _("No admission to a ward is noted, so nothing is suggested."),
        _("the team did not take part"),
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
            "left out."
        ),
        _("No discharge from a ward is noted, so nothing is suggested."),
        _("not planned with the team"),
    )


def _stays(
    wanted: Wanted, code: str, day: Any, with_team: Any, method: str, none: str, without: str
) -> Figure:
    found = wanted.session.execute(
        select(Admission.id, Admission.person_id, day.label("day"), with_team.label("with_team"))
        .join(Person, Person.id == Admission.person_id)
        .where(
            Admission.kind.in_(WARDS),
            day <= wanted.last,
            or_(Person.enrolled_on <= day, without_date()),
            or_(Person.closed_on.is_(None), Person.closed_on >= day),
        )
        .order_by(day.desc(), Admission.id.desc())
        .limit(LATEST)
    ).all()
    counted = sum(row.with_team for row in found)
    missing = _("Only {n} of the last {most} are noted.").format(n=len(found), most=LATEST)
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
        value=_percent(counted, len(found)),
        numerator=Fraction(counted),
        denominator=Fraction(len(found)),
        unit="percent",
        first=found[-1].day if found else wanted.last,
        last=wanted.last,
        coverage=Coverage(len(found), LATEST, missing if len(found) < LATEST else ""),
        method=method,
        rows=rows,
        too_little="" if found else none,
    )


def discharged(wanted: Wanted) -> Figure:
    """O7: closed in twelve months because the goals were reached, of all on the caseload then."""
    first, found = _of_the_year(wanted)
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
    first, found = _of_the_year(wanted)
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


def _of_the_year(wanted: Wanted) -> tuple[date, list[Any]]:
    """Everybody on the caseload in the last twelve months, with what a closure's reason means."""
    first = months_back(wanted.last, CLOSURE_MONTHS)
    found = wanted.session.execute(
        select(Person.id, Person.closed_on, Person.closure_reason, ListItem.means)
        .outerjoin(
            ListItem,
            (ListItem.list_name == "closure_reason") & (ListItem.code == Person.closure_reason),
        )
        .where(on_caseload_between(first, wanted.last))
        .order_by(Person.closed_on, Person.id)
    ).all()
    return first, list(found)


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
        numerator=Fraction(counts),
        denominator=Fraction(1),
        value=Fraction(counts),
        note=f"{told}: {reason}",
    )


def _kept_row(wanted: Wanted, row: Any) -> FigureRow:
    one = Fraction(1)
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
    closures: list[Any],
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
        value=_percent(*parts),
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
        too_little="" if parts[1] else _nobody(),
        beside=beside,
    )


def _percent(part: int, whole: int) -> Fraction | None:
    return Fraction(100 * part, whole) if whole else None


def _nobody() -> str:
    return _("Nobody was on the caseload then, so nothing is suggested.")


#: What makes the figure of each code.
MAKERS: Mapping[str, Maker] = {
    "intake": intake,
    "admissions_with_team": admissions_with_team,
    "discharges_with_team": discharges_with_team,
    "discharged": discharged,
    "retention": retention,
}
