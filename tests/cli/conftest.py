"""The terminal's commands as a test runs them: lines typed in, status and what is said out."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from factdesk.cli import main
from factdesk.store.folder import slots
from tests.support.people import CHEAP, PASSPHRASE

NEW = "fjellrev ullgenser 88 trappetrinn"  # a test's own, opens nothing else
HERS = "bokhylle snøskred havregryn 41"  # a test's own, opens nothing else

#: Runs a command with lines on standard input; its status, output and errors.
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """New slots cost what is accepted at least."""
    monkeypatch.setattr(slots, "tune", lambda: CHEAP)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command with lines on standard input; status, output and errors.

    No command tells of its inside, or says the passphrase.
    """

    def run(*arguments: object, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as left:
            status = int(left.code or 0)
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        assert PASSPHRASE not in told.out + told.err
        return status, told.out, told.err

    return run
