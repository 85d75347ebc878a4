"""The board's view at ten years of contacts against SQL written by hand."""

import sqlite3
from pathlib import Path
from typing import Any

from factdesk.board.views import Board
from factdesk.desk import Desk

SQL = Path(__file__).with_name("board_by_hand.sql").read_text(encoding="utf-8")
STATEMENTS = [one for one in SQL.split(";") if one.strip()]
#: Monday 23 November 2026, and the days around it, as the store keeps them.
DAYS = {
    "today": "2026-11-23",
    "tomorrow": "2026-11-24",
    "since": "2026-11-20",
    "seen_from": "2026-11-08 23:00:00.000000",
    "midnight": "2026-11-22 23:00:00.000000",
    "horizon": "2026-11-24 22:59:59.999999",
}
MOST_STATEMENTS = 5


def _by_hand(connection: Any) -> list[list[Any]]:
    connection.execute("BEGIN")
    found = [connection.execute(statement, DAYS).fetchall() for statement in STATEMENTS]
    connection.execute("COMMIT")
    return found


def test_the_board_at_ten_years_takes_at_most_three_times_the_sql_alone(compare, large_desk):
    desk: Desk = large_desk
    connection = desk.folder.connect()
    try:
        board = desk.see(Board())
        by_hand = _by_hand(connection)
        assert board.on_board == sum(line[5] is not None for line in by_hand[0]) > 30
        planned = sum(len(row.visits) for section in board.sections for row in section.rows)
        assert 0 < planned < len(by_hand[1])
        with desk.store.counting() as statements:
            desk.see(Board())
        result = compare.measure(
            "The board's view at 400 000 contacts",
            lambda: desk.see(Board()),
            lambda: _by_hand(connection),
            goal=3,
            rounds=40,
        )
    finally:
        connection.close()
    asked = [one for one in statements if not one.startswith(("BEGIN", "COMMIT"))]
    assert len(asked) <= MOST_STATEMENTS
    assert result.is_reached, result.line()


def test_the_sql_by_hand_is_whole():
    assert len(STATEMENTS) == 4
    assert all(sqlite3.complete_statement(one + ";") for one in STATEMENTS)
