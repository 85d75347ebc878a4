"""A spreadsheet with the items of a scale: the sheet that names the most of them."""

from __future__ import annotations

from pathlib import Path

from factdesk.assessments.own_form.problems import NoItems
from factdesk.assessments.own_form.rows import Brought, TableRow, read_rows
from factdesk.exchange.sheets import Sheet
from factdesk.exchange.workbook_file import read_workbook
from fidelity.model import Scale


def read_scale_form(path: Path, scale: Scale) -> Brought:
    """Return the words of the items in a workbook (xlsx, ods, csv); nothing is written.

    Raises a ``WorkbookProblem`` for a file that cannot be read, and :class:`NoItems` where no row
    names an item.
    """
    best: Brought | None = None
    missing: NoItems | None = None
    for sheet in read_workbook(path).sheets:
        try:
            brought = read_rows(_rows(sheet), scale)
        except NoItems as error:
            missing = error
            continue
        if best is None or len(brought.words) > len(best.words):
            best = brought
    if best is None:
        raise missing or NoItems("")
    return best


def _rows(sheet: Sheet) -> list[TableRow]:
    return [
        TableRow(number, tuple(cell.text if cell.is_readable else "" for cell in row))
        for number, row in enumerate(sheet.rows, start=1)
    ]
