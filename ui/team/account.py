"""One's own account, for a user from outside the team: the passphrase, and nobody else's."""

from __future__ import annotations

from factdesk import users
from factdesk.team.kinds import role_word
from factdesk.words import _
from ui.bridge import Bridge
from ui.team.section import Section
from ui.team.user_dialogs import PassphraseDialog
from ui.widgets.buttons import Button
from ui.widgets.layouts import HBox
from ui.widgets.messages import Speaks
from ui.widgets.texts import Card, Heading, Label


class AccountSection(Section):
    """Who one is here, and a new passphrase by the old one."""

    def __init__(self, bridge: Bridge, messages: Speaks) -> None:
        """Show oneself."""
        super().__init__(bridge, messages, _("My account"))
        self._name, self._role = Heading("", 3), Label("", tone="muted", wrap=True)
        self.change = Button(_("Change my passphrase …"), icon="key-round")
        self.change.clicked.connect(self.change_mine)
        self.body.add(Card(self._name, self._role, HBox(self.change, None)))
        self.body.add(None)
        self.show_team()
        self.lead_to(self.change)

    def show_team(self) -> None:
        """Show name and role as they are now."""
        me = self.bridge.team.member(self.bridge.actor.id)
        self._name.setText(me.name if me else self.bridge.actor.name)
        self._role.setText(role_word(me.role) if me else "")

    def change_mine(self) -> None:
        """Change one's own passphrase by the old one."""
        desk, team = self.bridge.desk, self.bridge.team
        me = team.member(self.bridge.actor.id)
        about = (team.settings.name, *((me.name, me.user_name or "") if me else ()))
        PassphraseDialog(
            self, self, _("Change my passphrase"), about,
            lambda old, new: users.change_passphrase(desk, old, new), with_old=True,
        ).open()  # fmt: skip
