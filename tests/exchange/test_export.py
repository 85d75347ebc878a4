"""``factdesk export``: the tables, whole or not at all, noted, and without what names anybody."""

import csv
import shutil
from datetime import date, datetime, timedelta
from fractions import Fraction
from statistics import median

import pytest

from factdesk.assessments.indicators.compute import FIGURES
from factdesk.assessments.indicators.figure import Wanted
from factdesk.board.actions.start_meeting import StartMeeting
from factdesk.cli import main
from factdesk.clock import OSLO, FixedClock
from factdesk.exchange.actions.note_exported import NoteExported
from factdesk.exchange.export_tables import TABLES
from factdesk.exchange.exporting import NotExported, columns, export
from factdesk.opening import open_team
from factdesk.people.actions.access_blocks import BlockAccess
from factdesk.people.kinds import AdmissionKind
from factdesk.people.tables import Admission
from factdesk.people.views import WhoHasLooked
from factdesk.simulation.filling import fill
from factdesk.simulation.wish import Wish
from factdesk.store.conflict import Refused
from factdesk.team.roles import Right
from factdesk.team.tables import Leave, LeaveKind, Post
from tests.support.desks import MONDAY, PASSPHRASE


def read(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def filled(desk, make):
    """Two persons met by two members, one of them admitted; the ids of both."""
    one = make.person("Åse", "Ødegård", own_goal="Fiske i Mjøsa")
    other = make.person("Even", "Ruud")
    member = make.staff("Tove Kvam")
    make.contact(one, desk.actor.id, member, note="Snakket om søsteren")
    make.contact(other, member)
    make.place(one, reason="Sover dårlig")
    make.rows(
        Admission(
            person_id=other,
            kind=AdmissionKind.PSYCHIATRIC_WARD,
            place="Reinsvoll",
            admitted_on=date(2026, 10, 1),
            team_took_part=True,
        ),
        Leave(staff_id=member, kind=LeaveKind.SICK, first_day=date(2026, 9, 1)),
        Post(title="Psykolog", profession="psychologist"),
    )
    desk.do(StartMeeting())
    return one, other


def test_every_row_stands_in_its_file_under_its_id(desk, filled, tmp_path):
    given = export(desk, tmp_path / "out")
    assert {file.name for file in (tmp_path / "out").iterdir()} == {
        "columns.md",
        *(table.file for table in TABLES),
    }
    assert dict(given.rows)["people"] == 2
    assert {row["id"] for row in read(tmp_path / "out", "people")} == set(filled)
    contacts = read(tmp_path / "out", "contacts")
    assert {row["person_id"] for row in contacts} == set(filled)
    taking_part = read(tmp_path / "out", "contact_staff")
    assert {row["contact_id"] for row in taking_part} == {row["id"] for row in contacts}
    assert len(taking_part) == 3
    (admission,) = read(tmp_path / "out", "admissions")
    assert (admission["admitted_on"], admission["discharged_on"]) == ("2026-10-01", "")
    assert (admission["team_took_part"], admission["kind"]) == ("true", "psychiatric_ward")
    assert {row["person_id"] for row in read(tmp_path / "out", "meeting_items")} <= set(filled)


def test_the_team_s_server_gives_the_same_files(any_desk, make, tmp_path):
    person = make.person("Åse", has_substance_disorder=True)
    make.contact(person, any_desk.actor.id)
    export(any_desk, tmp_path / "out")
    (row,) = read(tmp_path / "out", "people")
    assert (row["id"], row["has_substance_disorder"]) == (person, "true")
    (contact,) = read(tmp_path / "out", "contacts")
    assert contact["start"] == "2026-11-22T07:30:00+00:00"
    assert read(tmp_path / "out", "staff")[0]["fte_percent"].startswith("100")


def test_moments_say_their_zone(desk, filled, tmp_path):
    export(desk, tmp_path / "out")
    for row in read(tmp_path / "out", "contacts"):
        start = datetime.fromisoformat(row["start"])
        assert start.utcoffset() == timedelta(0)


def test_nobody_is_named_and_nothing_written_freely_is_given_out(desk, filled, tmp_path):
    export(desk, tmp_path / "out")
    everything = "".join(file.read_text(encoding="utf-8") for file in (tmp_path / "out").iterdir())
    for told in (
        "Åse",
        "Ødegård",
        "Ruud",
        "Fiske",
        "søsteren",
        "Sover",
        "Reinsvoll",
        "Kvam",
        "sick",
    ):
        assert told not in everything


def test_every_column_is_documented_beside_the_files(desk, filled, tmp_path):
    export(desk, tmp_path / "out")
    told = (tmp_path / "out" / "columns.md").read_text(encoding="utf-8")
    for table in TABLES:
        part = told.split(f"## {table.file}\n")[1].split("\n## ")[0]
        with (tmp_path / "out" / table.file).open(encoding="utf-8", newline="") as stream:
            header = next(csv.reader(stream))
        assert all(f"| {name} | " in part for name in header)


def test_the_documentation_has_the_same_columns(pytestconfig):
    told = (pytestconfig.rootpath / "docs" / "export.md").read_text(encoding="utf-8")
    for block in columns().split("\n## ")[1:]:
        assert "### " + block.strip() in told


@pytest.fixture(scope="module")
def year(team_template, tmp_path_factory):
    """A made-up team's half year: the figures of the program, the files, and the last day."""
    path = tmp_path_factory.mktemp("year") / "team"
    shutil.copytree(team_template, path)
    with open_team(path, PASSPHRASE, clock=FixedClock(MONDAY)) as desk:
        last = desk.clock.today()
        fill(desk, Wish(last, seed=5, people=20, days=180))
        first = last - timedelta(days=365)
        with desk.store.reading(desk.actor) as reader:
            wanted = Wanted(reader.session, first, last, (), lambda person_id: person_id)
            codes = ("caseload", "program_size", "frequency", "intensity", "program_meeting")
            figures = {code: FIGURES[code](wanted) for code in codes}
        folder = path.parent / "out"
        export(desk, folder)
    return figures, folder, last


class TestRecomputing:
    """From the files alone, by hand, the figures of the program."""

    @staticmethod
    def lists(folder, name):
        rows = read(folder, "lists")
        return {row["code"]: row["means"] for row in rows if row["list_name"] == name}

    @staticmethod
    def caseload(folder, last):
        return {
            row["id"]
            for row in read(folder, "people")
            if (row["enrolled_on"] or "9") <= last.isoformat()
            and (row["closed_on"] or "9") > last.isoformat()
        }

    def posts(self, folder, last, without=()):
        professions, day = self.lists(folder, "profession"), last.isoformat()
        return sum(
            Fraction(row["fte_percent"]) / 100
            for row in read(folder, "staff")
            if row["role"] != "assessor"
            and professions.get(row["profession"]) not in without
            and (row["valid_from"] or "0") <= day <= (row["valid_to"] or "9")
        )

    def seen(self, folder, last):
        """Contacts face to face with the person in four weeks, by person."""
        kinds = self.lists(folder, "contact_kind")
        found = {person: [] for person in self.caseload(folder, last)}
        for row in read(folder, "contacts"):
            day = datetime.fromisoformat(row["start"]).astimezone(OSLO).date()
            is_seen = (row["state"], row["with_whom"]) == ("done", "person")
            is_seen = is_seen and kinds[row["kind"]] == "face_to_face"
            if is_seen and last - timedelta(days=28) < day <= last and row["person_id"] in found:
                found[row["person_id"]].append(row)
        return found

    def test_posts_and_persons_per_post(self, year):
        figures, folder, last = year
        assert figures["program_size"].value == self.posts(folder, last)
        persons = len(self.caseload(folder, last))
        assert persons
        clinicians = self.posts(folder, last, without=("psychiatrist", "secretary"))
        assert figures["caseload"].value == Fraction(persons) / clinicians

    def test_how_often_each_is_seen(self, year):
        figures, folder, last = year
        seen = self.seen(folder, last)
        per_week = {person: Fraction(len(rows), 4) for person, rows in seen.items()}
        assert {row.person_id: row.value for row in figures["frequency"].rows} == per_week
        assert figures["frequency"].value == median(per_week.values())
        assert any(per_week.values())

    def test_for_how_long_each_is_seen(self, year):
        figures, folder, last = year
        seen = self.seen(folder, last)
        whole = {
            person: Fraction(sum(int(row["minutes"]) for row in rows), 4)
            for person, rows in seen.items()
            if all(row["minutes"] for row in rows)
        }
        told = {row.person_id: row.value for row in figures["intensity"].rows}
        assert any(whole.values())
        assert {person: told[person] for person in whole} == whole

    def test_how_many_meetings_there_were(self, year):
        figures, folder, _last = year
        figure = figures["program_meeting"]
        ended = [
            row
            for row in read(folder, "meetings")
            if row["ended_at"] and figure.first.isoformat() <= row["day"] <= figure.last.isoformat()
        ]
        assert figure.numerator == len({row["day"] for row in ended})


def test_it_stands_among_who_has_looked_at_each_record(desk, filled, tmp_path):
    export(desk, tmp_path / "out")
    for person_id in filled:
        purposes = [look.purpose for look in desk.see(WhoHasLooked(person_id))]
        assert "export" in purposes


def test_blocked_persons_are_left_out_of_every_table_and_counted(desk, filled, make, tmp_path):
    blocked, _other = filled
    desk.do(BlockAccess(blocked, desk.actor.id, why="En slektning"))
    given = export(desk, tmp_path / "out")
    assert given.persons_left_out == 1
    assert dict(given.rows)["people"] == 1
    everything = "".join(file.read_text(encoding="utf-8") for file in (tmp_path / "out").iterdir())
    assert blocked not in everything
    assert len(read(tmp_path / "out", "contact_staff")) == 1
    assert "1 persons" in (tmp_path / "out" / "columns.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("missing", [Right.EDIT_TEAM, Right.SEE_RECORD])
def test_without_the_right_nothing_is_given_out_or_noted(desk, filled, tmp_path, missing):
    rights = desk.actor.rights - {missing}
    desk.actor = type(desk.actor)(desk.actor.id, desk.actor.name, desk.actor.station, rights)
    with pytest.raises(Refused):
        export(desk, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert list(tmp_path.glob(".*.part")) == []


def test_it_cannot_be_undone(desk, filled, tmp_path):
    export(desk, tmp_path / "out")
    assert not NoteExported.undoable
    assert NoteExported.label({"count": "2"}) == "Gave out the team's tables: 2 persons"


class TestTheFolder:
    """Whole or not at all, in a place of its own."""

    def test_an_empty_one_may_stand_there(self, desk, filled, tmp_path):
        (tmp_path / "out").mkdir()
        export(desk, tmp_path / "out")
        assert (tmp_path / "out" / "people.csv").is_file()

    def test_one_with_something_in_it_is_refused_and_kept(self, desk, filled, tmp_path):
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")
        with pytest.raises(NotExported, match="not empty"):
            export(desk, tmp_path / "out")
        assert [file.name for file in (tmp_path / "out").iterdir()] == ["mine.txt"]

    def test_never_inside_a_team_folder(self, desk, filled, team_folder):
        with pytest.raises(NotExported, match="team folder"):
            export(desk, team_folder / "out")
        assert not (team_folder / "out").exists()

    @pytest.mark.parametrize("place", ["no/out", "file", "link"])
    def test_nor_where_no_folder_can_be(self, desk, filled, tmp_path, place):
        (tmp_path / "file").write_text("", encoding="utf-8")
        (tmp_path / "link").symlink_to(tmp_path / "away")
        with pytest.raises(NotExported):
            export(desk, tmp_path / place)

    def test_what_fails_midway_leaves_nothing(self, desk, filled, tmp_path, monkeypatch):
        def fail(*_given):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("factdesk.exchange.exporting.os.fsync", fail)
        with pytest.raises(NotExported, match="No space left"):
            export(desk, tmp_path / "out")
        assert not (tmp_path / "out").exists()
        assert list(tmp_path.glob(".*.part")) == []

    def test_only_the_owner_reads_it(self, desk, filled, tmp_path):
        export(desk, tmp_path / "out")
        assert (tmp_path / "out").stat().st_mode & 0o077 == 0


def test_the_terminal_says_what_was_written_and_that_it_is_not_encrypted(
    team_folder, tmp_path, capsys
):
    secret = tmp_path / "secret.txt"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    out = tmp_path / "out"
    arguments = ["export", str(team_folder), str(out), "--passphrase-file", str(secret)]
    assert main(arguments) == 0
    said = capsys.readouterr()
    assert "staff.csv\t1" in said.out
    assert "not encrypted" in said.err
    assert len(read(out, "staff")) == 1
    assert main(arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1
