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
from fidelity.scoring import text

if TYPE_CHECKING:
    from factdesk.assessments.indicators.compute import ItemFigure
    from fidelity.agreement import Agreement
    from fidelity.model import Scale
    from fidelity.scoring import Outcome

#: The shape of the content; a newer program may add to it.
FORMAT: Final = 1


@dataclass(frozen=True)
class Kept:
    """What was signed, opened."""

    rows: Rows
    figures: Mapping[str, SignedFigure]
    signer: str


def signed_content(
    rows: Rows,
    scale: Scale,
    figures: Mapping[str, ItemFigure],
    agreement: Agreement | None,
    outcome: Outcome,
    signer: str,
) -> str:
    """The canonical JSON: sorted keys, no spaces, fractions as «103/28», days as ISO 8601."""
    return dumps(
        {
            "format": FORMAT,
            "scale": {"id": scale.id, "edition": scale.edition, "digest": scale.digest},
            "rows": values_of(rows),
            "figures": {code: _figure(each) for code, each in figures.items()},
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
    """What was signed; ``None`` where the text is no longer one that was."""
    try:
        kept = loads(content)
        figures = {code: _figure_from(code, each) for code, each in kept["figures"].items()}
        return Kept(rows_from(kept["rows"]), figures, kept["signer"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _written(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _figure(each: ItemFigure) -> dict[str, Any]:
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
        "missing": figure.coverage.missing,
        "too_little": figure.too_little,
        "suggestion": None if each.suggestion is None else each.suggestion.score,
        "method": figure.method,
        "why": each.why,
    }


def _figure_from(code: str, kept: Mapping[str, Any]) -> SignedFigure:
    numbers = {
        name: None if kept[name] is None else Fraction(kept[name])
        for name in ("value", "numerator", "denominator")
    }
    days = {name: date.fromisoformat(kept[name]) for name in ("first", "last")}
    return SignedFigure(**{**kept, "item": code, **numbers, **days})


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
