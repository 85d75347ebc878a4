"""Which team: chosen from those opened before, its folder typed or found on the disk."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from factdesk.store.server.address import is_address
from factdesk.words import _
from ui.unlock.remembered import Remembered
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox
from ui.widgets.selects import Select


class FolderField(QWidget):
    """A path, or the address of a server; `chosen(path)` when it is picked, or typed and left."""

    chosen = Signal(str)

    def __init__(self, known: Iterable[Remembered] = (), parent: QWidget | None = None) -> None:
        """Take the teams to offer."""
        super().__init__(parent)
        self._texts: dict[str, str] = {}
        self.box = Select(_("Team folder"))
        self.box.setEditable(True)
        self.box.setInsertPolicy(Select.InsertPolicy.NoInsert)
        self.box.setMinimumContentsLength(10)
        self.line = line = QLineEdit()
        self.box.setLineEdit(line)
        line.setProperty("frameless", True)
        line.setAccessibleName(_("Team folder"))
        for one in known:
            shown = one.shown if one.shown not in self._texts else one.shown_with_user
            self._texts[shown] = one.text
            self.box.add(one.text, shown)
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
        """The path as typed, or the address behind what is shown of a server."""
        typed = self.line.text().strip()
        return self._texts.get(typed, typed)

    def set_path(self, path: str) -> None:
        """Show a path, or the team on a server that has the address."""
        shown = next((shown for shown, text in self._texts.items() if text == path), path)
        self.line.setText(shown)

    def choose(self) -> None:
        """Ask for the folder."""
        begin = "" if is_address(self.path) else self.path
        dialog = QFileDialog(self, _("Choose a folder"), begin)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, path: str) -> None:
        self.set_path(path)
        self.chosen.emit(path)
