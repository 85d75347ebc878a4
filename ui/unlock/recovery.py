"""Getting in with the recovery key: the key, then a new passphrase for one user."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget

from factdesk import opening, users
from factdesk.clock import Clock
from factdesk.desk import Desk
from factdesk.errors import KnownError
from factdesk.faults import report
from factdesk.store.folder.team_folder import TeamFolder
from factdesk.words import _
from ui.home import Background
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field
from ui.widgets.layouts import VBox
from ui.widgets.passphrase import PassphraseField, StrengthMeter
from ui.widgets.selects import Select


class RecoveryDialog(Dialog):
    """`recovered(Desk)` hands over a desk of the chosen user, whose new passphrase is set."""

    recovered = Signal(object)

    def __init__(
        self, parent: QWidget, background: Background, path: Path, clock: Clock | None = None
    ) -> None:
        """Ask for the key first; the folder stays locked for others while the dialog is open."""
        super().__init__(
            parent,
            _("Use the recovery key"),
            _("Go on"),
            intro=_(
                "Type the printed key. It opens the folder {folder}, so that one user can get a "
                "new passphrase. The others keep theirs."
            ).format(folder=path.name),
        )
        self._background, self._path, self._clock = background, path, clock
        self._folder: TeamFolder | None = None
        self.key = QLineEdit()
        self.key.setMaxLength(200)
        self._key_field = Field(
            _("Recovery key"),
            self.key,
            hint=_("Capitals, spaces and hyphens do not matter."),
        )
        self.users = Select()
        self.passphrase = PassphraseField(_("New passphrase"))
        self.repeated = PassphraseField(_("The same once more"))
        self.meter = StrengthMeter(self.passphrase, background, self._about)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.hide()
        self._second = QWidget()
        VBox(
            Field(_("User"), self.users),
            self.passphrase,
            self.meter,
            self.repeated,
            space=14,
            parent=self._second,
        )
        self._second.hide()
        for part in (self._key_field, self._second, self._progress):
            self.add(part)
        self.finished.connect(self._let_go)
        self.key.setFocus()

    def submit(self) -> None:
        """Open with the key, or set the passphrase."""
        self.clear_error()
        if self._folder is None:
            path, key = self._path, self.key.text()
            self._work(lambda: TeamFolder.open_with_recovery(path, key), self._opened)
        elif not self.meter.enough:
            self.show_error(_("The passphrase must be harder to guess."))
        elif self.passphrase.text != self.repeated.text:
            self.show_error(_("The two passphrases are not alike."))
        else:
            folder, self._folder = self._folder, None
            user, new, clock = str(self.users.value), self.passphrase.text, self._clock
            self._work(lambda: _set(folder, user, new, clock), self._done)

    def reject(self) -> None:
        """Leave, unless a folder is being opened at this moment: nobody would close it."""
        if self.primary.isEnabled():
            super().reject()

    def _opened(self, folder: TeamFolder) -> None:
        self._folder = folder
        self.key.clear()
        for name in folder.users():
            self.users.add(name, name)
        self._key_field.hide()
        self._second.show()
        self.adjustSize()
        self.primary.set_text(_("Set the passphrase and open"))
        self.passphrase.setFocus()

    def _done(self, desk: Desk) -> None:
        self.passphrase.clear()
        self.repeated.clear()
        self.recovered.emit(desk)
        self.accept()

    def _work(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self.set_busy(busy=True)
        self._progress.show()

        def arrived(result: Any) -> None:
            self._progress.hide()
            self.set_busy(busy=False)
            then(result)

        self._background.run(work, on=self, then=arrived, failed=self._refused)

    def _refused(self, error: BaseException) -> None:
        self._progress.hide()
        if isinstance(error, KnownError):
            self.show_error(error)
        else:
            self.show_error(
                _("Something went wrong in the program ({number}).").format(number=report(error)),
                _("What was saved is kept. Tell your administrator the number."),
            )
        # The folder is closed again whenever a step fails, so the key is asked for anew.
        self._second.hide()
        self._key_field.show()
        self.users.clear()
        self.primary.set_text(_("Go on"))
        self.key.setFocus()

    def _about(self) -> tuple[str, ...]:
        return (str(self.users.value or ""),)

    def _let_go(self) -> None:
        folder, self._folder = self._folder, None
        if folder is not None:
            folder.close()


def _set(folder: TeamFolder, user: str, new: str, clock: Clock | None) -> Desk:
    desk = opening.open_folder(folder, clock, user)
    try:
        users.set_passphrase(desk, desk.actor.id, new)
    except BaseException:
        desk.close()
        raise
    return desk
