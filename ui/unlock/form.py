"""The unlock form: folder, user, passphrase; after a lock only the passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from factdesk.errors import KnownError
from factdesk.faults import report
from factdesk.store.folder.entry import users_in
from factdesk.store.folder.refusals import NotATeamFolder, WrongPassphrase
from factdesk.unlocking import unlock
from factdesk.words import _
from ui.home import Background
from ui.theme import theme
from ui.unlock.folder_field import FolderField
from ui.unlock.logo import name_line
from ui.unlock.remembered import remembered_folders
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.layouts import HBox, VBox
from ui.widgets.passphrase import PassphraseField
from ui.widgets.selects import Select
from ui.widgets.texts import Card, Heading, Label, Line

if TYPE_CHECKING:
    from factdesk.clock import Clock
    from factdesk.desk import Desk

_WIDTH = 460


class UnlockForm(QWidget):
    """`unlocked(Desk)`; a refusal is shown and what was typed stays.

    The passphrase is emptied only where it was wrong, and always after it has opened the folder.
    """

    unlocked = Signal(object)
    recovery_wanted = Signal()
    new_wanted = Signal()

    def __init__(
        self, background: Background, settings: QSettings, clock: Clock | None = None
    ) -> None:
        """Offer the folders opened on this computer before."""
        super().__init__()
        self._background, self._clock = background, clock
        self._is_locked = False
        self._place_is_bad = False
        folders = remembered_folders(settings)
        self._build(folders)
        self._user.hide()
        self._title.setText(_("Open the team") if folders else _("Welcome"))
        self._intro.setVisible(not folders)
        if folders:
            self.folder.set_path(str(folders[0]))
            self._ask_users(str(folders[0]))
        self.setFocusProxy(self.passphrase if folders else self.folder)

    @property
    def path(self) -> str:
        """The folder as typed."""
        return self.folder.path

    @property
    def user(self) -> str | None:
        """The user chosen; none where the folder has only one."""
        value = self.users.value
        return str(value) if value is not None else None

    @property
    def problem(self) -> str:
        """The refusal shown, or an empty text."""
        return "" if self._banner.isHidden() else self._banner.message

    @property
    def is_busy(self) -> bool:
        """Whether a key is being derived."""
        return not self._progress.isHidden()

    def show_locked(self, place: Path, user: str | None) -> None:
        """Ask whoever was here for the passphrase, and for nothing else."""
        self._is_locked = True
        self.folder.set_path(str(place))
        self._place.hide()
        self._user.hide()
        self._intro.hide()
        if user:
            self._put_users((user,))
        self._title.setText(_("Locked"))
        who = _("{user} · {folder}").format(user=user, folder=place.name) if user else place.name
        self._who.setText(who)
        self._who.show()
        self._other.show()
        self._new.hide()
        self.setFocusProxy(self.passphrase)
        self.passphrase.setFocus()
        if not user:
            self._ask_users(str(place))

    def show_problem(self, error: KnownError) -> None:
        """Show a refusal in its words."""
        self._place_is_bad = False
        self._banner.say(error.message, error.advice)
        self._banner.show()

    def submit(self) -> None:
        """Derive the key and open, on the background thread."""
        if self.is_busy:
            return
        if not self.path:
            self.show_problem(NotATeamFolder())
            self.folder.setFocus()
            return
        path, typed, user = Path(self.path), self.passphrase.text, self.user
        clock = self._clock
        self._set_busy(busy=True)
        self._background.run(
            lambda: unlock(path, typed, user, clock),
            on=self,
            then=self._opened,
            failed=self._refused,
        )

    def _opened(self, desk: Desk) -> None:
        self.passphrase.clear()
        self._set_busy(busy=False)
        self._banner.hide()
        self.unlocked.emit(desk)

    def _refused(self, error: BaseException) -> None:
        self._set_busy(busy=False)
        if isinstance(error, WrongPassphrase):
            self.passphrase.clear()
            # The user is chosen from a list here: only the passphrase can be wrong.
            error = KnownError(_("Wrong passphrase."), error.advice)
        if isinstance(error, KnownError):
            self.show_problem(error)
        else:
            self.show_problem(
                KnownError(
                    _("Something went wrong in the program ({number}).").format(
                        number=report(error)
                    ),
                    _("What was saved is kept. Tell your administrator the number."),
                )
            )
        self.passphrase.setFocus()

    def _set_busy(self, *, busy: bool) -> None:
        self._progress.setVisible(busy)
        for widget in (self._unlock, self._recovery, self._new, self._other):
            widget.setEnabled(not busy)
        self.passphrase.line.setReadOnly(busy)
        self._unlock.set_text(_("Unlocking …") if busy else _("Unlock"))

    def _ask_users(self, path: str) -> None:
        if not path:
            return
        self._background.run(
            lambda: users_in(Path(path)),
            on=self,
            then=lambda names: self._take_users(path, names),
            failed=lambda error: self._no_users(path, error),
        )

    def _take_users(self, path: str, names: tuple[str, ...]) -> None:
        if path != self.path or (self._is_locked and self.user is not None):
            return
        # A refusal of the passphrase stays: only what was said of the place is settled.
        if self._place_is_bad:
            self._place_is_bad = False
            self._banner.hide()
        chosen = self.user
        self._put_users(names)
        if chosen in names:
            self.users.set_value(chosen)
        self._user.setVisible(len(names) > 1)

    def _no_users(self, path: str, error: BaseException) -> None:
        if path == self.path and isinstance(error, KnownError):
            self.users.clear()
            self._user.hide()
            self.show_problem(error)
            self._place_is_bad = True

    def _put_users(self, names: tuple[str, ...]) -> None:
        self.users.clear()
        for name in names:
            self.users.add(name, name)

    def _leave_locked(self) -> None:
        self._is_locked = False
        self._who.hide()
        self._other.hide()
        self._place.show()
        self._new.show()
        self._title.setText(_("Open the team"))
        self._ask_users(self.path)

    def _build(self, folders: tuple[Path, ...]) -> None:
        self._title = Heading("", 2)
        self._intro = Label(
            _("Choose your team's folder on this computer, or create a new one."),
            tone="muted",
            wrap=True,
        )
        self._who = Label("", "strong", wrap=True)
        self._who.hide()
        self.folder = FolderField(folders)
        self.folder.chosen.connect(self._ask_users)
        self._place = Field(_("Team folder"), self.folder)
        self.users = Select()
        self._user = Field(_("User"), self.users)
        self.passphrase = PassphraseField(_("Passphrase"))
        self.passphrase.entered.connect(self.submit)
        self._banner = Banner("error", "", closable=False)
        self._banner.hide()
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setAccessibleName(_("Unlocking …"))
        self._progress.hide()
        self._unlock = Button(_("Unlock"), "primary", icon="lock-open", large=True)
        self._unlock.clicked.connect(self.submit)
        self._recovery = Button(_("Use the recovery key"), "quiet", icon="key-round")
        self._recovery.clicked.connect(self.recovery_wanted)
        self._new = Button(_("Create a new team folder"), "quiet", icon="plus")
        self._new.clicked.connect(self.new_wanted)
        self._other = Button(_("Another user or folder"), "quiet", icon="users")
        self._other.clicked.connect(self._leave_locked)
        self._other.hide()
        card = Card(
            self._title, self._intro, self._who, self._banner, self._place, self._user,
            self.passphrase, self._progress, self._unlock, Line(),
            VBox(*(HBox(one, None) for one in (self._recovery, self._new, self._other)), space=0),
            space=16, margins=28,
        )  # fmt: skip
        VBox(name_line(), card, space=20, parent=self)
        self.setMinimumWidth(theme().px(_WIDTH))
        self.setMaximumWidth(theme().px(_WIDTH))
        theme().changed.connect(self._size)

    def _size(self) -> None:
        self.setMinimumWidth(theme().px(_WIDTH))
        self.setMaximumWidth(theme().px(_WIDTH))
