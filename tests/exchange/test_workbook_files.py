"""Files: xlsx, ods and csv are read; everything else is refused with its own reason."""

import os
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from odf import opendocument, table, text
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from factdesk.exchange import workbook_file
from factdesk.exchange.sheets import Sheet
from factdesk.exchange.workbook_errors import (
    EmptyWorkbook,
    NotAWorkbook,
    OldWorkbook,
    ProtectedWorkbook,
    TruncatedWorkbook,
    WorkbookMissing,
    WorkbookProblem,
    WorkbookTooLarge,
)
from factdesk.exchange.workbook_file import read_workbook

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500


def values(sheet: Sheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.rows]


def test_an_xlsx_gives_values_colours_comments_and_what_is_hidden(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["Navn", datetime(2026, 11, 6), 7, 0.5, "=SUM(C1:C1)"])
    sheet.append(["Live 🌻"])
    sheet["A1"].fill = PatternFill("solid", fgColor="FFFF5050")
    sheet["A2"].comment = Comment("ring først", "MH")
    sheet.row_dimensions[2].hidden = True
    sheet.merge_cells("B2:B3")
    sheet["B2"] = "Krise"
    sheet["C3"] = "under"
    made.create_sheet("skjult").sheet_state = "hidden"
    made["skjult"].append(["noe"])
    made.save(tmp_path / "a.xlsx")

    first, second = read_workbook(tmp_path / "a.xlsx").sheets
    row = first.rows[0]
    assert [cell.value for cell in row[:4]] == ["Navn", datetime(2026, 11, 6), 7, 0.5]
    assert row[0].fill_colour == "FF5050"
    assert (row[4].is_formula, row[4].is_readable, row[4].text) == (True, False, "=SUM(C1:C1)")
    assert first.rows[1][0].comment == "ring først"
    assert first.hidden_rows == {2}
    assert (first.rows[2][1].text, first.rows[2][1].merged_from) == ("Krise", "B2")
    assert second.is_hidden


def test_an_ods_is_read_with_repeated_cells_dates_and_numbers(tmp_path: Path) -> None:
    document = opendocument.OpenDocumentSpreadsheet()
    sheet = table.Table(name="KRISE")
    first = table.TableRow()
    for word in ("Hvem", "f.dato"):
        cell = table.TableCell(valuetype="string")
        cell.addElement(text.P(text=word))
        first.addElement(cell)
    sheet.addElement(first)
    sheet.addElement(table.TableRow(numberrowsrepeated=2))
    second = table.TableRow()
    second.addElement(table.TableCell(numbercolumnsrepeated=2))
    second.addElement(table.TableCell(valuetype="date", datevalue="2026-11-06"))
    second.addElement(table.TableCell(valuetype="float", value="7"))
    second.addElement(table.TableCell(numbercolumnsrepeated=1000))
    sheet.addElement(second)
    sheet.addElement(table.TableRow(numberrowsrepeated=1_000_000))
    document.spreadsheet.addElement(sheet)
    document.save(str(tmp_path / "a.ods"))

    (read,) = read_workbook(tmp_path / "a.ods").sheets
    assert read.title == "KRISE"
    assert values(read) == [["Hvem", "f.dato"], [], [], [None, None, date(2026, 11, 6), 7]]
    assert read.rows[3][2].address == "C4"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_is_read_in_any_usual_form(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [["Navn", "Årsak"], ["Åse Ødegård", "søvnløs\nog redd"], ["Håkon Sætre", "går på vent"]]
    lines = [delimiter.join(f'"{each}"' for each in row) for row in rows]
    (tmp_path / "tavle.csv").write_bytes("\r\n".join(lines).encode(encoding))
    (read,) = read_workbook(tmp_path / "tavle.csv").sheets
    assert (read.title, values(read)) == ("tavle", rows)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.xlsx", b"", EmptyWorkbook),
        ("a.csv", b" ; ;\r\n;;\r\n", EmptyWorkbook),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), ProtectedWorkbook),
        ("a.xls", OLE, OldWorkbook),
        ("a.xlsx", b"Dear team, this is a letter.", NotAWorkbook),
        ("a.pdf", b"%PDF-1.7 and more", NotAWorkbook),
        ("a.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", NotAWorkbook),
        ("a.xlsx", b"PK\x03\x04 and then nothing", TruncatedWorkbook),
    ],
)
def test_a_bad_file_gets_its_own_reason(
    tmp_path: Path, name: str, content: bytes, problem: type[WorkbookProblem]
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(problem) as caught:
        read_workbook(tmp_path / name)
    assert caught.value.message
    assert caught.value.advice
    assert (tmp_path / name).read_bytes() == content


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe in the file system")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(WorkbookMissing):
        read_workbook(tmp_path / "pipe.csv")


def test_a_workbook_of_another_name_is_read_by_its_content(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Navn"])
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "a.xlsx").rename(tmp_path / "a.csv")
    assert read_workbook(tmp_path / "a.csv").sheets[0].rows[0][0].value == "Navn"


def test_a_missing_file_and_a_folder_are_said_to_be_missing(tmp_path: Path) -> None:
    for path in (tmp_path / "none.xlsx", tmp_path):
        with pytest.raises(WorkbookMissing):
            read_workbook(path)


def test_an_xlsx_without_a_word_in_it_is_empty(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    with pytest.raises(EmptyWorkbook):
        read_workbook(tmp_path / "a.xlsx")


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_a_workbook_cut_off_is_damaged(
    saved: Callable[..., Path], tmp_path: Path, kept: float
) -> None:
    whole = saved({"Ark1": [["Navn"], ["Live Larsen"]]}).read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(TruncatedWorkbook):
        read_workbook(tmp_path / "cut.xlsx")


def test_a_workbook_with_a_damaged_part_is_damaged(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as package:
        package.writestr("xl/workbook.xml", "<workbook")
        package.writestr("[Content_Types].xml", "no xml")
    with pytest.raises(TruncatedWorkbook):
        read_workbook(tmp_path / "a.xlsx")


def test_a_workbook_with_a_flipped_byte_is_damaged(saved: Callable[..., Path]) -> None:
    file = saved({"Ark1": [["Navn"], ["Live Larsen"]]})
    whole = file.read_bytes()
    with zipfile.ZipFile(file) as package:
        part = package.getinfo("xl/worksheets/sheet1.xml")
    start = part.header_offset + 30 + len(part.filename)
    for at in range(start, start + part.compress_size, 7):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        with pytest.raises(TruncatedWorkbook):
            read_workbook(file)


def test_a_zip_that_is_another_document_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as package:
        package.writestr("word/document.xml", "<w/>")
    with pytest.raises(NotAWorkbook):
        read_workbook(tmp_path / "a.xlsx")


def test_an_encrypted_ods_is_protected(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", "not readable")
        package.writestr("META-INF/manifest.xml", "<m><manifest:encryption-data/></m>")
    with pytest.raises(ProtectedWorkbook):
        read_workbook(tmp_path / "a.ods")


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"0" * 3_000_000)
    monkeypatch.setattr(workbook_file, "MAX_UNPACKED_BYTES", 1_000_000)
    with pytest.raises(WorkbookTooLarge):
        read_workbook(tmp_path / "a.xlsx")


def test_entities_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')
    with pytest.raises(NotAWorkbook):
        read_workbook(tmp_path / "a.ods")


def repacked(source: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The same workbook with one part of the zip changed."""
    target = source.with_name("changed.xlsx")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return target


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml", "_rels/.rels"]
)
def test_entities_are_refused_in_every_part(
    saved: Callable[..., Path], part: str, encoding: str
) -> None:
    declared = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'.encode(encoding)
    file = repacked(saved({"Ark1": [["Navn"]]}), part, lambda content: declared + content)
    with pytest.raises(NotAWorkbook):
        read_workbook(file)


def test_what_somebody_writes_about_entities_is_only_text(saved: Callable[..., Path]) -> None:
    read = read_workbook(saved({"Ark1": [["<!ENTITY a>", "<row><row>"]]}))
    assert read.sheets[0].rows[0][0].value == "<!ENTITY a>"


@pytest.mark.parametrize(
    "flood",
    [b"<row><c><v>1</v></c></row>", b'<x:row r="1"><x:c/></x:row>', b"<row\n>", b"<c/>", b"<row/>"],
)
def test_a_sheet_of_a_million_rows_or_cells_is_refused_before_it_is_loaded(
    saved: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, flood: bytes
) -> None:
    loaded: list[object] = []
    monkeypatch.setattr(workbook_file, "xlsx_sheets", loaded.append)
    file = repacked(
        saved({"Ark1": [["Navn"]]}),
        "xl/worksheets/sheet1.xml",
        lambda content: content.replace(b"<sheetData>", b"<sheetData>" + flood * 1_500_000),
    )
    with pytest.raises(WorkbookTooLarge):
        read_workbook(file)
    assert not loaded


def test_rows_that_hold_only_their_height_are_not_too_many(saved: Callable[..., Path]) -> None:
    file = repacked(
        saved({"Ark1": [["Navn"]]}),
        "xl/worksheets/sheet1.xml",
        lambda content: content.replace(
            b"</sheetData>", b'<row ht="20"/>' * 50_000 + b"</sheetData>"
        ),
    )
    assert read_workbook(file).sheets[0].rows[0][0].value == "Navn"


def test_a_file_far_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_file, "MAX_FILE_BYTES", 10)
    (tmp_path / "a.csv").write_text("Navn;Årsak\nLive;søvn", encoding="utf-8")
    with pytest.raises(WorkbookTooLarge):
        read_workbook(tmp_path / "a.csv")
