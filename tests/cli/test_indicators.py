"""``factdesk indicators``: the figures as JSON or as a table, or one line that says why not."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from factdesk.cli import main
from factdesk.cli.indicators import number
from factdesk.opening import open_team
from tests.support.builders import Make
from tests.support.desks import PASSPHRASE

KEYS = {
    "value", "numerator", "denominator", "unit", "from", "to", "coverage", "suggestion", "rows",
}  # fmt: skip


@pytest.fixture
def run(team_folder, tmp_path, capsys, clock):
    """Runs «indicators» on a store with three persons; its status, output and errors."""
    with open_team(team_folder, PASSPHRASE, clock=clock) as desk:
        make = Make(desk)
        tove = make.staff("Tove Kvam")
        for name in ("Åse", "Even", "Kari"):
            make.contact(make.person(name, "Navnesen"), tove)
    secret = tmp_path / "secret.txt"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")

    def run(*arguments: str) -> tuple[int, str, str]:
        given = ["indicators", str(team_folder), *arguments, "--passphrase-file", str(secret)]
        try:
            status = main(given)
        except SystemExit as left:
            status = int(left.code or 0)
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


def test_json_has_exactly_what_was_promised_and_names_nobody(run):
    status, out, _err = run("--scale", "dacts", "--to", "2026-11-22", "--json")
    assert status == 0
    found = json.loads(out)
    assert list(found)[:3] == ["H1", "H2", "H3"]
    assert "O1" not in found
    for each in found.values():
        assert set(each) == KEYS
        assert set(each["coverage"]) == {"counted", "looked_at", "share", "missing"}
        assert each["suggestion"] is None or set(each["suggestion"]) == {"score", "anchor", "why"}
    assert "Navnesen" not in out
    assert "Åse" not in out
    caseload = found["H1"]
    assert (caseload["value"], caseload["numerator"], caseload["denominator"]) == ("1.50", "3", "2")
    assert (caseload["from"], caseload["to"]) == ("2026-11-22", "2026-11-22")
    assert caseload["suggestion"]["score"] == 5
    assert caseload["coverage"] == {"counted": 3, "looked_at": 3, "share": "1", "missing": ""}


def test_too_little_is_null_and_said(run):
    _status, out, _err = run("--scale", "dacts", "--to", "2026-11-22", "--json")
    turnover = json.loads(out)["H5"]
    assert (turnover["value"], turnover["denominator"]) == (None, "0")
    assert turnover["suggestion"] is None
    assert "No posts are registered" in turnover["coverage"]["missing"]


def test_a_sample_is_drawn_by_the_seed(run):
    asked = ("--scale", "dacts", "--to", "2026-11-22", "--json", "--sample", "2", "--seed", "7")
    first, again = json.loads(run(*asked)[1]), json.loads(run(*asked)[1])
    assert first == again
    assert len(first["H2"]["rows"]) == 2


def test_a_period_without_data_does_not_crash(run):
    status, out, _err = run(
        "--scale", "dacts", "--to", "1999-12-31", "--from", "1999-12-31", "--json"
    )
    assert status == 0
    assert json.loads(out)["H7"]["value"] is None


@pytest.mark.parametrize("on", ["1900-01-01", "2024-02-29", "2199-12-31"])
def test_any_day_of_the_calendar_can_be_asked_for(run, on):
    status, out, _err = run("--scale", "dacts", "--to", on, "--json")
    assert status == 0
    assert all(set(each) == KEYS for each in json.loads(out).values())


def test_days_to_come_suggest_nothing(run):
    _status, out, _err = run("--scale", "dacts", "--to", "2030-01-01", "--json")
    found = json.loads(out)
    assert [code for code, each in found.items() if each["suggestion"]] == []
    assert "still to come" in found["O2"]["coverage"]["missing"]


def test_the_table_tells_the_figure_and_why(run):
    status, out, _err = run("--scale", "dacts", "--to", "22.11.2026")
    assert status == 0
    assert "Small caseload" in out
    assert "1.5 persons per full post" in out
    assert "because the figure is at most 10" in out


def test_a_scale_without_figures_says_so(run):
    assert "no item" in run("--scale", "facts-2017", "--to", "2026-11-22")[1]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--scale", "gossip", "--to", "2026-11-22"), "no scale"),
        (("--scale", "dacts", "--to", "i går"), "not a date"),
        (("--scale", "dacts", "--to", "2026-11-22", "--from", "2026-11-23"), "before it begins"),
        (("--scale", "dacts", "--to", "2026-11-22", "--sample", "-1"), "A sample has"),
        (("--scale", "dacts", "--to", "2026-11-22", "--sample", "201"), "A sample has"),
        (("--scale", "dacts", "--to", "9999-12-31"), "not between"),
        (("--scale", "dacts", "--to", "0001-01-01"), "not between"),
        (("--scale", "dacts"), "--to"),
    ],
)
def test_what_cannot_be_asked_is_one_line(run, arguments, why):
    status, _out, err = run(*arguments)
    assert status == 2
    lines = [line for line in err.splitlines() if "clock" not in line]
    assert len(lines) == 1
    assert why in lines[0]


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(3), "3"), (Fraction(1, 8), "0.13"), (Fraction(2, 3), "0.67"), (None, None)],
)
def test_numbers_are_text_with_a_point(value, text):
    assert number(value) == text
