"""Figures of the charts: where persons are met, for how long, and how often."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from factdesk.assessments.indicators.charts import FEWEST, Chart, charts, median
from factdesk.assessments.indicators.figure import Coverage, Figure, FigureRow, Maker, Wanted
from factdesk.assessments.indicators.shares import percent, ratio, whole
from factdesk.assessments.indicators.stretches import WEEKS, weeks_back
from factdesk.assessments.indicators.units import amount
from factdesk.words import _, ngettext

Value = Callable[[Chart], Fraction | None]


def in_vivo(wanted: Wanted) -> Figure:
    """S1: per chart, contacts outside the office of all face to face in four weeks; the median."""
    return _of_charts(
        wanted,
        "in_vivo",
        "percent",
        lambda each: percent(each.outside, each.contacts),
        lambda each: (each.outside, each.contacts),
        _(
            "Per chart the share of the contacts face to face in the latest four weeks that were "
            "outside the office: at home, outdoors, in a ward, in prison or in another place. By "
            "telephone, by video and without the person are left out. The median of the charts "
            "that have such contacts."
        ),
    )


def intensity(wanted: Wanted) -> Figure:
    """S4: per chart, minutes face to face a week over four weeks; the median."""
    return _of_charts(
        wanted,
        "intensity",
        "minutes_per_week",
        lambda each: (
            None
            if each.contacts and each.contacts == each.without_minutes
            else ratio(each.minutes, WEEKS)
        ),
        lambda each: (each.minutes, WEEKS),
        _(
            "Per chart the minutes face to face in the latest four weeks, divided by four. A chart "
            "without contacts counts as none; one whose contacts all lack minutes is left out. The "
            "median of the charts."
        ),
    )


def frequency(wanted: Wanted) -> Figure:
    """S5: per chart, contacts face to face a week over four weeks; the median."""
    return _of_charts(
        wanted,
        "frequency",
        "per_week",
        lambda each: ratio(each.contacts, WEEKS),
        lambda each: (each.contacts, WEEKS),
        _(
            "Per chart the contacts face to face in the latest four weeks, divided by four. A "
            "chart without contacts counts as none. The median of the charts."
        ),
    )


def _of_charts(
    wanted: Wanted,
    code: str,
    unit: str,
    value: Value,
    parts: Callable[[Chart], tuple[int, int]],
    method: str,
) -> Figure:
    """A median of charts, with the same of the whole caseload together beside it."""
    first = weeks_back(wanted.last)
    chosen, caseload = charts(wanted, first)
    valued = [(each, value(each)) for each in chosen]
    with_contacts = sum(each.contacts > 0 for each in chosen)
    coverage = (
        _minutes_covered(chosen)
        if code == "intensity"
        else Coverage(with_contacts, len(chosen), _without_contacts(len(chosen) - with_contacts))
    )
    too_little = ""
    if with_contacts < FEWEST:
        too_little = ngettext(
            "Only {n} chart has contacts face to face; fewer than {least} say too little.",
            "Only {n} charts have contacts face to face; fewer than {least} say too little.",
            with_contacts,
        ).format(n=with_contacts, least=FEWEST)
    elif 2 * coverage.counted < coverage.looked_at and code == "intensity":
        too_little = _("Fewer than half of the contacts have minutes; they say too little.")
    return Figure(
        code=code,
        value=median(found for _each, found in valued if found is not None),
        numerator=None,
        denominator=None,
        unit=unit,
        first=first,
        last=wanted.last,
        coverage=coverage,
        method=method,
        rows=tuple(_chart_row(wanted, each, found, parts(each), unit) for each, found in valued),
        too_little=too_little,
        beside=_together(caseload, parts, code, unit),
    )


def _chart_row(
    wanted: Wanted, chart: Chart, value: Fraction | None, parts: tuple[int, int], unit: str
) -> FigureRow:
    if chart.contacts and chart.is_on_caseload and not chart.without_minutes:
        note = ""
    else:
        note = _chart_note(chart, unit)
    return FigureRow(
        "persons",
        chart.person_id,
        wanted.person_label(chart.person_id),
        chart.person_id,
        None,
        whole(parts[0]),
        whole(parts[1]),
        value,
        value is not None,
        note,
    )


def _chart_note(chart: Chart, unit: str) -> str:
    notes = []
    if not chart.contacts:
        notes.append(_("no contact face to face"))
    if chart.without_minutes and unit == "minutes_per_week":
        text = ngettext(
            "{n} contact has no minutes", "{n} contacts have no minutes", chart.without_minutes
        )
        notes.append(text.format(n=chart.without_minutes))
    if not chart.is_on_caseload:
        notes.append(_("not on the caseload on the last day"))
    return ", ".join(notes)


def _together(
    caseload: tuple[Chart, ...], parts: Callable[[Chart], tuple[int, int]], code: str, unit: str
) -> tuple[str, ...]:
    """The whole caseload's contacts taken together; nothing where nobody is on it."""
    above, below = (sum(parts(each)[place] for each in caseload) for place in (0, 1))
    if not below:
        return ()
    value = Fraction(above, below) * (100 if code == "in_vivo" else 1)
    text = ngettext(
        "The whole caseload together ({n} person): {value}",
        "The whole caseload together ({n} persons): {value}",
        len(caseload),
    )
    return (text.format(n=len(caseload), value=amount(value, unit)),)


def _minutes_covered(chosen: tuple[Chart, ...]) -> Coverage:
    contacts = sum(each.contacts for each in chosen)
    bare = sum(each.without_minutes for each in chosen)
    text = ngettext("{n} contact has no minutes.", "{n} contacts have no minutes.", bare)
    return Coverage(contacts - bare, contacts, text.format(n=bare) if bare else "")


def _without_contacts(number: int) -> str:
    text = ngettext(
        "{n} chart has no contact face to face.", "{n} charts have no contact face to face.", number
    )
    return text.format(n=number) if number else ""


#: What makes the figure of each code.
MAKERS: Mapping[str, Maker] = {
    "in_vivo": in_vivo,
    "intensity": intensity,
    "frequency": frequency,
}
