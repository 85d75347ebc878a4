import json
import shutil
import sqlite3
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factdesk.store.folder import header as headers
from factdesk.store.folder import refusals
from factdesk.store.folder.backup import back_up
from factdesk.store.folder.cipher import cipher_integrity
from factdesk.store.folder.team_folder import TeamFolder
from tests.store.folder.kit import CHEAP, KARI, OLA, fingerprint, flip

HEADER, COPY, DATABASE = "factdesk.header", "factdesk.header.copy", "factdesk.db"
fewer = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def refused(team: Path, kind: type[refusals.FolderRefusal], passphrase: str = KARI) -> None:
    """Expect exactly this refusal, and no trace of the attempt."""
    before = fingerprint(team)
    with pytest.raises(refusals.FolderRefusal) as refusal:
        TeamFolder.open(team, passphrase)
    assert type(refusal.value) is kind
    assert refusal.value.message
    assert refusal.value.advice
    assert fingerprint(team) == before


def rewritten(team: Path, **changes: object) -> None:
    """Change both headers as somebody without a key would: with a right checksum."""
    raw = json.loads((team / HEADER).read_bytes())
    del raw["checksum"]
    raw.update(changes)
    raw["checksum"] = headers._checksum(raw)
    for name in (HEADER, COPY):
        (team / name).write_text(json.dumps(raw))


def test_a_wrong_passphrase_changes_nothing(team: Path) -> None:
    refused(team, refusals.WrongPassphrase, "not it")


def test_missing_files(team: Path) -> None:
    (team / DATABASE).rename(team / "elsewhere")
    refused(team, refusals.DatabaseMissing)
    (team / "elsewhere").rename(team / DATABASE)
    (team / HEADER).unlink()
    (team / COPY).unlink()
    refused(team, refusals.HeaderMissing)


def test_a_plain_database_is_never_opened(team: Path) -> None:
    (team / DATABASE).unlink()
    plain = sqlite3.connect(team / DATABASE)
    plain.execute("CREATE TABLE note (text)")
    plain.close()
    refused(team, refusals.NotEncrypted)


@given(bit=st.integers(0, 1 << 30), both=st.booleans())
@fewer
def test_a_flipped_bit_in_the_header_is_never_taken_for_a_wrong_passphrase(
    pattern: tuple[Path, str], bit: int, both: bool
) -> None:
    with tempfile.TemporaryDirectory() as place:
        team = Path(place) / "team"
        shutil.copytree(pattern[0], team)
        where = bit % ((team / HEADER).stat().st_size * 8)
        for name in (HEADER, COPY) if both else (HEADER,):
            flip(team / name, where)
        if both:
            refused(team, refusals.HeaderDamaged)
            return
        damaged = (team / HEADER).read_bytes()
        with TeamFolder.open(team, KARI) as folder:
            assert len(folder.notices) == 1
            assert (team / HEADER).read_bytes() == damaged
            folder.new_recovery_key()
        with TeamFolder.open(team, KARI) as folder:
            assert folder.notices == ()


@given(length=st.integers(0, 1 << 30))
@fewer
def test_a_header_cut_short_is_damaged(pattern: tuple[Path, str], length: int) -> None:
    content = (pattern[0] / HEADER).read_bytes()
    with pytest.raises(ValueError, match=r"."):
        headers.parse_header(content[: length % (len(content) - 1)])


@given(
    st.binary(max_size=200) | st.sampled_from([b"[" * 100_000, b"{}", b"null", b'{"checksum":1}'])
)
def test_any_bytes_are_refused_as_a_header(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        headers.parse_header(content)


def test_a_missing_header_file_is_told_and_made_again_by_the_next_change(team: Path) -> None:
    for name in (HEADER, COPY):
        (team / name).unlink()
        with TeamFolder.open(team, KARI) as folder:
            assert len(folder.notices) == 1
            assert not (team / name).exists()
            folder.new_recovery_key()
        assert (team / HEADER).read_bytes() == (team / COPY).read_bytes()


def test_a_copy_left_behind_by_a_crash_is_brought_up_to_date_and_told(team: Path) -> None:
    older = (team / COPY).read_bytes()
    with TeamFolder.open(team, KARI) as folder:
        folder.add_user("Ola", OLA)
    (team / COPY).write_bytes(older)
    with TeamFolder.open(team, KARI, "Kari") as folder:
        assert len(folder.notices) == 1
    assert (team / HEADER).read_bytes() == (team / COPY).read_bytes()
    assert (team / COPY).read_bytes() != older


def test_a_store_of_a_newer_version_is_left_to_the_newer_program(team: Path) -> None:
    rewritten(team, version=3, slots={"something": "new"})
    refused(team, refusals.NewerStore)


def test_changes_by_somebody_without_the_key_are_found(team: Path) -> None:
    slots = json.loads((team / HEADER).read_bytes())["slots"]
    rewritten(team, slots=slots[:1])
    refused(team, refusals.HeaderTampered)
    rewritten(team, slots=slots, created="2020-01-01T00:00:00+00:00")
    refused(team, refusals.HeaderTampered)
    rewritten(team, slots=slots, extra=1)
    refused(team, refusals.HeaderTampered)


@pytest.mark.parametrize(
    "cost",
    [{"memory_kib": 8}, {"memory_kib": 1 << 40}, {"time": 10**9}, {"time": True}, {"name": "md5"}],
)
def test_a_header_cannot_ask_for_a_weak_or_endless_derivation(
    team: Path, cost: dict[str, object]
) -> None:
    slots = json.loads((team / HEADER).read_bytes())["slots"]
    slots[0]["kdf"].update(cost)
    rewritten(team, slots=slots)
    refused(team, refusals.HeaderTampered)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "other"
    folder, _key = TeamFolder.create(path, "Kari", KARI, CHEAP)
    folder.close()
    return path


def test_files_of_two_stores_do_not_mix(team: Path, other: Path) -> None:
    before = (team / DATABASE).read_bytes()
    shutil.copy(other / DATABASE, team / DATABASE)
    refused(team, refusals.Swapped)
    (team / DATABASE).write_bytes(before)
    for name in (HEADER, COPY):
        shutil.copy(other / name, team / name)
    refused(team, refusals.Swapped)


@pytest.mark.parametrize("name", [HEADER, COPY])
@pytest.mark.parametrize("revisions", [0, 2])
def test_the_header_of_another_store_is_told_and_the_right_one_used(
    team: Path, other: Path, name: str, revisions: int
) -> None:
    with TeamFolder.open(other, KARI) as folder:
        for _each in range(revisions):
            folder.new_recovery_key()
    ours = (team / HEADER).read_bytes()
    foreign = (other / HEADER).read_bytes()
    (team / name).write_bytes(foreign)
    with TeamFolder.open(team, KARI) as folder:
        assert "another team folder" in " ".join(folder.notices)
        assert (team / name).read_bytes() == foreign
        back_up(folder, other.parent / "backup")
        folder.new_recovery_key()
    assert (team / HEADER).read_bytes() == (team / COPY).read_bytes()
    with zipfile.ZipFile(other.parent / "backup") as archive:
        assert archive.read(HEADER) == ours


def test_two_headers_of_which_neither_fits_are_refused_as_swapped(team: Path, other: Path) -> None:
    third = team.parent / "third"
    TeamFolder.create(third, "Kari", KARI, CHEAP)[0].close()
    shutil.copy(other / HEADER, team / HEADER)
    shutil.copy(third / COPY, team / COPY)
    refused(team, refusals.Swapped)


def test_a_journal_of_another_store_is_not_taken_in(team: Path, other: Path) -> None:
    with TeamFolder.open(other, KARI) as folder:
        connection = folder.connect()
        connection.execute("CREATE TABLE stranger (id)")
        shutil.copy(other / "factdesk.db-wal", team / "factdesk.db-wal")
        connection.close()
    refused(team, refusals.Swapped)
    (team / "factdesk.db-wal").unlink()
    TeamFolder.open(team, KARI).close()


@given(length=st.integers(0, 1 << 30))
@fewer
def test_a_database_cut_short_anywhere_is_refused(pattern: tuple[Path, str], length: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        team = Path(place) / "team"
        shutil.copytree(pattern[0], team)
        content = (team / DATABASE).read_bytes()
        (team / DATABASE).write_bytes(content[: length % len(content)])
        refused(team, refusals.DatabaseDamaged)


@given(bit=st.integers(0, 1 << 30) | st.integers(0, 4096 * 8))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_flipped_bit_in_the_database_is_found(pattern: tuple[Path, str], bit: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        team = Path(place) / "team"
        shutil.copytree(pattern[0], team)
        flip(team / DATABASE, bit % ((team / DATABASE).stat().st_size * 8))
        before = fingerprint(team)
        try:
            folder = TeamFolder.open(team, KARI)
        except refusals.DatabaseDamaged:
            assert fingerprint(team) == before
            return
        with folder:
            connection = folder.connect()
            problems = cipher_integrity(connection)
            connection.close()
        assert problems


def test_a_sound_database_has_no_problems(team: Path) -> None:
    with TeamFolder.open(team, KARI) as folder:
        connection = folder.connect()
        assert cipher_integrity(connection) == []
        settings_found = [
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys", "synchronous", "temp_store")
        ]
        connection.close()
    assert settings_found == ["wal", 1, 2, 2]


def test_an_appended_page_is_found(team: Path) -> None:
    with (team / DATABASE).open("ab") as file:
        file.write(bytes(4096))
    with TeamFolder.open(team, KARI) as folder:
        connection = folder.connect()
        assert cipher_integrity(connection)
        connection.close()
