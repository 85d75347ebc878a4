"""The recovery key on the screen, once: shown, printed or saved, and proved to be kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QStandardPaths, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QWidget

from factdesk.errors import KnownError
from factdesk.papers.saving import save
from factdesk.words import _
from ui.home import Background
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.layouts import HBox, VBox
from ui.widgets.spoken import announce
from ui.widgets.texts import Card, Label

_PRINT_DPI = 300


@dataclass(frozen=True)
class RecoveryKey:
    """A new key and what the paper says of it; never written anywhere by the program itself."""

    text: str
    team: str
    folder: str
    made_at: datetime
    #: Whether ``folder`` names a server and its database.
    on_server: bool = False

    @property
    def last_group(self) -> str:
        """The last group of four signs, which the user types to show that the key is kept."""
        return self.text.split("-")[7]


class RecoveryKeyPanel(QWidget):
    """Shows the key; `confirmed(bool)` tells whether its last group is typed correctly."""

    confirmed = Signal(bool)

    def __init__(
        self, key: RecoveryKey, background: Background, parent: QWidget | None = None
    ) -> None:
        """Take the key; printing and saving make the paper on the background thread."""
        super().__init__(parent)
        self._key, self._background = key, background
        self._banner = Banner("error", "", closable=False)
        self._banner.hide()
        self._typed = QLineEdit()
        self._typed.setMaximumWidth(theme().px(200))
        self._typed.textChanged.connect(self._check)
        self._field = Field(
            _("Type the last group of four signs"),
            self._typed,
            hint=_("So that you know the key is kept."),
        )
        self._print = Button(_("Print …"), icon="printer")
        self._print.clicked.connect(self.print_paper)
        self._print.setEnabled(bool(QPrinterInfo.availablePrinterNames()))
        self._save = Button(_("Save as PDF …"), icon="download")
        self._save.clicked.connect(self.choose_file)
        no_printer = Label(
            _("No printer is set up on this computer. Save the page and print it elsewhere."),
            "small",
            "muted",
            wrap=True,
        )
        if self._print.isEnabled():
            no_printer.hide()
        VBox(
            self._shown_key(),
            HBox(self._print, self._save, None),
            no_printer,
            self._banner,
            self._field,
            space=16,
            parent=self,
        )
        self.setFocusProxy(self._typed)

    @property
    def is_confirmed(self) -> bool:
        """Whether the last group is typed as shown."""
        typed = "".join(self._typed.text().upper().split())
        return typed.translate(str.maketrans("OIL", "011")) == self._key.last_group

    def print_paper(self) -> None:
        """Ask for the printer."""
        dialog = QPrintDialog(QPrinter(QPrinter.PrinterMode.HighResolution), self)
        dialog.accepted.connect(
            lambda: self._make(lambda content: _print(dialog.printer(), content))
        )
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def choose_file(self) -> None:
        """Ask where the page goes."""
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        file_name = _("recovery-key") + ".pdf"
        name = f"{home}/{file_name}"
        dialog = QFileDialog(self, _("Save the recovery key"), name, "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda path: self.save(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, path: Path) -> None:
        """Save the page where the user chose."""
        key = self._key

        def write() -> None:
            save(_paper(key), path)

        self._background.run(write, on=self, then=lambda _n: self._saved(), failed=self._problem)

    def _make(self, then: Callable[[bytes], None]) -> None:
        key = self._key
        self._background.run(lambda: _paper(key), on=self, then=then, failed=self._problem)

    def _saved(self) -> None:
        self._say(
            _("The page is saved. It is as secret as the data itself."),
            _("Print it, put it in a safe, and delete the file."),
        )

    def _problem(self, error: BaseException) -> None:
        if isinstance(error, KnownError):
            self._say(error.message, error.advice)
        else:
            self._say(
                _("The page could not be made."), _("Write the key by hand and check each group.")
            )

    def _say(self, message: str, advice: str) -> None:
        self._banner.say(message, advice)
        self._banner.show()

    def _shown_key(self) -> Card:
        groups = self._key.text.split("-")
        lines = [Label("  –  ".join(groups[at : at + 3]), "title") for at in (0, 3, 6)]
        card = Card(*lines, space=6)
        card.setAccessibleName(_("Recovery key"))
        card.setAccessibleDescription(self._key.text)
        return card

    def _check(self) -> None:
        right = self.is_confirmed
        wrong = len(self._typed.text().strip()) >= len(self._key.last_group) and not right
        self._field.set_error(_("This is not the last group of the key.") if wrong else "")
        if right:
            announce(self._typed, _("Correct."))
        self.confirmed.emit(right)


def _paper(key: RecoveryKey) -> bytes:
    # Hardly anybody makes this paper; everybody would wait for what draws it.
    from factdesk.papers.recovery_key import recovery_key_pdf

    return recovery_key_pdf(
        key.text,
        team=key.team,
        folder=key.folder,
        made_at=key.made_at,
        on_server=key.on_server,
    )


def _print(printer: QPrinter, content: bytes) -> None:
    """Print each page of a PDF at the printer's own size."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    printer.setResolution(_PRINT_DPI)
    painter = QPainter(printer)
    for page in range(document.pageCount()):
        if page:
            printer.newPage()
        points = document.pagePointSize(page)
        size = QSize(
            round(points.width() * _PRINT_DPI / 72), round(points.height() * _PRINT_DPI / 72)
        )
        picture = document.render(page, size)
        room = printer.pageRect(QPrinter.Unit.DevicePixel)
        scale = min(room.width() / size.width(), room.height() / size.height())
        painter.drawImage(QRectF(0, 0, size.width() * scale, size.height() * scale), picture)
    painter.end()
    document.close()
