"""`factdesk import` as a team runs it: totals, doubts, JSON, and refusals in one line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from factdesk.cli import main
from factdesk.opening import open_team
from factdesk.team.tables import ImportMapping
from tests.support.desks import PASSPHRASE

SAMPLES = Path(__file__).parents[1] / "exchange" / "samples"
Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase.txt"
    file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return file


@pytest.fixture
def bring(
    team_folder: Path,
    passphrase_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Command:
    """Run the command on the test's team; exit status, standard output, standard error."""
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setattr("factdesk.cli.default_language", lambda _environment: "en")

    def run(file: Path, *options: str) -> tuple[int, str, str]:
        secret = ("--passphrase-file", str(passphrase_file))
        status = main(["import", str(team_folder), str(file), *secret, *options])
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[list[list[Any]]], Path]:
    """Save rows as a sheet called KRISE."""

    def save(rows: list[list[Any]]) -> Path:
        workbook = openpyxl.Workbook()
        sheet = workbook.worksheets[0]
        sheet.title = "KRISE"
        for row in rows:
            sheet.append(row)
        path = tmp_path / "tavle.xlsx"
        workbook.save(path)
        return path

    return save


def test_a_sample_comes_in_with_its_totals(bring: Command) -> None:
    status, out, _err = bring(SAMPLES / "tavle-fjellbygda.xlsx")
    assert status == 0
    assert "Persons: 41 (41 new, 0 the team has, 0 unclear; 3 closed)" in out
    assert "On the board: 22 in 6 categories" in out
    assert "Staff: 7" in out
    assert "KRISE A12: left out: Sist endret av Tove" in out
    assert "Alle brukere A2–A42: left out: 41 cells: A running number of the rows." in out
    assert "Brought in: 41 new persons, 22 placed on the board" in out


def test_a_dry_run_changes_nothing(bring: Command, team_folder: Path) -> None:
    before = {file.name: file.stat().st_size for file in team_folder.iterdir()}
    status, out, _err = bring(SAMPLES / "tavle-enkel.xlsx", "--dry-run", "--json")
    told = json.loads(out)
    assert (status, told["done"], told["brought_in"]) == (0, False, None)
    assert told["persons"] == {"new": 14, "same": 0, "unclear": 0}
    assert before.keys() == {file.name for file in team_folder.iterdir()}
    assert json.loads(bring(SAMPLES / "tavle-enkel.xlsx", "--json")[1])["persons"]["new"] == 14
    again = json.loads(bring(SAMPLES / "tavle-enkel.xlsx", "--json")[1])
    assert (again["done"], again["persons"]) == (True, {"new": 0, "same": 14, "unclear": 0})
    assert again["brought_in"]["placed"] == 0


def test_doubts_are_told_with_sheet_and_cell(
    bring: Command, saved: Callable[[list[list[Any]]], Path]
) -> None:
    head = ["Navn", "Født", "Årsak", "Ansvarlig"]
    first = saved([head, ["Live Lie", "24.11.00", "x", "XY"], ["?", "", "y", ""]])
    status, out, _err = bring(first)
    assert status == 0
    assert "KRISE A2: unclear: Live Lie: Birth date “24.11.00”" in out
    assert "KRISE A3: not readable" in out
    assert "Initials that nobody in the team has: XY" in out
    _status, out, _err = bring(saved([head, ["Live Lie", "", "z", ""]]))
    assert "KRISE A2: NOT brought in, may be somebody the team has: Live Lie" in out


def test_a_mapping_is_given_and_remembered(
    bring: Command, saved: Callable[[list[list[Any]]], Path], team_folder: Path, tmp_path: Path
) -> None:
    file = saved([["Navn", "Gjøremål", "Årsak"], ["Live Lie", "ring NAV", "x"]])
    told = json.loads(bring(file, "--dry-run", "--json")[1])
    column = told["mapping"]["sheets"][0]["columns"][1]
    assert column["field"] == "note"
    column["field"] = "agreed"
    mapping = tmp_path / "mapping.json"
    mapping.write_text(json.dumps(told), encoding="utf-8")
    bring(file, "--mapping", str(mapping))
    again = json.loads(bring(file, "--dry-run", "--json")[1])
    assert again["mapping"]["sheets"][0]["columns"][1]["field"] == "agreed"
    with open_team(team_folder, PASSPHRASE) as desk, desk.store.reading(desk.actor) as reader:
        assert reader.session.query(ImportMapping).count() == 1


@pytest.mark.parametrize("text", ["rubbish", "[]", '{"sheets": 1}'])
def test_a_file_that_is_no_mapping_is_refused(bring: Command, tmp_path: Path, text: str) -> None:
    file = tmp_path / "mapping.json"
    file.write_text(text, encoding="utf-8")
    status, out, err = bring(SAMPLES / "tavle-enkel.xlsx", "--mapping", str(file))
    assert (status, out) == (2, "")
    assert err.count("\n") == 1


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\x00", b"PK\x03\x04rubbish"])
def test_what_is_no_workbook_is_refused_in_one_line(
    bring: Command, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "tavle.xlsx"
    file.write_bytes(content)
    status, out, err = bring(file)
    assert (status, out) == (2, "")
    assert err.startswith("factdesk: ")
    assert err.count("\n") == 1
    assert bring(tmp_path / "missing.xlsx")[0] == 2
