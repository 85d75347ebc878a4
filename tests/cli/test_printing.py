"""``factdesk print``: a PDF in a file, or one line that says why not."""

from contextlib import contextmanager
from datetime import date
from unicodedata import normalize

import pytest

from factdesk.assessments.actions.open_assessment import NewAssessor, OpenAssessment
from factdesk.cli import main
from factdesk.cli.printing import read_day
from factdesk.errors import KnownError
from factdesk.opening import open_team
from factdesk.papers.saving import NotSaved, save
from factdesk.people.actions.consents import GiveConsent
from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.plans.actions.plan import MakePlan
from tests.support.builders import Make
from tests.support.desks import PASSPHRASE
from tests.support.papers import pages
from tests.support.small_scale import keep_form


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


@pytest.fixture
def assessed(team_folder):
    """Two assessments that nobody has signed: the ids of the older and the newer."""
    with open_team(team_folder, PASSPHRASE) as desk:
        form, staff = keep_form(Make(desk)), Make(desk).staff("Tove Kvam")
        return tuple(
            desk.do(
                OpenAssessment(
                    form, title, date(2025, 1, 1), date(year, 10, 31), (NewAssessor(staff),)
                )
            )
            for title, year in (("Den eldre", 2025), ("Den nyere", 2026))
        )


def test_the_newest_assessment_is_printed_or_the_one_asked_for(run, assessed, tmp_path):
    out = tmp_path / "report.pdf"
    status, said = run("assessment", "--language", "nb", "-o", str(out))
    assert status == 0, said
    assert "Den nyere" in pages(out.read_bytes())[0]
    older, _newer = assessed
    status, said = run("assessment", "--assessment", older, "--language", "en", "-o", str(out))
    assert status == 0, said
    assert "Den eldre" in pages(out.read_bytes())[0]
    assert all("Draft, not signed" in text for text in pages(out.read_bytes()))


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("assessment",), "no such assessment"),
        (("assessment", "--assessment", "f" * 32), "no such assessment"),
        (("assessment", "--day", "2026-11-23"), "not go"),
        (("assessment", "--person", "Kari Ruud"), "not go"),
        (("board", "--assessment", "f" * 32), "not go"),
    ],
)
def test_a_report_that_cannot_be_printed_is_told_in_one_line(run, tmp_path, arguments, why):
    out = tmp_path / "report.pdf"
    status, said = run(*arguments, "-o", str(out))
    assert status == 2
    lines = [line for line in said.splitlines() if "clock of this machine" not in line]
    assert len(lines) == 1
    assert why in lines[0]
    assert not out.exists()


@pytest.mark.parametrize("given", ["2026-11-23", "23.11.2026", " 2026-11-23 "])
def test_a_day_is_read_as_people_write_it(given):
    assert read_day(given) == date(2026, 11, 23)


@pytest.mark.parametrize("given", ["2026-02-29", "31.4.2026", "23.11.26", "2026-11", "", "1-2-3-4"])
def test_what_is_no_day_is_refused(given):
    with pytest.raises(KnownError, match="not a date"):
        read_day(given)


def test_the_29th_of_february_is_a_day_in_a_leap_year():
    assert read_day("2028-02-29") == date(2028, 2, 29)


@pytest.fixture
def cahppe(team_folder):
    """Somebody with letters of several alphabets, a plan, and a birth number."""
    with open_team(team_folder, PASSPHRASE) as desk:
        make = Make(desk)
        make.person("Cahppe", "Odegard-Torsson")
        person = make.person("Čáhppe", "Ødegård-Þórsson", birth_number="01010750160")
        desk.do(GiveConsent(person, ConsentKind.PLAN, ConsentGiver.SELF))
        desk.do(MakePlan(person))
    return person


@pytest.mark.parametrize(
    "given",
    [
        "Čáhppe Ødegård-Þórsson",
        "  čáhppe   ØDEGÅRD-þórsson ",
        normalize("NFD", "Čáhppe Ødegård-Þórsson"),
        "Ødegård-Þórsson, Čáhppe",
        "010107 50160",
        " 01010750160 ",
    ],
)
def test_a_person_is_found_however_the_name_or_number_is_typed(run, cahppe, tmp_path, given):
    out = tmp_path / "paper.pdf"
    status, said = run("plan", "--person", given, "-o", str(out))
    assert status == 0, said
    assert "Čáhppe Ødegård-Þórsson" in pages(out.read_bytes())[0]


@pytest.mark.parametrize("given", ["", "   ", "\u200b", "0101075016", "%", "Čáhppe", "f" * 32])
def test_nobody_is_found_by_a_part_or_a_pattern(run, cahppe, tmp_path, given):
    out = tmp_path / "paper.pdf"
    status, _said = run("plan", "--person", given, "-o", str(out))
    assert status == 2
    assert not out.exists()


def test_a_disk_without_room_leaves_what_stood_there(run, people, tmp_path):
    resource = pytest.importorskip("resource")
    folder = tmp_path / "out"
    folder.mkdir()
    out = folder / "paper.pdf"
    out.write_bytes(b"what stood there")
    with open_limit(resource, 4_000):
        content, told = b"%PDF" + b"x" * 10_000, None
        try:
            save(content, out)
        except NotSaved as error:
            told = str(error)
    assert told is not None
    assert "could not be written" in told
    assert [path.name for path in folder.iterdir()] == ["paper.pdf"]
    assert out.read_bytes() == b"what stood there"


@contextmanager
def open_limit(resource, most):
    """No file of this process grows beyond so many bytes meanwhile."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_link_is_no_way_into_a_team_folder(run, people, team_folder, tmp_path):
    """Neither one that leads into it, nor one that stands in it."""
    into, within = tmp_path / "into.pdf", team_folder / "within.pdf"
    into.symlink_to(team_folder / "plan.pdf")
    within.symlink_to(tmp_path / "outside.pdf")
    for link in (into, within):
        status, said = run("plan", "--person", people, "-o", str(link))
        assert status == 2
        assert "team folder" in said
        assert link.is_symlink()
    assert not (team_folder / "plan.pdf").exists()
    assert not (tmp_path / "outside.pdf").exists()


def test_a_file_that_is_being_read_is_written_beside_and_put_in_place(run, people, tmp_path):
    out = tmp_path / "paper.pdf"
    out.write_bytes(b"old")
    with out.open("rb") as reading:
        status, said = run("plan", "--person", people, "-o", str(out))
        assert status == 0, said
        assert reading.read() == b"old"
    assert out.read_bytes().startswith(b"%PDF")
