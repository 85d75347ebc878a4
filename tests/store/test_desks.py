"""Several desks on one team: on a real team server, over its logins and policies."""

from __future__ import annotations

from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.store.link import Link, LinkState
from factdesk.store.marks import Mark
from factdesk.store.server.team_server import TeamServer
from factdesk.team.views import TheTeam
from tests.support.builders import Make
from tests.support.desks import member
from tests.support.servers import ServerTeam
from tests.support.shared_desks import Heard, assert_all_hear_each_other, heard_on, live


def test_a_new_team_has_its_administrator_and_lists(any_desk: Desk) -> None:
    team = any_desk.see(TheTeam())
    assert [m.initials for m in team.members] == ["MH"]
    assert team.word("contact_kind", "face_to_face") == "Face to face"


def test_builders(any_desk: Desk, make) -> None:
    person = make.person()
    tove = make.staff("Tove Kvam")
    make.place(person)
    make.contact(person, tove)


def test_a_folder_has_no_line(desk: Desk) -> None:
    assert desk.link == Link(LinkState.LOCAL)


def test_five_desks_on_a_team_server_hear_each_other(
    server_team: ServerTeam, clock: FixedClock
) -> None:
    desks = [live(server_team.desk(clock)) for _number in range(5)]
    assert_all_hear_each_other(desks, 4)
    assert {desk.link.state for desk in desks} == {LinkState.LIVE}


def test_a_team_server_that_is_restarted_is_found_again(
    server_team: ServerTeam, clock: FixedClock
) -> None:
    near, far = live(server_team.desk(clock)), live(server_team.desk(clock))
    heard, links = heard_on(far), Heard[Link]()
    far.on_link(links)
    server_team.cluster.stop()
    (away,) = links.until(lambda told: told[-1].is_away)[-1:]
    assert away.since == clock.now()
    assert away.why == "The team server does not answer."
    server_team.cluster.start()
    links.until(lambda told: told[-1].state is LinkState.LIVE)
    live(near)
    near.store.engine.dispose()
    person = Make(near).person()
    heard.until(lambda told: any(("persons", person) in changes.rows for changes in told))


def test_marks_pass_between_two_members(server_team: ServerTeam, clock: FixedClock) -> None:
    leaders = live(server_team.desk(clock))
    tove = Make(leaders).staff("Tove Kvam")
    hers = server_team.beside(leaders, member(tove, "Tove Kvam"), clock)
    assert isinstance(hers.keys, TeamServer)
    hers.follow(hers.keys)
    live(hers)
    heard: Heard[tuple[Mark, ...]] = Heard()
    hers.marks.on_change(heard)
    leaders.marks.set("editing", "persons:0190:own_goal")
    ((mark,),) = heard.until(bool)
    assert (mark.kind, mark.what, mark.staff_id, mark.seat) == (
        "editing",
        "persons:0190:own_goal",
        leaders.actor.id,
        leaders.marks.seat,
    )
    leaders.marks.clear("editing", "persons:0190:own_goal")
    heard.until(lambda told: told[-1] == ())


def test_a_member_who_is_removed_is_told_that_the_team_is_closed(
    server_team: ServerTeam, clock: FixedClock
) -> None:
    leaders = live(server_team.desk(clock))
    tove = Make(leaders).staff("Tove Kvam")
    hers = server_team.beside(leaders, member(tove, "Tove Kvam"), clock)
    assert isinstance(hers.keys, TeamServer)
    hers.follow(hers.keys)
    live(hers)
    links: Heard[Link] = Heard()
    hers.on_link(links)
    assert isinstance(leaders.keys, TeamServer)
    leaders.keys.refresh_users()
    leaders.keys.remove_user(hers.keys.user)
    told = links.until(lambda told: told[-1].is_away and "no longer a user" in told[-1].why)
    assert {link.state for link in told} == {LinkState.AWAY}


def test_who_has_passed_the_last_day_hears_nothing_more(
    server_team: ServerTeam, clock: FixedClock
) -> None:
    """The line still stands; what the database shows is nothing, and that is no set-back."""
    near, far = live(server_team.desk(clock)), live(server_team.desk(clock))
    heard, links = heard_on(far), Heard[Link]()
    far.on_link(links)
    server_team.sql("UPDATE staff SET valid_to = date '2020-01-01'")
    server_team.sql("SELECT pg_notify('fd_' || tenant, '999999') FROM factdesk.teams")
    links.until(lambda told: told[-1].is_away and "no longer a user" in told[-1].why)
    assert heard.values == []
    assert far.notices == near.notices
