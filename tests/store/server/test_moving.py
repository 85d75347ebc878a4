"""A team goes to a server and comes back: whole, and worked in at one place only."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factdesk import moving, opening, users
from factdesk.board.views import Board
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.opening_server import open_server
from factdesk.people.record import PersonRecord
from factdesk.people.views import People
from factdesk.store.check import check
from factdesk.store.drafts import SaveDraft
from factdesk.store.folder.refusals import FolderMoved
from factdesk.store.folder.team_folder import TeamFolder
from factdesk.team.views import TheTeam
from factdesk.users import users as all_users
from tests.support.builders import Make
from tests.support.desks import ADMINISTRATOR, PASSPHRASE
from tests.support.moving import Place, everything

TOVES = "fjellrev ullgenser 88 trappetrinn"  # a test's own, opens nothing else
NEW = "bokhylle snøskred havregryn 41"  # a test's own, opens nothing else


def test_a_team_that_is_moved_to_a_server_is_there_whole_and_its_folder_is_closed(
    desk: Desk, make: Make, place: Place, team_folder: Path, clock: FixedClock
) -> None:
    person = make.person("Nils", "Utsi")
    make.contact(person, make.staff("Tove Kvam"), note="Ville gå tur")
    desk.do(SaveDraft("note", "Ikke ferdig"))
    before = everything(desk)
    done = moving.upload(desk, place.administrator, PASSPHRASE)
    assert done.trouble is None
    assert everything(desk) == before
    with open_server(place.user(), PASSPHRASE, clock) as there:
        assert there.actor.id == desk.actor.id
        assert all(step.is_in_order for step in check(there.store, None))
        after = everything(there)
        assert there.see(TheTeam()).member(desk.actor.id).user_name == "marit.holm"
        assert there.see(People()) == desk.see(People())
        assert there.see(Board()) == desk.see(Board())
        assert there.see(PersonRecord(person)) == desk.see(PersonRecord(person))
    assert {name for name in after if after[name] != before[name]} == {
        "acts", "change_counter", "change_log", "staff",
    }  # fmt: skip
    assert set(before["change_log"]) < set(after["change_log"])
    assert set(before["acts"]) < set(after["acts"])
    desk.close()
    with pytest.raises(FolderMoved, match=r"marit\.holm@127"):
        opening.open_team(team_folder, PASSPHRASE, ADMINISTRATOR)


def test_a_team_that_comes_back_is_the_same_and_can_go_to_another_server(
    desk: Desk,
    make: Make,
    new_place: Callable[[], Place],
    tmp_path: Path,
    clock: FixedClock,
) -> None:
    make.place(make.person("Nils", "Utsi"))
    first, second = new_place(), new_place()
    moving.upload(desk, first.administrator, PASSPHRASE)
    with open_server(first.user(), PASSPHRASE, clock) as there:
        made = Make(there)
        made.contact(made.person("Kari", "Ås"))
        there.do(SaveDraft("note", "Begynt på"))
        on_server, board = everything(there), there.see(Board())
        moving.download(there, tmp_path / "back")
    with opening.open_team(tmp_path / "back", PASSPHRASE, clock=clock) as back:
        assert everything(back) == on_server
        assert back.see(Board()) == board
        assert all(step.is_in_order for step in check(back.store, back.folder))
        assert back.folder is not None
        assert back.folder.store_id == desk.folder.store_id
        first.forget()
        moving.upload(back, second.administrator, PASSPHRASE)
    with open_server(second.user(), PASSPHRASE, clock) as again:
        assert everything(again) == on_server


_TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0") | st.sampled_from("\\\t\n'"),
    min_size=1,
    max_size=40,
)
_PERSONS = st.lists(
    st.tuples(_TEXT, _TEXT, st.lists(st.tuples(_TEXT, st.integers(1, 600)), max_size=3)),
    max_size=8,
)


@settings(max_examples=2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(persons=_PERSONS, draft=_TEXT)
def test_whatever_was_written_goes_there_and_back_unchanged(
    team_template: Path,
    new_place: Callable[[], Place],
    tmp_path_factory: pytest.TempPathFactory,
    clock: FixedClock,
    persons: list[tuple[str, str, list[tuple[str, int]]]],
    draft: str,
) -> None:
    path, place = tmp_path_factory.mktemp("any"), new_place()
    shutil.copytree(team_template, path / "team")
    with opening.open_team(path / "team", PASSPHRASE, clock=clock) as desk:
        make = Make(desk)
        for given_name, family_name, contacts in persons:
            person = make.person(given_name, family_name)
            for note, minutes in contacts:
                make.contact(person, note=note, minutes=minutes)
        desk.do(SaveDraft("any", draft))
        moving.upload(desk, place.administrator, PASSPHRASE)
        before = everything(desk)
    try:
        with open_server(place.user(), PASSPHRASE, clock) as there:
            on_server = everything(there)
            moving.download(there, path / "back")
    finally:
        place.forget()
    for table in ("persons", "contacts", "drafts"):
        assert on_server[table] == before[table]
    with opening.open_team(path / "back", PASSPHRASE, clock=clock) as back:
        assert everything(back) == on_server


def test_other_members_keep_their_place_and_get_a_key_from_an_administrator(
    desk: Desk, make: Make, place: Place, clock: FixedClock
) -> None:
    tove = make.staff("Tove Kvam")
    users.add_user(desk, tove, "Tove Åse", TOVES)
    done = moving.upload(desk, place.administrator, PASSPHRASE)
    assert done.without_key == ("tove.ase",)
    with open_server(place.user(), PASSPHRASE, clock) as there:
        states = {
            each.member.user_name: each.has_key for each in all_users(there, there.see(TheTeam()))
        }
        assert states == {"marit.holm": True, "tove.ase": False}
        users.add_user(there, tove, "tove.ase", NEW)
    with open_server(place.user("tove.ase"), NEW, clock) as hers:
        assert hers.actor.id == tove


def test_the_folder_can_be_worked_in_again_when_the_move_is_given_up(
    desk: Desk, place: Place, team_folder: Path
) -> None:
    moving.upload(desk, place.administrator, PASSPHRASE)
    assert desk.folder is not None
    moving.stay(desk.folder)
    desk.close()
    with opening.open_team(team_folder, PASSPHRASE) as again:
        assert again.actor.name == ADMINISTRATOR


def test_a_download_is_one_moment_whatever_others_write_meanwhile(
    desk: Desk, make: Make, place: Place, tmp_path: Path, clock: FixedClock
) -> None:
    make.person("Nils", "Utsi")
    moving.upload(desk, place.administrator, PASSPHRASE)
    with (
        open_server(place.user(), PASSPHRASE, clock) as mine,
        open_server(place.user(), PASSPHRASE, clock) as other,
    ):
        before = everything(mine)
        written: list[str] = []

        def write(_table: str, _carried: int, _total: int) -> bool:
            written.append(Make(other).person("Kari", f"Nummer {len(written)}"))
            return True

        moving.download(mine, tmp_path / "back", write)
        assert len(everything(mine)["persons"]) == len(before["persons"]) + len(written)
    with opening.open_team(tmp_path / "back", PASSPHRASE, clock=clock) as back:
        assert everything(back) == before


def test_the_recovery_key_of_the_folder_opens_what_came_back_from_the_server(
    desk: Desk, place: Place, tmp_path: Path, clock: FixedClock
) -> None:
    recovery_key = users.new_recovery_key(desk)
    moving.upload(desk, place.administrator, PASSPHRASE)
    with open_server(place.user(), PASSPHRASE, clock) as there:
        moving.download(there, tmp_path / "back")
    with TeamFolder.open_with_recovery(tmp_path / "back", recovery_key) as folder:
        assert folder.users() == ("marit.holm",)


def test_the_log_of_a_moved_team_goes_on_where_it_was(
    desk: Desk, make: Make, place: Place, clock: FixedClock
) -> None:
    make.person("Nils", "Utsi")
    newest = desk.store.newest()
    moving.upload(desk, place.administrator, PASSPHRASE)
    clock.at += timedelta(hours=1)
    with open_server(place.user(), PASSPHRASE, clock) as there:
        assert there.store.newest() == newest + 1  # the login name
        Make(there).person("Kari", "Ås")
        assert there.store.newest() == newest + 2
        assert all(step.is_in_order for step in check(there.store, None))
