"""Sending a paper to a printer, page by page, without holding up the screen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRectF, QSize, Signal
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from factdesk.errors import KnownError
from factdesk.words import _
from ui.home import Background

_DPI: Final = 300


class NotPrinted(KnownError):
    """The printer did not take the paper."""

    def __init__(self) -> None:
        super().__init__(
            _("The printer did not take the paper."),
            _("See that it is on and has paper, or save a PDF and print that."),
        )


def printer_for(*, landscape: bool) -> QPrinter:
    """A printer set up for a paper whose own margins are enough."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(_DPI)
    printer.setFullPage(True)
    printer.setDocName("FACTdesk")
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    )
    return printer


def picture_of(content: bytes, page: int) -> QImage:
    """A page of a PDF, from 0, as a picture for the printer; on any thread."""
    buffer, document = QBuffer(), QPdfDocument()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    points = document.pagePointSize(page)
    size = QSize(round(points.width() * _DPI / 72), round(points.height() * _DPI / 72))
    picture = document.render(page, size)
    document.close()
    return picture


def pages_of(content: bytes) -> int:
    """How many pages a PDF has."""
    buffer, document = QBuffer(), QPdfDocument()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    count = document.pageCount()
    document.close()
    return count


class PrintRun(QObject):
    """Prints the pages asked for; `at_page(done, all)` on the way, then `ended(error or None)`."""

    at_page = Signal(int, int)
    ended = Signal(object)

    def __init__(
        self, content: bytes, pages: int, printer: QPrinter, background: Background, parent: QObject
    ) -> None:
        """Take the paper, how many pages it has, and the printer the user chose."""
        super().__init__(parent)
        self._content, self._printer, self._background = content, printer, background
        first, last = printer.fromPage() or 1, printer.toPage() or pages
        self._pages = list(range(max(first, 1) - 1, min(last, pages)))
        self._done = 0
        self._painter = QPainter()

    def start(self) -> None:
        """Open the printer and begin with the first page."""
        if not self._pages or not self._painter.begin(self._printer):
            self.ended.emit(NotPrinted())
            return
        self._next()

    def _next(self) -> None:
        content, page = self._content, self._pages[self._done]
        self._background.run(
            lambda: picture_of(content, page), on=self, then=self._draw, failed=self._fail
        )

    def _draw(self, picture: QImage) -> None:
        if self._done and not self._printer.newPage():
            self._fail(NotPrinted())
            return
        room = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        scale = min(room.width() / picture.width(), room.height() / picture.height())
        self._painter.drawImage(
            QRectF(0, 0, picture.width() * scale, picture.height() * scale), picture
        )
        self._done += 1
        self.at_page.emit(self._done, len(self._pages))
        if self._done < len(self._pages):
            self._next()
        else:
            self._painter.end()
            self.ended.emit(None)

    def _fail(self, error: BaseException) -> None:
        self._painter.end()
        self._printer.abort()
        self.ended.emit(error)
