"""The score that a figure suggests: the anchor whose edge it reaches."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from fidelity.model import Anchor, Better, Item


@dataclass(frozen=True)
class Suggestion:
    """A suggested score and its anchor.

    ``reached`` is the edge that earned it and ``not_reached`` the edge of the next better score,
    ``None`` where there is no such edge. ``capped``: the figure alone would have earned more.
    """

    score: int
    anchor: Anchor
    reached: Fraction | None
    not_reached: Fraction | None
    capped: bool


def suggest(item: Item, value: Fraction, most: int | None = None) -> Suggestion | None:
    """The suggestion for a figure; ``None`` when the item has no numeric anchors.

    Where higher is better: the highest anchor whose lower edge the figure reaches; where lower is
    better: the best anchor whose upper edge it does not pass. A figure between two anchors
    (36.4 between 36 and 37) is thereby the poorer. ``most`` is the highest score allowed.
    """
    anchors = [each for each in item.anchors if each.is_numeric]
    if not anchors:
        return None
    anchors.sort(key=lambda each: each.score)
    place = 0
    for index, anchor in enumerate(anchors):
        if _holds(anchor, value, item.better):
            place = index
    if most is not None and anchors[place].score > most:
        return _capped(item, most)
    better = anchors[place + 1] if place + 1 < len(anchors) else None
    return Suggestion(
        score=anchors[place].score,
        anchor=anchors[place],
        reached=_edge(anchors[place], item.better),
        not_reached=None if better is None else _edge(better, item.better),
        capped=False,
    )


def _capped(item: Item, most: int) -> Suggestion:
    ordered = sorted(item.anchors, key=lambda each: each.score)
    anchor = next((each for each in reversed(ordered) if each.score <= most), ordered[0])
    return Suggestion(anchor.score, anchor, _edge(anchor, item.better), None, capped=True)


def _edge(anchor: Anchor, better: Better) -> Fraction | None:
    if better is Better.HIGHER:
        return anchor.above if anchor.at_least is None else anchor.at_least
    return anchor.below if anchor.at_most is None else anchor.at_most


def _holds(anchor: Anchor, value: Fraction, better: Better) -> bool:
    if better is Better.HIGHER:
        return (anchor.at_least is None or value >= anchor.at_least) and (
            anchor.above is None or value > anchor.above
        )
    return (anchor.at_most is None or value <= anchor.at_most) and (
        anchor.below is None or value < anchor.below
    )
