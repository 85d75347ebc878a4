"""«My people» of a coordinator of 30 at ten years of contacts against SQL written by hand."""

import sqlite3
from pathlib import Path
from typing import Any

from factdesk.coordination.actions.hand_over import HandOver
from factdesk.coordination.views import CoordinatorLoads, MyPeople
from factdesk.desk import Desk

SQL = Path(__file__).with_name("my_people_by_hand.sql").read_text(encoding="utf-8")
STATEMENTS = [one for one in SQL.split(";") if one.strip()]
#: Monday 23 November 2026, and the days around it, as the store keeps them.
DAYS = {
    "today": "2026-11-23",
    "since": "2026-09-24",
    "midnight": "2026-11-22 23:00:00.000000",
    "tomorrow": "2026-11-23 23:00:00.000000",
}
PERSONS = 30
MOST_STATEMENTS = 5


def _of_thirty(desk: Desk) -> str:
    """The member with most persons, who is given some of the next until there are thirty."""
    loads = sorted(
        (load for load in desk.see(CoordinatorLoads()) if load.staff_id),
        key=lambda load: -load.persons,
    )
    most = loads[0].staff_id
    for other in loads[1:]:
        wanting = PERSONS - len(desk.see(MyPeople(most)).rows)
        given = desk.see(MyPeople(other.staff_id)).rows[: max(wanting, 0)]
        if given:
            seen = tuple((row.person_id, row.version) for row in given)
            desk.do(HandOver(tuple(row.person_id for row in given), most, seen))
    return most


def _by_hand(connection: Any, given: dict[str, str]) -> list[list[Any]]:
    connection.execute("BEGIN")
    found = [connection.execute(statement, given).fetchall() for statement in STATEMENTS]
    connection.execute("COMMIT")
    return found


def test_my_people_at_ten_years_takes_at_most_three_times_the_sql_alone(compare, large_desk):
    desk: Desk = large_desk
    view = MyPeople(_of_thirty(desk))
    given = {**DAYS, "mine": view.staff_id or "", "actor": desk.actor.id}
    connection = desk.folder.connect()
    try:
        facts = desk.see(view)
        _staff, persons, around, plans, contacts = _by_hand(connection, given)
        assert len(facts.rows) == len(persons) >= PERSONS
        assert sum(line[0] == "task" for line in around) == sum(
            row.open_tasks for row in facts.rows
        )
        assert any(line[0] == "measure" for line in plans), "plans to check the nine points of"
        for part, has in (
            ("last", lambda row: row.last_contact),
            ("next", lambda row: row.next_contact),
            ("specialist", lambda row: row.specialist_seen_on),
        ):
            told = {row.person_id for row in facts.rows if has(row)}
            assert told == {line[1] for line in contacts if line[0] == part}
        with desk.store.counting() as statements:
            desk.see(view)
        result = compare.measure(
            "My people, 30 of 250, at 400 000 contacts",
            lambda: desk.see(view),
            lambda: _by_hand(connection, given),
            goal=3,
            rounds=40,
        )
    finally:
        connection.close()
    asked = [one for one in statements if not one.startswith(("BEGIN", "COMMIT"))]
    assert len(asked) <= MOST_STATEMENTS
    assert result.is_reached, result.line()


def test_the_sql_by_hand_is_whole():
    assert len(STATEMENTS) == MOST_STATEMENTS
    assert all(sqlite3.complete_statement(one + ";") for one in STATEMENTS)
