"""``factdesk scales``: what comes with the program, and whether a file is in order."""

import pytest

from factdesk.assessments.scales import load_shipped, shipped
from factdesk.cli import main
from tests.support.scale_files import SMALL, line_of


@pytest.fixture
def run(capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")

    def run(*arguments):
        status = main(["scales", *map(str, arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture
def file(tmp_path):
    return tmp_path / "own.toml"


def test_the_list_has_every_scale_with_its_edition(run):
    status, out, _err = run("list")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == list(shipped())
    assert all(load_shipped(each)[0].edition in out for each in shipped())


@pytest.mark.parametrize("scale_id", shipped())
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_scale_is_shown_with_its_items_bands_and_notes(run, scale_id, language):
    scale, _content = load_shipped(scale_id)
    status, out, _err = run("show", scale_id, "--language", language)
    assert status == 0
    assert scale.title.in_language(language) in out
    assert all(item.code in out for item in scale.items)
    assert all(band.code in out for band in scale.bands)
    assert all(note.in_language(language) in out for note in scale.notes)


def test_what_is_not_confirmed_is_marked(run):
    _status, out, _err = run("show", "dacts", "--language", "en")
    marked = {line.split()[0] for line in out.splitlines() if line.endswith("†")}
    assert "H7" in marked
    assert "H1" not in marked


def test_a_file_in_order(run, file):
    file.write_text(SMALL, encoding="utf-8")
    status, out, err = run("check", file)
    assert (status, err) == (0, "")
    assert "small 1, 5 items" in out


def test_a_file_not_in_order_is_told_line_by_line(run, file):
    text = SMALL.replace("year = 2020", "year = 1").replace('post = "X2"', 'post = "X9"')
    file.write_text(text, encoding="utf-8")
    status, out, err = run("check", file)
    assert (status, err) == (1, "")
    lines = [line_of(text, "year"), line_of(text, "X9")]
    assert [each.split(" ")[0] for each in out.splitlines()] == [f"{file}:{n}:" for n in lines]


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"\x80"])
def test_a_file_that_cannot_be_read(run, file, content):
    if content is not None:
        file.write_bytes(content)
    status, out, err = run("check", file)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1


def test_a_folder_is_no_scale_file(run, tmp_path):
    assert run("check", tmp_path)[0] == 2
