"""Whom the terminal gives a login on a team server, and what it answers where it does not."""

from __future__ import annotations

from datetime import date

import pytest

from factdesk.cli.members import LISTED
from factdesk.desk import Desk
from factdesk.store.server.team_server import TeamServer
from factdesk.team.views import TheTeam
from tests.cli.conftest import HERS, NEW, Run
from tests.support.builders import Make
from tests.support.people import PASSPHRASE
from tests.support.servers import ROLE, ServerTeam


@pytest.fixture
def make(server_desk: Desk) -> Make:
    """Builders on the server's desk."""
    return Make(server_desk)


def test_a_member_nobody_knows_is_told_of_with_who_could_be_meant(
    run: Run, server_team: ServerTeam, make: Make, server_desk: Desk
) -> None:
    make.staff("Tove Kvam")
    make.staff("Odd Lie", valid_from=date(2024, 1, 1), valid_to=date(2024, 2, 1))
    team = server_desk.see(TheTeam())
    where, typed = server_team.address().text, f"{PASSPHRASE}\n{HERS}\n"
    status, out, err = run("server", "add-user", where, "x", "--staff", "nobody", typed=typed)
    assert (status, out) == (2, "")
    listed = ", ".join(f"{each.initials} {each.name}" for each in team.active)
    assert f"--staff and the name or the initials: {listed}." in err
    assert "Odd Lie" not in err
    status, out, err = run("server", "remove-user", where, "nobody", typed=typed)
    assert (status, out) == (2, "")
    assert f"the team has these: {ROLE}." in err


def test_no_more_than_twenty_are_listed(
    run: Run, server_team: ServerTeam, make: Make, server_desk: Desk
) -> None:
    for number in range(LISTED + 2):
        make.staff(f"Tove Kvam {number}")
    rest = len(server_desk.see(TheTeam()).active) - LISTED
    where, typed = server_team.address().text, f"{PASSPHRASE}\n{HERS}\n"
    _status, _out, err = run("server", "add-user", where, "nobody", typed=typed)
    assert f" and {rest} more." in err
    assert err.count("Tove Kvam") <= LISTED


@pytest.mark.parametrize("by", ["initials", "name", "login"])
def test_who_has_left_gets_no_login_and_is_told_since_when(
    run: Run, server_team: ServerTeam, make: Make, server_desk: Desk, by: str
) -> None:
    tove = make.staff("Tove Kvam", valid_from=date(2024, 1, 1), valid_to=date(2024, 2, 1))
    member = server_desk.see(TheTeam()).member(tove)
    assert member is not None
    said = {"initials": member.initials, "name": "tove kvam", "login": "tove.kvam"}[by]
    where, typed = server_team.address().text, f"{PASSPHRASE}\n{HERS}\n"
    status, out, err = run("server", "add-user", where, "tk", "--staff", said, typed=typed)
    assert (status, out) == (2, "")
    assert "The employment of Tove Kvam in the team ended on 1 February 2024." in err


def test_who_has_a_login_already_has_a_new_passphrase_and_it_is_said(
    run: Run, server_team: ServerTeam, make: Make
) -> None:
    make.staff("Tove Kvam")
    given = ("server", "add-user", server_team.address().text, "tove.kvam")
    status, out, _err = run(*given, typed=f"{PASSPHRASE}\n{HERS}\n")
    assert (status, out) == (0, "tove.kvam can sign in now.\n")
    status, out, _err = run(*given, typed=f"{PASSPHRASE}\n{NEW}\n")
    told = "tove.kvam was a user already, and has the new passphrase now.\n"
    assert (status, out) == (0, told)
    TeamServer.open(server_team.address("tove.kvam"), NEW).close()
