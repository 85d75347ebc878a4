"""Pasted text to the words of items: a table from a spreadsheet, or lines as a form is written.

Lines: «H1 Small caseload», and below it, if wanted, «1 …» to «5 …» with the anchors.
"""

from __future__ import annotations

import csv
import io
import re

from factdesk.assessments.own_form.draft import scores
from factdesk.assessments.own_form.problems import NothingPasted
from factdesk.assessments.own_form.rows import Brought, TableRow, item_of, read_rows
from fidelity.model import Scale

_LINE = re.compile(r"\s*(?P<code>[^\W_]\w{0,9})(?:[.:)]\s*|\s+[–-]\s+|\s+)(?P<text>\S.*)")
_LIKE_A_CODE = re.compile(r"[A-Za-z]{1,3}\d{1,2}[a-z]?")


def read_pasted(text: str, scale: Scale) -> Brought:
    """Return the words of the items in a pasted text.

    Raises :class:`NothingPasted` for no text, and :class:`NoItems` where no line names an item.
    """
    if not text.strip():
        raise NothingPasted
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    separator = _separator(text, scale)
    if separator:
        return read_rows(cells_of(text, separator), scale)
    return read_rows(_rows_of_lines(text, scale), scale)


def cells_of(text: str, separator: str = "\t") -> list[TableRow]:
    """The cells of a table in text; a cell in quotes may have several lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows = []
    line = 1
    try:
        for cells in reader:
            rows.append(TableRow(line, tuple(each.strip() for each in cells)))
            line = reader.line_num + 1
    except csv.Error:  # a cell larger than any text of a form: quotes that are no quotes
        return [
            TableRow(number, tuple(each.strip() for each in line_.split(separator)))
            for number, line_ in enumerate(text.splitlines(), start=1)
        ]
    return rows


def _separator(text: str, scale: Scale) -> str:
    """Tab or semicolon where a line has a code in its first cell, else nothing."""
    if "\t" in text:
        return "\t"
    for line in text.splitlines():
        if ";" in line and item_of(scale, line.split(";")[0].strip('" ')):
            return ";"
    return ""


def _rows_of_lines(text: str, scale: Scale) -> list[TableRow]:
    """Rows of lines. A number that is the next score is an anchor, even where items are numbered.

    A line that begins with neither continues the text above it.
    """
    rows: list[tuple[int, list[str]]] = []
    wanted: list[int] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        found = _LINE.fullmatch(line)
        code, rest = (found["code"], found["text"].strip()) if found else ("", line.strip())
        item = item_of(scale, code) if code else None
        if rows and wanted and code == str(wanted[0]):
            wanted.pop(0)
            rows[-1][1].append(rest)
        elif item is not None:
            rows.append((number, [item.code, rest]))
            wanted = list(scores(scale, item))
        elif rows and not _LIKE_A_CODE.fullmatch(code):
            rows[-1][1][-1] += f" {line.strip()}"
        else:
            rows.append((number, [code or line.strip()]))
            wanted = []
    return [TableRow(number, tuple(cells)) for number, cells in rows]
