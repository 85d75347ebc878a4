"""The table of figures: item, figure, what it suggests, how much data there is, how it is made."""

from __future__ import annotations

from dataclasses import dataclass

from factdesk.assessments.indicators.compute import ItemFigure
from factdesk.assessments.indicators.units import written
from factdesk.words import _, format_number, language
from fidelity.rounding import half_up
from ui.widgets.rows_model import Column


@dataclass(frozen=True)
class FigureLine:
    """One item of the scale with its figure."""

    at: int
    item: ItemFigure

    @property
    def key(self) -> str:
        """The item's code."""
        return self.item.item.code


def _title(line: FigureLine) -> str:
    return line.item.item.title.in_language(language())


def _suggestion(line: FigureLine) -> str:
    found = line.item.suggestion
    if found is None:
        return _("too little data") if line.item.figure.too_little else "–"
    return f"{found.score} «{found.anchor.text.in_language(language())}»"


def _coverage(line: FigureLine) -> str:
    share = line.item.figure.coverage.share
    if share is None:
        return _("no data")
    return f"{format_number(half_up(share * 100, 0))} %"


def _coverage_spoken(line: FigureLine) -> str:
    coverage = line.item.figure.coverage
    told = _("{n} of {total} rows counted").format(n=coverage.counted, total=coverage.looked_at)
    return f"{told}. {coverage.missing}" if coverage.missing else told


def _method(line: FigureLine) -> str:
    return line.item.figure.too_little or line.item.figure.method


COLUMNS: tuple[Column[FigureLine], ...] = (
    Column(lambda: _("Item"), lambda line: line.key, lambda line: line.at, width=64),
    Column(lambda: _("Title"), _title, tip=_title, width=250),
    Column(
        lambda: _("Figure"), lambda line: written(line.item.figure),
        tip=lambda line: written(line.item.figure), width=246,
    ),
    Column(
        lambda: _("Suggestion"), _suggestion, tip=lambda line: line.item.why,
        spoken=lambda line: line.item.why, width=206,
        sort=lambda line: line.item.suggestion.score if line.item.suggestion else 0,
    ),
    Column(
        lambda: _("Coverage"), _coverage, tip=_coverage_spoken, spoken=_coverage_spoken,
        sort=lambda line: line.item.figure.coverage.share or 0, width=90, right=True,
    ),
    Column(lambda: _("How it is made"), _method, tip=_method, width=0),
)  # fmt: skip
