"""The outbox keeps what it promised: over a restart, a full disk, and a damaged file."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from factdesk.clock import OSLO
from factdesk.errors import KnownError
from factdesk.store.conflict import Collision, Conflict
from factdesk.store.folder import refusals as folder_refusals
from factdesk.store.folder.secrets import SecretKey
from factdesk.store.seat import outbox as outboxes
from factdesk.store.seat.cipher_file import CipherFile
from factdesk.store.seat.outbox import Outbox, State
from factdesk.store.seat.refusals import OutboxDamaged

WRITTEN = datetime(2026, 11, 23, 9, 15, tzinfo=OSLO)


@pytest.fixture
def key() -> SecretKey:
    return SecretKey.random()


@pytest.fixture
def file(tmp_path: Path, key: SecretKey) -> CipherFile:
    return CipherFile(tmp_path / "outbox.db", key)


def _three(outbox: Outbox) -> None:
    for number in range(3):
        when = WRITTEN + timedelta(minutes=number)
        outbox.put(f"act{number}", "me", "people.note.add", f'{{"text": "{number}"}}', when)


def test_entries_keep_their_order_time_and_words_over_a_restart(
    file: CipherFile, key: SecretKey
) -> None:
    outbox = Outbox(file)
    _three(outbox)
    outbox.sent("act0")
    outbox.tell("act1", {"person": "Åse"}, {"tasks:t:1": {"text": "så"}})
    outbox.refused("act2", KnownError("Nei.", "Prøv igjen."))
    outbox.close()
    again = Outbox(CipherFile(file.path, key))
    first, second, third = again.entries()
    assert [first.act_id, second.act_id, third.act_id] == ["act0", "act1", "act2"]
    assert [first.state, second.state, third.state] == [State.SENT, State.WAITING, State.REFUSED]
    assert second.written_at == WRITTEN + timedelta(minutes=1)
    assert second.details == {"person": "Åse"}
    assert second.saw == {"tasks:t:1": {"text": "så"}}
    assert first.saw is None
    assert (third.message, third.advice) == ("Nei.", "Prøv igjen.")
    again.drop_sent()
    assert [one.act_id for one in again.entries()] == ["act1", "act2"]
    assert outboxes.count(file) == 2
    again.close()


def test_a_conflict_is_kept_with_mine_before_and_now(file: CipherFile) -> None:
    outbox = Outbox(file)
    _three(outbox)
    fields = {"due_on": Collision(WRITTEN.date(), None, WRITTEN.date() + timedelta(days=1))}
    outbox.refused("act1", Conflict("tasks", "t1", 4, fields, "ola", WRITTEN))
    clash = outbox.entries(State.REFUSED)[0].clash
    assert clash is not None
    assert (clash.entity, clash.entity_id, clash.version, clash.by) == ("tasks", "t1", 4, "ola")
    assert clash.fields == (("due_on", "2026-11-23", None, "2026-11-24"),)
    assert clash.at == WRITTEN
    outbox.close()


def test_of_a_topic_only_the_newest_waits(file: CipherFile) -> None:
    outbox = Outbox(file)
    for number in range(3):
        outbox.put(f"act{number}", "me", "draft.save", "{}", WRITTEN, topic="draft:board")
    outbox.put("other", "me", "draft.save", "{}", WRITTEN, topic="draft:person")
    assert [one.act_id for one in outbox.entries()] == ["act2", "other"]
    outbox.close()


def test_on_a_full_disk_nothing_is_promised_and_nothing_lost(file: CipherFile) -> None:
    outbox = Outbox(file)
    _three(outbox)
    pages = outbox._connection.execute("PRAGMA page_count").fetchone()[0]
    outbox._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(folder_refusals.NoSpace):
        outbox.put("big", "me", "people.note.add", "x" * 100_000, WRITTEN)
    assert [one.act_id for one in outbox.entries()] == ["act0", "act1", "act2"]
    outbox._connection.execute("PRAGMA max_page_count = 100000")
    outbox.put("big", "me", "people.note.add", "x" * 100_000, WRITTEN)
    assert len(outbox.entries()) == 4
    outbox.close()


@pytest.mark.parametrize("damage", ["cut", "altered", "foreign", "plain", "empty"])
def test_a_damaged_outbox_is_told_and_not_overwritten(
    file: CipherFile, tmp_path: Path, damage: str
) -> None:
    outbox = Outbox(file)
    _three(outbox)
    outbox.close()
    content = file.path.read_bytes()
    if damage == "foreign":
        other = CipherFile(tmp_path / "other.db", SecretKey.random())
        Outbox(other).close()
        content = other.path.read_bytes()
    elif damage == "altered":
        content = content[:2000] + bytes([content[2000] ^ 1]) + content[2001:]
    else:
        content = {"cut": content[:-1000], "plain": b"SQLite format 3\x00" * 300, "empty": b""}[
            damage
        ]
    file.path.write_bytes(content)
    with pytest.raises(OutboxDamaged):
        Outbox(CipherFile(file.path, file._key))
    assert file.path.read_bytes() == content
    assert outboxes.count(CipherFile(file.path, file._key)) is None


def test_nothing_written_stands_open_on_the_disk(file: CipherFile, tmp_path: Path) -> None:
    outbox = Outbox(file)
    outbox.put("act", "me", "people.note.add", '{"text": "hemmelig"}', WRITTEN)
    assert all(b"hemmelig" not in one.read_bytes() for one in tmp_path.iterdir())
    outbox.close()
