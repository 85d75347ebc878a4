"""What the tests of spreadsheets share: a fixed day, the sample boards, workbooks made in place."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from factdesk.exchange.guess import guess
from factdesk.exchange.plan import ImportPlan
from factdesk.exchange.reading import understand
from factdesk.exchange.sheets import Cell, CellValue, Sheet, Workbook, column_letters
from factdesk.exchange.workbook_file import read_workbook

Rows = Sequence[Sequence[CellValue]]


@pytest.fixture
def today() -> date:
    return date(2026, 11, 22)


@pytest.fixture
def sample() -> Callable[[str], Workbook]:
    """Read one of the sample boards by its name."""
    return lambda name: read_workbook(Path(__file__).parent / "samples" / f"{name}.xlsx")


@pytest.fixture
def book() -> Callable[[dict[str, Rows]], Workbook]:
    """Make a workbook in memory from rows of values."""

    def make(sheets: dict[str, Rows]) -> Workbook:
        return Workbook(
            "made.xlsx",
            tuple(
                Sheet(
                    title,
                    tuple(
                        tuple(
                            Cell(value, f"{column_letters(at)}{number}")
                            for at, value in enumerate(row)
                        )
                        for number, row in enumerate(rows, start=1)
                    ),
                )
                for title, rows in sheets.items()
            ),
        )

    return make


@pytest.fixture
def understood(today: date) -> Callable[[Workbook], ImportPlan]:
    """Understand a workbook as guessed, in a team that has nobody yet."""
    return lambda workbook: understand(workbook, guess(workbook, today), (), (), today)


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[dict[str, Rows]], Path]:
    """Save rows of values as an xlsx file."""

    def save(sheets: dict[str, Rows]) -> Path:
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.worksheets[0])
        for title, rows in sheets.items():
            sheet = workbook.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
        path = tmp_path / "made.xlsx"
        workbook.save(path)
        return path

    return save
