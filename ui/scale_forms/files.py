"""The system's own dialogs for the files of forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from factdesk.words import _

_DOCUMENTS = QStandardPaths.StandardLocation.DocumentsLocation


def choose_spreadsheet(parent: QWidget, then: Callable[[Path], None]) -> None:
    """Ask for a spreadsheet with a form."""
    kinds = [_("Spreadsheets") + " (*.xlsx *.xlsm *.ods *.csv)", _("All files") + " (*)"]
    _choose(parent, _("A spreadsheet with the form"), kinds, then)


def choose_scale_file(parent: QWidget, then: Callable[[Path], None]) -> None:
    """Ask for a scale file."""
    kinds = [_("Scale files") + " (*.toml)", _("All files") + " (*)"]
    _choose(parent, _("Bring in a scale file"), kinds, then)


def place_for_scale_file(parent: QWidget, name: str, then: Callable[[Path], None]) -> None:
    """Ask where a scale file goes."""
    start = str(Path(QStandardPaths.writableLocation(_DOCUMENTS)) / name)
    dialog = QFileDialog(parent, _("Give out as scale file"), start, _("Scale files") + " (*.toml)")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("toml")
    _open(dialog, then)


def _choose(parent: QWidget, title: str, kinds: list[str], then: Callable[[Path], None]) -> None:
    dialog = QFileDialog(parent, title, QStandardPaths.writableLocation(_DOCUMENTS))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(kinds)
    _open(dialog, then)


def _open(dialog: QFileDialog, then: Callable[[Path], None]) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()
