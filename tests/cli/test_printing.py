"""``factdesk print``: a PDF in a file, or one line that says why not."""

from datetime import date

import pytest

from factdesk.cli import main
from factdesk.cli.printing import read_day
from factdesk.errors import KnownError
from factdesk.opening import open_team
from factdesk.people.actions.consents import GiveConsent
from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.plans.actions.plan import MakePlan
from tests.support.builders import Make
from tests.support.desks import PASSPHRASE
from tests.support.papers import pages


@pytest.fixture
def people(team_folder):
    """Two of the same name, one with a plan, and Kari, who has none; the id of the one."""
    with open_team(team_folder, PASSPHRASE) as desk:
        make = Make(desk)
        even, _other = make.person("Even", "Ali"), make.person("Even", "Ali")
        make.person("Kari", "Ruud")
        desk.do(GiveConsent(even, ConsentKind.PLAN, ConsentGiver.SELF))
        desk.do(MakePlan(even))
    return even


@pytest.fixture
def run(team_folder, people, tmp_path, capsys):
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


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ((), "Min plan"),
        (("--layout", "easy", "--language", "nn"), "Min plan"),
        (("--language", "en", "--version", "1"), "My plan"),
    ],
)
def test_a_persons_plan_is_written_in_the_persons_language_or_the_one_asked_for(
    run, people, tmp_path, more, words
):
    out = tmp_path / "paper.pdf"
    status, said = run("plan", "--person", people, *more, "-o", str(out))
    assert status == 0, said
    assert words in pages(out.read_bytes())[0]


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
        (("plan", "-o", "{dir}/p.pdf"), "of one person"),
        (("plan", "--person", "Ingen Kjent", "-o", "{dir}/p.pdf"), "Nobody has that"),
        (("plan", "--person", "Even Ali", "-o", "{dir}/p.pdf"), "2 persons have that name"),
        (("plan", "--person", "Kari Ruud", "-o", "{dir}/p.pdf"), "no individual plan"),
        (("consents", "--person", "Kari Ruud", "-o", "{dir}/c.pdf"), "no consent"),
        (
            ("crisis-plan", "--person", "Kari Ruud", "--version", "7", "-o", "{dir}/c.pdf"),
            "no such",
        ),
        (("plan-meeting", "--meeting", "f" * 32, "-o", "{dir}/m.pdf"), "no plan meeting"),
        (("plan", "--person", "Kari Ruud", "--layout", "round", "-o", "{dir}/p.pdf"), "choose"),
        (("board", "--person", "Kari Ruud", "-o", "{dir}/b.pdf"), "does not go with"),
        (("board", "--layout", "easy", "-o", "{dir}/b.pdf"), "does not go with"),
        (("plan", "--person", "Kari Ruud", "--day", "2026-11-23", "-o", "{dir}/p.pdf"), "not go"),
        (("plan", "--person", "Kari Ruud", "--meeting", "x", "-o", "{dir}/p.pdf"), "not go"),
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
