"""Step one: the file, chosen or dropped."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QWidget

from factdesk.words import _
from ui.theme import theme
from ui.widgets.banner import ProgressPanel
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.marks import IconMark
from ui.widgets.paint import kept
from ui.widgets.texts import Heading, Label


class DropArea(QWidget):
    """A wide place to drop a file on."""

    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._is_over = False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one local file."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            self._set_over(over=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Look as before."""
        self._set_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which file it was."""
        self._set_over(over=False)
        event.acceptProposedAction()
        self.dropped.emit(Path(event.mimeData().urls()[0].toLocalFile()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a dashed edge, the accent's while a file is over it."""
        looks = theme()
        painter = QPainter(self)
        with kept(painter):
            edge = looks.colour("accent" if self._is_over else "field_edge")
            painter.setPen(QPen(edge, looks.px(2), Qt.PenStyle.DashLine))
            painter.setBrush(looks.colour("selection" if self._is_over else "surface_alt"))
            rect = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            painter.drawRoundedRect(rect, looks.px(12), looks.px(12))
        painter.end()

    def _set_over(self, *, over: bool) -> None:
        self._is_over = over
        self.update()


class ChooseStep(QWidget):
    """A place to drop the workbook, and a button to look for it; says when it is being read.

    ``chosen(path)`` tells the file, ``cancelled`` that its reading shall be given up.
    """

    chosen = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty."""
        super().__init__(parent)
        self.button = Button(
            _("Choose a file …"), "primary", keys="Ctrl+O", bind=True, icon="folder-open"
        )
        self.button.clicked.connect(self._look)
        self._area = DropArea()
        self._area.dropped.connect(self.chosen)
        inside = VBox(None, space=12, margins=32, parent=self._area)
        middle = Qt.AlignmentFlag.AlignHCenter
        inside.addWidget(IconMark("file-spreadsheet", "accent", size=56), 0, middle)
        for label in (
            Heading(_("Drop the team's spreadsheet here"), 2),
            Label(_("Excel (.xlsx), LibreOffice (.ods) or text (.csv)"), tone="muted"),
        ):
            label.setAlignment(middle)
            inside.add(label)
        inside.add(HBox(None, self.button, None))
        inside.add(None)
        self._progress: ProgressPanel | None = None
        self._below = VBox(space=4)
        for text in (
            _("The file is only read: nothing in it is changed."),
            _("You see everything that would come in, and can correct it, before it does."),
            _("What has no place of its own becomes a note on the person. One undo takes it back."),
        ):
            row = HBox(IconMark("check", "accent", size=18), Label(text, wrap=True), space=10)
            row.setStretch(1, 1)
            self._below.add(row)
        column = VBox(space=20, parent=self)
        column.add(self._area, 1)
        column.add(self._below)
        self.setFocusProxy(self.button)

    def set_reading(self, name: str) -> None:
        """Show that a file is being read; an empty name shows that none is."""
        if self._progress is not None:
            self._progress.hide()
            self._progress.deleteLater()
            self._progress = None
        self.button.setEnabled(not name)
        self._area.setAcceptDrops(not name)
        if name:
            self._progress = ProgressPanel(_("Reading {file} …").format(file=name))
            self._progress.cancelled.connect(self.cancelled)
            self._below.insertWidget(0, self._progress)

    def _look(self) -> None:
        """Open the system's own dialog."""
        dialog = QFileDialog(self, _("The team's spreadsheet"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [_("Spreadsheets") + " (*.xlsx *.xlsm *.ods *.csv)", _("All files") + " (*)"]
        )
        dialog.fileSelected.connect(lambda name: self.chosen.emit(Path(name)))
        dialog.open()
