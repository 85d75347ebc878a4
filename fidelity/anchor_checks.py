"""Whether an item's anchors are whole: one for each score, and ranges that meet."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

from fidelity.model import Anchor, Better, Item, Scale
from fidelity.places import Path
from fidelity.taking import Notes


def check_anchors(scale: Scale, values: Mapping[str, object], notes: Notes) -> None:
    """Note what is wrong; an item has no anchors at all, or one for each score of its part.

    ``values`` is the parsed file: it says where a hole between two anchors is meant
    (``hole = true`` on the lower score).
    """
    parts = {each.code: each for each in scale.parts}
    for index, item in enumerate(scale.items):
        part = parts.get(item.part)
        if not item.anchors or part is None:
            continue
        path: Path = ("items", index)
        scores = range(part.lowest, part.highest + 1)
        _check_scores(item, scores, path, notes)
        sound = True
        for place, anchor in enumerate(item.anchors):
            sound = _check_edges(item, anchor, (*path, "anchors", place), notes) and sound
        if sound:
            _check_meeting(item, _holes(values, index), path, notes)


def _check_scores(item: Item, scores: range, path: Path, notes: Notes) -> None:
    seen: set[int] = set()
    for place, anchor in enumerate(item.anchors):
        told = {"item": item.code, "score": anchor.score}
        if anchor.score in seen:
            notes.add((*path, "anchors", place), "anchor_doubled", **told)
        elif anchor.score not in scores:
            notes.add((*path, "anchors", place), "anchor_outside", **told)
        seen.add(anchor.score)
    for score in scores:
        if score not in seen:
            notes.add((*path, "anchors"), "anchor_missing", item=item.code, score=score)


def _check_edges(item: Item, anchor: Anchor, path: Path, notes: Notes) -> bool:
    told = {"item": item.code, "score": anchor.score}
    if None not in (anchor.at_least, anchor.above) or None not in (anchor.at_most, anchor.below):
        notes.add(path, "anchor_two_edges", **told)
        return False
    low, high = _lower(anchor), _upper(anchor)
    if low is None or high is None:
        return True
    holds_both = anchor.at_least is not None and anchor.at_most is not None
    if low > high or (low == high and not holds_both):
        notes.add(path, "anchor_turned", **told)
        return False
    return True


def _holes(values: Mapping[str, object], index: int) -> set[int]:
    """The scores after which a hole is declared."""
    items = values["items"]
    anchors = items[index].get("anchors", []) if isinstance(items, list) else []
    return {each["score"] for each in anchors if each.get("hole") is True and "score" in each}


def _check_meeting(item: Item, holes: set[int], path: Path, notes: Notes) -> None:
    """Each range with the next one up, whichever way the scores run.

    An anchor with words only, among others with ranges, is passed over.
    """
    numeric = [
        (place, each)
        for place, each in enumerate(item.anchors)
        if _lower(each) is not None or _upper(each) is not None
    ]
    numeric.sort(key=lambda each: each[1].score, reverse=item.better is Better.LOWER)
    for (one, low), (other, high) in pairwise(numeric):
        found = _meeting(low, high, item.step)
        scores = sorted((low.score, high.score))
        if found == "anchor_overlap" or (found and scores[0] not in holes):
            place = (*path, "anchors", max(one, other))
            notes.add(place, found, item=item.code, low=scores[0], high=scores[1])


def _meeting(low: Anchor, high: Anchor, step: Fraction) -> str:
    """How a range ends and the next begins: empty where they meet, touching or a step apart."""
    end, begin = _upper(low), _lower(high)
    if end is None or begin is None or begin < end:
        return "anchor_overlap"
    if begin == end:
        both_open = low.at_most is None and high.at_least is None
        both_closed = low.at_most is not None and high.at_least is not None
        return "anchor_overlap" if both_closed else "anchor_gap" if both_open else ""
    is_a_step = low.at_most is not None and high.at_least is not None and begin - end == step
    return "" if is_a_step else "anchor_gap"


def _lower(anchor: Anchor) -> Fraction | None:
    return anchor.above if anchor.at_least is None else anchor.at_least


def _upper(anchor: Anchor) -> Fraction | None:
    return anchor.below if anchor.at_most is None else anchor.at_most
