"""Which team folder: typed, chosen from those opened before, or found on the disk."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from factdesk.words import _
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox
from ui.widgets.selects import Select


class FolderField(QWidget):
    """A path; `chosen(path)` when it is picked, or typed and left."""

    chosen = Signal(str)

    def __init__(self, folders: Iterable[Path] = (), parent: QWidget | None = None) -> None:
        """Take the folders to offer."""
        super().__init__(parent)
        self.box = Select(_("Team folder"))
        self.box.setEditable(True)
        self.box.setInsertPolicy(Select.InsertPolicy.NoInsert)
        self.box.setMinimumContentsLength(10)
        self.line = line = QLineEdit()
        self.box.setLineEdit(line)
        line.setProperty("frameless", True)
        line.setAccessibleName(_("Team folder"))
        for folder in folders:
            self.box.add(str(folder), str(folder))
        look = Button(kind="secondary", icon="folder-open", spoken=_("Choose a folder"))
        look.clicked.connect(self.choose)
        row = HBox(parent=self, space=8)
        row.add(self.box, 1)
        row.add(look)
        line.editingFinished.connect(lambda: self.chosen.emit(self.path))
        self.box.activated.connect(lambda _at: self.chosen.emit(self.path))
        self.setFocusProxy(self.box)

    @property
    def path(self) -> str:
        """The path as typed."""
        return self.line.text().strip()

    def set_path(self, path: str) -> None:
        """Show a path."""
        self.line.setText(path)

    def choose(self) -> None:
        """Ask for the folder."""
        dialog = QFileDialog(self, _("Choose a folder"), self.path)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, path: str) -> None:
        self.set_path(path)
        self.chosen.emit(path)
