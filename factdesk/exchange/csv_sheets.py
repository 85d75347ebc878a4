"""A sheet out of a table saved as text."""

import csv
import io
from collections import Counter
from typing import Final

from charset_normalizer import from_bytes

from factdesk.exchange.sheets import MAX_COLUMNS, MAX_ROWS, Cell, Sheet, column_letters
from factdesk.exchange.workbook_errors import NotAWorkbook, WorkbookTooLarge

_DELIMITERS: Final = (";", "\t", ",")
# What Norwegian programs have saved tables in; guessing among all the world's would go astray on
# a short file with few Norwegian letters.
_ENCODINGS: Final = ["cp1252", "mac_roman", "iso8859_10", "cp850"]


def csv_sheet(title: str, data: bytes) -> Sheet:
    """Return the sheet in a text with semicolons, commas or tabs between the cells.

    Every value is a text. Raises `NotAWorkbook` where the text is no table.
    """
    text = _decoded(data)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text = first.strip()[-1], rest
    else:
        delimiter = _delimiter(text)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise NotAWorkbook from error
    if len(records) > MAX_ROWS or max(map(len, records), default=0) > MAX_COLUMNS:
        raise WorkbookTooLarge
    rows = tuple(
        tuple(
            Cell(value or None, f"{column_letters(index)}{number}")
            for index, value in enumerate(record)
        )
        for number, record in enumerate(records, start=1)
    )
    return Sheet(title, rows)


def _decoded(data: bytes) -> str:
    """Return the text in whatever encoding it was saved."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    best = from_bytes(data, cp_isolation=_ENCODINGS).best()
    return str(best) if best else data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """Return the sign that divides most lines into the same number of cells."""

    def score(delimiter: str) -> tuple[int, int]:
        try:
            lines = list(csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=delimiter))
        except csv.Error:
            return (0, 0)
        widths = Counter(len(line) for line in lines if len(line) > 1)
        if not widths:
            return (0, 0)
        width, lines_of_it = widths.most_common(1)[0]
        return (lines_of_it, width)

    return max(_DELIMITERS, key=score)
