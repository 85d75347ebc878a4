"""Marks drawn on paper: the status shapes of the screen, chips, tick boxes, and headings."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph

from factdesk.papers.styles import FILLS, MUTED, REGULAR, TEXT, Looks, Role, Tone

_STATUS: Final = {
    "red": HexColor("#C9401F"),
    "yellow": HexColor("#E69F00"),
    "green": HexColor("#008A64"),
    "blue": HexColor("#0072B2"),
}
_EDGE: Final = HexColor("#4A2A12")
_SIDES: Final = {"red": (8, pi / 8), "yellow": (3, pi / 2)}


class StatusMark(Flowable):
    """A level as its shape: octagon, triangle, circle, square or ring. Its word stands beside."""

    def __init__(self, level: str, size: float = 11) -> None:
        super().__init__()
        self.level, self.width, self.height = level, size, size

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The mark has one size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the shape with a dark edge, so that it is seen in grey as well."""
        canvas, half = self.canv, self.width / 2
        canvas.setLineWidth(0.8)
        canvas.setStrokeColor(_EDGE)
        fill = _STATUS.get(self.level)
        if fill is None:
            canvas.setStrokeColor(MUTED)
            canvas.setLineWidth(1.2)
            canvas.circle(half, half, half * 0.8, stroke=1, fill=0)
            return
        canvas.setFillColor(fill)
        if self.level == "green":
            canvas.circle(half, half, half * 0.95, stroke=1, fill=1)
        elif self.level == "blue":
            inset = self.width * 0.09
            side = self.width - 2 * inset
            canvas.roundRect(inset, inset, side, side, 0.8, stroke=1, fill=1)
        else:
            canvas.drawPath(self._polygon(*_SIDES[self.level]), stroke=1, fill=1)

    def _polygon(self, sides: int, turn: float) -> Any:
        half = self.width / 2
        lift = half * 0.2 if sides == 3 else 0.0
        corners = [
            (
                half + half * cos(turn + 2 * pi * side / sides),
                half - lift + half * sin(turn + 2 * pi * side / sides),
            )
            for side in range(sides)
        ]
        path = self.canv.beginPath()
        path.moveTo(*corners[0])
        for corner in corners[1:]:
            path.lineTo(*corner)
        path.close()
        return path


class Chip(Flowable):
    """A few words on a soft ground; what warns has an edge, what is grave a heavy one."""

    _SIDE, _TOP = 3.5, 1.6

    def __init__(self, looks: Looks, text: str, tone: Tone = "neutral", strong: str = "") -> None:
        super().__init__()
        self.tone = tone
        role: Role = "chip_strong" if tone == "danger" else "chip"
        self._style = ParagraphStyle("tone", looks.style(role), textColor=FILLS[tone][2])
        lead = f"<b>{looks.markup(strong)}</b> " if strong else ""
        self._paragraph = Paragraph((lead + looks.markup(text)).strip(), self._style)
        self._natural = stringWidth(
            looks.printable(f"{strong} {text}".strip()),
            looks.style("chip_strong").fontName,
            self._style.fontSize,
        )

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as its words, or as the column and then on several lines."""
        inner = min(self._natural + 0.5, max(width - 2 * self._SIDE, 1))
        _used, tall = self._paragraph.wrap(inner, height)
        self.width, self.height = inner + 2 * self._SIDE, tall + 2 * self._TOP
        return self.width, self.height

    def draw(self) -> None:
        """Draw ground, edge and words."""
        fill, edge, _writing = FILLS[self.tone]
        canvas = self.canv
        canvas.setFillColor(fill)
        canvas.setStrokeColor(edge)
        canvas.setLineWidth({"warn": 0.5, "danger": 1.1}.get(self.tone, 0.3))
        canvas.roundRect(0, 0, self.width, self.height, 2.2, stroke=1, fill=1)
        self._paragraph.drawOn(canvas, self._SIDE, self._TOP)

    def getSpaceAfter(self) -> float:
        """A little air between two chips."""
        return 2.0


class TickBox(Flowable):
    """A square to tick by hand, or ticked already."""

    def __init__(self, size: float = 10, *, ticked: bool = False) -> None:
        super().__init__()
        self.ticked = ticked
        self.width = self.height = size

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The box has one size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it."""
        self.canv.setStrokeColor(TEXT)
        self.canv.setLineWidth(0.8)
        self.canv.rect(0, 0, self.width, self.height, stroke=1, fill=0)
        if self.ticked:
            self.canv.setLineWidth(1.3)
            side = self.width
            self.canv.line(side * 0.2, side * 0.5, side * 0.42, side * 0.25)
            self.canv.line(side * 0.42, side * 0.25, side * 0.82, side * 0.8)


class Heading(Paragraph):
    """A heading that stands in the document's outline; one repeated on a new page only once.

    ``tail`` stands behind it in a weaker hand (a count), and not in the outline.
    """

    def __init__(
        self, looks: Looks, text: str, level: int = 0, role: Role = "heading", tail: str = ""
    ) -> None:
        style = ParagraphStyle("kept", looks.style(role), keepWithNext=1)
        weak = f'<font name="{REGULAR}" color="{MUTED.hexval()}">{looks.markup(tail)}</font>'
        self._words = looks.markup(text) + (f"\u00a0\u00a0{weak}" if tail else "")
        super().__init__(self._words, style)
        self.entry, self.level = looks.printable(text), level

    def split(self, width: float, height: float) -> list[Flowable]:
        """A heading that no page holds goes on over it; its place in the outline is at its top."""
        parts = Paragraph(self._words, self.style).split(width, height)
        return [_Place(self), *parts] if parts else []

    def draw(self) -> None:
        """Draw the words and mark the place."""
        self.mark(self.canv, self.height)
        super().draw()

    def mark(self, canvas: Any, top: float) -> None:
        """Put the heading in the outline, the first time it is drawn."""
        marked = canvas.__dict__.setdefault("_marked", {})
        if id(self) not in marked:
            marked[id(self)] = self
            key = f"h{len(marked)}"
            canvas.bookmarkHorizontal(key, 0, top)
            canvas.addOutlineEntry(self.entry, key, self.level, closed=False)


class _Place(Flowable):
    """Where a heading begins that is divided: it takes no room."""

    def __init__(self, heading: Heading) -> None:
        super().__init__()
        self._heading = heading

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """As wide as the page, and of no height."""
        self.width, self.height = width, 0.0
        return width, 0.0

    def draw(self) -> None:
        """Mark the place."""
        self._heading.mark(self.canv, 0)
