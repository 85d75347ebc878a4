"""Placing a person, to commit, against the same rows written by hand."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from factdesk.board.actions.place_on_board import PlaceOnBoard
from factdesk.board.tables import BoardCategory
from factdesk.board.views import OffBoard
from factdesk.desk import Desk
from factdesk.store.folder.team_folder import TeamFolder
from factdesk.store.ids import new_id
from tests.support.desks import PASSPHRASE

ROUNDS = 60


def _by_hand(connection: Any, person: str, category: str, staff: str) -> None:
    """One row on the board, one in the log, one act, and the counter; then the commit."""
    at = "2026-11-23 07:30:00.000000"
    episode, act = new_id(), new_id()
    run = connection.execute
    run("BEGIN IMMEDIATE")
    run(
        "INSERT INTO board_episodes (id, version, person_id, category_id, level, reason, agreed,"
        " position, placed_at, placed_by) VALUES (?, 1, ?, ?, 'yellow', 'Sover lite', '', 1024,"
        " ?, ?)",
        (episode, person, category, at, staff),
    )
    n, last = run(
        "UPDATE change_counter SET n = n + 1 RETURNING n, last_hash"
    ).fetchone()  # fmt: skip
    after = json.dumps(
        {"id": episode, "version": 1, "person_id": person, "category_id": category,
         "level": "yellow", "reason": "Sover lite", "agreed": "", "position": 1024,
         "placed_at": at, "placed_by": staff, "next_check_on": None, "removed_at": None,
         "removed_by": None, "removal_reason": None, "decided_by_team": None}
    )  # fmt: skip
    link = hashlib.sha256((last + after).encode()).hexdigest()
    run(
        "INSERT INTO change_log (number, act_id, at, actor_id, station, code, entity, entity_id,"
        " after, reason, previous_hash, hash) VALUES (?, ?, ?, ?, 'bench', 'board.place',"
        " 'board_episodes', ?, ?, 'Sover lite', ?, ?)",
        (n, act, at, staff, episode, after, last, link),
    )
    run("UPDATE change_counter SET last_hash = ?", (link,))
    run(
        "INSERT INTO acts (id, first, last, at, actor_id, station, code, details, undoable, reason)"
        " VALUES (?, ?, ?, ?, ?, 'bench', 'board.place', '{}', 1, 'Sover lite')",
        (act, n, n, at, staff),
    )
    run("COMMIT")


@pytest.fixture
def bare_folder(usual_folder: Path, tmp_path: Path) -> Iterator[TeamFolder]:
    """A copy of the team's own: two writers in one file would empty each other's page caches."""
    path = shutil.copytree(usual_folder, tmp_path / "bare")
    with TeamFolder.open(path, PASSPHRASE) as folder:
        yield folder


def test_placing_a_person_takes_at_most_three_times_the_bare_rows(compare, bare_folder, usual_desk):
    desk: Desk = usual_desk
    people = [one.person_id for one in desk.see(OffBoard()) if one.is_enrolled]
    ours, bare = iter(people), iter(people)
    with desk.store.reading(desk.actor) as reader:
        category = reader.session.scalars(select(BoardCategory.id)).first()
    connection = bare_folder.connect()
    try:
        result = compare.measure(
            "Placing a person, to commit",
            desk.do,
            lambda: _by_hand(connection, next(bare), category, desk.actor.id),
            before=lambda: (PlaceOnBoard(next(ours), category, reason="Sover lite"),),
            goal=3,
            rounds=ROUNDS,
        )
    finally:
        connection.close()
    assert result.is_reached, result.line()
