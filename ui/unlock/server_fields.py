"""Which team server, and who one is there: the address as IT gave it, and the user name."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from factdesk.errors import KnownError
from factdesk.store.server.address import ServerAddress, is_address, role_name
from factdesk.store.server.refusals import UserNameUnfit
from factdesk.words import _
from ui.widgets.fields import Field
from ui.widgets.layouts import VBox
from ui.widgets.selects import Select

_SCHEME = "postgresql://"
#: Longer than any address, so that a pasted letter does not stop the program.
_LONGEST = 2000


class ServerFields(QWidget):
    """The address and the user name; `entered` when Enter is pressed in one of them."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.address, self.user = QLineEdit(), QLineEdit()
        for line in (self.address, self.user):
            line.setMaxLength(_LONGEST)
            line.returnPressed.connect(self.entered)
            line.textEdited.connect(lambda _text: self._edited())
        self.address.setPlaceholderText("db.example.no/factdesk")
        self._address = Field(
            _("Address"),
            self.address,
            hint=_("As you got it from IT: the server and its database."),
        )
        self._user = Field(_("User name"), self.user)
        self.teams = Select()
        self._teams = Field(_("Team"), self.teams, hint=_("You are a user of these teams here."))
        self._known: ServerAddress | None = None
        VBox(self._address, self._user, self._teams, space=16, parent=self)
        self._teams.hide()
        self.setFocusProxy(self.address)

    def ask_all(self) -> None:
        """Ask for the address and the user name."""
        self._known = None
        self.forget_teams()
        self._address.show()
        self.setFocusProxy(self.address)

    def show_known(self, address: ServerAddress) -> None:
        """Ask for nothing but who one is at a server opened before; the answer stands there."""
        self.clear_errors()
        self.forget_teams()
        self._known = address
        self._address.hide()
        self.user.setText(address.role)
        self.setFocusProxy(self.user)

    def ask_team(self, names: Iterable[str]) -> None:
        """Ask which of one's teams is meant."""
        self.teams.clear()
        for name in names:
            self.teams.add(name, name)
        self._teams.show()
        self.teams.setFocus()

    def forget_teams(self) -> None:
        """Ask for no team: it was another place or another user."""
        self.teams.clear()
        self._teams.hide()

    @property
    def typed(self) -> str:
        """The address as text, with the user in it where one is given."""
        return whole(self.address.text(), self.user.text())

    def place(self) -> ServerAddress | None:
        """The address to open, or ``None`` once what is wrong is said at its field."""
        self.clear_errors()
        if self._lacks():
            return None
        try:
            if self._known is not None:
                found = self._known.with_role(role_name(self.user.text()))
            else:
                found = ServerAddress.parse(self.typed)
        except UserNameUnfit as error:
            self._say_of_user(f"{error.message} {error.advice}")
            return None
        except KnownError as error:
            self.say_of_address(error)
            return None
        self.user.setText(found.role)
        return found.with_team(str(self.teams.value)) if self.teams.count() else found

    def say_of_address(self, error: KnownError) -> None:
        """Say a refusal that is about the address, at its field."""
        if self._address.isHidden():
            self._user.set_error(f"{error.message} {error.advice}".strip())
            return
        self._address.set_error(f"{error.message} {error.advice}".strip())
        self.address.setFocus()

    def clear_errors(self) -> None:
        """Say nothing is wrong."""
        for field in (self._address, self._user):
            if field.error:
                field.set_error("")

    def _edited(self) -> None:
        self.clear_errors()
        self.forget_teams()

    def _lacks(self) -> bool:
        """Whether something is not written yet, said at its field."""
        if self._known is None and not self.address.text().strip():
            self._address.set_error(_("Write the address of the server."))
            self.address.setFocus()
            return True
        if not self.user.text().strip() and (self._known or "@" not in self.address.text()):
            self._say_of_user(_("Write your user name."))
            return True
        return False

    def _say_of_user(self, text: str) -> None:
        self._user.set_error(text)
        self.user.setFocus()


def whole(address: str, user: str) -> str:
    """The whole address of what IT gave: scheme and user are put where they are left out.

    A user name that is typed goes before the one in the address.
    """
    text = address.strip()
    rest = text[text.index("://") + 3 :] if is_address(text) else text
    end = next((at for at, sign in enumerate(rest) if sign in "/?"), len(rest))
    before, _mark, host = rest[:end].rpartition("@")
    if user.strip():
        # A password in the address stays where it is: it is refused, not left out unseen.
        _role, colon, password = before.partition(":")
        before = quote(role_name(user)) + colon + password
    return f"{_SCHEME}{before}@{host}{rest[end:]}" if before else f"{_SCHEME}{host}{rest[end:]}"
