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
from typing import Any, Final, cast

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
    headings; on the first they stand below the title). ``footnote`` stands below each page in
    place of the words for papers of the team.
    """

    title: str
    subject: str
    team: str
    printed_at: datetime
    running: str = ""
    is_landscape: bool = False
    is_confidential: bool = True
    footnote: str = ""
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
    """The PDF of what ``story`` gives, with «page 2 of 5» on each page.

    It is laid out once: how many pages there are is filled in when the last is done.
    """
    out = BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=sheet.size,
        displayDocTitle=True,
        **_settings(),
        **_properties(sheet, looks),
    )

    def furnish(canvas: Any, page: BaseDocTemplate) -> None:
        _furnish(canvas, sheet, looks, page.page)

    def canvas_at(*given: Any, **named: Any) -> Any:
        return _stamped(NumberedCanvas(*given, **named), sheet.printed_at)

    first = PageTemplate("first", [_frame(sheet, 0)], onPage=furnish, autoNextPageTemplate="rest")
    rest = PageTemplate("rest", [_frame(sheet, sheet.band)], onPage=furnish)
    document.addPageTemplates([first, rest])
    flowables = story() or [Spacer(1, 1)]
    if looks.lost:
        note = _("□ stands for a character that the typeface does not have.")
        flowables += [Spacer(1, 8), looks.text(note, "muted")]
    document.build(flowables, canvasmaker=canvas_at)
    return out.getvalue()


def canvas_for(
    out: BytesIO, sheet: Sheet, looks: Looks, size: tuple[float, float]
) -> NumberedCanvas:
    """A canvas with the sheet's properties, for a paper that is drawn and not laid out."""
    canvas = NumberedCanvas(out, pagesize=size, **_settings())
    canvas.setTitle(looks.printable(sheet.title))
    canvas.setSubject(looks.printable(sheet.subject))
    canvas.setAuthor(looks.printable(sheet.team))
    canvas.setCreator(_creator())
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return cast(NumberedCanvas, _stamped(canvas, sheet.printed_at))


def page_room(sheet: Sheet) -> float:
    """The height for text on the first page, in points."""
    return float(sheet.size[1] - 2 * _EDGE - _HEAD - _FOOT)


def printed_line(moment: datetime) -> str:
    """The program's version and the time of print, as they stand at the foot of each page."""
    printed = _("Printed {moment}").format(moment=format_datetime(moment, "numeric"))
    return f"{_creator()} · {printed}"


def _settings() -> dict[str, Any]:
    return {
        "lang": _LANG[language()],
        "invariant": 1,
        "pageCompression": 1,
        "initialFontName": REGULAR,
    }


def _properties(sheet: Sheet, looks: Looks) -> dict[str, Any]:
    return {
        "title": looks.printable(sheet.title),
        "subject": looks.printable(sheet.subject),
        "author": looks.printable(sheet.team),
        "creator": _creator(),
    }


def _creator() -> str:
    return f"FACTdesk {program_version()}".strip()


class NumberedCanvas(Canvas):
    """A canvas that knows at the end how many pages there are.

    Each page refers to a drawing of its number, «page 2 of 5»; they are made when the last page
    is done, so that nothing is laid out twice.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        """Begin without pages to number."""
        super().__init__(*given, **named)
        self._numbers: list[tuple[int, float, float]] = []

    def number_page(self, page: int, right: float, base: float) -> None:
        """Leave the number of a page to be drawn, ending at ``right``."""
        self._numbers.append((page, right, base))
        self.doForm(f"page{page}")

    def save(self) -> None:
        """Draw the numbers and finish the document."""
        pages = len(self._numbers)
        for page, right, base in self._numbers:
            self.beginForm(f"page{page}")
            self.setFont(REGULAR, 8)
            self.setFillColor(TEXT)
            numbered = _("Page {page} of {pages}").format(page=page, pages=pages)
            self.drawRightString(right, base, numbered)
            self.endForm()
        super().save()


def _frame(sheet: Sheet, band: float) -> Frame:
    """Where the text of a page stands."""
    high = page_room(sheet) - band
    return Frame(MARGIN, _EDGE + _FOOT, sheet.width, high, 0, 0, 0, 0)


def _stamped(canvas: Any, moment: datetime) -> Any:
    """The canvas with the time of print as the document's date, instead of the machine's clock."""
    stamp = TimeStamp(invariant=1)
    utc = moment.astimezone(UTC)
    stamp.t, stamp.lt = utc.timestamp(), utc.timetuple()
    stamp.YMDhms = tuple(stamp.lt)[:6]
    canvas._doc._timeStamp = stamp  # noqa: SLF001 - reportlab has no other way in
    return canvas


def _furnish(canvas: Any, sheet: Sheet, looks: Looks, page: int) -> None:
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
    footnote = sheet.footnote or (_confidentiality() if sheet.is_confidential else "")
    canvas.drawString(left, _EDGE + 13, looks.printable(footnote))
    canvas.setFillColor(MUTED)
    canvas.setFont(REGULAR, 7.5)
    canvas.drawString(left, _EDGE + 2, printed_line(sheet.printed_at))
    canvas.number_page(page, right, _EDGE + 13)
    if sheet.draw_band is not None and page > 1:
        sheet.draw_band(canvas, left, top - _HEAD, sheet.width)
    canvas.restoreState()


def _confidentiality() -> str:
    return _("Confidential: health information. Keep it with you, shred it after use.")


def _fitted(canvas: Any, text: str, room: float) -> str:
    """The text, cut with an ellipsis where a very long team name would run into the right side."""
    if canvas.stringWidth(text, STRONG, 8) <= room:
        return text
    # No letter is narrower than a point, so more of them than points never fit.
    text = text[: int(room)]
    while text and canvas.stringWidth(text + "…", STRONG, 8) > room:
        text = text[:-1]
    return text.rstrip() + "…"
