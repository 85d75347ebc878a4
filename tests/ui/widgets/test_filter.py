"""The search syntax."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.filter import fold, parse, search_text

FIELDS = {"koordinator": "coordinator", "coordinator": "coordinator", "status": "status"}
ASE = search_text(("Åse Ødegård", "Sørdal", "Husleierestanse"), coordinator="TK", status="rød")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "åse",
        "ASE odegard",
        "sordal",
        '"ødegård sørdal"',
        "koordinator:tk",
        "coordinator:T",
        "Koordinator:",
        "status:rød husleie",
        "status:rod",
        "-nes",
        "-koordinator:JS",
        '-"sørdal nes"',
        '"åse',
    ],
)
def test_finds(typed: str) -> None:
    assert parse(typed, FIELDS).matches(ASE)


@pytest.mark.parametrize(
    "typed",
    [
        "even",
        "åse even",
        "-åse",
        "koordinator:K",
        "koordinator:JS",
        "tk",
        '"sørdal åse"',
        "foo:åse",
    ],
)
def test_does_not_find(typed: str) -> None:
    assert not parse(typed, FIELDS).matches(ASE)


def test_a_name_nobody_knows_is_plain_text() -> None:
    assert parse("kl:10", {}).matches(search_text(["kl:10"]))


def test_letters_of_the_north_fold() -> None:
    assert fold("Øystein ÁŊĐA  Þór") == "oystein anda thor"


@given(st.text())
def test_whatever_is_typed_can_be_read(typed: str) -> None:
    parse(typed, FIELDS).matches(ASE)


@given(st.text(alphabet="åæøđ Áb", min_size=1))
def test_a_row_is_found_by_its_own_text(text: str) -> None:
    assert parse(f'"{text}"', {}).matches(search_text([text]))


def test_five_hundred_rows_answer_within_two_milliseconds() -> None:
    rows = [search_text([f"Person {n}", "Sørdal " * 20], coordinator="TK") for n in range(500)]
    best = 1.0
    for _again in range(5):
        start = perf_counter()
        query = parse("person sørdal koordinator:tk -nes", FIELDS)
        assert all(query.matches(row) for row in rows)
        best = min(best, perf_counter() - start)
    assert best < 0.002
