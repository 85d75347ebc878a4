"""What the unlock form is made of: its fields and buttons in their order."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QProgressBar, QWidget

from factdesk.words import _
from ui.theme import theme
from ui.unlock.folder_field import FolderField
from ui.unlock.logo import name_line
from ui.unlock.remembered import Remembered
from ui.unlock.server_fields import ServerFields
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.layouts import HBox, VBox
from ui.widgets.passphrase import PassphraseField
from ui.widgets.selects import Select
from ui.widgets.texts import Card, Heading, Label, Line

_WIDTH = 460


class FormParts(QWidget):
    """The fields and buttons of the unlock form on their card."""

    def __init__(self, known: Iterable[Remembered]) -> None:
        """Take the teams to offer."""
        super().__init__()
        self.title = Heading("", 2)
        self.intro = Label(
            _(
                "Choose your team's folder on this computer, open a team on a server, or create a "
                "new folder."
            ),
            tone="muted",
            wrap=True,
        )
        self.who = Label("", "strong", wrap=True)
        self.folder = FolderField(known)
        self.place_field = Field(_("Team"), self.folder)
        self.server = ServerFields()
        self.users = Select()
        self.user_field = Field(_("User"), self.users)
        self.passphrase = PassphraseField(_("Passphrase"))
        self.banner = Banner("error", "", closable=False)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.unlock = Button(_("Unlock"), "primary", icon="lock-open", large=True)
        self.cancel = Button(_("Cancel"), large=True)
        self.recovery = Button(_("Use the recovery key"), "quiet", icon="key-round")
        self.new = Button(_("Create a new team folder"), "quiet", icon="plus")
        self.to_server = Button(_("Open a team on a server"), "quiet", icon="database")
        self.to_folder = Button(_("Open a team folder"), "quiet", icon="folder-open")
        self.other = Button(_("Another user or team"), "quiet", icon="users")
        self.quiet_buttons = (
            self.recovery, self.new, self.to_server, self.to_folder, self.other
        )  # fmt: skip
        self._lay_out()
        for part in (self.banner, self.progress, self.cancel, self.who, self.other):
            part.hide()
        self._size()
        theme().changed.connect(self._size)

    def _lay_out(self) -> None:
        row = HBox()
        row.add(self.unlock, 1)
        row.add(self.cancel)
        lines = (HBox(one, None) for one in self.quiet_buttons)
        card = Card(
            self.title, self.intro, self.who, self.banner, self.place_field, self.server,
            self.user_field, self.passphrase, self.progress, row, Line(), VBox(*lines, space=0),
            space=16, margins=28,
        )  # fmt: skip
        VBox(name_line(), card, space=20, parent=self)

    def _size(self) -> None:
        self.setMinimumWidth(theme().px(_WIDTH))
        self.setMaximumWidth(theme().px(_WIDTH))
