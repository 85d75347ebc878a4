"""What is drawn in a fidelity report beside its charts: an item's head, its state, its band."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from reportlab.lib.colors import HexColor, white
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph, Table

from factdesk.papers.marks import Heading
from factdesk.papers.report_charts import fitted
from factdesk.papers.styles import FILLS, LINE, MUTED, REGULAR, STRONG, TEXT, Looks
from fidelity.model import Band, Scale

_FILL: Final = HexColor("#0A5A8C")
_STEP: Final = 9.0
#: Most steps that are drawn beside a score; a longer range is told by the number alone.
_STEPS: Final = 10
#: The height of the strip that tells the state at the top of a page, in points.
STRIP: Final = 20.0
#: The sizes of type that are tried for it, so that all of it is read.
_STRIP_SIZES: Final = (8.0, 7.5, 7.0, 6.5, 6.0)


class ItemHead(Heading):
    """An item's title under a thin line, with its score at the right as steps and a number."""

    def __init__(
        self, looks: Looks, text: str, level: int, score: int | None, scores: tuple[int, int]
    ) -> None:
        """Take the title, its place in the outline, the score, and the lowest and highest."""
        super().__init__(looks, text, level, role="strong")
        lowest, highest = scores
        self._score, self._steps = score, highest - lowest + 1
        self._filled = 0 if score is None else score - lowest + 1
        shown = self._steps if self._steps <= _STEPS else 0
        self._room = shown * _STEP + 26
        self.style.keepWithNext = 0
        self.style.rightIndent = self._room + 8
        self.style.spaceBefore, self.style.spaceAfter = 15, 3

    def draw(self) -> None:
        """Draw the line, the score, and the title."""
        canvas, right = self.canv, self.width
        canvas.saveState()
        if not self._is_first():
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(0.6)
            canvas.line(0, self.height + 5, right, self.height + 5)
        base = self.height - self.style.leading + 2.5
        canvas.setFont(STRONG, 13)
        canvas.setFillColor(TEXT if self._score is not None else MUTED)
        canvas.drawRightString(right, base, "–" if self._score is None else str(self._score))
        if self._steps <= _STEPS:
            left = right - self._room
            canvas.setStrokeColor(_FILL)
            canvas.setLineWidth(0.7)
            for step in range(self._steps):
                canvas.setFillColor(_FILL if step < self._filled else white)
                canvas.rect(left + step * _STEP, base + 0.5, 6.6, 8, stroke=1, fill=1)
        canvas.restoreState()
        super().draw()

    def _is_first(self) -> bool:
        """Whether it stands first on its page, just below the line that is drawn there anyway."""
        frame = getattr(self, "_frame", None)
        if frame is None:
            return False
        top = self.canv.absolutePosition(0, self.height)[1]
        return bool(top > frame._y2 - 1)  # noqa: SLF001 - reportlab has no other way in


class Note(Paragraph):
    """The state of a report as a block on a soft ground, where the report begins."""

    def __init__(self, looks: Looks, lines: Sequence[str]) -> None:
        """Take the sentences; the first one is the weightiest."""
        style = looks.style("danger").clone(
            "state",
            backColor=FILLS["danger"][0],
            borderColor=FILLS["danger"][1],
            borderWidth=1,
            borderPadding=7,
            borderRadius=2,
            spaceBefore=12,
            spaceAfter=16,
            leftIndent=8,
            rightIndent=8,
        )
        super().__init__("<br/>".join(looks.markup(line) for line in lines), style)


def draw_state(canvas: Any, looks: Looks, text: str, left: float, top: float, width: float) -> None:
    """Draw the state at the top of a page."""
    fill, edge, writing = FILLS["danger"]
    canvas.setFillColor(fill)
    canvas.setStrokeColor(edge)
    canvas.setLineWidth(0.8)
    canvas.rect(left, top - 12, width, 14, stroke=1, fill=1)
    canvas.setFillColor(writing)
    shown, room = looks.printable(text), width - 12
    size = next(
        (one for one in _STRIP_SIZES if stringWidth(shown, STRONG, one) <= room), _STRIP_SIZES[-1]
    )
    canvas.setFont(STRONG, size)
    canvas.drawString(left + 6, top - 7.8, fitted(shown, STRONG, size, room))


def level_of(scale: Scale, band: Band) -> str:
    """The shape of a band: a green circle for the highest, a red octagon for the lowest."""
    ordered = sorted(scale.bands, key=lambda one: (one.at_least is not None, one.at_least or 0))
    place, last = ordered.index(band), len(ordered) - 1
    if place == last:
        return "green"
    if place == 0:
        return "red"
    return "blue" if 2 * place > last else "yellow"


def side_by_side(left: Flowable, right: Flowable, wide: float) -> Table:
    """A mark and its words on one line."""
    return Table(
        [[left, right]],
        colWidths=[wide, None],
        hAlign="LEFT",
        style=[
            ("FONTNAME", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ],
    )
