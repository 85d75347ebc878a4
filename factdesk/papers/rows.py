"""Tables that go over pages: headings repeat, a row stays whole unless it is longer than a page,
and neither a heading nor a last row stands alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Table

from factdesk.papers.marks import Heading
from factdesk.papers.styles import GROUND, LINE, REGULAR, Looks, shorten

#: A row taller than this, in points, is divided, where at least so much room is left on the page;
#: every other row stays whole and goes to the next page. The lowest page has room for 430.
_TALL: Final = 420.0
_ROOM_TO_DIVIDE: Final = 250.0
_PAD: Final = 4.0
#: A table with at least so many rows sends two to the next page rather than one alone.
_ROWS_TO_PART: Final = 4
#: At most so many characters are said again where a row goes on.
_AGAIN: Final = 60

Cell = Sequence[Flowable] | str
"""What stands in one cell, from above; or a few plain letters on one line, which print faster."""


@dataclass(frozen=True)
class Column:
    """A column: its heading, and its share of the width."""

    title: str
    share: float


class RowsTable(Table):
    """A table that divides between rows, and within a row only when the row is very long."""

    def split(self, width: float, height: float) -> Any:
        """The part that fits and the rest; nothing where the whole shall go to the next page."""
        self.wrap(width, height)
        divided = self._divided(height)
        room, height = height, self._without_orphan(height) if divided is None else height
        self.splitInRow, self.splitByRow = int(divided is not None), int(divided is None)
        parts: list[Any] = [*super().split(width, height)]
        for part in (self, *parts):
            part.splitInRow, part.splitByRow = 0, 1
        if divided is not None and len(parts) > 1:
            rest = parts[1]._cellvalues[self.repeatRows]  # noqa: SLF001 - a table like this one
            _name_again(self._cellvalues[divided], rest)  # type: ignore[attr-defined]
        if height < room and len(parts) > 1:
            parts.insert(1, CondPageBreak(room))
        return parts

    def least_height(self, width: float) -> float:
        """How much room the table needs to begin on a page: its headings and the first row."""
        self.wrap(width, 0)
        heights: list[float] = self._rowHeights  # type: ignore[attr-defined]
        head, first = heights[: self.repeatRows], heights[self.repeatRows :][:1]
        return sum(head) + sum(_ROOM_TO_DIVIDE if tall > _TALL else tall for tall in first)

    def _without_orphan(self, height: float) -> float:
        """The room to fill: a little less where only the last row would go to the next page."""
        heights: list[float] = self._rowHeights  # type: ignore[attr-defined]
        rows = len(heights) - self.repeatRows
        kept = sum(heights[:-1])
        if rows < _ROWS_TO_PART or not kept <= height < kept + heights[-1]:
            return height
        return kept - heights[-2] / 2  # between the two rows, so that rounding does not matter

    def _divided(self, height: float) -> int | None:
        """The number of the first row that does not fit, where it is one to be divided here."""
        heights: list[float] = self._rowHeights  # type: ignore[attr-defined]
        for number, tall in enumerate(heights):
            if tall > height:
                return number if tall > _TALL and height >= _ROOM_TO_DIVIDE else None
            height -= tall
        return None


def _name_again(row: Sequence[Any], rest: list[Any]) -> None:
    """Say on the next page whose row goes on: its strong words again where cells are empty."""
    for at, cell in enumerate(row):
        strong = next((part for part in cell if _is_strong(part)), None)
        if strong is not None and not rest[at]:
            words = shorten(strong.getPlainText(), _AGAIN).removesuffix("…").rstrip()
            rest[at] = [Paragraph(f"{escape(words, quote=False)} …", strong.style)]


def _is_strong(part: object) -> bool:
    return isinstance(part, Paragraph) and part.style.name == "strong"


def widths(columns: Sequence[Column], width: float) -> list[float]:
    """The width of each column in points."""
    whole = sum(column.share for column in columns)
    return [width * column.share / whole for column in columns]


def rows_table(
    looks: Looks,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    width: float,
    *,
    section: str = "",
    count: str = "",
    level: int = 0,
    headed: bool = True,
) -> RowsTable:
    """Rows under an optional section heading and the column headings, both on each page."""
    top: list[list[Any]] = []
    body = looks.style("body")
    commands: list[tuple[Any, ...]] = [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("FONTSIZE", (0, 0), (-1, -1), body.fontSize),
        ("LEADING", (0, 0), (-1, -1), body.leading),
        ("TEXTCOLOR", (0, 0), (-1, -1), body.textColor),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
        ("TOPPADDING", (0, 0), (-1, -1), _PAD - 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), _PAD),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
    ]
    if section:
        heading = Heading(looks, section, level, role="strong", tail=count)
        top.append([[heading], *[""] * (len(columns) - 1)])
        commands += [("SPAN", (0, 0), (-1, 0)), ("BACKGROUND", (0, 0), (-1, 0), GROUND)]
    if headed:
        top.append([[looks.text(column.title, "column")] for column in columns])
    return RowsTable(
        [*top, *([_content(looks, cell) for cell in row] for row in rows)],
        colWidths=widths(columns, width),
        style=commands,
        repeatRows=len(top),
        spaceAfter=looks.size,
        hAlign="LEFT",
    )


def _content(looks: Looks, cell: Cell) -> Any:
    return looks.printable(cell) if isinstance(cell, str) else list(cell)


def short_cell(looks: Looks, text: str, columns: Sequence[Column], at: int, width: float) -> Cell:
    """The text as it is where its column holds it on one line, else as a paragraph."""
    room = widths(columns, width)[at] - 2 * _PAD
    shown, body = looks.printable(text), looks.style("body")
    if "\n" not in shown and stringWidth(shown, body.fontName, body.fontSize) <= room:
        return shown
    return [looks.text(text)]


def headed_tables(heading: Heading, tables: Sequence[RowsTable], width: float) -> list[Flowable]:
    """A heading and the tables below it, which may go over pages; it stands with their first row.

    ReportLab's own way would send the heading and the whole first table to the next page.
    """
    heading.keepWithNext = 0
    _wide, tall = heading.wrap(width, 0)
    room = heading.getSpaceBefore() + tall + heading.getSpaceAfter() + tables[0].least_height(width)
    return [CondPageBreak(room), heading, *tables]


def column_line(looks: Looks, columns: Sequence[Column], width: float) -> Table:
    """The column headings as one line of a story, for the first page."""
    commands: list[tuple[Any, ...]] = [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    headings = [looks.text(column.title, "column") for column in columns]
    return Table([headings], colWidths=widths(columns, width), style=commands, hAlign="LEFT")


def draw_columns(
    canvas: Any, looks: Looks, columns: Sequence[Column], left: float, top: float, width: float
) -> None:
    """Draw column headings in one line across a page, for ``Sheet.draw_band``."""
    style = looks.style("column")
    canvas.setFont(style.fontName, style.fontSize)
    canvas.setFillColor(style.textColor)
    for column, wide in zip(columns, widths(columns, width), strict=True):
        canvas.drawString(left + _PAD, top - style.fontSize, looks.printable(column.title))
        left += wide
