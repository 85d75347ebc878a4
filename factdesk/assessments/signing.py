"""What is signed: one canonical JSON text of everything an assessment came to, and its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from factdesk.assessments.facts import SignedFigure
from factdesk.assessments.rows import Rows, rows_from, values_of
from factdesk.store.encoding import dumps, loads
from factdesk.words import LANGUAGES, Language, language
from fidelity.scoring import text

if TYPE_CHECKING:
    from factdesk.assessments.indicators.compute import ItemFigure
    from fidelity.agreement import Agreement
    from fidelity.model import Scale
    from fidelity.scoring import Outcome

#: The shape of the content; a newer program may add to it. In the first shape a figure had its
#: words in one language, beside its numbers; since the second they stand by language.
FORMAT: Final = 2


@dataclass(frozen=True)
class Kept:
    """What was signed, opened."""

    rows: Rows
    figures: Mapping[str, SignedFigure]
    signer: str


def signed_content(
    rows: Rows,
    scale: Scale,
    figures: Mapping[Language, Mapping[str, ItemFigure]],
    agreement: Agreement | None,
    outcome: Outcome,
    signer: str,
) -> str:
    """The canonical JSON: sorted keys, no spaces, fractions as «103/28», days as ISO 8601.

    ``figures`` are the same ones in every language; the words of each are kept.
    """
    return dumps(
        {
            "format": FORMAT,
            "scale": {"id": scale.id, "edition": scale.edition, "digest": scale.digest},
            "rows": values_of(rows),
            "figures": {
                code: {
                    **_numbers(each),
                    "words": {spoken: _words(told[code]) for spoken, told in figures.items()},
                }
                for code, each in figures[LANGUAGES[0]].items()
            },
            "agreement": None if agreement is None else _agreement(agreement),
            "outcome": _outcome(scale, outcome),
            "signer": signer,
        }
    )


def hash_of(content: str) -> str:
    """The SHA-256 of a content, in hex."""
    return hashlib.sha256(content.encode()).hexdigest()


def holds(content: str, content_hash: str | None, rows: Rows, scale: Scale) -> bool:
    """Whether the text, the stored rows and the scale are all what was signed."""
    if hash_of(content) != content_hash:
        return False
    kept = loads(content)
    return bool(kept["rows"] == values_of(rows) and kept["scale"]["digest"] == scale.digest)


def opened(content: str | None) -> Kept | None:
    """What was signed, the figures' words in the language that holds.

    ``None`` where the text is no longer one that was signed.
    """
    try:
        kept = loads(content)
        figures = {code: _figure_from(code, each) for code, each in kept["figures"].items()}
        return Kept(rows_from(kept["rows"]), figures, kept["signer"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _written(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _numbers(each: ItemFigure) -> dict[str, Any]:
    figure = each.figure
    return {
        "value": _written(figure.value),
        "numerator": _written(figure.numerator),
        "denominator": _written(figure.denominator),
        "unit": figure.unit,
        "first": figure.first.isoformat(),
        "last": figure.last.isoformat(),
        "counted": figure.coverage.counted,
        "looked_at": figure.coverage.looked_at,
        "suggestion": None if each.suggestion is None else each.suggestion.score,
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


def _figure_from(code: str, kept: Mapping[str, Any]) -> SignedFigure:
    values = {name: each for name, each in kept.items() if name != "words"}
    for name in ("value", "numerator", "denominator"):
        values[name] = None if kept[name] is None else Fraction(kept[name])
    for name in ("first", "last"):
        values[name] = date.fromisoformat(kept[name])
    words = dict(_in_my_language(kept["words"])) if "words" in kept else {}
    words["beside"] = tuple(words.get("beside", ()))
    return SignedFigure(**{**values, **words, "item": code})


def _in_my_language(words: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """The words for the reader; those of another language where there are none."""
    return words.get(language()) or words[min(words)]


def _agreement(agreement: Agreement) -> dict[str, Any]:
    return {
        "items": agreement.items,
        "same": agreement.same,
        "percent": _written(agreement.percent),
        "mean_difference": _written(agreement.mean_difference),
        "weighted_kappa": _written(agreement.weighted_kappa),
        "quadratic_kappa": _written(agreement.quadratic_kappa),
        "icc": _written(agreement.icc),
    }


def _outcome(scale: Scale, outcome: Outcome) -> dict[str, Any]:
    return {
        "total": _written(outcome.total),
        "written": text(scale, outcome.total),
        "sum": _written(outcome.sum),
        "band": None if outcome.band is None else outcome.band.code,
        "groups": {f"{each.kind}:{each.code}": _written(each.mean) for each in outcome.groups},
        "left_out": list(outcome.left_out),
    }
