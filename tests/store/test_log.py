"""The change log: whatever is done to it behind the program's back is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import text

from factdesk.desk import Desk
from factdesk.store import check, log
from tests.support.builders import Make
from tests.support.servers import ServerTeam

Tamper = Callable[..., list[str]]


@pytest.fixture
def tampered(request: pytest.FixtureRequest) -> Tamper:
    """Run statements past the program and give what the chain's walk tells."""

    def tamper(desk: Desk, *statements: str) -> list[str]:
        if desk.store.is_shared:
            _as_superuser(request.getfixturevalue("server_team"), statements)
        else:
            with desk.store.engine.execution_options(factdesk_writes=True).begin() as connection:
                for statement in statements:
                    connection.execute(text(statement))
        with desk.store.reading(desk.actor) as reader:
            return list(log.verify(reader.session))

    return tamper


def _as_superuser(team: ServerTeam, statements: Iterable[str]) -> None:
    """What only who owns the server can do: past policies, grants and triggers."""
    with closing(team.cluster.connect(database=team.database)) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SELECT set_config('factdesk.tenant', %s, false)", (team.store_id,))
        for table in ("acts", "change_log", "persons"):
            connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS fd_sealed")
        for statement in statements:
            connection.execute(statement)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    "statements",
    [
        ("UPDATE change_log SET after = '{}' WHERE number = 3",),
        ("UPDATE change_log SET actor_id = 'x' WHERE number = 3",),
        ("UPDATE change_log SET reason = 'x' WHERE number = 3",),
        ("DELETE FROM change_log WHERE number = 3",),
        ("DELETE FROM change_log WHERE number = (SELECT max(number) FROM change_log)",),
        ("UPDATE change_counter SET n = n + 1",),
        (
            "UPDATE change_log SET number = -3 WHERE number = 3",
            "UPDATE change_log SET number = 3 WHERE number = 4",
            "UPDATE change_log SET number = 4 WHERE number = -3",
        ),
        (
            "INSERT INTO change_log SELECT number + 1000, act_id, at, actor_id, station, code,"
            " entity, entity_id, before, after, reason, previous_hash, hash FROM change_log"
            " WHERE number = 3",
        ),
    ],
    ids=["after", "actor", "reason", "removed", "last removed", "counter", "swapped", "added"],
)
def test_every_kind_of_tampering_is_found(
    any_desk: Desk, make: Make, tampered: Tamper, statements: tuple[str, ...]
) -> None:
    make.person()
    assert tampered(any_desk) == []
    assert tampered(any_desk, *statements)


def problems(desk: Desk) -> dict[str, tuple[str, ...]]:
    return {
        step.code: step.problems
        for step in check.check(desk.store, desk.folder)
        if not step.is_in_order
    }


def test_a_whole_store_is_in_order(any_desk: Desk, make: Make) -> None:
    person = make.person()
    make.place(person)
    make.contact(person, any_desk.actor.id)
    assert problems(any_desk) == {}


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE persons SET family_name = 'Annen'", "changed outside the program (family_name)"),
        ("DELETE FROM persons", "the row is missing"),
        (
            "INSERT INTO cars (id, version, name, active) VALUES ('f', 1, 'x', true)",
            "a row that the log does not know",
        ),
    ],
)
def test_rows_changed_past_the_log_are_found(
    any_desk: Desk, make: Make, tampered: Tamper, statement: str, told: str
) -> None:
    make.person()
    tampered(any_desk, statement)
    assert told in problems(any_desk)["rows"][0]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE acts SET actor_id = 'x' WHERE first = 1",
        "UPDATE acts SET reason = 'x' WHERE last = (SELECT max(last) FROM acts)",
        "UPDATE acts SET last = last - 1 WHERE first = 1",
        "DELETE FROM acts WHERE first = 1",
        "DELETE FROM acts WHERE last = (SELECT max(last) FROM acts)",
        "INSERT INTO acts SELECT 'f', first, last, at, actor_id, station, code, details, reason,"
        " undoable, undoes FROM acts WHERE first = 1",
    ],
    ids=["actor", "reason", "cut", "removed", "last removed", "added"],
)
def test_acts_that_the_log_does_not_bear_out_are_found(
    any_desk: Desk, make: Make, tampered: Tamper, statement: str
) -> None:
    make.person()
    assert problems(any_desk) == {}
    assert tampered(any_desk, statement) == []
    assert "acts" in problems(any_desk)["chain"][0]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE extra (a)",
        "CREATE VIEW extra AS SELECT given_name FROM persons",
        "CREATE TRIGGER extra AFTER INSERT ON notes BEGIN DELETE FROM notes; END",
    ],
)
def test_what_the_program_never_made_is_found(desk: Desk, tampered: Tamper, statement: str) -> None:
    tampered(desk, statement)
    assert "extra" in problems(desk)["schema"][0]


def test_a_reference_to_nothing_is_found(desk: Desk, make: Make) -> None:
    person = make.person()
    make.place(person)
    assert desk.folder is not None
    connection = desk.folder.connect()
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("UPDATE board_episodes SET person_id = 'nobody'")
    connection.close()
    assert "nothing in persons" in problems(desk)["references"][0]


def test_a_plain_database_lying_in_the_folder_is_found(desk: Desk) -> None:
    assert desk.folder is not None
    (desk.folder.path / "copy.db").write_bytes(b"SQLite format 3\0" + bytes(100))
    assert "copy.db" in problems(desk)["ciphertext"][0]


def test_a_flipped_page_is_found_with_its_place(
    desk: Desk, make: Make, second_desk: Callable[..., Desk]
) -> None:
    folder: Any = desk.folder
    for number in range(50):
        make.person(f"Person {number}", "x" * 500)
    connection = folder.connect()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
    size = folder.database_path.stat().st_size
    with folder.database_path.open("r+b") as file:
        file.seek(size // 2)
        byte = file.read(1)[0]
        file.seek(size // 2)
        file.write(bytes([byte ^ 1]))
    assert "pages" in problems(desk)
