"""Where the marks of the strip stand: what is crowded is merged, and words never cover words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF

from factdesk.coordination.facts import StripMark

#: How many days the strip shows, and how many marks of one place are drawn above each other.
DAYS, MOST = 90, 3


@dataclass(frozen=True)
class Spot:
    """A place on the strip: its marks, the first one on the line, and where its word stands."""

    x: float
    marks: tuple[StripMark, ...]
    box: QRectF
    word: str = ""
    word_box: QRectF | None = None


@dataclass(frozen=True)
class Measures:
    """The sizes of the strip in pixels: from ``left`` over ``width`` days go, on the ``line``."""

    left: float
    width: float
    line: float
    side: float
    step: float
    word_height: float
    word_width: Callable[[str], float]


def arranged(marks: Sequence[StripMark], today: date, sizes: Measures) -> list[Spot]:
    """The marks in order of their days, merged where they would touch, with their words."""
    spots = [_spot(group, today, sizes) for group in _groups(marks, today, sizes)]
    taken = [spot.box for spot in spots]
    done = []
    for spot in spots:
        word = _word(spot.marks)
        box = _free(spot, sizes.word_width(word), sizes, taken)
        if box is not None:
            taken.append(box)
        done.append(Spot(spot.x, spot.marks, spot.box, word, box))
    return done


def place(day: date, today: date, sizes: Measures) -> float:
    """Where a day is; what is past stands at the beginning."""
    ahead = min(max((day - today).days, 0), DAYS)
    return sizes.left + sizes.width * ahead / DAYS


def highest(marks: Sequence[StripMark], today: date, sizes: Measures) -> int:
    """How many marks the highest place has above each other."""
    groups = _groups(marks, today, sizes)
    return max((min(len(group), MOST) for group in groups), default=1)


def _groups(marks: Sequence[StripMark], today: date, sizes: Measures) -> list[list[StripMark]]:
    groups: list[list[StripMark]] = []
    for mark in sorted(marks, key=lambda mark: mark.day):
        first = groups[-1][0] if groups else None
        x = place(mark.day, today, sizes)
        if first is not None and x - place(first.day, today, sizes) < sizes.side * 1.25:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    return groups


def _spot(group: list[StripMark], today: date, sizes: Measures) -> Spot:
    days = [place(mark.day, today, sizes) for mark in group]
    x = sum(days) / len(days)
    rise = (min(len(group), MOST) - 1) * sizes.step
    top = sizes.line - sizes.side / 2 - rise
    return Spot(x, tuple(group), QRectF(x - sizes.side / 2, top, sizes.side, sizes.side + rise))


def _word(marks: tuple[StripMark, ...]) -> str:
    return marks[0].text if len(marks) == 1 else f"{marks[0].text} +{len(marks) - 1}"


def _free(spot: Spot, width: float, sizes: Measures, taken: list[QRectF]) -> QRectF | None:
    """The lowest place above the marks where a word covers nothing; None where there is none."""
    least, most = sizes.left - sizes.side, sizes.left + sizes.width + sizes.side
    left = min(max(spot.x - width / 2, least), most - width)
    top = spot.box.top() - sizes.word_height
    while top >= 0:
        box = QRectF(left, top, width, sizes.word_height)
        air = box.adjusted(-6, 1, 6, -1)
        if not any(air.intersects(other) for other in taken):
            return box
        top -= sizes.word_height / 2
    return None
