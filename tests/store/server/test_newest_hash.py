"""Who may say what the hash of the newest entry is: whoever writes the entry, and nobody later."""

from __future__ import annotations

from contextlib import closing

import psycopg
import pytest

from tests.support.two_teams import Place, Team, change, write_act

OUT_OF_ORDER = "ZF008"


def test_the_hash_is_given_by_whoever_writes_the_entry_also_in_a_subtransaction(
    two_teams: tuple[Place, Team, Team],
) -> None:
    """An undo tries rows in any order, and goes back to a savepoint where one stands in the way."""
    _place, a, _b = two_teams
    login = a["member"]
    with (
        closing(login.connect()) as connection,
        connection.transaction(force_rollback=True),
    ):
        connection.execute("SAVEPOINT one")
        connection.execute("ROLLBACK TO SAVEPOINT one")
        write_act(connection, login)
        connection.execute("SAVEPOINT two")
        connection.execute("UPDATE change_counter SET last_hash = 's1:x'")


def test_who_began_before_an_entry_was_written_does_not_change_its_hash(
    server_place: Place,
) -> None:
    """Its transaction has an earlier number than the one that wrote the entry."""
    team = server_place.make_team("a", ("admin", "member"))
    with closing(team["member"].connect()) as early, early.transaction():
        early.execute("SELECT age('3'::xid)")
        early.execute(
            "INSERT INTO drafts (actor_id, place, text, at) VALUES (%s, 'p', 's1:t', now())",
            (team["member"].staff_id,),
        )
        change(team["admin"])
        with pytest.raises(psycopg.DatabaseError) as refused, early.transaction():
            early.execute("UPDATE change_counter SET last_hash = 's1:x'")
    assert refused.value.sqlstate == OUT_OF_ORDER
