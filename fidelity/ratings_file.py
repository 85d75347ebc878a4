"""Ratings from a table saved as text: the columns ``item`` and ``score``, others passed over."""

from __future__ import annotations

import csv
import enum
import io
import re
from collections.abc import Mapping

from fidelity.marking import N_
from fidelity.model import Mark
from fidelity.rating import Given

MOST_CHARACTERS = 1_000_000

_DELIMITERS = (";", "\t", ",")
_WHOLE = re.compile(r"(-?\d{1,9})(?:[.,]0+)?", re.ASCII)
_PART = re.compile(r"-?\d+[.,]\d+", re.ASCII)
_MARKS = {mark.value: mark for mark in Mark}


class WrongFile(enum.StrEnum):
    """What is wrong with a ratings file. Values: always file and line, and those in brackets."""

    TOO_BIG = "too_big"
    NOT_A_TABLE = "not_a_table"
    #: The first line does not have each of the columns item and score once.
    NO_COLUMNS = "no_columns"
    #: [score]: there is a score, but not for what
    NO_ITEM = "no_item"
    #: [item]
    DOUBLED_ITEM = "doubled_item"
    #: [item, score]: neither a whole number nor NR nor NA
    NOT_A_SCORE = "not_a_score"
    #: [item, score]: a number with a part after the comma
    NOT_WHOLE = "not_whole"


#: What each code says, in English; the values of the error stand in braces.
MESSAGES = {
    WrongFile.TOO_BIG: N_("The file is too large for a table of ratings."),
    WrongFile.NOT_A_TABLE: N_("The file is not a table of ratings."),
    WrongFile.NO_COLUMNS: N_("The first line needs the columns item and score, each once."),
    WrongFile.NO_ITEM: N_("There is a score, {score}, without an item."),
    WrongFile.DOUBLED_ITEM: N_("{item} stands there twice."),
    WrongFile.NOT_A_SCORE: N_("{item}: «{score}» is neither a whole number nor NR nor NA."),
    WrongFile.NOT_WHOLE: N_("{item}: {score} is not a whole number."),
}


class RatingsFileError(Exception):
    """A ratings file that cannot be read; ``line`` counts from 1."""

    def __init__(self, code: WrongFile, file: str, line: int, **values: object) -> None:
        """Keep what is wrong, and where."""
        self.code = code
        self.file = file
        self.line = line
        self.values: Mapping[str, object] = {"file": file, "line": line, **values}
        super().__init__(f"{file}:{line}: {MESSAGES[code].format(**self.values)}")


def read_ratings(text: str, file: str) -> dict[str, Given | None]:
    """What each item is given, in the order of the file; ``None`` for one left empty.

    Cells are parted by semicolons, tabs or commas, as the first line is. «4,0» and «4.0» are 4.
    ``file`` is the name that errors are told with. Raises ``RatingsFileError``.
    """
    if len(text) > MOST_CHARACTERS:
        raise RatingsFileError(WrongFile.TOO_BIG, file, 1)
    lines = io.StringIO(text.removeprefix("\ufeff"), newline="")
    first = next(lines, "")
    skipped = 0
    if re.fullmatch(r"sep=.\s*", first, re.IGNORECASE):
        first, skipped = next(lines, ""), 1
    delimiter = max(_DELIMITERS, key=first.count)
    columns = _columns(next(csv.reader([first], delimiter=delimiter), []), file, skipped + 1)
    ratings: dict[str, Given | None] = {}
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        for row in reader:
            _read_row(row, columns, ratings, file, reader.line_num + skipped + 1)
    except csv.Error:
        place = reader.line_num + skipped + 1
        raise RatingsFileError(WrongFile.NOT_A_TABLE, file, place) from None
    return ratings


def _columns(header: list[str], file: str, line: int) -> tuple[int, int, int]:
    """Where item and score stand, and how many columns there are."""
    names = [name.strip().casefold() for name in header]
    if names.count("item") != 1 or names.count("score") != 1:
        raise RatingsFileError(WrongFile.NO_COLUMNS, file, line)
    return names.index("item"), names.index("score"), len(names)


def _read_row(
    row: list[str],
    columns: tuple[int, int, int],
    ratings: dict[str, Given | None],
    file: str,
    line: int,
) -> None:
    item_at, score_at, width = columns
    cells = [cell.strip() for cell in row]
    if not any(cells):
        return
    if len(cells) == width + 1 and score_at == width - 1:
        # A comma decimal in a file parted by commas: H1,4,0.
        cells[score_at:] = [",".join(cells[score_at:]).removesuffix(",")]
    cells += [""] * (width - len(cells))
    item, written = _shown(cells[item_at]), cells[score_at]
    if not item:
        if written:
            raise RatingsFileError(WrongFile.NO_ITEM, file, line, score=_shown(written))
        return
    if item in ratings:
        raise RatingsFileError(WrongFile.DOUBLED_ITEM, file, line, item=item)
    ratings[item] = _given(item, written, file, line)


def _given(item: str, written: str, file: str, line: int) -> Given | None:
    if not written:
        return None
    mark = _MARKS.get(written.upper())
    if mark is not None:
        return mark
    whole = _WHOLE.fullmatch(written)
    if whole:
        return int(whole[1])
    code = WrongFile.NOT_WHOLE if _PART.fullmatch(written) else WrongFile.NOT_A_SCORE
    raise RatingsFileError(code, file, line, item=item, score=_shown(written))


def _shown(written: str) -> str:
    """What was written, short enough and safe for one line of a terminal; no code is longer."""
    short = written if len(written) <= 40 else written[:39] + "…"
    return "".join(each if each.isprintable() else "�" for each in short)
