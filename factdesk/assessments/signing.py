"""What is signed: one canonical JSON text of everything an assessment came to, and its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from factdesk.assessments import signed_figures
from factdesk.assessments.facts import SignedFigure
from factdesk.assessments.rows import Rows, rows_from, values_of
from factdesk.assessments.signed_figures import fraction
from factdesk.store.encoding import dumps, loads
from factdesk.words import Language
from fidelity.scoring import text

if TYPE_CHECKING:
    from factdesk.assessments.indicators.compute import ItemFigure
    from fidelity.agreement import Agreement
    from fidelity.model import Scale
    from fidelity.scoring import Outcome

#: The shape of the content; a newer program may add to it. In the first shape a figure had its
#: words in one language, beside its numbers; since the second they stand by language. Since the
#: third the rows behind a figure are in it.
FORMAT: Final = 3


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

    ``figures`` are the same ones in every language; the words of each are kept, and the rows
    behind it.
    """
    return dumps(
        {
            "format": FORMAT,
            "scale": {"id": scale.id, "edition": scale.edition, "digest": scale.digest},
            "rows": values_of(rows),
            "figures": signed_figures.written(figures),
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


def opened(content: str | None, *, with_rows: bool = True) -> Kept | None:
    """What was signed, the figures' words in the language that holds.

    ``None`` where the text is no longer one that was signed. Without the rows behind the figures,
    which are by far the most of it, where nobody looks at them.
    """
    try:
        kept = loads(content)
        figures = {
            code: signed_figures.read(code, each, with_rows=with_rows)
            for code, each in kept["figures"].items()
        }
        return Kept(rows_from(kept["rows"]), figures, kept["signer"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _agreement(agreement: Agreement) -> dict[str, Any]:
    return {
        "items": agreement.items,
        "same": agreement.same,
        "percent": fraction(agreement.percent),
        "mean_difference": fraction(agreement.mean_difference),
        "weighted_kappa": fraction(agreement.weighted_kappa),
        "quadratic_kappa": fraction(agreement.quadratic_kappa),
        "icc": fraction(agreement.icc),
    }


def _outcome(scale: Scale, outcome: Outcome) -> dict[str, Any]:
    return {
        "total": fraction(outcome.total),
        "written": text(scale, outcome.total),
        "sum": fraction(outcome.sum),
        "band": None if outcome.band is None else outcome.band.code,
        "groups": {f"{each.kind}:{each.code}": fraction(each.mean) for each in outcome.groups},
        "left_out": list(outcome.left_out),
    }
