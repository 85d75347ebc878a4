"""The figures of what is signed, with their rows: written into the content and read out of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from factdesk.assessments.facts import SignedFigure
from factdesk.assessments.indicators.figure import Coverage, Figure, FigureRow
from factdesk.words import LANGUAGES, Language, language

if TYPE_CHECKING:
    from factdesk.assessments.indicators.compute import ItemFigure

#: A figure of one item in each language.
Told = Mapping[Language, "ItemFigure"]


def written(figures: Mapping[Language, Mapping[str, ItemFigure]]) -> dict[str, Any]:
    """The figures by item code, as JSON can hold them.

    They are the same ones in every language: numbers once, words by language. Their rows lead
    nowhere: a row is label, day, numerator, denominator, value, whether it is counted, and note;
    label and note are by language where they differ.
    """
    return {code: _figure({each: found[code] for each, found in figures.items()})
            for code in figures[LANGUAGES[0]]}  # fmt: skip


def read(code: str, kept: Mapping[str, Any], *, with_rows: bool = True) -> SignedFigure:
    """A figure in the words of the reader's language.

    Without rows where they are not asked for, and where an earlier program kept none.
    """
    values = {name: each for name, each in kept.items() if name not in ("words", "rows")}
    for name in ("value", "numerator", "denominator"):
        values[name] = _number(kept[name])
    for name in ("first", "last"):
        values[name] = date.fromisoformat(kept[name])
    words = dict(_mine(kept["words"])) if "words" in kept else {}
    words["beside"] = tuple(words.get("beside", ()))
    if with_rows and "rows" in kept:
        words["rows"] = tuple(map(_row_from, kept["rows"]))
    return SignedFigure(**{**values, **words, "item": code})


def figure_of(one: SignedFigure) -> Figure:
    """A signed figure as any other; without rows where none were kept."""
    return Figure(
        code=one.item,
        value=one.value,
        numerator=one.numerator,
        denominator=one.denominator,
        unit=one.unit,
        first=one.first,
        last=one.last,
        coverage=Coverage(one.counted, one.looked_at, one.missing),
        method=one.method,
        rows=one.rows or (),
        too_little=one.too_little,
        beside=one.beside,
    )


def fraction(value: Fraction | None) -> str | None:
    """A number as it is kept: «103/28»."""
    return None if value is None else str(value)


def _figure(told: Told) -> dict[str, Any]:
    one = told[LANGUAGES[0]]
    figure = one.figure
    return {
        "value": fraction(figure.value),
        "numerator": fraction(figure.numerator),
        "denominator": fraction(figure.denominator),
        "unit": figure.unit,
        "first": figure.first.isoformat(),
        "last": figure.last.isoformat(),
        "counted": figure.coverage.counted,
        "looked_at": figure.coverage.looked_at,
        "suggestion": None if one.suggestion is None else one.suggestion.score,
        "words": {spoken: _words(each) for spoken, each in told.items()},
        "rows": list(_rows(told)),
    }


def _words(each: ItemFigure) -> dict[str, Any]:
    figure = each.figure
    return {
        "missing": figure.coverage.missing,
        "too_little": figure.too_little,
        "method": figure.method,
        "why": each.why,
        "beside": figure.beside,
    }


def _rows(told: Told) -> Iterable[list[Any]]:
    for same in zip(*(each.figure.rows for each in told.values()), strict=True):
        row = same[0]
        yield [
            _said(told, [each.label for each in same]),
            None if row.day is None else row.day.isoformat(),
            fraction(row.numerator),
            fraction(row.denominator),
            fraction(row.value),
            row.is_counted,
            _said(told, [each.note for each in same]),
        ]


def _said(told: Told, texts: Sequence[str]) -> str | dict[Language, str]:
    """A text once where every language has the same, else by language."""
    return texts[0] if len(set(texts)) == 1 else dict(zip(told, texts, strict=True))


def _row_from(kept: Sequence[Any]) -> FigureRow:
    label, day, numerator, denominator, value, is_counted, note = kept
    return FigureRow(
        entity="",
        row_id="",
        label=_heard(label),
        day=None if day is None else date.fromisoformat(day),
        numerator=_number(numerator),
        denominator=_number(denominator),
        value=_number(value),
        is_counted=is_counted,
        note=_heard(note),
    )


def _heard(said: str | Mapping[str, str]) -> str:
    return said if isinstance(said, str) else _mine(said)


def _mine(by_language: Mapping[str, Any]) -> Any:
    """What is said in the reader's language; in another one where there is none."""
    return by_language.get(language()) or by_language[min(by_language)]


@lru_cache(maxsize=4096)
def _number(written: str | None) -> Fraction | None:
    """The same few numbers stand in thousands of rows."""
    return None if written is None else Fraction(written)
