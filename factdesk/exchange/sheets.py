"""A team's workbook as plain values: sheets, rows and cells, whatever file they came from."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

CellValue = str | int | float | bool | date | datetime | time | None
"""What a cell can hold. A date without a time of day may be a `datetime` at midnight."""

MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 500
MAX_SHEETS: Final = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its value, fill colour ("RRGGBB"), comment and address ("B7").

    A formula whose result the file does not hold has the formula itself ("=SUM(A1:A9)") as value
    and `is_readable` False. `merged_from` is the address of the cell whose value fills this one,
    where cells of one column are merged downwards.
    """

    value: CellValue
    address: str
    fill_colour: str | None = None
    comment: str | None = None
    is_formula: bool = False
    merged_from: str | None = None

    @property
    def text(self) -> str:
        """The value as text, blanks at the ends taken off; dates in ISO form."""
        return text_of(self.value)

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in the cell but blanks."""
        return not self.text

    @property
    def is_readable(self) -> bool:
        """Whether the value is known: False for a formula without a saved result."""
        return not (self.is_formula and isinstance(self.value, str) and self.value[:1] == "=")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows of cells, each row as long as its last filled cell.

    Hidden sheets and rows are brought in like the others; `is_hidden` and `hidden_rows` (row
    numbers from 1) let a preview say so.
    """

    title: str
    rows: tuple[tuple[Cell, ...], ...]
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()

    def filled(self) -> list[Cell]:
        """Return every cell that holds something of its own, row by row."""
        return [
            cell for row in self.rows for cell in row if not cell.is_blank and not cell.merged_from
        ]


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook: the file's name without its folder, and the sheets in their order."""

    name: str
    sheets: tuple[Sheet, ...]


def text_of(value: CellValue) -> str:
    """Return a cell value as text: dates in ISO form, whole numbers without a decimal part."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def column_letters(index: int) -> str:
    """Return the letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
