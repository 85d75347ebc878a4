"""Charts of a fidelity report: bars on a scale, their legend, and a line over the years.

They are legible in grey: what is compared differs in shape, and every value is written as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final, Literal

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, PolyLine, Rect, String
from reportlab.lib.colors import HexColor, white
from reportlab.pdfbase.pdfmetrics import stringWidth

from factdesk.papers.styles import MUTED, REGULAR, STRONG, TEXT, Looks

_BAR: Final = HexColor("#0A5A8C")
_PALE: Final = HexColor("#8FB4CC")
_TRACK: Final = HexColor("#E9EDF1")
_GRID: Final = HexColor("#D5DBE1")
_TOP: Final = 14.0
#: The least length of a bar in points, so that the lowest score is seen.
_STUB: Final = 2.5
#: Days that stand closer than this many points in a trend are not all named.
_APART: Final = 46.0


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its value as a number and as it is written, and what it is held against.

    ``references`` are published values by their place in the legend. ``is_pale``: provisional.
    """

    label: str
    value: Fraction | None
    shown: str
    before: Fraction | None = None
    references: tuple[tuple[int, Fraction], ...] = ()
    is_pale: bool = False


@dataclass(frozen=True)
class Axis:
    """The scale below the bars, and how they are set."""

    lowest: int
    highest: int
    label: float
    row: float
    size: float = 8.5
    is_strong: bool = False

    def at(self, value: Fraction, left: float, room: float) -> float:
        """Where a value stands; what is outside stands at the edge."""
        span = max(self.highest - self.lowest, 1)
        share = min(max((value - self.lowest) / span, Fraction(0)), Fraction(1))
        return left + room * float(share)


def bars(looks: Looks, rows: Sequence[Bar], axis: Axis, width: float) -> Drawing:
    """Bars from above, the axis on top of them, each value at the right."""
    high = _TOP + axis.row * len(rows)
    drawing = Drawing(width, high)
    left, right = axis.label + 8, width - 34
    room = right - left
    add = drawing.add
    for tick in _ticks(axis.lowest, axis.highest):
        x = axis.at(Fraction(tick), left, room)
        add(Line(x, 0, x, high - 11, strokeColor=_GRID, strokeWidth=0.5))
        add(_string(x, high - 8, str(tick), 7, anchor="middle", colour=MUTED))
    font = STRONG if axis.is_strong else REGULAR
    thick = min(axis.row * 0.52, 8.5)
    for number, row in enumerate(rows):
        middle = high - _TOP - axis.row * (number + 0.5)
        text = fitted(looks.printable(row.label), font, axis.size, axis.label)
        add(_string(0, middle - axis.size * 0.36, text, axis.size, font))
        add(_string(width, middle - axis.size * 0.36, row.shown, axis.size, STRONG, "end"))
        add(_box(left, middle - thick / 2, room, thick, _TRACK))
        if row.value is not None:
            long = max(axis.at(row.value, left, room) - left, _STUB)
            fill = _PALE if row.is_pale else _BAR
            add(_box(left, middle - thick / 2, long, thick, fill))
        if row.before is not None:
            x, half = axis.at(row.before, left, room), thick / 2 + 2
            add(Line(x, middle - half, x, middle + half, strokeColor=white, strokeWidth=3.2))
            add(Line(x, middle - half, x, middle + half, strokeColor=TEXT, strokeWidth=1.6))
        for place, value in row.references:
            add(_sign(place, axis.at(value, left, room), middle))
    return drawing


def legend(looks: Looks, before: str, references: Sequence[str], width: float) -> Drawing | None:
    """What the tick and each sign mean, on as many lines as it takes; ``None`` for nothing."""
    entries: list[tuple[int | None, str]] = [(None, before)] if before else []
    entries += list(enumerate(references))
    if not entries:
        return None
    placed: list[tuple[int | None, str, float, int]] = []
    x, line = 0.0, 0
    for place, words in entries:
        text = fitted(looks.printable(words), REGULAR, 8, width - 14)
        wide = stringWidth(text, REGULAR, 8) + 30
        if x and x + wide - 16 > width:
            x, line = 0.0, line + 1
        placed.append((place, text, x, line))
        x += wide
    drawing = Drawing(width, 12.0 * (line + 1) + 3)
    for place, text, x, at in placed:
        middle = 12.0 * (line - at) + 8
        if place is None:
            drawing.add(
                Line(x + 4, middle - 4.5, x + 4, middle + 4.5, strokeColor=TEXT, strokeWidth=1.6)
            )
        else:
            drawing.add(_sign(place, x + 4, middle))
        drawing.add(_string(x + 13, middle - 3, text, 8, colour=MUTED))
    return drawing


@dataclass(frozen=True)
class Dot:
    """A measurement in a trend; ``is_open`` draws it hollow: it is not signed."""

    day: date
    value: Fraction
    shown: str
    day_shown: str
    is_open: bool = False


def trend(dots: Sequence[Dot], lowest: int, highest: int, width: float) -> Drawing:
    """Totals over time, oldest first, at least two; as far apart as the days are."""
    high, left, below = 150.0, 26.0, 22.0
    drawing = Drawing(width, high)
    right, top = width - 26, high - 16
    first, last = dots[0].day, dots[-1].day
    days = max((last - first).days, 1)

    def across(day: date) -> float:
        return left + 20 + (right - left - 40) * (day - first).days / days

    def up(value: Fraction) -> float:
        return below + (top - below) * float((value - lowest) / max(highest - lowest, 1))

    for tick in _ticks(lowest, highest):
        y = up(Fraction(tick))
        drawing.add(Line(left, y, right, y, strokeColor=_GRID, strokeWidth=0.5))
        drawing.add(_string(left - 6, y - 2.6, str(tick), 7.5, anchor="end", colour=MUTED))
    places = [(across(dot.day), up(dot.value)) for dot in dots]
    flat = [number for place in places for number in place]
    drawing.add(PolyLine(flat, strokeColor=_BAR, strokeWidth=1.8))
    named = _named([x for x, _y in places])
    for number, (dot, (x, y)) in enumerate(zip(dots, places, strict=True)):
        fill = white if dot.is_open else _BAR
        drawing.add(Circle(x, y, 3.4, fillColor=fill, strokeColor=_BAR, strokeWidth=1.6))
        if number in named:
            drawing.add(_string(x, y + 7, dot.shown, 8.5, STRONG, "middle"))
            drawing.add(_string(x, 6, dot.day_shown, 7.5, anchor="middle", colour=MUTED))
    return drawing


def _named(places: Sequence[float]) -> set[int]:
    """Which points have room for their words: the last, the first, and those between."""
    named = {len(places) - 1}
    taken = [places[-1]]
    for number, x in enumerate(places):
        if all(abs(x - other) >= _APART for other in taken):
            named.add(number)
            taken.append(x)
    return named


def fitted(text: str, font: str, size: float, room: float) -> str:
    """The text, cut with an ellipsis where it is wider than its room."""
    text = text.replace("\n", " ")
    if stringWidth(text, font, size) <= room:
        return text
    low, high = 0, min(len(text), int(room))
    while low < high:
        middle = (low + high + 1) // 2
        fits = stringWidth(text[:middle].rstrip() + "…", font, size) <= room
        low, high = (middle, high) if fits else (low, middle - 1)
    return text[:low].rstrip() + "…"


def _ticks(lowest: int, highest: int) -> range:
    return range(lowest, highest + 1, max((highest - lowest) // 6, 1))


def _string(
    x: float,
    y: float,
    text: str,
    size: float,
    font: str = REGULAR,
    anchor: Literal["start", "middle", "end"] = "start",
    colour: Any = TEXT,
) -> String:
    return String(x, y, text, fontName=font, fontSize=size, textAnchor=anchor, fillColor=colour)


def _box(x: float, y: float, wide: float, high: float, fill: Any) -> Any:
    """A filled rectangle without an edge."""
    box: Any = Rect(x, y, wide, high)
    box.fillColor, box.strokeColor = fill, None
    return box


def _sign(place: int, x: float, y: float) -> Any:
    """The sign of a reference: a circle, a diamond, a square or a triangle, and again."""
    look: dict[str, Any] = {"fillColor": white, "strokeColor": TEXT, "strokeWidth": 1.0}
    half = 2.7
    if place % 4 == 0:
        return Circle(x, y, half, **look)
    corners = {
        1: (x, y + 3.6, x + 3.6, y, x, y - 3.6, x - 3.6, y),
        2: (x - half, y - half, x + half, y - half, x + half, y + half, x - half, y + half),
        3: (x - 3.2, y - half, x + 3.2, y - half, x, y + 3.2),
    }[place % 4]
    return Polygon(list(corners), **look)
