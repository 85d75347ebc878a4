"""Opening a team's workbook: xlsx, ods or csv.

Which of these a file is follows from its content, not from its name: teams rename files.
"""

import re
import zlib
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from factdesk.exchange.csv_sheets import csv_sheet
from factdesk.exchange.ods_sheets import ods_sheets
from factdesk.exchange.sheets import MAX_ROWS, Sheet, Workbook
from factdesk.exchange.workbook_errors import (
    EmptyWorkbook,
    NotAWorkbook,
    OldWorkbook,
    ProtectedWorkbook,
    TruncatedWorkbook,
    WorkbookMissing,
    WorkbookTooLarge,
)
from factdesk.exchange.xlsx_sheets import xlsx_sheets

MAX_FILE_BYTES: Final = 20 * 1024 * 1024
"""The largest file that is opened; a team's board is well under one MiB."""

MAX_UNPACKED_BYTES: Final = 60 * 1024 * 1024
"""The largest a zipped workbook may become in memory, pictures aside: a guard against bombs."""

MAX_SHAPES: Final = 500_000
"""The most rows and cells in one part of a workbook, empty ones counted: seconds of reading."""

_OLE_MAGIC: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".bmp", ".svg", ".tiff")
_WORKBOOK_NAMES: Final = {".xlsx", ".xlsm", ".xltx", ".ods", ".ots", ".xls"}
# Control signs that no text of a table holds; a picture or a program is full of them.
_NOT_TEXT: Final = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")

# A row with something in it; one that ends in itself has only a height or a style.
_ROW: Final = re.compile(rb"<(?:\w+:)?row(?:\s[^<>]*)?(?<!/)>")
_SHAPE: Final = re.compile(rb"<(?:\w+:)?(?:row|c)[\s/>]")
# In UTF-16 of either order, without the zero before or after.
_WIDE_ENTITY: Final = b"<\0!\0E\0N\0T\0I\0T\0Y"
_LONGEST_TAG: Final = 1 << 16


def read_workbook(path: Path) -> Workbook:
    """Read a workbook from a file; nothing is written, the file is left as it is.

    Raises a `WorkbookProblem` that says what is wrong: missing, too large, empty, protected by a
    password, an old .xls, cut off, or not a workbook.
    """
    try:
        if not path.is_file():  # a pipe or a device would keep the reading waiting for ever
            raise WorkbookMissing
        if path.stat().st_size > MAX_FILE_BYTES:
            raise WorkbookTooLarge
        data = path.read_bytes()
    except OSError as error:
        raise WorkbookMissing from error
    sheets = _read(path, data)
    if not any(sheet.filled() for sheet in sheets):
        raise EmptyWorkbook
    return Workbook(path.name, sheets)


def _read(path: Path, data: bytes) -> tuple[Sheet, ...]:
    """Return the sheets in the bytes of a file, by what the bytes are."""
    if not data:
        raise EmptyWorkbook
    if data.startswith(_OLE_MAGIC):
        raise ProtectedWorkbook if _ENCRYPTED in data else OldWorkbook
    if data.startswith(b"PK"):
        kind = _zipped_kind(path)
        return xlsx_sheets(path) if kind == "xlsx" else ods_sheets(path)
    if path.suffix.lower() in _WORKBOOK_NAMES or _is_not_text(data):
        raise NotAWorkbook
    return (csv_sheet(path.stem, data),)


def _zipped_kind(path: Path) -> str:
    """Return "xlsx" or "ods" for a zip of reasonable size whose parts are whole."""
    try:
        with ZipFile(path) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            unpacked = sum(
                part.file_size for part in parts if not part.filename.lower().endswith(_PICTURES)
            )
            if unpacked > MAX_UNPACKED_BYTES or len(parts) > 5000:
                raise WorkbookTooLarge
            if any(part.flag_bits & 0x1 for part in parts):
                raise ProtectedWorkbook
            if "xl/workbook.xml" in names:
                _demand_sober_parts(package)
                return "xlsx"
            if "content.xml" in names and "mimetype" in names:
                return _ods_kind(package, names)
    except (BadZipFile, EOFError, NotImplementedError, OSError, zlib.error) as error:
        raise TruncatedWorkbook from error
    raise NotAWorkbook


def _ods_kind(package: ZipFile, names: set[str]) -> str:
    """Return "ods" for an OpenDocument spreadsheet that is not encrypted."""
    if b"spreadsheet" not in package.read("mimetype"):
        raise NotAWorkbook
    manifest = "META-INF/manifest.xml"
    if manifest in names and b"encryption-data" in package.read(manifest):
        raise ProtectedWorkbook
    _demand_sober_parts(package)
    return "ods"


def _demand_sober_parts(package: ZipFile) -> None:
    """Refuse what would keep a parser busy for minutes, by looking at the bytes of each part.

    Entities: no spreadsheet program declares them, bombs do. Rows, cells: more of them in a part
    than a sheet may have. Pieces of one MiB, so a part is never in memory whole; how far a part
    unpacks was limited before. In a text of a cell "<" is written "&lt;", so a tag is a tag.
    """
    for part in package.infolist():
        if part.filename.lower().endswith(_PICTURES):
            continue
        rows = shapes = 0
        with package.open(part) as file:
            tail = b""
            while piece := file.read(1 << 20):
                # A piece ends between two tags, so that no tag is cut or counted twice.
                text = tail + piece
                end = text.rfind(b"<") if len(text) < _LONGEST_TAG + (1 << 20) else len(text)
                text, tail = (text[:end], text[end:]) if end > 0 else (text, b"")
                if _declares_entities(text + tail):
                    raise NotAWorkbook
                rows += len(_ROW.findall(text))
                shapes += len(_SHAPE.findall(text))
                if rows > MAX_ROWS or shapes > MAX_SHAPES:
                    raise WorkbookTooLarge


def _declares_entities(text: bytes) -> bool:
    return b"<!ENTITY" in text or _WIDE_ENTITY in text


def _is_not_text(data: bytes) -> bool:
    """Return whether the bytes are a picture, a document or a program rather than a table."""
    if data.startswith((b"%PDF", b"{\\rtf", b"<!DOCTYPE", b"<html")):
        return True
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return b"\x00" in data or _NOT_TEXT.search(data[:65536]) is not None
