"""The figures of an assessment as far as they have come, and one of them in words."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from factdesk.assessments.facts import AssessmentFacts, SignedFigure
from factdesk.assessments.indicators.compute import ItemFigure
from factdesk.assessments.indicators.figure import Figure
from factdesk.assessments.indicators.suggestion_words import MEDIANS
from factdesk.assessments.indicators.units import amount, unit_word
from factdesk.assessments.signed_figures import figure_of
from factdesk.words import _, ngettext
from ui.fidelity.sheet_words import coverage_words, fraction_words, period_words


class FigureState(enum.Enum):
    """Whether the figures are being computed, are here, or could not be computed."""

    WAITING = enum.auto()
    HERE = enum.auto()
    FAILED = enum.auto()


@dataclass(frozen=True)
class FigureWords:
    """A figure as it is shown: value, what it is of, what it suggests and why, what it rests on.

    ``method`` stands with the rows, which are the ``figure``'s.
    ``suggested`` is the score.
    """

    value: str
    caption: str
    why: str
    is_enough: bool
    basis: str
    suggested: int | None
    method: str = ""
    figure: Figure | None = None


@dataclass(frozen=True)
class Figures:
    """The figures by item code."""

    state: FigureState = FigureState.WAITING
    by_item: Mapping[str, FigureWords] = field(default_factory=dict)

    def of(self, item: str) -> FigureWords | None:
        """The figure of an item."""
        return self.by_item.get(item)


def computed(found: Mapping[str, ItemFigure]) -> Figures:
    """Figures as they are computed now."""
    return Figures(FigureState.HERE, {code: _computed(each) for code, each in found.items()})


def signed(facts: AssessmentFacts) -> Figures:
    """Figures as they were signed."""
    return Figures(FigureState.HERE, {code: _signed(each) for code, each in facts.figures.items()})


def _computed(found: ItemFigure) -> FigureWords:
    figure = found.figure
    return FigureWords(
        *value_words(figure.value, figure.unit, _share(figure)),
        found.why,
        not figure.too_little,
        _basis(
            *figure.beside,
            "" if figure.rows else figure.method,
            period_words(figure.first, figure.last),
            coverage_words(figure.coverage),
        ),
        found.suggestion.score if found.suggestion is not None else None,
        figure.method,
        figure,
    )


def _signed(found: SignedFigure) -> FigureWords:
    figure = figure_of(found)
    return FigureWords(
        *value_words(found.value, found.unit, fraction_words(found.numerator, found.denominator)),
        found.why,
        not found.too_little,
        _basis(
            *found.beside,
            "" if figure.rows else found.method,
            period_words(found.first, found.last),
            coverage_words(figure.coverage),
            _("as it was signed"),
            _("the rows were not kept then") if found.rows is None else "",
        ),
        found.suggestion,
        figure.method,
        figure,
    )


def _share(figure: Figure) -> str:
    """What the figure is a share of, or how many charts it is the median of."""
    if figure.code in MEDIANS:
        count = figure.coverage.counted
        return ngettext("median of {count} chart", "median of {count} charts", count).format(
            count=count
        )
    return fraction_words(figure.numerator, figure.denominator)


def value_words(value: Fraction | None, unit: str, of: str) -> tuple[str, str]:
    """The number large, and below it its unit and what it is a share of."""
    written = amount(value, unit)
    word = unit_word(unit, value)
    if unit == "percent" or not word or value is None:
        return written, of
    return written.removesuffix(word).strip(), " · ".join(filter(None, (word, of)))


def _basis(*parts: str) -> str:
    return " · ".join(part.rstrip(".") for part in parts if part)
