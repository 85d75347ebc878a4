"""``factdesk score``: a table of ratings in, a result or one line that names what is wrong out."""

import json

import pytest

from factdesk.assessments.scales import load_shipped
from factdesk.cli import main
from tests.support.scale_files import SMALL

KEYS = {
    "scale", "edition", "complete", "missing", "total", "sum", "band", "parts", "rounding",
}  # fmt: skip
DACTS = [slot for slot, _items in load_shipped("dacts")[0].slots()]


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")


@pytest.fixture
def run(tmp_path, capsys):
    """Runs «score» on ratings as text or bytes; status, standard output, standard error."""

    def run(ratings, *arguments):
        file = tmp_path / "ratings.csv"
        file.write_bytes(ratings if isinstance(ratings, bytes) else ratings.encode())
        try:
            status = main(["score", str(file), *arguments])
        except SystemExit as left:
            status = int(left.code or 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def table(given, sign=","):
    return f"item{sign}score\n" + "".join(f"{item}{sign}{each}\n" for item, each in given.items())


def dacts(**other):
    return table({**dict.fromkeys(DACTS, 4), **other})


def test_a_whole_table_as_json(run):
    status, out, err = run(dacts(H1=5, S6=3, S7=3), "--scale", "dacts", "--json")
    assert (status, err) == (0, "")
    told = json.loads(out)
    assert list(told) == [
        *("scale", "edition", "complete", "missing", "total", "sum", "band", "parts", "rounding")
    ]
    assert told["scale"] == "dacts"
    assert told["complete"] is True
    assert told["missing"] == []
    # 111 of 28 is 3.964; the subscales 45 of 11, 28 of 7 and 38 of 10.
    assert (told["total"], told["sum"], told["band"]) == ("3.96", "111", "moderate")
    assert told["parts"] == {"H": "4.09", "O": "4.00", "S": "3.80"}
    assert "half up" in told["rounding"]


def test_an_incomplete_table_names_what_is_missing_and_gives_no_total(run):
    status, out, _err = run(dacts(H2="", S10=""), "--scale", "dacts", "--json")
    assert status == 0
    told = json.loads(out)
    assert told["complete"] is False
    assert told["missing"] == ["H2", "S10"]
    assert (told["total"], told["sum"], told["band"]) == (None, None, None)
    assert told["parts"] == {"H": None, "O": "4.00", "S": None}


def test_a_report_is_never_written_over_the_ratings_it_is_made_from(run, tmp_path):
    ratings = dacts()
    place = tmp_path / "." / "ratings.csv"
    status, out, err = run(ratings, "--scale", "dacts", "--pdf", str(place))
    assert (status, out) == (2, "")
    assert "made from" in err
    assert place.read_text() == ratings


def test_a_scale_without_a_sum_gives_none(run):
    slots = [slot for slot, _items in load_shipped("facts-2017")[0].slots()]
    status, out, _err = run(table(dict.fromkeys(slots, 4)), "--scale", "facts-2017", "--json")
    assert status == 0
    told = json.loads(out)
    assert "sum" not in told
    assert told["total"] == "8.0"


def test_until_the_form_is_loaded_there_are_no_subscales_and_it_is_said(run):
    slots = [str(number) for number in range(1, 61)]
    status, out, err = run(table(dict.fromkeys(slots, 4)), "--scale", "facts-2010", "--json")
    assert status == 0
    told = json.loads(out)
    assert set(told) == KEYS - {"sum"}
    assert (told["total"], told["parts"]) == ("4.0", {})
    assert "only the total and the band are given" in err


def test_roles_of_a_vacant_post_are_left_out(run):
    slots = [slot for slot, _items in load_shipped("tmact")[0].slots()]
    given = {**dict.fromkeys(slots, 3), "ST1": 1, "ST2": "NR", "ST3": "nr"}
    status, out, err = run(table(given), "--scale", "tmact", "--json")
    assert status == 0
    told = json.loads(out)
    assert set(told) == KEYS - {"sum"}
    assert told["complete"] is True
    assert told["parts"]["ST"] == "2.7"
    assert "(ST2, ST3)" in err


@pytest.mark.parametrize(
    "ratings",
    [
        dacts().encode("utf-8-sig"),
        dacts().replace(",", ";").replace(";4", " ; 4,0  ").encode(),
        dacts().replace(",", "\t").encode("utf-16"),
        (dacts() + "\n \n").replace("\n", "\r\n").encode(),
    ],
)
def test_however_the_spreadsheet_saved_it(run, ratings):
    status, out, err = run(ratings, "--scale", "dacts", "--json")
    assert (status, err) == (0, "")
    assert json.loads(out)["total"] == "4.00"


@pytest.mark.parametrize(
    ("ratings", "named"),
    [
        (dacts(Q9=3), "Q9"),
        (dacts(Q9=""), "Q9"),
        (dacts(H3=6), "H3"),
        (dacts(H3=0), "H3"),
        (dacts(H3="4.5"), "H3"),
        (dacts(H3="high"), "H3"),
        (dacts(H3="NR"), "H3"),
        (dacts(O7="NA"), "O7"),
        (dacts() + "S4,4\n", "S4"),
        ("code;value\nH1;3\n", "score"),
        ("", "score"),
    ],
)
@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_what_is_wrong_is_one_line_that_names_it(run, ratings, named, language):
    status, out, err = run(ratings, "--scale", "dacts", "--json", "--language", language)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert named in err


def test_a_specialist_role_alone_may_not_be_left_out(run):
    slots = [slot for slot, _items in load_shipped("tmact")[0].slots()]
    given = {**dict.fromkeys(slots, 3), "ST2": "NR"}
    status, _out, err = run(table(given), "--scale", "tmact")
    assert status == 2
    assert "ST2" in err


def test_the_team_s_own_scale_is_a_file(run, tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(SMALL, encoding="utf-8")
    given = {"X1": 4, "X2": 5, "Y1b": 3, "Y2": 2, "Y3": 4}
    status, out, _err = run(table(given), "--scale", str(own), "--json")
    assert status == 0
    assert json.loads(out)["total"] == "3.6"


@pytest.mark.parametrize("scale", ["nothing", "nowhere.toml", "../resources"])
def test_a_scale_that_is_not_there_is_one_line(run, scale):
    status, _out, err = run(dacts(), "--scale", scale)
    assert status == 2
    assert err.count("\n") == 1


def test_a_scale_file_that_is_not_in_order_is_one_line(run, tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(SMALL.replace("year = 2020", "year = 1\nyaer = 2"), encoding="utf-8")
    status, _out, err = run(dacts(), "--scale", str(own))
    assert status == 2
    assert err.count("\n") == 1
    assert "own.toml:5" in err


def test_a_table_for_reading(run):
    status, out, _err = run(dacts(H2=""), "--scale", "dacts", "--language", "en")
    assert status == 0
    assert "Organisational boundaries  4.00" in out
    assert "1 item is missing: H2" in out


def test_a_table_for_reading_in_norwegian_has_decimal_commas(run):
    _status, out, _err = run(dacts(), "--scale", "dacts", "--language", "nb")
    assert "4,00" in out
    assert "Avrunding" in out


def test_a_report_without_a_store(run, tmp_path):
    paper = tmp_path / "report.pdf"
    status, out, err = run(dacts(), "--scale", "dacts", "--json", "--pdf", str(paper))
    assert status == 0
    assert json.loads(out)["total"] == "4.00"
    assert paper.read_bytes().startswith(b"%PDF")
    assert "not encrypted" in err


def test_a_report_that_cannot_be_saved_is_refused_first(run, tmp_path):
    status, out, err = run(dacts(), "--scale", "dacts", "--pdf", str(tmp_path / "no" / "r.pdf"))
    assert (status, out) == (2, "")
    assert "does not exist" in err
