"""The way in: the unlock form, the first-run assistant, and the recovery key.

The assistant and the recovery dialog are loaded when they are asked for: what stands behind them
would delay the first window.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from factdesk.errors import KnownError
from factdesk.words import LANGUAGES, set_language
from ui.home import Background
from ui.unlock.form import UnlockForm
from ui.unlock.remembered import place_of, remember
from ui.widgets.layouts import HBox, VBox
from ui.widgets.scrolled import Scrolled

if TYPE_CHECKING:
    from factdesk.clock import Clock
    from factdesk.desk import Desk
    from factdesk.store.folder.slots import KdfCost
    from factdesk.store.server.address import ServerAddress
    from ui.unlock.first_run import FirstRun

_LANGUAGE_KEY = "unlock/language"


class UnlockPage(QWidget):
    """What stands while nothing is unlocked. `unlocked(Desk)` hands the open desk over.

    `start_at` says which page the user asked for at the end of the first run: "board", "import",
    "people" or "team".
    """

    unlocked = Signal(object)

    def __init__(
        self,
        background: Background,
        settings: QSettings,
        parent: QWidget | None = None,
        *,
        clock: Clock | None = None,
        cost: KdfCost | None = None,
    ) -> None:
        """Take the thread that unlocks and this machine's settings; `cost` is for tests."""
        super().__init__(parent)
        self._background, self._settings = background, settings
        self._clock, self._cost = clock, cost
        self.start_at = "board"
        remembered = str(settings.value(_LANGUAGE_KEY, ""))
        if remembered in LANGUAGES:
            set_language(remembered)
        self.first_run: FirstRun | None = None
        self._stack = QStackedWidget()
        VBox(self._stack, parent=self)
        self.form = self._make_form()

    def show_locked(
        self, place: Path | ServerAddress | None, user: str | None, team: str = ""
    ) -> None:
        """Ask only for the passphrase of who was here; without a place ask for everything."""
        self._renew_form()
        if place is not None:
            self.form.show_locked(place, user, team)

    def show_problem(self, error: KnownError) -> None:
        """Show what went wrong, as while locking."""
        self.form.show_problem(error)

    def begin_first_run(self) -> None:
        """Lead through a new team folder."""
        from ui.unlock.first_run import FirstRun

        assistant = FirstRun(self._background, self._clock, self._cost)
        assistant.left.connect(self._end_first_run)
        assistant.done.connect(self._take_new)
        self.first_run = assistant
        self._stack.addWidget(assistant)
        self._stack.setCurrentWidget(assistant)
        assistant.setFocus()

    def open_recovery(self) -> None:
        """Ask for the recovery key of the folder in the form."""
        from ui.unlock.recovery import RecoveryDialog

        dialog = RecoveryDialog(self, self._background, Path(self.form.path), self._clock)
        dialog.recovered.connect(self._take)
        dialog.open()

    def _make_form(self) -> UnlockForm:
        form = UnlockForm(self._background, self._settings, self._clock)
        form.unlocked.connect(self._take)
        form.recovery_wanted.connect(self.open_recovery)
        form.new_wanted.connect(self.begin_first_run)
        inside = QWidget()
        column = VBox(None, parent=inside, margins=24)
        row = HBox(None, form, None)
        row.setAlignment(form, Qt.AlignmentFlag.AlignHCenter)
        column.add(row)
        column.add(None, 2)
        place = Scrolled(inside, "FACTdesk")
        self._stack.addWidget(place)
        self._stack.setCurrentWidget(place)
        self.setFocusProxy(form)
        form.setFocus()
        return form

    def _renew_form(self) -> None:
        while self._stack.count():
            old = self._stack.currentWidget()
            if old is None:
                break
            self._stack.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.first_run = None
        self.form = self._make_form()

    def _end_first_run(self) -> None:
        self._renew_form()

    def _take_new(self, desk: Desk, start_at: str, language: str) -> None:
        self._settings.setValue(_LANGUAGE_KEY, language)
        self.start_at = start_at
        self._hand_over(desk)

    def _take(self, desk: Desk) -> None:
        self.start_at = "board"
        self._hand_over(desk)

    def _hand_over(self, desk: Desk) -> None:
        place = place_of(desk)
        if place is not None:
            remember(self._settings, place)
        self._renew_form()
        self.unlocked.emit(desk)
