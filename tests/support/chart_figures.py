"""The figures of contacts, months, stays and closures for tests, computed as a view does."""

from __future__ import annotations

from datetime import date

from factdesk.assessments.indicators import (
    closure_figures,
    contact_figures,
    flow_figures,
    month_figures,
)
from factdesk.assessments.indicators.figure import Figure, Wanted
from factdesk.assessments.indicators.labels import person_labels
from factdesk.assessments.indicators.stretches import months_back
from factdesk.desk import Desk

MAKERS = {
    **contact_figures.MAKERS,
    **month_figures.MAKERS,
    **flow_figures.MAKERS,
    **closure_figures.MAKERS,
}
LAST = date(2026, 11, 22)


def figure(desk: Desk, code: str, last: date = LAST, sample: tuple[str, ...] = ()) -> Figure:
    """One figure of the store as it is."""
    return figures(desk, last, sample, (code,))[code]


def figures(
    desk: Desk, last: date = LAST, sample: tuple[str, ...] = (), codes: tuple[str, ...] = ()
) -> dict[str, Figure]:
    """Every figure, or those of the codes."""
    with desk.store.reading(desk.actor) as reader:
        labels = person_labels(reader.session)
        wanted = Wanted(reader.session, months_back(last, 12), last, sample, labels)
        return {code: MAKERS[code](wanted) for code in codes or MAKERS}
