"""Dates as teams write them: which are certain, which are not, and what is never guessed."""

from datetime import date, datetime

import pytest

from factdesk.exchange.dates import read_birth_date, read_date
from factdesk.exchange.sheets import CellValue

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("written", "meant", "kind"),
    [
        (datetime(2026, 9, 4), date(2026, 9, 4), "day"),
        (date(2026, 9, 4), date(2026, 9, 4), "day"),
        ("2026-09-04", date(2026, 9, 4), "day"),
        ("12.3.26", date(2026, 3, 12), "day"),
        ("12.03.2026", date(2026, 3, 12), "day"),
        ("19/10-2026", date(2026, 10, 19), "day"),
        ("12. mars 2026", date(2026, 3, 12), "day"),
        (46291, date(2026, 9, 26), "day"),
        (46291.5, date(2026, 9, 26), "day"),
        ("uke 45", date(2026, 11, 2), "week"),
        ("Uke 45 2026", date(2026, 11, 2), "week"),
        ("u45", date(2026, 11, 2), "week"),
        ("uke 48", date(2026, 11, 23), "week"),
        ("uke 50", date(2025, 12, 8), "week"),
        ("mars -25", date(2025, 3, 1), "month"),
        ("3/26", date(2026, 3, 1), "month"),
        ("ja, 3/26", date(2026, 3, 1), "month"),
        ("29.02.24", date(2024, 2, 29), "day"),
    ],
)
def test_a_date_from_work_is_read(written: CellValue, meant: date, kind: str) -> None:
    read = read_date(written, TODAY)
    assert (read.value, read.certain, read.kind) == (meant, True, kind)


@pytest.mark.parametrize(
    "written",
    [
        "31.2.26",
        "29.02.26",
        "?",
        "",
        "igår",
        "i dag",
        "27/10",
        "3/12",
        "uke 54",
        "ja",
        "–",
        7,
        True,
    ],
)
def test_what_is_not_certain_is_left_and_said_why(written: CellValue) -> None:
    read = read_date(written, TODAY)
    assert read.value is None
    assert not read.certain
    assert read.why


def test_words_around_a_date_are_kept_and_so_is_a_time() -> None:
    assert read_date("27.10.26 (fra akutten)", TODAY).rest == "(fra akutten)"
    assert read_date(datetime(2026, 11, 24, 13, 30), TODAY).rest == "13:30"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("4.12.61", date(1961, 12, 4)),
        ("200653", date(1953, 6, 20)),
        (200653, date(1953, 6, 20)),
        ("09/10-1951", date(1951, 10, 9)),
        (32668, date(1989, 6, 9)),
        ("24.11.2000", date(2000, 11, 24)),
        ("29.2.00", date(2000, 2, 29)),
    ],
)
def test_a_birth_date_is_read_in_the_past(written: CellValue, meant: date) -> None:
    read = read_birth_date(written, TODAY)
    assert (read.value, read.certain) == (meant, True)


@pytest.mark.parametrize(
    "written", ["24.11.00", "1.1.26", 21102, "31.02.80", "uke 4", "3/80", "23.11.2026", "29.02.01"]
)
def test_a_birth_date_is_never_guessed(written: CellValue) -> None:
    read = read_birth_date(written, TODAY)
    assert read.value is None
    assert read.why


def test_the_birth_number_decides_the_century_only_when_it_agrees() -> None:
    assert read_birth_date("24.11.00", TODAY, date(2000, 11, 24)).value == date(2000, 11, 24)
    assert read_birth_date(21102, TODAY, date(1957, 10, 9)).value == date(1957, 10, 9)
    assert read_birth_date("24.11.00", TODAY, date(2000, 11, 25)).value is None
