"""Nothing is dropped: every filled cell is in a record or among what is left out, with a reason."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.exchange.guess import guess
from factdesk.exchange.plan import ImportPlan
from factdesk.exchange.reading import understand
from factdesk.exchange.sheets import Cell, Sheet, Workbook, column_letters

TODAY = date(2026, 11, 22)
HEADINGS = [
    "Navn", "Hvem", "Etternavn, fornavn", "Fornavn", "Etternavn", "f.dato", "Fødselsnummer",
    "Kategori", "Årsak", "På tavla siden", "Ansvarlig", "Koordinator", "Avtalt", "I dag",
    "Denne uka", "annet", "Neste kontakt", "Kriseplan", "IP?", "Kommune", "tlf", "Inntak",
    "Status", "Nr", "init", "yrke", "%", "arbeidsgiver", "Hobby", "", "Kallenavn",
]  # fmt: skip
WORDS = [
    "", "", "–", "ring", "MH kl 10", "KRISE", "SUM", "uke 45", "24.11.00", "07900476285", "aktiv",
    "på vent", "GD/TK", "Live Larsen", "Sist endret av", "x", "?", "=SUM(A1:A3)",
]  # fmt: skip


def unaccounted(workbook: Workbook, plan: ImportPlan) -> set[tuple[str, str]]:
    """Return the filled cells that are neither used nor left out."""
    filled = {(sheet.title, cell.address) for sheet in workbook.sheets for cell in sheet.filled()}
    return filled - plan.used - {(one.sheet, one.cell) for one in plan.left_out}


@pytest.mark.parametrize("name", ["tavle-enkel", "tavle-fjellbygda"])
def test_every_cell_of_the_samples_is_accounted_for(
    name: str, sample: Callable[[str], Workbook], understood: Callable[[Workbook], ImportPlan]
) -> None:
    workbook = sample(name)
    plan = understood(workbook)
    assert unaccounted(workbook, plan) == set()
    assert not plan.used & {(one.sheet, one.cell) for one in plan.left_out}
    everything = repr(plan)
    for sheet in workbook.sheets:
        for cell in sheet.filled():
            heading = (sheet.title, cell.address) in plan.used and isinstance(cell.value, str)
            if heading and " " in cell.text and "," not in cell.text and cell.text[0].islower():
                assert cell.text in everything or cell.address[1:] in ("1", "4")


@st.composite
def sheets(draw: st.DrawFn) -> tuple[Sheet, list[str]]:
    """Make a sheet of any shape, and the marked words that must be found again."""
    width = draw(st.integers(1, 7))
    headings = draw(st.lists(st.sampled_from(HEADINGS), min_size=width, max_size=width))
    has_header = draw(st.booleans())
    marked: list[str] = []
    rows = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        cells = []
        for at in range(width):
            address = f"{column_letters(at)}{number}"
            if has_header and number == 1:
                cells.append(Cell(headings[at] or None, address))
                continue
            word = draw(st.sampled_from(WORDS))
            if draw(st.booleans()):
                marked.append(f"Mark{address}q")
                word = f"{word} {marked[-1]}".strip()
            is_formula = word.startswith("=")
            cells.append(Cell(word or None, address, is_formula=is_formula))
        rows.append(tuple(cells))
    title = draw(st.sampled_from(["KRISE", "Ark1", "ansatte", "Alle brukere"]))
    return Sheet(title, tuple(rows)), marked


@given(sheets())
def test_every_word_of_any_sheet_is_found_again(made: tuple[Sheet, list[str]]) -> None:
    sheet, marked = made
    workbook = Workbook("made.xlsx", (sheet,))
    plan = understand(workbook, guess(workbook, TODAY), (), (), TODAY)
    assert unaccounted(workbook, plan) == set()
    kept = repr((plan.persons, plan.episodes, plan.staff, plan.left_out)).casefold()
    assert [word for word in marked if word.casefold() not in kept] == []


@given(st.lists(st.lists(st.text() | st.integers() | st.floats() | st.none(), max_size=5)))
def test_no_content_whatever_is_a_bug(rows: list[list[str | int | float | None]]) -> None:
    sheet = Sheet(
        "Ark1",
        tuple(
            tuple(Cell(value, f"{column_letters(at)}{number}") for at, value in enumerate(row))
            for number, row in enumerate([["Navn", "Født", "Fødselsnummer", "I dag"], *rows], 1)
        ),
    )
    workbook = Workbook("made.xlsx", (sheet,))
    plan = understand(workbook, guess(workbook, TODAY), (), (), TODAY)
    assert unaccounted(workbook, plan) == set()
