"""What the papers written for the person share: their sheet, own words, facts, blocks, signatures.

They are in plain language and large type; nothing is smaller than running text but what stands
above and below each page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final, cast

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Paragraph, Spacer, Table

from factdesk.papers.frame import Sheet
from factdesk.papers.marks import Heading
from factdesk.papers.order import LAYOUTS
from factdesk.papers.rows import RowsTable
from factdesk.papers.styles import LINE, MUTED, REGULAR, TEXT, Looks, shorten
from factdesk.plans.kinds import STEPS
from factdesk.words import _, format_date, pgettext

#: The size of running text in points, per layout.
SIZES: Final = dict(zip(LAYOUTS, (12.0, 15.0), strict=True))

#: The room for text on a page, in points; a block taller than this is divided.
PAGE: Final = 690.0

#: A name below a line to sign on has at most so many characters; in full it stands further up.
_SIGNED: Final = 120

_ACCENT: Final = HexColor("#0A4B74")
_TINT: Final = HexColor("#EEF4F9")


def personal_looks(layout: str) -> Looks:
    """The styles of a layout."""
    size = SIZES[layout]
    return Looks(size, least=size)


def personal_sheet(
    *, title: str, subject: str, team: str, printed_at: datetime, running: str
) -> Sheet:
    """The sheet of a paper that is the person's own: its foot does not tell them to shred it."""
    return Sheet(
        title=title,
        subject=subject,
        team=team,
        printed_at=printed_at,
        running=running,
        footnote=_("This paper is yours. It tells about you: look after it."),
    )


class Words(Paragraph):
    """The person's own words: on a soft ground with a bar at their left, divided where needed."""

    def draw(self) -> None:
        """Draw the bar, then the words."""
        canvas, style = self.canv, self.style
        pad = style.borderPadding
        canvas.saveState()
        canvas.setFillColor(_ACCENT)
        canvas.rect(0, -pad, 3, self.height + 2 * pad, stroke=0, fill=1)
        canvas.restoreState()
        super().draw()


def own_words(looks: Looks, text: str, *, large: bool = False) -> list[Flowable]:
    """The person's words as a block, with air around it."""
    style = _words_style(looks.size, large)
    room = style.borderPadding
    return [Spacer(1, room), Words(looks.markup(text), style), Spacer(1, room * 1.6)]


@lru_cache(maxsize=16)
def _words_style(size: float, large: bool) -> ParagraphStyle:
    base = Looks(size, least=size).style("strong" if large else "body")
    pad = round(size * 0.55)
    points = size * (1.15 if large else 1.0)
    return ParagraphStyle(
        "words",
        base,
        fontSize=points,
        leading=round(points * 1.36, 2),
        backColor=_TINT,
        borderPadding=pad,
        leftIndent=pad + 3,
        rightIndent=pad,
    )


def section(looks: Looks, title: str, text: str | None, *, words: bool = True) -> list[Flowable]:
    """A heading with what is written below it; that nothing is written is said."""
    # The heading stands with a few lines of its text.
    start: list[Flowable] = [CondPageBreak(looks.size * 6), Heading(looks, title)]
    if not (text or "").strip():
        return [*start, not_written(looks)]
    return [*start, *(own_words(looks, text or "") if words else [looks.text(text or "")])]


def not_written(looks: Looks) -> Flowable:
    """That a part of the plan is empty."""
    return looks.text(_("Nothing is written here yet."), "muted")


def labelled(looks: Looks, label: str, text: str, *, space: float = 2) -> Flowable:
    """«Who: Kari Ruud»."""
    return looks.marked(
        f"<b>{looks.markup(label)}:</b> {looks.markup(text)}", "body", space_after=space
    )


def facts_table(looks: Looks, facts: Sequence[tuple[str, str]], width: float) -> RowsTable:
    """Label and text side by side, what is empty left out; thin lines between.

    A text longer than a page goes on over it.
    """
    rows = [[looks.text(label, "muted"), looks.text(text)] for label, text in facts if text]
    return RowsTable(
        rows or [["", ""]],
        colWidths=[width * 0.34, width * 0.66],
        hAlign="LEFT",
        spaceBefore=looks.size * 0.5,
        spaceAfter=looks.size,
        style=[
            ("FONTNAME", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
        ],
    )


class Steps(Flowable):
    """How far a goal has come, as four dots in a row, and its word beside them."""

    def __init__(self, looks: Looks, step: int, text: str) -> None:
        super().__init__()
        self._step, self._size = step, looks.size
        self._text = looks.text(text)
        self.spaceAfter = looks.size * 0.5

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The dots, and the words in what is left of the width."""
        self._left = self._size * 4.6
        _wide, tall = self._text.wrap(width - self._left, height)
        self.width, self.height = width, max(tall, self._size * 1.4)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Words too long for the page go on without the dots."""
        self.wrap(width, height)
        parts = self._text.split(width - self._left, height)
        if len(parts) < 2:
            return []
        self._text = cast(Paragraph, parts[0])
        return [self, *parts[1:]]

    def draw(self) -> None:
        """Draw a filled dot for each step taken, and empty ones for those ahead."""
        canvas, size = self.canv, self._size
        middle = self.height - size * 0.72
        canvas.setStrokeColor(_ACCENT)
        canvas.setLineWidth(1)
        for number in range(STEPS[-1]):
            canvas.setFillColor(_ACCENT if number < self._step else HexColor("#FFFFFF"))
            canvas.circle(size * (0.4 + number), middle, size * 0.33, stroke=1, fill=1)
        self._text.drawOn(canvas, self._left, self.height - self._text.height)


@dataclass(frozen=True)
class Signer:
    """Somebody who signs: the words below the line, and the name where it is known."""

    role: str
    name: str = ""


class _Line(Flowable):
    """An empty line to write on, with its words below."""

    def __init__(self, looks: Looks, words: str, width: float) -> None:
        super().__init__()
        self._words = looks.text(words, "muted")
        self.width, self._high = width, looks.size * 2.6

    def wrap(self, _width: float, height: float) -> tuple[float, float]:
        """Room to write, and the words."""
        _wide, tall = self._words.wrap(self.width, height)
        self.height = self._high + tall
        return self.width, self.height

    def draw(self) -> None:
        """Draw the line and the words below it."""
        below = self.height - self._high
        self.canv.setStrokeColor(TEXT)
        self.canv.setLineWidth(0.7)
        self.canv.line(0, below + 2, self.width, below + 2)
        self._words.drawOn(self.canv, 0, 0)


def signatures(looks: Looks, signers: Sequence[Signer], width: float) -> list[Flowable]:
    """Lines to sign on, each with its place and date; none alone on a page without its heading."""
    side, gap = width * 0.36, width * 0.04
    rows = [
        [
            _Line(looks, _("Place and date"), side),
            _Line(looks, _signed(one), width - side - gap),
        ]
        for one in signers
    ]
    lines = Table(
        rows,
        colWidths=[side + gap, width - side - gap],
        hAlign="LEFT",
        style=[
            ("FONTNAME", (0, 0), (-1, -1), REGULAR),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ],
    )
    return [KeepTogether([Heading(looks, _("Signatures")), lines])]


def _signed(one: Signer) -> str:
    return shorten(f"{one.role}: {one.name}" if one.name else one.role, _SIGNED)


def together(
    pieces: Sequence[Flowable], width: float, page: float = PAGE, below: float = 0.0
) -> list[Flowable]:
    """Pieces that begin on a new page where they would be divided and one page can hold them.

    ``below`` is the room that what follows them needs to begin on the same page.
    """
    room = below + sum(
        piece.wrap(width, page)[1] + piece.getSpaceBefore() + piece.getSpaceAfter()
        for piece in pieces
    )
    return [CondPageBreak(room), *pieces] if room < page else list(pieces)


def day_words(day: date | None) -> str:
    """A date in full, or nothing."""
    return format_date(day) if day is not None else ""


def span_words(start: date | None, end: date | None, style: Any = "medium") -> str:
    """«1 March 2026 – 1 September 2026», «from …», «by …», or nothing."""
    if start is not None and end is not None:
        return f"{format_date(start, style)} – {format_date(end, style)}"
    if start is not None:
        return pgettext("period", "from {day}").format(day=format_date(start, style))
    if end is not None:
        return pgettext("period", "until {day}").format(day=format_date(end, style))
    return ""


def rule(looks: Looks) -> Flowable:
    """A thin line across, between two blocks."""
    return _Rule(looks.size)


class _Rule(Flowable):
    """A thin line across."""

    def __init__(self, size: float) -> None:
        super().__init__()
        self.height = size

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """As wide as the page."""
        self.width = width
        return width, self.height

    def draw(self) -> None:
        """Draw it in the middle of its room."""
        self.canv.setStrokeColor(MUTED)
        self.canv.setLineWidth(0.5)
        self.canv.line(0, self.height / 2, self.width, self.height / 2)
