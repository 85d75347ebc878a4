"""The window that shows a paper before it is printed or saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget, QWidget

from factdesk.errors import KnownError
from factdesk.papers.actions.note_printed import NotePrinted
from factdesk.papers.making import WITH_LAYOUTS, Paper, PaperOf
from factdesk.papers.saving import save
from factdesk.words import _, ngettext
from ui.bridge import Bridge
from ui.page import PaperWanted
from ui.printing.paper_view import PaperView
from ui.printing.print_run import PrintRun, printer_for
from ui.theme import theme
from ui.widgets.banner import Banner, BannerKind, ProgressPanel
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox, VBox
from ui.widgets.messages import Speaks
from ui.widgets.selects import Select
from ui.widgets.spoken import announce
from ui.widgets.texts import Heading, Label


def open_preview(
    parent: QWidget, bridge: Bridge, messages: Speaks, wanted: PaperWanted
) -> PaperPreview:
    """Open the preview of a paper over a window; it is gone when it is closed."""
    preview = PaperPreview(parent, bridge, messages, wanted)
    preview.open()
    return preview


class PaperPreview(QDialog):
    """A paper with its pages, zoom and language, to be printed or saved. Esc closes it.

    The paper is made by the desk off the screen's thread and held in memory only; nothing is
    written to disk until the user saves.
    """

    def __init__(
        self, parent: QWidget, bridge: Bridge, messages: Speaks, wanted: PaperWanted
    ) -> None:
        """Take which paper; it is asked for at once, in the language of the team."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._bridge, self._messages, self._wanted = bridge, messages, wanted
        self._paper: Paper | None = None
        self._make_parts()
        self._lay_out()
        self._make_keys()
        room = parent.window().size()
        px = theme().px
        self.resize(
            max(px(760), round(room.width() * 0.8)), max(px(560), round(room.height() * 0.92))
        )
        self._ask(None)

    @property
    def paper(self) -> Paper | None:
        """The paper shown, if it is made."""
        return self._paper

    def print_paper(self) -> None:
        """Ask for the printer, then print."""
        if self._paper is None:
            return
        printer = printer_for(landscape=self._paper.is_landscape)
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
        dialog.setMinMax(1, self.view.page_count)
        dialog.accepted.connect(lambda: self.print_on(dialog.printer()))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def print_on(self, printer: QPrinter) -> None:
        """Print on the printer chosen; that a paper was made is noted first."""
        paper, pages = self._paper, self.view.page_count
        if paper is None:
            return
        run = PrintRun(paper.content, pages, printer, self._bridge.background, self)
        run.at_page.connect(
            lambda done, whole: self._say(
                "info", _("Printing page {page} of {pages} …").format(page=done, pages=whole)
            )
        )
        run.ended.connect(self._printed)
        self._note(run.start)

    def choose_file(self) -> None:
        """Ask where the PDF goes."""
        if self._paper is None:
            return
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(
            self,
            _("Save as PDF, not encrypted"),
            str(Path(home) / self._paper.file_name),
            "PDF (*.pdf)",
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda path: self.save(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, path: Path) -> None:
        """Save the PDF where the user chose; that a paper was made is noted first."""
        paper = self._paper
        if paper is None:
            return

        def write() -> None:
            self._bridge.background.run(
                lambda: save(paper.content, path),
                on=self,
                then=lambda _nothing: self._saved(path),
                failed=self._failed,
            )

        self._note(write)

    def done(self, result: int) -> None:
        """Let go of the paper when the window closes."""
        self.view.forget()
        self._paper = None
        super().done(result)

    def exec(self) -> NoReturn:
        """Refuse, as every dialog does."""
        raise RuntimeError("dialogs are opened with open()")

    def _make_parts(self) -> None:
        self.heading = Heading(_("Paper"), 2)
        self.view = PaperView(self)
        self.language = Select(_("Language of the paper"))
        for code, word in (("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")):
            self.language.add(code, word)
        self.language.activated.connect(lambda _index: self._ask(str(self.language.value)))
        self.layout_choice = Select(_("Layout of the paper"))
        self.layout_choice.add("ordinary", _("Ordinary"))
        self.layout_choice.add("easy", _("Easy to read"))
        if self._wanted.kind not in WITH_LAYOUTS:
            self.layout_choice.hide()
        self.layout_choice.activated.connect(lambda _index: self._ask(str(self.language.value)))
        self._zoom = Label("", tone="muted")
        self._page = Label("", tone="muted")
        self._smaller = Button(kind="quiet", icon="minus", spoken=_("Smaller (Ctrl -)"))
        self._larger = Button(kind="quiet", icon="plus", spoken=_("Larger (Ctrl +)"))
        self._fit = Button(_("Fit width"), "quiet", keys="Ctrl+0", bind=True)
        self._before = Button(kind="quiet", icon="arrow-up", spoken=_("Page before"))
        self._after = Button(kind="quiet", icon="arrow-down", spoken=_("Next page"))
        self.save_button = Button(_("Save as PDF …"), icon="download", keys="Ctrl+S", bind=True)
        self.print_button = Button(
            _("Print …"), "primary", icon="printer", keys="Ctrl+P", bind=True
        )
        self._close = Button(_("Close"), keys="Esc")
        self._progress = ProgressPanel(_("Making the paper …"))
        self._empty = QWidget()
        self._banners = VBox()
        self._stack = QStackedWidget()
        self._smaller.clicked.connect(self.view.zoom_out)
        self._larger.clicked.connect(self.view.zoom_in)
        self._fit.clicked.connect(self.view.fit_width)
        self._before.clicked.connect(lambda: self.view.go_to(self.view.page - 1))
        self._after.clicked.connect(lambda: self.view.go_to(self.view.page + 1))
        self.save_button.clicked.connect(self.choose_file)
        self.print_button.clicked.connect(self.print_paper)
        self._close.clicked.connect(self.reject)
        self._progress.cancelled.connect(self.reject)
        self.view.page_changed.connect(self._show_page)
        self.view.zoom_changed.connect(lambda percent: self._zoom.setText(f"{percent} %"))

    def _lay_out(self) -> None:
        waiting = QWidget()
        VBox(None, self._progress, None, margins=40, parent=waiting)
        for page in (waiting, self.view, self._empty):
            self._stack.addWidget(page)
        column = VBox(space=12, margins=20, parent=self)
        column.add(HBox(self.heading, None, self.layout_choice, self.language, space=12))
        column.add(
            HBox(
                self._before, self._after, self._page, None,
                self._smaller, self._zoom, self._larger, self._fit, space=4,
            )
        )  # fmt: skip
        column.add(self._banners)
        column.add(self._stack, 1)
        column.add(Label(self._warning(), "small", "muted", wrap=True))
        column.add(HBox(None, self._close, self.save_button, self.print_button))

    def _warning(self) -> str:
        """What is to be remembered of what leaves the store; a person's paper is the person's."""
        if self._wanted.person_id is not None:
            return _(
                "A printed page and a PDF are not protected by the passphrase. "
                "Give the paper to the person, and delete the file after use."
            )
        return _(
            "A printed page and a PDF are not protected by the passphrase. "
            "Keep them with you, and shred or delete them after use."
        )

    def _make_keys(self) -> None:
        for keys, run in (
            ("Ctrl++", self.view.zoom_in),
            ("Ctrl+=", self.view.zoom_in),
            ("Ctrl+-", self.view.zoom_out),
            ("Ctrl+PgDown", lambda: self.view.go_to(self.view.page + 1)),
            ("Ctrl+PgUp", lambda: self.view.go_to(self.view.page - 1)),
            ("Ctrl+Home", lambda: self.view.go_to(1)),
            ("Ctrl+End", lambda: self.view.go_to(self.view.page_count)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(run)

    def _ask(self, language: str | None) -> None:
        """Ask the desk for the paper in a language, the person's or the team's where none is."""
        self._set_ready(ready=False)
        self._stack.setCurrentIndex(0)
        wanted = PaperOf(
            self._wanted.kind,
            self._wanted.day,
            self._wanted.row_id,
            language,
            self._wanted.person_id,
            str(self.layout_choice.value),
            self._wanted.number,
        )
        self._bridge.ask(wanted, on=self, then=self._show, failed=self._not_made)

    def _show(self, paper: Paper) -> None:
        self._paper = paper
        self.setWindowTitle(paper.title)
        self.setAccessibleName(paper.title)
        self.heading.setText(paper.title)
        self.language.set_value(paper.language)
        self.view.show_paper(paper.content)
        self._stack.setCurrentWidget(self.view)
        self._set_ready(ready=True)
        self.view.setFocus()
        count = self.view.page_count
        told = ngettext("{title}, {count} page", "{title}, {count} pages", count)
        announce(self.view, told.format(title=paper.title, count=count))

    def _not_made(self, error: BaseException) -> bool:
        """Say a known error here; a bug is told as one, and the window has nothing to show."""
        self._stack.setCurrentWidget(self._empty)
        if not isinstance(error, KnownError):
            self.reject()
            return False
        self._say("error", error.message, error.advice)
        self._close.setFocus()
        return True

    def _note(self, then: Callable[[], None]) -> None:
        """Write in the log that the paper leaves the store, and only then let it."""
        paper = self._paper
        if paper is not None:
            note = NotePrinted(paper.kind, paper.day, paper.person_id)
            self._bridge.run(note, on=self, then=lambda _nothing: then(), failed=self._not_noted)

    def _not_noted(self, error: BaseException) -> bool:
        if isinstance(error, KnownError):
            self._failed(error)
        return isinstance(error, KnownError)

    def _saved(self, path: Path) -> None:
        self._say(
            "ok",
            _("Saved as {file}.").format(file=path.name),
            _("The file is not encrypted: delete it when it has done its work."),
        )

    def _printed(self, error: BaseException | None) -> None:
        if error is None:
            self._say("ok", _("Sent to the printer."), _("Fetch the pages at once."))
        else:
            self._failed(error)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, KnownError):
            self._say("error", error.message, error.advice)
        else:
            self._bridge.show(error)

    def _say(self, kind: BannerKind, message: str, advice: str = "") -> None:
        """Show one banner in place of the one before."""
        while (item := self._banners.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._banners.add(Banner(kind, message, advice))

    def _show_page(self, page: int, pages: int) -> None:
        self._page.setText(_("Page {page} of {pages}").format(page=page, pages=pages))
        self._before.setEnabled(page > 1)
        self._after.setEnabled(page < pages)

    def _set_ready(self, *, ready: bool) -> None:
        """Allow what needs a paper."""
        for part in (self.save_button, self.print_button, self._fit, self._smaller, self._larger):
            part.setEnabled(ready)
        self.language.setEnabled(ready)
        self.layout_choice.setEnabled(ready)
        if not ready:
            self._before.setEnabled(False)
            self._after.setEnabled(False)
