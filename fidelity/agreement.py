"""How far two raters agree: share of equal scores, weighted kappa, intraclass correlation.

The arithmetic is small and the values are exact fractions here; the libraries that have it give
floats, and bring numpy and scipy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

#: The names of the formulas, as a report prints them.
KAPPA_LINEAR = "Cohen's weighted kappa, linear weights"
KAPPA_QUADRATIC = "Cohen's weighted kappa, quadratic weights"
ICC_ABSOLUTE = "ICC(2,1), Shrout & Fleiss 1979: two-way random, absolute agreement, single rater"


@dataclass(frozen=True)
class Agreement:
    """The agreement of two raters over the ``items`` that both have scored.

    ``percent`` is 0 to 100 and ``mean_difference`` the mean of the absolute differences. A value is
    ``None`` where its formula divides by zero: no items, or no variance to agree on.
    """

    items: int
    same: int
    within_one: int
    percent: Fraction | None
    mean_difference: Fraction | None
    weighted_kappa: Fraction | None
    quadratic_kappa: Fraction | None
    icc: Fraction | None
    kappa_formula: str = KAPPA_LINEAR
    quadratic_formula: str = KAPPA_QUADRATIC
    icc_formula: str = ICC_ABSOLUTE


def agreement(pairs: Sequence[tuple[int, int]], lowest: int, highest: int) -> Agreement:
    """The agreement over pairs of scores, each from ``lowest`` to ``highest``.

    Raises ``ValueError`` for a score outside them.
    """
    for pair in pairs:
        if not all(lowest <= score <= highest for score in pair):
            raise ValueError(f"{pair} is not from {lowest} to {highest}")
    differences = [abs(one - other) for one, other in pairs]
    same = differences.count(0)
    return Agreement(
        items=len(pairs),
        same=same,
        within_one=sum(difference <= 1 for difference in differences),
        percent=Fraction(100 * same, len(pairs)) if pairs else None,
        mean_difference=Fraction(sum(differences), len(pairs)) if pairs else None,
        weighted_kappa=_kappa(pairs, lambda difference: difference),
        quadratic_kappa=_kappa(pairs, lambda difference: difference * difference),
        icc=intraclass(pairs),
    )


def intraclass(table: Sequence[Sequence[int]]) -> Fraction | None:
    """ICC(2,1) of a table with a row for each item and a column for each rater.

    ``None`` with fewer than two items or raters, or where no score differs from another. Raises
    ``ValueError`` where the rows are not equally long.
    """
    n = len(table)
    k = len(table[0]) if table else 0
    if any(len(row) != k for row in table):
        raise ValueError("every item needs a score from every rater")
    if n < 2 or k < 2:
        return None
    grand = Fraction(sum(map(sum, table)), n * k)
    rows = sum((Fraction(sum(row), k) - grand) ** 2 for row in table) * k
    raters = sum((Fraction(sum(column), n) - grand) ** 2 for column in zip(*table, strict=True)) * n
    total = sum((score - grand) ** 2 for row in table for score in row)
    between = Fraction(rows) / (n - 1)
    judges = Fraction(raters) / (k - 1)
    error = Fraction(total - rows - raters) / ((n - 1) * (k - 1))
    below = between + (k - 1) * error + Fraction(k, n) * (judges - error)
    return (between - error) / below if below else None


def _kappa(pairs: Sequence[tuple[int, int]], weight: Callable[[int], int]) -> Fraction | None:
    """One minus the disagreement seen over the one expected by chance from how each rater scores.

    The weights need no scaling by the range: it divides both.
    """
    ones = Counter(one for one, _other in pairs)
    others = Counter(other for _one, other in pairs)
    seen = len(pairs) * sum(weight(abs(one - other)) for one, other in pairs)
    expected = sum(
        weight(abs(one - other)) * count * times
        for one, count in ones.items()
        for other, times in others.items()
    )
    return 1 - Fraction(seen, expected) if expected else None
