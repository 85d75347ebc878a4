"""What a workbook's sheets and columns mean: guessed, shown, corrected, remembered.

A mapping is plain and frozen. The assistant shows it and replaces parts of it; as JSON it is kept
under its fingerprint, so that the same workbook next month is read as the team decided.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, get_args

from factdesk.exchange.header_words import Field, plain_words

SheetKind = Literal["board", "board_by_column", "caseload", "staff", "unknown", "leave_out"]
"""A board with one category; a board with a category column; the caseload; the staff; none."""

Status = Literal["red", "yellow", "green", "blue"]
"""The levels a fill colour may stand for."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place counted from 0, its heading as written, and what it holds."""

    index: int
    heading: str
    field: Field


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """One sheet: what it is, the number of its header row (from 1, None for none), its columns.

    `category` is the name of the board's category as the team writes it, for the kind "board";
    `category_code` says which of the usual ones it is, None for one of the team's own.
    """

    title: str
    kind: SheetKind
    header_row: int | None
    columns: tuple[Column, ...]
    category: str | None = None
    category_code: str | None = None
    colours: tuple[tuple[str, Status], ...] = ()

    def status_of(self, colour: str | None) -> Status | None:
        """Return what a fill colour stands for in this sheet."""
        return dict(self.colours).get(colour or "")

    def fields(self) -> set[Field]:
        """Return what the columns hold."""
        return {column.field for column in self.columns}


@dataclass(frozen=True, slots=True)
class Mapping:
    """The mapping of a whole workbook, one part for each sheet in its order."""

    sheets: tuple[SheetMapping, ...]

    def fingerprint(self) -> str:
        """Return the key to remember this mapping under: the headings, whatever rows there are."""
        shape = sorted(
            "|".join(plain_words(column.heading) for column in sheet.columns)
            + "@"
            + plain_words(sheet.title)
            for sheet in self.sheets
        )
        return hashlib.sha256("\n".join(shape).encode()).hexdigest()[:32]

    def with_sheet(self, index: int, sheet: SheetMapping) -> "Mapping":
        """Return the mapping with one sheet's part replaced."""
        return Mapping((*self.sheets[:index], sheet, *self.sheets[index + 1 :]))

    def with_field(self, sheet: int, column: int, field: Field) -> "Mapping":
        """Return the mapping with one column, by its place in the sheet, holding another field."""
        part = self.sheets[sheet]
        columns = tuple(
            replace(each, field=field) if each.index == column else each for each in part.columns
        )
        return self.with_sheet(sheet, replace(part, columns=columns))

    def remembering(self, earlier: "Mapping") -> "Mapping":
        """Return this mapping with what the team decided earlier about sheets of the same headings.

        Where the header row stands is taken from the workbook at hand.
        """
        decided = {_shape(sheet): sheet for sheet in earlier.sheets}
        return Mapping(
            tuple(
                replace(decided[_shape(sheet)], header_row=sheet.header_row, title=sheet.title)
                if _shape(sheet) in decided
                else sheet
                for sheet in self.sheets
            )
        )

    def to_json(self) -> str:
        """Return the mapping as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @staticmethod
    def from_json(text: str) -> "Mapping":
        """Return the mapping kept as JSON; raises ValueError for anything else."""
        try:
            return Mapping(tuple(_sheet(part) for part in json.loads(text)["sheets"]))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("not a mapping") from error


def _shape(sheet: SheetMapping) -> tuple[str, ...]:
    """Return the title and headings by which a sheet is known again."""
    return (plain_words(sheet.title), *(plain_words(column.heading) for column in sheet.columns))


def _sheet(part: dict[str, Any]) -> SheetMapping:
    """Return one sheet's part out of JSON."""
    columns = tuple(Column(int(c["index"]), str(c["heading"]), c["field"]) for c in part["columns"])
    if part["kind"] not in get_args(SheetKind) or any(
        column.field not in get_args(Field) for column in columns
    ):
        raise ValueError("not a mapping")
    return SheetMapping(
        str(part["title"]),
        part["kind"],
        part["header_row"],
        columns,
        part["category"],
        part["category_code"],
        tuple((str(colour), status) for colour, status in part["colours"]),
    )
