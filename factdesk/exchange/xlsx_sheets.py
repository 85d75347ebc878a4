"""Sheets out of an xlsx file."""

from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.utils.cell import get_column_letter

from factdesk.exchange.sheets import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, Cell, Sheet
from factdesk.exchange.workbook_errors import TruncatedWorkbook, WorkbookTooLarge

# The colours of the theme that spreadsheet programs begin with, in the order files number them.
_THEME: Final = (
    "FFFFFF", "000000", "E7E6E6", "44546A", "4472C4",
    "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47",
)  # fmt: skip


def xlsx_sheets(path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of an xlsx file; charts and macros are not looked at.

    Formulas give the result the file holds. Raises `TruncatedWorkbook` for a file that openpyxl
    cannot make sense of, and `WorkbookTooLarge`.
    """
    try:
        # Given a path, openpyxl would judge by its name; teams rename files.
        with path.open("rb") as file:
            results = load_workbook(file, data_only=True)
            formulas = load_workbook(file, data_only=False)
    # openpyxl lets through whatever its parsers meet in a damaged file.
    except (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError,
            OSError, SyntaxError) as error:  # fmt: skip
        raise TruncatedWorkbook from error
    try:
        if len(results.worksheets) > MAX_SHEETS:
            raise WorkbookTooLarge
        return tuple(_sheet(result, formulas[result.title]) for result in results.worksheets)
    finally:
        results.close()
        formulas.close()


def _sheet(results: Any, formulas: Any) -> Sheet:
    """Return one worksheet, read with its results and with its formulas."""
    if results.max_row > MAX_ROWS or results.max_column > MAX_COLUMNS:
        raise WorkbookTooLarge
    merged = _merged_downwards(results)
    rows: list[tuple[Cell, ...]] = []
    for number, (row, written) in enumerate(
        zip(results.iter_rows(), formulas.iter_rows(), strict=True), start=1
    ):
        cells = [
            _cell(result, formula, merged.get((number, index)))
            for index, (result, formula) in enumerate(zip(row, written, strict=True), start=1)
        ]
        while cells and cells[-1].is_blank and not cells[-1].comment:
            cells.pop()
        rows.append(tuple(cells))
    while rows and not rows[-1]:
        rows.pop()
    hidden = frozenset(
        number
        for number, shape in results.row_dimensions.items()
        if shape.hidden and number <= len(rows)
    )
    return Sheet(results.title, tuple(rows), results.sheet_state != "visible", hidden)


def _cell(result: Any, formula: Any, source: Any) -> Cell:
    """Return one cell; `source` is the cell that fills it when cells are merged downwards."""
    is_formula = formula.data_type == "f"
    value = result.value
    if is_formula and value is None:
        # An array formula is an object with the text inside.
        value = str(getattr(formula.value, "text", formula.value) or "=")
    merged_from = None
    if source is not None and value is None:
        value, merged_from = source.value, source.coordinate
    if not isinstance(value, str | int | float | bool) and not hasattr(value, "isoformat"):
        value = None if value is None else str(value)
    comment = result.comment.text.strip() if getattr(result, "comment", None) else None
    address = f"{get_column_letter(result.column)}{result.row}"
    return Cell(value, address, _fill(result), comment or None, is_formula, merged_from)


def _merged_downwards(sheet: Any) -> dict[tuple[int, int], Any]:
    """Return, for the first column of each merged range, the cell that fills the rows below it."""
    filled = {}
    for area in sheet.merged_cells.ranges:
        top = sheet.cell(area.min_row, area.min_col)
        for row in range(area.min_row + 1, min(area.max_row, sheet.max_row) + 1):
            filled[(row, area.min_col)] = top
    return filled


def _fill(cell: Any) -> str | None:
    """Return the fill colour of a cell as "RRGGBB", or None where it has none."""
    fill = getattr(cell, "fill", None)
    if fill is None or fill.fill_type != "solid":
        return None
    colour = fill.fgColor
    if colour.type == "rgb":
        return str(colour.rgb)[-6:].upper()
    if colour.type == "theme" and colour.theme < len(_THEME):
        return _THEME[colour.theme]
    if colour.type == "indexed" and colour.indexed < len(COLOR_INDEX):
        return str(COLOR_INDEX[colour.indexed])[-6:].upper()
    return None
