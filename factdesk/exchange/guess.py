"""Guessing what a workbook's sheets and columns mean, from headings, titles and content.

The guess is offered as a `Mapping` for correction; nothing depends on its being right.
"""

import colorsys
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from factdesk.exchange.dates import read_birth_date
from factdesk.exchange.header_words import (
    Field,
    category_code,
    field_of,
    is_generic_title,
    is_heading,
)
from factdesk.exchange.mapping import Column, Mapping, SheetKind, SheetMapping, Status
from factdesk.exchange.sheets import Cell, Sheet, Workbook, column_letters
from factdesk.people.birth_number import BadBirthNumber, from_cell

_LOOK_FOR_HEADER: Final = 40
_LOOK_AT: Final = 200
_BOARD_FIELDS: Final[frozenset[Field]] = frozenset(
    {"reason", "placed_on", "today", "this_week", "next_contact"}
)
_STAFF_FIELDS: Final[frozenset[Field]] = frozenset({"initials", "profession", "fte"})
_NAME_FIELDS: Final[frozenset[Field]] = frozenset({"name", "name_family_first", "given", "family"})
_NAME_LIKE: Final = re.compile(r"[^\W\d_][^\d@:;!?]*")


def guess(workbook: Workbook, today: date) -> Mapping:
    """Return the likely meaning of every sheet of the workbook."""
    return Mapping(tuple(guess_sheet(sheet, today) for sheet in workbook.sheets))


def guess_sheet(sheet: Sheet, today: date) -> SheetMapping:
    """Return the likely meaning of one sheet."""
    header = _header_row(sheet)
    body = [row for row in sheet.rows[header or 0 :] if any(not cell.is_blank for cell in row)]
    columns = _columns(sheet, header, body[:_LOOK_AT], today)
    kind = _kind(sheet.title, {column.field for column in columns})
    category = code = None
    if kind == "board":
        category, code = _category(sheet, header)
    return SheetMapping(sheet.title, kind, header, columns, category, code, _colours(body))


def with_header(sheet: Sheet, part: SheetMapping, header: int | None, today: date) -> SheetMapping:
    """Return a sheet's part with its headings in another row, or in none; columns guessed anew."""
    body = [row for row in sheet.rows[header or 0 :] if any(not cell.is_blank for cell in row)]
    columns = _columns(sheet, header, body[:_LOOK_AT], today)
    return replace(part, header_row=header, columns=columns)


def _header_row(sheet: Sheet) -> int | None:
    """Return the number (from 1) of the row with the most known headings, or None.

    A row needs two of them, or one that means a name.
    """
    best, best_score = None, 0
    for number, row in enumerate(sheet.rows[:_LOOK_FOR_HEADER], start=1):
        texts = [cell.text for cell in row if isinstance(cell.value, str) and not cell.is_blank]
        exact = sum(is_heading(text) for text in texts)
        known = sum(field_of(text) is not None for text in texts)
        names = any(is_heading(text) and field_of(text) in _NAME_FIELDS for text in texts)
        enough = names or exact >= 2 or (exact >= 1 and known >= 2)
        if enough and known * 2 >= len(texts) and exact + known > best_score:
            best, best_score = number, exact + known
    return best


def _columns(
    sheet: Sheet, header: int | None, body: list[tuple[Cell, ...]], today: date
) -> tuple[Column, ...]:
    """Return every column that has a heading or anything below it."""
    headings = sheet.rows[header - 1] if header else ()
    width = max([len(headings), *(len(row) for row in body)], default=0)
    taken: set[Field] = set()
    columns = []
    for index in range(width):
        cells = [row[index] for row in body if index < len(row) and not row[index].is_blank]
        heading = headings[index].text if index < len(headings) else ""
        if not heading and not cells:
            continue
        field = _by_content(field_of(heading) if heading else None, cells, taken, today, header)
        # Two columns of one meaning: the first has it, the second is kept as a note.
        if field in taken:
            field = "note"
        if field != "note":
            taken.add(field)
        columns.append(Column(index, heading or column_letters(index), field))
    return tuple(columns)


def _by_content(
    named: Field | None, cells: list[Cell], taken: set[Field], today: date, header: int | None
) -> Field:
    """Return what a column holds: its heading's word, corrected or replaced by its content."""
    if named in (None, "birth_date", "birth_number", "row_number") and _most(cells, _is_number):
        return "birth_number"
    if named is not None:
        return named
    if header is None and not taken & _NAME_FIELDS and _most(cells, _is_name_like):
        return "name"
    if "birth_date" not in taken and header is None:
        is_birth = _most(cells, lambda cell: read_birth_date(cell.value, today).value is not None)
        years = [read_birth_date(cell.value, today).value for cell in cells]
        if is_birth and all(day is None or day.year <= today.year - 10 for day in years):
            return "birth_date"
    return "note"


def _most(cells: list[Cell], test: Callable[[Cell], bool]) -> bool:
    """Return whether the test holds for most of the cells, and there are any."""
    return bool(cells) and sum(map(test, cells)) * 10 >= len(cells) * 6


def _is_number(cell: Cell) -> bool:
    """Return whether a cell holds a birth number."""
    if isinstance(cell.value, bool) or not isinstance(cell.value, str | int | float):
        return False
    try:
        from_cell(cell.value)
    except BadBirthNumber:
        return False
    return True


def _is_name_like(cell: Cell) -> bool:
    """Return whether a cell holds two to five words without digits, the first one capital."""
    words = cell.text.replace(",", " ").split()
    return (
        isinstance(cell.value, str)
        and 2 <= len(words) <= 5
        and words[0][:1].isupper()
        and words[-1][:1].isupper()
        and _NAME_LIKE.fullmatch(cell.text) is not None
    )


def _kind(title: str, fields: set[Field]) -> SheetKind:
    """Return what a sheet is, by what its columns hold and by its title."""
    if not fields & _NAME_FIELDS:
        return "unknown"
    if fields & _STAFF_FIELDS and not fields & {"birth_date", "birth_number", "reason"}:
        return "staff"
    if "category" in fields:
        return "board_by_column"
    if fields & _BOARD_FIELDS:
        return "board"
    has_list = fields & {"birth_number", "state", "enrolled_on", "municipality"}
    if category_code(title) is not None and not has_list:
        return "board"
    return "caseload"


def _category(sheet: Sheet, header: int | None) -> tuple[str, str | None]:
    """Return name and code of the category that a board sheet is about.

    The sheet's title gives it, or a title row where the sheet is only called "Ark1".
    """
    title = " ".join(sheet.title.split())
    code = category_code(title)
    if code is None and is_generic_title(title):
        for row in sheet.rows[: max((header or 1) - 1, 0)]:
            for cell in row:
                part = re.split(r"[–—:-]", cell.text)[-1].strip()
                if (found := category_code(part)) is not None:
                    return part, found
        return title, "other"
    return title, code


def _colours(body: list[tuple[Cell, ...]]) -> tuple[tuple[str, Status], ...]:
    """Return the fill colours in use that look like one of the levels."""
    found = sorted({cell.fill_colour for row in body for cell in row if cell.fill_colour})
    return tuple((colour, status) for colour in found if (status := status_of(colour)))


def status_of(colour: str) -> Status | None:
    """Return the level a colour "RRGGBB" looks like; None for white, grey, black and violet."""
    try:
        red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    except ValueError:
        return None
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < 0.2 or not 0.12 <= lightness <= 0.97:
        return None
    degrees = hue * 360
    if degrees < 22 or degrees >= 335:
        return "red"
    if degrees < 70:
        return "yellow"
    if degrees < 165:
        return "green"
    return "blue" if degrees < 255 else None
