"""A seat at a real team server: cut off, away, started without it, removed, away too long."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from factdesk import users
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.opening_seat import open_seat
from factdesk.people.actions.add_person import AddPerson
from factdesk.people.actions.notes import AddNote
from factdesk.people.tables import Note
from factdesk.people.views import People
from factdesk.seat_scope import scope_of
from factdesk.store.drafts import Drafts, SaveDraft
from factdesk.store.faults import ConnectionLost
from factdesk.store.folder.refusals import WrongPassphrase
from factdesk.store.link import Link, LinkState
from factdesk.store.seat import refusals
from factdesk.store.seat.place import folder_for, read_note
from factdesk.store.seat.seat_store import SeatStore
from factdesk.store.server.address import ServerAddress
from factdesk.store.server.refusals import LoginRefused, NoTeamHere, ServerAway
from factdesk.store.server.team_server import TeamServer
from tests.store.seat.conftest import Same
from tests.support.builders import Make
from tests.support.desks import PASSPHRASE, leader
from tests.support.servers import ROLE, ServerTeam
from tests.support.shared_desks import Heard
from tests.support.wire import Wire, after_commit, before_commit

#: A test's own, opens nothing else.
NEW = "bokhylle snøskred havregryn 41"


@dataclass
class Seated:
    """One computer beside a team server, over a wire."""

    team: ServerTeam
    wire: Wire
    root: Path
    clock: FixedClock
    desk: Desk | None = None

    @property
    def address(self) -> ServerAddress:
        there = self.team.address()
        return ServerAddress.parse(there.text.replace(f":{there.port}", f":{self.wire.port}"))

    def open(self, passphrase: str = PASSPHRASE) -> Desk:
        self.close()
        self.desk = open_seat(self.address, passphrase, self.clock, self.root)
        return self.desk

    @property
    def store(self) -> SeatStore:
        assert self.desk is not None
        assert isinstance(self.desk.store, SeatStore)
        return self.desk.store

    @property
    def folder(self) -> Path:
        return folder_for(self.team.store_id, ROLE, self.root)

    def away(self) -> None:
        """Cut the server off and wait until the seat knows."""
        assert self.desk is not None
        heard: Heard[Link] = Heard()
        self.desk.on_link(heard)
        self.wire.refuse()
        self.wire.cut()
        self.desk.see(People())
        assert self.desk.link.is_away

    def back(self) -> None:
        """Let everything through and wait until what waited was sent."""
        assert self.desk is not None
        heard: Heard[Link] = Heard()
        self.desk.on_link(heard)
        self.wire.restore()
        self.desk.links.look()
        if self.desk.link.is_away:
            heard.until(lambda links: any(not one.is_away for one in links))

    def close(self) -> None:
        if self.desk is not None:
            self.desk.close()
            self.desk = None


@pytest.fixture
def seated(server_team: ServerTeam, clock: FixedClock, tmp_path: Path) -> Iterator[Seated]:
    there = server_team.address()
    with Wire((there.host, there.port)) as wire:
        seated = Seated(server_team, wire, tmp_path / "seats", clock)
        yield seated
        wire.restore()
        seated.close()


@pytest.fixture
def person(server_team: ServerTeam, clock: FixedClock) -> str:
    return server_team.desk(clock).do(AddPerson(given_name="Åse", family_name="Ødegård"))


def _notes(team: ServerTeam, clock: FixedClock) -> list[str]:
    desk = team.desk(clock)
    with desk.store.reading(desk.actor) as reader:
        return list(reader.session.scalars(select(Note.text).order_by(Note.id)))


def test_the_copy_equals_the_server_and_nothing_in_it_can_be_read_on_the_disk(
    seated: Seated, person: str, same: Same
) -> None:
    desk = seated.open()
    desk.do(AddNote(person, "sov godt"))
    assert seated.store.settle()
    same(seated.store.copy.store, seated.store.server)
    for file in seated.folder.iterdir():
        assert "Ødegård".encode() not in file.read_bytes()


def test_away_within_seconds_and_back_with_everything(
    seated: Seated, person: str, clock: FixedClock, same: Same
) -> None:
    desk = seated.open()
    assert seated.store.settle()
    before = desk.see(People())
    seated.away()
    assert desk.see(People()) == before
    desk.do(AddNote(person, "skrevet borte"))
    assert desk.link.waiting == 1
    with pytest.raises(refusals.NotSavedAway):
        desk.do(AddPerson(given_name="Nils", family_name="Ny"))
    seated.back()
    assert desk.link.waiting == 0
    assert _notes(seated.team, clock) == ["skrevet borte"]
    assert seated.store.settle()
    same(seated.store.copy.store, seated.store.server)


@pytest.mark.parametrize("cut", [before_commit, after_commit], ids=["before", "after"])
@pytest.mark.parametrize("stays_away", [False, True])
def test_a_line_cut_at_the_commit_saves_once(
    seated: Seated, person: str, clock: FixedClock, cut: object, stays_away: bool
) -> None:
    desk = seated.open()
    assert seated.store.settle()

    def and_refuse(from_client: bool, data: bytes) -> bool:
        if not cut(from_client, data) or b"INSERT" in data:  # type: ignore[operator]
            return False
        if stays_away:
            seated.wire.is_refusing = True  # refuse() would wait for who asks here
        return True

    armed = ArmedByTheAct(seated, and_refuse)
    with armed:
        desk.do(AddNote(person, "en gang"))
    if desk.link.is_away:
        seated.back()
    assert seated.wire.was_cut.is_set()
    assert _notes(seated.team, clock) == ["en gang"]
    assert seated.store.waiting() == ()


class ArmedByTheAct:
    """Arm the wire when the handler has run, so that only the act's own commit is cut."""

    def __init__(self, seated: Seated, predicate: Callable[[bool, bytes], bool]) -> None:
        self.seated, self.predicate = seated, predicate
        self.patch = pytest.MonkeyPatch()

    def __enter__(self) -> None:
        real = AddNote.do
        armed: list[bool] = []

        def do(action: AddNote, work: object) -> str:
            if not armed:
                armed.append(True)
                self.seated.wire.cut_when(self.predicate)
            return real(action, work)  # type: ignore[arg-type]

        self.patch.setattr(AddNote, "do", do)

    def __exit__(self, *_error: object) -> None:
        self.patch.undo()


def test_the_program_starts_without_the_server_from_the_copy(
    seated: Seated, person: str, clock: FixedClock
) -> None:
    desk = seated.open()
    assert seated.store.settle()
    names = [row.name for row in desk.see(People())]
    seated.close()
    seated.wire.refuse()
    with pytest.raises(WrongPassphrase):
        seated.open("feil passord helt sikkert 77")
    desk = seated.open()
    assert desk.link.state is LinkState.AWAY
    assert [row.name for row in desk.see(People())] == names
    assert desk.actor.name == "Marit Holm"
    desk.do(AddNote(person, "først borte"))
    since = desk.link.since
    seated.close()
    clock.move(timedelta(hours=3))
    desk = seated.open()
    assert desk.link.waiting == 1
    assert desk.link.since == since
    seated.back()
    assert _notes(seated.team, clock) == ["først borte"]


def test_without_a_copy_a_server_that_is_away_is_just_away(seated: Seated) -> None:
    seated.wire.refuse()
    with pytest.raises(ServerAway):
        seated.open()


def test_a_server_that_refuses_is_not_away(seated: Seated, person: str) -> None:
    seated.open()
    assert seated.store.settle()
    seated.close()
    with pytest.raises(LoginRefused):
        seated.open("feil passord helt sikkert 77")
    assert (seated.folder / "factdesk.db").exists()


def test_a_server_that_has_no_team_wipes_nothing(seated: Seated, person: str) -> None:
    """As while a backup is brought back."""
    seated.open()
    assert seated.store.settle()
    seated.close()
    seated.team.sql("DELETE FROM factdesk.members")
    with pytest.raises(NoTeamHere):
        seated.open()
    assert (seated.folder / "factdesk.db").exists()


def test_a_removed_user_loses_the_copy_and_is_told_what_was_not_sent(
    seated: Seated, person: str
) -> None:
    desk = seated.open()
    assert seated.store.settle()
    seated.away()
    desk.do(AddNote(person, "aldri sendt"))
    seated.close()
    seated.team.sql("UPDATE factdesk.members SET is_active = false, slot = NULL")
    seated.wire.restore()
    with pytest.raises(refusals.SeatRemoved) as told:
        seated.open()
    assert told.value.undelivered == 1
    left = {file.name for file in seated.folder.iterdir()}
    assert not {name for name in left if name.startswith(("factdesk.header", "factdesk.db"))}
    seated.wire.refuse()
    with pytest.raises(refusals.NoCopy):
        seated.open()


def test_who_is_removed_while_the_desk_is_open_is_shut_out_and_keeps_no_copy(
    seated: Seated, person: str, clock: FixedClock
) -> None:
    desk = seated.open()
    assert seated.store.settle()
    leaders = seated.team.desk(clock)
    tove = Make(leaders).staff("Tove Kvam")
    hers = seated.team.beside(leaders, leader(tove, "Tove Kvam"), clock)
    shut_out: Heard[KnownError] = Heard()
    desk.on_shut_out(shut_out)
    assert isinstance(hers.keys, TeamServer)
    hers.keys.refresh_users()
    hers.keys.remove_user(ROLE)
    (why,) = shut_out.until(bool)
    assert isinstance(why, refusals.SeatRemoved)
    assert why.undelivered == 0
    with pytest.raises(refusals.SeatRemoved):
        desk.see(People())
    with pytest.raises(refusals.SeatRemoved):
        desk.do(AddNote(person, "for sent"))
    again: Heard[KnownError] = Heard()
    desk.on_shut_out(again)
    assert again.values == [why]
    seated.close()
    assert [file.name for file in seated.folder.iterdir() if file.suffix == ".db"] == []


def test_a_passphrase_changed_elsewhere_shuts_the_open_desk_out_and_keeps_what_was_typed(
    seated: Seated, person: str, clock: FixedClock
) -> None:
    desk = seated.open()
    assert seated.store.settle()
    shut_out: Heard[KnownError] = Heard()
    desk.on_shut_out(shut_out)
    users.change_passphrase(seated.team.desk(clock), PASSPHRASE, NEW)
    seated.wire.cut()
    (why,) = shut_out.until(bool)
    assert isinstance(why, LoginRefused)
    with pytest.raises(LoginRefused):
        desk.see(People())
    desk.do(SaveDraft(f"persons:{person}:note", "ikke ferdig"))
    seated.close()
    (draft,) = seated.open(NEW).see(Drafts())
    assert draft.text == "ikke ferdig"


def test_a_server_set_back_beneath_an_open_seat_is_told_and_the_copy_made_anew_at_the_next_start(
    seated: Seated, person: str, same: Same, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody wakes the keeper of the copy but the feed that finds the log set back."""
    desk, store = seated.open(), seated.store
    assert store.settle()
    ((number, newest_hash),) = seated.team.sql("SELECT n, last_hash FROM change_counter")
    desk.do(AddNote(person, "finnes bare her"))
    assert store.settle()
    stands_still = threading.Event()
    note_restored = store.copy.note_restored

    def noted() -> None:
        note_restored()
        stands_still.set()

    monkeypatch.setattr(store.copy, "note_restored", noted)
    there = seated.team.cluster.connect(database=seated.team.database)
    with closing(there) as connection, connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute("DELETE FROM notes")
        connection.execute("DELETE FROM acts WHERE last > %s", [number])
        connection.execute("DELETE FROM change_log WHERE number > %s", [number])
        connection.execute(
            "UPDATE change_counter SET n = %s, last_hash = %s", [number, newest_hash]
        )
    seated.team.sql("SELECT pg_notify('fd_' || %s, '9999')", seated.team.store_id)
    assert stands_still.wait(60)
    with store.copy.store.reading(desk.actor) as reader:
        assert list(reader.session.scalars(select(Note.text))) == ["finnes bare her"]
    desk.close()
    told = [notice for notice in desk.notices if "set back" in notice]
    assert len(told) == 2, "of the server, and of the copy that still has what was there"
    seated.open()
    assert seated.store.settle()
    same(seated.store.copy.store, seated.store.server)
    assert _notes(seated.team, seated.clock) == []


def test_a_line_cut_while_the_copy_catches_up_is_told_as_lost(seated: Seated, person: str) -> None:
    desk = seated.open()
    assert seated.store.settle()
    for asked in (b"SELECT now()", b"BEGIN"):
        seated.wire.cut_when(lambda client, data, asked=asked: client and asked in data)
        with pytest.raises(ConnectionLost):
            seated.store.copy.catch_up(seated.store.server, desk.actor, scope_of)
        assert seated.wire.was_cut.is_set()


def test_a_login_broken_off_in_the_middle_is_no_wrong_passphrase(seated: Seated) -> None:
    seated.wire.cut_when(lambda client, data: client and data.startswith(b"p"))
    with pytest.raises(ServerAway):
        seated.open()
    assert seated.wire.was_cut.is_set()


def test_away_too_long_the_copy_goes_and_what_was_written_stays(
    seated: Seated, person: str, clock: FixedClock
) -> None:
    desk = seated.open()
    assert seated.store.settle()
    seated.away()
    desk.do(AddNote(person, "sendes senere"))
    seated.close()
    clock.move(timedelta(days=13))
    seated.open()
    seated.close()
    clock.move(timedelta(days=2))
    with pytest.raises(refusals.AwayTooLong):
        seated.open()
    assert not (seated.folder / "factdesk.db").exists()
    assert not (seated.folder / "factdesk.header").exists()
    clock.move(timedelta(days=-15))
    with pytest.raises(refusals.AwayTooLong):
        seated.open()
    seated.wire.restore()
    seated.open()
    assert _notes(seated.team, clock) == ["sendes senere"]


def test_a_clock_set_back_and_an_altered_note_do_not_help(
    seated: Seated, person: str, clock: FixedClock
) -> None:
    seated.open()
    assert seated.store.settle()
    seated.close()
    seated.wire.refuse()
    note = read_note(seated.folder)
    assert note is not None
    clock.move(timedelta(days=13))
    seated.open()
    seated.close()
    clock.move(timedelta(days=2))
    later = replace(note, met_at=clock.now() - timedelta(days=1), seen_at=clock.now())
    (seated.folder / "seat.json").write_bytes(later.as_bytes())
    with pytest.raises(refusals.AwayTooLong):
        seated.open()
    assert not (seated.folder / "factdesk.db").exists()


def test_a_second_window_works_without_a_copy_and_says_so(seated: Seated, person: str) -> None:
    seated.open()
    second = open_seat(seated.address, PASSPHRASE, seated.clock, seated.root)
    try:
        assert not isinstance(second.store, SeatStore)
        assert any("Another window" in notice for notice in second.notices)
        second.do(AddNote(person, "fra vindu to"))
    finally:
        second.close()


def test_a_damaged_copy_is_told_away_and_made_anew_with_the_server(
    seated: Seated, person: str, same: Same
) -> None:
    seated.open()
    assert seated.store.settle()
    seated.close()
    path = seated.folder / "factdesk.db"
    path.write_bytes(path.read_bytes()[:-4096])
    seated.wire.refuse()
    with pytest.raises(refusals.CopyDamaged):
        seated.open()
    seated.wire.restore()
    desk = seated.open()
    assert any("damaged" in notice for notice in desk.notices)
    assert seated.store.settle()
    same(seated.store.copy.store, seated.store.server)
