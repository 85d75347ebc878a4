"""The team's tables as files in a new folder: whole or not at all, readable only by their owner."""

from __future__ import annotations

import csv
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.exchange.actions.note_exported import NoteExported
from factdesk.exchange.export_tables import TABLES, Table
from factdesk.exchange.export_view import EveryTable, Given, Row
from factdesk.store.folder.entry import is_team_folder
from factdesk.words import _

COLUMNS = "columns.md"

_HEAD = """\
# The tables of a FACTdesk team

Made by `factdesk export`. **Not encrypted**: keep it where others cannot read it. Names, birth
numbers, addresses and everything written freely are left out; what is left is still health
information.

Text in UTF-8, cells parted by commas, one row per row of the store in the order of the ids, which
never change. Days are ISO 8601 (2026-11-23), moments too, in UTC (2026-11-23T07:30:00+00:00); the
day of a moment is its day in Norway (Europe/Oslo). Yes and no are `true` and `false`; an empty cell
is no value. Where a row has a first and a last day, both count."""


class NotExported(KnownError):
    """The folder could not be made; nothing stands there."""


def export(desk: Desk, folder: Path) -> Given:
    """Give out every table; blocks, as a terminal may.

    It is noted before a file is written: an export that then fails is noted too, and none is not.
    Raises ``NotExported`` and ``Refused``.
    """
    folder = folder.absolute()
    check_folder(folder)
    desk.do(NoteExported())
    part = None
    try:
        part = Path(tempfile.mkdtemp(prefix=".", suffix=".part", dir=folder.parent))
        given = desk.see(EveryTable(_Writer(part)))
        (part / COLUMNS).write_text(columns(given.persons_left_out), encoding="utf-8")
        if folder.exists():
            # Only an empty one is left to be here; Windows does not replace it.
            folder.rmdir()
        os.rename(part, folder)
    except OSError as error:
        raise NotExported(
            _("{folder} could not be written: {why}.").format(
                folder=folder, why=error.strerror or error
            ),
            _("Nothing was given out. Give another folder."),
        ) from error
    finally:
        if part is not None:
            shutil.rmtree(part, ignore_errors=True)
    return given


def check_folder(folder: Path) -> None:
    """Refuse a place where the tables may not stand, before anything is read."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise NotExported(
            _("{folder} is not a folder.").format(folder=folder),
            _("Give a new or an empty folder."),
        )
    if not folder.parent.is_dir():
        raise NotExported(
            _("The folder {folder} does not exist.").format(folder=folder.parent),
            _("Make it first, or give another."),
        )
    around = folder.resolve()
    team_folder = next(filter(is_team_folder, (around, *around.parents)), None)
    if team_folder is not None:
        raise NotExported(
            _("{folder} is a team folder: nothing readable belongs in it.").format(
                folder=team_folder
            ),
            _("Nothing was written. Give another folder."),
        )
    if folder.exists() and any(folder.iterdir()):
        raise NotExported(
            _("{folder} is not empty.").format(folder=folder),
            _("Nothing was written. Give a new or an empty folder."),
        )


def columns(persons_left_out: int = 0) -> str:
    """What every file and column holds, as it stands beside the files."""
    lines = [_HEAD]
    if persons_left_out:
        lines += ["", f"Left out, with all their rows, being blocked: {persons_left_out} persons."]
    for table in TABLES:
        lines += ["", f"## {table.file}", "", table.about, "", "| column | holds |", "|---|---|"]
        lines += [f"| {name} | {means} |" for name, means in table.columns]
    return "\n".join(lines) + "\n"


class _Writer:
    """Takes each table into a file of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, table: Table, rows: Iterator[Row]) -> None:
        path = self._folder / table.file
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(name for name, _means in table.columns)
            writer.writerows(rows)
            stream.flush()
            os.fsync(stream.fileno())
