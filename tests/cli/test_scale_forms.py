"""``factdesk scales import`` and ``export``: editions in and out of a store."""

from __future__ import annotations

import pytest

from factdesk.assessments.scales import load_shipped
from factdesk.cli import main
from fidelity.reading import read_scale
from tests.support.desks import PASSPHRASE


@pytest.fixture
def run(team_folder, tmp_path, capsys):
    """Runs a part of «scales» on a store; its status, output and errors."""
    secret = tmp_path / "secret.txt"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")

    def run(part: str, *arguments: str) -> tuple[int, str, str]:
        given = ["scales", part, str(team_folder), *map(str, arguments)]
        try:
            status = main([*given, "--passphrase-file", str(secret)])
        except SystemExit as left:
            status = int(left.code or 0)
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


def test_a_spreadsheet_becomes_an_edition_that_another_team_brings_in(run, tmp_path):
    sheet = tmp_path / "form.csv"
    sheet.write_text("Kode;Tittel\n7;Psykolog\n99;Ukjent\n", encoding="utf-8")
    status, out, err = run(
        "import", sheet, "--from", "facts-2010", "--edition", "ours", "--language", "nb"
    )
    assert (status, out) == (0, "form.csv is kept.\n")
    assert "Line 3: «99» is not an item of this scale.\n" in err
    given = tmp_path / "ours.toml"
    assert run("export", "ours", given)[0] == 0
    scale = read_scale(given.read_text(encoding="utf-8"), "ours.toml")
    item = scale.item("7")
    assert (scale.edition, item and item.title.in_language("nb")) == ("ours", "Psykolog")
    assert run("import", given)[:2] == (0, "ours.toml is kept.\n")


def test_a_shipped_scale_is_given_out_as_it_is(run, tmp_path):
    assert run("export", "tmact", tmp_path / "tmact.toml")[0] == 0
    assert (tmp_path / "tmact.toml").read_text(encoding="utf-8") == load_shipped("tmact")[1]
    status, _out, err = run("export", "tmact", tmp_path / "tmact.toml")
    assert status == 2
    assert "is there already" in err


def test_two_editions_of_a_scale_are_told_apart_by_name(run, tmp_path):
    sheet = tmp_path / "form.csv"
    sheet.write_text("7;Psykolog\n", encoding="utf-8")
    run("import", sheet, "--from", "facts-2010", "--edition", "ours")
    assert run("export", "facts-2010 ours", tmp_path / "a.toml")[0] == 0
    assert run("export", "facts-2010", tmp_path / "b.toml")[0] == 0, "the shipped one by its id"
    assert "«facts-2010 ours»" in run("export", "nothing", tmp_path / "c.toml")[2]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("form.csv", "7;Psykolog\n", "--from"),
        ("gone.toml", None, "gone.toml"),
        ("form.toml", "format = 9\n", "newer FACTdesk"),
        ("form.toml", "\x00", "mistake"),
    ],
)
def test_what_cannot_be_kept_is_one_line(run, tmp_path, name, content, told):
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    status, out, err = run("import", tmp_path / name)
    assert (status, out) == (2, "")
    assert told in err
    assert err.strip().count("\n") == 0
