"""The backup: when the newest one was made, and making one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from factdesk import backups
from factdesk.clock import OSLO
from factdesk.team.kinds import Right
from factdesk.words import _, format_date
from ui.bridge import Bridge
from ui.home import Home
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox
from ui.widgets.messages import Speaks
from ui.widgets.texts import Card, Heading, Label


class BackupCard(Card):
    """Says how old the newest backup is; those who manage the team make one here."""

    def __init__(self, bridge: Bridge, messages: Speaks) -> None:
        """Show what is known now; the part of the page tells when the team has changed."""
        super().__init__(Heading(_("Backup"), 3))
        self._bridge, self._messages = bridge, messages
        self._home = Home(self)
        self.last = Label("", wrap=True)
        self.make = Button(_("Make a backup …"), icon="download")
        if not bridge.can(Right.EDIT_TEAM):
            self.make.hide()
        self.make.clicked.connect(self.choose_file)
        self.progress = Label("", tone="muted")
        about = _(
            "One file with everything, as encrypted as the team folder. Keep it on another "
            "medium, and some of them in another building."
        )
        for part in (Label(about, wrap=True), self.last, HBox(self.make, self.progress, None)):
            self.body.add(part)
        self.show_team()

    def show_team(self) -> None:
        """Say when the newest backup was made, and calmly that it is time where it is."""
        made, today = self._bridge.team.backup, self._bridge.clock.today()
        if made is None:
            self.last.setText(_("No backup has been made yet."))
            self.last.set_tone("text")
            return
        day = made.at.astimezone(OSLO).date()
        text = _("Last made on {day} by {initials}.") if made.initials else _("Last made on {day}.")
        text = text.format(day=format_date(day), initials=made.initials)
        is_old = (today - day).days > backups.OLD_AFTER_DAYS
        if is_old:
            text += " " + _("It is time for a new one.")
        self.last.setText(text)
        self.last.set_tone("text" if is_old else "muted")

    def choose_file(self) -> None:
        """Ask where it goes; a file that is there already is refused, not written over."""
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = backups.suggested_name(self._bridge.team.settings.name, self._bridge.clock.today())
        dialog = QFileDialog(
            self, _("Make a backup"), str(Path(home) / name), _("Backup (*.factdesk)")
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("factdesk")
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.fileSelected.connect(lambda path: self.back_up(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def back_up(self, file: Path) -> None:
        """Make it; a lock waits for it."""
        self.make.setEnabled(False)
        self.progress.setText(_("Copying …"))
        self._home.deliver(
            backups.back_up(self._bridge.desk, file),
            self,
            lambda _nothing: self._made(file),
            self._failed,
        )

    def _made(self, file: Path) -> None:
        self._rest()
        self._messages.info(
            _(
                "The backup is {file}. It is encrypted, and opens with the passphrases that "
                "hold today."
            ).format(file=file)
        )

    def _failed(self, error: BaseException) -> None:
        self._rest()
        self._bridge.show(error)

    def _rest(self) -> None:
        self.make.setEnabled(True)
        self.progress.setText("")
