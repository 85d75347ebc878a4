"""Names in either order, and what stands under "today"."""

from datetime import time

import pytest

from factdesk.exchange.names import from_two, read_name
from factdesk.exchange.staff_reading import fte_percent
from factdesk.exchange.visits import ReadVisit, read_visit


@pytest.mark.parametrize(
    ("written", "given", "family"),
    [
        ("Even Máret Ali", "Even Máret", "Ali"),
        ("Ali, Even Máret", "Even Máret", "Ali"),
        ("  Håkon  Piotr O'Brien ", "Håkon Piotr", "O'Brien"),
        ("Sætre, Anna-Karin", "Anna-Karin", "Sætre"),
        ("Anne von der Lippe", "Anne", "von der Lippe"),
        ("von, Eŋgel", "Eŋgel", "von"),
        ("Jonas der", "Jonas", "der"),
        ("Čáhppe", "Čáhppe", ""),
        ("Kari 🌻 Nordmann", "Kari 🌻", "Nordmann"),
        ("A" * 99 + " " + "B" * 100, "A" * 99, "B" * 100),
    ],
)
def test_a_name_is_taken_apart(written: str, given: str, family: str) -> None:
    name = read_name(written)
    assert name is not None
    assert (name.given, name.family) == (given, family)


def test_two_writings_of_a_name_share_a_key_and_letters_count_as_written() -> None:
    names = [read_name(each) for each in ("Ali, Even Máret", "EVEN MÁRET ALI *", "Even Maret Ali")]
    keys = [name.key for name in names if name]
    assert keys[0] == keys[1]
    assert keys[0] != keys[2]


def test_a_star_and_brackets_are_kept_beside_the_name() -> None:
    name = read_name("Åse Ødegård * (ring først)")
    assert name is not None
    assert (name.family, name.marks, name.remarks) == ("Ødegård", "*", ("ring først",))


def test_names_in_two_columns_are_certain() -> None:
    name = from_two("Live", "Larsen")
    assert name is not None
    assert name.is_certain
    assert from_two("", " ") is None


@pytest.mark.parametrize("written", ["", "–", "?", "12345", "x" * 201])
def test_what_is_no_name_is_none(written: str) -> None:
    assert read_name(written) is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("MH kl 10", ReadVisit(("MH",), "visit", time(10), None)),
        ("JS+TK 13:30 (bil 2)", ReadVisit(("JS", "TK"), "visit", time(13, 30), "bil 2")),
        ("ring", ReadVisit((), "telephone", None, None)),
        ("EØ ringer kl. 9.15", ReadVisit(("EØ",), "telephone", time(9, 15), None)),
        ("MH", ReadVisit(("MH",), "visit", None, None)),
    ],
)
def test_a_planned_contact_is_read(written: str, meant: ReadVisit) -> None:
    assert read_visit(written, frozenset({"MH"})) == meant


@pytest.mark.parametrize("written", ["OBS", "ringer søster fredag", "kl 25", "–", "ta med nøkkel"])
def test_any_other_text_is_no_contact(written: str) -> None:
    assert read_visit(written, frozenset({"MH"})) is None


@pytest.mark.parametrize(
    ("written", "percent"),
    [(100, 100), ("80 %", 80), (0.5, 50), ("50", 50), ("0,5", 50), (1, 100), (40, 40), ("1 %", 1)],
)
def test_a_part_of_full_time_is_read_in_percent(written: str | float, percent: float) -> None:
    assert fte_percent(written) == percent


@pytest.mark.parametrize("written", ["", "vikar", 150, None])
def test_what_is_no_percentage_is_none(written: str | float | None) -> None:
    assert fte_percent(written) is None
