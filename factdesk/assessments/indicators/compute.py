"""All figures of a scale at once, each with the score it suggests and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from sqlalchemy.orm import Session

from factdesk.assessments.indicators import (
    board_figures,
    closure_figures,
    contact_figures,
    flow_figures,
    month_figures,
    post_figures,
    staff_figures,
    team_figures,
)
from factdesk.assessments.indicators.figure import Figure, Maker, Progress, Wanted, in_order
from factdesk.assessments.indicators.labels import person_labels
from factdesk.assessments.indicators.suggestion_words import why
from factdesk.words import LANGUAGES, Language, in_language
from fidelity.model import Item, Scale
from fidelity.suggesting import Suggestion, suggest

#: What makes the figure of each code that a scale may name.
FIGURES: Mapping[str, Maker] = MappingProxyType(
    {
        **staff_figures.MAKERS,
        **post_figures.MAKERS,
        **board_figures.MAKERS,
        **team_figures.MAKERS,
        **contact_figures.MAKERS,
        **closure_figures.MAKERS,
        **flow_figures.MAKERS,
        **month_figures.MAKERS,
    }
)


@dataclass(frozen=True)
class ItemFigure:
    """An item with its figure, the score that it suggests, if any, and why in words."""

    item: Item
    figure: Figure
    suggestion: Suggestion | None
    why: str


def compute(
    session: Session,
    scale: Scale,
    first: date,
    last: date,
    sample: Iterable[str] = (),
    seed: int = 0,
    progress: Progress | None = None,
) -> dict[str, ItemFigure]:
    """The figures of a scale's items by code, in the scale's order; reads only.

    ``first`` and ``last`` are the period, both counted; ``sample`` the persons of the charts, and
    empty means everybody. Items that only a person can judge, and those whose figure this program
    does not know, are left out. A figure that two items share is made once. Words are in the
    language that holds. ``progress`` is told after each figure and may raise to cancel.
    """
    wanted = Wanted(session, first, last, tuple(sample), person_labels(session, seed))
    return _made(wanted, scale, progress)


def compute_in_all(
    session: Session,
    scale: Scale,
    first: date,
    last: date,
    sample: Iterable[str] = (),
    seed: int = 0,
) -> dict[Language, dict[str, ItemFigure]]:
    """The same in each language of the program: to be kept and read by anybody.

    What several figures stand on is read from the store once for all the languages.
    """
    wanted = Wanted(session, first, last, tuple(sample), person_labels(session, seed))
    found = {}
    for each in LANGUAGES:
        with in_language(each):
            found[each] = _made(wanted, scale)
    return found


def _made(wanted: Wanted, scale: Scale, progress: Progress | None = None) -> dict[str, ItemFigure]:
    asked = tuple(item for item in scale.items if item.figure in FIGURES)
    codes = tuple(dict.fromkeys(item.figure for item in asked if item.figure is not None))
    made: dict[str, Figure] = {}
    for number, code in enumerate(codes, start=1):
        figure = FIGURES[code](wanted)
        made[code] = replace(figure, rows=in_order(figure.rows))
        if progress is not None:
            progress(number, len(codes))
    return {
        item.code: suggested(item, made[item.figure]) for item in asked if item.figure is not None
    }


def suggested(item: Item, figure: Figure) -> ItemFigure:
    """An item's figure with what it suggests; nothing where there is too little data."""
    suggestion = None
    fits = item.unit is None or item.unit == figure.unit
    if figure.value is not None and not figure.too_little and fits:
        suggestion = suggest(item, figure.value, figure.most)
    return ItemFigure(item, figure, suggestion, why(item, figure, suggestion))


def year_before(last: date) -> date:
    """The first day of the year that ends on a day: 2025-11-23 for 2026-11-22."""
    day = min(last, date.max - timedelta(days=1)) + timedelta(days=1)
    if day.year == 1:  # While somebody types the year.
        return date.min
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
