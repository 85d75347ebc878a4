"""Sheets out of an OpenDocument spreadsheet."""

from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax import SAXException
from zipfile import BadZipFile

from odf import opendocument, table, teletype
from odf.namespaces import OFFICENS, TABLENS
from odf.office import Annotation
from odf.style import Style, TableCellProperties, TableProperties

from factdesk.exchange.sheets import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_SHEETS,
    Cell,
    CellValue,
    Sheet,
    column_letters,
)
from factdesk.exchange.workbook_errors import TruncatedWorkbook, WorkbookTooLarge


def ods_sheets(path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of an ods file. Raises `TruncatedWorkbook` and `WorkbookTooLarge`."""
    try:
        document = opendocument.load(str(path))
    # odfpy lets through whatever its parsers meet in a damaged file.
    except (BadZipFile, SAXException, KeyError, ValueError, TypeError, AttributeError, EOFError,
            OSError, IndexError) as error:  # fmt: skip
        raise TruncatedWorkbook from error
    tables = document.spreadsheet.getElementsByType(table.Table)
    if len(tables) > MAX_SHEETS:
        raise WorkbookTooLarge
    styles = {
        style.getAttribute("name"): style
        for part in (document.styles, document.automaticstyles)
        for style in part.getElementsByType(Style)
    }
    return tuple(_sheet(each, styles) for each in tables)


def _sheet(element: Any, styles: dict[str, Any]) -> Sheet:
    """Return one table of the document."""
    rows: list[tuple[Cell, ...]] = []
    hidden: set[int] = set()
    blank_rows = 0
    fills: dict[int, tuple[int, Cell]] = {}
    for row in element.getElementsByType(table.TableRow):
        times = int(row.getAttribute("numberrowsrepeated") or 1)
        if not any(_value(cell)[0] is not None for cell in _cells(row)) and not fills:
            # A sheet ends in one blank row said to stand there a million times.
            blank_rows += times
            continue
        if len(rows) + blank_rows + times > MAX_ROWS:
            raise WorkbookTooLarge
        rows.extend(() for _ in range(blank_rows))
        blank_rows = 0
        for _ in range(times):
            number = len(rows) + 1
            rows.append(_row(row, number, styles, fills))
            if row.getAttribute("visibility") in ("collapse", "filter"):
                hidden.add(number)
    while rows and not rows[-1]:
        rows.pop()
    return Sheet(
        str(element.getAttribute("name") or ""), tuple(rows), _is_hidden(element, styles),
        frozenset(hidden),
    )  # fmt: skip


def _row(
    row: Any, number: int, styles: dict[str, Any], fills: dict[int, tuple[int, Cell]]
) -> tuple[Cell, ...]:
    """Return one row; `fills` carries the cells that are merged downwards, by column."""
    cells: list[Cell] = []
    blank_cells = 0
    for element in _cells(row):
        times = int(element.getAttribute("numbercolumnsrepeated") or 1)
        value, is_formula = _value(element)
        column = len(cells) + blank_cells
        if value is None and not any(column <= at < column + times for at in fills):
            blank_cells += times
            continue
        if column + times > MAX_COLUMNS:
            raise WorkbookTooLarge
        cells.extend(
            Cell(None, f"{column_letters(index)}{number}") for index in range(len(cells), column)
        )
        blank_cells = 0
        for index in range(column, column + times):
            address = f"{column_letters(index)}{number}"
            if value is None:
                cells.append(_filled_from_above(address, index, fills))
                continue
            cells.append(
                Cell(value, address, _fill(element, styles), _comment(element), is_formula)
            )
            below = int(element.getAttribute("numberrowsspanned") or 1) - 1
            if below > 0:
                fills[index] = (below, cells[-1])
    return tuple(cells)


def _filled_from_above(address: str, index: int, fills: dict[int, tuple[int, Cell]]) -> Cell:
    """Return a cell covered by one above it that it is merged with."""
    if index not in fills:
        return Cell(None, address)
    left, top = fills.pop(index)
    if left > 1:
        fills[index] = (left - 1, top)
    return Cell(top.value, address, top.fill_colour, merged_from=top.address)


def _cells(row: Any) -> list[Any]:
    """Return the row's cells in order, those hidden under a merged one too."""
    names = {(TABLENS, "table-cell"), (TABLENS, "covered-table-cell")}
    return [child for child in row.childNodes if getattr(child, "qname", None) in names]


def _value(cell: Any) -> tuple[CellValue, bool]:
    """Return the cell's value, and whether a formula gave it."""
    is_formula = bool(cell.getAttrNS(TABLENS, "formula"))
    kind = cell.getAttrNS(OFFICENS, "value-type")
    # A time of day is kept as the text the sheet shows.
    text = "\n".join(
        teletype.extractText(child)
        for child in cell.childNodes
        if getattr(child, "qname", ("", ""))[1] == "p"
    )
    try:
        if kind in ("float", "percentage", "currency"):
            number = float(cell.getAttrNS(OFFICENS, "value"))
            return (int(number) if number.is_integer() else number), is_formula
        if kind == "date":
            moment = str(cell.getAttrNS(OFFICENS, "date-value"))
            return _date(moment), is_formula
    except (ValueError, TypeError):
        return text or None, is_formula
    return text or None, is_formula


def _date(moment: str) -> date:
    """Return the date, or date and time, of an ISO text."""
    return datetime.fromisoformat(moment) if "T" in moment else date.fromisoformat(moment)


def _comment(cell: Any) -> str | None:
    """Return the text of the cell's comment."""
    notes = cell.getElementsByType(Annotation)
    parts = [
        teletype.extractText(child)
        for note in notes
        for child in note.childNodes
        if getattr(child, "qname", ("", ""))[1] == "p"
    ]
    return "\n".join(parts).strip() or None


def _fill(cell: Any, styles: dict[str, Any]) -> str | None:
    """Return the fill colour of the cell's style as "RRGGBB"."""
    style = styles.get(cell.getAttribute("stylename") or "")
    for _ in range(8):
        if style is None:
            return None
        for properties in style.getElementsByType(TableCellProperties):
            colour = str(properties.getAttribute("backgroundcolor") or "")
            if colour.startswith("#"):
                return colour[1:].upper()
        style = styles.get(style.getAttribute("parentstylename") or "")
    return None


def _is_hidden(element: Any, styles: dict[str, Any]) -> bool:
    """Return whether the whole sheet is hidden."""
    style = styles.get(element.getAttribute("stylename") or "")
    if style is None:
        return False
    return any(
        properties.getAttribute("display") == "false"
        for properties in style.getElementsByType(TableProperties)
    )
