"""The report of a failure: where it was, never what it was about."""

import os
from pathlib import Path

import pytest

from factdesk.cli import main
from factdesk.faults import report


def fail_with(name: str) -> BaseException:
    try:
        raise ValueError(f"cannot save {name}")
    except ValueError as error:
        return error


def test_the_report_names_lines_and_no_persons(tmp_path: Path) -> None:
    number = report(fail_with("Kanarifuglen"), tmp_path)
    text = (tmp_path / "faults.txt").read_text()
    assert number in text
    assert "ValueError" in text
    assert "test_faults.py" in text
    assert "Kanarifuglen" not in text


@pytest.mark.skipif(os.name == "nt", reason="the rights of a file on Unix")
def test_the_report_is_for_its_owner_alone(tmp_path: Path) -> None:
    (tmp_path / "faults.txt").touch(mode=0o644)
    for folder in (tmp_path, tmp_path / "new"):
        report(fail_with("Kanarifuglen"), folder)
        assert (folder / "faults.txt").stat().st_mode & 0o777 == 0o600


def test_the_terminal_tells_a_failure_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("factdesk.cli.parser", lambda: 1 / 0)
    assert main(["check", "x"]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "Traceback" not in told
    assert "division" not in told
