"""A paper on the screen: its pages one below the other, read from memory only."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPointF, Signal
from PySide6.QtGui import QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QWidget

from factdesk.words import _
from ui.theme import theme

#: How large a page may be shown; 1 is the size of the paper.
LEAST_ZOOM: Final = 0.25
MOST_ZOOM: Final = 5.0
_STEP: Final = 1.25


class PaperView(QPdfView):
    """Shows a PDF; `page_changed(page, pages)` counts from 1, `zoom_changed` tells the percentage.

    Call `forget` before it goes: the content is then no longer held.
    """

    page_changed = Signal(int, int)
    zoom_changed = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        # Not children of the view: QPdfView listens to its document while that is destroyed.
        self._document = QPdfDocument(parent)
        self._buffer = QBuffer(parent)
        self.setDocument(self._document)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setFrameShape(QPdfView.Shape.NoFrame)
        self.setAccessibleName(_("Pages of the paper"))
        self.pageNavigator().currentPageChanged.connect(self._tell_page)
        self.zoomFactorChanged.connect(self._tell_zoom)
        theme().changed.connect(self._take_colours)
        self._take_colours()

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return self._document.pageCount()

    @property
    def page(self) -> int:
        """The page in view, from 1; 0 where there is none."""
        return self.pageNavigator().currentPage() + 1 if self.page_count else 0

    @property
    def zoom(self) -> float:
        """How large the pages are shown; 1 is the size of the paper."""
        if self.zoomMode() is QPdfView.ZoomMode.Custom or not self.page_count:
            return self.zoomFactor()
        return self._fitting()

    def show_paper(self, content: bytes) -> None:
        """Show a PDF from its first page; whether it can be shown is told by `page_count`."""
        self.forget()
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self.go_to(1)
        self._tell_page()
        self._tell_zoom()

    def forget(self) -> None:
        """Let go of the content."""
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray())

    def go_to(self, page: int) -> None:
        """Bring a page into view; one beyond the ends brings the first or the last."""
        wanted = min(max(page, 1), self.page_count) - 1
        if wanted >= 0:
            self.pageNavigator().jump(wanted, QPointF(), 0)

    def zoom_in(self) -> None:
        """Show the pages larger."""
        self._set_zoom(self.zoom * _STEP)

    def zoom_out(self) -> None:
        """Show the pages smaller."""
        self._set_zoom(self.zoom / _STEP)

    def fit_width(self) -> None:
        """Show a page as wide as there is room."""
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._tell_zoom()

    def _set_zoom(self, factor: float) -> None:
        self.setZoomMode(QPdfView.ZoomMode.Custom)
        self.setZoomFactor(min(max(factor, LEAST_ZOOM), MOST_ZOOM))
        self._tell_zoom()

    def _fitting(self) -> float:
        """The factor at which the widest page fills the width."""
        margins = self.documentMargins()
        room = self.viewport().width() - margins.left() - margins.right()
        points = max(self._document.pagePointSize(at).width() for at in range(self.page_count))
        inch = self.logicalDpiX() / 72
        return max(room / (points * inch), LEAST_ZOOM)

    # Bound methods and no lambdas: these connections must end before the document does.
    def _tell_page(self, _page: int = 0) -> None:
        self.page_changed.emit(self.page, self.page_count)

    def _tell_zoom(self, _factor: float = 0) -> None:
        self.zoom_changed.emit(round(self.zoom * 100))

    def _take_colours(self) -> None:
        """Lay the pages on the window's ground; a page stays white as paper is."""
        palette = self.palette()
        for role in (QPalette.ColorRole.Dark, QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            palette.setColor(role, theme().colour("line"))
        self.setPalette(palette)
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Tell the zoom anew where the width decides it."""
        answer = super().event(event)
        if event.type() is QEvent.Type.Resize and self.page_count:
            self._tell_zoom()
        return answer
