"""The dialog that prints many persons' plans, or saves them as files in a folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from factdesk.errors import KnownError
from factdesk.papers.batch import check_folder
from factdesk.papers.whose import NamesOf
from factdesk.words import _, ngettext
from ui.bridge import Bridge
from ui.printing.batch_run import BatchRun, Takes, ToFolder, ToPrinter
from ui.printing.print_run import printer_for
from ui.widgets.banner import Banner, BannerKind, ProgressPanel
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field
from ui.widgets.layouts import VBox
from ui.widgets.selects import Select
from ui.widgets.spoken import announce
from ui.widgets.texts import Label


def open_batch(parent: QWidget, bridge: Bridge, person_ids: tuple[str, ...]) -> BatchDialog:
    """Open the dialog for the persons' plans; it is gone when it is closed."""
    dialog = BatchDialog(parent, bridge, person_ids)
    dialog.open()
    return dialog


class BatchDialog(Dialog):
    """How and where, then how far it is, then what came of it."""

    def __init__(self, parent: QWidget, bridge: Bridge, person_ids: tuple[str, ...]) -> None:
        """Take whose plans, in the order they are made."""
        count = len(person_ids)
        intro = ngettext(
            "{count} plan is made, in the person's own language.",
            "{count} plans are made one after the other, each in the person's own language.",
            count,
        )
        super().__init__(
            parent,
            _("Print plans"),
            _("Print …"),
            secondary=_("Close"),
            intro=intro.format(count=count),
            width=600,
        )
        self._bridge, self._ids = bridge, person_ids
        self._run: BatchRun | None = None
        self._advice = ""
        self._layout = Select()
        self._layout.add("ordinary", _("Ordinary"))
        self._layout.add("easy", _("Easy to read"))
        self.save_button = Button(_("Save as PDF files …"), icon="download")
        self.save_button.clicked.connect(self.choose_folder)
        self.footer.insertWidget(1, self.save_button)
        self._choice = Field(_("Layout"), self._layout)
        self._warning = Label(
            _(
                "Printed pages and PDF files are not protected by the passphrase. "
                "The files have numbers, not names."
            ),
            "small",
            "muted",
            wrap=True,
        )
        self._told = VBox(space=8)
        self.progress: ProgressPanel | None = None
        self.add(self._choice)
        self.add(self._told)
        self.add(self._warning)

    @property
    def run(self) -> BatchRun | None:
        """The work under way, or done."""
        return self._run

    def submit(self) -> None:
        """Ask for the printer."""
        printer = printer_for(landscape=False)
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: self.print_on(dialog.printer()))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def print_on(self, printer: QPrinter) -> None:
        """Print every plan on the printer chosen."""
        self._begin(ToPrinter(self._bridge, printer, self), _("Fetch the pages at once."))

    def choose_folder(self) -> None:
        """Ask for the folder the files go into."""
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, _("An empty folder for the plans, not encrypted"), home)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        dialog.fileSelected.connect(lambda path: self.save_in(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_in(self, folder: Path) -> None:
        """Save every plan in the folder chosen, unless plans lie there already."""
        try:
            check_folder(folder)
        except KnownError as error:
            self.show_error(error)
            return
        self._begin(
            ToFolder(self._bridge, folder, len(self._ids), self),
            _("The files are not encrypted: delete them when they have done their work."),
        )

    def reject(self) -> None:
        """Stop the work first, if there is any; close at the next."""
        if self.progress is not None and self._run is not None:
            self._run.cancel()
            return
        super().reject()

    def _begin(self, target: Takes, advice: str) -> None:
        """Make the plans; ``advice`` is told when they are where they shall be."""
        self._advice = advice
        self._clear()
        self._set_busy(busy=True)
        self.progress = ProgressPanel(_("Making the plans …"))
        run = BatchRun(self._bridge, self._ids, str(self._layout.value), target, self)
        self._run = run
        self.progress.cancelled.connect(run.cancel)
        run.at.connect(self._show_progress)
        run.ended.connect(self._ended)
        self._told.add(self.progress)
        run.start()

    def _show_progress(self, done: int, count: int) -> None:
        if self.progress is not None:
            step = _("{done} of {count}").format(done=done, count=count)
            self.progress.set_progress(done, count, step)

    def _ended(self, error: BaseException | None) -> None:
        self.progress = None
        self._clear()
        self._set_busy(busy=False)
        run = self._run
        if run is None:
            return
        if isinstance(error, KnownError):
            self._say("error", error.message, f"{self._count(run)} {error.advice}")
        elif error is not None:
            self._bridge.show(error)
        else:
            stopped = _("Stopped.") if run.is_cancelled else _("Done.")
            self._say("ok", f"{stopped} {self._count(run)}", self._advice)
        if run.not_made:
            wanted = NamesOf(tuple(one.person_id for one in run.not_made))
            self._bridge.ask(wanted, on=self, then=self._tell_not_made)

    def _count(self, run: BatchRun) -> str:
        told = ngettext(
            "{count} plan was printed or saved.", "{count} plans were printed or saved.", run.given
        )
        return told.format(count=run.given)

    def _tell_not_made(self, names: dict[str, str]) -> None:
        """Say whose plans are missing, and why each."""
        run = self._run
        if run is None:
            return
        lines = [f"{names.get(one.person_id, '?')}: {one.error.message}" for one in run.not_made]
        count = len(lines)
        told = ngettext("{count} plan was not made:", "{count} plans were not made:", count)
        self._say("warning", told.format(count=count), "\n".join(lines))

    def _say(self, kind: BannerKind, message: str, advice: str) -> None:
        self._told.add(Banner(kind, message, advice, closable=False))
        announce(self, f"{message} {advice}")

    def _clear(self) -> None:
        self.clear_error()
        while (item := self._told.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def _set_busy(self, *, busy: bool) -> None:
        for part in (self.primary, self.save_button, self._choice):
            part.setEnabled(not busy)
