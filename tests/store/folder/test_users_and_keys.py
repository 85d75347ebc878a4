import logging
import os
import pickle
import unicodedata
from pathlib import Path

import pytest

from factdesk.store.folder import refusals, slots
from factdesk.store.folder.entry import users_in
from factdesk.store.folder.secrets import SecretKey
from factdesk.store.folder.strength import judge
from factdesk.store.folder.team_folder import TeamFolder
from tests.store.folder.kit import CHEAP, KARI, OLA


def test_a_new_folder_opens_with_the_passphrase_and_nothing_in_it_is_readable_by_others(
    team: Path,
) -> None:
    with TeamFolder.open(team, KARI) as folder:
        connection = folder.connect()
        connection.execute("INSERT INTO note (text) VALUES ('one more')")
        modes = {entry.name: entry.stat().st_mode & 0o777 for entry in team.iterdir()}
        assert connection.execute("SELECT count(*) FROM note").fetchone() == (301,)
        connection.close()
        assert folder.user == "Kari"
        assert folder.staff_id_of("kari") == "a" * 32
        assert folder.notices == ()
    assert {"factdesk.db-wal", "factdesk.db-shm"} <= set(modes)
    assert set(modes.values()) == {0o600}


def test_creating_makes_a_private_folder(tmp_path: Path) -> None:
    folder, _key = TeamFolder.create(tmp_path / "new", "Kari", KARI, CHEAP)
    folder.close()
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    with pytest.raises(refusals.TeamFolderThere):
        TeamFolder.create(tmp_path / "new", "Kari", KARI, CHEAP)
    TeamFolder.open(tmp_path / "new", KARI).close()


def test_each_user_opens_with_the_own_passphrase_only(team: Path) -> None:
    with TeamFolder.open(team, KARI) as folder:
        folder.add_user("Åse Ødegård", OLA)
        with pytest.raises(refusals.NameTaken):
            folder.add_user(unicodedata.normalize("NFD", "ÅSE  ØDEGÅRD"), OLA)
    assert users_in(team) == ("Kari", "Åse Ødegård")
    decomposed = unicodedata.normalize("NFD", OLA)
    with TeamFolder.open(team, decomposed, unicodedata.normalize("NFD", "åse ødegård")) as folder:
        assert folder.user == "Åse Ødegård"
    with pytest.raises(refusals.WrongPassphrase):
        TeamFolder.open(team, KARI, "Åse Ødegård")
    with pytest.raises(refusals.UserNeeded):
        TeamFolder.open(team, KARI)


def test_an_unknown_user_costs_the_same_work_and_gets_the_same_answer(
    team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    derived: list[slots.KdfCost] = []
    real = slots._wrapping_key

    def counted(secret: bytearray, salt: bytes, cost: slots.KdfCost) -> bytes:
        derived.append(cost)
        return real(secret, salt, cost)

    monkeypatch.setattr(slots, "_wrapping_key", counted)
    answers = []
    for user in ("Kari", "Nobody"):
        with pytest.raises(refusals.WrongPassphrase) as refusal:
            TeamFolder.open(team, "not it", user)
        answers.append(str(refusal.value))
    assert answers[0] == answers[1]
    assert derived == [CHEAP, CHEAP]


def test_a_removed_user_and_an_old_passphrase_no_longer_open(team: Path) -> None:
    with TeamFolder.open(team, KARI) as folder:
        with pytest.raises(refusals.LastUser):
            folder.remove_user("Kari")
        with pytest.raises(refusals.UnknownUser):
            folder.remove_user("Nobody")
        folder.add_user("Ola", OLA, staff_id="b" * 32)
        folder.remove_user("KARI")
        with pytest.raises(refusals.WrongPassphrase):
            folder.change_passphrase("Ola", KARI, "sju lange garn og 3 sild")
        folder.change_passphrase("Ola", OLA, "sju lange garn og 3 sild")
    for wrong in (KARI, OLA):
        with pytest.raises(refusals.WrongPassphrase):
            TeamFolder.open(team, wrong)
    with TeamFolder.open(team, "sju lange garn og 3 sild") as folder:
        assert folder.staff_id_of("Ola") == "b" * 32


def test_the_recovery_key_opens_until_it_is_replaced(pattern: tuple[Path, str], team: Path) -> None:
    typed = pattern[1].lower().replace("-", " ").replace("0", "o").replace("1", "l")
    with TeamFolder.open_with_recovery(team, typed) as folder:
        assert folder.user is None
        folder.set_passphrase("Kari", OLA)
        newer = folder.new_recovery_key()
    with pytest.raises(refusals.WrongRecoveryKey):
        TeamFolder.open_with_recovery(team, pattern[1])
    TeamFolder.open_with_recovery(team, newer).close()
    TeamFolder.open(team, OLA).close()


@pytest.mark.parametrize(
    "weak",
    [
        *("", "password1", "Kari Nordmann", "aaaaaaaaaaaaaaaa", "a" * 500, "12.03.1985", "qwerty"),
        *("FACT Elvebyen Kari Nordmann", "kariNORDMANNelvebyenfact", "Kari Nordmann FACT 2026"),
    ],
)
def test_a_weak_passphrase_is_refused_with_a_reason_and_nothing_is_made(
    tmp_path: Path, weak: str
) -> None:
    with pytest.raises(refusals.WeakPassphrase) as refusal:
        TeamFolder.create(tmp_path / "new", "Kari Nordmann", weak, CHEAP, about=["FACT Elvebyen"])
    assert judge(weak, ["FACT Elvebyen", "Kari Nordmann"]).reason in str(refusal.value)
    assert not (tmp_path / "new").exists()


def test_a_name_in_a_strong_passphrase_does_no_harm() -> None:
    assert judge("Kari fjell rype kaffe ski 71", ["FACT Elvebyen", "Kari Nordmann"]).enough
    assert judge("fjell rype kaffe ski 71", ["K i", "a e"]).enough


def test_a_very_long_passphrase_works_to_its_last_sign(tmp_path: Path) -> None:
    long = f"{KARI} {OLA} " * 40
    folder, _key = TeamFolder.create(tmp_path / "new", "Kari", long, CHEAP)
    folder.close()
    with pytest.raises(refusals.WrongPassphrase):
        TeamFolder.open(tmp_path / "new", long[:-1])
    TeamFolder.open(tmp_path / "new", long).close()


@pytest.mark.parametrize("name", ["", "  ", "\n", "x" * 201])
def test_a_user_has_a_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(refusals.NameEmpty):
        TeamFolder.create(tmp_path / "new", name, KARI, CHEAP)


@pytest.mark.parametrize(
    "name", ["a\x00b", "Kari\nHolm", "Kari\tHolm", "Kari\u202eHolm", "K\x1b[1m"]
)
def test_a_user_name_has_only_signs_that_show(tmp_path: Path, name: str) -> None:
    with pytest.raises(refusals.NameUnreadable):
        TeamFolder.create(tmp_path / "new", name, KARI, CHEAP)
    assert not (tmp_path / "new").exists()


def test_closing_wipes_the_key_and_ends_connecting(team: Path) -> None:
    folder = TeamFolder.open(team, KARI)
    key = folder.data_key
    folder.close()
    folder.close()
    assert key.wiped
    assert not folder.is_open
    with pytest.raises(refusals.FolderClosed):
        folder.connect()
    with pytest.raises(ValueError, match="wiped"):
        key.reveal()


def test_no_key_or_passphrase_shows_in_a_file_a_log_or_a_text(
    team: Path,
    pattern: tuple[Path, str],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    texts = []
    with TeamFolder.open(team, KARI) as folder:
        folder.add_user("Ola", OLA)
        data, database = folder.data_key.reveal(), folder._database_key.reveal()
        texts += [repr(folder.data_key), repr(folder), repr(vars(folder))]
        connection = folder.connect()
        connection.execute("INSERT INTO note (text) VALUES ('canary of a note')")
        files = {entry.name: entry.read_bytes() for entry in team.iterdir()}
        connection.close()
    (team / "factdesk.db").write_bytes(os.urandom(8192))
    for passphrase in (KARI, KARI + "x"):
        with pytest.raises(refusals.FolderRefusal) as refusal:
            TeamFolder.open(team, passphrase, "Kari")
        texts.append(repr(refusal.value) + str(refusal.value))
    output = capfd.readouterr()
    everything = "".join([*texts, caplog.text, output.out, output.err])
    for secret in (data, database):
        assert secret.hex() not in everything.lower()
        assert repr(secret) not in everything
    assert output.err == ""
    canaries = [KARI.encode(), OLA.encode(), pattern[1].encode(), b"canary of a note"]
    canaries += [data, database, data.hex().encode(), database.hex().encode()]
    for name, content in files.items():
        assert not [c for c in canaries if c in content], name
    assert not [c for c in (KARI, OLA, pattern[1]) if c in everything]


def test_a_key_is_neither_pickled_nor_printed() -> None:
    key = SecretKey.random()
    with pytest.raises(TypeError):
        pickle.dumps(key)
    assert repr(key) == "SecretKey(hidden)"
    assert key == SecretKey(key.reveal())
    assert key != key.derive("other", b"salt")


def test_the_cost_is_tuned_within_safe_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_measure", lambda cost: cost.memory_kib / 64 / 1024 * 0.05)
    tuned = slots.tune(0.5)
    assert (tuned.memory_kib, tuned.time) == (512 * 1024, 1)
    monkeypatch.setattr(slots, "_measure", lambda cost: 30.0)
    assert (slots.tune(0.5).memory_kib, slots.tune(0.5).time) == (64 * 1024, 1)
    for bad in [
        (64 * 1024 - 1, 1, 1),
        (1 << 22, 1, 1),
        (1 << 16, 0, 1),
        (1 << 16, 99, 1),
        (1 << 16, 1, 0),
    ]:
        with pytest.raises(ValueError, match="bounds"):
            slots.KdfCost(*bad)
