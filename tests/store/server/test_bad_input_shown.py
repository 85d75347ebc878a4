"""One altered value, and everything that meets it: the copy of a seat, and what is printed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from factdesk.cli import main
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.opening_seat import open_seat
from factdesk.people.actions.notes import AddNote
from factdesk.people.views import People
from factdesk.team.views import TheTeam
from tests.support.builders import Make
from tests.support.people import PASSPHRASE
from tests.support.servers import ServerTeam


@pytest.fixture
def altered(server_team: ServerTeam, server_desk: Desk) -> str:
    """A person one of whose notes was altered on the server."""
    person = Make(server_desk).person("Kari", "Ruud")
    server_desk.do(AddNote(person, text="Sover godt"))
    server_team.sql("UPDATE notes SET text = overlay(text placing 'AAAA' from 30)")
    return person


def test_a_seat_opens_and_works_where_a_value_was_altered(
    server_team: ServerTeam, altered: str, clock: FixedClock, tmp_path: Path
) -> None:
    """Nobody is locked out by what somebody did to one note."""
    with open_seat(server_team.address(), PASSPHRASE, clock, tmp_path) as desk:
        assert desk.see(TheTeam()).settings.name
        assert [each.id for each in desk.see(People())] == [altered]


def test_nothing_is_printed_with_a_value_that_does_not_open(
    server_team: ServerTeam, server_desk: Desk, tmp_path: Path,
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    server_team.sql("UPDATE staff SET name = overlay(name placing 'AA' from 30)")
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSPHRASE + "\n"))
    out = tmp_path / "list.pdf"
    status = main(["print", server_team.address().text, "day-list", "-o", str(out)])
    told = capsys.readouterr().err
    assert status not in (0, None)
    assert "altered outside the program" in told
    assert len(told.strip().splitlines()) == 1
    assert not out.exists()
