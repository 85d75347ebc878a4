"""From a sheet and its mapping to rows about persons and staff, and cells that are neither."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from factdesk.exchange.header_words import Field, category_code, plain_words
from factdesk.exchange.mapping import Column, SheetMapping, Status
from factdesk.exchange.names import PersonName, from_two, read_name
from factdesk.exchange.plan import LeftOut, PlannedCategory, RowVerdict
from factdesk.exchange.sheets import Cell, Sheet
from factdesk.words import _, pgettext

_WHOLE_NAMES: Final[tuple[Field, ...]] = ("name", "name_family_first")
NAME_FIELDS: Final[tuple[Field, ...]] = (*_WHOLE_NAMES, "family", "given")
DASHES: Final = frozenset("-–—‒−")

_TOTAL: Final = re.compile(
    r"(sum|total|totalt|i alt|til ?sammen|snitt|gjennomsnitt|average|count|antall\b.*)\s*:?",
    re.IGNORECASE,
)
_FOOTER: Final = re.compile(
    r"((sist|last)\s+(endr|endra|oppdatert|lagret|changed|updated|edited)|oppdatert\b|updated\b"
    r"|endret av|endra av|husk\b|obs!|merk:|kilde:|versjon|utskrift|side \d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One row about one person: the cells by what they hold, and those to be kept as notes."""

    sheet: str
    address: str
    name: PersonName
    cells: dict[Field, Cell]
    others: tuple[tuple[str, Cell], ...]
    comments: tuple[tuple[str, Cell], ...]
    headings: dict[Field, str]
    category: PlannedCategory | None
    status: Status | None
    is_hidden: bool

    def cell(self, wanted: Field) -> Cell | None:
        """Return the filled cell of a field."""
        return self.cells.get(wanted)

    def spare_names(self) -> list[tuple[str, Cell]]:
        """Return the name cells that the name was not read from, with their headings."""
        whole = next((each for each in _WHOLE_NAMES if each in self.cells), None)
        if whole is None:
            return []
        return [
            (self.headings[each], self.cells[each])
            for each in NAME_FIELDS
            if each in self.cells and each != whole
        ]


@dataclass(slots=True)
class SheetReading:
    """What reading one sheet gave: the rows, what is left out, and which cells were used."""

    rows: list[PersonRow] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    unreadable: list[RowVerdict] = field(default_factory=list)
    used: set[tuple[str, str]] = field(default_factory=set)

    def leave_out(self, sheet: str, cells: list[Cell], why: str) -> None:
        """Set cells aside with a reason; comments on them are kept beside their text."""
        for cell in cells:
            text = f"{cell.text} [{cell.comment}]" if cell.comment else cell.text
            self.left_out.append(LeftOut(sheet, cell.address, text, why))


def read_sheet(sheet: Sheet, mapping: SheetMapping) -> SheetReading:
    """Return the rows of one sheet; every filled cell is in a row, used, or left out with why."""
    reading = SheetReading()
    if mapping.kind in ("unknown", "leave_out"):
        why = (
            _("It was not understood what the sheet holds.")
            if mapping.kind == "unknown"
            else _("The sheet was left out by choice.")
        )
        for row in sheet.rows:
            reading.leave_out(sheet.title, _filled(row), why)
        return reading
    header = mapping.header_row or 0
    for number, row in enumerate(sheet.rows, start=1):
        if number < header:
            reading.leave_out(sheet.title, _filled(row), _("A title above the table."))
        elif number == header:
            _read_header(sheet, row, reading)
    section = _sheet_category(mapping)
    for number, row in enumerate(sheet.rows[header:], start=header + 1):
        filled = _filled(row)
        if not filled:
            continue
        if (found := _section(filled, mapping)) is not None:
            section = found
            reading.used.add((sheet.title, filled[0].address))
        elif (reason := _not_a_row(filled, mapping)) is not None:
            reading.leave_out(sheet.title, filled, reason)
        else:
            _read_row(sheet, mapping, row, number, section, reading)
    _set_running_numbers_aside(sheet.title, reading)
    return reading


def _filled(row: tuple[Cell, ...]) -> list[Cell]:
    """Return the cells of a row that hold something of their own."""
    return [cell for cell in row if (not cell.is_blank and not cell.merged_from) or cell.comment]


def _read_header(sheet: Sheet, row: tuple[Cell, ...], reading: SheetReading) -> None:
    """Account for the headings; a comment on one is set aside where it can be seen."""
    for cell in _filled(row):
        if cell.comment:
            reading.leave_out(sheet.title, [cell], _("A comment on a heading."))
        else:
            reading.used.add((sheet.title, cell.address))


def _sheet_category(mapping: SheetMapping) -> PlannedCategory | None:
    """Return the category of all rows of a board sheet."""
    if mapping.kind != "board" or mapping.category is None:
        return None
    return PlannedCategory(mapping.category, mapping.category_code)


def _section(filled: list[Cell], mapping: SheetMapping) -> PlannedCategory | None:
    """Return the category a row announces for the rows below it: "INNLAGT" and nothing else."""
    if mapping.kind not in ("board", "board_by_column") or len(filled) != 1 or filled[0].comment:
        return None
    text = filled[0].text
    if len(text.split()) > 4 or "," in text or (code := category_code(text)) is None:
        return None
    return PlannedCategory(text.rstrip(":").strip(), code)


def _not_a_row(filled: list[Cell], mapping: SheetMapping) -> str | None:
    """Return why a row is about nobody: a total, a footer, headings once more."""
    if any(not cell.is_readable for cell in filled) and _is_total(filled):
        return _("A row of totals; a formula's result is not saved in the file.")
    if _is_total(filled):
        return _("A row of totals.")
    if len(filled) == 1 and (_FOOTER.match(filled[0].text) or len(filled[0].text.split()) > 8):
        return _("A remark below or between the rows.")
    headings = {plain_words(column.heading) for column in mapping.columns} - {""}
    if len(filled) > 1 and all(plain_words(cell.text) in headings for cell in filled):
        return _("The headings once more.")
    return None


def _is_total(filled: list[Cell]) -> bool:
    """Return whether a row has a word for a total, and otherwise only numbers and formulas."""
    words = [cell for cell in filled if isinstance(cell.value, str) and not cell.is_formula]
    return (
        len(words) <= 1
        and all(_TOTAL.fullmatch(cell.text) for cell in words)
        and (bool(words) or any(cell.is_formula for cell in filled))
        and not any(cell.comment for cell in filled)
    )


def _read_row(
    sheet: Sheet,
    mapping: SheetMapping,
    row: tuple[Cell, ...],
    number: int,
    section: PlannedCategory | None,
    reading: SheetReading,
) -> None:
    """Read one row about a person or a colleague, or say why it cannot be read."""
    cells: dict[Field, Cell] = {}
    headings: dict[Field, str] = {}
    others: list[tuple[str, Cell]] = []
    for column, cell in _by_column(mapping, row):
        if cell.is_blank:
            continue
        own = [] if cell.merged_from else [cell]
        if column.field == "leave_out":
            reading.leave_out(sheet.title, own, _("The column was left out by choice."))
        elif not cell.is_readable:
            why = _("A formula whose result is not saved in the file.")
            reading.leave_out(sheet.title, own, why)
        elif set(cell.text) <= DASHES:
            reading.leave_out(sheet.title, own, _("A dash: nothing is planned or known."))
        elif column.field == "note":
            others.extend((column.heading, each) for each in own)
        else:
            cells[column.field] = cell
            headings[column.field] = column.heading
    name = _name(cells)
    if name is None:
        _set_row_aside(sheet, row, cells, others, reading)
        return
    address = next(cells[each].address for each in NAME_FIELDS if each in cells)
    comments = tuple((pgettext("spreadsheet", "comment"), cell) for cell in row if cell.comment)
    category = _row_category(mapping, cells, section)
    reading.rows.append(
        PersonRow(
            sheet.title, address, name, cells, tuple(others), comments, headings, category,
            _status(mapping, cells, row),
            sheet.is_hidden or number in sheet.hidden_rows,
        )
    )  # fmt: skip


def _by_column(mapping: SheetMapping, row: tuple[Cell, ...]) -> Iterator[tuple[Column, Cell]]:
    """Yield the cells of a row with the columns they stand in; an unknown column is a note."""
    columns = {column.index: column for column in mapping.columns}
    for index, cell in enumerate(row):
        yield columns.get(index) or Column(index, cell.address, "note"), cell


def _name(cells: dict[Field, Cell]) -> PersonName | None:
    """Return the name in a row, from one column or from two."""
    if (cell := cells.get("name")) is not None:
        return read_name(cell.text)
    if (cell := cells.get("name_family_first")) is not None:
        return read_name(cell.text, family_first=True)
    given, family = cells.get("given"), cells.get("family")
    return from_two(given.text if given else "", family.text if family else "")


def _row_category(
    mapping: SheetMapping, cells: dict[Field, Cell], section: PlannedCategory | None
) -> PlannedCategory | None:
    """Return the category a row's person stands in, or None when it is not on the board.

    In a list with a category column, a row without one is on the board only if it says since when.
    """
    if (cell := cells.get("category")) is not None and mapping.kind == "board_by_column":
        return PlannedCategory(cell.text, category_code(cell.text))
    if section is not None:
        return section
    if mapping.kind == "board" or (mapping.kind == "board_by_column" and "placed_on" in cells):
        return PlannedCategory(pgettext("spreadsheet", "Other"), "other")
    return None


def _status(
    mapping: SheetMapping, cells: dict[Field, Cell], row: tuple[Cell, ...]
) -> Status | None:
    """Return the level the colour of the name, or else of another cell of the row, stands for."""
    names = [cells[each] for each in NAME_FIELDS if each in cells]
    for cell in (*names, *row):
        if (status := mapping.status_of(cell.fill_colour)) is not None:
            return status
    return None


def _set_row_aside(
    sheet: Sheet,
    row: tuple[Cell, ...],
    cells: dict[Field, Cell],
    others: list[tuple[str, Cell]],
    reading: SheetReading,
) -> None:
    """Set a row without a readable name aside, every cell of it."""
    why = _("The row has no name that can be read.")
    kept = [
        cell for cell in (*cells.values(), *(cell for _h, cell in others)) if not cell.merged_from
    ]
    commented = [cell for cell in row if cell.comment and cell not in kept]
    left = sorted(kept + commented, key=row.index)
    if not left:
        return
    reading.leave_out(sheet.title, left, why)
    reading.unreadable.append(
        RowVerdict(sheet.title, left[0].address, "not_readable", left[0].text[:200], why)
    )


def _set_running_numbers_aside(title: str, reading: SheetReading) -> None:
    """Leave out a column that only counts the rows; any other number stays with its person."""
    cells = [cell for row in reading.rows if (cell := row.cell("row_number")) is not None]
    values = [cell.value for cell in cells]
    counts = all(
        isinstance(value, int | float) and not isinstance(value, bool) for value in values
    ) and all(
        str(after) == str(before + 1)  # type: ignore[operator]
        for before, after in pairwise(values)
    )
    if not cells or not counts:
        return
    for row in reading.rows:
        row.cells.pop("row_number", None)
    reading.leave_out(title, cells, _("A running number of the rows."))
