"""A copy that must not stay is gone before anybody is asked for a passphrase."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from factdesk.desk import Desk
from factdesk.people.actions.notes import AddNote
from factdesk.store.seat import outbox as outboxes
from factdesk.store.seat import refusals, wiping
from factdesk.store.seat.copy import LocalCopy
from factdesk.store.seat.outbox import Outbox
from factdesk.store.seat.place import Note, folder_for, read_note
from factdesk.store.seat.scope import whole
from tests.store.seat.conftest import Bench
from tests.support.builders import Make

MET = datetime(2026, 11, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def filled(bench: Bench, make: Make) -> Bench:
    """A seat with a copy and an entry in its outbox, closed."""
    make.person()
    with bench.open() as folder:
        copy = LocalCopy(folder, bench.clock)
        copy.fill(bench.desk.store, bench.desk.actor, whole)
        copy.close()
        outbox = Outbox(folder.outbox)
        outbox.put("act", "me", "people.note.add", "{}", bench.clock.now())
        outbox.close()
    return bench


def _names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


@pytest.mark.parametrize(
    ("seen", "now", "gone"),
    [
        (MET, MET + 14 * DAY, False),
        (MET, MET + 14 * DAY + timedelta(seconds=1), True),
        (MET + 15 * DAY, MET, True),
        (MET + 15 * DAY, MET - 365 * DAY, True),
        (MET + DAY, MET - 365 * DAY, False),
    ],
)
def test_the_latest_time_ever_seen_counts(seen: datetime, now: datetime, gone: bool) -> None:
    note = Note("a", "b", "c", "d", MET, seen, 14)
    assert wiping.is_overdue(note, now) is gone


def test_the_sweep_at_the_start_deletes_the_copy_and_keeps_the_outbox(filled: Bench) -> None:
    now = filled.clock.now()
    assert wiping.sweep(now + 13 * DAY, filled.path.parent) == ()
    assert "factdesk.db" in _names(filled.path)
    (wiped,) = wiping.sweep(now + 15 * DAY, filled.path.parent)
    assert wiped.store_id == filled.folder_key.store_id
    left = _names(filled.path)
    assert not {name for name in left if name.startswith("factdesk.") and "lock" not in name}
    assert "outbox.db" in left
    assert wiping.sweep(now, filled.path.parent) == (), "there is nothing left to wipe"
    with filled.open() as folder:
        assert outboxes.count(folder.outbox) == 1, "the server's key opens it"


def test_a_seat_in_use_is_left_to_who_uses_it(filled: Bench) -> None:
    with filled.open():
        assert wiping.sweep(filled.clock.now() + 99 * DAY, filled.path.parent) == ()
    assert "factdesk.db" in _names(filled.path)


def test_what_stands_inside_the_copy_has_the_last_word(filled: Bench) -> None:
    filled.clock.move(15 * DAY)
    with filled.open() as folder:
        copy = LocalCopy(folder, filled.clock)
        assert copy.open()
        later = replace(folder.note, met_at=filled.clock.now().astimezone(UTC))
        folder.keep_note(later)
        with pytest.raises(refusals.AwayTooLong):
            copy.demand_in_time()
    assert "factdesk.db" not in _names(filled.path)


def test_the_header_goes_before_anything_else(
    filled: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: list[str] = []
    real = Path.unlink

    def unlink(path: Path, missing_ok: bool = False) -> None:
        gone.append(path.name)
        real(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    wiping.sweep(filled.clock.now() + 15 * DAY, filled.path.parent)
    ours = [name for name in gone if name.startswith("factdesk.") and "lock" not in name]
    assert ours[:2] == ["factdesk.header", "factdesk.header.copy"]


def test_a_removed_seat_with_nothing_to_deliver_leaves_nothing(filled: Bench) -> None:
    wiping.wipe_removed(filled.path, 1)
    assert "outbox.db" in _names(filled.path)
    wiping.wipe_removed(filled.path, 0)
    assert not {name for name in _names(filled.path) if "lock" not in name}


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"address": 1}'])
def test_a_note_that_cannot_be_read_is_none(filled: Bench, content: bytes) -> None:
    (filled.path / "seat.json").write_bytes(content)
    assert read_note(filled.path) is None
    assert wiping.sweep(filled.clock.now(), filled.path.parent) == ()
    with filled.open() as folder:
        assert outboxes.count(folder.outbox) == 1


@pytest.mark.parametrize("damage", ["header", "copy of another", "cut"])
def test_a_seat_whose_files_do_not_belong_together_is_not_used(
    filled: Bench, tmp_path: Path, damage: str, make: Make
) -> None:
    base, header = filled.path / "factdesk.db", filled.path / "factdesk.header"
    if damage == "header":
        for name in ("factdesk.header", "factdesk.header.copy"):
            (filled.path / name).write_bytes(header.read_bytes()[:-20])
    elif damage == "copy of another":
        base.write_bytes((filled.folder_key.path / "factdesk.db").read_bytes())
    else:
        base.write_bytes(base.read_bytes()[:5000])
    with filled.open() as folder:
        copy = LocalCopy(folder, filled.clock)
        if damage == "header":
            assert not copy.open(), "a copy without its header is taken away"
        else:
            with pytest.raises(refusals.CopyDamaged):
                copy.open()
            copy.remove()
        copy.fill(filled.desk.store, filled.desk.actor, whole)
        assert copy.is_filled
        copy.close()


def test_a_full_disk_leaves_the_copy_as_it_was(
    filled: Bench, monkeypatch: pytest.MonkeyPatch, same: Callable[..., None], desk: Desk
) -> None:
    from factdesk.store.folder import cipher
    from factdesk.store.folder import refusals as folder_refusals

    with filled.open() as folder:
        copy = LocalCopy(folder, filled.clock)
        assert copy.open()
        same(copy.store, desk.store)
        before = copy.standing
        person = Make(desk).person()
        desk.do(AddNote(person, "mer"))
        real = cipher.connect

        def small(*arguments: object) -> object:
            connection = real(*arguments)  # type: ignore[arg-type]
            connection.execute("PRAGMA max_page_count = 40")
            return connection

        with monkeypatch.context() as full:
            full.setattr(cipher, "connect", small)
            with pytest.raises(folder_refusals.NoSpace):
                copy.fill(desk.store, desk.actor, whole)
        assert copy.standing == before
        copy.catch_up(desk.store, desk.actor, whole)
        same(copy.store, desk.store)
        copy.close()


def test_the_folder_is_named_after_team_and_login(tmp_path: Path) -> None:
    assert folder_for("5e" * 16, "marit.holm", tmp_path).name == f"{'5e' * 16}-marit.holm"
    assert folder_for("5e" * 16, "../x", tmp_path).parent == tmp_path
    with pytest.raises(ValueError, match="letters and digits"):
        folder_for("../up", "marit.holm", tmp_path)
