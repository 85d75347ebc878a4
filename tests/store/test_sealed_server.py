"""What a server holds of a team, and what becomes of a value that was altered there."""

from __future__ import annotations

from pathlib import Path

import pytest

import factdesk.tables  # noqa: F401 - every table
from factdesk.board.views import Board
from factdesk.desk import Desk
from factdesk.people.record import PersonRecord
from factdesk.people.views import People
from factdesk.store.action import View
from factdesk.store.base import Base, Sealed
from factdesk.store.check import check
from factdesk.store.drafts import Drafts, SaveDraft
from factdesk.store.sealing import SealBroken
from tests.support.builders import Make
from tests.support.servers import ServerTeam

SECURITY = Path(__file__).parents[2] / "docs" / "security.md"


def problems(desk: Desk) -> str:
    return "\n".join(each for step in check(desk.store, None) for each in step.problems)


def test_every_sealed_text_on_the_server_is_ciphertext(
    server_desk: Desk, server_team: ServerTeam
) -> None:
    make = Make(server_desk)
    person = make.person("Čáhppe", "Ødegård-Þórsson", phone="", address="Storgata 1")
    make.contact(person, make.staff("Tove Kvam"), short_note="Hemmelig")
    make.place(person)
    server_desk.do(SaveDraft(f"persons:{person}:own_goal", "Jeg vil ha hund"))
    held = 0
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Sealed):
                ((filled, sealed),) = server_team.sql(
                    f'SELECT count("{column.name}"), count(*) FILTER (WHERE "{column.name}"'
                    f" LIKE 's1:%%') FROM \"{table.name}\""
                )
                assert filled == sealed, column
                held += filled
    assert held > 40


def test_a_draft_is_found_by_both_parts_of_its_key(server_desk: Desk) -> None:
    for place in ("a", "a:b", "persons:1:own_goal", "a|b"):
        server_desk.do(SaveDraft(place, f"Utkast {place}"))
    found = {draft.place: draft.text for draft in server_desk.see(Drafts(""))}
    assert found["persons:1:own_goal"] == "Utkast persons:1:own_goal"
    assert len(found) == 4


ALTERED = {
    "another row's": "UPDATE persons SET given_name = (SELECT given_name FROM persons"
    " WHERE id = '{other}') WHERE id = '{person}'",
    "another column's": "UPDATE persons SET given_name = family_name WHERE id = '{person}'",
    "another table's": "UPDATE persons SET given_name = (SELECT name FROM staff LIMIT 1)"
    " WHERE id = '{person}'",
    "plain": "UPDATE persons SET given_name = 'Kari' WHERE id = '{person}'",
    "empty": "UPDATE persons SET given_name = '' WHERE id = '{person}'",
    "cut": "UPDATE persons SET given_name = left(given_name, 40) WHERE id = '{person}'",
    "one sign changed": "UPDATE persons SET given_name = overlay(given_name placing"
    " CASE substr(given_name, 20, 1) WHEN 'A' THEN 'B' ELSE 'A' END from 20 for 1)"
    " WHERE id = '{person}'",
    "with parts inside": "UPDATE persons SET given_name = chr(31) || given_name || chr(31)"
    " WHERE id = '{person}'",
}


@pytest.mark.parametrize("how", ALTERED)
def test_a_value_altered_on_the_server_is_shown_to_nobody_and_found(
    server_desk: Desk, server_team: ServerTeam, how: str
) -> None:
    make = Make(server_desk)
    person, other = make.person("Kari", "Lie"), make.person("Ola", "Moe")
    make.place(person)
    server_team.sql("ALTER TABLE persons DROP CONSTRAINT fd_sealed")
    server_team.sql(ALTERED[how].format(person=person, other=other))
    asked: list[View[object]] = [People(), Board(), PersonRecord(person)]
    for view in asked:
        with pytest.raises(SealBroken, match=person):
            server_desk.see(view)
    assert server_desk.see(PersonRecord(other)).name == "Ola Moe"
    assert f"persons {person}: changed outside the program (given_name)" in problems(server_desk)


def test_an_altered_entry_of_the_log_is_named_and_the_rest_is_checked(
    server_desk: Desk, server_team: ServerTeam
) -> None:
    make = Make(server_desk)
    first, last = make.person("Kari"), make.person("Ola")
    ((number,),) = server_team.sql("SELECT number FROM change_log WHERE entity_id = %s", first)
    server_team.sql("ALTER TABLE change_log DROP CONSTRAINT fd_sealed")
    server_team.sql("UPDATE change_log SET after = reason, reason = 'x' WHERE number = %s", number)
    server_team.sql("UPDATE persons SET given_name = family_name WHERE id = %s", last)
    told = problems(server_desk)
    assert f"change_log: number {number} was altered (reason)" in told
    assert f"persons {last}: changed outside the program (given_name)" in told


def as_documented() -> list[str]:
    """A line for every table: what is sealed of it, and what is plain."""
    lines = []
    for table in sorted(Base.metadata.tables.values(), key=lambda each: each.name):
        sealed = [each.name for each in table.columns if isinstance(each.type, Sealed)]
        plain = [each.name for each in table.columns if not isinstance(each.type, Sealed)]
        lines.append(f"| {table.name} | {', '.join(sealed) or '–'} | {', '.join(plain)} |")
    return lines


def test_the_documentation_lists_what_is_sealed_and_what_is_plain() -> None:
    text = SECURITY.read_text(encoding="utf-8")
    listed = text.partition("| table | sealed | plain |\n|---|---|---|\n")[2].partition("\n\n")[0]
    assert listed.splitlines() == as_documented()
