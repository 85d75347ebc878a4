"""A form in a spreadsheet, whichever sheet it stands on."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from factdesk.assessments.own_form.draft import ItemWords
from factdesk.assessments.own_form.problems import NoItems
from factdesk.assessments.scales import load_shipped
from factdesk.exchange.scale_form_reading import read_scale_form
from factdesk.exchange.workbook_errors import WorkbookProblem


def test_the_sheet_with_the_items_is_found_and_read(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Om skjemaet", "lest 2026"])
    sheet = book.create_sheet("Skår")
    sheet.append(["FACTs", "voksen"])
    sheet.append([7, "Psykolog", "a", "b", "c", "d", 5, "Teamstruktur"])
    sheet.append([8.0, "Sykepleier"])
    book.save(tmp_path / "form.xlsx")
    brought = read_scale_form(tmp_path / "form.xlsx", load_shipped("facts-2010")[0])
    assert brought.words == (
        ItemWords("7", "Psykolog", None, ("a", "b", "c", "d", "5"), "structure", 2),
        ItemWords("8", "Sykepleier", None, (), None, 3),
    )
    assert [each.line for each in brought.problems] == [1]


def test_a_csv_of_a_form(tmp_path: Path) -> None:
    (tmp_path / "form.csv").write_text("\ufeffKode;Tittel\nH1;Få brukere\n", encoding="utf-8")
    brought = read_scale_form(tmp_path / "form.csv", load_shipped("dacts")[0])
    assert [(each.code, each.title) for each in brought.words] == [("H1", "Få brukere")]


def test_a_workbook_without_items_or_not_one_at_all(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Ola", "Nordmann"])
    book.save(tmp_path / "board.xlsx")
    with pytest.raises(NoItems):
        read_scale_form(tmp_path / "board.xlsx", load_shipped("dacts")[0])
    (tmp_path / "form.xlsx").write_bytes(b"no workbook")
    with pytest.raises(WorkbookProblem):
        read_scale_form(tmp_path / "form.xlsx", load_shipped("dacts")[0])
