"""Print the figures of a scale's items, from the team's own data. Rows name nobody."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from factdesk.cli.asking import add_store_options, open_desk
from factdesk.cli.printing import read_day
from factdesk.errors import KnownError
from factdesk.words import _, format_date, language

if TYPE_CHECKING:
    from factdesk.assessments.indicators.compute import ItemFigure
    from factdesk.assessments.indicators.figure import FigureRow

#: Decimals of every number that is not whole.
_DECIMALS = 2


def add_commands(commands: Any) -> None:
    """Add «indicators» to the parser."""
    command = commands.add_parser(
        "indicators", help=_("the figures of a scale's items, from the team's own data")
    )
    add_store_options(command)
    command.add_argument("--scale", required=True, metavar="ID", help=_("like dacts"))
    command.add_argument(
        "--to", required=True, metavar="DATE", help=_("the last day of the period: 2026-11-23")
    )
    command.add_argument(
        "--from", dest="first", metavar="DATE", help=_("its first day; otherwise a year before")
    )
    command.add_argument(
        "--sample",
        type=int,
        default=0,
        metavar="N",
        help=_("draw so many charts; otherwise the whole caseload"),
    )
    command.add_argument(
        "--seed", type=int, default=0, metavar="S", help=_("the same seed draws the same charts")
    )
    command.add_argument("--json", action="store_true", help=_("the result as JSON"))
    command.set_defaults(run=_indicators)


def _indicators(options: argparse.Namespace) -> int:
    from factdesk.assessments.figure_views import Figures

    last, first = _period(options)
    _check_sample(options.sample)
    with open_desk(options) as desk:
        asked = Figures(
            options.scale,
            last,
            first,
            seed=options.seed,
            charts=options.sample,
            progress=_Progress() if sys.stderr.isatty() else None,
        )
        found = desk.see(asked)
    if options.json:
        print(json.dumps(told(found), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(found)))
    return 0


def told(found: Mapping[str, ItemFigure]) -> dict[str, Any]:
    """What ``--json`` prints: by item, numbers as text with a point, ``null`` for none."""
    return {code: _item(each) for code, each in found.items()}


def number(value: Fraction | None) -> str | None:
    """«12» where it is whole, else with two decimals, rounded once half up: «12.35»."""
    from fidelity.rounding import written

    if value is None:
        return None
    return written(value, 0 if value.denominator == 1 else _DECIMALS)


def _item(each: ItemFigure) -> dict[str, Any]:
    figure, suggestion = each.figure, each.suggestion
    missing = " ".join(words for words in (figure.coverage.missing, figure.too_little) if words)
    return {
        "value": number(figure.value),
        "numerator": number(figure.numerator),
        "denominator": number(figure.denominator),
        "unit": figure.unit,
        "from": figure.first.isoformat(),
        "to": figure.last.isoformat(),
        "coverage": {
            "counted": figure.coverage.counted,
            "looked_at": figure.coverage.looked_at,
            "share": number(figure.coverage.share),
            "missing": missing,
        },
        "suggestion": None
        if suggestion is None
        else {
            "score": suggestion.score,
            "anchor": suggestion.anchor.text.in_language(language()),
            "why": each.why,
        },
        "rows": [_row(row) for row in figure.rows],
    }


def _row(row: FigureRow) -> dict[str, Any]:
    return {
        "entity": row.entity,
        "id": row.row_id or None,
        "label": row.label,
        "day": row.day.isoformat() if row.day else None,
        "numerator": number(row.numerator),
        "denominator": number(row.denominator),
        "value": number(row.value),
        "counted": row.is_counted,
        "note": row.note,
    }


def _lines(found: Mapping[str, ItemFigure]) -> list[str]:
    """A readable table: item, title, figure, period and what it suggests."""
    from factdesk.assessments.indicators.units import written

    if not found:
        return [_("This scale has no item that the team's own data can answer.")]
    heads = [(code, each.item.title.in_language(language())) for code, each in found.items()]
    codes = max(len(code) for code, _title in heads)
    titles = max(len(title) for _code, title in heads)
    values = {code: written(each.figure) for code, each in found.items()}
    wide = max(len(value) for value in values.values())
    lines = []
    for code, title in heads:
        each = found[code]
        span = f"{format_date(each.figure.first, 'numeric')}–" * (
            each.figure.first != each.figure.last
        ) + format_date(each.figure.last, "numeric")
        score = "–" if each.suggestion is None else str(each.suggestion.score)
        lines.append(
            f"{code:{codes}}  {title:{titles}}  {values[code]:>{wide}}  {score}  {span}".rstrip()
        )
        if each.why:
            lines.append(f"{'':{codes}}  {each.why}")
    return lines


def _period(options: argparse.Namespace) -> tuple[date, date | None]:
    last, first = read_day(options.to), read_day(options.first)
    if last is None:
        raise KnownError(_("The last day is missing."), _("Write it like 2026-11-23."))
    if first is not None and first > last:
        raise KnownError(
            _("The period ends before it begins."), _("Give --from a day before --to.")
        )
    return last, first


def _check_sample(size: int) -> None:
    from factdesk.assessments.sampling import MOST_CHARTS

    if not 0 <= size <= MOST_CHARTS:
        raise KnownError(
            _("A sample has 0 to {most} charts.").format(most=MOST_CHARTS),
            _("Give --sample such a number, or leave it out for the whole caseload."),
        )


class _Progress:
    """Tells on a terminal how many figures are done, in place."""

    def __call__(self, done: int, total: int) -> None:
        """Tell."""
        text = _("{done} of {total} figures").format(done=done, total=total)
        print(f"\r{text}", file=sys.stderr, end="\n" if done == total else "", flush=True)
