"""Tables of ratings as spreadsheets save them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.model import Mark
from fidelity.ratings_file import MOST_CHARACTERS, RatingsFileError, WrongFile, read_ratings

NR, NA = Mark.NOT_RATED, Mark.NOT_APPLICABLE


def refused(text):
    with pytest.raises(RatingsFileError) as error:
        read_ratings(text, "r.csv")
    return error.value.code, error.value.line


@pytest.mark.parametrize(
    "text",
    [
        "item,score\nH1,4\nH2,NR\nH3,\n",
        "\ufeffitem;score\r\nH1;4\r\nH2;NR\r\nH3;\r\n",
        "item\tscore\nH1\t4.0\nH2\tnr\nH3\n",
        "Item ; Score \n H1 ; 4,0 \n\nH2;Nr\nH3;   \n;;\n",
        "item,score\nH1,4,0\nH2,NR\nH3,",
        'sep=;\n"item";"score"\n"H1";"4,00"\n"H2";"NR"\n"H3";""\n',
        "comment;score;item\nfine;4;H1\n;NR;H2\n;;H3\n",
        "item,score,note\nH1,4,seen\nH2,NR\nH3\n",
        "item;score\rH1;4\rH2;NR\rH3;\r",
        "item;score\n\u00a0H1\u00a0;\u00a04\u00a0\nH2;NR\nH3;\n",
    ],
)
def test_one_table_in_many_dresses(text):
    assert read_ratings(text, "r.csv") == {"H1": 4, "H2": NR, "H3": None}


def test_not_applicable_is_another_thing():
    assert read_ratings("item,score\nH1,na\n", "r.csv") == {"H1": NA}


def test_only_a_header_is_no_ratings():
    assert read_ratings("item,score", "r.csv") == {}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", WrongFile.NO_COLUMNS, 1),
        ("H1,4\n", WrongFile.NO_COLUMNS, 1),
        ("item,score,score\n", WrongFile.NO_COLUMNS, 1),
        ("item;score\nH1;4\nH1;5\n", WrongFile.DOUBLED_ITEM, 3),
        ("item;score\nH1;4\n\nH1;\n", WrongFile.DOUBLED_ITEM, 4),
        ("item;score\nH1;4,5\n", WrongFile.NOT_WHOLE, 2),
        ("item,score\nH1,4,5\n", WrongFile.NOT_WHOLE, 2),
        ("item;score\nH1;four\n", WrongFile.NOT_A_SCORE, 2),
        ("item;score\nH1;=4\n", WrongFile.NOT_A_SCORE, 2),
        ("item;score\nH1;٤\n", WrongFile.NOT_A_SCORE, 2),
        ("sep=;\nitem;score\nH1;?\n", WrongFile.NOT_A_SCORE, 3),
        ("item;score\n;4\n", WrongFile.NO_ITEM, 2),
        ('item;score\n"H1;4\n', WrongFile.NOT_A_TABLE, 2),
        ("item,score\n" + "x" * MOST_CHARACTERS, WrongFile.TOO_BIG, 1),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text, code, line):
    assert refused(text) == (code, line)


def test_the_item_is_named_and_nothing_breaks_the_line():
    with pytest.raises(RatingsFileError) as error:
        read_ratings("item;score\nH1;\x1b[31m\n", "r.csv")
    assert "H1" in str(error.value)
    assert str(error.value).isprintable()


def test_an_item_that_no_scale_can_have_is_made_safe_to_name():
    (item,) = read_ratings('item;score\n"H1\n\x1b[31mH2";4\n', "r.csv")
    assert item.isprintable()


@given(st.text(alphabet="item,score;\n\"'H1 4.\t\x00é", max_size=60))
def test_whatever_it_holds_it_is_read_or_refused(text):
    found, line = {}, 1
    try:
        found = read_ratings("item,score\n" + text, "r.csv")
    except RatingsFileError as error:
        line = error.line
    assert line >= 1
    assert all(each is None or isinstance(each, int | Mark) for each in found.values())
