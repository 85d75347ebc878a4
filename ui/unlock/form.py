"""The unlock form: folder or server, user, passphrase; after a lock only the passphrase."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Signal

from factdesk.errors import KnownError
from factdesk.faults import report
from factdesk.store.folder.entry import users_in
from factdesk.store.folder.refusals import NotATeamFolder, WrongPassphrase
from factdesk.store.server.address import ServerAddress, is_address
from factdesk.store.server.refusals import (
    AddressUnreadable,
    CertificateFileMissing,
    DatabaseUnknown,
    HostUnknown,
    LoginRefused,
    SeveralTeams,
)
from factdesk.unlocking import unlock
from factdesk.words import _
from ui.home import Background
from ui.unlock.form_parts import FormParts
from ui.unlock.remembered import Remembered, remembered_places
from ui.widgets.spoken import announce

if TYPE_CHECKING:
    from factdesk.clock import Clock
    from factdesk.desk import Desk

#: What is wrong with the address as it was written here.
_OF_THE_ADDRESS = (AddressUnreadable, CertificateFileMissing, DatabaseUnknown, HostUnknown)


class UnlockForm(FormParts):
    """`unlocked(Desk)`; a refusal is shown and what was typed stays.

    The passphrase is emptied only where it was wrong, and always after it has opened the team.
    """

    unlocked = Signal(object)
    recovery_wanted = Signal()
    new_wanted = Signal()

    def __init__(
        self, background: Background, settings: QSettings, clock: Clock | None = None
    ) -> None:
        """Offer the teams opened on this computer before."""
        known = remembered_places(settings)
        super().__init__(known)
        self._background, self._clock = background, clock
        self._is_locked = False
        self._place_is_bad = False
        self._new_server = False
        #: Set when nobody waits any more for what is being opened.
        self._given_up = threading.Event()
        self._connect()
        self.title.setText(_("Open the team") if known else _("Welcome"))
        self.intro.setVisible(not known)
        if known:
            self.folder.set_path(known[0].text)
        self._take_place()
        self.setFocusProxy(self.passphrase if known else self.folder)

    @property
    def path(self) -> str:
        """The folder or the address, as typed or chosen."""
        return self.server.typed if self._new_server else self.folder.path

    @property
    def is_server(self) -> bool:
        """Whether the team is on a server."""
        return self._new_server or is_address(self.folder.path)

    @property
    def user(self) -> str | None:
        """The user chosen; none where the folder has only one."""
        value = self.users.value
        return str(value) if value is not None else None

    @property
    def problem(self) -> str:
        """The refusal shown, or an empty text."""
        return "" if self.banner.isHidden() else self.banner.message

    @property
    def is_busy(self) -> bool:
        """Whether a key is being derived or a server asked."""
        return not self.progress.isHidden()

    def show_locked(self, place: Path | ServerAddress, user: str | None, team: str = "") -> None:
        """Ask whoever was here for the passphrase, and for nothing else."""
        self._is_locked = True
        self._new_server = False
        one = Remembered(place, team)
        self.folder.set_path(one.text)
        where = one.shown if isinstance(place, ServerAddress) else place.name
        if user:
            self._put_users((user,))
        self.title.setText(_("Locked"))
        self.who.setText(f"{user} · {where}" if user else where)
        self._show_parts()
        self.setFocusProxy(self.passphrase)
        self.passphrase.setFocus()
        if isinstance(place, ServerAddress):
            self.server.show_known(place)
        elif not user:
            self._ask_users(str(place))

    def show_problem(self, error: KnownError) -> None:
        """Show a refusal in its words."""
        self._place_is_bad = False
        self.banner.say(error.message, error.advice)
        self.banner.show()

    def use_server(self) -> None:
        """Ask for the address of a server, and who one is there."""
        self._leave_locked(to_server=True)
        self.server.setFocus()

    def use_folder(self) -> None:
        """Ask for a folder, or one of the teams opened before."""
        self._leave_locked()
        self.folder.setFocus()

    def submit(self) -> None:
        """Derive the key and open, on the background thread."""
        if self.is_busy:
            return
        place = self._place_typed()
        if place is None:
            return
        typed, user, clock = self.passphrase.text, self.user, self._clock
        given_up = self._given_up = threading.Event()
        self.set_busy(busy=True)

        def work() -> Desk | None:
            desk = _open(place, typed, user, clock)
            if not given_up.is_set():
                return desk
            desk.close()
            return None

        self._background.run(
            work,
            on=self,
            then=lambda desk: self._opened(given_up, desk),
            failed=lambda error: self._refused(given_up, error),
        )

    def give_up(self) -> None:
        """Wait no longer for a server; what it still answers opens nothing."""
        self._given_up.set()
        self.set_busy(busy=False)
        self.passphrase.setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """Let nothing be pressed twice, and say what is being waited for."""
        is_server = self.is_server
        self.progress.setVisible(busy)
        for widget in self.quiet_buttons:
            widget.setEnabled(not busy)
        self.unlock.setEnabled(not busy)
        self.passphrase.line.setReadOnly(busy)
        self.server.setEnabled(not busy)
        self.cancel.setVisible(busy and is_server)
        text = _("Asking the server …") if is_server else _("Unlocking …")
        self.progress.setAccessibleName(text)
        self.unlock.set_text(text if busy else _("Unlock"))
        if busy and is_server:
            announce(self.progress, text)

    def _connect(self) -> None:
        self.folder.chosen.connect(lambda _path: self._take_place())
        for signal in (self.passphrase.entered, self.server.entered, self.unlock.clicked):
            signal.connect(self.submit)
        self.cancel.clicked.connect(self.give_up)
        self.recovery.clicked.connect(self.recovery_wanted)
        self.new.clicked.connect(self.new_wanted)
        self.to_server.clicked.connect(self.use_server)
        for button in (self.to_folder, self.other):
            button.clicked.connect(self.use_folder)

    def _place_typed(self) -> Path | ServerAddress | None:
        """Where to open; ``None`` once what is missing is said at its place."""
        if self.is_server:
            return self.server.place()
        if self.path:
            return Path(self.path)
        self.show_problem(NotATeamFolder())
        self.folder.setFocus()
        return None

    def _opened(self, given_up: threading.Event, desk: Desk | None) -> None:
        if desk is None:
            return
        if given_up.is_set():
            # Given up between its opening and now; closing it may take as long as opening did.
            self._background.run(desk.close, on=self, failed=lambda _error: None)
            return
        self.passphrase.clear()
        self.set_busy(busy=False)
        self.banner.hide()
        self.unlocked.emit(desk)

    def _refused(self, given_up: threading.Event, error: BaseException) -> None:
        if given_up.is_set():
            return
        self.set_busy(busy=False)
        if isinstance(error, SeveralTeams) and error.names:
            self.banner.hide()
            self.server.ask_team(error.names)
            return
        if self._new_server and isinstance(error, _OF_THE_ADDRESS):
            self.banner.hide()
            self.server.say_of_address(error)
            return
        if isinstance(error, WrongPassphrase | LoginRefused):
            self.passphrase.clear()
        if isinstance(error, WrongPassphrase):
            # The user is chosen from a list here: only the passphrase can be wrong.
            error = KnownError(_("Wrong passphrase."), error.advice)
        self.show_problem(error if isinstance(error, KnownError) else _bug(error))
        self.passphrase.setFocus()

    def _take_place(self) -> None:
        """Ask what the place chosen needs: a folder its users, a server who one is."""
        self._show_parts()
        path = self.folder.path
        if not is_address(path):
            self._ask_users(path)
            return
        self._settle_place()
        try:
            self.server.show_known(ServerAddress.parse(path))
        except KnownError as error:
            # An address pasted here needs a user name beside it.
            self.use_server()
            self.server.address.setText(path)
            self.server.say_of_address(error)

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
        self._settle_place()
        chosen = self.user
        self._put_users(names)
        if chosen in names:
            self.users.set_value(chosen)
        self.user_field.setVisible(len(names) > 1)

    def _settle_place(self) -> None:
        # A refusal of the passphrase stays: only what was said of the place is settled.
        if self._place_is_bad:
            self._place_is_bad = False
            self.banner.hide()

    def _no_users(self, path: str, error: BaseException) -> None:
        if path == self.path and isinstance(error, KnownError):
            self._put_users(())
            self.user_field.hide()
            self.show_problem(error)
            self._place_is_bad = True

    def _put_users(self, names: tuple[str, ...]) -> None:
        self.users.clear()
        for name in names:
            self.users.add(name, name)

    def _leave_locked(self, *, to_server: bool = False) -> None:
        self._is_locked = False
        self._new_server = to_server
        self.title.setText(_("Open a team on a server") if to_server else _("Open the team"))
        self.banner.hide()
        if to_server:
            self._put_users(())
            self.server.ask_all()
            self._show_parts()
        else:
            self._take_place()

    def _show_parts(self) -> None:
        """Show the fields and buttons that belong to what is asked now."""
        locked, server = self._is_locked, self.is_server
        if locked or server:
            self.intro.hide()
        self.who.setVisible(locked)
        self.other.setVisible(locked)
        self.place_field.setVisible(not locked and not self._new_server)
        self.server.setVisible(not locked and server)
        self.user_field.setVisible(not locked and not server and self.users.count() > 1)
        self.recovery.setVisible(not server)
        self.new.setVisible(not locked and not self._new_server)
        self.to_server.setVisible(not locked and not self._new_server)
        self.to_folder.setVisible(not locked and self._new_server)


def _bug(error: BaseException) -> KnownError:
    return KnownError(
        _("Something went wrong in the program ({number}).").format(number=report(error)),
        _("What was saved is kept. Tell your administrator the number."),
    )


def _open(
    place: Path | ServerAddress, passphrase: str, user: str | None, clock: Clock | None
) -> Desk:
    """Open a team wherever it is; what a server needs is loaded only for one."""
    if isinstance(place, Path):
        return unlock(place, passphrase, user, clock)
    from factdesk.places import open_place

    return open_place(place, passphrase, user, clock)
