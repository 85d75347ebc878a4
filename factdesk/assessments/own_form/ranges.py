"""The range of a figure that a written anchor names: «25–34», «under 0,50», «50 or more»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_UNIT = r"\s*(?:%|prosent|percent)?\s*"
_TWO = re.compile(rf"{_NUMBER}{_UNIT}(?:-|–|—|to|til)\s*{_NUMBER}")
_ONE = re.compile(_NUMBER)
#: Words and signs before or after the only number of a text, by the edge that it is.
_EDGES: Final = (
    ("at_least", re.compile(r"≥|>=|at least|minst|or more|eller (?:mer|flere|fleire|meir)")),
    ("at_most", re.compile(r"≤|<=|at most|h[øo]yst|maks|or (?:fewer|less)|eller (?:færre|mindre)")),
    ("below", re.compile(r"<|under|below|less than|fewer than|mindre enn|færre enn")),
    ("above", re.compile(r">|over|above|more than|mer enn|flere enn|meir enn|fleire enn")),
)


def ranges_of(anchors: Sequence[str]) -> list[dict[str, str]] | None:
    """The edges of each anchor as a scale file writes them; ``None`` unless all are clear."""
    found = [_range(each.casefold()) for each in anchors]
    return None if any(each is None for each in found) else [each or {} for each in found]


def _range(text: str) -> dict[str, str] | None:
    two = _TWO.search(text)
    numbers = _ONE.findall(text)
    if two and len(numbers) == 2:
        return {"at_least": _plain(two[1]), "at_most": _plain(two[2])}
    if len(numbers) != 1:
        return None
    for edge, words in _EDGES:
        if words.search(text):
            return {edge: _plain(numbers[0])}
    return None


def _plain(number: str) -> str:
    return number.replace(",", ".")
