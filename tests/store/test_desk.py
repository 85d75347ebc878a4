"""The desk's lanes: what fails in a listener, closing in the middle, and asking too late."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from factdesk import faults, opening
from factdesk.clock import FixedClock
from factdesk.desk import Desk
from factdesk.people.tables import Person
from factdesk.store.action import Action
from factdesk.store.feed import Changes
from factdesk.store.folder.refusals import FolderClosed
from factdesk.store.work import Work
from factdesk.team.views import TheTeam
from tests.support.builders import Make
from tests.support.desks import PASSPHRASE


@dataclass(frozen=True)
class AddSlowly(Action[str]):
    """Say that it has begun, wait to be let on, and add a person; the tests' own."""

    begun: threading.Event
    go_on: threading.Event

    code: ClassVar[str] = "test.add_slowly"

    def do(self, work: Work) -> str:
        self.begun.set()
        assert self.go_on.wait(10)
        return work.add(Person(given_name="Åse")).id


def test_a_failing_listener_neither_fails_the_act_nor_the_others(
    any_desk: Desk,
    make: Make,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    expected_log: Callable[[str], None],
) -> None:
    monkeypatch.setattr(faults, "user_log_path", lambda *_args, **_options: tmp_path)
    expected_log("factdesk.desk: a listener failed")
    heard: list[Changes] = []

    def broken(_changes: Changes) -> None:
        raise ValueError("Kanarifuglen")

    any_desk.subscribe(broken)
    any_desk.subscribe(heard.append)
    make.person("Kanarifuglen")
    assert [changes.tables for changes in heard] == [{"persons"}]
    assert "Kanarifuglen" not in (tmp_path / "faults.txt").read_text(encoding="utf-8")


def test_a_listener_may_stop_another_while_it_is_told(any_desk: Desk, make: Make) -> None:
    heard: list[Changes] = []
    any_desk.subscribe(lambda _changes: stop())
    stop = any_desk.subscribe(heard.append)
    make.person()
    make.person()
    assert len(heard) == 1


def test_listeners_hear_every_act_in_order_before_it_is_told_done(
    any_desk: Desk, make: Make
) -> None:
    heard: list[Changes] = []
    any_desk.subscribe(heard.append)
    for number in range(5):
        make.person(str(number))
        assert len(heard) == number + 1
    assert all(one.last + 1 == next_.first for one, next_ in itertools.pairwise(heard))


def test_what_is_asked_of_a_closed_desk_is_told_to_be_locked(desk: Desk) -> None:
    desk.close()
    asked = (
        desk.run(AddSlowly(threading.Event(), threading.Event())),
        desk.ask(TheTeam()),
        desk.history(),
        desk.undo(),
        desk.redo(),
        desk.between(lambda _run: None),
    )
    for future in asked:
        assert isinstance(future.exception(timeout=0), FolderClosed)


def test_closing_waits_for_what_is_being_saved(desk: Desk, team_folder: Path, clock) -> None:
    begun, go_on = threading.Event(), threading.Event()
    saving = desk.run(AddSlowly(begun, go_on))
    waiting = desk.run(AddSlowly(threading.Event(), go_on))
    assert begun.wait(10)
    closing = threading.Thread(target=desk.close)
    closing.start()
    go_on.set()
    closing.join(10)
    persons = {saving.result(0), waiting.result(0)}
    with (
        opening.open_team(team_folder, PASSPHRASE, clock=clock) as again,
        again.store.reading(again.actor) as reader,
    ):
        assert {row.id for row in reader.session.query(Person)} == persons


def test_closing_twice_at_once_closes_once(desk: Desk) -> None:
    threads = [threading.Thread(target=desk.close) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not desk.is_open


def test_a_closed_folder_holds_no_journal(desk: Desk, make: Make, team_folder: Path) -> None:
    make.person()
    desk.close()
    assert not {"factdesk.db-wal", "factdesk.db-shm"} & {
        file.name for file in team_folder.iterdir()
    }


def test_the_folder_is_given_back_even_when_the_store_cannot_be_closed(
    desk: Desk, team_folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    close = desk.store.close

    def broken() -> None:
        close()
        raise OSError("no")

    monkeypatch.setattr(desk.store, "close", broken)
    with pytest.raises(OSError, match="no"):
        desk.close()
    opening.open_team(team_folder, PASSPHRASE, clock=clock).close()
