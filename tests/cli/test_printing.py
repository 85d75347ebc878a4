"""``factdesk print``: a PDF in a file, or one line that says why not."""

from datetime import date

import pytest

from factdesk.cli import main
from factdesk.cli.printing import read_day
from factdesk.errors import KnownError
from tests.support.desks import PASSPHRASE
from tests.support.papers import pages


@pytest.fixture
def run(team_folder, tmp_path, capsys):
    """Runs «print» on a closed store; its status and what it said on standard error."""
    secret = tmp_path / "secret.txt"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")

    def run(*arguments: str) -> tuple[int, str]:
        given = ["print", str(team_folder), *arguments, "--passphrase-file", str(secret)]
        try:
            status = main(given)
        except SystemExit as left:
            status = int(left.code or 0)
        return status, capsys.readouterr().err

    return run


@pytest.mark.parametrize(("kind", "title"), [("board", "Board, Monday"), ("day-list", "Day list")])
def test_a_paper_of_a_day_is_written(run, tmp_path, kind, title):
    out = tmp_path / "paper.pdf"
    status, said = run(kind, "--day", "2026-11-23", "--language", "en", "-o", str(out))
    assert status == 0, said
    assert "not encrypted" in said
    assert title in pages(out.read_bytes())[0]


def test_without_a_language_the_paper_speaks_the_teams(run, tmp_path):
    out = tmp_path / "paper.pdf"
    assert run("board", "-o", str(out))[0] == 0
    assert "Tavle" in pages(out.read_bytes())[0]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("minutes", "--day", "2026-11-23", "-o", "{dir}/m.pdf"), "no board meeting"),
        (("board", "--day", "2026-02-31", "-o", "{dir}/b.pdf"), "not a date"),
        (("board", "--day", "i morgen", "-o", "{dir}/b.pdf"), "not a date"),
        (("gossip", "-o", "{dir}/g.pdf"), "choose from"),
        (("board", "-o", "{dir}/nowhere/b.pdf"), "does not exist"),
        (("board", "-o", "{dir}"), "is a folder"),
        (("board",), "-o"),
        (("board", "--language", "se", "-o", "{dir}/b.pdf"), "choose from"),
    ],
)
def test_what_cannot_be_printed_is_told_in_one_line(run, tmp_path, arguments, why):
    folder = tmp_path / "out"
    folder.mkdir()
    status, said = run(*(part.replace("{dir}", str(folder)) for part in arguments))
    assert status == 2
    # The template store was made on a day of its own, which the machine's clock may be behind of.
    lines = [line for line in said.splitlines() if "clock of this machine" not in line]
    assert len(lines) == 1
    assert why in lines[0]
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("given", ["2026-11-23", "23.11.2026", " 2026-11-23 "])
def test_a_day_is_read_as_people_write_it(given):
    assert read_day(given) == date(2026, 11, 23)


@pytest.mark.parametrize("given", ["2026-02-29", "31.4.2026", "23.11.26", "2026-11", "", "1-2-3-4"])
def test_what_is_no_day_is_refused(given):
    with pytest.raises(KnownError, match="not a date"):
        read_day(given)


def test_the_29th_of_february_is_a_day_in_a_leap_year():
    assert read_day("2028-02-29") == date(2028, 2, 29)
