"""The frame of every paper: A4, what stands above and below each page, and how a PDF is made.

The same content and the same time of print give the same bytes. No person is named in the
document's properties; whoever adds a paper gives a title without names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from typing import Any, Final

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import TimeStamp
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Spacer

from factdesk.papers.styles import LINE, MUTED, REGULAR, STRONG, TEXT, Looks
from factdesk.words import _, format_datetime, language

#: Edges of a page in points: left and right, where a hole punch needs 14 mm; above and below.
MARGIN: Final = 15 * mm
_EDGE: Final = 11 * mm
_HEAD: Final = 10 * mm
_FOOT: Final = 12 * mm
_LANG: Final = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}


@dataclass(frozen=True)
class Sheet:
    """What a paper is: ``title`` and ``subject`` go into the properties and name no person.

    ``running`` stands at the top right of each page; ``band`` is the height in points of what
    ``draw_band(canvas, left, top, width)`` draws at the top of each page after the first (column
    headings; on the first they stand below the title).
    """

    title: str
    subject: str
    team: str
    printed_at: datetime
    running: str = ""
    is_landscape: bool = False
    is_confidential: bool = True
    band: float = 0.0
    draw_band: Callable[[Any, float, float, float], None] | None = None

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page in points."""
        return landscape(A4) if self.is_landscape else A4

    @property
    def width(self) -> float:
        """The width for text, in points."""
        return float(self.size[0] - 2 * MARGIN)


@lru_cache(maxsize=1)
def program_version() -> str:
    """The program's version as printed on papers."""
    try:
        return version("factdesk")
    except PackageNotFoundError:
        return ""


def build(sheet: Sheet, looks: Looks, story: Callable[[], list[Flowable]]) -> bytes:
    """The PDF. ``story`` gives fresh flowables at each call: it is laid out twice.

    The first round counts the pages, the second prints «page 2 of 5».
    """
    pages = _lay_out(sheet, looks, story, 0)[1]
    return _lay_out(sheet, looks, story, pages)[0]


def _lay_out(
    sheet: Sheet, looks: Looks, story: Callable[[], list[Flowable]], pages: int
) -> tuple[bytes, int]:
    """One round: the PDF and its number of pages."""
    out = BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=sheet.size,
        title=looks.printable(sheet.title),
        subject=looks.printable(sheet.subject),
        author=looks.printable(sheet.team),
        creator=f"FACTdesk {program_version()}".strip(),
        lang=_LANG[language()],
        invariant=1,
        pageCompression=1,
        displayDocTitle=True,
        initialFontName=REGULAR,
    )

    def furnish(canvas: Any, page: BaseDocTemplate) -> None:
        _furnish(canvas, sheet, looks, page.page, pages)

    def canvas_at(*given: Any, **named: Any) -> Any:
        return _stamped(Canvas(*given, **named), sheet.printed_at)

    first = PageTemplate("first", [_frame(sheet, 0)], onPage=furnish, autoNextPageTemplate="rest")
    rest = PageTemplate("rest", [_frame(sheet, sheet.band)], onPage=furnish)
    document.addPageTemplates([first, rest])
    flowables = story() or [Spacer(1, 1)]
    if looks.lost:
        note = _("□ stands for a character that the typeface does not have.")
        flowables += [Spacer(1, 8), looks.text(note, "muted")]
    document.build(flowables, canvasmaker=canvas_at)
    return out.getvalue(), document.page


def _frame(sheet: Sheet, band: float) -> Frame:
    """Where the text of a page stands."""
    high = sheet.size[1] - 2 * _EDGE - _HEAD - _FOOT - band
    return Frame(MARGIN, _EDGE + _FOOT, sheet.width, high, 0, 0, 0, 0)


def _stamped(canvas: Any, moment: datetime) -> Any:
    """The canvas with the time of print as the document's date, instead of the machine's clock."""
    stamp = TimeStamp(invariant=1)
    utc = moment.astimezone(UTC)
    stamp.t, stamp.lt = utc.timestamp(), utc.timetuple()
    stamp.YMDhms = tuple(stamp.lt)[:6]
    canvas._doc._timeStamp = stamp  # noqa: SLF001 - reportlab has no other way in
    return canvas


def _furnish(canvas: Any, sheet: Sheet, looks: Looks, page: int, pages: int) -> None:
    """Draw what stands around the text of a page."""
    wide, high = sheet.size
    left, right, top = MARGIN, wide - MARGIN, high - _EDGE
    canvas.saveState()
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.6)
    canvas.setFillColor(TEXT)
    running = looks.printable(sheet.running)
    canvas.setFont(REGULAR, 8)
    canvas.drawRightString(right, top - 8, running)
    room = right - left - canvas.stringWidth(running, REGULAR, 8) - 12
    canvas.setFont(STRONG, 8)
    canvas.drawString(left, top - 8, _fitted(canvas, looks.printable(sheet.team), room))
    canvas.line(left, top - 14, right, top - 14)
    canvas.line(left, _EDGE + 24, right, _EDGE + 24)
    if sheet.is_confidential:
        canvas.drawString(left, _EDGE + 13, _confidentiality())
    canvas.setFillColor(MUTED)
    canvas.setFont(REGULAR, 7.5)
    printed = _("Printed {moment}").format(moment=format_datetime(sheet.printed_at, "numeric"))
    canvas.drawString(left, _EDGE + 2, f"FACTdesk {program_version()}".strip() + f" · {printed}")
    canvas.setFillColor(TEXT)
    numbered = _("Page {page} of {pages}").format(page=page, pages=pages or page)
    canvas.drawRightString(right, _EDGE + 13, numbered)
    if sheet.draw_band is not None and page > 1:
        sheet.draw_band(canvas, left, top - _HEAD, sheet.width)
    canvas.restoreState()


def _confidentiality() -> str:
    return _("Confidential: health information. Keep it with you, shred it after use.")


def _fitted(canvas: Any, text: str, room: float) -> str:
    """The text, cut with an ellipsis where a very long team name would run into the right side."""
    if canvas.stringWidth(text, STRONG, 8) <= room:
        return text
    while text and canvas.stringWidth(text + "…", STRONG, 8) > room:
        text = text[:-1]
    return text.rstrip() + "…"
