"""Arithmetic of changed rows: runs of numbers, and what may stay where it is."""

from bisect import bisect_left
from collections.abc import Sequence


def runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return rising numbers as (first, last) of each unbroken run."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def longest_ordered(numbers: Sequence[int]) -> list[int]:
    """Return the places of one longest rising subsequence; the numbers must differ.

    Rows at these places need not move to bring all of them into order.
    """
    tails: list[int] = []
    tail_places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(tail_places[at - 1] if at else -1)
        tails[at : at + 1] = [number]
        tail_places[at : at + 1] = [place]
    chosen: list[int] = []
    place = tail_places[-1] if tail_places else -1
    while place >= 0:
        chosen.append(place)
        place = before[place]
    return chosen[::-1]
