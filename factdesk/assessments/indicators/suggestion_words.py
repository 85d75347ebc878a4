"""Why a figure suggests a score, in words: the anchor that applies and the edges beside it."""

from __future__ import annotations

from fractions import Fraction

from factdesk.assessments.indicators.figure import Figure
from factdesk.assessments.indicators.units import plain
from factdesk.words import _, language
from fidelity.model import Anchor, Better, Item
from fidelity.suggesting import Suggestion, suggest

#: The figures whose value is a median of charts.
MEDIANS = frozenset({"in_vivo", "intensity", "frequency"})


def why(item: Item, figure: Figure, suggestion: Suggestion | None) -> str:
    """«Suggestion 4 «60–79 %», because the median reaches 60, not 80.»; or why there is none.

    Of a capped one: what the figure alone would give, and why it is not suggested.
    """
    if suggestion is None or figure.value is None:
        return _why_none(item, figure)
    if suggestion.capped:
        return _why_capped(item, figure, suggestion)
    return _("Suggestion {score} «{anchor}», because {reason}.").format(
        score=suggestion.score,
        anchor=suggestion.anchor.text.in_language(language()),
        reason=_reason(item, figure, suggestion),
    )


def _why_capped(item: Item, figure: Figure, suggestion: Suggestion) -> str:
    """What the figure alone would earn and by which edge, and why it suggests less."""
    alone = None if figure.value is None else suggest(item, figure.value)
    if alone is None:
        return _why_none(item, figure)
    return _(
        "Suggestion {score}. The figure alone would give {alone} «{anchor}», because {reason};"
        " but no more than {most} is suggested: {why}"
    ).format(
        score=suggestion.score,
        alone=alone.score,
        anchor=alone.anchor.text.in_language(language()),
        reason=_reason(item, figure, alone),
        most=figure.most,
        why=figure.most_why,
    )


def _why_none(item: Item, figure: Figure) -> str:
    if figure.too_little:
        return figure.too_little
    if figure.value is None:
        return _("The figure cannot be computed, so it suggests nothing.")
    if not item.is_numeric:
        return _("The form has no numbers for this item, so the figure suggests no score.")
    if item.unit is not None and item.unit != figure.unit:
        return _("The form counts this item in another unit, so the figure suggests no score.")
    return _("No anchor of the form fits the figure, so it suggests no score.")


def _reason(item: Item, figure: Figure, suggestion: Suggestion) -> str:
    """What the figure reaches and what it does not; the names of the edges where they are open."""
    what = _("the median") if figure.code in MEDIANS else _("the figure")
    reached, missed = suggestion.reached, suggestion.not_reached
    if item.better is Better.HIGHER and not _has_open_edges(item):
        if reached is not None and missed is not None:
            text = _("{what} reaches {edge}, not {next}")
        elif reached is not None:
            text = _("{what} reaches {edge}")
        else:
            text = _("{what} does not reach {next}")
        return text.format(what=what, edge=_number(reached), next=_number(missed))
    at = _edge(item.better, suggestion.anchor)
    beyond = _edge(item.better, _next_better(item, suggestion.score)) if missed is not None else ""
    if at and beyond:
        text = _("{what} is {edge}, not {next}")
    elif at:
        text = _("{what} is {edge}")
    else:
        text = _("{what} is not {next}")
    return text.format(what=what, edge=at, next=beyond)


def _has_open_edges(item: Item) -> bool:
    return any(anchor.above is not None for anchor in item.anchors)


def _next_better(item: Item, score: int) -> Anchor | None:
    """The anchor of the next better score that has an edge on the side that counts."""
    better = [
        anchor for anchor in item.anchors if anchor.score > score and _edge(item.better, anchor)
    ]
    return min(better, key=lambda anchor: anchor.score, default=None)


def _edge(better: Better, anchor: Anchor | None) -> str:
    """The end of an anchor's range that a figure has to come within: «at most 34», «below 20»."""
    if anchor is None:
        return ""
    if better is Better.HIGHER:
        if anchor.at_least is not None:
            return _("at least {number}").format(number=plain(anchor.at_least))
        return (
            "" if anchor.above is None else _("above {number}").format(number=plain(anchor.above))
        )
    if anchor.at_most is not None:
        return _("at most {number}").format(number=plain(anchor.at_most))
    return "" if anchor.below is None else _("below {number}").format(number=plain(anchor.below))


def _number(edge: Fraction | None) -> str:
    return "" if edge is None else plain(edge)
