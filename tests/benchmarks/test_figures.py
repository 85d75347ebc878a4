"""All figures of DACTS over a year at ten years of contacts against SQL written by hand."""

import re
import sqlite3
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any

from factdesk.assessments.figure_views import Figures
from factdesk.assessments.indicators.compute import ItemFigure
from factdesk.desk import Desk

SQL = Path(__file__).with_name("figures_by_hand.sql").read_text(encoding="utf-8")
STATEMENTS = {
    found[1]: found[2] for found in re.finditer(r"^-- ([A-Z]\d+)\n([^;]+);", SQL, re.MULTILINE)
}
#: The year that ends on Sunday 22 November 2026, and what each item looks back to, as stored.
LAST = date(2026, 11, 22)
DAYS = {
    "last": "2026-11-22",
    "four_weeks_on": "2026-10-26",
    "four_weeks": "2026-10-25 23:00:00.000000",
    "two_weeks": "2026-11-08 23:00:00.000000",
    "one_month": "2026-10-22 22:00:00.000000",
    "after": "2026-11-22 23:00:00.000000",
    "six_months": "2026-05-01",
    "twelve_months": "2025-11-01",
    "last_month_end": "2026-10-31",
    "one_year": "2025-11-23",
    "two_years": "2024-11-23",
}
#: Fewer than two for each item: what several of them stand on is read once.
MOST_STATEMENTS = 30

Rows = Mapping[str, list[tuple[Any, ...]]]


def _by_hand(connection: Any) -> Rows:
    connection.execute("BEGIN")
    found = {
        item: connection.execute(statement, DAYS).fetchall()
        for item, statement in STATEMENTS.items()
    }
    connection.execute("COMMIT")
    return found


def _share(part: int, whole: int) -> Fraction:
    return Fraction(100 * part, whole)


def _values(rows: Rows) -> dict[str, Fraction]:
    """The figures that the rows of the statements by hand come to."""
    intakes = [row[1][:7] for row in rows["O2"] if row[1]]
    closed = [row for row in rows["O7"] if row[1] and row[1] <= DAYS["last"]]
    dropped = [row for row in closed if row[2] not in ("goals_reached", "other_service", "died")]
    dual = [row for row in rows["S8"] if row[1]]
    return {
        "H2": _share(sum(row[2] > 1 for row in rows["H2"]), len(rows["H2"])),
        "H3": Fraction(len({row[1] for row in rows["H3"] if row[2]}), 4),
        "H11": sum((Fraction(str(row[2])) for row in rows["H11"] if row[0] == "member"), Fraction())
        / 100,
        "O2": Fraction(max(intakes.count(month) for month in intakes)),
        "O5": _share(sum(row[3] for row in rows["O5"]), len(rows["O5"])),
        "O6": _share(sum(row[3] for row in rows["O6"]), len(rows["O6"])),
        "O7": _share(sum(row[2] == "goals_reached" for row in closed), len(rows["O7"])),
        "S1": median(_share(row[2], row[1]) for row in rows["S1"] if row[1]),
        "S2": _share(len(rows["S2"]) - len(dropped), len(rows["S2"])),
        "S4": median(Fraction(row[2], 4) for row in rows["S4"]),
        "S5": median(Fraction(row[1], 4) for row in rows["S5"]),
        "S6": Fraction(sum(row[1] for row in rows["S6"]), len(rows["S6"])),
        "S8": _share(sum(row[2] > 0 for row in dual), len(dual)),
    }


def _are_the_same(ours: Mapping[str, ItemFigure], rows: Rows) -> None:
    """Both answer the same questions: the values, and how many rows stand behind them."""
    for item, value in _values(rows).items():
        assert ours[item].figure.value == value, item
    persons = sum(row[0] == "person" for row in rows["H1"])
    assert ours["H1"].figure.numerator == persons > 150
    for item in ("H7", "H8", "H9", "H10"):
        assert ours[item].figure.denominator == persons
        assert len(ours[item].figure.rows) == sum(row[0] != "leave" for row in rows[item])
    assert ours["H4"].figure.numerator == sum(row[3] for row in rows["H4"])
    for item in ("H2", "S1", "S4", "S5", "S6"):
        assert len(ours[item].figure.rows) == len(rows[item]) == persons


def test_all_figures_of_a_year_take_at_most_half_as_long_again_as_the_sql_alone(
    compare, large_desk
):
    desk: Desk = large_desk
    view = Figures("dacts", LAST)
    connection = desk.folder.connect()
    try:
        ours, rows = desk.see(view), _by_hand(connection)
        assert set(ours) == set(STATEMENTS)
        _are_the_same(ours, rows)
        with desk.store.counting() as statements:
            desk.see(view)
        result = compare.measure(
            "Figures of DACTS, a year, at 400 000 contacts",
            lambda: desk.see(view),
            lambda: _by_hand(connection),
            goal=1.5,
            rounds=30,
        )
    finally:
        connection.close()
    asked = [one for one in statements if not one.startswith(("BEGIN", "COMMIT"))]
    assert len(asked) <= MOST_STATEMENTS
    assert result.is_reached, result.line()


def test_the_sql_by_hand_is_whole():
    assert len(STATEMENTS) == SQL.count(";")
    assert all(sqlite3.complete_statement(one + ";") for one in STATEMENTS.values())
